//! What runs: the binary `naungan` and everything around the pages and the use cases.
//!
//! - [`config`]: the environment, read once.
//! - [`embedded`]: the private PostgreSQL, the S3 server and the mail sink that run when nothing is configured.
//! - [`telemetry`]: log and figures.

pub mod commands;
pub mod config;
pub mod embedded;
pub mod house;
pub mod http;
pub mod telemetry;
pub mod worker;

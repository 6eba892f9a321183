//! HTTP through the real router, against a real PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod account;
mod app;
mod binary;
mod commands;
mod desk;
mod doors;
mod english;
mod logs;
mod machines;
mod outage;
mod paper;
mod person;
mod routes;
mod sponsor;
mod sso;
mod worker;

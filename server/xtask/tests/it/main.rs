//! The tool itself, as a process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../../src/setup/loopback.rs"]
mod loopback;

mod gate;
mod machine;
mod newcomer;

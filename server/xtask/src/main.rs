//! `cargo xtask`: prepares a bare machine, builds the site and the server, runs the portal,
//! and runs the whole gate.
//!
//! Context: a newcomer has Rust and git, nothing else, and may be root, an ordinary user
//! with sudo or one without. Choice: every set-up step is Rust in this crate, looks for what
//! is already there, says what it is about to install, and installs from package registries
//! by their ordinary addresses with pinned hashes. Consequence: two commands do everything,
//! and continuous integration runs exactly what a person runs (2026-11).

mod cli;
mod cluster;
mod dist;
mod environment;
mod failure;
mod gate;
mod portal;
mod prepare;
mod process;
mod progress;
mod project;
mod run;
mod screenshots;
mod setup;
mod site;
mod world;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match cli.carry_out() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

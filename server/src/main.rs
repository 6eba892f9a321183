//! `naungan`: one binary for everything.

use clap::Parser;
use server::commands::{self, Cli, Command};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Before any thread is started: the child confines itself, and threads would have to follow.
    if let Command::Decode { require_seccomp } = cli.command {
        return decode::child::main(require_seccomp);
    }
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(commands::run(cli.command)),
        Err(_) => ExitCode::FAILURE,
    }
}

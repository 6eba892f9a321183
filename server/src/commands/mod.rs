//! The commands of `naungan`. Each is one file; what they share is the house, opened by [`House`].

pub mod admin;
pub mod check;
pub mod faults;
pub mod import;
pub mod maintenance;
pub mod migrate;
pub mod seed;
pub mod serve;
pub mod verify;
pub mod work;

mod open;

use clap::{Parser, Subcommand};
use domain::lang::Lang;
use std::process::ExitCode;

pub use open::{Failure, Opened};

/// The portal through which social-welfare institutions sponsor people for state-paid health insurance.
#[derive(Debug, Parser)]
#[command(name = "naungan", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the portal, with jobs inside.
    Serve {
        /// Leave the jobs to `naungan work`.
        #[arg(long)]
        no_worker: bool,
    },
    /// Run jobs only.
    Work,
    /// Bring the schema and the region list to their newest version.
    Migrate {
        /// Print the statements that make the roles, for the cluster's superuser, and do nothing.
        #[arg(long)]
        print_roles: bool,
    },
    /// Check configuration, database roles, schema, clock, storage, mail and sandbox; exit 78 and a line for
    /// each fault.
    Check,
    /// Check what must always be true of the data; exit 1 and a line for each offender.
    Verify,
    /// Fill the database.
    Seed {
        /// With what.
        #[command(subcommand)]
        what: seed::What,
    },
    /// Load reference data.
    Import {
        /// Which.
        #[command(subcommand)]
        what: import::What,
    },
    /// Operator's tasks.
    Admin {
        /// Which.
        #[command(subcommand)]
        what: admin::What,
    },
    /// Print the page that a balancer shows while the portal rests, in one piece.
    MaintenancePage {
        /// In which language: id or en.
        #[arg(long, default_value = "id", value_parser = maintenance::language)]
        lang: Lang,
    },
    /// Decode a file from standard input; used by the portal itself.
    #[command(name = "__decode", hide = true)]
    Decode {
        /// Refuse to work without a system-call filter.
        #[arg(long)]
        require_seccomp: bool,
    },
}

/// Runs a command.
pub async fn run(command: Command) -> ExitCode {
    let done = match command {
        Command::Serve { no_worker } => Box::pin(serve::run(!no_worker)).await,
        Command::Work => Box::pin(work::run()).await,
        Command::Migrate { print_roles } => Box::pin(migrate::run(print_roles)).await,
        Command::Check => Box::pin(check::run()).await,
        Command::Verify => Box::pin(verify::run()).await,
        Command::Seed { what } => Box::pin(seed::run(what)).await,
        Command::Import { what } => Box::pin(import::run(what)).await,
        Command::Admin { what } => Box::pin(admin::run(what)).await,
        Command::MaintenancePage { lang } => Box::pin(maintenance::run(lang)).await,
        // Runs before any runtime: see `main`.
        Command::Decode { .. } => Ok(ExitCode::SUCCESS),
    };
    done.unwrap_or_else(Failure::report)
}

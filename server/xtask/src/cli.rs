//! The commands and their options.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Result;
use crate::{dist, gate, prepare, run, screenshots};

/// Set-up, build, run and tests of Naungan
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build and start the portal with demo data; installs what is missing
    Run(run::RunArgs),
    /// Run the whole gate: format, lints, tests, licences and advisories, browser
    Test(gate::TestArgs),
    /// Renew the checked query data in .sqlx/ from the migrations
    Prepare(prepare::PrepareArgs),
    /// Build the site folder: wasm, script, styles
    Site(dist::SiteArgs),
    /// Build a release: binary and site in target/dist
    Dist(dist::DistArgs),
    /// Take the README's screenshots of a fresh demo portal
    Screenshots(screenshots::ScreenshotsArgs),
}

impl Cli {
    pub fn carry_out(&self) -> Result<ExitCode> {
        match &self.command {
            Command::Run(args) => run::run(args)?,
            Command::Test(args) => return gate::test(args),
            Command::Prepare(args) => prepare::prepare(args)?,
            Command::Site(args) => dist::site(args)?,
            Command::Dist(args) => dist::dist(args)?,
            Command::Screenshots(args) => screenshots::screenshots(args)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn only_takes_several_steps() {
        let cli = Cli::try_parse_from(["xtask", "test", "--only", "fmt", "--only", "unit"]);

        assert!(cli.is_ok());
    }

    #[test]
    fn an_unknown_step_is_refused() {
        assert!(Cli::try_parse_from(["xtask", "test", "--only", "everything"]).is_err());
    }
}

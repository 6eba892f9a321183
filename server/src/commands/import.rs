//! `naungan import regions FILE…`: an operator's edition of the region list.

use super::open::owner;
use super::{Failure, Opened};
use crate::embedded::Embedded;
use clap::Subcommand;
use domain::lang::Lang;
use services::migrate::as_owner;
use services::region::{self, Outcome};
use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is imported.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Editions of the region list, or their successor links, as CSV.
    Regions {
        /// The files, in order.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

/// Imports.
///
/// # Errors
/// One line.
#[expect(clippy::print_stdout, reason = "an operator reads it")]
pub async fn run(what: What) -> Result<ExitCode, Failure> {
    let What::Regions { files } = what;
    let config = Opened::config()?;
    let (embedded, gateways) = Embedded::start(&config).await?;
    let mut conn = owner(&gateways).await?;
    as_owner(&mut conn).await?;
    let mut good = true;
    for path in files {
        let file =
            File::open(&path).map_err(|error| Failure::Other(format!("{}: {error}", path.display())))?;
        let report = region::import(&mut conn, file).await?;
        println!("{}: {}", path.display(), report.summary(Lang::Id));
        for refused in &report.refused {
            println!("{}: {}", path.display(), refused.sentence(Lang::Id));
        }
        good &= report.outcome != Outcome::Refused;
    }
    drop(conn);
    embedded.stop().await?;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

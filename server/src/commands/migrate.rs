//! `naungan migrate`: schema and region list to their newest version; repeating is harmless.

use super::open::owner;
use super::{Failure, Opened};
use crate::embedded::Embedded;
use domain::lang::Lang;
use std::process::ExitCode;

/// Migrates, or prints the roles.
///
/// # Errors
/// One line.
#[expect(clippy::print_stdout, reason = "an operator reads it")]
pub async fn run(print_roles: bool) -> Result<ExitCode, Failure> {
    if print_roles {
        print!("{}", services::migrate::ROLES);
        return Ok(ExitCode::SUCCESS);
    }
    let config = Opened::config()?;
    std::fs::create_dir_all(&config.site.data)?;
    let (embedded, gateways) = Embedded::start(&config).await?;
    let mut conn = owner(&gateways).await?;
    if embedded.cluster().is_some() {
        services::migrate::prepare(&mut conn).await?;
    }
    services::migrate::migrate(&mut conn).await?;
    let report = services::migrate::load_regions(&mut conn).await?;
    println!("Skema terbaru. {}", report.summary(Lang::Id));
    drop(conn);
    embedded.stop().await?;
    Ok(ExitCode::SUCCESS)
}

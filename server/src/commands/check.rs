//! `naungan check`: what would stop the portal, one clear line each; exit 78.

use super::{Failure, Opened};
use crate::config::EX_CONFIG;
use services::{lint, migrate, roles};
use std::process::ExitCode;

/// Checks everything.
///
/// # Errors
/// Faults of the configuration.
#[expect(clippy::print_stdout, reason = "an operator reads it")]
pub async fn run() -> Result<ExitCode, Failure> {
    let opened = Opened::start(Opened::config()?).await?;
    let mut faults = roles::faults(&opened.hands.db).await?;
    if let Err(error) = migrate::is_current(&opened.hands.db).await {
        faults.push(format!("schema: {error}; run naungan migrate"));
    }
    faults.extend(lint::findings(&opened.hands.db).await?.iter().map(ToString::to_string));
    if let Err(error) = opened.hands.store.ready().await {
        faults.push(format!("storage: {error}"));
    }
    let walls = decode::confine::probe();
    if !opened.config.mode.is_embedded() && !walls.seccomp {
        faults
            .push("sandbox: this kernel has no seccomp; untrusted files cannot be decoded safely".to_owned());
    }
    for fault in &faults {
        println!("{fault}");
    }
    if faults.is_empty() {
        println!("Semua baik: konfigurasi, basis data, penyimpanan, ruang dekode.");
    }
    opened.close().await?;
    Ok(if faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(u8::try_from(EX_CONFIG).unwrap_or(78))
    })
}

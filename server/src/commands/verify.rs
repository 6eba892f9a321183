//! `naungan verify`: the invariants of the data; exit 1 and a line for each offender.

use super::{Failure, Opened};
use services::verify;
use std::process::ExitCode;

/// Verifies.
///
/// # Errors
/// One line.
#[expect(clippy::print_stdout, reason = "an operator reads it")]
pub async fn run() -> Result<ExitCode, Failure> {
    let opened = Opened::start(Opened::config()?).await?;
    let offenders = verify::offenders(&opened.hands).await?;
    for offender in &offenders {
        println!("{offender}");
    }
    println!("{} pelanggaran (I1, I2, I3, I4, I7, I9)", offenders.len());
    opened.close().await?;
    Ok(if offenders.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

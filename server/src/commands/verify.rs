//! `naungan verify`: the invariants of the data; exit 1 and a line for each offender. The last lines say how much
//! was looked at.

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
    let report = verify::verify(&opened.hands).await?;
    for offender in &report.offenders {
        println!("{offender}");
    }
    println!(
        "I3: {} dari {} dokumen (yang terbaru), {} objek, {} nama objek diperiksa",
        report.opened, report.papers, report.objects, report.names
    );
    println!("I1: {} pernyataan dibandingkan dengan berkasnya", report.declared);
    println!("I13: {} NIK orang (yang terbaru) dibuka dan dicocokkan", report.people);
    let more = if report.more { " atau lebih" } else { "" };
    println!("{}{more} pelanggaran (I1, I2, I3, I4, I7, I9, I13)", report.offenders.len());
    opened.close().await?;
    Ok(if report.offenders.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

//! `naungan work`: jobs only.

use super::serve::wait_for_signal;
use super::{Failure, Opened};
use crate::{telemetry, worker};
use std::io::Write;
use std::process::ExitCode;
use tokio_util::sync::CancellationToken;

/// Runs jobs until it is told to stop.
///
/// # Errors
/// One line.
pub async fn run() -> Result<ExitCode, Failure> {
    let config = Opened::config()?;
    let metrics = telemetry::start(&config.log).map_err(|error| Failure::Other(error.to_string()))?;
    let opened = Opened::for_work(config).await?;
    let tidy = tokio::spawn(metrics.keep_tidy());
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        wait_for_signal().await;
        told.cancel();
    });
    announce();
    worker::run(opened.hands.clone(), opened.config.worker.jobs, stop).await;
    tidy.abort();
    opened.close().await?;
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "whoever starts it waits for the line")]
fn announce() {
    println!("Pekerja Naungan siap");
    // A reader on a pipe waits for this line.
    let _ = std::io::stdout().flush();
}

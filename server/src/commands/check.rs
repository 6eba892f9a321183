//! `naungan check`: what would stop the portal, one clear line each; exit 78.

use super::open::refused;
use super::{Failure, Opened, faults};
use std::process::ExitCode;

/// Checks everything; what cannot be asked is a fault itself and hides no other.
///
/// # Errors
/// Faults of the configuration.
#[expect(clippy::print_stdout, reason = "an operator reads it")]
pub async fn run() -> Result<ExitCode, Failure> {
    let config = Opened::config()?;
    let mut found = Vec::new();
    found.extend(faults::sandbox(config.mode, decode::confine::probe()));
    match Opened::start(config).await {
        Ok(opened) => {
            found.extend(database(&opened).await.unwrap_or_else(Failure::lines));
            found.extend(faults::storage(opened.hands.store.as_ref()).await);
            found.extend(faults::mail(opened.hands.mailer.as_ref()).await);
            opened.close().await?;
        }
        Err(failure) => found.extend(failure.lines()),
    }
    for fault in &found {
        println!("{fault}");
    }
    if !found.is_empty() {
        return Ok(refused());
    }
    println!("Semua baik: konfigurasi, basis data, jam, penyimpanan, email, ruang dekode.");
    Ok(ExitCode::SUCCESS)
}

async fn database(opened: &Opened) -> Result<Vec<String>, Failure> {
    let db = &opened.hands.db;
    let mut found = faults::doors(opened).await?;
    let asked = async {
        let mut more = Vec::new();
        more.extend(faults::schema(db).await?);
        if more.is_empty() {
            // Of a schema of another version this program cannot judge the rest.
            more = faults::row_level_security(db).await?;
        }
        more.extend(faults::clock(db).await?);
        Ok(more)
    };
    match asked.await {
        Ok(more) => found.extend(more),
        // The watcher who asks this is one of the doors: why it cannot is said already.
        Err(_) if !found.is_empty() => {}
        Err(error) => return Err(error),
    }
    Ok(found)
}

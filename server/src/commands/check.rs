//! `naungan check`: what would stop the portal, one clear line each; exit 78.

use super::{Failure, Opened};
use crate::config::EX_CONFIG;
use services::gateway::mail::Mailer;
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
    faults.extend(mail_fault(opened.hands.mailer.as_ref()).await);
    let walls = decode::confine::probe();
    if !opened.config.mode.is_embedded() && !walls.seccomp {
        faults
            .push("sandbox: this kernel has no seccomp; untrusted files cannot be decoded safely".to_owned());
    }
    for fault in &faults {
        println!("{fault}");
    }
    if faults.is_empty() {
        println!("Semua baik: konfigurasi, basis data, penyimpanan, email, ruang dekode.");
    }
    opened.close().await?;
    Ok(if faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(u8::try_from(EX_CONFIG).unwrap_or(78))
    })
}

/// Whether the mail server lets us in; nothing is sent.
async fn mail_fault(mailer: &dyn Mailer) -> Option<String> {
    mailer.answers().await.err().map(|error| format!("mail: {error}; look at NAUNGAN_SMTP_URL"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use services::gateway::mail::MemoryMailer;

    #[tokio::test]
    async fn a_mail_server_that_does_not_answer_is_a_fault_in_one_line() {
        let mailer = MemoryMailer::new();
        assert_eq!(mail_fault(&mailer).await, None);

        mailer.set_down(true);

        let line = mail_fault(&mailer).await.unwrap();
        assert_eq!(line, "mail: mail server not usable: no connection; look at NAUNGAN_SMTP_URL");
    }
}

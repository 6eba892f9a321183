//! Real SMTP against a server that follows a script.

use super::*;
use std::sync::Arc;
use time::macros::datetime;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How the server answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Takes,
    Banner(&'static str),
    Silent,
    Recipient(&'static str),
    Data(&'static str),
    CutsAfterTheMail,
}

type Mails = Arc<Mutex<Vec<String>>>;

async fn server(script: Script) -> (String, Mails) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let mails = Mails::default();
    let kept = Arc::clone(&mails);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, script, Arc::clone(&kept)));
        }
    });
    (url, mails)
}

async fn serve(stream: TcpStream, script: Script, mails: Mails) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut mail: Option<String> = None;
    match script {
        Script::Silent => return std::future::pending().await,
        Script::Banner(banner) => return stream.write_all(banner.as_bytes()).await,
        _ => stream.write_all(b"220 test\r\n").await?,
    }
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let reply = match (&mut mail, line.as_str()) {
            (Some(text), ".\r\n") => {
                mails.lock().unwrap().push(std::mem::take(text));
                mail = None;
                match script {
                    Script::CutsAfterTheMail => return Ok(()),
                    Script::Data(reply) => reply,
                    _ => "250 taken\r\n",
                }
            }
            (Some(text), line) => {
                text.push_str(line);
                continue;
            }
            (None, line) if line.starts_with("DATA") => {
                mail = Some(String::new());
                "354 go on\r\n"
            }
            (None, line) if line.starts_with("RCPT") => match script {
                Script::Recipient(reply) => reply,
                _ => "250 ok\r\n",
            },
            _ => "250 ok\r\n",
        };
        stream.write_all(reply.as_bytes()).await?;
    }
}

fn mailer(url: &str) -> SmtpMailer {
    SmtpMailer::new(url, "Naungan <no-reply@naungan.example.id>").unwrap()
}

fn letter(to: &str) -> Letter {
    Letter {
        id: Uuid::from_u128(7),
        to: to.to_owned(),
        lang: Lang::Id,
        at: datetime!(2026-11-21 10:00 UTC),
        subject: "Konfirmasi alamat email Anda".to_owned(),
        text: "Kode: 042 137\n".to_owned(),
        html: "<p>Kode: 042 137</p>".to_owned(),
    }
}

async fn fate(script: Script) -> Result<(), MailError> {
    let (url, _) = server(script).await;
    mailer(&url).send(&letter("sari@contoh.id")).await
}

#[tokio::test]
async fn a_mail_carries_its_row_as_its_id_and_asks_robots_not_to_answer() {
    let (url, mails) = server(Script::Takes).await;

    mailer(&url).send(&letter("sari@contoh.id")).await.unwrap();

    let mails = mails.lock().unwrap();
    let mail = mails.first().unwrap();
    for line in [
        "From: Naungan <no-reply@naungan.example.id>",
        "To: sari@contoh.id",
        "Subject: Konfirmasi alamat email Anda",
        "Date: Sat, 21 Nov 2026 10:00:00 +0000",
        "Message-ID: <00000000-0000-0000-0000-000000000007@naungan.example.id>",
        "Content-Language: id",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Kode: 042 137",
        "<p>Kode: 042 137</p>",
    ] {
        assert!(mail.lines().any(|l| l == line), "{line} in\n{mail}");
    }
    assert!(mail.contains("Content-Type: multipart/alternative;"), "{mail}");
}

#[tokio::test]
async fn two_mails_use_one_connection() {
    let (url, mails) = server(Script::Takes).await;
    let mailer = mailer(&url);

    mailer.answers().await.unwrap();
    mailer.send(&letter("sari@contoh.id")).await.unwrap();
    mailer.send(&letter("budi@contoh.id")).await.unwrap();

    assert_eq!(mails.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_server_that_is_down_busy_or_cut_off_is_not_the_mails_fault() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let nobody = mailer(&format!("smtp://{closed}"));

    let unreachable = |fate| matches!(fate, Err(MailError::Unreachable(_)));

    assert!(unreachable(nobody.send(&letter("sari@contoh.id")).await));
    assert!(unreachable(nobody.answers().await));
    assert!(unreachable(fate(Script::Banner("421 busy\r\n")).await));
    assert!(unreachable(fate(Script::Banner("what?\r\n")).await));
    assert!(unreachable(fate(Script::Data("421 closing\r\n")).await));
    assert!(unreachable(fate(Script::CutsAfterTheMail).await));
    assert!(unreachable(fate(Script::Recipient("535 sign in again\r\n")).await));
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left_after_a_while() {
    let (url, _) = server(Script::Silent).await;
    let hasty = SmtpMailer { patience: Duration::from_millis(20), ..mailer(&url) };

    assert_eq!(hasty.send(&letter("sari@contoh.id")).await, Err(MailError::Unreachable("time-out")));
    assert_eq!(hasty.answers().await, Err(MailError::Unreachable("time-out")));
}

#[tokio::test]
async fn a_mailbox_can_be_full_for_now_or_gone_for_good() {
    assert_eq!(fate(Script::Recipient("451 greylisted\r\n")).await, Err(MailError::Deferred(451)));
    assert_eq!(fate(Script::Data("452 full\r\n")).await, Err(MailError::Deferred(452)));
    assert_eq!(fate(Script::Recipient("550 no such user\r\n")).await, Err(MailError::Refused(550)));
    assert_eq!(fate(Script::Data("554 refused\r\n")).await, Err(MailError::Refused(554)));
}

#[tokio::test]
async fn a_reason_never_repeats_the_address() {
    let refused = fate(Script::Recipient("550 5.1.1 <sari@contoh.id>: user unknown\r\n")).await.unwrap_err();

    assert_eq!(refused.to_string(), "refused with 550");
}

#[tokio::test]
async fn no_address_is_refused_before_anybody_is_asked() {
    let (url, mails) = server(Script::Takes).await;
    let mailer = mailer(&url);

    for bad in ["", "sari", "a@b.id\r\nBcc: c@d.id", "a@b.id, c@d.id"] {
        assert_eq!(mailer.send(&letter(bad)).await, Err(MailError::Refused(553)), "{bad:?}");
    }
    assert!(mails.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_wrong_configuration_is_told_without_its_password() {
    let url = SmtpMailer::new("http://user:rahasia@x", "Naungan <a@b.id>").err().unwrap();
    let from = SmtpMailer::new("smtp://127.0.0.1:25", "nobody").err().unwrap();

    assert!(url.to_string().contains("SMTP URL") && !url.to_string().contains("rahasia"));
    assert!(from.to_string().contains("sender"));
}

#[tokio::test]
async fn the_twin_fails_when_it_is_told_to() {
    let twin = MemoryMailer::new();
    twin.refuse("gone@contoh.id");
    twin.set_full("full@contoh.id", true);

    assert_eq!(twin.send(&letter("gone@contoh.id")).await, Err(MailError::Refused(550)));
    assert_eq!(twin.send(&letter("full@contoh.id")).await, Err(MailError::Deferred(452)));
    assert_eq!(twin.send(&letter("sari@contoh.id")).await, Ok(()));
    twin.set_down(true);
    assert!(twin.answers().await.is_err());
    assert!(twin.send(&letter("sari@contoh.id")).await.is_err());

    assert_eq!(twin.sent_to("sari@contoh.id").len(), 1);
    assert_eq!((twin.sent().len(), twin.tries()), (1, 4));
}

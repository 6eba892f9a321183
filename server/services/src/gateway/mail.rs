//! How mail leaves: SMTP through lettre in every mode, and a twin in memory for tests.
//!
//! A mailer says only three things about a mail that did not leave: nobody answered, this mailbox later,
//! this mailbox never. Replies of mail servers repeat addresses, so nothing of them but the number is kept.

use async_trait::async_trait;
use domain::lang::Lang;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::{self, PoolConfig};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use time::OffsetDateTime;
use uuid::Uuid;

/// Longest time that one mail may take, connecting included.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// Connections that stay open between mails.
const CONNECTIONS: u32 = 4;
/// How long an unused connection stays open.
const IDLE: Duration = Duration::from_secs(30);

/// One mail to one mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The outbox row: becomes the `Message-ID`, so that a repetition collapses in the mailbox.
    pub id: Uuid,
    /// The address.
    pub to: String,
    /// The language of the text.
    pub lang: Lang,
    /// When it is written.
    pub at: OffsetDateTime,
    /// The subject.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// Why a mail did not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The mail server is down, busy or misconfigured; it has nothing to do with this mail.
    #[error("mail server not usable: {0}")]
    Unreachable(&'static str),
    /// This mail cannot be taken now (4xx): greylisting, a full mailbox.
    #[error("deferred with {0}")]
    Deferred(u16),
    /// This mail will never be taken (5xx), or the address is none.
    #[error("refused with {0}")]
    Refused(u16),
}

/// Sends mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands the letter to a mail server that takes responsibility for it.
    async fn send(&self, letter: &Letter) -> Result<(), MailError>;

    /// Whether the mail server answers.
    async fn answers(&self) -> Result<(), MailError>;
}

/// What is wrong with the configuration of mail.
#[derive(Debug, thiserror::Error)]
pub enum MailConfigError {
    /// The address of the mail server cannot be read. It may hold a password, so it is not repeated.
    #[error("the SMTP URL is not of the form smtp[s]://[user:password@]host[:port][?tls=required]")]
    Url,
    /// The sender's address cannot be read.
    #[error("the sender's address is not of the form `Name <name@example.id>`")]
    From,
}

/// Mail through a mail server.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Duration,
}

impl SmtpMailer {
    /// `url`: `smtps://user:password@host`, `smtp://host?tls=required`, or plain `smtp://127.0.0.1:2525`.
    /// `from`: `Naungan <no-reply@example.id>`. Opens no connection yet, but needs a tokio runtime.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn new(url: &str, from: &str) -> Result<Self, MailConfigError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| MailConfigError::Url)?
            .timeout(Some(CONNECT))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE))
            .build();
        let from = from.parse().map_err(|_| MailConfigError::From)?;
        Ok(Self { transport, from, patience: PATIENCE })
    }

    fn message(&self, letter: &Letter) -> Result<Message, MailError> {
        // An address that does not parse was never one: as if the server had said 553.
        let to: Address = letter.to.parse().map_err(|_| MailError::Refused(553))?;
        let header =
            |name, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.as_str())
            .date(SystemTime::from(letter.at))
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .raw_header(header("Content-Language", letter.lang.tag()))
            // Keeps holiday notices and list robots from answering (RFC 3834).
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
            .map_err(|_| MailError::Refused(554))
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let message = self.message(letter)?;
        match tokio::time::timeout(self.patience, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(kind_of(&error)),
            Err(_) => Err(MailError::Unreachable("time-out")),
        }
    }

    async fn answers(&self) -> Result<(), MailError> {
        match tokio::time::timeout(self.patience, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(MailError::Unreachable("no answer")),
            Ok(Err(error)) => Err(kind_of(&error)),
            Err(_) => Err(MailError::Unreachable("time-out")),
        }
    }
}

fn kind_of(error: &smtp::Error) -> MailError {
    let Some(code) = error.status().map(u16::from) else {
        return MailError::Unreachable(if error.is_timeout() {
            "time-out"
        } else if error.is_tls() {
            "no trusted TLS"
        } else if error.is_client() || error.is_response() {
            "does not speak as expected"
        } else {
            "no connection"
        });
    };
    match code {
        421 => MailError::Unreachable("closing (421)"),
        // Our account with the server is wrong, not the mail: an operator mends it and nothing is lost.
        454 | 530 | 534 | 535 | 538 => MailError::Unreachable("wants another sign-in"),
        521 => MailError::Unreachable("takes no mail (521)"),
        500.. => MailError::Refused(code),
        _ => MailError::Deferred(code),
    }
}

/// The twin for tests: keeps what it is given, and fails when it is told to.
#[derive(Debug, Default)]
pub struct MemoryMailer {
    state: Mutex<Memory>,
}

#[derive(Debug, Default)]
struct Memory {
    sent: Vec<Letter>,
    tries: usize,
    down: bool,
    refused: HashSet<String>,
    deferred: HashSet<String>,
}

impl MemoryMailer {
    /// An empty mailbox that takes everything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Plays a mail server that does not answer.
    pub fn set_down(&self, down: bool) {
        self.memory().down = down;
    }

    /// Plays a mailbox that does not exist (550).
    pub fn refuse(&self, address: &str) {
        self.memory().refused.insert(address.to_owned());
    }

    /// Plays a mailbox that is full for the moment (452), or has room again.
    pub fn set_full(&self, address: &str, full: bool) {
        let mut memory = self.memory();
        if full {
            memory.deferred.insert(address.to_owned());
        } else {
            memory.deferred.remove(address);
        }
    }

    /// Everything that was sent, oldest first.
    pub fn sent(&self) -> Vec<Letter> {
        self.memory().sent.clone()
    }

    /// What one address got, oldest first.
    pub fn sent_to(&self, address: &str) -> Vec<Letter> {
        self.memory().sent.iter().filter(|letter| letter.to == address).cloned().collect()
    }

    /// How often somebody tried to send, successful or not.
    pub fn tries(&self) -> usize {
        self.memory().tries
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Mailer for MemoryMailer {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let mut memory = self.memory();
        memory.tries += 1;
        if memory.down {
            Err(MailError::Unreachable("no connection"))
        } else if memory.refused.contains(&letter.to) {
            Err(MailError::Refused(550))
        } else if memory.deferred.contains(&letter.to) {
            Err(MailError::Deferred(452))
        } else {
            memory.sent.push(letter.clone());
            Ok(())
        }
    }

    async fn answers(&self) -> Result<(), MailError> {
        if self.memory().down { Err(MailError::Unreachable("no connection")) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;

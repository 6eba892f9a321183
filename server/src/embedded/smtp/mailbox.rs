//! The mails the sink took: in memory for reading, as `.eml` files so that a restart keeps them.
//!
//! A file is the mail as it came, below two header lines of ours with the envelope: who really gets a mail stands
//! there, not in `To:`. Memory and folder hold the same mails, the newest ones; older files are deleted. Mails carry
//! confirmation links, so folder and files are private.
//!
//! MIME is undone by `mail-parser`, the parser of the Stalwart mail server: decoded words, quoted-printable, base64
//! and nested parts are 3,000 lines nobody should write again, and without its character set tables it brings one
//! small crate.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};
use time::OffsetDateTime;
use tokio::sync::watch;

use super::super::EmbeddedError;

/// The newest mails that are kept.
pub(super) const MAILS: usize = 500;
/// And no more than this, should they be large.
const BYTES: usize = 32 * 1024 * 1024;
/// The envelope's recipients, first header of every kept mail.
const ENVELOPE_TO: &str = "X-Envelope-To";

/// The number of a mail: it grows with every mail and is never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailId(u64);

impl fmt::Display for MailId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}", self.0)
    }
}

impl FromStr for MailId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// One mail, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its number.
    pub id: MailId,
    /// `From:`, as `Name <address>`.
    pub from: String,
    /// `To:`, each as `Name <address>`.
    pub to: Vec<String>,
    /// Who gets it, from the envelope: plain addresses.
    pub recipients: Vec<String>,
    /// The subject, decoded.
    pub subject: String,
    /// When the sender says it was written.
    pub date: Option<OffsetDateTime>,
    /// The text, decoded; made from the HTML when there is no text part.
    pub text: String,
    /// The HTML part, decoded. Not cleaned: show it in a sandboxed frame or not at all.
    pub html: Option<String>,
    /// The names of what is attached.
    pub attachments: Vec<String>,
    /// The mail as it came, below the envelope's two lines.
    pub raw: Vec<u8>,
}

/// A handle to the kept mails; clones show the same ones.
#[derive(Debug, Clone)]
pub struct Mailbox {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    kept: Mutex<Kept>,
    arrivals: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Kept {
    mails: BTreeMap<MailId, Arc<Mail>>,
    last: u64,
    bytes: usize,
}

impl Mailbox {
    /// Opens the mailbox of `folder`, which is made when it is not there.
    pub(super) fn open(folder: &Path) -> Result<Self, EmbeddedError> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|source| EmbeddedError::io("create", folder, source))?;
        let mut kept = Kept::default();
        for id in ids(folder).map_err(|source| EmbeddedError::io("read", folder, source))? {
            kept.last = kept.last.max(id.0);
            match fs::read(file(folder, id)) {
                Ok(raw) => kept.add(parse(id, raw)),
                Err(reason) => tracing::warn!(mail.id = %id, %reason, "a kept mail cannot be read"),
            }
        }
        let surplus = kept.shed();
        let arrivals = watch::Sender::new(kept.last);
        let shared = Shared { folder: folder.to_owned(), kept: Mutex::new(kept), arrivals };
        shared.delete(&surplus);
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The newest `n` mails, newest first.
    pub fn latest(&self, n: usize) -> Vec<Arc<Mail>> {
        self.shared.kept().mails.values().rev().take(n).cloned().collect()
    }

    /// One mail.
    pub fn get(&self, id: MailId) -> Option<Arc<Mail>> {
        self.shared.kept().mails.get(&id).cloned()
    }

    /// The mails to `address` (by the envelope, in any case), newest first.
    pub fn for_recipient(&self, address: &str) -> Vec<Arc<Mail>> {
        self.shared.kept().mails.values().rev().filter(|mail| mail.is_to(address)).cloned().collect()
    }

    /// Waits for a mail to `address` that is newer than `after`. It waits for ever: put a time limit around it.
    pub async fn next_for(&self, address: &str, after: Option<MailId>) -> Arc<Mail> {
        let mut arrivals = self.shared.arrivals.subscribe();
        loop {
            arrivals.mark_unchanged();
            let found = self.for_recipient(address).into_iter().rev().find(|mail| Some(mail.id) > after);
            if let Some(mail) = found {
                return mail;
            }
            if arrivals.changed().await.is_err() {
                // The sender lives in `self`, so this cannot come; waiting is the honest answer.
                std::future::pending::<()>().await;
            }
        }
    }

    /// Takes a mail: on disk first, then visible.
    pub(super) async fn keep(&self, from: String, to: Vec<String>, mail: Vec<u8>) -> io::Result<MailId> {
        let shared = Arc::clone(&self.shared);
        tokio::task::spawn_blocking(move || shared.keep(&from, &to, &mail)).await.map_err(io::Error::other)?
    }
}

impl Shared {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Nothing is left half-done under this lock.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, from: &str, to: &[String], mail: &[u8]) -> io::Result<MailId> {
        let mut raw = format!("{ENVELOPE_TO}: {}\r\nReturn-Path: <{from}>\r\n", to.join(", ")).into_bytes();
        raw.extend_from_slice(mail);
        let id = {
            let mut kept = self.kept();
            kept.last += 1;
            MailId(kept.last)
        };
        // Before it is written: a mail that trips the parser must not come again at every start.
        let mail = parse(id, raw);
        write(&self.folder, id, &mail.raw)?;
        let surplus = {
            let mut kept = self.kept();
            kept.add(mail);
            kept.shed()
        };
        self.delete(&surplus);
        self.arrivals.send_replace(id.0);
        Ok(id)
    }

    fn delete(&self, surplus: &[MailId]) {
        for id in surplus {
            if let Err(reason) = fs::remove_file(file(&self.folder, *id)) {
                tracing::warn!(mail.id = %id, %reason, "an old mail could not be deleted");
            }
        }
    }
}

impl Kept {
    fn add(&mut self, mail: Mail) {
        self.bytes += mail.raw.len();
        self.mails.insert(mail.id, Arc::new(mail));
    }

    /// Lets the oldest go until the rest fits, and says which.
    fn shed(&mut self) -> Vec<MailId> {
        let mut gone = Vec::new();
        while self.mails.len() > MAILS || self.bytes > BYTES {
            let Some((id, mail)) = self.mails.pop_first() else { break };
            self.bytes -= mail.raw.len();
            gone.push(id);
        }
        gone
    }
}

impl Mail {
    fn is_to(&self, address: &str) -> bool {
        self.recipients.iter().any(|recipient| recipient.eq_ignore_ascii_case(address))
    }
}

fn file(folder: &Path, id: MailId) -> PathBuf {
    folder.join(format!("{id}.eml"))
}

/// The mails in `folder`, oldest first. Other files are left alone.
fn ids(folder: &Path) -> io::Result<Vec<MailId>> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if let Some(id) = name.to_str().and_then(|name| name.strip_suffix(".eml")?.parse().ok()) {
            ids.push(id);
        }
    }
    ids.sort_unstable();
    Ok(ids)
}

/// Whole or not at all: written beside and renamed.
fn write(folder: &Path, id: MailId, raw: &[u8]) -> io::Result<()> {
    let beside = folder.join(format!(".{id}.part"));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    options.open(&beside)?.write_all(raw)?;
    fs::rename(&beside, file(folder, id))
}

fn parse(id: MailId, raw: Vec<u8>) -> Mail {
    let parsed = MessageParser::default().parse(&raw);
    let message = parsed.as_ref();
    let recipients = recipients(&raw);
    let mut mail = Mail {
        id,
        from: message.and_then(Message::from).map(|from| people(from).join(", ")).unwrap_or_default(),
        to: message.and_then(Message::to).map(people).unwrap_or_default(),
        recipients,
        subject: message.and_then(Message::subject).unwrap_or_default().to_owned(),
        date: message
            .and_then(Message::date)
            .and_then(|date| OffsetDateTime::from_unix_timestamp(date.to_timestamp()).ok()),
        text: message.and_then(|message| message.body_text(0)).unwrap_or_default().into_owned(),
        html: message.and_then(html),
        attachments: message.map(attachments).unwrap_or_default(),
        raw: Vec::new(),
    };
    drop(parsed);
    mail.raw = raw;
    mail
}

/// From our own line, which is the first; a header of that name further down is the sender's.
fn recipients(raw: &[u8]) -> Vec<String> {
    let first = raw.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let first = String::from_utf8_lossy(first);
    let list = first.strip_prefix(ENVELOPE_TO).and_then(|rest| rest.strip_prefix(':')).unwrap_or_default();
    list.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

/// `body_html` would make HTML of a text part; only what the sender wrote counts.
fn html(message: &Message<'_>) -> Option<String> {
    message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.clone().into_owned()),
        _ => None,
    })
}

fn attachments(message: &Message<'_>) -> Vec<String> {
    message.attachments().map(|part| part.attachment_name().unwrap_or("tanpa nama").to_owned()).collect()
}

fn people(list: &Address<'_>) -> Vec<String> {
    list.iter()
        .map(|one| match (one.name(), one.address()) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (None, Some(only)) | (Some(only), None) => only.to_owned(),
            (None, None) => String::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests;

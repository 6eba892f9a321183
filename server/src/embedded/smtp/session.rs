//! One SMTP session, RFC 5321 as far as a sender needs it.
//!
//! Each reply is one write: a reply in two packets costs the sender a delayed acknowledgement, 40 ms a mail.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use super::mailbox::Mailbox;
use super::wire::{self, Data, Line};

/// The largest mail.
pub(super) const LARGEST_MAIL: usize = 2 * 1024 * 1024;
/// The longest command line, four times what RFC 5321 asks for.
const LONGEST_LINE: usize = 2048;
/// The most recipients of one mail.
const RECIPIENTS: usize = 100;
/// After so many errors the other side does not speak SMTP.
const ERRORS: u8 = 10;
/// After so long a silence the other side has gone.
const SILENCE: Duration = Duration::from_mins(1);

/// Serves one connection to its end; `welcome` is false when there are too many.
pub(super) async fn run(
    stream: TcpStream,
    mailbox: Mailbox,
    down: &AtomicBool,
    welcome: bool,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (read, write) = stream.into_split();
    let mut session = Session {
        reader: BufReader::new(read),
        writer: write,
        mailbox,
        from: None,
        to: Vec::new(),
        errors: 0,
    };
    if down.load(Ordering::Relaxed) {
        return session.reply("421 4.3.2 Service is down").await;
    }
    if !welcome {
        return session.reply("421 4.3.2 Too many connections, come back").await;
    }
    session.reply("220 naungan ESMTP").await?;
    while session.turn(down).await? {}
    Ok(())
}

struct Session {
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
    mailbox: Mailbox,
    from: Option<String>,
    to: Vec<String>,
    errors: u8,
}

impl Session {
    /// One command and its reply; `false` ends the session.
    async fn turn(&mut self, down: &AtomicBool) -> io::Result<bool> {
        let line = match tokio::time::timeout(SILENCE, wire::line(&mut self.reader, LONGEST_LINE)).await {
            Err(_) => {
                self.reply("421 4.4.2 Too long a silence").await?;
                return Ok(false);
            }
            Ok(line) => line?,
        };
        let text = match line {
            Line::End => return Ok(false),
            Line::TooLong => return self.error("500 5.5.2 Line too long").await,
            Line::Text(text) => text,
        };
        let Ok(text) = String::from_utf8(text) else {
            return self.error("500 5.5.2 Not a command").await;
        };
        let (verb, rest) = text.split_once(' ').unwrap_or((&text, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                self.forget();
                let hello = format!(
                    "250-naungan\r\n250-SIZE {LARGEST_MAIL}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 PIPELINING"
                );
                self.answer(&hello).await
            }
            "HELO" => {
                self.forget();
                self.answer("250 naungan").await
            }
            "MAIL" | "RCPT" | "DATA" if down.load(Ordering::Relaxed) => {
                self.answer("451 4.3.2 Service is down").await
            }
            "MAIL" => self.mail(rest).await,
            "RCPT" => self.rcpt(rest).await,
            "DATA" => self.data().await,
            "RSET" => {
                self.forget();
                self.answer("250 2.0.0 OK").await
            }
            "NOOP" => self.answer("250 2.0.0 OK").await,
            "VRFY" => self.answer("252 2.5.2 Send it and see").await,
            "QUIT" => {
                self.reply("221 2.0.0 Bye").await?;
                Ok(false)
            }
            _ => self.error("500 5.5.2 Not a command").await,
        }
    }

    async fn mail(&mut self, rest: &str) -> io::Result<bool> {
        if self.from.is_some() {
            return self.error("503 5.5.1 One mail after the other").await;
        }
        let Some((address, parameters)) = path(rest, "FROM:") else {
            return self.error("501 5.5.4 MAIL FROM:<address>").await;
        };
        let announced = parameters.split_ascii_whitespace().find_map(|parameter| {
            parameter.to_ascii_uppercase().strip_prefix("SIZE=")?.parse::<usize>().ok()
        });
        if announced.is_some_and(|size| size > LARGEST_MAIL) {
            return self.answer("552 5.3.4 Mail too large").await;
        }
        self.from = Some(address);
        self.answer("250 2.1.0 OK").await
    }

    async fn rcpt(&mut self, rest: &str) -> io::Result<bool> {
        if self.from.is_none() {
            return self.error("503 5.5.1 MAIL first").await;
        }
        let Some((address, _)) = path(rest, "TO:").filter(|(address, _)| !address.is_empty()) else {
            return self.error("501 5.5.4 RCPT TO:<address>").await;
        };
        if self.to.len() >= RECIPIENTS {
            return self.answer("452 4.5.3 Too many recipients").await;
        }
        self.to.push(address);
        self.answer("250 2.1.5 OK").await
    }

    async fn data(&mut self) -> io::Result<bool> {
        if self.to.is_empty() {
            return self.error("503 5.5.1 RCPT first").await;
        }
        self.reply("354 End with a dot").await?;
        let patient = tokio::time::timeout(SILENCE, wire::data(&mut self.reader, LARGEST_MAIL));
        let Ok(data) = patient.await else {
            self.reply("421 4.4.2 Too long a silence").await?;
            return Ok(false);
        };
        let from = self.from.take().unwrap_or_default();
        let to = std::mem::take(&mut self.to);
        match data? {
            Data::End => Ok(false),
            Data::TooLarge => self.answer("552 5.3.4 Mail too large").await,
            Data::Mail(mail) => match self.mailbox.keep(from, to, mail).await {
                Ok(id) => self.answer(&format!("250 2.0.0 Kept as {id}")).await,
                Err(reason) => {
                    tracing::warn!(%reason, "a mail could not be kept");
                    self.answer("451 4.3.0 Not kept, try again").await
                }
            },
        }
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }

    async fn error(&mut self, reply: &str) -> io::Result<bool> {
        self.errors += 1;
        if self.errors >= ERRORS {
            self.reply("421 4.7.0 Too many errors").await?;
            return Ok(false);
        }
        self.answer(reply).await
    }

    async fn answer(&mut self, reply: &str) -> io::Result<bool> {
        self.reply(reply).await.map(|()| true)
    }

    async fn reply(&mut self, reply: &str) -> io::Result<()> {
        // In one piece; and who does not read its replies loses the connection.
        let line = format!("{reply}\r\n");
        match tokio::time::timeout(SILENCE, self.writer.write_all(line.as_bytes())).await {
            Ok(written) => written,
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

/// `FROM:<address> parameters`, the keyword in any case; the address may be empty (`<>`).
fn path(rest: &str, keyword: &str) -> Option<(String, String)> {
    let head = rest.get(..keyword.len()).filter(|head| head.eq_ignore_ascii_case(keyword))?;
    let after = rest.get(head.len()..)?.trim_start().strip_prefix('<')?;
    let (address, parameters) = after.split_once('>')?;
    let clean = !address.chars().any(|c| c.is_control() || c.is_whitespace() || c == ',');
    clean.then(|| (address.to_owned(), parameters.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_from_its_brackets() {
        let found = |text| path(text, "FROM:").map(|(address, _)| address);

        assert_eq!(found("FROM:<a@b.id>").as_deref(), Some("a@b.id"));
        assert_eq!(found("from: <a@b.id> SIZE=12 BODY=8BITMIME").as_deref(), Some("a@b.id"));
        assert_eq!(found("FROM:<>").as_deref(), Some(""));
        for broken in
            ["", "FROM", "FROM:a@b.id", "FROM:<a@b.id", "TO:<a@b.id>", "FROM:<a b>", "FROM:<a,b>", "é"]
        {
            assert_eq!(found(broken), None, "{broken}");
        }
    }
}

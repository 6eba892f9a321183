//! A child a paper: `<program> __decode`, with an empty environment and nothing but two pipes.
//!
//! Rules:
//! - The child limits its own memory and CPU; we add the wall clock, and how many run at once.
//! - What it says is believed only as far as [`Answer::from_bytes`] believes it.
//! - A child that dies is a file that cannot be opened; a child that could not build its walls, or could
//!   not be started, is our fault and is tried again.
//! - Nothing of the file reaches the log: kind, size, signal, nothing else.

use super::Decoder;
use crate::error::{Error, Result};
use async_trait::async_trait;
use decode::Refusal;
use decode::child::{EXIT_PIPE, EXIT_UNCONFINED, REQUIRE_SECCOMP};
use decode::confine::Walls;
use decode::limits::{ANSWER_MAX_BYTES, WALL_SECONDS};
use decode::protocol::{Answer, Decoded, Kind, Request, from_exit};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::Semaphore;

/// The subcommand of the program that is the child.
const SUBCOMMAND: &str = "__decode";
/// How many children may run at once: each may take 768 MB for ten seconds.
const AT_ONCE: usize = 1;
/// How much of the child's complaint is read.
const COMPLAINT_BYTES: u64 = 1_024;
/// SIGSYS on Linux: the child made a system call that no decoder needs.
const FORBIDDEN_CALL: i32 = 31;

/// Spawns a child for each paper.
#[derive(Debug)]
pub struct ChildDecoder {
    program: PathBuf,
    require_seccomp: bool,
    patience: Duration,
    turns: Semaphore,
    warned: AtomicBool,
}

/// Why a child could not be asked.
#[derive(Debug, thiserror::Error)]
enum ChildError {
    /// Its walls could not be built; the text is the child's own.
    #[error("the decoder refused to work without its walls: {0}")]
    Unconfined(String),
    /// It says that its walls do not stand, and went on.
    #[error("the decoder worked without its walls")]
    Exposed,
    /// It did not understand us or lost the pipe.
    #[error("the pipe to the decoder broke")]
    Pipe,
    /// It ended in a way that it never ends in.
    #[error("the decoder ended with {0}")]
    Ended(ExitStatus),
}

/// What the child left behind.
struct Remains {
    status: ExitStatus,
    answer: Vec<u8>,
    complaint: Vec<u8>,
}

impl ChildDecoder {
    /// Children of `program`, which is this binary. With `require_seccomp` nothing is decoded where the
    /// walls cannot be built.
    pub fn new(program: PathBuf, require_seccomp: bool) -> Self {
        Self {
            program,
            require_seccomp,
            patience: Duration::from_secs(WALL_SECONDS),
            turns: Semaphore::new(AT_ONCE),
            warned: AtomicBool::new(false),
        }
    }

    #[cfg(test)]
    fn impatient(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    fn spawn(&self) -> Result<Child> {
        let mut command = Command::new(&self.program);
        command.arg(SUBCOMMAND);
        if self.require_seccomp {
            command.arg(REQUIRE_SECCOMP);
        }
        command
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(Error::unavailable)
    }

    fn judge(&self, remains: &Remains) -> Result<Result<Decoded, Refusal>> {
        if let Some(signal) = remains.status.signal() {
            return Ok(Err(fallen(signal)));
        }
        match remains.status.code().and_then(|code| u8::try_from(code).ok()) {
            Some(0) => self.believe(&remains.answer),
            Some(EXIT_UNCONFINED) => {
                let why = String::from_utf8_lossy(&remains.complaint).trim().to_owned();
                Err(Error::unavailable(ChildError::Unconfined(why)))
            }
            Some(EXIT_PIPE) => Err(Error::unavailable(ChildError::Pipe)),
            _ => Err(Error::internal(ChildError::Ended(remains.status))),
        }
    }

    fn believe(&self, bytes: &[u8]) -> Result<Result<Decoded, Refusal>> {
        let answer = match Answer::from_bytes(bytes) {
            Ok(answer) => answer,
            Err(error) => {
                // A sound child cannot say this: the file may have taken it over.
                tracing::error!(%error, "the decoder's answer was not believed");
                return Ok(Err(Refusal::Broken));
            }
        };
        if self.require_seccomp && !answer.walls.suffice() {
            return Err(Error::unavailable(ChildError::Exposed));
        }
        self.warn_of_missing(answer.walls);
        Ok(answer.outcome)
    }

    /// Says once which walls this machine does not have.
    fn warn_of_missing(&self, walls: Walls) {
        let whole = walls.suffice() && walls.landlock;
        if !whole && !self.warned.swap(true, Ordering::Relaxed) {
            let Walls { rlimits, landlock, seccomp } = walls;
            tracing::warn!(rlimits, landlock, seccomp, "the decoder works with fewer walls than it knows");
        }
    }
}

#[async_trait]
impl Decoder for ChildDecoder {
    async fn decode(&self, kind: Kind, bytes: &[u8]) -> Result<Result<Decoded, Refusal>> {
        let Ok(head) = Request::head(kind, bytes.len()) else { return Ok(Err(Refusal::TooLarge)) };
        let _turn = self.turns.acquire().await.map_err(Error::internal)?;
        let child = self.spawn()?;
        // On time-out the future is dropped and with it the child, which is killed.
        let Ok(remains) = tokio::time::timeout(self.patience, converse(child, &head, bytes)).await else {
            tracing::warn!(kind = ?kind, size = bytes.len(), "the decoder took too long");
            return Ok(Err(Refusal::TookTooLong));
        };
        self.judge(&remains?)
    }
}

/// Writes the request and reads the answer at the same time, so that neither side waits for the other.
async fn converse(mut child: Child, head: &[u8], bytes: &[u8]) -> Result<Remains> {
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let most = u64::try_from(ANSWER_MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let ((), answer, complaint) =
        tokio::join!(tell(input, head, bytes), hear(output, most), hear(errors, COMPLAINT_BYTES));
    let status = child.wait().await.map_err(Error::unavailable)?;
    Ok(Remains { status, answer: answer?, complaint: complaint? })
}

/// A child that stops reading ends soon after, and how it ended says more than the broken pipe.
async fn tell(pipe: Option<ChildStdin>, head: &[u8], bytes: &[u8]) {
    let Some(mut pipe) = pipe else { return };
    if pipe.write_all(head).await.is_ok() && pipe.write_all(bytes).await.is_ok() {
        let _ = pipe.shutdown().await;
    }
}

/// Reads at most `most` bytes and then closes the pipe.
async fn hear(pipe: Option<impl AsyncRead + Unpin>, most: u64) -> Result<Vec<u8>> {
    let mut heard = Vec::new();
    if let Some(pipe) = pipe {
        pipe.take(most).read_to_end(&mut heard).await.map_err(Error::unavailable)?;
    }
    Ok(heard)
}

fn fallen(signal: i32) -> Refusal {
    let refusal = from_exit(signal);
    if signal == FORBIDDEN_CALL {
        tracing::error!(signal, "the decoder made a forbidden system call: a file tried to break out");
    } else {
        tracing::warn!(signal, refusal = refusal.code(), "the decoder was killed by a signal");
    }
    refusal
}

#[cfg(test)]
mod tests;

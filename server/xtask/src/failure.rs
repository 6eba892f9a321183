//! What can go wrong in a tool: one sentence for the person, and the exit code.

use std::fmt;
use std::io;

/// Exit code of BSD's `sysexits.h` for "something needed is not here".
const UNAVAILABLE: u8 = 69;

/// A sentence that says what failed and, where known, what to do.
#[derive(Debug)]
pub struct Failure {
    sentence: String,
    code: u8,
}

pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 1 }
    }

    /// Something the machine lacks and this person cannot install: exit code 69.
    pub fn unavailable(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: UNAVAILABLE }
    }

    pub fn code(&self) -> u8 {
        self.code
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(error.to_string())
    }
}

/// Puts what was being done in front of a library's message.
pub trait Doing<T> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T>;
}

impl<T, E: fmt::Display> Doing<T> for std::result::Result<T, E> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|error| Failure::new(format!("{}: {error}", what())))
    }
}

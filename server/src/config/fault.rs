//! What is wrong with the configuration, in one line.

use std::fmt;

/// The exit code for a wrong configuration (sysexits.h), so that a supervisor does not try again.
pub const EX_CONFIG: i32 = 78;

/// One fault: which variable, what is wrong with it, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFault {
    variable: String,
    problem: String,
    remedy: String,
}

impl ConfigFault {
    /// A fault of `variable`. `problem` continues the sentence begun by the name; neither may hold a secret.
    pub fn new(variable: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { variable: variable.to_owned(), problem: problem.into(), remedy: remedy.into() }
    }

    /// The variable that is wrong or missing.
    pub fn variable(&self) -> &str {
        &self.variable
    }
}

impl fmt::Display for ConfigFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}; {}.", self.variable, self.problem, self.remedy)
    }
}

impl std::error::Error for ConfigFault {}

/// A value as it may be shown: escaped, in quotes, and not longer than it helps.
pub(super) fn shown(value: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = value.chars().take(LONGEST).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    format!("{short:?}")
}

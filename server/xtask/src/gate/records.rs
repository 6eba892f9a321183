//! What each step said, kept for the end: a log that is cut off in front still says what failed.

use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::Step;
use crate::failure::{Failure, Result};
use crate::process::Call;
use crate::project::remove_folder;

/// Lines of a failed step that are said again.
const LAST: usize = 100;

/// One file a step. On a terminal nothing is kept: colours and moving lines are worth more there, and one can
/// scroll back.
#[derive(Debug)]
pub struct Records {
    folder: Option<PathBuf>,
}

impl Records {
    /// Empty records below `notes`.
    pub fn new(notes: &Path) -> Result<Self> {
        if io::stderr().is_terminal() {
            return Ok(Self { folder: None });
        }
        let folder = notes.join("records");
        remove_folder(&folder)?;
        fs::create_dir_all(&folder)?;
        Ok(Self { folder: Some(folder) })
    }

    /// Runs `call` as a part of `step`.
    pub fn run(&self, step: Step, call: Call) -> Result<()> {
        match &self.folder {
            Some(folder) => {
                // Another gate of this checkout may have begun its own.
                fs::create_dir_all(folder)?;
                call.run_recorded(&folder.join(step.name()))
            }
            None => call.run(),
        }
    }

    /// Keeps why `step` failed: not every failure is the last word of a program.
    pub fn add(&self, step: Step, failure: &Failure) -> Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        fs::create_dir_all(folder)?;
        let mut record = OpenOptions::new().create(true).append(true).open(folder.join(step.name()))?;
        writeln!(record, "xtask: {failure}").map_err(Into::into)
    }

    /// The end of what `step` said.
    pub fn end_of(&self, step: Step) -> Option<String> {
        let text = fs::read(self.folder.as_ref()?.join(step.name())).ok()?;
        Some(tail(&String::from_utf8_lossy(&text), LAST))
    }
}

/// The last `lines` of `text`.
pub fn tail(text: &str, lines: usize) -> String {
    let all: Vec<_> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_failed_step_can_be_said_again() {
        let folder = tempfile::tempdir().unwrap();
        let records = Records { folder: Some(folder.path().to_owned()) };

        records.run(Step::It, Call::new("sh").args(["-c", "echo why; exit 1"])).unwrap_err();

        assert_eq!(records.end_of(Step::It).as_deref(), Some("why"));
        assert_eq!(records.end_of(Step::E2e), None);
    }

    #[test]
    fn what_no_program_said_is_kept_after_what_one_did() {
        let folder = tempfile::tempdir().unwrap();
        let records = Records { folder: Some(folder.path().to_owned()) };

        records.run(Step::Site, Call::new("echo").arg("compiled")).unwrap();
        records.add(Step::Site, &Failure::new("main.scss: expected \"}\"")).unwrap();

        assert_eq!(records.end_of(Step::Site).as_deref(), Some("compiled\nxtask: main.scss: expected \"}\""));
    }

    #[test]
    fn the_tail_of_a_short_text_is_all_of_it() {
        assert_eq!(tail("a\nb\nc", 2), "b\nc");
        assert_eq!(tail("a", 9), "a");
    }
}

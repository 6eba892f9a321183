//! Progress lines: `[2/5] building the server`, and what the step before took.

use std::time::Instant;

/// Counts the steps of a command on standard error.
#[derive(Debug)]
pub struct Progress {
    step: usize,
    steps: usize,
    start: Instant,
}

impl Progress {
    pub fn of(steps: usize) -> Self {
        Self { step: 0, steps, start: Instant::now() }
    }

    /// Announces the next step with the seconds since the command began.
    pub fn next(&mut self, what: &str) {
        self.step += 1;
        eprintln!("{}", line(self.step, self.steps, what, self.start.elapsed().as_secs()));
    }
}

fn line(step: usize, steps: usize, what: &str, seconds: u64) -> String {
    format!("[{step}/{steps}] {what} ({seconds} s so far)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_progress_line_names_the_step_and_the_elapsed_seconds() {
        assert_eq!(line(2, 5, "building the site", 17), "[2/5] building the site (17 s so far)");
    }
}

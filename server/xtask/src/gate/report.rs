//! The table at the end: what took how long, slowest first, and the count.

use std::fmt::Write;
use std::time::Duration;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    /// Not run, and why: it cannot be here, or a step that it builds on failed.
    Skipped(String),
}

#[derive(Debug)]
struct Line {
    name: String,
    time: Duration,
    outcome: Outcome,
}

/// Collects the steps of one gate.
#[derive(Debug, Default)]
pub struct Report {
    lines: Vec<Line>,
}

impl Report {
    pub fn add(&mut self, name: &str, time: Duration, outcome: Outcome) {
        self.lines.push(Line { name: name.to_owned(), time, outcome });
    }

    /// Whether there is nothing of it to build on.
    pub fn has_failed(&self, name: &str) -> bool {
        self.lines.iter().any(|line| line.name == name && line.outcome != Outcome::Passed)
    }

    /// Whether nothing failed. What was skipped stands in the table and in the count.
    pub fn is_good(&self) -> bool {
        self.lines.iter().all(|line| line.outcome != Outcome::Failed)
    }

    /// The last line has the form that machines count: `N passed, N failed`.
    pub fn text(&self) -> String {
        let mut sorted: Vec<_> = self.lines.iter().collect();
        sorted.sort_by_key(|line| std::cmp::Reverse(line.time));
        let mut text = String::new();
        for line in sorted {
            let outcome = match &line.outcome {
                Outcome::Passed => "passed".to_owned(),
                Outcome::Failed => "FAILED".to_owned(),
                Outcome::Skipped(why) => format!("skipped: {why}"),
            };
            // Writing to a String cannot fail.
            writeln!(text, "{:<10} {:>8.1} s  {outcome}", line.name, line.time.as_secs_f64()).ok();
        }
        let total: Duration = self.lines.iter().map(|line| line.time).sum();
        writeln!(text, "{:<10} {:>8.1} s\n", "total", total.as_secs_f64()).ok();
        text.push_str(&self.count());
        text
    }

    fn count(&self) -> String {
        let of =
            |wanted: fn(&Outcome) -> bool| self.lines.iter().filter(|line| wanted(&line.outcome)).count();
        let passed = of(|outcome| *outcome == Outcome::Passed);
        let failed = of(|outcome| *outcome == Outcome::Failed);
        let skipped = of(|outcome| matches!(outcome, Outcome::Skipped(_)));
        let rest = if skipped == 0 { String::new() } else { format!(", {skipped} skipped") };
        format!("{passed} passed, {failed} failed{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(outcomes: &[(&str, u64, Outcome)]) -> Report {
        let mut report = Report::default();
        for (name, seconds, outcome) in outcomes {
            report.add(name, Duration::from_secs(*seconds), outcome.clone());
        }
        report
    }

    #[test]
    fn the_slowest_step_stands_first_and_the_count_last() {
        let text = report(&[("fmt", 1, Outcome::Passed), ("it", 90, Outcome::Failed)]).text();

        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "it             90.0 s  FAILED");
        assert_eq!(lines[1], "fmt             1.0 s  passed");
        assert_eq!(lines[2], "total          91.0 s");
        assert_eq!(lines.last(), Some(&"1 passed, 1 failed"));
    }

    #[test]
    fn what_builds_on_a_failed_step_is_counted_as_skipped() {
        let report =
            report(&[("site", 1, Outcome::Failed), ("e2e", 0, Outcome::Skipped("site failed".into()))]);

        assert!(report.text().ends_with("0 passed, 1 failed, 1 skipped"));
        assert!(!report.is_good());
        assert!(report.has_failed("e2e"));
    }

    #[test]
    fn what_cannot_be_checked_here_is_seen_and_is_no_failure() {
        let report = report(&[
            ("deny", 1, Outcome::Passed),
            ("advisories", 0, Outcome::Skipped("no local database".into())),
        ]);

        assert!(report.text().contains("advisories      0.0 s  skipped: no local database\n"));
        assert!(report.text().ends_with("1 passed, 0 failed, 1 skipped"));
        assert!(report.is_good());
    }
}

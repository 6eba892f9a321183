//! `cargo xtask test`: everything that must hold before a change lands.
//!
//! A failed step does not stop the others, except those that need what it makes. What takes
//! no compiling comes first, so that a small mistake is seen at once.

mod advisories;
mod records;
mod report;
mod steps;

use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, ValueEnum};

use crate::failure::Result;
use crate::project::Project;
use crate::setup::{Need, Setup};
use records::Records;
pub use records::tail;
use report::{Outcome, Report};

#[derive(Debug, Args)]
pub struct TestArgs {
    /// Only this step (may be given several times)
    #[arg(long, value_enum)]
    only: Vec<Step>,
    /// Install nothing: name what is missing and leave with 69
    #[arg(long)]
    no_install: bool,
    /// Options for Playwright, after `--` (for example `-- tests/00-smoke.spec.ts`)
    #[arg(last = true)]
    browser: Vec<String>,
}

/// The steps in the order they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Every file is formatted
    Fmt,
    /// Licences, banned crates, sources
    Deny,
    /// Known weaknesses of dependencies, where a copy of the RustSec database is at hand
    Advisories,
    /// Lints of everything that runs on the server
    Clippy,
    /// Lints of what runs in the browser, compiled for it
    Wasm,
    /// .sqlx/ agrees with migrations and queries
    Sqlx,
    /// Tests beside the code
    Unit,
    /// Tests against PostgreSQL and through the router
    It,
    /// The site folder
    Site,
    /// The server binary
    Server,
    /// Journeys in a browser
    E2e,
}

impl Step {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    fn needs(self) -> &'static [Need] {
        match self {
            Self::Fmt | Self::Clippy | Self::Server => &[],
            Self::Deny | Self::Advisories => &[Need::CargoDeny],
            Self::Wasm | Self::Site => &[Need::WasmTarget],
            Self::Sqlx | Self::Unit | Self::It => &[Need::Postgres],
            Self::E2e => &[Need::Postgres, Need::Node, Need::EndToEndPackages, Need::Chromium],
        }
    }

    /// Steps whose result this one uses.
    fn after(self) -> &'static [Self] {
        match self {
            Self::E2e => &[Self::Site, Self::Server],
            _ => &[],
        }
    }
}

pub fn test(args: &TestArgs) -> Result<ExitCode> {
    let project = Project::find()?;
    let setup = Setup::new(&project, !args.no_install);
    let steps = chosen(&args.only);
    let mut report = Report::default();
    let start = Instant::now();
    setup.ensure(&needs_of(&steps))?;
    report.add("set-up", start.elapsed(), Outcome::Passed);
    let records = Records::new(&project.notes())?;
    let context =
        steps::Context { project: &project, setup: &setup, browser: &args.browser, records: &records };
    for (number, step) in steps.iter().enumerate() {
        eprintln!(
            "\n[{}/{}] {} ({} s so far)",
            number + 1,
            steps.len(),
            step.name(),
            start.elapsed().as_secs()
        );
        let begin = Instant::now();
        let outcome = match step.after().iter().find(|earlier| report.has_failed(&earlier.name())) {
            Some(earlier) => Outcome::Skipped(format!("{} failed", earlier.name())),
            None => match context.run(*step) {
                Ok(outcome) => outcome,
                Err(failure) => {
                    eprintln!("xtask: {}: {failure}", step.name());
                    records.add(*step, &failure)?;
                    Outcome::Failed
                }
            },
        };
        report.add(&step.name(), begin.elapsed(), outcome);
    }
    for step in steps.iter().filter(|step| report.has_failed(&step.name())) {
        if let Some(end) = records.end_of(*step) {
            println!("\nwhat {} said at its end:\n{end}", step.name());
        }
    }
    println!("\n{}", report.text());
    Ok(if report.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// All steps, or those asked for with the ones they use, in order.
fn chosen(only: &[Step]) -> Vec<Step> {
    let wanted = |step: &Step| {
        only.is_empty() || only.iter().any(|asked| asked == step || asked.after().contains(step))
    };
    Step::value_variants().iter().copied().filter(wanted).collect()
}

fn needs_of(steps: &[Step]) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for need in steps.iter().flat_map(|step| step.needs()) {
        if !needs.contains(need) {
            needs.push(*need);
        }
    }
    needs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_choice_every_step_runs() {
        assert_eq!(chosen(&[]).len(), Step::value_variants().len());
    }

    #[test]
    fn the_browser_tests_bring_the_builds_they_use() {
        assert_eq!(chosen(&[Step::E2e, Step::Fmt]), [Step::Fmt, Step::Site, Step::Server, Step::E2e]);
    }

    #[test]
    fn a_need_of_several_steps_is_ensured_once() {
        assert_eq!(needs_of(&[Step::Unit, Step::It, Step::Sqlx]), [Need::Postgres]);
    }
}

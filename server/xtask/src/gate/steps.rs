//! What each step of the gate runs.

use std::path::PathBuf;
use std::thread;

use super::records::Records;
use super::report::Outcome;
use super::{Step, advisories};
use crate::cluster::Cluster;
use crate::environment;
use crate::failure::Result;
use crate::portal::Portal;
use crate::prepare;
use crate::process::Call;
use crate::project::Project;
use crate::run::build_server;
use crate::screenshots::playwright;
use crate::setup::Setup;
use crate::site::{self, Effort};

/// What the steps share.
#[derive(Debug)]
pub struct Context<'c> {
    pub project: &'c Project,
    pub setup: &'c Setup<'c>,
    pub browser: &'c [String],
    pub records: &'c Records,
}

impl Context<'_> {
    pub fn run(&self, step: Step) -> Result<Outcome> {
        if step == Step::Advisories && !advisories::put_in_place(self.project)? {
            return Ok(Outcome::Skipped(format!("no local database ({} names one)", advisories::VARIABLE)));
        }
        self.check(step).map(|()| Outcome::Passed)
    }

    fn check(&self, step: Step) -> Result<()> {
        match step {
            Step::Fmt => self.records.run(step, self.cargo().args(["fmt", "--all", "--check"])),
            Step::Deny => self.records.run(step, self.deny(&["licenses", "bans", "sources"])?),
            Step::Advisories => self.records.run(step, self.deny(&["advisories"])?),
            Step::Clippy => self.clippy(),
            Step::Wasm => self.wasm(),
            Step::Sqlx => {
                prepare::check(self.project, &self.setup.postgres()?, |call| self.records.run(step, call))
            }
            Step::Unit => self.unit(),
            Step::It => self.integration(),
            Step::Site => site::build(self.project, &Effort::Dev, |call| self.records.run(step, call)),
            Step::Server => build_server(self.project, false, |call| self.records.run(step, call)),
            Step::E2e => self.browser(),
        }
    }

    fn cargo(&self) -> Call {
        Call::cargo(self.project.root())
    }

    fn deny(&self, what: &[&str]) -> Result<Call> {
        let options = ["--offline", "check", "--hide-inclusion-graph"];
        Ok(Call::new(self.setup.cargo_deny()?).within(self.project.root()).args(options).args(what))
    }

    /// `xtask` is linted and tested by itself: joined to the others it would change the
    /// features of their dependencies and have them compiled once more.
    fn clippy(&self) -> Result<()> {
        let strict = ["--all-targets", "--", "-D", "warnings"];
        let others = self.records.run(Step::Clippy, self.cargo().arg("clippy").args(strict));
        let own = self.records.run(Step::Clippy, self.cargo().args(["clippy", "-p", "xtask"]).args(strict));
        others.and(own)
    }

    fn wasm(&self) -> Result<()> {
        let target = ["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"];
        self.records.run(Step::Wasm, self.cargo().args(["clippy", "--package", "hydrate"]).args(target))
    }

    fn unit(&self) -> Result<()> {
        let others = self.records.run(Step::Unit, self.tests(&["--lib", "--bins"])?);
        let own = self.records.run(Step::Unit, self.tests(&["--package", "xtask"])?);
        others.and(own)
    }

    /// Against a PostgreSQL that is thrown away afterwards; each test clones a template of its own in it.
    fn integration(&self) -> Result<()> {
        let migrations = self.project.root().join("migrations");
        let cluster = Cluster::start(&self.setup.postgres()?, &migrations)?;
        let tests = self.tests(&["--test", "*"])?.env("NAUNGAN_TEST_DATABASE_URL", cluster.address());
        self.records.run(Step::It, patiently_parallel(tests))
    }

    /// `cargo nextest` where it is installed, else `cargo test`.
    fn tests(&self, selection: &[&str]) -> Result<Call> {
        let has_nextest = self.cargo().args(["nextest", "--version"]).succeeds();
        let call = if has_nextest {
            self.cargo().args(["nextest", "run", "--no-fail-fast", "--no-tests=pass", "--status-level=slow"])
        } else {
            self.cargo().args(["test", "--no-fail-fast", "--quiet"])
        };
        Ok(call.args(selection).env("NAUNGAN_TEST_PG_BIN", self.setup.postgres()?))
    }

    fn browser(&self) -> Result<()> {
        let postgres: PathBuf = self.setup.postgres()?;
        let portal = Portal::start(self.project, &postgres, "e2e")?;
        let journeys =
            playwright(self.project, &self.setup.node()?, &self.setup.chromium()?, portal.address())
                .args(self.browser);
        let outcome = self.records.run(Step::E2e, journeys);
        if outcome.is_err() {
            eprintln!("xtask: what the server warned of:\n{}", portal.warnings());
        }
        outcome
    }
}

/// Two tests for each core: a test here mostly waits, for PostgreSQL, for a timer or for a process that it
/// started. On two cores four at a time take 152 s where two take 178 s. Whoever has set a number keeps it.
fn patiently_parallel(mut tests: Call) -> Call {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    // The first is nextest's, the second that of `cargo test`.
    for name in ["NEXTEST_TEST_THREADS", "RUST_TEST_THREADS"] {
        if environment::variable(name).is_none() {
            tests = tests.env(name, (cores * 2).to_string());
        }
    }
    tests
}

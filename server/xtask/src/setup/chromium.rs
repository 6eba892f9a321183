//! A Chromium for the browser tests: the machine's own, never a download of Playwright's.

use std::path::PathBuf;
use std::time::Duration;

use super::Plan;
use super::machine::Machine;
use crate::environment;
use crate::failure::Result;
use crate::process::Call;

const PACKAGES: &[&str] = &["chromium", "chromium-sandbox", "fonts-dejavu-core", "fonts-liberation"];

/// A browser, and whether its sandbox works for this user.
#[derive(Debug)]
pub struct Chromium {
    pub program: PathBuf,
    pub sandbox: bool,
}

pub fn find() -> Option<PathBuf> {
    if let Some(named) = environment::variable("NAUNGAN_CHROMIUM") {
        return Some(PathBuf::from(named)).filter(|file| environment::is_executable(file));
    }
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        .into_iter()
        .find_map(environment::on_path)
}

/// The browser, after trying its sandbox.
pub fn tried(program: PathBuf) -> Chromium {
    let sandbox = !environment::is_root() && sandbox_works(&program);
    Chromium { program, sandbox }
}

pub fn plan(machine: &Machine) -> Plan {
    let how = format!("apt-get install {}", PACKAGES.join(" "));
    if machine.can_apt() { Plan::Install(how) } else { Plan::Ask(how) }
}

pub fn install(machine: &Machine) -> Result<()> {
    machine.apt_install(PACKAGES)
}

/// Containers often forbid the namespaces that the sandbox is made of; then it refuses to start.
fn sandbox_works(program: &PathBuf) -> bool {
    Call::new(program)
        .args(["--headless", "--disable-gpu", "--no-first-run", "--dump-dom", "about:blank"])
        .quiet_within(Duration::from_secs(30))
        .is_ok()
}

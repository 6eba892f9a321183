//! A Chromium for the browser tests: the machine's own, never a download of Playwright's.

use std::path::PathBuf;
use std::time::Duration;

use super::Plan;
use super::machine::Machine;
use crate::environment;
use crate::failure::Result;
use crate::process::Call;

/// Chromium without the parts that draw on a screen: the same pages in half the time.
const SHELL: &str = "chromium-headless-shell";
const WHOLE: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const BESIDES: &[&str] = &["chromium-sandbox", "fonts-dejavu-core", "fonts-liberation"];

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
    [SHELL].iter().chain(WHOLE).find_map(|name| environment::on_path(name))
}

/// The browser, after trying its sandbox.
pub fn tried(program: PathBuf) -> Chromium {
    let sandbox = !environment::is_root() && sandbox_works(&program);
    Chromium { program, sandbox }
}

pub fn plan(machine: &Machine) -> Plan {
    let how = format!("apt-get install {}", packages(SHELL).join(" "));
    if machine.can_apt() { Plan::Install(how) } else { Plan::Ask(how) }
}

/// Not every distribution has the shell.
pub fn install(machine: &Machine) -> Result<()> {
    machine.apt_install(&packages(SHELL)).or_else(|_| machine.apt_install(&packages(WHOLE[0])))
}

/// Adds the shell where only a whole browser is; without it the tests take longer, and say the same.
pub fn prefer_shell(machine: &Machine) {
    let chosen = environment::variable("NAUNGAN_CHROMIUM").is_some();
    if chosen || environment::on_path(SHELL).is_some() || !machine.can_apt() {
        return;
    }
    eprintln!("xtask: installing {SHELL}: the browser tests take half the time with it");
    if let Err(failure) = machine.apt_install(&[SHELL]) {
        eprintln!("xtask: {failure}; going on with the whole browser");
    }
}

fn packages(browser: &'static str) -> Vec<&'static str> {
    [browser].into_iter().chain(BESIDES.iter().copied()).collect()
}

/// Containers often forbid the namespaces that the sandbox is made of; then it refuses to start.
fn sandbox_works(program: &PathBuf) -> bool {
    Call::new(program)
        .args(["--headless", "--disable-gpu", "--no-first-run", "--dump-dom", "about:blank"])
        .quiet_within(Duration::from_secs(30))
        .is_ok()
}

//! The standard library for `wasm32-unknown-unknown`.
//!
//! Found by compiling a probe; else by rustup with a time limit (its server may be out of
//! reach, and it would wait for minutes); else built from Debian's sources ([`rust_src`]).

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Plan, rust_src};
use crate::environment;
use crate::failure::{Failure, Result};
use crate::process::Call;
use crate::project::Project;

pub const TARGET: &str = "wasm32-unknown-unknown";
const RUSTUP_LIMIT: Duration = Duration::from_mins(2);
const PROBE: &str = r#"
use std::collections::HashMap;
#[unsafe(no_mangle)]
pub extern "C" fn probe(n: i32) -> usize {
    let mut map = HashMap::new();
    map.insert(n, format!("{n}-{:?}", Some(n)));
    map.len()
}
"#;

/// The compiler that cargo uses in this checkout.
#[derive(Debug)]
pub struct Rustc {
    pub release: String,
    pub commit: String,
    pub sysroot: PathBuf,
    verbose: String,
}

impl Rustc {
    pub fn ask(project: &Project) -> Result<Self> {
        let rustc = || {
            Call::new(environment::variable("RUSTC").unwrap_or_else(|| "rustc".to_owned()))
                .within(project.root())
        };
        let verbose = rustc().arg("-vV").output()?;
        let field = |name: &str| {
            verbose
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
                .unwrap_or_default()
                .to_owned()
        };
        let sysroot = PathBuf::from(rustc().args(["--print", "sysroot"]).output()?.trim());
        Ok(Self { release: field("release"), commit: field("commit-hash"), sysroot, verbose })
    }

    /// The folder of the target's standard library.
    pub fn library(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib").join(TARGET)
    }
}

/// Compiles the probe once for each compiler; afterwards only looks whether the library is there.
pub fn works(project: &Project) -> bool {
    let Ok(rustc) = Rustc::ask(project) else { return false };
    let stamp = project.notes().join("wasm-target");
    let known = format!("{}{}", rustc.verbose, rustc.library().display());
    if rustc.library().join("lib").is_dir() && fs::read_to_string(&stamp).is_ok_and(|text| text == known) {
        return true;
    }
    let compiles = ["off", "fat"].iter().all(|lto| probe(project, lto).is_ok());
    if compiles {
        // Without the stamp the probe is compiled again next time; nothing else depends on it.
        fs::write(&stamp, known).ok();
    }
    compiles
}

fn probe(project: &Project, lto: &str) -> Result<()> {
    let folder = project.notes();
    fs::create_dir_all(&folder)?;
    let source = folder.join("probe.rs");
    fs::write(&source, PROBE)?;
    Call::new(environment::variable("RUSTC").unwrap_or_else(|| "rustc".to_owned()))
        .within(project.root())
        .args(["--edition", "2024", "--target", TARGET, "--crate-type", "cdylib", "-O", "-C", "panic=abort"])
        .args(["-C", &format!("lto={lto}"), "-o"])
        .arg(folder.join("probe.wasm"))
        .arg(source)
        .quiet()
}

pub fn plan() -> Plan {
    Plan::Install("rustup target add, else the standard library built from Debian's rust-src".to_owned())
}

pub fn install(project: &Project) -> Result<()> {
    let rustc = Rustc::ask(project)?;
    if let Err(failure) = with_rustup(&rustc.library()) {
        eprintln!("xtask: {failure}");
        rust_src::build(project, &rustc)?;
    }
    Ok(())
}

fn with_rustup(library: &Path) -> Result<()> {
    if environment::on_path("rustup").is_none() {
        return Err(Failure::new("no rustup here"));
    }
    if library.join(rust_src::MARK).exists() {
        return Err(Failure::new("the library was built from source before; building it again"));
    }
    Call::new("rustup")
        .env("RUSTUP_MAX_RETRIES", "1")
        .env("RUSTUP_DOWNLOAD_TIMEOUT", "20")
        .args(["target", "add", TARGET])
        .quiet_within(RUSTUP_LIMIT)
}

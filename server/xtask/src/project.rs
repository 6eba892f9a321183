//! Where things lie in a checkout.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::environment;
use crate::failure::{Doing, Failure, Result};
use crate::process::Call;

/// The checkout this tool was compiled from, and cargo's target folder.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    pub fn find() -> Result<Self> {
        let manifest = environment::variable("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").to_owned());
        let root = Path::new(&manifest)
            .ancestors()
            .nth(2)
            .filter(|folder| folder.join("Cargo.lock").is_file())
            .ok_or_else(|| Failure::new(format!("no workspace above {manifest}")))?
            .to_owned();
        let target = target_folder(&root)?;
        Ok(Self { root, target })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The built site: what the server reads as `NAUNGAN_SITE`.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// Programs that were unpacked for this checkout; outlives `cargo clean`.
    pub fn tools(&self) -> PathBuf {
        self.root.join(".data/tools")
    }

    /// This tool's own notes: stamps, logs, data of browser runs.
    pub fn notes(&self) -> PathBuf {
        self.target.join("xtask")
    }

    pub fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// The `naungan` binary of a cargo profile folder (`debug`, `release`).
    pub fn binary(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join("naungan")
    }
}

/// Asks cargo, because the folder may come from a variable or any config file above.
fn target_folder(root: &Path) -> Result<PathBuf> {
    let text =
        Call::cargo(root).args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).output()?;
    let metadata: serde_json::Value =
        serde_json::from_str(&text).doing(|| "cargo metadata printed no JSON".to_owned())?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .ok_or_else(|| Failure::new("cargo metadata names no target_directory"))
}

/// Removes a folder that may not be there.
pub fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Failure::new(format!("cannot remove {}: {error}", folder.display())))
        }
        _ => Ok(()),
    }
}

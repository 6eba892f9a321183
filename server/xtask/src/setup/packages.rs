//! `node_modules` of `end2end/`, exactly as its lock file says.

use std::fs;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::node;
use crate::failure::{Failure, Result};
use crate::project::Project;

/// Written last, so that an interrupted `npm ci` is seen.
const STAMP: &str = "node_modules/.installed-for";

pub fn are_installed(project: &Project) -> bool {
    let stamp = fs::read_to_string(project.end2end().join(STAMP));
    matches!((stamp, lock_hash(project)), (Ok(stamp), Ok(hash)) if stamp == hash)
}

pub fn install(project: &Project) -> Result<()> {
    let node = node::find(project).ok_or_else(|| Failure::unavailable("npm is missing"))?;
    node.npm()
        .within(&project.end2end())
        .args(["ci", "--no-audit", "--no-fund"])
        // The browser is the machine's own Chromium.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .quiet()?;
    fs::write(project.end2end().join(STAMP), lock_hash(project)?)?;
    Ok(())
}

fn lock_hash(project: &Project) -> Result<String> {
    let lock = fs::read(project.end2end().join("package-lock.json"))?;
    Ok(HEXLOWER.encode(&Sha256::digest(lock)))
}

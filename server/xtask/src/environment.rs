//! The only file of this tool that reads environment variables, the clock and the user id.

use std::env;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A variable that is set and not empty.
#[expect(clippy::disallowed_methods, reason = "a build tool has no server::config; this is its one place")]
pub fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// Time since the Unix epoch, for the age of files that carry a date.
#[expect(clippy::disallowed_methods, reason = "a build tool has no database clock")]
pub fn since_epoch() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

pub fn home() -> Option<PathBuf> {
    variable("HOME").map(PathBuf::from)
}

/// The first executable of this name on `PATH`.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = variable("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| is_executable(file))
}

pub fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

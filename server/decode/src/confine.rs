//! The walls a decoder builds around itself before it reads anything.
//!
//! Order: resource limits, then dying with the parent and being invisible to debuggers, then Landlock,
//! then seccomp, which forbids building further walls. Three walls, none trusting another: without
//! Landlock seccomp still allows no file to be opened, without seccomp Landlock still does.
//!
//! Decision (2026-11-21): the process confines itself instead of being started inside a tool, because the
//! binary then needs nothing beside it, and one test proves the same walls everywhere. Seccomp is required
//! in production; Landlock depends on how the kernel was started and is not.

mod files;
mod resources;
mod syscalls;

use rustix::process::{DumpableBehavior, Signal, set_dumpable_behavior, set_parent_process_death_signal};
use serde::{Deserialize, Serialize};

pub use files::close_files;
pub use resources::limit_resources;
pub use syscalls::narrow_syscalls;

/// Which walls stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Walls {
    /// CPU, memory, files, processes are limited.
    pub rlimits: bool,
    /// Landlock: no file can be opened, no port reached, even if a system call slipped through.
    pub landlock: bool,
    /// seccomp: only the system calls a decoder needs.
    pub seccomp: bool,
}

impl Walls {
    /// Whether the walls production insists on are there.
    pub fn suffice(self) -> bool {
        self.rlimits && self.seccomp
    }
}

/// The walls production insists on could not be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the decoder could not confine itself (rlimits: {}, landlock: {}, seccomp: {})",
    .0.rlimits, .0.landlock, .0.seccomp
)]
pub struct Unconfined(pub Walls);

/// Confines this process for good. With `require`, missing walls are an error.
pub fn confine(require: bool) -> Result<Walls, Unconfined> {
    let rlimits = limit_resources() & private();
    let landlock = close_files();
    let seccomp = narrow_syscalls();
    let walls = Walls { rlimits, landlock, seccomp };
    if require && !walls.suffice() { Err(Unconfined(walls)) } else { Ok(walls) }
}

/// Dies with its parent; no other process of the same user may read its memory.
fn private() -> bool {
    let dies = set_parent_process_death_signal(Some(Signal::KILL)).is_ok();
    let hides = set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok();
    dies & hides
}

/// Which walls can be built here. Landlock and seccomp are tried for real, on a thread that ends at once:
/// both bind only the thread that asks. Nothing of the calling process changes.
pub fn probe() -> Walls {
    let tried = std::thread::spawn(|| {
        let landlock = close_files();
        let seccomp = syscalls::try_filter();
        (landlock, seccomp)
    });
    let (landlock, seccomp) = tried.join().unwrap_or_default();
    Walls { rlimits: resources::can_limit(), landlock, seccomp }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probing_changes_nothing_for_the_process_that_asks() {
        let first = probe();
        let second = probe();

        assert_eq!(first, second);
        assert!(first.rlimits);
        assert!(std::fs::read("/proc/self/status").is_ok());
        assert!(std::thread::spawn(|| true).join().is_ok());
    }

    #[test]
    fn production_insists_on_limits_and_seccomp_but_not_on_landlock() {
        assert!(Walls { rlimits: true, landlock: false, seccomp: true }.suffice());
        assert!(!Walls { rlimits: true, landlock: true, seccomp: false }.suffice());
        assert!(!Walls { rlimits: false, landlock: true, seccomp: true }.suffice());
    }
}

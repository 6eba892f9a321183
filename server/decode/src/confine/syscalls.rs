//! seccomp: the system calls a decoder needs; any other kills the process.
//!
//! The tests run both decoders, their panics, and running out of memory and of stack behind this list.
//! Not in it on purpose: opening, sockets, processes, threads, timers, signals to others, and memory that
//! can be run.

use std::collections::BTreeMap;

use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch,
};

/// Allowed whatever their arguments.
const ALLOWED: &[i64] = &[
    // the pipes it was given
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    // memory
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    // locks inside the standard library, seeds of its hash maps
    libc::SYS_futex,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_sched_yield,
    // ending, well or badly
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
];

/// Narrows the system calls of every thread of this process. Returns whether the kernel does so.
pub fn narrow_syscalls() -> bool {
    let Some(program) = program(SeccompAction::KillProcess) else { return false };
    seccompiler::apply_filter_all_threads(&program).is_ok()
}

/// Tries the same filter on this thread alone; a call outside it fails instead of killing.
pub(super) fn try_filter() -> bool {
    let refuse = u32::try_from(libc::EPERM).map(SeccompAction::Errno);
    let Some(program) = refuse.ok().and_then(program) else { return false };
    seccompiler::apply_filter(&program).is_ok()
}

/// `None` on a processor the filter is not written for.
fn program(otherwise: SeccompAction) -> Option<BpfProgram> {
    let arch = TargetArch::try_from(std::env::consts::ARCH).ok()?;
    let filter = SeccompFilter::new(rules().ok()?, otherwise, SeccompAction::Allow, arch).ok()?;
    filter.try_into().ok()
}

fn rules() -> Result<BTreeMap<i64, Vec<SeccompRule>>, BackendError> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
    // Memory, but never memory that can be run.
    rules.insert(libc::SYS_mmap, vec![without_execution()?]);
    rules.insert(libc::SYS_mprotect, vec![without_execution()?]);
    // Aborting sends oneself SIGABRT through these.
    rules.insert(libc::SYS_tgkill, vec![aborts(2)?]);
    rules.insert(libc::SYS_tkill, vec![aborts(1)?]);
    Ok(rules)
}

/// The third argument of mmap and mprotect has no `PROT_EXEC`.
fn without_execution() -> Result<SeccompRule, BackendError> {
    const PROT_EXEC: u64 = 4;
    let condition = SeccompCondition::new(2, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(PROT_EXEC), 0)?;
    SeccompRule::new(vec![condition])
}

fn aborts(argument: u8) -> Result<SeccompRule, BackendError> {
    const SIGABRT: u64 = 6;
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, SIGABRT)?;
    SeccompRule::new(vec![condition])
}

//! Limits on what the process may use.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::limits::{CPU_SECONDS, MEMORY_BYTES, OPEN_FILES, STACK_BYTES};

/// Assumed size of the program where `/proc` does not tell: a debug build with room to spare.
const PROGRAM_BYTES: u64 = 1024 * 1024 * 1024;

/// Limits CPU, memory, stack, files, processes. Returns whether all limits hold.
pub fn limit_resources() -> bool {
    // The program itself counts as mapped memory: a debug build has hundreds of megabytes of it.
    let memory = mapped_bytes().unwrap_or(PROGRAM_BYTES).saturating_add(MEMORY_BYTES);
    let limits = [
        // At the first figure the kernel sends SIGXCPU, at the second SIGKILL.
        (Resource::Cpu, CPU_SECONDS, CPU_SECONDS + 1),
        (Resource::As, memory, memory),
        (Resource::Fsize, 0, 0),
        (Resource::Core, 0, 0),
        (Resource::Nproc, 0, 0),
        (Resource::Nofile, OPEN_FILES, OPEN_FILES),
        (Resource::Memlock, 0, 0),
        (Resource::Msgqueue, 0, 0),
    ];
    stack();
    limits.into_iter().all(|(resource, soft, hard)| lower(resource, soft, hard).is_ok())
}

/// Lowers a limit; a limit that is lower already stays.
fn lower(resource: Resource, soft: u64, hard: u64) -> rustix::io::Result<()> {
    let now = getrlimit(resource);
    let hard = now.maximum.map_or(hard, |max| max.min(hard));
    setrlimit(resource, Rlimit { current: Some(soft.min(hard)), maximum: Some(hard) })
}

/// A larger stack lets deep nesting end in an ordinary refusal. And behind the stack the standard library
/// knows of, an overflow ends in SIGSEGV, while memory that ran out ends in SIGABRT: so the parent can
/// tell a broken file from one that is too large.
fn stack() {
    let maximum = getrlimit(Resource::Stack).maximum;
    let size = maximum.map_or(STACK_BYTES, |max| max.min(STACK_BYTES));
    // Where it cannot be raised the process keeps what it has; nothing is less safe for it.
    let _ = setrlimit(Resource::Stack, Rlimit { current: Some(size), maximum });
}

/// Whether limits can be set here: reading one and setting it to itself.
pub(super) fn can_limit() -> bool {
    let now = getrlimit(Resource::Core);
    setrlimit(Resource::Core, now).is_ok()
}

/// How much this process has mapped.
fn mapped_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmSize:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kilobytes.checked_mul(1024)
}

//! `NAUNGAN_WORKER_JOBS`: background jobs.

use super::Env;
use super::fault::ConfigFault;
use super::reading::Reading;

/// Background jobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Jobs at once in this process. Papers are decoded one at a time whatever this says.
    pub jobs: u32,
}

impl Worker {
    /// Reads this section.
    pub fn from_env(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut reading = Reading::of(env);
        let jobs = reading.number("NAUNGAN_WORKER_JOBS", 1, 32, 2);
        reading.finish(Some(Self { jobs }))
    }
}

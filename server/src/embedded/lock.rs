//! File locks (`flock`) between processes that share one data folder.
//!
//! The kernel gives a lock back when its holder ends in any way, kill -9 included, so no lock can be left over.
//! The files stay: deleting a lock file is how two holders come to hold two files of the same name.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::EmbeddedError;

/// How often a waiting process asks again.
const ASK_AGAIN: Duration = Duration::from_millis(25);

/// A lock, held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Waits for the only hold on `path`, at most `patience`.
    pub(super) async fn exclusive(path: &Path, patience: Duration) -> Result<Self, EmbeddedError> {
        let lock = Self::open(path)?;
        let waited = tokio::time::timeout(patience, async {
            loop {
                if lock.attempt(FlockOperation::NonBlockingLockExclusive)? {
                    return Ok(());
                }
                tokio::time::sleep(ASK_AGAIN).await;
            }
        });
        match waited.await {
            Ok(outcome) => outcome.map(|()| lock),
            Err(_) => Err(EmbeddedError::Busy { path: path.to_owned(), seconds: patience.as_secs() }),
        }
    }

    /// Takes a hold that others may share; `None` while somebody has the only one.
    pub(super) fn shared(path: &Path) -> Result<Option<Self>, EmbeddedError> {
        let lock = Self::open(path)?;
        Ok(lock.attempt(FlockOperation::NonBlockingLockShared)?.then_some(lock))
    }

    /// Whether this shared hold is the last one. The hold becomes the only one if so.
    pub(super) fn is_last(&self) -> Result<bool, EmbeddedError> {
        self.attempt(FlockOperation::NonBlockingLockExclusive)
    }

    fn open(path: &Path) -> Result<Self, EmbeddedError> {
        // Reading is enough for flock: the file of another user can be locked too.
        let opened = match File::open(path) {
            Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => {
                OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
            }
            other => other,
        };
        let file = opened.map_err(|source| EmbeddedError::io("open the lock file", path, source))?;
        Ok(Self { file, path: path.to_owned() })
    }

    fn attempt(&self, operation: FlockOperation) -> Result<bool, EmbeddedError> {
        loop {
            match flock(&self.file, operation) {
                Ok(()) => return Ok(true),
                Err(Errno::WOULDBLOCK) => return Ok(false),
                Err(Errno::INTR) => {}
                Err(source) => return Err(EmbeddedError::io("lock", &self.path, source.into())),
            }
        }
    }
}

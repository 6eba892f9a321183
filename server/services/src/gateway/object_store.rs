//! Where files lie: an object store that speaks S3.
//!
//! Everything in it is sealed before it gets here ([`crate::seal::Keys::seal_blob`]), so this module moves
//! bytes and knows nothing about them. Keys are written by [`crate::document::keys`].

#[cfg(any(test, feature = "testkit"))]
mod memory;
mod s3;

pub use self::s3::{S3Settings, S3Store};
#[cfg(any(test, feature = "testkit"))]
pub use memory::MemoryStore;

use crate::error::Result;
use async_trait::async_trait;

/// Largest object: a paper of 20 MB, its seal, and room.
pub const MAX_OBJECT_BYTES: usize = 24 * 1024 * 1024;
/// Most keys of one [`ObjectStore::list`].
const MAX_KEYS: usize = 1_000;

/// A page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The keys of this page, in order. A store may send few of them, or none, before the list is over.
    pub keys: Vec<String>,
    /// What the next page is asked for with; none: this page is the last.
    pub next: Option<String>,
}

/// A store of objects. Every failure is [`domain::problem::Problem::Unavailable`]: nothing that a person
/// did, and trying again helps.
#[async_trait]
pub trait ObjectStore: Send + Sync {
    /// Writes an object; one that is there is replaced. It is safe when this returns.
    async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<()>;

    /// Reads an object; none when it is not there.
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>>;

    /// Removes an object; one that is not there is removed already.
    async fn delete(&self, key: &str) -> Result<()>;

    /// A page of the keys that begin with `prefix`, in order: the first one, or the one that an earlier page named in
    /// [`Names::next`]. How many keys it has says nothing about whether there are more.
    async fn list(&self, prefix: &str, next: Option<&str>) -> Result<Names>;

    /// Whether objects can be read and written now.
    async fn ready(&self) -> Result<()>;
}

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
enum StoreError {
    /// No answer in time.
    #[error("the object store did not answer within {0} seconds")]
    Slow(u64),
    /// More bytes than we ever wrote.
    #[error("an object is larger than {MAX_OBJECT_BYTES} bytes")]
    Oversized,
    /// There is more, and no way to ask for it.
    #[error("a list of objects breaks off without saying where it goes on")]
    Cut,
    /// Switched off, in a test.
    #[cfg(any(test, feature = "testkit"))]
    #[error("the object store is switched off")]
    Down,
}

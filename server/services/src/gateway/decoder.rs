//! Opening what people upload, somewhere else: [`ChildDecoder`] spawns a process that confines itself.
//!
//! The answer of a decoder is the paper or a refusal; an error means that it could not be asked at all, so
//! the job tries again and the person is told nothing wrong.

mod child;
#[cfg(any(test, feature = "testkit"))]
mod in_process;

pub use child::ChildDecoder;
#[cfg(any(test, feature = "testkit"))]
pub use in_process::InProcessDecoder;

use crate::error::Result;
use async_trait::async_trait;
use decode::Refusal;
use decode::protocol::{Decoded, Kind};

/// Whoever opens a paper.
#[async_trait]
pub trait Decoder: Send + Sync {
    /// Opens a paper that should be a `kind`.
    async fn decode(&self, kind: Kind, bytes: &[u8]) -> Result<Result<Decoded, Refusal>>;
}

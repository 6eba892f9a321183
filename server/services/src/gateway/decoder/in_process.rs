//! Decoding in this process, for tests of everything around it: no walls.

use super::Decoder;
use crate::error::{Error, Result};
use async_trait::async_trait;
use decode::Refusal;
use decode::protocol::{Decoded, Kind, Request};

/// Decodes on a thread of this process.
#[derive(Debug, Clone, Copy, Default)]
pub struct InProcessDecoder;

#[async_trait]
impl Decoder for InProcessDecoder {
    async fn decode(&self, kind: Kind, bytes: &[u8]) -> Result<Result<Decoded, Refusal>> {
        let request = Request { kind, bytes: bytes.to_vec() };
        tokio::task::spawn_blocking(move || request.decode()).await.map_err(Error::internal)
    }
}

//! Any server that speaks S3, addressed by path (`endpoint/bucket/key`).
//!
//! Every call ends after [`PATIENCE`], retries of the library included, and no answer is read further than
//! [`MAX_OBJECT_BYTES`]: a sick neighbour costs seconds, not threads or memory.

use super::{MAX_KEYS, MAX_OBJECT_BYTES, Names, ObjectStore, StoreError};
use crate::error::{Error, Result};
use async_trait::async_trait;
use futures::StreamExt;
use s3::creds::Credentials;
use s3::error::S3Error;
use s3::{Bucket, BucketConfiguration, Region};
use secrecy::{ExposeSecret, SecretString};
use std::future::Future;
use std::time::Duration;

/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// A folder that no object lies in: listing it is the cheapest question about a bucket.
const EMPTY: &str = "ready/";

/// Where the store is.
#[derive(Debug, Clone)]
pub struct S3Settings {
    /// Scheme, host and port.
    pub endpoint: String,
    /// Region, as the signature names it.
    pub region: String,
    /// Bucket.
    pub bucket: String,
    /// Access key.
    pub access_key: String,
    /// Secret key.
    pub secret_key: SecretString,
    /// Whether a missing bucket is made.
    pub create_bucket: bool,
}

/// A bucket of an S3 server.
#[derive(Debug, Clone)]
pub struct S3Store {
    bucket: Box<Bucket>,
    create_bucket: bool,
    patience: Duration,
}

impl S3Store {
    /// A client; nothing is asked of the server yet.
    ///
    /// # Errors
    /// When the settings cannot be used.
    pub fn new(settings: &S3Settings) -> Result<Self> {
        let region = Region::Custom { region: settings.region.clone(), endpoint: settings.endpoint.clone() };
        let secret = settings.secret_key.expose_secret();
        let credentials = Credentials::new(Some(&settings.access_key), Some(secret), None, None, None)
            .map_err(Error::internal)?;
        let mut bucket = Bucket::new(&settings.bucket, region, credentials).map_err(Error::internal)?;
        bucket.set_path_style();
        bucket.set_request_timeout(Some(PATIENCE));
        Ok(Self { bucket, create_bucket: settings.create_bucket, patience: PATIENCE })
    }

    /// Makes sure that the bucket is there; makes it when it is missing and that is allowed.
    ///
    /// # Errors
    /// [`domain::problem::Problem::Unavailable`] when it is not there in the end.
    pub async fn ensure_bucket(&self) -> Result<()> {
        match self.in_time(self.probe()).await? {
            Err(S3Error::HttpFailWithBody(404, _)) if self.create_bucket => {
                let made = self.in_time(self.create()).await?;
                // Somebody else may have made it in between; asking again is the proof.
                made.or_else(|error| if matches!(status(&error), Some(409)) { Ok(()) } else { Err(error) })
                    .map_err(Error::unavailable)?;
                self.ready().await
            }
            answer => answer.map_err(Error::unavailable),
        }
    }

    /// Waits no longer than [`PATIENCE`].
    async fn in_time<T>(&self, call: impl Future<Output = T>) -> Result<T> {
        tokio::time::timeout(self.patience, call)
            .await
            .map_err(|_| Error::unavailable(StoreError::Slow(self.patience.as_secs())))
    }

    async fn create(&self) -> Result<(), S3Error> {
        let credentials = self.bucket.credentials().await?;
        let private = BucketConfiguration::private();
        let name = self.bucket.name();
        Bucket::create_with_path_style(&name, self.bucket.region(), credentials, private).await.map(|_| ())
    }

    async fn probe(&self) -> Result<(), S3Error> {
        let folder = Some("/".to_owned());
        self.bucket.list_page(EMPTY.to_owned(), folder, None, None, Some(1)).await.map(|_| ())
    }

    async fn read(&self, key: &str) -> Result<Result<Vec<u8>, StoreError>, S3Error> {
        let mut answer = self.bucket.get_object_stream(key).await?;
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.bytes().next().await {
            let chunk = chunk?;
            if bytes.len() + chunk.len() > MAX_OBJECT_BYTES {
                return Ok(Err(StoreError::Oversized));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Ok(bytes))
    }
}

#[async_trait]
impl ObjectStore for S3Store {
    async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        self.in_time(self.bucket.put_object(key, &bytes)).await?.map_err(Error::unavailable)?;
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        match self.in_time(self.read(key)).await? {
            Ok(Ok(bytes)) => Ok(Some(bytes)),
            Ok(Err(error)) => Err(Error::unavailable(error)),
            Err(error) if status(&error) == Some(404) => Ok(None),
            Err(error) => Err(Error::unavailable(error)),
        }
    }

    async fn delete(&self, key: &str) -> Result<()> {
        match self.in_time(self.bucket.delete_object(key)).await? {
            Err(error) if status(&error) != Some(404) => Err(Error::unavailable(error)),
            _ => Ok(()),
        }
    }

    async fn list(&self, prefix: &str, next: Option<&str>) -> Result<Names> {
        let from = next.map(str::to_owned);
        let page = self.bucket.list_page(prefix.to_owned(), None, from, None, Some(MAX_KEYS));
        let (page, _) = self.in_time(page).await?.map_err(Error::unavailable)?;
        let next = match (page.is_truncated, page.next_continuation_token) {
            (false, _) => None,
            (true, Some(next)) => Some(next),
            (true, None) => return Err(Error::unavailable(StoreError::Cut)),
        };
        Ok(Names { keys: page.contents.into_iter().map(|object| object.key).collect(), next })
    }

    async fn ready(&self) -> Result<()> {
        self.in_time(self.probe()).await?.map_err(Error::unavailable)
    }
}

fn status(error: &S3Error) -> Option<u16> {
    match error {
        S3Error::HttpFailWithBody(status, _) => Some(*status),
        _ => None,
    }
}

#[cfg(test)]
mod tests;

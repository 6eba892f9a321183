//! `NAUNGAN_S3_*`: the object storage. Anything that speaks S3; the bucket must exist.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::embedded::s3::ObjectServer;

use super::fault::{ConfigFault, shown};
use super::reading::Reading;
use super::{Env, Mode};

const WHY: &str = "the object storage needs it";

/// The object storage.
#[derive(Debug, Clone)]
pub struct Storage {
    /// The configured server; `None` in embedded mode when the one in this process is to be used.
    pub server: Option<StorageServer>,
}

/// A server, its bucket, and the keys to it.
#[derive(Clone)]
pub struct StorageServer {
    endpoint: String,
    region: String,
    bucket: String,
    access_key: String,
    secret_key: SecretString,
}

impl Storage {
    /// Reads this section.
    pub fn from_env(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut reading = Reading::of(env);
        let endpoint = match reading.mode() {
            Mode::Production => reading.require(
                "NAUNGAN_S3_ENDPOINT",
                "production mode brings no object storage along",
                "write its address, for example https://s3.example.go.id",
            ),
            Mode::Embedded => reading.get("NAUNGAN_S3_ENDPOINT"),
        };
        let wanted = endpoint.is_some() || reading.mode() == Mode::Production;
        if !wanted {
            for variable in
                ["NAUNGAN_S3_BUCKET", "NAUNGAN_S3_REGION", "NAUNGAN_S3_ACCESS_KEY", "NAUNGAN_S3_SECRET_KEY"]
            {
                if reading.get(variable).is_some() {
                    reading.fault(
                        variable,
                        "is set without a server",
                        "set NAUNGAN_S3_ENDPOINT too, or remove it",
                    );
                }
            }
            return reading.finish(Some(Self { server: None }));
        }
        let endpoint =
            endpoint.and_then(|value| reading.understand("NAUNGAN_S3_ENDPOINT", &value, endpoint_of));
        let bucket = reading
            .require("NAUNGAN_S3_BUCKET", WHY, "write the name of an existing bucket")
            .and_then(|value| reading.understand("NAUNGAN_S3_BUCKET", &value, bucket_of));
        let region =
            reading.require("NAUNGAN_S3_REGION", WHY, "write its region, or us-east-1 where it has none");
        let access_key = reading.require("NAUNGAN_S3_ACCESS_KEY", WHY, "write the access key");
        let secret_key = reading.require("NAUNGAN_S3_SECRET_KEY", WHY, "write the secret key");
        let whole = || {
            let secret_key = secret_key?.into();
            Some(StorageServer {
                endpoint: endpoint?,
                region: region?,
                bucket: bucket?,
                access_key: access_key?,
                secret_key,
            })
        };
        let server = whole().map(|server| Self { server: Some(server) });
        reading.finish(server)
    }
}

impl StorageServer {
    /// The server in this process.
    pub fn embedded(server: &ObjectServer) -> Self {
        Self {
            endpoint: server.endpoint(),
            region: "us-east-1".to_owned(),
            bucket: server.bucket().to_owned(),
            access_key: server.access_key().to_owned(),
            secret_key: server.secret_key().into(),
        }
    }

    /// Scheme, host and port, for path-style requests; never a slash at the end.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The region.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The bucket.
    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    /// The access key.
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// The secret key. Hand it to the client, to nobody else.
    pub fn secret_key(&self) -> &str {
        self.secret_key.expose_secret()
    }
}

impl fmt::Debug for StorageServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StorageServer")
            .field("endpoint", &self.endpoint)
            .field("bucket", &self.bucket)
            .finish_non_exhaustive()
    }
}

fn endpoint_of(value: &str) -> Result<String, (String, String)> {
    let remedy = || "write scheme, host and port alone, for example https://s3.example.go.id".to_owned();
    let url = Url::parse(value).map_err(|reason| (format!("is no web address ({reason})"), remedy()))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(("is no http or https address".to_owned(), remedy()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err((
            "holds keys".to_owned(),
            "write them into NAUNGAN_S3_ACCESS_KEY and NAUNGAN_S3_SECRET_KEY".to_owned(),
        ));
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err((format!("is {}, which is more than scheme, host and port", shown(value)), remedy()));
    }
    Ok(url.origin().ascii_serialization())
}

/// The rules of S3 for names, as far as every server follows them.
fn bucket_of(value: &str) -> Result<String, (String, String)> {
    let letters =
        value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.');
    let edges = !value.starts_with(['-', '.']) && !value.ends_with(['-', '.']);
    if letters && edges && (3..=63).contains(&value.len()) && !value.contains("..") {
        Ok(value.to_owned())
    } else {
        Err((
            format!("is {}, which no S3 server takes as a bucket", shown(value)),
            "write 3 to 63 small letters, digits, dots or hyphens".to_owned(),
        ))
    }
}

//! The object storage of embedded mode: a real S3 server, in this process, over HTTP on 127.0.0.1.
//!
//! Its objects are plain files below `<data>/s3/naungan`, so a newcomer can look at them (and sees ciphertext).
//! The access keys are random and live as long as the process: other users of the machine can reach the port, but
//! not the objects. Objects are written to a temporary file and renamed, so kill -9 leaves no half object; a power
//! failure may lose the last ones, which is why production uses a storage of its own.

use std::fs::DirBuilder;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::time::Duration;

use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{EmbeddedError, random_hex};
use crate::http::connections::{self, Patience};

/// The one bucket.
pub const BUCKET: &str = "naungan";
/// How long answers under way may take when the server stops.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// A running object server. Dropping it stops it without waiting for answers under way.
#[derive(Debug)]
pub struct ObjectServer {
    address: SocketAddr,
    access_key: String,
    secret_key: SecretString,
    stop: CancellationToken,
    task: Option<JoinHandle<()>>,
}

impl ObjectServer {
    /// Serves the objects below `folder`, which is made when it is not there.
    pub async fn start(folder: &Path) -> Result<Self, EmbeddedError> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder.join(BUCKET));
        made.map_err(|source| EmbeddedError::io("create", folder, source))?;
        let files = FileSystem::new(folder).map_err(|reason| EmbeddedError::Program {
            name: "the object server",
            reason: format!("{reason:?}").lines().next().unwrap_or_default().to_owned(),
        })?;
        let access_key = random_hex::<10>()?;
        let secret_key = random_hex::<32>()?;
        let mut builder = S3ServiceBuilder::new(files);
        builder.set_auth(SimpleAuth::from_single(access_key.clone(), secret_key.clone()));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener =
            listener.map_err(|source| EmbeddedError::io("listen on", Path::new("127.0.0.1"), source))?;
        let address = listener
            .local_addr()
            .map_err(|source| EmbeddedError::io("listen on", Path::new("127.0.0.1"), source))?;
        let stop = CancellationToken::new();
        let (service, told) = (builder.build(), stop.clone());
        let patience = Patience { head: connections::HEAD, drain: LAST_ANSWERS };
        let task = tokio::spawn(async move {
            connections::serve(listener, |_| service.clone(), patience, &told).await;
        });
        Ok(Self { address, access_key, secret_key: secret_key.into(), stop, task: Some(task) })
    }

    /// `http://127.0.0.1:PORT`, for path-style requests.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The access key.
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// The secret key.
    pub fn secret_key(&self) -> &str {
        self.secret_key.expose_secret()
    }

    /// The bucket, which exists.
    pub fn bucket(&self) -> &'static str {
        BUCKET
    }

    /// Takes no more requests, finishes those under way, and ends.
    pub async fn stop(mut self) {
        self.stop.cancel();
        if let Some(task) = self.task.take() {
            // It ends by itself within `LAST_ANSWERS`.
            let _ = task.await;
        }
    }
}

impl Drop for ObjectServer {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

#[cfg(test)]
mod tests {
    use s3::creds::Credentials;
    use s3::{Bucket, Region};

    use super::*;

    fn bucket(endpoint: String, key: &str, secret: &str) -> Box<Bucket> {
        let region = Region::Custom { region: "us-east-1".into(), endpoint };
        let credentials = Credentials::new(Some(key), Some(secret), None, None, None).unwrap();
        Bucket::new(BUCKET, region, credentials).unwrap().with_path_style()
    }

    #[tokio::test]
    async fn an_object_that_was_put_is_got_again_also_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let bytes: Vec<u8> = (0..200_000_u32).map(|i| u8::try_from(i % 251).unwrap()).collect();
        let first = ObjectServer::start(folder.path()).await.unwrap();
        let put = bucket(first.endpoint(), first.access_key(), first.secret_key());
        assert_eq!(put.put_object("/quarantine/a b.bin", &bytes).await.unwrap().status_code(), 200);
        first.stop().await;

        let second = ObjectServer::start(folder.path()).await.unwrap();
        let get = bucket(second.endpoint(), second.access_key(), second.secret_key());
        let got = get.get_object("/quarantine/a b.bin").await.unwrap();
        assert_eq!(got.as_slice(), bytes);
        get.delete_object("/quarantine/a b.bin").await.unwrap();
        assert!(get.get_object("/quarantine/a b.bin").await.is_err());
        second.stop().await;
    }

    #[tokio::test]
    async fn wrong_keys_and_the_keys_of_an_earlier_start_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let server = ObjectServer::start(folder.path()).await.unwrap();
        let other = ObjectServer::start(folder.path()).await.unwrap();

        for (key, secret) in
            [("nobody", "wrong"), (server.access_key(), "wrong"), (other.access_key(), other.secret_key())]
        {
            let stranger = bucket(server.endpoint(), key, secret);
            assert!(stranger.put_object("/x", b"x").await.is_err(), "{key}");
        }

        assert!(!folder.path().join(BUCKET).join("x").exists());
    }

    #[tokio::test]
    async fn a_stopped_server_takes_no_connections() {
        let folder = tempfile::tempdir().unwrap();
        let server = ObjectServer::start(folder.path()).await.unwrap();
        let address = server.address;

        server.stop().await;

        assert!(tokio::net::TcpStream::connect(address).await.is_err());
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_made_is_a_clear_error() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), "").unwrap();

        let refused = ObjectServer::start(&folder.path().join("file")).await.unwrap_err().to_string();

        assert!(refused.starts_with("cannot create "), "{refused}");
    }
}

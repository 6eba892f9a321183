//! Against a real S3 server in this process, and against one that misbehaves.

use super::*;
use domain::problem::Problem;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder as Connections;
use s3::serde_types::ListBucketResult as Page;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const KEY: &str = "derived/a1/b2/page-1.jpg";

struct Server {
    address: SocketAddr,
    folder: PathBuf,
}

impl Server {
    async fn start(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("naungan-s3-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(&folder).unwrap());
        builder.set_auth(SimpleAuth::from_single("key", "secret"));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(listener, builder.build()));
        Self { address, folder }
    }

    fn store(&self, create_bucket: bool) -> S3Store {
        store(self.address, create_bucket)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn serve(listener: TcpListener, service: S3Service) {
    while let Ok((stream, _)) = listener.accept().await {
        let service = service.clone();
        tokio::spawn(async move {
            let http = Connections::new(TokioExecutor::new());
            let _ = http.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// A server that gives every request the same answer and then closes the connection.
async fn always(answer: &'static [u8]) -> S3Store {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer_once(stream, answer));
        }
    });
    S3Store { patience: Duration::from_secs(3), ..store(address, false) }
}

async fn answer_once(mut stream: TcpStream, answer: &[u8]) {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request).await;
    if answer.is_empty() {
        // Never an answer: until the other side gives up.
        let _ = stream.read_to_end(&mut Vec::new()).await;
    }
    let _ = stream.write_all(answer).await;
}

fn store(address: SocketAddr, create_bucket: bool) -> S3Store {
    let settings = S3Settings {
        endpoint: format!("http://{address}"),
        region: "us-east-1".to_owned(),
        bucket: "naungan".to_owned(),
        access_key: "key".to_owned(),
        secret_key: "secret".into(),
        create_bucket,
    };
    S3Store::new(&settings).unwrap()
}

fn is_unavailable<T: std::fmt::Debug>(answer: Result<T>) -> bool {
    answer.is_err_and(|error| error.problem() == &Problem::Unavailable)
}

#[tokio::test]
async fn what_is_put_is_got_replaced_and_deleted() {
    let server = Server::start("round").await;
    let store = server.store(true);
    store.ensure_bucket().await.unwrap();

    assert_eq!(store.get(KEY).await.unwrap(), None);
    store.put(KEY, vec![1; 3_000_000]).await.unwrap();
    assert_eq!(store.get(KEY).await.unwrap(), Some(vec![1; 3_000_000]));
    store.put(KEY, vec![2]).await.unwrap();
    assert_eq!(store.get(KEY).await.unwrap(), Some(vec![2]));
    store.delete(KEY).await.unwrap();
    store.delete(KEY).await.unwrap();
    assert_eq!(store.get(KEY).await.unwrap(), None);
}

#[tokio::test]
async fn a_missing_bucket_is_made_only_where_that_is_allowed() {
    let server = Server::start("bucket").await;

    assert!(is_unavailable(server.store(false).ensure_bucket().await));
    assert!(is_unavailable(server.store(false).ready().await));
    server.store(true).ensure_bucket().await.unwrap();
    server.store(true).ensure_bucket().await.unwrap();
    server.store(false).ensure_bucket().await.unwrap();
    server.store(false).ready().await.unwrap();
}

#[tokio::test]
async fn a_list_is_in_order_and_goes_on_where_its_page_ended() {
    let server = Server::start("list").await;
    let store = server.store(true);
    store.ensure_bucket().await.unwrap();
    for key in ["clean/t/2.jpg", "clean/t/1.pdf", "quarantine/t/1", "clean/u/1.jpg"] {
        store.put(key, vec![0]).await.unwrap();
    }

    let all = store.list("clean/", None).await.unwrap();
    let cut: Page = store.bucket.list_page("clean/".to_owned(), None, None, None, Some(1)).await.unwrap().0;
    let rest = store.list("clean/", cut.next_continuation_token.as_deref()).await.unwrap();

    assert_eq!(all.keys, ["clean/t/1.pdf", "clean/t/2.jpg", "clean/u/1.jpg"]);
    assert_eq!(rest.keys, ["clean/t/2.jpg", "clean/u/1.jpg"]);
    assert!(cut.is_truncated && all.next.is_none() && rest.next.is_none());
    assert_eq!(store.list("derived/", None).await.unwrap(), Names::default());
}

#[tokio::test]
async fn a_short_page_is_the_last_one_only_where_the_server_says_so() {
    let short = always(
        b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n<ListBucketResult><Name>naungan</Name>\
          <IsTruncated>true</IsTruncated><NextContinuationToken>lanjut</NextContinuationToken>\
          <Contents><Key>clean/t/1.pdf</Key><LastModified>2026-11-22T00:00:00Z</LastModified>\
          <Size>1</Size></Contents></ListBucketResult>",
    )
    .await;
    let lost = always(
        b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n<ListBucketResult><Name>naungan</Name>\
          <IsTruncated>true</IsTruncated></ListBucketResult>",
    )
    .await;

    let page = short.list("clean/", None).await.unwrap();

    assert_eq!(page, Names { keys: vec!["clean/t/1.pdf".to_owned()], next: Some("lanjut".to_owned()) });
    assert!(is_unavailable(lost.list("clean/", None).await), "more, and no way to ask for it");
}

#[tokio::test]
async fn wrong_keys_are_no_missing_object() {
    let server = Server::start("keys").await;
    server.store(true).ensure_bucket().await.unwrap();
    let settings = S3Settings {
        endpoint: format!("http://{}", server.address),
        region: "us-east-1".to_owned(),
        bucket: "naungan".to_owned(),
        access_key: "key".to_owned(),
        secret_key: "wrong".into(),
        create_bucket: true,
    };
    let stranger = S3Store::new(&settings).unwrap();

    assert!(is_unavailable(stranger.get(KEY).await));
    assert!(is_unavailable(stranger.put(KEY, vec![1]).await));
    assert!(is_unavailable(stranger.ensure_bucket().await));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let store = store(address, true);

    assert!(is_unavailable(store.put(KEY, vec![1]).await));
    assert!(is_unavailable(store.get(KEY).await));
    assert!(is_unavailable(store.ready().await));
}

#[tokio::test]
async fn a_server_that_fails_stays_silent_or_breaks_off_is_unavailable() {
    let answers: [&[u8]; 4] = [
        b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        b"HTTP/1.1 503 Slow Down\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\nconnection: close\r\n\r\ncut",
        b"",
    ];
    for answer in answers {
        let mut store = always(answer).await;
        if answer.is_empty() {
            store.patience = Duration::from_millis(200);
        }

        let got = store.get(KEY).await;

        assert!(is_unavailable(got), "{}", String::from_utf8_lossy(answer));
    }
}

#[tokio::test]
async fn an_answer_without_an_end_is_not_read_to_the_end() {
    let store = always(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n").await;
    assert_eq!(store.get(KEY).await.unwrap(), Some(Vec::new()));

    let head = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec();
    let flood = [head, vec![0; MAX_OBJECT_BYTES + 1]].concat();
    let store = always(Box::leak(flood.into_boxed_slice())).await;
    let error = store.get(KEY).await.unwrap_err();
    assert!(error.to_string().contains("larger than"), "{error}");
}

//! Taking connections, for the portal and for the embedded object storage. `axum::serve` would do, but it waits
//! for ever for the head of a request, so that silent connections pile up. How many connections there may be, and how
//! long somebody may take to read an answer, is for whoever ends TLS in front of us.

use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use std::error::Error;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Longest time for the head of a request, the wait for the next one on the same connection included: longer than
/// proxies keep an idle connection, or they would send a form on one that is just being closed.
pub const HEAD: Duration = Duration::from_mins(2);
/// A pause after a failed accept: it fails again at once while file descriptors are short.
const BREATH: Duration = Duration::from_millis(50);

/// How patient a server is.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// With the head of a request.
    pub head: Duration,
    /// With answers that are under way when it is told to stop.
    pub drain: Duration,
}

/// Serves until `stop`: takes no more requests then, and finishes those under way. `service_for` makes the service of
/// a connection from its peer's address. HTTP/1 only: whoever ends TLS in front of us speaks that to us.
pub async fn serve<S, B>(
    listener: TcpListener,
    service_for: impl Fn(SocketAddr) -> S,
    patience: Patience,
    stop: &CancellationToken,
) where
    S: Service<Request<Incoming>, Response = Response<B>> + Send + 'static,
    S::Future: Send + 'static,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    B: hyper::body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let mut http = Builder::new(TokioExecutor::new()).http1_only();
    http.http1().timer(TokioTimer::new()).header_read_timeout(patience.head);
    let under_way = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(reason) => {
                tracing::warn!(%reason, "a connection could not be accepted");
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        // Without it small answers wait for the other side's delayed acknowledgement; with an error it is slow.
        let _ = stream.set_nodelay(true);
        let connection = http.serve_connection(TokioIo::new(stream), service_for(peer)).into_owned();
        let connection = under_way.watch(connection);
        tokio::spawn(async move {
            if let Err(reason) = connection.await {
                tracing::debug!(%reason, "a connection broke");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(patience.drain, under_way.shutdown()).await.is_err() {
        tracing::warn!("requests were still open after the time to finish");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::routing::get;
    use hyper_util::service::TowerToHyperService;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    async fn server(head: Duration) -> (SocketAddr, CancellationToken) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let told = stop.clone();
        tokio::spawn(async move {
            let portal = Router::new().route("/", get(|| async { "halo" }));
            let patience = Patience { head, drain: Duration::from_secs(5) };
            serve(listener, |_| TowerToHyperService::new(portal.clone()), patience, &told).await;
        });
        (address, stop)
    }

    async fn all_of(stream: &mut TcpStream) -> String {
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        text
    }

    #[tokio::test]
    async fn a_silent_connection_and_half_a_head_are_closed() {
        let (address, _stop) = server(Duration::from_millis(100)).await;
        for beginning in ["", "GET / HTTP/1.1\r\nHost: a\r\n"] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(beginning.as_bytes()).await.unwrap();
            assert!(!all_of(&mut stream).await.contains("halo"), "{beginning:?}");
        }
    }

    #[tokio::test]
    async fn a_whole_request_is_answered_and_stopping_ends_the_connection() {
        let (address, stop) = server(HEAD).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).await.unwrap();
        stop.cancel();

        assert_eq!(&first, b"HTTP/1.1 200");
        assert!(all_of(&mut stream).await.ends_with("halo"), "then the server closes it");
    }
}

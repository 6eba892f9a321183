//! Limits: bytes of a request, and requests of an address.
//!
//! Many people share one address behind their carrier or in one hall, so an address may do 300 writes a
//! minute; accounts are slowed down by themselves (trust goals, as corrected there).

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::Method;
use http_body_util::Limited;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

/// Bytes of a form without files.
const FORM: usize = 64 * 1024;
/// Bytes that are read of a form with a file, so that a file beyond its own limit still gets a sentence
/// instead of a broken connection.
const UPLOAD: usize = 128 * 1024 * 1024;

/// Writes of an address.
#[derive(Clone)]
pub struct Limits {
    writes: Arc<DefaultKeyedRateLimiter<IpAddr>>,
}

impl Limits {
    /// So many writes a minute for each address.
    pub fn per_minute(writes: NonZeroU32) -> Self {
        Self { writes: Arc::new(RateLimiter::keyed(Quota::per_minute(writes))) }
    }

    /// Forgets addresses that have been quiet, now and then, for ever.
    pub async fn keep_tidy(self) {
        let mut tick = tokio::time::interval(std::time::Duration::from_mins(5));
        loop {
            tick.tick().await;
            self.writes.retain_recent();
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::per_minute(NonZeroU32::new(300).unwrap_or(NonZeroU32::MIN))
    }
}

/// Slows down an address that writes too much.
pub async fn rate(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    if request.method() == Method::POST && limits.writes.check_key(&address(&request)).is_err() {
        return app::error::PageError::from(Problem::RateLimited(60)).into_response();
    }
    next.run(request).await
}

/// The address of the person: the proxy's last word when the connection comes from this machine.
fn address(request: &Request) -> IpAddr {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(peer)| peer.ip());
    if !peer.is_loopback() {
        return peer;
    }
    request
        .headers()
        .get("x-forwarded-for")
        .and_then(|line| line.to_str().ok())
        .and_then(|line| line.rsplit(',').next())
        .and_then(|last| last.trim().parse().ok())
        .unwrap_or(peer)
}

/// Cuts off requests that are longer than any form of ours.
pub async fn size(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let most = if path.starts_with("/sponsor/berkas/") { UPLOAD } else { FORM };
    let announced = request
        .headers()
        .get(http::header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    if announced.is_some_and(|length| length > most) {
        return app::error::PageError::from(Problem::TooLarge).into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

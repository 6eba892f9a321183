//! Limits: bytes of a request, and requests of an address.
//!
//! Many people share one address behind their carrier or in one hall, so an address may do 300 writes a
//! minute; accounts are slowed down by themselves.
//!
//! Whoever is refused here has sent a body all the same. It is read to its end where it is not longer than an
//! upload may be: to many browsers an answer before the end is a broken connection.

use super::address;
use crate::config::Network;
use app::account::asker::Asker;
use app::sent;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::Method;
use http_body_util::Limited;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

/// Bytes that are read of a form with a file, so that a file beyond its own limit still gets a sentence
/// instead of a broken connection.
const UPLOAD: usize = 128 * 1024 * 1024;

/// Writes of an address, and the proxies that say which it is.
#[derive(Clone)]
pub struct Limits {
    writes: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    proxies: Arc<[Network]>,
}

impl Limits {
    /// So many writes a minute for each address; only a proxy on this machine is believed.
    pub fn per_minute(writes: NonZeroU32) -> Self {
        let writes = Arc::new(RateLimiter::keyed(Quota::per_minute(writes)));
        Self { writes, proxies: Network::loopback().into() }
    }

    /// Believes these proxies and no others.
    pub fn behind(self, proxies: Vec<Network>) -> Self {
        Self { proxies: proxies.into(), ..self }
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

/// Slows down an address that writes too much, and tells the pages from which network somebody writes.
pub async fn rate(State(limits): State<Limits>, mut request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let address = address::counted(&request, &limits.proxies);
    if limits.writes.check_key(&address).is_err() {
        sent::drain(request.into_body()).await;
        return app::error::PageError::from(Problem::RateLimited(60)).into_response();
    }
    request.extensions_mut().insert(Asker::at(address));
    next.run(request).await
}

/// Whether a page of this path takes a file: a paper of an institution, or of a person in care.
fn takes_files(path: &str) -> bool {
    let of_person = || path.strip_prefix("/sponsor/orang/").and_then(|rest| rest.split_once('/'));
    path.starts_with("/sponsor/berkas/") || of_person().is_some_and(|(_, rest)| rest.starts_with("berkas/"))
}

/// Cuts off requests that are longer than any form of ours.
pub async fn size(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let most = if takes_files(path) { UPLOAD } else { sent::LONGEST };
    let announced = request
        .headers()
        .get(http::header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    if let Some(length) = announced.filter(|length| *length > most) {
        if length <= UPLOAD {
            sent::drain(Body::new(Limited::new(request.into_body(), UPLOAD))).await;
        }
        return app::error::PageError::from(Problem::TooLarge).into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

//! Whoever writes comes from our own pages (trust goal A15). Browsers say so in `Sec-Fetch-Site`; older ones in
//! `Origin`. A request that says neither, and that carries our cookie, is no browser form of ours.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use http::Method;
use http::header::{HeaderName, ORIGIN};

/// The origin of our own pages.
#[derive(Debug, Clone)]
pub struct Own(pub String);

/// Refuses writes from other sites, and methods that no page of ours uses.
pub async fn same_site(State(own): State<Own>, request: Request, next: Next) -> Response {
    let allowed = match *request.method() {
        Method::GET | Method::HEAD => true,
        Method::POST => is_ours(&own.0, &request),
        _ => false,
    };
    if allowed {
        next.run(request).await
    } else {
        app::error::PageError::from(Problem::Forbidden).into_response()
    }
}

fn is_ours(own: &str, request: &Request) -> bool {
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (text(HeaderName::from_static("sec-fetch-site")), text(ORIGIN)) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin == own,
        (None, None) => false,
    }
}

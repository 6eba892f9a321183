//! One id, one log line and one count a request. The line names the pattern of the route, never the path:
//! paths hold ids and, in mail links, secrets.

use crate::telemetry;
use app::error::PageError;
use app::render::{Policy, secure_headers};
use app::visit::RequestId;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use http::StatusCode;
use http::header::{CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue, STRICT_TRANSPORT_SECURITY};
use std::any::Any;
use std::time::Instant;
use tracing::Instrument;

/// The header that carries the request's id.
const ID: HeaderName = HeaderName::from_static("x-request-id");

/// The pattern of the site's files.
const FOLDER: &str = "/pkg/{file}";

/// Gives the request its id, and logs and counts its answer.
pub async fn request(mut request: Request, next: Next) -> Response {
    let id = new_id();
    request.extensions_mut().insert(RequestId(id.clone()));
    let route = request.extensions().get::<MatchedPath>().map(|p| p.as_str().to_owned());
    // A folder has no pattern of its own.
    let route = route.or_else(|| request.uri().path().starts_with("/pkg/").then(|| FOLDER.to_owned()));
    let method = request.method().clone();
    let span = tracing::info_span!("request", request.id = %id);
    let begun = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = begun.elapsed();
    let status = response.status().as_u16();
    let route = known(route.as_deref());
    telemetry::request_answered(route, name_of(&method), status, took);
    span.in_scope(|| {
        tracing::info!(
            method = name_of(&method),
            route,
            status,
            duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            "answered"
        );
    });
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(ID, value);
    }
    response
}

/// Security headers on whatever does not carry them yet, and the order to store nothing where nobody said how long;
/// https for good where the portal has it.
pub async fn headers(State(https): State<bool>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    dress(response.headers_mut());
    if https {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// Pages and files say themselves how long they may be kept. What says nothing is a redirect, perhaps with a session,
/// or an answer of this moment for a machine.
fn dress(headers: &mut HeaderMap) {
    secure_headers(headers, &Policy::Nothing);
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// A handler panicked: the log hears of it, the person gets the page of a fault of ours.
pub fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    PageError::from(Problem::Internal).into_response()
}

/// A layer panicked, perhaps the one that writes error pages: the plainest answer there is. Whether anything was
/// saved is not known here.
pub fn undressed(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a layer panicked");
    let mut response = (
        StatusCode::INTERNAL_SERVER_ERROR,
        [("content-type", "text/plain; charset=utf-8")],
        "Ada gangguan di pihak kami. Coba lagi beberapa menit lagi.\n\
         Something went wrong on our side. Try again in a few minutes.\n",
    )
        .into_response();
    dress(response.headers_mut());
    response
}

/// Eight letters and digits that can be read out on the phone.
fn new_id() -> String {
    let mut bytes = [0_u8; 5];
    match getrandom::fill(&mut bytes) {
        Ok(()) => data_encoding::BASE32_NOPAD.encode(&bytes),
        Err(_) => "TANPA-ID".to_owned(),
    }
}

/// The pattern as a label that lives as long as the process; unknown paths share one.
fn known(route: Option<&str>) -> &'static str {
    let Some(route) = route else { return "unknown" };
    app::routes::TABLE
        .iter()
        .map(|line| line.path)
        .chain([
            "/healthz",
            "/readyz",
            "/metrics",
            "/api/v1/openapi.json",
            "/ikon.svg",
            "/dev/kotak-surat",
            FOLDER,
        ])
        .find(|path| *path == route)
        .unwrap_or("other")
}

fn name_of(method: &http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "HEAD" => "HEAD",
        _ => "OTHER",
    }
}

//! A handler or a layer that cannot answer returns a [`PageError`]; the layer [`pages`], outside all of them,
//! turns it into a page that says what happened, what to do, and the request id, in the frame of whoever is signed
//! in. A script gets the same sentence as JSON. Internal details go to the log, once, and nowhere else.

use crate::ctx;
use crate::house::House;
use crate::public;
use crate::sent::{self, Kept};
use crate::session::Met;
use crate::text;
use crate::visit::Visit;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use std::sync::Arc;

/// What a page's handler returns.
pub type PageResult = Result<Response, PageError>;

/// Why there is no page.
#[derive(Debug)]
pub struct PageError(Problem);

impl PageError {
    /// The problem.
    pub fn problem(&self) -> &Problem {
        &self.0
    }

    /// Gives the problem away.
    pub fn into_problem(self) -> Problem {
        self.0
    }
}

impl From<Problem> for PageError {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<services::error::Error> for PageError {
    fn from(error: services::error::Error) -> Self {
        Self(error.into_problem())
    }
}

/// The problem of a response, for the layer that writes its page.
#[derive(Debug, Clone)]
struct Pending(Problem);

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(Pending(self.0));
        response
    }
}

/// Writes the page of a request that failed, in the visitor's language and with the request id. A form that met
/// a fault of ours, or an address that is held back, is offered again with everything that was typed.
pub async fn pages(State(house): State<House>, mut request: Request, next: Next) -> Response {
    let (kept, met) = (Kept::default(), Met::default());
    request.extensions_mut().insert(Arc::clone(&house.assets));
    request.extensions_mut().insert(kept.clone());
    request.extensions_mut().insert(met.clone());
    let script = sent::is_script(request.headers());
    let (parts, body) = request.into_parts();
    let visit = Visit::from_parts(&parts);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let problem = match response.extensions_mut().remove::<Pending>() {
        Some(Pending(problem)) => problem,
        None => match bare(&response) {
            Some(problem) => problem,
            None => return response,
        },
    };
    let visit = match met.actor() {
        Some(actor) => ctx::frame(visit, actor),
        None => visit,
    };
    if script {
        return told(&visit, &problem);
    }
    let again = problem.is_ours() || matches!(problem, Problem::RateLimited(_));
    public::error::page(visit, &problem, kept.sent().filter(|_| again))
}

/// The answer for a script of ours: `salah` says what is wrong, as it says it of a file.
fn told(visit: &Visit, problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let advice = text::problem(problem).1.get(visit.lang);
    let why = match problem {
        Problem::RateLimited(seconds) => format!("{advice} {}", text::wait(visit.lang, *seconds)),
        _ => advice.to_owned(),
    };
    let mut response = (status, Json(serde_json::json!({ "salah": why }))).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = public::error::wait(problem) {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// What axum itself refuses (a method, a body, a path) carries no page of ours.
fn bare(response: &Response) -> Option<Problem> {
    let ours = response.headers().get(CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes().starts_with(b"text/html") || kind.as_bytes().starts_with(b"application/")
    });
    if ours {
        return None;
    }
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::BAD_REQUEST => {
            Some(Problem::NotFound)
        }
        StatusCode::PAYLOAD_TOO_LARGE => Some(Problem::TooLarge),
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Some(Problem::Invalid(Vec::new()))
        }
        StatusCode::FORBIDDEN => Some(Problem::Forbidden),
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => Some(Problem::Unavailable),
        status if status.is_server_error() => Some(Problem::Internal),
        _ => None,
    }
}

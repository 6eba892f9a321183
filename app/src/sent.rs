//! The fields of a form, kept beside the request until its answer is known: when the portal itself fails, or
//! holds an address back, the person gets them on the error page instead of an empty form. They are kept
//! nowhere else, and only of forms that come from our own pages: [`keep`] lies inside the checks of size and origin.

use crate::error::PageError;
use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::sync::{Arc, OnceLock};

/// Longest form without files, in bytes; no form of the portal comes near it.
pub const LONGEST: usize = 64 * 1024;

/// A form as it was sent.
#[derive(Debug, Clone)]
pub struct Sent(Bytes);

/// Where the layer of error pages finds what [`keep`] has read; whatever lies between them may fail.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(Arc<OnceLock<Sent>>);

impl Kept {
    /// What was sent, if it was read and may be shown.
    pub(crate) fn sent(&self) -> Option<Sent> {
        self.0.get().cloned()
    }
}

/// Reads a form on its way in, and leaves its fields with the layer of error pages.
pub async fn keep(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (body, sent) = match Sent::read(&parts, body).await {
        Ok(read) => read,
        Err(problem) => return PageError::from(problem).into_response(),
    };
    if let (Some(sent), Some(kept)) = (sent, parts.extensions.get::<Kept>()) {
        // One request passes here once.
        let _ = kept.0.set(sent);
    }
    next.run(Request::from_parts(parts, body)).await
}

impl Sent {
    /// Reads the body of a form, and gives it back. Uploads and other bodies pass unread.
    async fn read(parts: &Parts, body: Body) -> Result<(Body, Option<Self>), Problem> {
        if parts.method != Method::POST || !is_form(&parts.headers) {
            return Ok((body, None));
        }
        let bytes = to_bytes(body, LONGEST).await.map_err(|_| Problem::TooLarge)?;
        let sent = Self(bytes.clone());
        Ok((Body::from(bytes), sent.may_be_shown().then_some(sent)))
    }

    /// Passwords and codes are typed anew: they never stand in a page.
    fn may_be_shown(&self) -> bool {
        let secret = |name: &str| name.contains("password") || name == "code";
        !self.0.is_empty() && form_urlencoded::parse(&self.0).all(|(name, _)| !secret(&name))
    }

    /// Names and values, in their order.
    pub(crate) fn into_fields(self) -> Vec<(String, String)> {
        form_urlencoded::parse(&self.0).into_owned().collect()
    }
}

/// Reads a body to its end and drops it: to many browsers an answer before the end is a broken connection.
pub async fn drain(mut body: Body) {
    while let Some(Ok(_)) = body.frame().await {}
}

/// Whether the body is a form without files.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"))
}

/// Whether a script of ours sent it: the answer is JSON with `ke` (where to go) or `salah` (what is wrong).
pub(crate) fn is_script(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

/// Tells a script where to go on.
pub(crate) fn lead_to(to: &str) -> Json<Value> {
    Json(json!({ "ke": to }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &'static str) -> bool {
        Sent(Bytes::from_static(body.as_bytes())).may_be_shown()
    }

    #[test]
    fn a_form_with_a_secret_is_never_shown_again() {
        assert!(shown("kunci=1&name=Panti+Kasih"));
        assert!(!shown("email=a%40b.id&password=x"));
        assert!(!shown("new_password=x"));
        assert!(!shown("code=123456"));
        assert!(!shown(""));
    }
}

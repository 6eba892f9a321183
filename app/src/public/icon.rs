//! The mark as an icon: a roof over two. One file, sharp at every size, good on light and dark tabs.

use crate::render::{Policy, secure_headers};
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5a61"/><path d="M6 17 16 8l10 9" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/><circle cx="12" cy="22" r="3" fill="#fff"/><circle cx="20" cy="22.500" r="2.400" fill="#9cc6c5"/></svg>"##;

/// GET `/ikon.svg`
pub async fn view() -> Response {
    let mut response = Response::new(Body::from(SVG));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=604800"));
    secure_headers(headers, &Policy::Nothing);
    response
}

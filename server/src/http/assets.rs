//! Files that never change under one name, and the few texts that machines look for.

use axum::Router;
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use http::header::{self, HeaderValue};
use std::path::Path;
use tower::ServiceBuilder;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// `/pkg`: names carry a hash of their content, so a browser may keep them for ever.
pub fn folder(site: &Path) -> Router {
    let files = ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip();
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    let keep = SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, forever);
    Router::new().fallback_service(ServiceBuilder::new().layer(keep).service(files))
}

/// Only the public pages are for search engines.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /sponsor\nDisallow: /kantor\nDisallow: /masuk\nDisallow: /daftar/\n\
     Disallow: /konfirmasi\nDisallow: /sandi-baru\nDisallow: /dev\n"
}

/// Where to tell of a weakness (RFC 9116).
pub async fn security_txt() -> &'static str {
    "Contact: https://www.bssn.go.id\nExpires: 2027-11-21T00:00:00.000Z\nPreferred-Languages: id, en\n"
}

/// No such page.
pub async fn not_found() -> Response {
    app::error::PageError::from(Problem::NotFound).into_response()
}

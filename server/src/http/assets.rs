//! Files that never change under one name, and the few texts that machines look for.

use axum::Router;
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use http::StatusCode;
use http::header::{self, HeaderValue};
use std::path::Path;
use time::{Duration, OffsetDateTime};
use tower::ServiceBuilder;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use url::Url;

/// How long the contact for weaknesses is promised to be right.
const CONTACT_HOLDS: Duration = Duration::days(365);

/// `/pkg`: names carry a hash of their content, so a browser may keep them for ever. That a file is absent is
/// true only until the next edition is laid out.
pub fn folder(site: &Path) -> Router {
    let files = ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip();
    let forever = SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, forever);
    let never = HeaderValue::from_static("no-store");
    let never = SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, never);
    Router::new().fallback_service(ServiceBuilder::new().layer(never).layer(forever).service(files))
}

/// Only what is there, or is unchanged.
fn forever<B>(response: &http::Response<B>) -> Option<HeaderValue> {
    let status = response.status();
    let there = status.is_success() || status == StatusCode::NOT_MODIFIED;
    there.then(|| HeaderValue::from_static("public, max-age=31536000, immutable"))
}

/// Only the public pages are for search engines.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /sponsor\nDisallow: /kantor\nDisallow: /masuk\nDisallow: /daftar/\n\
     Disallow: /konfirmasi\nDisallow: /sandi-baru\nDisallow: /dev\n"
}

/// Where to tell of a weakness (RFC 9116), for a portal that was started at `start`.
pub fn security_txt(contact: &Url, start: OffsetDateTime) -> String {
    let until = start.to_utc().saturating_add(CONTACT_HOLDS).date();
    let (year, month, day) = (until.year(), u8::from(until.month()), until.day());
    format!(
        "Contact: {contact}\nExpires: {year:04}-{month:02}-{day:02}T00:00:00Z\nPreferred-Languages: id, en\n"
    )
}

/// No such page.
pub async fn not_found() -> Response {
    app::error::PageError::from(Problem::NotFound).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use http::Request;
    use time::macros::datetime;
    use tower::ServiceExt;

    #[tokio::test]
    async fn only_a_file_that_is_there_is_kept_for_ever() {
        let site = tempfile::tempdir().unwrap();
        std::fs::create_dir(site.path().join("pkg")).unwrap();
        std::fs::write(site.path().join("pkg/naungan.1a2b.css"), "p{}").unwrap();
        let caching = async |path: &str, since: Option<&str>| {
            let mut request = Request::get(path);
            if let Some(since) = since {
                request = request.header("if-modified-since", since);
            }
            let request = request.body(Body::empty()).unwrap();
            let response = folder(site.path()).oneshot(request).await.unwrap();
            (response.status().as_u16(), response.headers()["cache-control"].to_str().unwrap().to_owned())
        };

        let there = caching("/naungan.1a2b.css", None).await;
        let unchanged = caching("/naungan.1a2b.css", Some("Fri, 01 Jan 2100 00:00:00 GMT")).await;
        let absent = caching("/naungan.ffff.css", None).await;

        assert_eq!(there, (200, "public, max-age=31536000, immutable".to_owned()));
        assert_eq!(unchanged, (304, "public, max-age=31536000, immutable".to_owned()));
        assert_eq!(absent, (404, "no-store".to_owned()));
    }

    #[test]
    fn the_contact_is_promised_for_a_year_from_the_start() {
        let contact = Url::parse("mailto:keamanan@contoh.id").unwrap();

        let text = security_txt(&contact, datetime!(2026-11-22 02:21 UTC));

        assert_eq!(
            text,
            "Contact: mailto:keamanan@contoh.id\nExpires: 2027-11-22T00:00:00Z\nPreferred-Languages: id, en\n"
        );
    }
}

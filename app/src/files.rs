//! Sending a paper to a browser: a type that we decided, a name that we cleaned, nothing kept by caches,
//! and a policy under which the bytes can do nothing.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::http::{HeaderValue, Response};
use services::document::{Opened, View};

/// What the last part of the address asks for: `0` the preview, else a page.
pub fn view_of(word: &str) -> Option<View> {
    match word {
        "0" => Some(View::Preview),
        number => number.parse().ok().filter(|page| (1..=100).contains(page)).map(View::Page),
    }
}

/// The answer with the picture.
pub fn send(opened: Opened) -> Response<Body> {
    let length = HeaderValue::from(opened.bytes.len());
    let place = disposition(&opened.file_name);
    let mut response = Response::new(Body::from(opened.bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    headers.insert(CONTENT_LENGTH, length);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(CONTENT_DISPOSITION, place);
    response
}

/// RFC 6266 with the name percent-encoded, so that no name can end the header or the line.
fn disposition(name: &str) -> HeaderValue {
    let encoded: String =
        form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    HeaderValue::try_from(format!("inline; filename*=UTF-8''{encoded}"))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_header() {
        let header = disposition("surat\"\r\nSet-Cookie: x=1.pdf");
        assert_eq!(
            header.to_str().unwrap(),
            "inline; filename*=UTF-8''surat%22%0D%0ASet-Cookie%3A%20x%3D1.pdf"
        );
    }

    #[test]
    fn pages_are_numbers_within_reason() {
        assert!(matches!(view_of("0"), Some(View::Preview)));
        assert_eq!(view_of("asli"), None, "the file itself is given to nobody");
        assert!(matches!(view_of("3"), Some(View::Page(3))));
        assert!(view_of("-1").is_none() && view_of("101").is_none() && view_of("../x").is_none());
    }
}

//! The secret cookies. All are `__Host-`: no other host can set them, no script can read them.

use axum::http::{HeaderMap, HeaderValue};

/// The session.
pub const SESSION: &str = "__Host-sesi";
/// The registration whose code this browser may enter.
pub const WAITING: &str = "__Host-daftar";
/// The form that was sent without a session.
pub const PARKED: &str = "__Host-titip";
/// Who signed in last, as a mark that only the portal can read: a form that a lost session left behind is shown
/// to nobody else.
pub const WHO: &str = "__Host-siapa";
/// The sign-in through an issuer that is under way.
pub const SSO: &str = "__Host-sso";

/// The header that sets a cookie for this browser session; the value is one of our own tokens.
pub fn set(name: &str, value: &str) -> HeaderValue {
    let line = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::try_from(line).unwrap_or_else(|_| HeaderValue::from_static("x=; Max-Age=0"))
}

/// The header that deletes a cookie.
pub fn delete(name: &str) -> HeaderValue {
    let line = format!("{name}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::try_from(line).unwrap_or_else(|_| HeaderValue::from_static("x=; Max-Age=0"))
}

/// The value of a cookie.
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    crate::visit::cookie(headers, name).filter(|value| !value.is_empty())
}

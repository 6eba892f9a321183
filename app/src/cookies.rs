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
/// The registration that was sent from this browser, sealed: shown again to whoever mends its address.
pub const TYPED: &str = "__Host-isian";
/// The accounts that have signed in on this device, as marks that only the portal can read: their owners keep tries
/// of their own there. The one secret cookie that outlives signing out and the browser.
pub const DEVICE: &str = "__Host-perangkat";
/// The sign-in through an issuer that is under way.
pub const SSO: &str = "__Host-sso";

/// The header that sets a cookie for this browser session; the value is one of our own tokens.
pub fn set(name: &str, value: &str) -> HeaderValue {
    let line = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::try_from(line).unwrap_or_else(|_| HeaderValue::from_static("x=; Max-Age=0"))
}

/// The header that sets a cookie for so many days.
pub fn keep(name: &str, value: &str, days: u32) -> HeaderValue {
    let seconds = u64::from(days) * 24 * 60 * 60;
    let line = format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
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

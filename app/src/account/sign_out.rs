//! Signing out ends the session in the database at once, and leaves nothing of it in the browser.

use crate::cookies;
use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::flash::Flash;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, HeaderValue};
use services::account::session;

/// POST `/keluar`
pub async fn post(ctx: Ctx) -> PageResult {
    // Pressed twice, or after the session ended by itself: there is nothing left to end.
    if ctx.actor.session.is_some() {
        ctx.run(session::close).await?;
    }
    let mut response = Flash::SignedOut.redirect("/");
    let headers = response.headers_mut();
    for name in [cookies::SESSION, cookies::WHO, cookies::PARKED, cookies::WAITING, cookies::TYPED] {
        headers.append(SET_COOKIE, cookies::delete(name));
    }
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}

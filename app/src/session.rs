//! Who asks: the session's cookie becomes an [`Actor`] before any handler runs, in one statement.
//!
//! A form that arrives at a door behind a sign-in without a session is parked, sealed, and its sender is
//! led to sign in; afterwards the same form is shown again with everything that was typed.

use crate::cookies;
use crate::error::PageError;
use crate::flash::{Flash, see_other};
use crate::house::House;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use services::account::SessionToken;
use services::account::park::{self, Parked};
use services::account::session::resolve;
use services::context::Actor;

/// Who is signed in, in the request's extensions.
#[derive(Debug, Clone, Default)]
pub struct SignedIn(pub Option<Actor>);

/// Longest form that is parked; forms with files are not.
const MOST_PARKED: usize = 64 * 1024;

/// Resolves the cookie, and parks forms without a session.
pub async fn layer(State(house): State<House>, mut request: Request, next: Next) -> Response {
    let mut actor = None;
    if let Some(token) = cookies::get(request.headers(), cookies::SESSION) {
        match resolve(&house.hands.db, &SessionToken::from_cookie(token)).await {
            Ok(found) => actor = found,
            Err(error) => return PageError::from(error).into_response(),
        }
    }
    if actor.is_none() && is_inside(request.uri().path()) {
        return send_to_sign_in(&house, request).await;
    }
    request.extensions_mut().insert(SignedIn(actor));
    next.run(request).await
}

fn is_inside(path: &str) -> bool {
    path == "/sponsor" || path == "/kantor" || path.starts_with("/sponsor/") || path.starts_with("/kantor/")
}

async fn send_to_sign_in(house: &House, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let had_session = cookies::get(request.headers(), cookies::SESSION).is_some();
    let parked = if request.method() == Method::POST && is_form(request.headers()) {
        match to_bytes(request.into_body(), MOST_PARKED).await {
            Ok(body) if !body.is_empty() => {
                match park::park(&house.hands.db, &Parked { path: path.clone(), body: body.to_vec() }).await {
                    Ok(secret) => Some(secret),
                    Err(error) => return PageError::from(error).into_response(),
                }
            }
            _ => None,
        }
    } else {
        None
    };
    let to = format!("/masuk?lanjut={path}");
    let mut response =
        if parked.is_some() || had_session { Flash::SessionEnded.redirect(&to) } else { see_other(&to) };
    if let Some(secret) = parked {
        response.headers_mut().append(SET_COOKIE, cookies::set(cookies::PARKED, &secret));
    }
    if had_session {
        response.headers_mut().append(SET_COOKIE, cookies::delete(cookies::SESSION));
    }
    response
}

fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"))
}

/// Where a fresh session goes: the page somebody wanted, when it is one of ours, else the door's first.
pub fn first_page(wanted: Option<&str>, actor: &Actor) -> String {
    let home = match actor.kind.map(services::context::TenantKind::door) {
        Some(services::context::Door::Sponsor) => "/sponsor",
        _ => "/kantor",
    };
    match wanted {
        // One slash only: two would name another host.
        Some(path)
            if is_inside(path) && path.starts_with(home) && !path.contains("//") && !path.contains('\\') =>
        {
            path.to_owned()
        }
        _ => home.to_owned(),
    }
}

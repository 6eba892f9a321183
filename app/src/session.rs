//! Who asks: the session's cookie becomes an [`Actor`] before any handler runs, in one statement.
//!
//! A form that arrives at a door behind a sign-in without a session is parked, sealed, and its sender is
//! led to sign in; afterwards the same form is shown again with everything that was typed.

use crate::cookies;
use crate::error::PageError;
use crate::flash::{Flash, see_other};
use crate::house::House;
use crate::routes;
use crate::sent;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::header::SET_COOKIE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use services::account::SessionToken;
use services::account::park::{self, Parked};
use services::account::session::resolve;
use services::context::Actor;
use std::sync::{Arc, OnceLock};

/// Where the layer of error pages finds who is signed in, whatever fails after [`layer`] knew it. Before that, or when
/// the session could not be read, it finds nobody, and asks nobody.
#[derive(Debug, Clone, Default)]
pub(crate) struct Met(Arc<OnceLock<Actor>>);

impl Met {
    /// Whom [`layer`] let in.
    pub(crate) fn actor(&self) -> Option<&Actor> {
        self.0.get()
    }
}

/// Who is signed in, in the request's extensions.
#[derive(Debug, Clone, Default)]
pub struct SignedIn(pub Option<Actor>);

/// Resolves the cookie, and parks forms without a session.
pub async fn layer(State(house): State<House>, mut request: Request, next: Next) -> Response {
    let mut actor = None;
    if let Some(token) = cookies::get(request.headers(), cookies::SESSION) {
        match resolve(&house.hands.db, &SessionToken::from_cookie(token)).await {
            Ok(found) => actor = found,
            Err(error) => return PageError::from(error).into_response(),
        }
    }
    if let (Some(actor), Some(met)) = (&actor, request.extensions().get::<Met>()) {
        // One request passes here once.
        let _ = met.0.set(actor.clone());
    }
    if actor.is_none() && is_inside(request.uri().path()) {
        return send_to_sign_in(&house, request).await;
    }
    let sends =
        request.method() == Method::POST && cookies::get(request.headers(), cookies::PARKED).is_some();
    let may_answer = actor.is_some() && sends && is_inside(request.uri().path());
    request.extensions_mut().insert(SignedIn(actor));
    let mut response = next.run(request).await;
    if may_answer && response.status().is_redirection() {
        // It went through: what was kept for it is not offered again.
        response.headers_mut().append(SET_COOKIE, cookies::delete(cookies::PARKED));
    }
    response
}

fn is_inside(path: &str) -> bool {
    path == "/sponsor" || path == "/kantor" || path.starts_with("/sponsor/") || path.starts_with("/kantor/")
}

async fn send_to_sign_in(house: &House, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let had_session = cookies::get(request.headers(), cookies::SESSION).is_some();
    let is_post = request.method() == Method::POST;
    // A list comes back as it was filtered.
    let query =
        request.uri().query().filter(|_| request.method() == Method::GET).map_or_else(String::new, |query| {
            form_urlencoded::byte_serialize(format!("?{query}").as_bytes()).collect()
        });
    let (is_upload, is_script) =
        (is_post && !sent::is_form(request.headers()), sent::is_script(request.headers()));
    let owner = cookies::get(request.headers(), cookies::WHO).map(str::to_owned);
    let mut body = Some(request.into_body());
    // Kept for whoever signed in here last, and only where a page can show it again.
    let owner = owner.filter(|_| is_post && !is_upload && routes::is_page(&path));
    let parked = if let Some(owner) = owner {
        match to_bytes(body.take().unwrap_or_default(), sent::LONGEST).await {
            Ok(body) if !body.is_empty() => {
                match park::park(&house.hands.db, &Parked { path: path.clone(), body: body.to_vec(), owner })
                    .await
                {
                    Ok(secret) => Some(secret),
                    Err(error) => return PageError::from(error).into_response(),
                }
            }
            _ => None,
        }
    } else {
        None
    };
    let to = format!("/masuk?lanjut={path}{query}");
    if is_upload && let Some(body) = body.take() {
        sent::drain(body).await;
    }
    let flash = match (is_upload, parked.is_some(), had_session) {
        (true, _, _) => Some(Flash::SessionEndedUpload),
        (false, true, _) => Some(Flash::SessionEnded),
        // Nothing was typed, or nothing could be kept of it.
        (false, false, true) => Some(Flash::SessionOver),
        (false, false, false) => None,
    };
    let mut response = if is_script { sent::lead_to(&to).into_response() } else { see_other(&to) };
    if let Some(flash) = flash {
        response.headers_mut().append(SET_COOKIE, flash.cookie());
    }
    if let Some(secret) = parked {
        response.headers_mut().append(SET_COOKIE, cookies::set(cookies::PARKED, &secret));
    }
    if had_session {
        response.headers_mut().append(SET_COOKIE, cookies::delete(cookies::SESSION));
    }
    response
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

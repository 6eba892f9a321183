//! All routes and layers in one place.

use super::{Health, Limits, assets, guard, health, mailbox, observe, openapi, origin};
use crate::embedded::smtp::Mailbox;
use crate::telemetry::Metrics;
use app::house::House;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use http::StatusCode;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::timeout::TimeoutLayer;
use url::Url;

/// Longest time a request may take; a large file on a slow line needs most of it.
const DEADLINE: Duration = Duration::from_mins(5);

/// What the router is made of.
pub struct Parts {
    /// The pages' state.
    pub house: House,
    /// The built site.
    pub site: PathBuf,
    /// The embedded mailbox, when there is one.
    pub mailbox: Option<Mailbox>,
    /// Figures.
    pub metrics: Option<Metrics>,
    /// Per-address limits.
    pub limits: Limits,
    /// Whom to tell of a weakness.
    pub security_contact: Url,
    /// Whether the portal is reached by https, so that browsers are told to insist on it.
    pub https: bool,
    /// The origin of forms, for browsers without `Sec-Fetch-Site`.
    pub origin: String,
}

/// The whole portal.
pub fn router(parts: Parts) -> Router {
    let Parts { house, site, mailbox, metrics, limits, security_contact, https, origin } = parts;
    let health = Health { hands: house.hands.clone(), metrics };
    let machines = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .with_state(health);
    let mut pages = app::routes::router();
    if let Some(mailbox) = mailbox {
        pages = pages.merge(mailbox::router(mailbox));
    }
    let security = assets::security_txt(&security_contact, services::clock::now());
    let pages = pages
        .route("/api/v1/openapi.json", get(openapi::document))
        .route("/.well-known/security.txt", get(async move || security))
        .route("/robots.txt", get(assets::robots))
        .fallback(assets::not_found);
    Layers { house, limits, origin, https, deadline: DEADLINE }.around(pages, machines, &site)
}

/// What every request passes; the picture of it stands in [`super`].
struct Layers {
    house: House,
    limits: Limits,
    origin: String,
    https: bool,
    deadline: Duration,
}

impl Layers {
    /// A layer that is added later lies further out.
    fn around(self, pages: Router<House>, machines: Router, site: &Path) -> Router {
        let Self { house, limits, origin, https, deadline } = self;
        let small = DefaultPredicate::new().and(NotForContentType::IMAGES);
        pages
            .layer(from_fn_with_state(house.clone(), app::session::layer))
            .layer(from_fn_with_state(limits, guard::rate))
            .layer(from_fn(app::sent::keep))
            .layer(from_fn_with_state(origin::Own(origin), origin::same_site))
            .layer(from_fn(guard::size))
            // Our own layer above is the limit; axum's default of 2 MB would come before it.
            .layer(DefaultBodyLimit::disable())
            .with_state(house.clone())
            .merge(machines)
            .layer(CatchPanicLayer::custom(observe::panicked))
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, deadline))
            .layer(from_fn_with_state(house, app::error::pages))
            .layer(CompressionLayer::new().compress_when(small))
            .nest_service("/pkg", assets::folder(site))
            .layer(from_fn_with_state(https, observe::headers))
            .layer(CatchPanicLayer::custom(observe::undressed))
            .layer(from_fn(observe::request))
    }
}

#[cfg(test)]
mod tests;

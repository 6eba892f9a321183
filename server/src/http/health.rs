//! For machines on this machine: alive, ready, figures. From elsewhere they do not exist.

use crate::telemetry::Metrics;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{StatusCode, header};
use serde_json::json;
use services::context::{Actor, Door};
use services::jobs::{self, Hands};
use std::net::SocketAddr;
use std::time::Duration;

/// Longest wait for a part of the house before it counts as down.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is looked at.
#[derive(Clone)]
pub struct Health {
    /// Database, storage, mail.
    pub hands: Hands,
    /// Figures, in a process that keeps them.
    pub metrics: Option<Metrics>,
}

/// A request from this machine that no proxy passed on.
pub struct Local;

impl<S: Sync> FromRequestParts<S> for Local {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let local = peer.is_none_or(|ConnectInfo(peer)| peer.ip().is_loopback());
        let passed_on =
            parts.headers.contains_key("x-forwarded-for") || parts.headers.contains_key("forwarded");
        if local && !passed_on { Ok(Self) } else { Err(StatusCode::NOT_FOUND) }
    }
}

/// The process answers.
pub async fn alive(_: Local) -> &'static str {
    "ok\n"
}

/// The process can do its work: database reached as a door, schema there. Without the storage it is ready all the same
/// and says that it is degraded: everything but papers works, and nobody gains by a portal that is taken out of
/// service as a whole. Whoever watches reads `storage`.
pub async fn ready(_: Local, State(health): State<Health>) -> Response {
    let database = within(services::migrate::is_current(&health.hands.db)).await;
    let storage = within(health.hands.store.ready()).await;
    let status = if database { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let degraded = database && !storage;
    let body = json!({ "ready": database, "degraded": degraded, "database": database, "storage": storage });
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

async fn within<T, E>(work: impl Future<Output = Result<T, E>>) -> bool {
    matches!(tokio::time::timeout(PATIENCE, work).await, Ok(Ok(_)))
}

/// Prometheus text. Labels are route patterns, methods and states: no tenant, no person, no id.
pub async fn metrics(_: Local, State(health): State<Health>) -> Response {
    let mut text = health.metrics.as_ref().map(Metrics::render).unwrap_or_default();
    text.push_str(&queues(&health).await);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

async fn queues(health: &Health) -> String {
    let Ok(Ok(figures)) = tokio::time::timeout(PATIENCE, figures(health)).await else {
        return "naungan_database_up 0\n".to_owned();
    };
    format!(
        "naungan_database_up 1\nnaungan_jobs_due {}\nnaungan_jobs_oldest_seconds {}\nnaungan_jobs_failed {}\n\
         naungan_outbox_due {}\nnaungan_outbox_oldest_seconds {}\nnaungan_outbox_failed {}\n",
        figures.due,
        figures.oldest_age_s,
        figures.failed,
        figures.outbox_due,
        figures.outbox_oldest_s,
        figures.outbox_failed,
    )
}

async fn figures(health: &Health) -> services::error::Result<jobs::Figures> {
    let actor = Actor { door: Door::Ops, ..Actor::ops() };
    health.hands.db.write(&actor, async |scope| jobs::figures(scope).await).await
}

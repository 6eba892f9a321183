//! `/api/v1/openapi.json`: what machines may ask, as it exists. Partners' endpoints come with their steps.

use axum::Json;
use serde_json::{Value, json};

/// The document.
pub async fn document() -> Json<Value> {
    let text = |description: &str, kind: &str| json!({ "description": description, "content": { kind: {} } });
    let get = |summary: &str, answers: Value| json!({ "get": { "summary": summary, "responses": answers } });
    Json(json!({
        "openapi": "3.1.0",
        "info": { "title": "Naungan", "version": env!("CARGO_PKG_VERSION"), "license": { "name": "MPL-2.0" } },
        "paths": {
            "/healthz": get("The process answers; from this machine only", json!({
                "200": text("alive", "text/plain"),
            })),
            "/readyz": get("The database is reached, and whether the storage is; from this machine only", json!({
                "200": text("ready; `degraded` when papers can be neither sent nor opened", "application/json"),
                "503": text("the database is down", "application/json"),
            })),
            "/metrics": get("Figures for Prometheus; from this machine only", json!({
                "200": text("figures", "text/plain"),
            })),
            "/api/v1/openapi.json": get("This document", json!({
                "200": text("OpenAPI 3.1", "application/json"),
            })),
            "/robots.txt": get("What search engines may read", json!({
                "200": text("RFC 9309", "text/plain"),
            })),
            "/.well-known/security.txt": get("Where to tell of a weakness", json!({
                "200": text("RFC 9116", "text/plain"),
            })),
        },
    }))
}

//! What machines ask: from this machine and not passed on, whatever else is down; and the document that lists it.

use crate::app::{Browser, TestApp};
use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;

/// The routes of the server's own router, by its source: whoever adds one there meets the tests below.
const ROUTER: &str = include_str!("../../src/http/router.rs");

/// Not told to partners: the document itself, and what search engines read.
const UNLISTED: [&str; 2] = ["/api/v1/openapi.json", "/robots.txt"];

/// Those that exist for this machine alone.
const LOCAL: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

fn own_routes() -> Vec<&'static str> {
    ROUTER.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

async fn passed_on(browser: &mut Browser, path: &str, header: &'static str) -> StatusCode {
    let mut headers = HeaderMap::new();
    headers.insert(header, "for=198.51.100.7".parse().unwrap());
    browser.send(Method::GET, path, headers, Vec::new()).await.status
}

#[tokio::test]
async fn the_document_lists_what_machines_can_ask_and_nothing_else() {
    let app = TestApp::start().await;
    let mut browser = app.browser();

    let page = browser.get("/api/v1/openapi.json").await;
    let document: Value = serde_json::from_str(&page.body).unwrap();
    let mut listed: Vec<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let mut there: Vec<&str> = own_routes().into_iter().filter(|path| !UNLISTED.contains(path)).collect();
    listed.sort_unstable();
    there.sort_unstable();

    assert_eq!(listed, there);
    assert!(LOCAL.iter().all(|path| there.contains(path)), "the source was read: {there:?}");
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    for path in own_routes() {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let Some(answers) = document["paths"][path]["get"]["responses"]["200"]["content"].as_object() else {
            assert!(UNLISTED.contains(&path), "{path} says what it answers");
            continue;
        };
        let kind = page.headers["content-type"].to_str().unwrap();
        assert!(answers.keys().any(|said| kind.starts_with(said)), "{path} answers {kind}");
    }
}

#[tokio::test]
async fn what_is_for_this_machine_does_not_exist_for_a_request_that_a_proxy_passed_on() {
    let app = TestApp::start().await;
    let mut browser = app.browser();

    for path in LOCAL {
        for header in ["x-forwarded-for", "forwarded"] {
            assert_eq!(passed_on(&mut browser, path, header).await, StatusCode::NOT_FOUND, "{path} {header}");
        }
        assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
    }
    for path in own_routes().into_iter().filter(|path| !LOCAL.contains(path)) {
        assert_eq!(passed_on(&mut browser, path, "x-forwarded-for").await, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn without_its_database_the_portal_is_alive_and_not_ready() {
    let app = TestApp::start().await;
    let mut broken = app.browser_without_database();

    let ready: Value = serde_json::from_str(&app.browser().get("/readyz").await.body).unwrap();
    let down = broken.get("/readyz").await;
    let says: Value = serde_json::from_str(&down.body).unwrap();
    let alive = broken.get("/healthz").await;
    let figures = broken.get("/metrics").await;

    assert_eq!(ready, serde_json::json!({ "ready": true, "database": true, "storage": true }));
    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE, "{}", down.body);
    assert_eq!(says, serde_json::json!({ "ready": false, "database": false, "storage": true }));
    assert_eq!((alive.status, &*alive.body), (StatusCode::OK, "ok\n"));
    assert_eq!(figures.status, StatusCode::OK);
    assert!(figures.says("naungan_database_up 0\n"), "{}", figures.body);
}

#[tokio::test]
async fn without_its_storage_the_portal_is_not_ready() {
    let app = TestApp::start().await;
    app.store.set_down(true);

    let down = app.browser().get("/readyz").await;
    app.store.set_down(false);
    let up = app.browser().get("/readyz").await;

    let says: Value = serde_json::from_str(&down.body).unwrap();
    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE, "{}", down.body);
    assert_eq!(says, serde_json::json!({ "ready": false, "database": true, "storage": false }));
    assert_eq!(up.status, StatusCode::OK);
}

//! What machines ask: from this machine and not passed on, whatever else is down; and the document that lists it.

use crate::app::{Browser, TestApp};
use crate::english::check_english;
use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;
use services::demo::Progress;

/// The routes of the server's own router, by its source: whoever adds one there meets the tests below.
const ROUTER: &str = include_str!("../../src/http/router.rs");

/// Those that exist for this machine alone.
const LOCAL: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

fn own_routes() -> Vec<&'static str> {
    ROUTER.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What `/readyz` answers: ready with its database, degraded when only a part of the rest is there.
fn said(database: bool, storage: bool) -> Value {
    let degraded = database && !storage;
    serde_json::json!({ "ready": database, "degraded": degraded, "database": database, "storage": storage })
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
    let mut there = own_routes();
    listed.sort_unstable();
    there.sort_unstable();

    assert_eq!(listed, there);
    for path in LOCAL.iter().chain(&["/api/v1/openapi.json", "/robots.txt"]) {
        assert!(there.contains(path), "the source was read: {there:?}");
    }
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    for path in own_routes() {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let answers = document["paths"][path]["get"]["responses"]["200"]["content"].as_object().unwrap();
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

    assert_eq!(ready, said(true, true));
    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE, "{}", down.body);
    assert_eq!(says, said(false, true));
    assert_eq!((alive.status, &*alive.body), (StatusCode::OK, "ok\n"));
    assert_eq!(figures.status, StatusCode::OK);
    assert!(figures.says("naungan_database_up 0\n"), "{}", figures.body);
}

#[tokio::test]
async fn without_its_storage_the_portal_is_ready_and_says_what_is_down() {
    let app = TestApp::start().await;
    app.store.set_down(true);

    let down = app.browser().get("/readyz").await;
    app.store.set_down(false);
    let up = app.browser().get("/readyz").await;

    let says: Value = serde_json::from_str(&down.body).unwrap();
    assert_eq!(down.status, StatusCode::OK, "{}", down.body);
    assert_eq!(says, said(true, false));
    assert_eq!(up.status, StatusCode::OK);
    assert_eq!(serde_json::from_str::<Value>(&up.body).unwrap(), said(true, true));
}

#[tokio::test]
async fn without_its_storage_every_page_stands_and_an_upload_says_that_the_file_is_not_saved() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Profiled).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let mut english = browser.clone();
    english.get("/sponsor?bahasa=en").await;
    let (path, photo) = ("/sponsor/berkas/premises_photo", decode::sample::small_photo(7));
    app.store.set_down(true);

    let home = browser.get("/sponsor").await;
    let wrong = browser.upload(path, "a.jpg", b"bukan foto").await;
    let form = browser.upload(path, "a.jpg", &photo).await;
    let read = english.upload(path, "a.jpg", &photo).await;
    let script = browser.upload_with(path, "a.jpg", &photo, true).await;
    app.store.set_down(false);
    let again = browser.upload(path, "a.jpg", &photo).await;

    assert_eq!(home.status, StatusCode::OK);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "a wrong file is still the file's fault");
    for page in [&form, &read, &script] {
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.body);
    }
    assert_eq!(form.headers["retry-after"], "60");
    assert!(form.says("Berkas belum tersimpan") && form.says("sekali lagi"), "{}", form.body);
    assert!(form.says("name=\"berkas\""), "the form is there to be sent again: {}", form.body);
    assert!(read.says("The file has not been saved"), "{}", read.body);
    check_english(&read);
    assert!(script.says("Berkas belum tersimpan"), "{}", script.body);
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
}

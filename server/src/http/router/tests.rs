//! The layers around pages that fail in every way a page can fail. No database: nobody is signed in.

use super::*;
use app::render::Assets;
use axum::body::{Body, to_bytes};
use axum::routing::post;
use http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, Request};
use services::account::{Cost, Oidc, Passwords};
use services::db::Db;
use services::gateway::decoder::InProcessDecoder;
use services::gateway::mail::MemoryMailer;
use services::gateway::object_store::MemoryStore;
use services::jobs::Hands;
use services::seal::Keys;
use std::num::NonZeroU32;
use std::sync::Arc;
use tower::ServiceExt;

const OWN: &str = "https://naungan.example.id";

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: String,
}

fn house() -> House {
    let hands = Hands {
        db: Db::new(|_| sqlx::postgres::PgConnectOptions::new(), 1, Arc::new(Keys::new(&[7; 32]))),
        store: Arc::new(MemoryStore::default()),
        mailer: Arc::new(MemoryMailer::new()),
        decoder: Arc::new(InProcessDecoder),
        public_url: OWN.to_owned(),
    };
    House {
        hands,
        passwords: Passwords::new(Cost::LEAST),
        assets: Arc::new(Assets::default()),
        embedded: true,
        oidc: Arc::new(Oidc::new(OWN, Vec::new()).unwrap()),
    }
}

/// Pages that panic, never end, or are fine; one write a minute; very little patience.
fn portal() -> Router {
    async fn panics() -> &'static str {
        unreachable!("a page that breaks")
    }
    let pages = Router::new()
        .route("/pecah", get(panics).post(panics))
        .route("/diam", post(std::future::pending::<StatusCode>))
        .route("/baik", post(async |body: String| body));
    let limits = Limits::per_minute(NonZeroU32::MIN);
    let layers = Layers {
        house: house(),
        limits,
        origin: OWN.to_owned(),
        https: true,
        deadline: Duration::from_millis(50),
    };
    layers.around(pages, Router::new(), Path::new("/nowhere"))
}

async fn send(portal: &Router, request: Request<Body>) -> Answer {
    let (parts, body) = portal.clone().oneshot(request).await.unwrap().into_parts();
    let body = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
    Answer { status: parts.status.as_u16(), headers: parts.headers, body }
}

fn form(path: &str, body: &'static str) -> Request<Body> {
    Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap()
}

fn check_page(answer: &Answer, status: u16, sentence: &str) {
    let id = answer.headers["x-request-id"].to_str().unwrap();
    assert_eq!(answer.status, status, "{}", answer.body);
    assert!(answer.body.contains(sentence) && answer.body.contains(id), "{}", answer.body);
    assert!(answer.headers.contains_key("content-security-policy"));
}

#[tokio::test]
async fn a_page_that_panics_is_the_page_of_a_fault_of_ours_in_the_visitors_language() {
    let portal = portal();

    let get = |path| Request::get(path).body(Body::empty()).unwrap();
    let indonesian = send(&portal, get("/pecah")).await;
    let english = send(&portal, get("/pecah?bahasa=en")).await;

    check_page(&indonesian, 500, "Ada gangguan di pihak kami");
    check_page(&english, 500, "Something went wrong on our side");
    assert!(!indonesian.body.contains("belum tersimpan"), "nobody knows whether it was saved");
}

#[tokio::test]
async fn a_form_that_meets_a_panic_or_the_time_limit_is_offered_again() {
    let panicked = send(&portal(), form("/pecah", "kunci=1&name=Panti+%22Kasih%22")).await;
    let late = send(&portal(), form("/diam", "kunci=1&name=Panti+%22Kasih%22")).await;
    let secret = send(&portal(), form("/pecah", "email=a%40b.id&password=rahasia")).await;

    check_page(&panicked, 500, "value=\"Panti &quot;Kasih&quot;\"");
    check_page(&late, 503, "value=\"Panti &quot;Kasih&quot;\"");
    assert_eq!(late.headers[RETRY_AFTER], "60");
    assert!(!secret.body.contains("rahasia"), "a password never stands in a page");
}

#[tokio::test]
async fn an_address_that_is_held_back_keeps_what_was_typed_and_is_told_how_long() {
    let portal = portal();
    let fine = send(&portal, form("/baik", "name=Satu")).await;

    let held = send(&portal, form("/baik", "name=Dua")).await;

    assert_eq!((fine.status, fine.body.as_str()), (200, "name=Satu"), "the body arrives as it was sent");
    check_page(&held, 429, "value=\"Dua\"");
    assert!(held.body.contains("Coba lagi dalam 1 menit") && held.body.contains("Kirim lagi"));
    assert_eq!(held.headers[RETRY_AFTER], "60");
}

#[tokio::test]
async fn only_the_address_that_writes_too_much_is_held_back() {
    let portal = portal();
    let from = |list: &'static str| {
        let mut request = form("/baik", "name=Satu");
        request.headers_mut().insert("x-forwarded-for", list.parse().unwrap());
        request
    };
    let mut statuses = Vec::new();
    for list in ["198.51.100.1", "198.51.100.2", "6.6.6.6, 198.51.100.1"] {
        statuses.push(send(&portal, from(list)).await.status);
    }

    assert_eq!(statuses, [200, 200, 429], "what stands further left makes nobody somebody else");
}

#[tokio::test]
async fn a_script_is_told_the_same_in_json() {
    let script = |mut request: Request<Body>| {
        request.headers_mut().insert(ACCEPT, "application/json".parse().unwrap());
        request
    };
    let held_back = portal();
    send(&held_back, form("/baik", "name=Satu")).await;
    let foreign = Request::post("/baik").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    let cases = [
        (send(&portal(), script(form("/pecah", "name=Satu"))).await, 500, "Ini bukan kesalahan Anda"),
        (send(&portal(), script(form("/diam", "name=Satu"))).await, 503, "belum tersimpan"),
        (send(&held_back, script(form("/baik", "name=Satu"))).await, 429, "Coba lagi dalam 1 menit"),
        (send(&portal(), script(foreign)).await, 403, "tidak dikirim dari halaman Naungan"),
        (send(&portal(), script(form("/tidak-ada", "name=Satu"))).await, 404, "Alamat ini tidak ada"),
    ];
    for (answer, status, sentence) in cases {
        let json: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(answer.status, status, "{json}");
        assert!(json["salah"].as_str().unwrap().contains(sentence), "{json}");
        assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_never_shown_again() {
    let mut request = form("/pecah", "name=Umpan");
    request.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());

    let refused = send(&portal(), request).await;

    check_page(&refused, 403, "Tidak diizinkan");
    assert!(!refused.body.contains("Umpan") && !refused.body.contains("Kirim lagi"));
}

#[tokio::test]
async fn a_form_that_is_too_long_is_refused_whether_it_says_so_or_not() {
    let long = || "x=".to_owned() + &"y".repeat(app::sent::LONGEST);
    let request = |length: Option<usize>| {
        let mut request = form("/pecah", "");
        *request.body_mut() = Body::from(long());
        if let Some(length) = length {
            request.headers_mut().insert("content-length", length.into());
        }
        request
    };

    let announced = send(&portal(), request(Some(long().len()))).await;
    let unannounced = send(&portal(), request(None)).await;

    check_page(&announced, 413, "terlalu besar");
    check_page(&unannounced, 413, "terlalu besar");
}

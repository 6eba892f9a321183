//! What the public pages promise: statuses, headers, budgets, and that words and rules agree.

use super::*;
use crate::render::Page;
use crate::visit::{RequestId, Visit};
use axum::body::to_bytes;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use domain::lang::{Lang, Text};
use domain::problem::Problem;
use domain::{account, verification};
use leptos::prelude::*;

fn visit(uri: &str) -> Visit {
    let (mut parts, ()) = Request::get(uri).body(()).unwrap().into_parts();
    parts.extensions.insert(RequestId("uji-4711".into()));
    Visit::from_parts(&parts)
}

async fn html(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1_000_000).await.unwrap().to_vec()).unwrap()
}

fn csp(response: &Response) -> String {
    response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_public_page_has_one_h1_no_script_and_a_strict_policy() {
    for lang in ["id", "en"] {
        let here = |path: &str| visit(&format!("{path}?bahasa={lang}"));
        let pages = [
            landing::view(here("/")).await,
            standard::view(here("/standar-pelayanan")).await,
            privacy::view(here("/privasi")).await,
            accessibility::view(here("/aksesibilitas")).await,
            maintenance::view(here("/pemeliharaan")).await,
            offline::view(here("/luring")).await,
            error::page(here("/x"), &Problem::NotFound, None),
        ];
        for response in pages {
            let policy = csp(&response);
            let html = html(response).await;

            assert!(policy.starts_with("default-src 'none'") && !policy.contains("script-src"), "{policy}");
            assert_eq!(html.matches("<h1").count(), 1, "{html}");
            assert!(!html.contains("<script") && !html.contains(" style="), "{html}");
            assert!(html.starts_with(&format!("<!DOCTYPE html><html lang=\"{lang}\">")));
            assert!(html.contains(" – Naungan</title>") && html.contains("id=\"isi\""));
            assert!(!html.contains("<!>"), "markers for islands stand where no island is");
        }
    }
}

#[tokio::test]
async fn the_script_for_a_broken_line_keeps_one_public_page_and_fetches_nothing_with_cookies() {
    let response = offline::worker(visit("/luring.js")).await;
    let policy = csp(&response);
    let script = html(response).await;

    assert!(policy.contains("connect-src 'self'") && !policy.contains("script-src"), "{policy}");
    assert!(script.contains("\"/pkg/naungan.css\"") && !script.contains("{css}"), "{script}");
    assert_eq!(script.matches(".put(").count() + script.matches(".add(").count(), 2, "{script}");
}

#[tokio::test]
async fn the_landing_page_and_its_stylesheet_stay_under_fifteen_kilobytes() {
    let page = html(landing::view(visit("/")).await).await;
    let style = crate::ui::tests::css();

    let total = [&page, &style].map(|text| crate::ui::tests::brotli_len(text)).iter().sum::<usize>();
    println!("landing page with stylesheet: {total} bytes with brotli");
    assert!(total <= 15_000, "{total}");
}

#[tokio::test]
async fn the_landing_page_links_only_to_what_works() {
    let page = html(landing::view(visit("/")).await).await;

    let known = [
        "/",
        "/daftar",
        "/masuk",
        "/standar-pelayanan",
        "/privasi",
        "/aksesibilitas",
        "/wilayah",
        "/ikon.svg",
        "/pkg/naungan.css",
        "#isi",
        "/?bahasa=en",
        "/?bahasa=id",
    ];
    for rest in page.split("href=\"").skip(1) {
        let href = rest.split('"').next().unwrap();
        assert!(known.contains(&href), "{href}");
    }
}

#[test]
fn the_service_standard_has_the_fourteen_parts_of_the_law() {
    assert_eq!(standard::PARTS.len(), 14);
}

#[tokio::test]
async fn the_standard_promises_what_the_portal_counts() {
    let page = html(standard::view(visit("/standar-pelayanan")).await).await;

    for promise in [
        format!("Paling lama {} hari kerja sejak", verification::DUE_WORKING_DAYS),
        format!("{} hari kerja. Setelah dikirim lagi", verification::CORRECTION_WORKING_DAYS),
        format!("Tautan berlaku {} jam, kode {} menit", account::LINK_HOURS, account::CODE_MINUTES),
    ] {
        assert!(page.contains(&promise), "{promise}");
    }
}

#[tokio::test]
async fn the_privacy_notice_tells_the_times_the_portal_keeps() {
    let page = html(privacy::view(visit("/privasi")).await).await;

    for promise in [
        format!("{} hari, lalu dihapus", account::PENDING_DAYS),
        format!(
            "{} menit tanpa kegiatan, dan paling lama {} jam",
            account::IDLE_MINUTES_SPONSOR,
            account::SESSION_HOURS
        ),
    ] {
        assert!(page.contains(&promise), "{promise}");
    }
}

#[tokio::test]
async fn an_error_page_says_what_to_do_and_shows_its_number() {
    let problems = [
        (Problem::NotFound, 404),
        (Problem::Unauthenticated, 401),
        (Problem::Forbidden, 403),
        (Problem::Stale, 409),
        (Problem::TooLarge, 413),
        (Problem::RateLimited(90), 429),
        (Problem::Internal, 500),
        (Problem::Unavailable, 503),
    ];
    for (problem, status) in problems {
        let response = error::page(visit("/sponsor/berkas?x=1"), &problem, None);

        assert_eq!(response.status(), StatusCode::from_u16(status).unwrap());
        let retry = response.headers().contains_key(header::RETRY_AFTER);
        assert_eq!(retry, matches!(status, 429 | 503));
        let html = html(response).await;
        assert!(html.contains("uji-4711") && html.contains("noindex"), "{html}");
    }
    let html = html(error::page(visit("/"), &Problem::RateLimited(90), None)).await;
    assert!(html.contains("Coba lagi dalam 2 menit."));
}

#[tokio::test]
async fn a_title_or_a_path_cannot_break_out_of_the_head() {
    let mut visit = visit("/x");
    visit.query = "b='\"><script>".into();
    let response = Page::new(visit, "</title><script>alert(1)</script>")
        .description("\"><script>")
        .reference("<script>")
        .render(|| view! { <h1>"x"</h1> });

    let html = html(response).await;

    assert!(!html.contains("<script"), "{html}");
    assert_eq!(html.matches("</title>").count(), 1);
}

#[tokio::test]
async fn a_page_with_an_island_carries_one_script_with_the_nonce_of_its_policy() {
    let first = Page::new(visit("/"), Text::new("A", "A")).islands().render(|| view! { <h1>"x"</h1> });
    let policy = csp(&first);
    let nonce = policy.split("script-src 'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
    let second = Page::new(visit("/"), Text::new("A", "A")).islands().render(|| view! { <h1>"x"</h1> });

    assert!(
        policy.ends_with("'wasm-unsafe-eval'; worker-src 'self'") && !policy.contains("unsafe-inline"),
        "{policy}"
    );
    assert_ne!(csp(&second), policy, "a nonce is used once");
    let html = html(first).await;
    assert_eq!(html.matches("<script").count(), 1);
    assert!(html.contains(&format!("<script type=\"module\" nonce=\"{nonce}\">")), "{html}");
    assert!(html.contains("(\"/pkg/naungan.js\",\"/pkg/naungan.wasm\")</script>"));
}

#[tokio::test]
async fn the_english_pages_hold_no_indonesian_frame() {
    let page = html(landing::view(visit("/?bahasa=en")).await).await;

    assert!(page.contains("Skip to content") && page.contains("Service standard"));
    assert!(!page.contains("Langsung ke isi") && !page.contains("Standar pelayanan"));
    assert_eq!(Lang::En.tag(), "en");
}

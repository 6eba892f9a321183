//! The page while the portal rests: planned work, or no connection to its own parts.
//!
//! Answers 503 with `Retry-After`, so that machines come back and caches keep nothing. A copy [`in_one_piece`] lies
//! with the balancer, for when nobody is here to answer.

use crate::render::{Assets, Page};
use crate::ui::{LinkButton, PageHead, Sheet, t};
use crate::visit::Visit;
use axum::body::to_bytes;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::lang::{Lang, Text};
use leptos::prelude::*;

/// As the shell links it.
const ICON: &str = "<link rel=\"icon\" href=\"/ikon.svg\" type=\"image/svg+xml\">";
const TITLE: Text = Text::new("Naungan sedang dirawat", "Naungan is under maintenance");

/// GET `/pemeliharaan`
pub async fn view(visit: Visit) -> Response {
    const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("300");
    let mut response = Page::new(visit, TITLE).status(StatusCode::SERVICE_UNAVAILABLE).bare().render(|| {
        view! {
            <Sheet>
                <PageHead title=TITLE lead=Text::new(
                    "Kami sedang merawat layanan ini, atau sambungannya sedang terputus. Semua yang sudah Anda kirim tersimpan aman.",
                    "We are looking after the service, or its connection is interrupted. Everything you have sent is safe.",
                ) />
                <h2>{t(Text::new("Yang dapat Anda lakukan", "What you can do"))}</h2>
                <ul>
                    <li>{t(Text::new("Buka kembali halaman ini beberapa menit lagi.", "Open this page again in a few minutes."))}</li>
                    <li>{t(Text::new(
                        "Jika Anda sedang mengirim formulir dan belum melihat tanda terima, anggap belum terkirim dan kirim lagi nanti. Pengiriman ganda tidak menjadi masalah.",
                        "If you were sending a form and saw no receipt, take it as not sent and send it again later. Sending twice does no harm.",
                    ))}</li>
                    <li>{t(Text::new(
                        "Untuk urusan yang tidak bisa menunggu, datanglah ke loket Dinas Sosial kabupaten/kota Anda. Waktu pemeriksaan tidak berkurang karena gangguan ini.",
                        "For anything that cannot wait, visit the counter of your regency's social office. You lose no time because of this interruption.",
                    ))}</li>
                </ul>
                <div class="action-bar"><LinkButton href="/">{t(Text::new("Coba lagi", "Try again"))}</LinkButton></div>
            </Sheet>
        }
    });
    response.headers_mut().insert(header::RETRY_AFTER, RETRY_SECONDS);
    response
}

/// The page with its `style` inside and without its picture: it asks nothing of a portal that is not there.
pub async fn in_one_piece(lang: Lang, style: &str) -> String {
    let response = view(Visit { lang, path: "/".to_owned(), ..Visit::default() }).await;
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
    let page = String::from_utf8_lossy(&bytes);
    // The mark of UTF-8 belongs to a file: inside of a page it would spoil the first rule.
    let style = style.trim_start_matches('\u{feff}');
    let link = format!("<link rel=\"stylesheet\" href=\"/pkg/{css}\">", css = Assets::default().css);
    page.replace(&link, &format!("<style>{style}</style>")).replace(ICON, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_page_in_one_piece_carries_its_style_and_loads_nothing() {
        for (lang, title) in
            [(Lang::Id, "Naungan sedang dirawat"), (Lang::En, "Naungan is under maintenance")]
        {
            let page = in_one_piece(lang, "\u{feff}h1{color:red}").await;

            assert!(page.starts_with(&format!("<!DOCTYPE html><html lang=\"{}\">", lang.tag())), "{page}");
            assert!(
                page.contains(&format!("<title>{title} – Naungan</title><style>h1{{color:red}}</style>"))
            );
            assert!(page.ends_with("</html>") && page.matches("<h1").count() == 1, "{page}");
            assert!(!page.contains("<link") && !page.contains("src=") && !page.contains("/pkg/"), "{page}");
        }
    }
}

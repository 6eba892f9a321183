//! The page while the portal rests: planned work, or no connection to its own parts.
//!
//! Answers 503 with `Retry-After`, so that machines come back and caches keep nothing.

use crate::render::Page;
use crate::ui::{LinkButton, PageHead, Sheet, t};
use crate::visit::Visit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::lang::Text;
use leptos::prelude::*;

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

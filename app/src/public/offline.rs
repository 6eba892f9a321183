//! The page without a connection. A small script of the browser ([`worker`]) keeps it, and its stylesheet, for
//! the moment when the line breaks, and shows it instead of the browser's own. It keeps nothing else: no page of
//! anybody's is ever stored. It comes with the first page that has an island; without scripts the browser says
//! what it always says.

use crate::render::{Page, Policy, secure_headers};
use crate::ui::{LinkButton, PageHead, Sheet, t};
use crate::visit::Visit;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use domain::lang::Text;
use leptos::prelude::*;

const WORKER: &str = include_str!("offline/worker.js");
const TITLE: Text = Text::new("Tidak ada sambungan internet", "No internet connection");

/// GET `/luring`
pub async fn view(visit: Visit) -> Response {
    Page::new(visit, TITLE).bare().render(|| {
        view! {
            <Sheet>
                <PageHead title=TITLE lead=Text::new(
                    "HP atau komputer Anda sedang tidak tersambung. Semua yang sudah Anda kirim tersimpan aman.",
                    "Your phone or computer is not connected. Everything you have sent is safe.",
                ) />
                <h2>{t(Text::new("Yang dapat Anda lakukan", "What you can do"))}</h2>
                <ul>
                    <li>{t(Text::new(
                        "Periksa paket data atau Wi-Fi, atau pindah ke tempat yang sinyalnya lebih baik.",
                        "Check your data plan or Wi-Fi, or move to a place with better reception.",
                    ))}</li>
                    <li>{t(Text::new(
                        "Sedang mengisi formulir? Tekan Kembali: yang Anda ketik masih ada di sana. Kirim setelah tersambung.",
                        "In the middle of a form? Press Back: what you typed is still there. Send it once you are connected.",
                    ))}</li>
                    <li>{t(Text::new(
                        "Belum melihat tanda terima? Anggap belum terkirim dan kirim lagi. Pengiriman ganda tidak menjadi masalah.",
                        "Saw no receipt? Take it as not sent and send it again. Sending twice does no harm.",
                    ))}</li>
                </ul>
                // An empty address is the page that was asked for.
                <div class="action-bar"><LinkButton href="">{t(Text::new("Coba lagi", "Try again"))}</LinkButton></div>
            </Sheet>
        }
    })
}

/// GET `/luring.js`
pub async fn worker(visit: Visit) -> Response {
    let mut response = Response::new(Body::from(WORKER.replace("{css}", &visit.assets.css)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // It fetches, and does nothing else.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; connect-src 'self'; frame-ancestors 'none'"),
    );
    secure_headers(headers, &Policy::Nothing);
    response
}

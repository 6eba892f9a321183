//! What a person sees when something went wrong: what happened, what to do, and the number that lets
//! somebody find it in the log.

use crate::render::Page;
use crate::sent::Sent;
use crate::text;
use crate::ui::{ButtonKind, LinkButton, PageHead, Sheet, t};
use crate::visit::{Door, Visit};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::lang::Text;
use domain::problem::Problem;
use leptos::prelude::*;

const HELP: Text = Text::new(
    "Masih terjadi? Tunjukkan halaman ini kepada petugas di loket Dinas Sosial.",
    "Does it keep happening? Show this page to an officer at the counter of the social office.",
);
const HELP_OFFICE: Text = Text::new(
    "Masih terjadi? Tunjukkan halaman ini kepada admin di kantor Anda.",
    "Does it keep happening? Show this page to the admin in your office.",
);

/// The page for `problem`, with its status, in the frame of `visit`.
pub fn page(visit: Visit, problem: &Problem, sent: Option<Sent>) -> Response {
    let (title, advice) = text::problem(problem);
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let wait = wait(problem);
    let told = matches!(problem, Problem::RateLimited(_)).then_some(wait).flatten();
    let told = told.map(|seconds| text::wait(visit.lang, seconds));
    let again = sent.map(|sent| again(&visit, sent));
    let ways = ways(&visit, problem, again.is_some());
    let (number, code) = (visit.request_id.clone(), problem.status());
    let help = match visit.door {
        Door::Kantor { .. } => HELP_OFFICE,
        Door::Publik | Door::Sponsor { .. } => HELP,
    };
    let mut response = Page::new(visit, title).status(status).render(move || {
        view! {
            <Sheet>
                <PageHead title caption=code_words(code) lead=advice />
                {told.map(|told| view! { <p><strong>{told}</strong></p> })}
                {again}
                <div class="action-bar">{ways}</div>
                <p class="soft small">
                    {t(help)}" "
                    {(!number.is_empty()).then(|| view! {
                        {t(Text::new("Nomor permintaan: ", "Request number: "))}<span class="num">{number.clone()}</span>
                    })}
                </p>
            </Sheet>
        }
    });
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Seconds until it is worth another try, where that is known.
pub(crate) fn wait(problem: &Problem) -> Option<u32> {
    match problem {
        Problem::RateLimited(seconds) => Some(*seconds),
        Problem::Unavailable => Some(60),
        _ => None,
    }
}

fn code_words(status: u16) -> String {
    format!("{} {status}", t(Text::new("Kode", "Code")))
}

/// The form that was sent, to be sent once more: its key makes sure that it counts once.
fn again(visit: &Visit, sent: Sent) -> AnyView {
    let fields = sent
        .into_fields()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let lang = visit.lang;
    view! {
        <p>{Text::new(
            "Yang Anda ketik tidak hilang: masih tersimpan di halaman ini. Jangan tutup halaman ini; tunggu sebentar, lalu kirim lagi.",
            "What you typed is not lost: this page still holds it. Do not close this page; wait a moment, then send it again.",
        ).get(lang)}</p>
        <form method="post" action=visit.here() class="action-bar">
            {fields}
            <button class="button">{Text::new("Kirim lagi", "Send again").get(lang)}</button>
        </form>
    }
    .into_any()
}

/// Where to go from here: the way back that fits the problem first, the door's own first page second.
fn ways(visit: &Visit, problem: &Problem, again: bool) -> Vec<AnyView> {
    let (home, label) = match visit.door {
        Door::Publik => ("/", text::HOME),
        Door::Sponsor { .. } => ("/sponsor", text::HOME),
        Door::Kantor { .. } => ("/kantor", text::HOME),
    };
    let lang = visit.lang;
    let home =
        view! { <LinkButton href=home kind=ButtonKind::Quiet>{label.get(lang)}</LinkButton> }.into_any();
    let first = match problem {
        Problem::Unauthenticated => Some(("/masuk".to_owned(), text::SIGN_IN)),
        _ if again => None,
        Problem::Stale | Problem::Refused(_) | Problem::Unavailable | Problem::Internal => {
            Some((visit.here(), Text::new("Buka kembali halaman ini", "Open this page again")))
        }
        Problem::Duplicate(place) => Some((place.clone(), Text::new("Lihat hasilnya", "See the result"))),
        _ => None,
    };
    first
        .map(|(href, label)| view! { <LinkButton href>{label.get(lang)}</LinkButton> }.into_any())
        .into_iter()
        .chain([home])
        .collect()
}

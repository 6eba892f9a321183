//! `/dev/kotak-surat`: the mails that the embedded sink caught. Exists in embedded mode only, and embedded
//! mode listens on loopback only: a newcomer reads here what would be in the mailbox.

use crate::embedded::smtp::{Mail, MailId, Mailbox};
use app::ctx::Ctx;
use app::error::PageResult;
use app::house::House;
use app::ui::{BackLink, EmptyState, Note, PageHead, Sheet, Tone, t};
use axum::Router;
use axum::extract::{Extension, Path};
use axum::routing::get;
use domain::lang::Text;
use domain::problem::Problem;
use leptos::prelude::*;
use std::sync::Arc;

const TITLE: Text = Text::new("Kotak surat percobaan", "Trial mailbox");
const ABOUT: Text = Text::new(
    "Di instalasi percobaan, email tidak dikirim ke luar. Semuanya tersimpan di sini.",
    "In a trial installation no mail leaves the machine. All of it is kept here.",
);
const NONE: Text = Text::new("Belum ada email", "No mail yet");
const BACK: Text = Text::new("Semua email", "All mail");
const TO: Text = Text::new("Kepada", "To");
/// Mails on the page.
const SHOWN: usize = 50;

/// The two pages.
pub fn router(mailbox: Mailbox) -> Router<House> {
    Router::new()
        .route("/dev/kotak-surat", get(list))
        .route("/dev/kotak-surat/{id}", get(one))
        .layer(Extension(mailbox))
}

async fn list(ctx: Ctx, Extension(mailbox): Extension<Mailbox>) -> PageResult {
    let mails = mailbox.latest(SHOWN);
    Ok(ctx.page(TITLE).render(move || {
        view! {
            <Sheet>
                <PageHead title=TITLE lead=ABOUT />
                {if mails.is_empty() {
                    view! { <EmptyState title=NONE><p>{t(ABOUT)}</p></EmptyState> }.into_any()
                } else {
                    let lines = mails.iter().map(line).collect_view();
                    view! { <ul class="mailbox">{lines}</ul> }.into_any()
                }}
            </Sheet>
        }
    }))
}

fn line(mail: &Arc<Mail>) -> impl IntoView + use<> {
    let (href, to) = (format!("/dev/kotak-surat/{}", mail.id), mail.recipients.join(", "));
    view! { <li><a href=href>{mail.subject.clone()}</a><br /><span class="soft small">{t(TO)}" "{to}</span></li> }
}

async fn one(ctx: Ctx, Extension(mailbox): Extension<Mailbox>, Path(id): Path<String>) -> PageResult {
    let id: MailId = id.parse().map_err(|_| Problem::NotFound)?;
    let mail = mailbox.get(id).ok_or(Problem::NotFound)?;
    Ok(ctx.page(mail.subject.clone()).render(move || {
        view! {
            <Sheet>
                <BackLink href="/dev/kotak-surat" label=BACK />
                <PageHead title=mail.subject.clone() />
                <p class="soft small">{t(TO)}" "{mail.recipients.join(", ")}</p>
                <Note tone=Tone::Info><div class="letter">{linked(&mail.text)}</div></Note>
            </Sheet>
        }
    }))
}

/// The text with its addresses as links, line by line.
fn linked(text: &str) -> Vec<AnyView> {
    text.lines()
        .map(|line| {
            let words = line.split(' ').map(|word| {
                if word.starts_with("http://") || word.starts_with("https://") {
                    let href = word.to_owned();
                    view! { <a href=href.clone()>{href.clone()}</a>" " }.into_any()
                } else {
                    format!("{word} ").into_any()
                }
            });
            view! { {words.collect_view()}<br /> }.into_any()
        })
        .collect()
}

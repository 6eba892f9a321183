//! Asking for a new password. The answer is the same whether or not the address has an account.

use super::confirm::TrialMailbox;
use super::words::refused;
use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::flash::see_other;
use crate::form::FormState;
use crate::text;
use crate::ui::{
    ActionBar, BackLink, Button, ErrorSummary, Field, FieldKind, LinkButton, PageHead, PostForm, Sheet, t,
};
use axum::Form;
use axum::response::Response;
use domain::account::{Email, RESET_MINUTES};
use domain::lang::{Lang, Text};
use domain::problem::{Problem, Violation};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use services::account::reset;
use services::context::Actor;
use std::time::Duration;

/// How long an answer takes at least: an address with an account costs a few writes more, and nobody shall read that
/// off a clock.
const AT_LEAST: Duration = Duration::from_millis(250);

const TITLE: Text = Text::new("Buat kata sandi baru", "Choose a new password");
const SENT: Text = Text::new("Periksa email Anda", "Check your e-mail");

/// What the form sends.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Input {
    kunci: String,
    email: String,
}

/// GET `/lupa-sandi`
pub async fn view(ctx: Ctx) -> PageResult {
    if ctx.query("terkirim").is_some() {
        return Ok(sent(&ctx));
    }
    Ok(show(&ctx, FormState::empty()))
}

/// POST `/lupa-sandi`
pub async fn post(ctx: Ctx, Form(input): Form<Input>) -> PageResult {
    let lang = ctx.lang();
    let email = match Email::parse(&input.email) {
        Ok(email) => email,
        Err(rule) => {
            return Ok(show(&ctx, refused(lang, &input, &[Violation::new("email", rule)])));
        }
    };
    let public = Actor::public(lang);
    let db = &ctx.house.hands.db;
    let asked = db.write(&public, async |scope| reset::ask(scope, &email).await);
    let (asked, ()) = tokio::join!(asked, tokio::time::sleep(AT_LEAST));
    match asked {
        Ok(()) => Ok(see_other("/lupa-sandi?terkirim=1")),
        Err(error) => match error.problem() {
            Problem::RateLimited(seconds) => {
                let form = FormState::of(&input).error("email", text::too_many_mails(lang, *seconds));
                Ok(show(&ctx, form))
            }
            _ => Err(error.into()),
        },
    }
}

fn show(ctx: &Ctx, form: FormState) -> Response {
    ctx.page(TITLE).form(&form).render(|| {
        view! {
            <Sheet>
                <BackLink href="/masuk" label=text::SIGN_IN />
                <ErrorSummary form=form.clone() />
                <PageHead title=TITLE lead=Text::new(
                    "Tulis alamat email akun Anda. Kami mengirim tautan untuk membuat kata sandi baru.",
                    "Enter the e-mail address of your account. We send a link with which you choose a new password.",
                ) />
                <PostForm action="/lupa-sandi" form=form.clone()>
                    <Field form name="email" kind=FieldKind::Email label=Text::new("Alamat email", "E-mail address") />
                    <ActionBar><Button>{t(Text::new("Kirim tautan", "Send the link"))}</Button></ActionBar>
                </PostForm>
            </Sheet>
        }
    })
}

fn sent(ctx: &Ctx) -> Response {
    let embedded = ctx.house.embedded;
    let lead = match ctx.lang() {
        Lang::Id => format!(
            "Jika alamat itu mempunyai akun, tautannya sudah kami kirim. Tautan berlaku {RESET_MINUTES} menit."
        ),
        Lang::En => {
            format!(
                "If the address has an account, the link is on its way. It works for {RESET_MINUTES} minutes."
            )
        }
    };
    ctx.page(SENT).render(|| {
        view! {
            <Sheet>
                <PageHead title=SENT lead />
                {embedded.then(|| view! { <TrialMailbox /> })}
                <p>{t(Text::new(
                    "Belum sampai? Tunggu beberapa menit, periksa folder Spam, dan pastikan alamatnya sama dengan yang Anda pakai saat mendaftar.",
                    "Nothing yet? Wait a few minutes, look in the spam folder, and make sure that it is the address with which you registered.",
                ))}</p>
                <ActionBar><LinkButton href="/masuk">{t(text::SIGN_IN)}</LinkButton></ActionBar>
                <p><a href="/lupa-sandi">{t(Text::new("Kirim ke alamat lain", "Send to another address"))}</a></p>
            </Sheet>
        }
    })
}

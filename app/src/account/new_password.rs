//! A new password by a mailed link, and the first password of somebody who was invited. Looking changes nothing.
//! An invitation may be accepted with an issuer's account instead.

use super::register::password_hint;
use super::words::refused;
use crate::cookies;
use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::flash::Flash;
use crate::form::FormState;
use crate::text;
use crate::ui::{
    ActionBar, Button, ButtonKind, ErrorSummary, Field, FieldKind, LinkButton, PageHead, PostForm, Sheet, t,
};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use domain::account::Password;
use domain::lang::{Lang, Text};
use domain::problem::{Problem, Violation};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use services::account::LinkState;
use services::account::reset::{self, Look};
use services::context::Actor;
use services::error::Result;

const RESET: Text = Text::new("Buat kata sandi baru", "Choose a new password");
const INVITED: Text = Text::new("Terima undangan", "Accept the invitation");

/// What the form sends.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Input {
    kunci: String,
    password: String,
}

/// GET `/sandi-baru/{link}`
pub async fn view(ctx: Ctx, Path(link): Path<String>) -> PageResult {
    let look = look(&ctx, &link).await?;
    Ok(show(&ctx, &link, look, FormState::empty()))
}

/// POST `/sandi-baru/{link}`
pub async fn post(ctx: Ctx, Path(link): Path<String>, Form(input): Form<Input>) -> PageResult {
    let lang = ctx.lang();
    let look = look(&ctx, &link).await?;
    let password = match Password::parse(&input.password) {
        Ok(password) => password,
        Err(rule) => {
            let form = refused(lang, &input, &[Violation::new("password", rule)]);
            return Ok(show(&ctx, &link, look, form));
        }
    };
    match set(&ctx, &link, &look, &password).await {
        Ok(LinkState::Ready(_)) => {
            let flash = if look.invitation { Flash::InvitationAccepted } else { Flash::PasswordChanged };
            let mut response = flash.redirect("/masuk");
            // Every session of the account has ended, this browser's too if it had one.
            response.headers_mut().append(SET_COOKIE, cookies::delete(cookies::SESSION));
            Ok(response)
        }
        Ok(state) => Ok(show(&ctx, &link, Look { state, ..look }, FormState::empty())),
        Err(error) => match error.problem() {
            Problem::Invalid(violations) => Ok(show(&ctx, &link, look, refused(lang, &input, violations))),
            _ => Err(error.into()),
        },
    }
}

async fn look(ctx: &Ctx, link: &str) -> Result<Look> {
    let public = Actor::public(ctx.lang());
    let db = &ctx.house.hands.db;
    db.write(&public, async |scope| reset::look(scope, link).await).await
}

async fn set(ctx: &Ctx, link: &str, look: &Look, password: &Password) -> Result<LinkState> {
    if !matches!(look.state, LinkState::Ready(_)) {
        return Ok(look.state.clone());
    }
    look.check(password)?;
    let hash = ctx.house.passwords.hash(password).await?;
    let public = Actor::public(ctx.lang());
    let db = &ctx.house.hands.db;
    db.write(&public, async |scope| reset::set(scope, link, &hash).await).await
}

fn show(ctx: &Ctx, link: &str, look: Look, form: FormState) -> Response {
    match &look.state {
        LinkState::Ready(address) => ready(ctx, link, &look, address, form),
        state => over(ctx, state, look.invitation),
    }
}

fn ready(ctx: &Ctx, link: &str, look: &Look, address: &str, form: FormState) -> Response {
    let lang = ctx.lang();
    let (title, lead) = match (look.invitation, lang) {
        (true, Lang::Id) => (INVITED, format!("Buat kata sandi untuk akun {address}.")),
        (true, Lang::En) => (INVITED, format!("Choose a password for the account {address}.")),
        (false, Lang::Id) => (
            RESET,
            format!("Untuk akun {address}. Setelah disimpan, semua perangkat yang masih masuk dikeluarkan."),
        ),
        (false, Lang::En) => (
            RESET,
            format!(
                "For the account {address}. When it is saved, every device that is signed in is signed out."
            ),
        ),
    };
    let issuers: Vec<(String, String)> = if look.invitation {
        ctx.house.oidc.issuers().map(|issuer| (issuer.name.clone(), issuer.label.clone())).collect()
    } else {
        Vec::new()
    };
    let owner = look.address.clone();
    let (form, action, link) = (form.forget("password"), format!("/sandi-baru/{link}"), link.to_owned());
    // The island lets people see the password that they choose.
    ctx.page(title).islands().form(&form).render(|| {
        view! {
            <Sheet>
                <ErrorSummary form=form.clone() />
                <PageHead title lead />
                <PostForm action form=form.clone()>
                    // Lets a password manager keep the new password under the right name.
                    <input class="unseen" type="text" autocomplete="username" readonly tabindex="-1" aria-hidden="true" value=owner />
                    <Field name="password" kind=FieldKind::NewPassword label=Text::new("Kata sandi baru", "New password")
                        hint=password_hint(lang, &FormState::empty()) form />
                    <ActionBar><Button>{t(Text::new("Simpan kata sandi", "Save the password"))}</Button></ActionBar>
                </PostForm>
                {(!issuers.is_empty()).then(|| view! { <Issuers issuers link /> })}
            </Sheet>
        }
    })
}

#[component]
fn Issuers(issuers: Vec<(String, String)>, link: String) -> impl IntoView {
    let buttons = issuers
        .into_iter()
        .map(|(name, label)| {
            let href = format!("/masuk/sso/{name}?undangan={link}");
            view! { <LinkButton href kind=ButtonKind::Quiet>{t(Text::new("Tautkan dengan ", "Link with "))}{label}</LinkButton> }
                .into_any()
        })
        .collect_view();
    view! {
        <h2>{t(Text::new("Atau tanpa kata sandi", "Or without a password"))}</h2>
        <p>{t(Text::new(
            "Jika kantor Anda memakai SSO, tautkan akun itu. Setelah itu Anda masuk lewat tombol SSO.",
            "If your office uses single sign-on, link that account. From then on you sign in with its button.",
        ))}</p>
        <ActionBar>{buttons}</ActionBar>
    }
}

/// A link that no longer works: why, and the way on.
fn over(ctx: &Ctx, state: &LinkState, invitation: bool) -> Response {
    let (title, why, status) = ended(state, invitation);
    // Somebody who was invited cannot invite themselves again; the used link's account signs in.
    let may_ask = !invitation;
    ctx.page(title).status(status).render(|| {
        view! {
            <Sheet>
                <PageHead title lead=why />
                <ActionBar>
                    {may_ask.then(|| view! { <LinkButton href="/lupa-sandi">{t(Text::new("Minta tautan baru", "Ask for a new link"))}</LinkButton> })}
                    <LinkButton href="/masuk" kind=if may_ask { ButtonKind::Quiet } else { ButtonKind::Primary }>{t(text::SIGN_IN)}</LinkButton>
                </ActionBar>
            </Sheet>
        }
    })
}

const fn ended(state: &LinkState, invitation: bool) -> (Text, Text, StatusCode) {
    match (state, invitation) {
        (LinkState::Ready(_) | LinkState::Unknown, _) => (
            Text::new("Tautan ini tidak kami kenal", "We do not know this link"),
            Text::new(
                "Mungkin tidak tersalin seluruhnya. Buka langsung dari email, atau salin sampai huruf terakhir.",
                "Perhaps it was not copied in full. Open it from the e-mail, or copy it to the last letter.",
            ),
            StatusCode::NOT_FOUND,
        ),
        (LinkState::Used, true) => (
            Text::new("Undangan ini sudah diterima", "This invitation was already accepted"),
            Text::new(
                "Masuk dengan kata sandi atau akun SSO yang Anda pilih waktu itu.",
                "Sign in with the password or the single sign-on account that you chose then.",
            ),
            StatusCode::GONE,
        ),
        (LinkState::Used, false) => (
            Text::new("Tautan ini sudah dipakai", "This link has been used"),
            Text::new(
                "Kata sandi sudah diganti dengan tautan ini. Masuk dengan kata sandi itu, atau minta tautan baru.",
                "The password was changed with this link. Sign in with that password, or ask for a new link.",
            ),
            StatusCode::GONE,
        ),
        (LinkState::Replaced(_), true) => (
            Text::new("Undangan ini sudah digantikan", "A newer mail has replaced this invitation"),
            Text::new(
                "Kami mengirim email yang lebih baru ke alamat Anda. Buka tautan di email itu.",
                "We sent a newer e-mail to your address. Open the link in that one.",
            ),
            StatusCode::GONE,
        ),
        (LinkState::Replaced(_), false) => (
            Text::new("Tautan ini sudah digantikan", "A newer link has taken the place of this one"),
            Text::new(
                "Kami mengirim tautan yang lebih baru. Buka tautan di email terbaru, atau minta lagi.",
                "We sent a newer link. Open the one in the latest e-mail, or ask again.",
            ),
            StatusCode::GONE,
        ),
        (LinkState::Expired, true) => (
            Text::new("Undangan ini sudah lewat waktunya", "This invitation is too old"),
            Text::new(
                "Minta undangan baru kepada admin di kantor Anda.",
                "Ask the admin in your office for a new invitation.",
            ),
            StatusCode::GONE,
        ),
        (LinkState::Expired, false) => (
            Text::new("Tautan ini sudah lewat waktunya", "This link is too old"),
            Text::new(
                "Tautan untuk kata sandi baru berlaku 60 menit. Minta tautan baru.",
                "A link to a new password works for 60 minutes. Ask for a new one.",
            ),
            StatusCode::GONE,
        ),
    }
}

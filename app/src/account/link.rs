//! The link of the confirmation mail. Looking changes nothing, because mail scanners look; the button confirms.
//! An old link says what became of it and leads on.

use super::asker::Asker;
use super::sign_in::enter;
use crate::cookies;
use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::flash::Flash;
use crate::form::FormState;
use crate::text;
use crate::ui::format::{Zone, date_time};
use crate::ui::{ActionBar, Button, ButtonKind, LinkButton, PageHead, PostForm, Sheet, t};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use domain::lang::{Lang, Text};
use leptos::prelude::*;
use services::account::{LinkState, Proven, confirm};
use services::context::Actor;
use time::OffsetDateTime;

const TITLE: Text = Text::new("Konfirmasi alamat email", "Confirm your e-mail address");

/// GET `/konfirmasi/{link}`
pub async fn view(ctx: Ctx, Path(link): Path<String>) -> PageResult {
    let public = Actor::public(ctx.lang());
    let db = &ctx.house.hands.db;
    let state = db.write(&public, async |scope| confirm::look(scope, &link).await).await?;
    Ok(show(&ctx, link, state))
}

/// POST `/konfirmasi/{link}`
pub async fn post(ctx: Ctx, asker: Asker, Path(link): Path<String>) -> PageResult {
    let waiting = ctx.cookie(cookies::WAITING);
    let public = Actor::public(ctx.lang());
    let db = &ctx.house.hands.db;
    let mut response =
        match db.write(&public, async |scope| confirm::by_link(scope, &link, waiting).await).await? {
            Ok(Proven::Registered(token)) => {
                enter(&ctx, &token, Some("/sponsor"), Some(Flash::EmailConfirmed)).await?
            }
            Ok(Proven::ChoosePassword(link)) => {
                Flash::ConfirmedElsewhere.redirect(&format!("/sandi-baru/{link}"))
            }
            Err(state) => return Ok(show(&ctx, link, state)),
        };
    asker.confirmed(&ctx).await;
    for over in [cookies::WAITING, cookies::TYPED] {
        response.headers_mut().append(SET_COOKIE, cookies::delete(over));
    }
    Ok(response)
}

fn show(ctx: &Ctx, link: String, state: LinkState) -> Response {
    match state {
        LinkState::Ready(address) => ready(ctx, link, address),
        LinkState::Used => used(ctx),
        LinkState::Replaced(at) => replaced(ctx, link, at),
        LinkState::Expired => expired(ctx, link),
        LinkState::Unknown => unknown(ctx),
    }
}

fn ready(ctx: &Ctx, link: String, address: String) -> Response {
    let lead = match ctx.lang() {
        Lang::Id => format!("Tekan tombol ini untuk memastikan bahwa {address} adalah alamat Anda."),
        Lang::En => format!("Press the button to confirm that {address} is your address."),
    };
    let action = format!("/konfirmasi/{link}");
    ctx.page(TITLE).render(|| {
        view! {
            <Sheet>
                <PageHead title=TITLE lead />
                <PostForm action form=FormState::empty()>
                    <ActionBar><Button>{t(Text::new("Ya, ini alamat saya", "Yes, this is my address"))}</Button></ActionBar>
                </PostForm>
                <p class="soft">{t(Text::new(
                    "Bukan Anda yang mendaftar? Tutup saja halaman ini.",
                    "It was not you who registered? Just close this page.",
                ))}</p>
            </Sheet>
        }
    })
}

fn used(ctx: &Ctx) -> Response {
    const USED: Text = Text::new("Alamat ini sudah dikonfirmasi", "This address is already confirmed");
    ctx.page(USED).render(|| {
        view! {
            <Sheet>
                <PageHead title=USED lead=Text::new(
                    "Tautan ini sudah selesai tugasnya. Masuk dengan email dan kata sandi Anda.",
                    "This link has done its work. Sign in with your e-mail address and password.",
                ) />
                <ActionBar>
                    <LinkButton href="/masuk">{t(text::SIGN_IN)}</LinkButton>
                    <LinkButton href="/lupa-sandi" kind=ButtonKind::Quiet>{t(text::FORGOT_PASSWORD)}</LinkButton>
                </ActionBar>
            </Sheet>
        }
    })
}

fn replaced(ctx: &Ctx, link: String, at: Option<OffsetDateTime>) -> Response {
    const REPLACED: Text =
        Text::new("Tautan ini sudah digantikan", "A newer link has taken the place of this one");
    let lead = match (ctx.lang(), at) {
        (lang @ Lang::Id, Some(at)) => {
            format!(
                "Kami mengirim email yang lebih baru pada {}. Buka tautan di email itu.",
                date_time(lang, Zone::Wib, at)
            )
        }
        (lang @ Lang::En, Some(at)) => {
            format!(
                "We sent a newer e-mail on {}. Open the link in that one.",
                date_time(lang, Zone::Wib, at)
            )
        }
        (Lang::Id, None) => "Kami mengirim email yang lebih baru. Buka tautan di email itu.".to_owned(),
        (Lang::En, None) => "We sent a newer e-mail. Open the link in that one.".to_owned(),
    };
    ctx.page(REPLACED).status(StatusCode::GONE).render(|| {
        view! {
            <Sheet>
                <PageHead title=REPLACED lead />
                <SendAgain link kind=ButtonKind::Quiet />
            </Sheet>
        }
    })
}

fn expired(ctx: &Ctx, link: String) -> Response {
    const EXPIRED: Text = Text::new("Tautan ini sudah lewat waktunya", "This link is too old");
    ctx.page(EXPIRED).status(StatusCode::GONE).render(|| {
        view! {
            <Sheet>
                <PageHead title=EXPIRED lead=Text::new(
                    "Tautan konfirmasi berlaku 48 jam. Pendaftaran Anda masih ada: minta email baru, lalu pakai kode atau tautan di dalamnya.",
                    "A confirmation link works for 48 hours. Your registration is still there: ask for a new e-mail and use its code or link.",
                ) />
                <SendAgain link kind=ButtonKind::Primary />
            </Sheet>
        }
    })
}

/// Whoever holds the link may ask for another mail to the same address.
#[component]
fn SendAgain(link: String, kind: ButtonKind) -> impl IntoView {
    let reference = link.split('.').next().unwrap_or_default().to_owned();
    view! {
        <PostForm action="/daftar/kirim-ulang" form=FormState::empty()>
            <input type="hidden" name="acuan" value=reference />
            <ActionBar>
                <Button kind>{t(Text::new("Kirim email baru", "Send a new e-mail"))}</Button>
                <LinkButton href="/daftar" kind=ButtonKind::Quiet>{t(Text::new("Daftar lagi", "Register again"))}</LinkButton>
            </ActionBar>
        </PostForm>
    }
}

fn unknown(ctx: &Ctx) -> Response {
    const UNKNOWN: Text = Text::new("Tautan ini tidak kami kenal", "We do not know this link");
    ctx.page(UNKNOWN).status(StatusCode::NOT_FOUND).render(|| {
        view! {
            <Sheet>
                <PageHead title=UNKNOWN lead=Text::new(
                    "Mungkin tidak tersalin seluruhnya. Buka langsung dari email, atau salin sampai huruf terakhir. Pendaftaran yang tidak dikonfirmasi dihapus setelah 7 hari; sesudah itu Anda dapat mendaftar lagi.",
                    "Perhaps it was not copied in full. Open it from the e-mail, or copy it to the last letter. A registration that is not confirmed is deleted after 7 days; after that you can register again.",
                ) />
                <ActionBar>
                    <LinkButton href="/daftar">{t(Text::new("Daftar lagi", "Register again"))}</LinkButton>
                    <LinkButton href="/masuk" kind=ButtonKind::Quiet>{t(text::SIGN_IN)}</LinkButton>
                </ActionBar>
            </Sheet>
        }
    })
}

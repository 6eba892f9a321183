//! Signing in through an issuer: the way there, and back. The rules stand in [`services::account::oidc`].
//!
//! Both ways begin on a page of ours: a link on another site must not start a sign-in in somebody's browser, let
//! alone link their account to a stranger's invitation.

use super::sign_in::enter;
use crate::cookies;
use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::flash::{Flash, see_other};
use crate::text;
use crate::ui::{ActionBar, ButtonKind, LinkButton, PageHead, Sheet, t};
use axum::extract::{Path, Query};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::lang::Text;
use domain::problem::Problem;
use leptos::prelude::*;
use serde::Deserialize;
use services::account::oidc::{self, Accepted, Answer, Entry, Errand, Fault, Identity};
use services::context::Actor;
use services::error::Result;

/// Longest address of a page to come back to.
const LONGEST: usize = 200;

/// What somebody wants of the issuer.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    lanjut: Option<String>,
    undangan: Option<String>,
}

/// GET `/masuk/sso/{issuer}`
pub async fn start(
    ctx: Ctx,
    Path(issuer): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> PageResult {
    if from_elsewhere(&headers) {
        return Ok(see_other("/masuk"));
    }
    let errand = match wish.undangan.filter(|link| link.len() <= LONGEST) {
        Some(link) => Errand::Accept { invitation: link },
        None => Errand::SignIn { wanted: wish.lanjut.filter(|path| path.len() <= LONGEST) },
    };
    let (oidc, keys) = (&ctx.house.oidc, ctx.house.hands.db.keys());
    match oidc.start(keys, &issuer, errand, services::clock::now()).await {
        Ok(departure) => {
            let mut response = see_other(&departure.url);
            response.headers_mut().append(SET_COOKIE, cookies::set(cookies::SSO, &departure.sealed));
            Ok(response)
        }
        Err(fault) => failed(&ctx, fault),
    }
}

/// GET `/masuk/sso/{issuer}/kembali`
pub async fn finish(ctx: Ctx, Path(issuer): Path<String>, Query(answer): Query<Answer>) -> PageResult {
    let (oidc, keys) = (&ctx.house.oidc, ctx.house.hands.db.keys());
    let sealed = ctx.cookie(cookies::SSO);
    let page = match oidc.finish(keys, &issuer, sealed, answer, services::clock::now()).await {
        Ok((identity, Errand::SignIn { wanted })) => signed_in(&ctx, &identity, wanted.as_deref()).await,
        Ok((identity, Errand::Accept { invitation })) => accepted(&ctx, &identity, &invitation).await,
        Err(fault) => failed(&ctx, fault),
    };
    // Once is all: whatever came of it, this sign-in is no longer under way.
    page.map(|mut response| {
        response.headers_mut().append(SET_COOKIE, cookies::delete(cookies::SSO));
        response
    })
}

/// Browsers say where a request comes from; those that do not cannot be asked.
fn from_elsewhere(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

async fn signed_in(ctx: &Ctx, identity: &Identity, wanted: Option<&str>) -> PageResult {
    let public = Actor::public(ctx.lang());
    let db = &ctx.house.hands.db;
    let says = match db.write(&public, async |scope| oidc::sign_in(scope, identity).await).await? {
        Entry::Done(token) => return Ok(enter(ctx, &token, wanted, None).await?),
        Entry::NotLinked => NOT_LINKED,
        Entry::Suspended => SUSPENDED,
        Entry::NoOffice => NO_OFFICE,
        Entry::OtherOffice => OTHER_OFFICE,
    };
    Ok(sorry(ctx, StatusCode::FORBIDDEN, says))
}

async fn accepted(ctx: &Ctx, identity: &Identity, invitation: &str) -> PageResult {
    match accept(ctx, identity, invitation).await? {
        Accepted::Done(token) => Ok(enter(ctx, &token, None, Some(Flash::SsoLinked)).await?),
        // The invitation's own page says what became of it.
        Accepted::Link(_) => {
            let link: String = form_urlencoded::byte_serialize(invitation.as_bytes()).collect();
            Ok(see_other(&format!("/sandi-baru/{link}")))
        }
        Accepted::Taken => Ok(sorry(ctx, StatusCode::CONFLICT, TAKEN)),
        Accepted::OtherOffice => Ok(sorry(ctx, StatusCode::FORBIDDEN, OTHER_OFFICE)),
    }
}

async fn accept(ctx: &Ctx, identity: &Identity, invitation: &str) -> Result<Accepted> {
    let public = Actor::public(ctx.lang());
    let db = &ctx.house.hands.db;
    db.write(&public, async |scope| oidc::accept(scope, identity, invitation).await).await
}

/// What a page of a failed sign-in says: heading, and what to do.
type Sorry = (Text, Text);

const NOT_LINKED: Sorry = (
    Text::new("Akun SSO ini belum ditautkan", "This SSO account is not linked yet"),
    Text::new(
        "Minta undangan kepada admin di kantor Anda, buka tautan di email undangan itu, lalu pilih “Tautkan dengan SSO”. Kami tidak mencocokkan akun lewat alamat email.",
        "Ask the admin in your office for an invitation, open the link in its e-mail, and choose to link your single sign-on account. We never match accounts by e-mail address.",
    ),
);
const TAKEN: Sorry = (
    Text::new("Akun SSO ini sudah dipakai akun lain", "This SSO account belongs to another account"),
    Text::new(
        "Satu akun SSO hanya untuk satu akun di sini. Masuk dengan akun yang sudah ditautkan, atau terima undangan ini dengan kata sandi.",
        "One single sign-on account opens one account here. Sign in to the account that it is linked to, or accept this invitation with a password.",
    ),
);
const OTHER_OFFICE: Sorry = (
    Text::new("SSO ini bukan untuk kantor Anda", "This SSO is not for your office"),
    Text::new(
        "Pakai kata sandi, atau tanyakan kepada admin di kantor Anda SSO mana yang dipakai.",
        "Use a password, or ask the admin in your office which single sign-on to use.",
    ),
);
const SUSPENDED: Sorry = (
    Text::new("Akun Anda sedang ditangguhkan", "Your account is suspended"),
    Text::new(
        "Akun SSO Anda kami kenal, tetapi akun Anda di Naungan ditangguhkan, jadi Anda tidak dapat masuk, juga dengan kata sandi. Tanyakan alasannya kepada admin di kantor Anda; hanya admin yang dapat memintanya dibuka lagi.",
        "We know your single sign-on account, but your account in Naungan is suspended, so you cannot sign in, not with a password either. Ask the admin in your office why; only the admin can have it opened again.",
    ),
);
const NO_OFFICE: Sorry = (
    Text::new("Anda tidak lagi terdaftar di kantor mana pun", "You no longer belong to an office"),
    Text::new(
        "Akun SSO Anda kami kenal, tetapi keanggotaan Anda di kantor sudah diakhiri. Jika ini keliru, atau Anda pindah kantor, minta undangan kepada admin di kantor Anda.",
        "We know your single sign-on account, but your membership in the office has ended. If this is a mistake, or you moved to another office, ask the admin in your office for an invitation.",
    ),
);

fn failed(ctx: &Ctx, fault: Fault) -> PageResult {
    let (status, says) = match fault {
        Fault::Unknown => return Err(Problem::NotFound.into()),
        Fault::Internal => return Err(Problem::Internal.into()),
        Fault::NotUnderWay => (
            StatusCode::BAD_REQUEST,
            (
                Text::new("Mulai lagi dari halaman masuk", "Start again from the sign-in page"),
                Text::new(
                    "Waktunya sudah lewat, atau Anda memulai di peramban lain. Tidak ada yang berubah.",
                    "Its time is up, or you started in another browser. Nothing has changed.",
                ),
            ),
        ),
        Fault::Declined => (
            StatusCode::FORBIDDEN,
            (
                Text::new("Anda belum masuk", "You are not signed in"),
                Text::new(
                    "SSO membatalkan atau menolak permintaan ini. Coba lagi, atau masuk dengan kata sandi.",
                    "The single sign-on cancelled or declined the request. Try again, or sign in with a password.",
                ),
            ),
        ),
        Fault::Unreachable => (
            StatusCode::BAD_GATEWAY,
            (
                Text::new("SSO tidak menjawab", "The single sign-on does not answer"),
                Text::new(
                    "Gangguannya di luar Naungan. Coba beberapa menit lagi, atau masuk dengan kata sandi jika Anda punya.",
                    "The trouble lies outside Naungan. Try again in a few minutes, or sign in with a password if you have one.",
                ),
            ),
        ),
        Fault::Unproven => (
            StatusCode::FORBIDDEN,
            (
                Text::new("Jawaban SSO tidak dapat dipercaya", "The answer could not be trusted"),
                Text::new(
                    "Demi keamanan, Anda tidak dimasukkan. Mulai lagi dari halaman masuk. Jika berulang, beri tahu admin di kantor Anda.",
                    "For safety, you were not signed in. Start again from the sign-in page. If it happens again, tell the admin in your office.",
                ),
            ),
        ),
    };
    Ok(sorry(ctx, status, says))
}

fn sorry(ctx: &Ctx, status: StatusCode, (title, what_to_do): Sorry) -> Response {
    ctx.page(title).status(status).render(|| {
        view! {
            <Sheet>
                <PageHead title lead=what_to_do />
                <ActionBar>
                    <LinkButton href="/masuk">{t(text::SIGN_IN)}</LinkButton>
                    <LinkButton href="/" kind=ButtonKind::Quiet>{t(text::HOME)}</LinkButton>
                </ActionBar>
            </Sheet>
        }
    })
}

//! Signing in, by password or through an issuer; and where it leads: to the form that waits, to the page that was
//! wanted, or to the first page of the door.
//!
//! A wrong address and a wrong password are one sentence. Every sign-in gets a session of its own, so a session
//! planted in a browser gains nothing.

use super::words::refused as refused_form;
use crate::cookies;
use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::flash::{Flash, see_other};
use crate::form::FormState;
use crate::routes;
use crate::session::first_page;
use crate::text;
use crate::ui::{
    ActionBar, Button, ButtonKind, ErrorSummary, Field, FieldKind, LinkButton, PageHead, PostForm, Sheet, t,
};
use axum::Form;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use domain::account::{Email, Password};
use domain::lang::Text;
use domain::problem::{Problem, Rule, Violation};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use services::account::device::REMEMBERED_DAYS;
use services::account::session::{self, resolve};
use services::account::{Device, SessionToken, SignIn, device, park, sign_in};
use services::context::Actor;
use services::error::Result;

const TITLE: Text = Text::new("Masuk", "Sign in");
const FIRST: Text = Text::new(
    "Masuk dulu. Setelah itu halaman yang Anda tuju terbuka.",
    "Sign in first. The page you wanted then opens.",
);
const WRONG_OFTEN: Text = Text::new(
    "Kata sandi untuk alamat ini sudah beberapa kali salah.",
    "The password for this address was wrong several times.",
);

/// What the form sends.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Input {
    kunci: String,
    lanjut: String,
    email: String,
    password: String,
}

impl Input {
    fn parse(&self) -> std::result::Result<(Email, Password), Vec<Violation>> {
        let missing = self.password.is_empty().then_some(Violation::new("password", Rule::Missing));
        match (Email::parse(&self.email), missing) {
            (Ok(email), None) => Ok((email, Password::typed(&self.password))),
            (email, missing) => {
                let email = email.err().map(|rule| Violation::new("email", rule));
                Err(email.into_iter().chain(missing).collect())
            }
        }
    }
}

/// GET `/masuk`
pub async fn view(ctx: Ctx) -> PageResult {
    let wanted = ctx.query("lanjut").unwrap_or_default();
    if ctx.actor.session.is_some() {
        return Ok(see_other(&page_for(Some(&wanted), &ctx.actor)));
    }
    Ok(show(&ctx, FormState::empty().with("lanjut", wanted)))
}

/// POST `/masuk`
pub async fn post(ctx: Ctx, Form(input): Form<Input>) -> PageResult {
    let lang = ctx.lang();
    let refused = |violations: &[Violation]| show(&ctx, refused_form(lang, &input, violations));
    let (email, password) = match input.parse() {
        Ok(typed) => typed,
        Err(violations) => return Ok(refused(&violations)),
    };
    let house = &ctx.house;
    let public = Actor::public(lang);
    let device = ctx.cookie(cookies::DEVICE).and_then(Device::read);
    let (db, passwords) = (&house.hands.db, &house.passwords);
    match sign_in::sign_in(db, passwords, &public, &email, &password, device.as_ref()).await {
        Ok(SignIn::Done(token)) => Ok(enter(&ctx, &token, Some(&input.lanjut), None).await?),
        Ok(SignIn::Unconfirmed(reference)) => {
            let mut response = Flash::ConfirmFirst.redirect("/daftar/konfirmasi");
            response.headers_mut().append(SET_COOKIE, cookies::set(cookies::WAITING, &reference));
            Ok(response)
        }
        Err(error) => match error.problem() {
            Problem::Invalid(violations) => Ok(refused(violations)),
            Problem::RateLimited(seconds) => {
                let says = format!("{} {}", WRONG_OFTEN.get(lang), text::wait(lang, *seconds));
                Ok(show(&ctx, FormState::of(&input).error("password", says)))
            }
            _ => Err(error.into()),
        },
    }
}

/// Lets the holder of a fresh session in, ends the session that this browser had before, and leads on. From now on
/// the account knows this device.
pub(super) async fn enter(
    ctx: &Ctx,
    token: &SessionToken,
    wanted: Option<&str>,
    says: Option<Flash>,
) -> Result<Response> {
    if ctx.actor.session.is_some() {
        ctx.run(session::close).await?;
    }
    let db = &ctx.house.hands.db;
    let actor = resolve(db, token).await?.ok_or(Problem::Forbidden)?;
    let parked = match ctx.cookie(cookies::PARKED) {
        Some(secret) => park::parked(db, secret).await?,
        None => None,
    };
    let account = actor.account.ok_or(Problem::Forbidden)?;
    // Signed in already: a fault here only costs the device its own tries.
    let device = device::remember(db, &actor, ctx.cookie(cookies::DEVICE))
        .await
        .inspect_err(|error| tracing::warn!(%error, "a device could not be remembered"))
        .ok();
    let parked = parked.filter(|parked| parked.is_for(db, account)).map(|parked| parked.path);
    let to = match parked {
        // The page shows the form again; a form of another door stays where it is and is forgotten.
        Some(path) if page_for(Some(&path), &actor) == path => format!("{path}?pulih=1"),
        _ => page_for(wanted, &actor),
    };
    let mut response = match says {
        Some(flash) => flash.redirect(&to),
        None => see_other(&to),
    };
    let headers = response.headers_mut();
    headers.append(SET_COOKIE, cookies::set(cookies::SESSION, token.expose()));
    headers.append(SET_COOKIE, cookies::set(cookies::WHO, &park::mark_of(db, account)));
    if let Some(device) = device {
        headers.append(SET_COOKIE, cookies::keep(cookies::DEVICE, &device, REMEMBERED_DAYS));
    }
    if ctx.cookie(cookies::TYPED).is_some() {
        headers.append(SET_COOKIE, cookies::delete(cookies::TYPED));
    }
    Ok(response)
}

/// The page that was wanted, or the nearest one above it that can be opened, or the first page of the door.
fn page_for(wanted: Option<&str>, actor: &Actor) -> String {
    let wanted = wanted.unwrap_or_default();
    let (mut path, query) = wanted.split_once('?').unwrap_or((wanted, ""));
    if !query.is_empty() && routes::is_page(path) && first_page(Some(path), actor) == path {
        return wanted.to_owned();
    }
    while !path.is_empty() && !routes::is_page(path) {
        path = path.rsplit_once('/').map_or("", |(above, _)| above);
    }
    first_page(Some(path), actor)
}

fn show(ctx: &Ctx, form: FormState) -> Response {
    let form = form.forget("password");
    let wanted = form.value("lanjut");
    let goes_on =
        ctx.actor.session.is_none() && routes::is_page(wanted.split('?').next().unwrap_or_default());
    let issuers: Vec<(String, String)> =
        ctx.house.oidc.issuers().map(|issuer| (issuer.name.clone(), issuer.label.clone())).collect();
    ctx.page(TITLE).form(&form).render(|| {
        view! {
            <Sheet>
                <ErrorSummary form=form.clone() />
                {if goes_on {
                    view! { <PageHead title=TITLE lead=FIRST /> }.into_any()
                } else {
                    view! { <PageHead title=TITLE /> }.into_any()
                }}
                <Fields form />
                <p><a href="/lupa-sandi">{t(text::FORGOT_PASSWORD)}</a></p>
                <p>{t(Text::new("Belum punya akun? ", "No account yet? "))}<a href="/daftar">{t(text::REGISTER)}</a></p>
                {(!issuers.is_empty()).then(|| view! { <Issuers issuers wanted /> })}
            </Sheet>
        }
    })
}

#[component]
fn Fields(form: FormState) -> impl IntoView {
    view! {
        <PostForm action="/masuk" form=form.clone()>
            <input type="hidden" name="lanjut" value=form.value("lanjut") />
            <Field form=form.clone() name="email" kind=FieldKind::Email label=Text::new("Alamat email", "E-mail address") />
            <Field form name="password" kind=FieldKind::Password label=Text::new("Kata sandi", "Password") />
            <ActionBar><Button>{t(text::SIGN_IN)}</Button></ActionBar>
        </PostForm>
    }
}

#[component]
fn Issuers(issuers: Vec<(String, String)>, wanted: String) -> impl IntoView {
    let query: String = if wanted.is_empty() {
        String::new()
    } else {
        form_urlencoded::Serializer::new("?".to_owned()).append_pair("lanjut", &wanted).finish()
    };
    let buttons = issuers
        .into_iter()
        .map(|(name, label)| {
            let href = format!("/masuk/sso/{name}{query}");
            view! { <LinkButton href kind=ButtonKind::Quiet>{t(Text::new("Masuk dengan ", "Sign in with "))}{label}</LinkButton> }
                .into_any()
        })
        .collect_view();
    view! {
        <h2>{t(Text::new("Petugas kantor", "Officers"))}</h2>
        <p>{t(Text::new(
            "Jika kantor Anda memakai SSO dan akun Anda sudah ditautkan, masuk lewat tombol ini.",
            "If your office uses single sign-on and your account is linked, sign in here.",
        ))}</p>
        <ActionBar>{buttons}</ActionBar>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lang::Lang;
    use services::context::TenantKind;

    fn actor(kind: TenantKind) -> Actor {
        Actor { kind: Some(kind), ..Actor::public(Lang::Id) }
    }

    #[test]
    fn a_sign_in_leads_to_the_page_that_was_wanted() {
        assert_eq!(page_for(Some("/sponsor/lembaga"), &actor(TenantKind::Sponsor)), "/sponsor/lembaga");
        assert_eq!(page_for(None, &actor(TenantKind::DinsosKabkota)), "/kantor");
        assert_eq!(
            page_for(Some("/kantor?tab=a&q=b"), &actor(TenantKind::DinsosKabkota)),
            "/kantor?tab=a&q=b"
        );
        assert_eq!(page_for(Some("/kantor/ambil?x=y"), &actor(TenantKind::DinsosKabkota)), "/kantor");
    }

    #[test]
    fn an_act_without_a_page_leads_to_the_page_above_it() {
        let officer = actor(TenantKind::DinsosKabkota);

        assert_eq!(page_for(Some("/kantor/lembaga/7/ambil"), &officer), "/kantor/lembaga/7");
        assert_eq!(page_for(Some("/kantor/ambil"), &officer), "/kantor");
        assert_eq!(page_for(Some("/sponsor/halaman/1"), &actor(TenantKind::Sponsor)), "/sponsor");
    }

    #[test]
    fn nobody_is_led_to_another_door_or_another_site() {
        let sponsor = actor(TenantKind::Sponsor);

        for path in [
            "/kantor",
            "/kantor?tab=a",
            "?x",
            "//jahat.example/sponsor?x=/sponsor",
            "//jahat.example/sponsor",
            "https://jahat.example",
            "/sponsor/../kantor",
            "/masuk",
        ] {
            assert_eq!(page_for(Some(path), &sponsor), "/sponsor", "{path}");
        }
    }
}

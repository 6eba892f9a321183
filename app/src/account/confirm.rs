//! Waiting for the confirmation mail, in the browser that registered: the code, another mail, another address.
//!
//! The page looks the same for an address that already has an account.

use super::asker::Asker;
use super::register::{WRONG_ADDRESS, typed_here, wait_for_code};
use super::sign_in::enter;
use super::words::refused;
use crate::cookies;
use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::flash::{Flash, see_other};
use crate::form::FormState;
use crate::session::first_page;
use crate::text;
use crate::ui::format::{Zone, hour};
use crate::ui::{
    ActionBar, Button, ButtonKind, ErrorSummary, Field, FieldKind, LinkButton, Note, PageHead, PostForm,
    Sheet, Tone, t,
};
use axum::Form;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use domain::account::{Code, RESEND_SECONDS};
use domain::lang::{Lang, Text};
use domain::problem::{Problem, Violation};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use services::account::{Proven, Typed, Waiting, confirm};
use services::context::Actor;
use services::error::Result;
use time::{Duration, OffsetDateTime};

const TITLE: Text = Text::new("Periksa email Anda", "Check your e-mail");
const HERE: &str = "/daftar/konfirmasi";

/// What the form sends.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Input {
    kunci: String,
    code: String,
}

/// Asks for another mail; from the page of an old link the reference comes along.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Resend {
    acuan: String,
}

/// GET `/daftar/konfirmasi`
pub async fn view(ctx: Ctx) -> PageResult {
    if ctx.actor.session.is_some() {
        return Ok(see_other(&first_page(None, &ctx.actor)));
    }
    show(&ctx, FormState::empty()).await
}

/// POST `/daftar/konfirmasi`
pub async fn post(ctx: Ctx, asker: Asker, Form(input): Form<Input>) -> PageResult {
    let lang = ctx.lang();
    let Some(key) = ctx.cookie(cookies::WAITING) else { return Ok(nobody_waits(&ctx)) };
    let code = match Code::parse(&input.code) {
        Ok(code) => code,
        Err(rule) => {
            return show(&ctx, refused(lang, &input, &[Violation::new("code", rule)])).await;
        }
    };
    let public = Actor::public(lang);
    let db = &ctx.house.hands.db;
    let answer = match db.write(&public, async |scope| confirm::by_code(scope, key, &code).await).await {
        Ok(answer) => answer,
        Err(error) if *error.problem() == Problem::NotFound => return Ok(nobody_waits(&ctx)),
        Err(error) => return Err(error.into()),
    };
    let mut response = match answer {
        Ok(Proven::Registered(token)) => {
            enter(&ctx, &token, Some("/sponsor"), Some(Flash::EmailConfirmed)).await?
        }
        Ok(Proven::ChoosePassword(link)) => {
            Flash::ConfirmedElsewhere.redirect(&format!("/sandi-baru/{link}"))
        }
        Err(Problem::Invalid(violations)) => {
            return show(&ctx, refused(lang, &input, &violations)).await;
        }
        Err(problem) => return Err(problem.into()),
    };
    asker.confirmed(&ctx).await;
    for over in [cookies::WAITING, cookies::TYPED] {
        response.headers_mut().append(SET_COOKIE, cookies::delete(over));
    }
    Ok(response)
}

/// POST `/daftar/kirim-ulang`
pub async fn resend(ctx: Ctx, Form(input): Form<Resend>) -> PageResult {
    let waiting = ctx.cookie(cookies::WAITING);
    let key = if input.acuan.is_empty() { waiting } else { Some(input.acuan.as_str()) };
    let Some(key) = key else { return Ok(see_other(HERE)) };
    let public = Actor::public(ctx.lang());
    let db = &ctx.house.hands.db;
    match db.write(&public, async |scope| confirm::resend(scope, key, waiting).await).await {
        Ok(reference) => {
            let response = Flash::MailSentAgain.redirect(HERE);
            // Where this browser's own registration was sent again, what was typed into it stays at hand.
            match typed_here(&ctx).filter(|typed| typed.reference == key) {
                Some(typed) => Ok(wait_for_code(&ctx, response, &Typed { reference, ..typed })?),
                None => Ok(waiting_under(&reference, response)),
            }
        }
        Err(error) => match error.problem() {
            // No cookie: waiting under a reference says that the password was typed here, and this one may come
            // from the page of a link. Where this browser waits under it, the page says for how long, and why.
            Problem::RateLimited(seconds)
                if i64::from(*seconds) <= RESEND_SECONDS || waiting == Some(key) =>
            {
                Ok(Flash::ResendTooEarly.redirect(HERE))
            }
            Problem::RateLimited(_) => Ok(Flash::MailsUsedUp.redirect(HERE)),
            Problem::NotFound => Ok(see_other(HERE)),
            _ => Err(error.into()),
        },
    }
}

fn waiting_under(reference: &str, mut response: Response) -> Response {
    response.headers_mut().append(SET_COOKIE, cookies::set(cookies::WAITING, reference));
    response
}

async fn waiting(ctx: &Ctx) -> Result<Option<(Waiting, OffsetDateTime)>> {
    let Some(key) = ctx.cookie(cookies::WAITING) else { return Ok(None) };
    let public = Actor::public(ctx.lang());
    let db = &ctx.house.hands.db;
    let read = db.write(&public, async |scope| Ok((confirm::waiting(scope, key).await?, scope.now()))).await;
    match read {
        Ok(found) => Ok(Some(found)),
        Err(error) if *error.problem() == Problem::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

async fn show(ctx: &Ctx, form: FormState) -> PageResult {
    let Some((waiting, now)) = waiting(ctx).await? else { return Ok(nobody_waits(ctx)) };
    let form = form.forget("code");
    let embedded = ctx.house.embedded;
    // Whoever typed it here may see a slip in it; anybody else sees it masked.
    let typed = typed_here(ctx).map(|typed| typed.email);
    let lead = sent_to(ctx.lang(), typed.as_deref().unwrap_or(&waiting.address), &waiting);
    Ok(ctx.page(TITLE).form(&form).render(|| {
        view! {
            <Sheet>
                <ErrorSummary form=form.clone() />
                <PageHead title=TITLE lead />
                {embedded.then(|| view! { <TrialMailbox /> })}
                {if waiting.open { view! { <CodeForm form until=waiting.code_until now /> }.into_any() } else { view! { <Spent /> }.into_any() }}
                <Otherwise waiting now />
            </Sheet>
        }
    }))
}

fn sent_to(lang: Lang, address: &str, waiting: &Waiting) -> String {
    let at = hour(lang, Zone::Wib, waiting.sent_at);
    match lang {
        Lang::Id => format!(
            "Kami mengirim email ke {address} pada pukul {at}. Isinya kode 6 angka dan sebuah tautan; pakai salah satu."
        ),
        Lang::En => {
            format!("We sent an e-mail to {address} at {at}. It holds a 6-digit code and a link; use either.")
        }
    }
}

/// Where mail is read on embedded defaults.
#[component]
pub(super) fn TrialMailbox() -> impl IntoView {
    view! {
        <Note title=Text::new("Ini pemasangan percobaan", "This is a trial installation")>
            <p>{t(Text::new("Email tidak dikirim ke luar. Baca di ", "No e-mail leaves this machine. Read it in the "))}
                <a href="/dev/kotak-surat">{t(Text::new("kotak surat percobaan", "trial mailbox"))}</a>"."</p>
        </Note>
    }
}

#[component]
fn CodeForm(form: FormState, until: OffsetDateTime, now: OffsetDateTime) -> impl IntoView {
    view! {
        <PostForm action=HERE form=form.clone()>
            <Field form name="code" kind=FieldKind::Code chars=8_u16 label=Text::new("Kode 6 angka dari email", "6-digit code from the e-mail")
                hint=code_hint(crate::ui::lang(), until, now) />
            <ActionBar><Button>{t(Text::new("Konfirmasi alamat", "Confirm the address"))}</Button></ActionBar>
        </PostForm>
    }
}

#[component]
fn Spent() -> impl IntoView {
    view! {
        <Note tone=Tone::Warm title=Text::new("Kode sudah tidak berlaku", "The code no longer works")>
            <p>{t(Text::new(
                "Waktunya lewat, atau sudah lima kali salah. Minta email baru di bawah ini. Tautan di email tetap dapat dipakai.",
                "Its time is up, or it was wrong five times. Ask for a new e-mail below. The link in the e-mail can still be used.",
            ))}</p>
        </Note>
    }
}

#[component]
fn Otherwise(waiting: Waiting, now: OffsetDateTime) -> impl IntoView {
    let early = (waiting.resend_at > now).then(|| {
        let says = resend_hint(crate::ui::lang(), waiting.resend_at, now);
        view! { <p class="hint">{says}" "<a href=HERE>{t(Text::new("Perbarui sisa waktu", "Refresh the remaining time"))}</a></p> }
    });
    view! {
        <h2>{t(Text::new("Email belum sampai?", "No e-mail yet?"))}</h2>
        <p>{t(Text::new(
            "Tunggu beberapa menit, lalu periksa folder Spam atau Promosi. Email baru menggantikan kode dan tautan yang lama.",
            "Wait a few minutes, then look in the folders Spam and Promotions. A new e-mail replaces the earlier code and link.",
        ))}</p>
        {early}
        <PostForm action="/daftar/kirim-ulang" form=FormState::empty()>
            <ActionBar><Button kind=ButtonKind::Quiet>{t(Text::new("Kirim email baru", "Send a new e-mail"))}</Button></ActionBar>
        </PostForm>
        <p>{t(Text::new("Alamatnya salah? ", "Wrong address? "))}
            <a href=format!("/daftar?{WRONG_ADDRESS}=salah")>{t(Text::new("Daftar lagi dengan alamat yang benar", "Register again with the right one"))}</a>"."</p>
    }
}

/// How long the code works still, counted when the page was made.
fn code_hint(lang: Lang, until: OffsetDateTime, now: OffsetDateTime) -> String {
    let (left, at) = (how_long(lang, until - now), hour(lang, Zone::Wib, until));
    match lang {
        Lang::Id => format!(
            "Saat halaman ini dimuat, kode masih berlaku {left}, sampai pukul {at}. Jangan berikan kepada siapa pun, juga kepada petugas."
        ),
        Lang::En => format!(
            "When this page was loaded, the code worked for another {left}, until {at}. Do not give it to anybody, officers included."
        ),
    }
}

/// How long it takes until another mail may be asked for, and why when it takes long.
fn resend_hint(lang: Lang, from: OffsetDateTime, now: OffsetDateTime) -> String {
    const MANY: Text = Text::new(
        "Sudah terlalu banyak email ke alamat ini dalam satu jam. ",
        "Too many e-mails have gone to this address within an hour. ",
    );
    let why = if from - now > Duration::seconds(RESEND_SECONDS) { MANY.get(lang) } else { "" };
    // A clock on the wall shows no seconds: the minute that is named is one at which it can be asked for.
    let (left, at) = (how_long(lang, from - now), hour(lang, Zone::Wib, from + Duration::seconds(59)));
    match lang {
        Lang::Id => format!("{why}Email baru bisa diminta {left} lagi, mulai pukul {at}."),
        Lang::En => format!("{why}A new e-mail can be asked for in {left}, from {at} on."),
    }
}

/// "28 menit 10 detik": minutes and seconds, rounded up to whole seconds.
fn how_long(lang: Lang, left: Duration) -> String {
    let seconds = (left.whole_milliseconds() + 999).max(1_000) / 1_000;
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    let words = match lang {
        Lang::Id => ["menit", "menit", "detik", "detik"],
        Lang::En => ["minute", "minutes", "second", "seconds"],
    };
    let [minute, many_minutes, second, many_seconds] = words;
    let minutes_say = format!("{minutes} {}", if minutes == 1 { minute } else { many_minutes });
    let seconds_say = format!("{seconds} {}", if seconds == 1 { second } else { many_seconds });
    if minutes == 0 { seconds_say } else { format!("{minutes_say} {seconds_say}") }
}

/// Another browser, or a week later: nothing to enter a code for.
fn nobody_waits(ctx: &Ctx) -> Response {
    const NOBODY: Text = Text::new("Tidak ada kode yang ditunggu di sini", "No code is awaited here");
    ctx.page(NOBODY).render(|| {
        view! {
            <Sheet>
                <PageHead title=NOBODY lead=Text::new(
                    "Kode hanya dapat diketik di peramban tempat Anda mendaftar. Di perangkat lain, buka tautan di email.",
                    "The code can be typed only in the browser in which you registered. On another device, open the link in the e-mail.",
                ) />
                <ActionBar>
                    <LinkButton href="/masuk">{t(text::SIGN_IN)}</LinkButton>
                    <LinkButton href="/daftar" kind=ButtonKind::Quiet>{t(Text::new("Daftar", "Register"))}</LinkButton>
                </ActionBar>
            </Sheet>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-21 07:05:30 UTC);

    #[test]
    fn a_wait_is_told_in_minutes_and_seconds() {
        let says = |lang, milliseconds| how_long(lang, Duration::milliseconds(milliseconds));

        assert_eq!(says(Lang::Id, 1_690_000), "28 menit 10 detik");
        assert_eq!(says(Lang::Id, 60_000), "1 menit 0 detik");
        assert_eq!(says(Lang::Id, 44_001), "45 detik");
        assert_eq!(says(Lang::En, 61_000), "1 minute 1 second");
        assert_eq!(says(Lang::En, 150_000), "2 minutes 30 seconds");
        assert_eq!(says(Lang::En, -5_000), "1 second");
    }

    #[test]
    fn the_code_says_for_how_long_it_works() {
        let says = code_hint(Lang::Id, NOW + Duration::seconds(1_690), NOW);

        assert!(says.contains("masih berlaku 28 menit 10 detik, sampai pukul 14.33 WIB."), "{says}");
    }

    #[test]
    fn another_mail_says_when_it_can_be_asked_for_and_a_long_wait_says_why() {
        let soon = resend_hint(Lang::Id, NOW + Duration::seconds(45), NOW);
        let late = resend_hint(Lang::En, NOW + Duration::minutes(43), NOW);

        assert_eq!(soon, "Email baru bisa diminta 45 detik lagi, mulai pukul 14.07 WIB.");
        assert!(
            late.starts_with("Too many e-mails") && late.contains("in 43 minutes 0 seconds, from"),
            "{late}"
        );
    }
}

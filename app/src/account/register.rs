//! Registering as a sponsor: one page, six fields, then a mail (features row 2).
//!
//! Whoever gave a wrong address comes back from the page that waits for the code and finds everything typed but the
//! password. The registration under the wrong address is left to end by itself: deleting it would tell whether the
//! address has an account, and let one person delete another's.
//!
//! What is needed, how long it takes and what it costs stand before the first field. Whether an address already
//! has an account is never told here; the mail tells its owner.

use super::asker::Asker;
use super::words::{refused as refused_form, too_many_registrations};
use crate::cookies;
use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::flash::see_other;
use crate::form::FormState;
use crate::session::first_page;
use crate::text;
use crate::ui::{
    ActionBar, Button, Choice, ErrorSummary, Field, FieldKind, Note, PageHead, PostForm, Radios, Sheet, t,
};
use axum::Form;
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use domain::account::{Email, Name, PASSWORD_MIN, Password, Phone};
use domain::institution::SponsorKind;
use domain::lang::{Lang, Text};
use domain::problem::{Problem, Rule, Violation};
use domain::verification::DUE_WORKING_DAYS;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use services::account::{Registration, Typed, register};
use services::clock;
use services::context::Actor;
use services::db::Scope;
use services::error::Result;

const TITLE: Text = Text::new("Daftar sebagai sponsor", "Register as a sponsor");
const LEAD: Text = Text::new(
    "Enam isian, sekitar lima menit. Setelah itu kami mengirim email untuk memastikan alamat Anda benar.",
    "Six fields, about five minutes. We then send an e-mail to make sure that your address is right.",
);

/// What the form sends.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Input {
    kunci: String,
    ganti: String,
    kind: String,
    institution: String,
    in_charge: String,
    email: String,
    phone: String,
    password: String,
}

impl Input {
    fn parse(&self) -> std::result::Result<Registration, Vec<Violation>> {
        let mut wrong = Vec::new();
        let kind = match SponsorKind::from_word(&self.kind) {
            Some(kind) => Ok(kind),
            None if self.kind.is_empty() => Err(Rule::Missing),
            None => Err(Rule::NotAChoice),
        };
        let kind = keep(&mut wrong, "kind", kind);
        let institution = keep(&mut wrong, "institution", Name::parse(&self.institution));
        let in_charge = keep(&mut wrong, "in_charge", Name::parse(&self.in_charge));
        let email = keep(&mut wrong, "email", Email::parse(&self.email));
        let phone = keep(&mut wrong, "phone", Phone::parse(&self.phone));
        let password = keep(&mut wrong, "password", Password::parse(&self.password));
        match (kind, institution, in_charge, email, phone, password) {
            (Some(kind), Some(institution), Some(in_charge), Some(email), Some(phone), Some(password)) => {
                Ok(Registration { kind, institution, in_charge, email, phone, password })
            }
            _ => Err(wrong),
        }
    }
}

/// The value, or a note of what is wrong with it: a form is told every fault at once.
fn keep<T>(wrong: &mut Vec<Violation>, field: &'static str, read: std::result::Result<T, Rule>) -> Option<T> {
    read.map_err(|rule| wrong.push(Violation::new(field, rule))).ok()
}

/// GET `/daftar`
pub async fn view(ctx: Ctx) -> PageResult {
    if ctx.actor.session.is_some() {
        return Ok(see_other(&first_page(None, &ctx.actor)));
    }
    let typed = ctx.query(WRONG_ADDRESS).and_then(|_| typed_here(&ctx));
    Ok(show(&ctx, typed.map_or_else(FormState::empty, again)))
}

/// The query with which [`super::confirm`] leads back to this page.
pub(super) const WRONG_ADDRESS: &str = "alamat";

/// What was typed in this browser into the registration for which it waits.
pub(super) fn typed_here(ctx: &Ctx) -> Option<Typed> {
    let (cookie, waiting) = (ctx.cookie(cookies::TYPED)?, ctx.cookie(cookies::WAITING)?);
    Typed::open(ctx.house.hands.db.keys(), cookie, waiting, clock::now())
}

/// The form as it was sent, to be mended.
fn again(typed: Typed) -> FormState {
    FormState::empty()
        .with("ganti", "1")
        .with("kind", typed.kind.word())
        .with("institution", typed.institution)
        .with("in_charge", typed.in_charge)
        .with("email", typed.email)
        .with("phone", typed.phone)
}

/// Leads to the page that waits for the code, and lets this browser come back from there.
pub(super) fn wait_for_code(ctx: &Ctx, mut response: Response, typed: &Typed) -> Result<Response> {
    let sealed = typed.seal(ctx.house.hands.db.keys())?;
    let headers = response.headers_mut();
    headers.append(SET_COOKIE, cookies::set(cookies::WAITING, &typed.reference));
    headers.append(SET_COOKIE, cookies::set(cookies::TYPED, &sealed));
    Ok(response)
}

/// POST `/daftar`
pub async fn post(ctx: Ctx, asker: Asker, Form(input): Form<Input>) -> PageResult {
    let lang = ctx.lang();
    let refused = |violations: &[Violation]| show(&ctx, refused_form(lang, &input, violations));
    let registration = match input.parse() {
        Ok(registration) => registration,
        Err(violations) => return Ok(refused(&violations)),
    };
    match register_as(&ctx, asker, &registration).await {
        Ok(Ok(reference)) => {
            let typed = Typed::of(&registration, reference, clock::now());
            Ok(wait_for_code(&ctx, see_other("/daftar/konfirmasi"), &typed)?)
        }
        Ok(Err(seconds)) => {
            let form = FormState::of(&input).error("", too_many_registrations(lang, seconds));
            let mut response = show(&ctx, form);
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
        Err(error) => match error.problem() {
            Problem::Invalid(violations) => Ok(refused(violations)),
            Problem::RateLimited(seconds) => {
                let form = FormState::of(&input).error("email", text::too_many_mails(lang, *seconds));
                Ok(show(&ctx, form))
            }
            _ => Err(error.into()),
        },
    }
}

/// The reference under which this browser waits; or for how many seconds its network may not register anybody.
async fn register_as(
    ctx: &Ctx,
    asker: Asker,
    registration: &Registration,
) -> Result<std::result::Result<String, u32>> {
    registration.check_password()?;
    // Whoever is signed in here registers as anybody else would.
    let public = Actor::public(ctx.lang());
    let db = &ctx.house.hands.db;
    if let Some(network) = asker.network()
        && let Err(seconds) =
            db.write(&public, async |scope| register::room_from(scope, network).await).await?
    {
        return Ok(Err(seconds));
    }
    let hash = ctx.house.passwords.hash(&registration.password).await?;
    let register = async |scope: &mut Scope| match asker.network() {
        Some(network) => register::register_from(scope, network, registration, &hash).await,
        None => Ok(Ok(register::register(scope, registration, &hash).await?)),
    };
    db.write(&public, register).await
}

fn show(ctx: &Ctx, form: FormState) -> Response {
    // The password is never sent back: it is forgotten here, whoever shows the form.
    let form = form.forget("password");
    // The island lets people see the password that they choose.
    ctx.page(TITLE).islands().form(&form).render(|| {
        view! {
            <Sheet>
                <ErrorSummary form=form.clone() />
                <PageHead title=TITLE lead=LEAD />
                {if form.value("ganti").is_empty() { view! { <Before /> }.into_any() } else { view! { <Mend /> }.into_any() }}
                <Fields form />
                <p>{t(Text::new("Sudah punya akun?", "Do you have an account?"))} " " <a href="/masuk">{t(text::SIGN_IN)}</a></p>
            </Sheet>
        }
    })
}

/// Instead of what is needed: it was read the first time.
#[component]
fn Mend() -> impl IntoView {
    view! {
        <Note title=Text::new("Betulkan alamat email", "Mend the e-mail address")>
            <p>{t(Text::new(
                "Isian Anda masih ada. Betulkan alamatnya, ketik kata sandi sekali lagi, lalu kirim. Pendaftaran dengan alamat yang salah terhapus sendiri bila tidak dikonfirmasi.",
                "What you typed is still here. Mend the address, type the password once more, and send it. The registration with the wrong address goes by itself unless somebody confirms it.",
            ))}</p>
        </Note>
    }
}

#[component]
fn Before() -> impl IntoView {
    let days = match crate::ui::lang() {
        Lang::Id => format!(
            "Dinas Sosial memeriksa paling lama {DUE_WORKING_DAYS} hari kerja sejak pengajuan Anda terkirim lengkap."
        ),
        Lang::En => format!(
            "The social office answers within {DUE_WORKING_DAYS} working days after you send a complete submission."
        ),
    };
    view! {
        <Note title=Text::new("Yang Anda perlukan", "What you need")>
            <ul>
                <li>{t(Text::new(
                    "Sekarang: alamat email yang bisa Anda buka, dan nomor telepon penanggung jawab.",
                    "Now: an e-mail address that you can open, and the phone number of the person in charge.",
                ))}</li>
                <li>{t(Text::new(
                    "Setelah masuk: alamat lembaga, satu foto lembaga, dan surat rekomendasi dalam PDF. Boleh menyusul; isian Anda tersimpan.",
                    "After signing in: the address of the institution, one photo of it, and a letter of recommendation as a PDF. These can wait; what you fill in is kept.",
                ))}</li>
                <li>{days}</li>
                <li>{t(Text::new("Gratis, tanpa pungutan dan tanpa perantara.", "Free of charge, and no middleman needed."))}</li>
            </ul>
        </Note>
    }
}

#[component]
fn Fields(form: FormState) -> impl IntoView {
    let mends = !form.value("ganti").is_empty();
    view! {
        <PostForm action="/daftar" form=form.clone()>
            {mends.then(|| view! { <input type="hidden" name="ganti" value="1" /> })}
            <Radios form=form.clone() name="kind" legend=Text::new("Anda mendaftar sebagai apa?", "What are you registering as?")
                hint=Text::new("Pilih yang paling sesuai. Bisa diubah sebelum pengajuan dikirim.", "Choose what fits best. You can change it before you send the submission.")
                choices=kinds() />
            <Field form=form.clone() name="institution" kind=FieldKind::Organisation
                label=Text::new("Nama lembaga", "Name of the institution")
                hint=Text::new("Seperti tertulis di papan nama atau akta. Untuk perorangan: nama Anda sendiri.", "As on the name board or the deed. Individuals: your own name.") />
            <Field form=form.clone() name="in_charge" kind=FieldKind::Name
                label=Text::new("Nama penanggung jawab", "Name of the person in charge")
                hint=Text::new("Orang yang dapat kami hubungi. Satu kata boleh.", "The person whom we can contact. One word is fine.") />
            <Field form=form.clone() name="email" kind=FieldKind::Email
                label=Text::new("Alamat email", "E-mail address")
                hint=Text::new("Kode konfirmasi dan semua kabar kami kirim ke alamat ini.", "The confirmation code and all news go to this address.") />
            <Field form=form.clone() name="phone" kind=FieldKind::Phone
                label=Text::new("Nomor telepon penanggung jawab", "Phone number of the person in charge")
                hint=Text::new("Misalnya 0812 3456 7890. Spasi dan tanda hubung boleh.", "Such as 0812 3456 7890. Spaces and dashes are fine.") />
            <Field form=form.clone() name="password" kind=FieldKind::NewPassword
                label=Text::new("Kata sandi", "Password") hint=password_hint(crate::ui::lang(), &form) />
            <p>{t(Text::new(
                "Dengan mendaftar, Anda menyatakan sudah membaca dan menyetujui cara kami memakai data Anda, seperti dijelaskan di ",
                "By registering, you declare that you have read and agree to how we use your data, as explained in the ",
            ))}<a href="/privasi">{t(Text::new("pemberitahuan privasi", "privacy notice"))}</a>"."</p>
            <ActionBar><Button>{t(Text::new("Daftar dan kirim email konfirmasi", "Register and send the confirmation e-mail"))}</Button></ActionBar>
        </PostForm>
    }
}

/// The rule for passwords, said before one is typed; and why the field is empty when a form comes back.
pub(super) fn password_hint(lang: Lang, form: &FormState) -> String {
    let rule = match lang {
        Lang::Id => format!(
            "Paling sedikit {PASSWORD_MIN} huruf atau angka; spasi boleh. Paling mudah: empat kata yang tidak berhubungan. Boleh ditempel dari pengelola kata sandi."
        ),
        Lang::En => format!(
            "At least {PASSWORD_MIN} characters; spaces are fine. Easiest: four unrelated words. You may paste it from a password manager."
        ),
    };
    if form.is_wrong() || !form.value("ganti").is_empty() {
        const AGAIN: Text = Text::new(
            "Ketik sekali lagi: demi keamanan, kata sandi tidak ikut tersimpan di formulir.",
            "Type it once more: for safety, the form does not keep the password.",
        );
        format!("{rule} {}", AGAIN.get(lang))
    } else {
        rule
    }
}

fn kinds() -> Vec<Choice> {
    SponsorKind::ALL
        .into_iter()
        .map(|kind| Choice::new(kind.word(), text::sponsor_kind(kind)).hint(who_chooses(kind)))
        .collect()
}

const fn who_chooses(kind: SponsorKind) -> Text {
    match kind {
        SponsorKind::Lks => Text::new(
            "Menjalankan pelayanan sosial, berbadan hukum ataupun belum, dan bukan salah satu dari pilihan di bawah.",
            "Runs social services, incorporated or not, and is none of the kinds below.",
        ),
        SponsorKind::Yayasan => Text::new(
            "Berbadan hukum yayasan dan mengasuh langsung atau membina beberapa tempat.",
            "A legal foundation that cares for people itself or supports several places.",
        ),
        SponsorKind::Panti => Text::new(
            "Rumah tempat anak, lanjut usia, atau penyandang disabilitas tinggal menetap.",
            "A home in which children, older people or people with disabilities live.",
        ),
        SponsorKind::Ponpes => Text::new(
            "Pesantren yang santrinya tinggal di pondok.",
            "An Islamic boarding school whose students live there.",
        ),
        SponsorKind::Perorangan => Text::new(
            "Anda sendiri mengasuh atau menampung orang lain, tanpa lembaga.",
            "You yourself care for or house other people, without an institution.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fragment;

    fn typed() -> Typed {
        Typed {
            reference: "acuan".to_owned(),
            at: 0,
            kind: SponsorKind::Panti,
            institution: "Panti \"Kasih\" Bunda".to_owned(),
            in_charge: "Sari Dewi".to_owned(),
            email: "sari@gmial.com".to_owned(),
            phone: "0812 3456 7890".to_owned(),
        }
    }

    #[test]
    fn whoever_mends_the_address_finds_everything_typed_but_the_password() {
        let form = again(typed());
        let html = fragment(Lang::Id, || view! { <Fields form=form.clone() /> });

        for value in ["Panti &quot;Kasih&quot; Bunda", "Sari Dewi", "sari@gmial.com", "0812 3456 7890"] {
            assert!(html.contains(&format!("value=\"{value}\"")), "{value}: {html}");
        }
        assert!(form.has("kind", "panti") && form.value("password").is_empty() && !form.is_wrong());
        assert!(html.contains("name=\"ganti\"") && html.contains("Ketik sekali lagi"), "{html}");
    }

    #[test]
    fn a_new_registration_replaces_none() {
        let html = fragment(Lang::Id, || view! { <Fields form=FormState::empty() /> });

        assert!(!html.contains("name=\"ganti\"") && !html.contains("Ketik sekali lagi"), "{html}");
    }
}

//! `/sponsor/lembaga`: the profile. Looking for the village is a button of the same form, so that nothing
//! typed is lost by it.

use crate::ctx::SponsorCtx;
use crate::error::{PageError, PageResult};
use crate::flash::{Flash, see_other};
use crate::form::FormState;
use crate::region::answers::{Answer, villages};
use crate::region::picker::{LOOK, RegionPicker, TYPED, VILLAGE};
use crate::text;
use crate::ui::{
    ActionBar, BackLink, Button, Choice, ErrorSummary, Facts, Field, FieldKind, Note, PageHead, PostForm,
    Radios, Sheet, Tone, t,
};
use axum::extract::RawForm;
use axum::response::Response;
use domain::institution::SponsorKind;
use domain::lang::{Lang, Text};
use domain::problem::{Problem, Rule, Violation};
use domain::verification::Item;
use leptos::prelude::*;
use services::institution::{self, Own, ProfileInput};

const HERE: &str = "/sponsor/lembaga";
const TITLE: Text = Text::new("Profil lembaga", "The institution's profile");
const LEAD: Text = Text::new(
    "Isi seperti yang tertulis di surat resmi lembaga. Petugas mencocokkannya dengan berkas Anda.",
    "Fill in what stands in the institution's official papers. An officer compares it with them.",
);
const KIND: Text = Text::new("Jenis sponsor", "Kind of sponsor");
const NAME: Text = Text::new("Nama lembaga", "Name of the institution");
const IN_CHARGE: Text = Text::new("Nama penanggung jawab", "Name of the person in charge");
const PHONE: Text = Text::new("Nomor telepon penanggung jawab", "Phone of the person in charge");
const RESIDENTS: Text = Text::new("Jumlah orang yang diasuh sekarang", "People in care now");
const STREET: Text = Text::new("Alamat: jalan, nomor, dusun atau banjar", "Address: street, number, hamlet");
const POSTCODE: Text = Text::new("Kode pos", "Postcode");
const LOCKED: Text = Text::new(
    "Profil tidak bisa diubah selama berkas ada di Dinas Sosial.",
    "The profile cannot be changed while the file is with the social office.",
);
const CHANGED: Text = Text::new(
    "Profil ini disimpan dari tab atau perangkat lain setelah Anda membukanya. Yang Anda ketik masih ada di bawah; periksa, lalu simpan lagi bila ini yang benar.",
    "This profile was saved from another tab or device after you opened it. What you typed is still below; check it, then save again if it is right.",
);

const SENT: Text = Text::new(
    "Berkas sudah dikirim ke Dinas Sosial, jadi profil tidak bisa diubah sekarang. Yang Anda ketik masih ada di bawah. Kalau perlu, tarik kembali dulu di beranda.",
    "The file has been sent to the social office, so the profile cannot be changed now. What you typed is still below. Withdraw the file on the home page first if you need to.",
);

const CHOOSE: Text = Text::new(
    "Pilih satu desa atau kelurahan di bawah, lalu simpan lagi.",
    "Choose one of the villages below, then save again.",
);

/// The page.
pub async fn view(ctx: SponsorCtx) -> PageResult {
    let own = load(&ctx).await?;
    if !own.state.is_with_sponsor() {
        return Ok(locked(&ctx, &own));
    }
    let form = match ctx.restored().await? {
        Some(form) => form,
        None => filled(&own),
    };
    let found = found(&ctx, &form, &own).await?;
    Ok(show(&ctx, &own, form, found))
}

/// Saves, or looks for the village.
pub async fn post(ctx: SponsorCtx, RawForm(body): RawForm) -> PageResult {
    let form = FormState::from_body(&body);
    let own = load(&ctx).await?;
    if form.value("aksi") == LOOK {
        let found = found(&ctx, &form, &own).await?;
        return Ok(show(&ctx, &own, form, found));
    }
    let key = form.form_key();
    let saved = match input(&form).parse() {
        Ok((kind, profile)) => {
            let revision = form.version();
            ctx.run(async |scope| institution::save(scope, own.id, revision, kind, &profile, key).await).await
        }
        Err(violations) => Err(violations.into()),
    };
    match saved.map_err(services::error::Error::into_problem) {
        Ok(()) => Ok(Flash::ProfileSaved.redirect("/sponsor")),
        Err(Problem::Duplicate(location)) => Ok(see_other(&location)),
        Err(Problem::Invalid(violations)) => {
            let found = found(&ctx, &form, &own).await?;
            Ok(show(&ctx, &own, refused(ctx.lang(), form, &violations, &found), found))
        }
        Err(Problem::Stale) => {
            let fresh = load(&ctx).await?;
            let found = found(&ctx, &form, &fresh).await?;
            let form = form.with("versi", fresh.revision.to_string()).error("", CHANGED.get(ctx.lang()));
            Ok(show(&ctx, &fresh, form, found))
        }
        Err(Problem::Refused(_)) => {
            let fresh = load(&ctx).await?;
            let found = found(&ctx, &form, &fresh).await?;
            Ok(show(&ctx, &fresh, form.error("", SENT.get(ctx.lang())), found))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// A village that was looked for but not chosen is not missing: its answers stand below, to choose from.
fn refused(lang: Lang, form: FormState, violations: &[Violation], found: &[Answer]) -> FormState {
    let looked_for = !form.value(TYPED).trim().is_empty();
    violations.iter().fold(form, |form, wrong| {
        if looked_for && wrong.field == VILLAGE && wrong.rule == Rule::Missing {
            let nothing = || text::rule(lang, Rule::UnknownRegion);
            let why = if found.is_empty() { nothing() } else { CHOOSE.get(lang).to_owned() };
            form.error(VILLAGE, why)
        } else {
            form.violations(lang, std::slice::from_ref(wrong))
        }
    })
}

async fn load(ctx: &SponsorCtx) -> Result<Own, PageError> {
    Ok(ctx.run(async |scope| institution::own(scope).await).await?)
}

/// What the form shows first.
fn filled(own: &Own) -> FormState {
    let says = &own.says;
    let phone = domain::account::Phone::parse(&says.phone).map(|p| p.display()).unwrap_or_default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    // A village that has ended is looked for by its code, which gives its successors to choose from.
    let (village, typed) = match text(&says.village) {
        ended if own.village_ended => (String::new(), ended),
        village => (village, String::new()),
    };
    FormState::empty()
        .with("kind", says.kind.word())
        .with("name", &says.name)
        .with("in_charge", &says.in_charge)
        .with("phone", phone)
        .with("residents", says.residents.map(|n| n.to_string()).unwrap_or_default())
        .with(VILLAGE, village)
        .with(TYPED, typed)
        .with("street", text(&says.street))
        .with("rt", text(&says.rt))
        .with("rw", text(&says.rw))
        .with("postcode", text(&says.postcode))
        .with("versi", own.revision.to_string())
}

fn input(form: &FormState) -> ProfileInput {
    ProfileInput {
        kind: form.value("kind"),
        name: form.value("name"),
        in_charge: form.value("in_charge"),
        phone: form.value("phone"),
        residents: form.value("residents"),
        village: form.value(VILLAGE),
        street: form.value("street"),
        rt: form.value("rt"),
        rw: form.value("rw"),
        postcode: form.value("postcode"),
    }
}

/// The answers under the field: those of the search, and the chosen one first.
async fn found(ctx: &SponsorCtx, form: &FormState, own: &Own) -> Result<Vec<Answer>, PageError> {
    let mut found = villages(ctx, &form.value(TYPED)).await?;
    let chosen = form.value(VILLAGE);
    if found.iter().all(|one| one.code != chosen) {
        let says = &own.says;
        let known = says.village.as_deref() == Some(chosen.as_str());
        if let Some(path) = says.region_path.clone().filter(|_| known) {
            found.insert(0, Answer { code: chosen, path, note: None });
        } else {
            let more = villages(ctx, &chosen).await?;
            found.splice(0..0, more.into_iter().filter(|one| one.code == chosen));
        }
    }
    Ok(found)
}

fn show(ctx: &SponsorCtx, own: &Own, form: FormState, found: Vec<Answer>) -> Response {
    let lang = ctx.lang();
    let ended = own.village_ended.then(|| crate::text::rule(lang, Rule::RetiredRegion));
    let fault = own.faults.as_ref().and_then(|faults| faults.of(Item::Profile)).cloned();
    ctx.page(TITLE).form(&form).islands().render(move || {
        view! {
            <Sheet>
                <BackLink href="/sponsor" label=text::HOME />
                <ErrorSummary form=form.clone() />
                <PageHead title=TITLE lead=LEAD />
                {ended.map(|why| view! { <Note tone=Tone::Warm><p>{why}</p></Note> })}
                {fault.map(|fault| super::words::returned(lang, fault.reason, &fault.words))}
                <PostForm action=HERE form=form.clone() version=i64::from(form.version())>
                    // The first button is the one that Enter presses: saving, not looking for a village.
                    <button class="unseen" tabindex="-1" aria-hidden="true">{t(text::SAVE)}</button>
                    <Radios form=form.clone() name="kind" legend=KIND choices=kinds() />
                    <Field form=form.clone() name="name" label=NAME kind=FieldKind::Organisation />
                    <Field form=form.clone() name="in_charge" label=IN_CHARGE kind=FieldKind::Name />
                    <Field form=form.clone() name="phone" label=PHONE kind=FieldKind::Phone />
                    <Field form=form.clone() name="residents" label=RESIDENTS kind=FieldKind::Digits chars=6 />
                    <RegionPicker form=form.clone() action=HERE found />
                    <Field form=form.clone() name="street" label=STREET kind=FieldKind::Street />
                    <div class="fields-row">
                        <Field form=form.clone() name="rt" label="RT" kind=FieldKind::Digits chars=4 optional=true />
                        <Field form=form.clone() name="rw" label="RW" kind=FieldKind::Digits chars=4 optional=true />
                        <Field form=form.clone() name="postcode" label=POSTCODE kind=FieldKind::Postcode chars=6 optional=true />
                    </div>
                    <ActionBar><Button>{t(text::SAVE)}</Button></ActionBar>
                </PostForm>
            </Sheet>
        }
    })
}

fn kinds() -> Vec<Choice> {
    SponsorKind::ALL.into_iter().map(|kind| Choice::new(kind.word(), text::sponsor_kind(kind))).collect()
}

fn locked(ctx: &SponsorCtx, own: &Own) -> Response {
    let facts = crate::particulars::facts(ctx.lang(), &own.says);
    ctx.page(TITLE).render(move || {
        view! {
            <Sheet>
                <BackLink href="/sponsor" label=text::HOME />
                <PageHead title=TITLE />
                <Note tone=Tone::Info><p>{t(LOCKED)}</p></Note>
                <Facts facts />
            </Sheet>
        }
    })
}

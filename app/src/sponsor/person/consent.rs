//! Fifth group: the text that is read out, who agreed to it, when and how.

use super::{consent_text, words};
use crate::form::FormState;
use crate::ui::{Checkbox, Choice, DateBox, DateBoxes, Field, Radios};
use domain::lang::{Lang, Text};
use domain::person::{CONSENT_VERSION, Consent, ConsentInput, Consenter, Method};
use leptos::prelude::*;

/// Carries the version of the text that was on the page.
pub(super) const VERSION: &str = "naskah";
const BY: Text = Text::new("Siapa yang setuju?", "Who agreed?");
const BY_HINT: Text = Text::new(
    "Untuk anak di bawah 17 tahun: orang tua, wali, atau lembaga sebagai wali.",
    "For a child under 17: a parent, a guardian, or the institution as guardian.",
);
const CONSENTER: Text = Text::new("Nama yang setuju", "Name of whoever agreed");
const CONSENTER_HINT: Text = Text::new(
    "Kalau lembaga yang menjadi wali: nama pengurus yang setuju atas nama lembaga.",
    "Where the institution is guardian: who agreed on its behalf.",
);
const BASIS: Text = Text::new("Dasar perwalian lembaga", "Ground of the guardianship");
const BASIS_HINT: Text = Text::new(
    "Nomor dan tanggal penetapan pengadilan atau surat penyerahan.",
    "Number and date of the court order or of the letter of placement.",
);
const METHOD: Text = Text::new("Bagaimana persetujuannya diberikan?", "How was the consent given?");
const METHOD_HINT: Text = Text::new(
    "Cetak halaman ini, minta tanda tangan atau cap jempol di bawahnya, lalu simpan di lembaga Anda; petugas dapat memintanya.",
    "Print this page, have it signed or thumb-printed below, and keep it with you; an officer may ask for it.",
);
const WITNESS: Text = Text::new("Nama saksi", "Name of the witness");
const WITNESS_HINT: Text = Text::new("Orang dewasa yang ikut mendengar.", "A grown-up who heard it as well.");
/// Lines to be filled in on paper, which is Indonesian like the text above them.
const SIGNATURES: [&str; 5] = [
    "Nama orang yang diasuh:",
    "Nama yang setuju, dan hubungannya:",
    "Tanda tangan atau cap jempol:",
    "Nama dan tanda tangan saksi:",
    "Tempat dan tanggal:",
];
const ON: Text = Text::new("Tanggal persetujuan", "Day of the consent");
const ON_HINT: Text = Text::new("Dengan angka, misalnya 21 11 2026.", "In digits, such as 21 11 2026.");
const AGREED: Text = Text::new(
    "Teks di atas sudah dibacakan, dimengerti, dan disetujui",
    "The Indonesian text above was read out, understood and agreed to",
);

/// What was typed.
pub(super) fn input(form: &FormState) -> ConsentInput {
    ConsentInput {
        by: form.value("by"),
        consenter: form.value("consenter"),
        basis: form.value("basis"),
        method: form.value("method"),
        witness: form.value("witness"),
        day: form.value("day"),
        month: form.value("month"),
        year: form.value("year"),
        agreed: form.value("agreed"),
    }
}

/// What is known, as it is typed; whether the text was agreed to is asked again each time.
pub(super) fn filled(of: &Consent) -> FormState {
    let name = |name: &Option<domain::person::PersonName>| {
        name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default()
    };
    FormState::of(&ConsentInput {
        by: of.by.word().to_owned(),
        consenter: name(&of.name),
        basis: of.basis.clone().unwrap_or_default(),
        method: of.method.word().to_owned(),
        witness: name(&of.witness),
        day: of.on.day().to_string(),
        month: u8::from(of.on.month()).to_string(),
        year: of.on.year().to_string(),
        agreed: String::new(),
    })
}

/// The text and the questions.
pub(super) fn fields(lang: Lang, form: FormState) -> impl IntoView {
    let who = Consenter::ALL.map(|who| Choice::new(who.word(), words::consenter(who)));
    let methods = Method::ALL.map(|method| Choice::new(method.word(), words::method(method)));
    let boxes = vec![DateBox::day("day"), DateBox::month("month"), DateBox::year("year")];
    view! {
        {consent_text::view(lang)}
        <input type="hidden" name=VERSION value=CONSENT_VERSION />
        <div class="branch">
            <Radios form=form.clone() name="by" legend=BY hint=BY_HINT choices=who.into() />
            <div class="when-other">
                <Field form=form.clone() name="consenter" label=CONSENTER hint=CONSENTER_HINT autocomplete="off" />
            </div>
            <div class="when-institution">
                <Field form=form.clone() name="basis" label=BASIS hint=BASIS_HINT autocomplete="off" />
            </div>
        </div>
        <div class="branch">
            <Radios form=form.clone() name="method" legend=METHOD hint=METHOD_HINT choices=methods.into() />
            <div class="when-witnessed">
                <Field form=form.clone() name="witness" label=WITNESS hint=WITNESS_HINT autocomplete="off" />
            </div>
        </div>
        <DateBoxes form=form.clone() name="on" legend=ON hint=ON_HINT boxes />
        <Checkbox form=form.clone() name="agreed" label=AGREED />
        <div class="printed signatures" lang="id">{SIGNATURES.map(|line| view! { <p>{line}</p> })}</div>
    }
}

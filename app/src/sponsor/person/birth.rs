//! Second group: birth, mother, family card.

use super::words;
use crate::form::FormState;
use crate::ui::{Checkbox, Choice, DateBox, DateBoxes, Field, FieldKind, Radios};
use domain::lang::Text;
use domain::person::{Birth, BirthInput, Mother, NoMother, Precision};
use leptos::prelude::*;

const PLACE: Text = Text::new("Tempat lahir", "Place of birth");
const PLACE_HINT: Text =
    Text::new("Seperti di akta atau kartu keluarga.", "As on the birth certificate or family card.");
const PRECISION: Text =
    Text::new("Apa yang diketahui tentang tanggal lahirnya?", "What is known of the date of birth?");
const DATE: Text = Text::new("Tanggal lahir", "Date of birth");
const DATE_HINT: Text = Text::new(
    "Misalnya 12 3 2015; bulan boleh angka atau nama. Kosongkan yang tidak diketahui.",
    "Such as 12 3 2015; the month in digits, or its Indonesian name. Leave empty what is not known.",
);
const ESTIMATED_HINT: Text = Text::new(
    "Kalau tidak ada surat: tulis tahun menurut perkiraan Anda.",
    "Where there are no papers: write the year as you estimate it.",
);
const SURE: Text =
    Text::new("Tahunnya sudah saya periksa dan benar", "I have checked the year and it is right");
const HAS_MOTHER: Text =
    Text::new("Apakah nama ibu kandungnya diketahui?", "Is the name of the mother by birth known?");
const HAS_MOTHER_HINT: Text = Text::new(
    "Nama ibu membedakan dua orang yang nama dan tanggal lahirnya sama.",
    "The mother's name tells two people apart who share name and date of birth.",
);
const YES: Text = Text::new("Ya", "Yes");
const NO: Text = Text::new("Tidak", "No");
const MOTHER: Text = Text::new("Nama ibu kandung", "Name of the mother by birth");
const NO_MOTHER: Text = Text::new("Mengapa tidak diketahui?", "Why is it not known?");
const KK: Text = Text::new("Nomor kartu keluarga", "Number of the family card");
const KK_HINT: Text = Text::new(
    "16 angka di bagian atas kartu keluarga (KK). Kosongkan kalau tidak ada.",
    "16 digits at the top of the family card (KK). Leave it empty if there is none.",
);

/// What was typed.
pub(super) fn input(form: &FormState) -> BirthInput {
    BirthInput {
        place: form.value("place"),
        day: form.value("day"),
        month: form.value("month"),
        year: form.value("year"),
        precision: form.value("precision"),
        sure: form.value("sure"),
        has_mother: form.value("has_mother"),
        mother: form.value("mother"),
        no_mother: form.value("no_mother"),
        kk: form.value("kk"),
    }
}

/// What is known, as it is typed. The only place with the whole number of the family card.
pub(super) fn filled(of: &Birth) -> FormState {
    let (has_mother, mother, no_mother) = match &of.mother {
        Mother::Named(name) => ("ya", name.as_str(), ""),
        Mother::None(reason) => ("tidak", "", reason.word()),
    };
    let knows_month = matches!(of.precision, Precision::Day | Precision::Month);
    let day = (of.precision == Precision::Day).then(|| of.date.day().to_string());
    let month = knows_month.then(|| u8::from(of.date.month()).to_string());
    FormState::of(&BirthInput {
        place: of.place.clone().unwrap_or_default(),
        day: day.unwrap_or_default(),
        month: month.unwrap_or_default(),
        year: of.date.year().to_string(),
        precision: of.precision.word().to_owned(),
        sure: String::new(),
        has_mother: has_mother.to_owned(),
        mother: mother.to_owned(),
        no_mother: no_mother.to_owned(),
        kk: of.kk.as_ref().map(|kk| kk.as_str().to_owned()).unwrap_or_default(),
    })
}

/// The questions. Whether the year is right is asked only after it was found odd.
pub(super) fn fields(form: FormState) -> impl IntoView {
    let known = Precision::ALL.map(|precision| {
        let choice = Choice::new(precision.word(), words::precision(precision));
        if precision == Precision::Estimated { choice.hint(ESTIMATED_HINT) } else { choice }
    });
    let reasons = NoMother::ALL.map(|reason| Choice::new(reason.word(), words::no_mother(reason))).into();
    let has = vec![Choice::new("ya", YES), Choice::new("tidak", NO)];
    let boxes = vec![DateBox::day("day"), DateBox::month("month"), DateBox::year("year")];
    let asked = form.error_of("sure").is_some() || form.has("sure", "1");
    let sure = asked.then(|| view! { <Checkbox form=form.clone() name="sure" label=SURE /> });
    view! {
        <Field form=form.clone() name="place" label=PLACE hint=PLACE_HINT autocomplete="off" optional=true />
        <Radios form=form.clone() name="precision" legend=PRECISION choices=known.into() />
        <DateBoxes form=form.clone() name="date" legend=DATE hint=DATE_HINT boxes />
        {sure}
        <div class="branch">
            <Radios form=form.clone() name="has_mother" legend=HAS_MOTHER hint=HAS_MOTHER_HINT choices=has />
            <div class="when-yes">
                <Field form=form.clone() name="mother" label=MOTHER autocomplete="off" />
            </div>
            <div class="when-no">
                <Radios form=form.clone() name="no_mother" legend=NO_MOTHER choices=reasons />
            </div>
        </div>
        <Field form=form.clone() name="kk" label=KK hint=KK_HINT kind=FieldKind::Digits chars=20 optional=true />
    }
}

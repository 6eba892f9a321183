//! First group: name, sex, NIK or why there is none.

use super::words;
use crate::form::FormState;
use crate::ui::{Choice, Field, FieldKind, Note, Radios, Tone, t};
use domain::lang::Text;
use domain::person::{Identity, IdentityInput, NikAnswer, NoNik, Sex};
use leptos::prelude::*;

const NAME: Text = Text::new("Nama lengkap", "Full name");
const NAME_HINT: Text = Text::new(
    "Seperti di akta, KTP, atau kartu keluarga. Satu kata boleh.",
    "As on the birth certificate, identity card or family card. One word is enough.",
);
const ALIASES: Text = Text::new("Nama lain", "Other names");
const ALIASES_HINT: Text = Text::new(
    "Nama panggilan atau ejaan lain yang ada di surat-suratnya.",
    "Call names, or other spellings in the papers.",
);
const SEX: Text = Text::new("Jenis kelamin", "Sex");
const HAS_NIK: Text = Text::new("Apakah orang ini punya NIK?", "Does this person have a NIK?");
const HAS_NIK_HINT: Text = Text::new(
    "Nomor Induk Kependudukan, 16 angka. Dengan NIK, orang ini dicocokkan dengan data kependudukan dan kartunya dibuat.",
    "The 16-digit number of the civil registry. With it this person is matched, and the card is made.",
);
const YES: Text = Text::new("Ya", "Yes");
const NOT_YET: Text = Text::new("Belum punya", "Not yet");
const NIK: Text = Text::new("NIK", "NIK");
const NIK_HINT: Text = Text::new(
    "Ada di KTP, kartu identitas anak (KIA), kartu keluarga, atau akta kelahiran. Spasi boleh.",
    "On the identity card, the child card (KIA), the family card or the birth certificate. Spaces may be typed.",
);
const NO_NIK: Text = Text::new("Mengapa belum punya NIK?", "Why is there no NIK yet?");
const STILL: Text = Text::new(
    "Orang ini tetap bisa diusulkan. Kartunya dibuat setelah NIK ada, jadi mintalah ke Dinas Dukcapil setempat; mereka dapat datang ke lembaga Anda untuk merekam data.",
    "This person can still be proposed. The card is made once there is a NIK, so ask the local civil registry (Dukcapil) for one; they can come to you to record the data.",
);

/// What was typed.
pub(super) fn input(form: &FormState) -> IdentityInput {
    IdentityInput {
        name: form.value("name"),
        aliases: form.value("aliases"),
        sex: form.value("sex"),
        has_nik: form.value("has_nik"),
        nik: form.value("nik"),
        no_nik: form.value("no_nik"),
    }
}

/// What is known, as it is typed. The only place with the whole NIK.
pub(super) fn filled(of: &Identity) -> FormState {
    let (has_nik, nik, no_nik) = match &of.nik {
        NikAnswer::Known(nik) => ("ya", nik.as_str(), ""),
        NikAnswer::None(reason) => ("belum", "", reason.word()),
    };
    FormState::of(&IdentityInput {
        name: of.name.as_str().to_owned(),
        aliases: of.aliases.clone().unwrap_or_default(),
        sex: of.sex.word().to_owned(),
        has_nik: has_nik.to_owned(),
        nik: nik.to_owned(),
        no_nik: no_nik.to_owned(),
    })
}

/// The questions.
pub(super) fn fields(form: FormState) -> impl IntoView {
    let sexes = Sex::ALL.map(|sex| Choice::new(sex.word(), words::sex(sex))).into();
    let reasons = NoNik::ALL.map(|reason| Choice::new(reason.word(), words::no_nik(reason))).into();
    let has = vec![Choice::new("ya", YES), Choice::new("belum", NOT_YET)];
    view! {
        <Field form=form.clone() name="name" label=NAME hint=NAME_HINT autocomplete="off" />
        <Field form=form.clone() name="aliases" label=ALIASES hint=ALIASES_HINT autocomplete="off" optional=true />
        <Radios form=form.clone() name="sex" legend=SEX choices=sexes />
        <div class="branch">
            <Radios form=form.clone() name="has_nik" legend=HAS_NIK hint=HAS_NIK_HINT choices=has />
            <div class="when-yes">
                <Field form=form.clone() name="nik" label=NIK hint=NIK_HINT kind=FieldKind::Digits chars=20 />
            </div>
            <div class="when-no">
                <Radios form=form.clone() name="no_nik" legend=NO_NIK choices=reasons />
                <Note tone=Tone::Info><p>{t(STILL)}</p></Note>
            </div>
        </div>
    }
}

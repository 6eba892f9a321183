//! Fourth group: the ground on which the person is proposed.

use super::words;
use crate::form::FormState;
use crate::ui::{Checkboxes, Choice, Radios, TextArea};
use domain::lang::Text;
use domain::person::{Criterion, Disability, Ground, GroundInput, Parents};
use leptos::prelude::*;

const CRITERION: Text = Text::new("Mengapa orang ini diusulkan?", "On what ground is this person proposed?");
const CRITERION_HINT: Text = Text::new(
    "Kalau ada beberapa yang cocok, pilih yang paling menggambarkan keadaannya sekarang.",
    "If several fit, choose the one that describes the situation best today.",
);
const PROTECTED: Text = Text::new(
    "Selain lembaga Anda, hanya petugas yang memutuskan yang melihatnya.",
    "Besides your institution, only the officers who decide get to see this.",
);
const PARENTS: Text = Text::new("Orang tua yang masih hidup", "Parents who are alive");
const DISABILITIES: Text = Text::new("Disabilitas (opsional)", "Disability (optional)");
const DISABILITIES_HINT: Text = Text::new(
    "Tandai yang ada, boleh lebih dari satu. Kosongkan kalau tidak ada. Selain lembaga Anda, hanya petugas yang memutuskan yang melihatnya.",
    "Mark what there is, more than one if need be; nothing if there is none. Besides your institution, only the officers who decide get to see this.",
);
const NOTE: Text = Text::new("Catatan untuk petugas", "A note to the officer");
const NOTE_HINT: Text = Text::new(
    "Yang perlu diketahui petugas dan tidak ada di isian lain.",
    "What the officer should know and no other answer says.",
);

const fn kind_hint(kind: Disability) -> Text {
    match kind {
        Disability::Physical => {
            Text::new("Misalnya sulit berjalan atau lumpuh.", "Such as difficulty walking, or paralysis.")
        }
        Disability::Intellectual => {
            Text::new("Misalnya sindrom Down atau lambat belajar.", "Such as Down syndrome or slow learning.")
        }
        Disability::Mental => Text::new(
            "Misalnya skizofrenia, bipolar, atau autisme.",
            "Such as schizophrenia, bipolar disorder or autism.",
        ),
        Disability::Sensory => Text::new(
            "Misalnya tidak melihat, tidak mendengar, atau tidak berbicara.",
            "Such as not seeing, hearing or speaking.",
        ),
    }
}

/// What was typed.
pub(super) fn input(form: &FormState) -> GroundInput {
    let ticked = |kind: &Disability| form.has("disabilities", kind.word());
    GroundInput {
        criterion: form.value("criterion"),
        parents: form.value("parents"),
        disabilities: Disability::ALL
            .iter()
            .filter(|kind| ticked(kind))
            .map(|kind| kind.word().to_owned())
            .collect(),
        note: form.value("note"),
    }
}

/// What is known, as it is typed.
pub(super) fn filled(of: &Ground) -> FormState {
    FormState::of(&GroundInput {
        criterion: of.criterion.word().to_owned(),
        parents: of.parents.word().to_owned(),
        disabilities: of.disabilities.iter().map(|kind| kind.word().to_owned()).collect(),
        note: of.note.clone().unwrap_or_default(),
    })
}

/// The questions.
pub(super) fn fields(form: FormState) -> impl IntoView {
    let criteria = Criterion::ALL.map(|criterion| {
        let choice = Choice::new(criterion.word(), words::criterion(criterion));
        if criterion.is_sensitive() { choice.hint(PROTECTED) } else { choice }
    });
    let parents = Parents::ALL.map(|parents| Choice::new(parents.word(), words::parents(parents)));
    let kinds =
        Disability::ALL.map(|kind| Choice::new(kind.word(), words::disability(kind)).hint(kind_hint(kind)));
    view! {
        <Radios form=form.clone() name="criterion" legend=CRITERION hint=CRITERION_HINT choices=criteria.into() />
        <Radios form=form.clone() name="parents" legend=PARENTS choices=parents.into() />
        <Checkboxes form=form.clone() name="disabilities" legend=DISABILITIES hint=DISABILITIES_HINT
            choices=kinds.into() />
        <TextArea form=form.clone() name="note" label=NOTE hint=NOTE_HINT rows=3 limit=500 optional=true />
    }
}

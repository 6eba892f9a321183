//! One of a few. For long lists there is the region search; a `select` is never used.

use super::{Words, described_by, fault_of};
use crate::form::FormState;
use leptos::prelude::*;

/// One answer to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    value: String,
    label: Words,
    hint: Option<Words>,
}

impl Choice {
    /// An answer that is sent as `value`.
    pub fn new(value: impl Into<String>, label: impl Into<Words>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }

    /// Says more about it.
    pub fn hint(mut self, hint: impl Into<Words>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// One of `choices`.
#[component]
pub fn Radios(
    form: FormState,
    #[prop(into)] name: String,
    #[prop(into)] legend: Words,
    #[prop(optional, into)] hint: Option<Words>,
    choices: Vec<Choice>,
) -> impl IntoView {
    view! { <Choices kind=ChoiceKind::One form name legend hint choices /> }
}

/// Whether one or any number may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChoiceKind {
    One,
    Many,
}

impl ChoiceKind {
    const fn input(self) -> &'static str {
        match self {
            Self::One => "radio",
            Self::Many => "checkbox",
        }
    }
}

/// The list behind [`Radios`] and [`super::Checkboxes`]. The first control carries the field's own id,
/// so that the error summary can link to it.
#[component]
pub(super) fn Choices(
    kind: ChoiceKind,
    form: FormState,
    name: String,
    legend: Words,
    hint: Option<Words>,
    choices: Vec<Choice>,
) -> impl IntoView {
    let error = fault_of(&form, &name, &legend);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let items = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let id = if index == 0 { name.clone() } else { format!("{name}-{index}") };
            let hint_id = choice.hint.is_some().then(|| format!("{id}-petunjuk-pilihan"));
            let chosen = form.has(&name, &choice.value);
            view! {
                <div class="choice">
                    <input type=kind.input() id=id.clone() name=name.clone() value=choice.value checked=chosen
                        aria-describedby=hint_id.clone() />
                    <label for=id>{choice.label.say()}</label>
                    {choice.hint.map(|hint| view! { <p class="hint" id=hint_id>{hint.say()}</p> })}
                </div>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <fieldset class=if error.is_some() { "field wrong" } else { "field" } aria-describedby=described>
            <legend>{legend.say()}</legend>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-petunjuk")>{hint.say()}</p> })}
            {error.clone().map(|error| view! { <p class="why" id=format!("{name}-salah")>{error}</p> })}
            {items}
        </fieldset>
    }
}

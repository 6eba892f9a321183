//! Tick boxes: one statement to accept, or several of a list.

use super::error_summary::fault_of_statement;
use super::radios::{Choice, ChoiceKind, Choices};
use super::{Words, described_by};
use crate::form::FormState;
use leptos::prelude::*;

/// One statement, ticked or not.
#[component]
pub fn Checkbox(
    form: FormState,
    #[prop(into)] name: String,
    #[prop(default = "1".into(), into)] value: String,
    #[prop(into)] label: Words,
    #[prop(optional, into)] hint: Option<Words>,
) -> impl IntoView {
    let error = fault_of_statement(&form, &name);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let ticked = form.has(&name, &value);
    view! {
        <div class=if error.is_some() { "field wrong" } else { "field" }>
            {error.clone().map(|error| view! { <p class="why" id=format!("{name}-salah")>{error}</p> })}
            <div class="choice">
                <input type="checkbox" id=name.clone() name=name.clone() value=value checked=ticked
                    aria-describedby=described aria-invalid=error.is_some().then_some("true") />
                <label for=name.clone()>{label.say()}</label>
                {hint.map(|hint| view! { <p class="hint" id=format!("{name}-petunjuk")>{hint.say()}</p> })}
            </div>
        </div>
    }
}

/// Any of a list.
#[component]
pub fn Checkboxes(
    form: FormState,
    #[prop(into)] name: String,
    #[prop(into)] legend: Words,
    #[prop(optional, into)] hint: Option<Words>,
    choices: Vec<Choice>,
) -> impl IntoView {
    view! { <Choices kind=ChoiceKind::Many form name legend hint choices /> }
}

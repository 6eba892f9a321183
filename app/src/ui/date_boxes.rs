//! A date that somebody knows by heart, in boxes of its own for day, month and year. Never a calendar: nobody leafs
//! back eleven years.

use super::error_summary::fault_at;
use super::{Words, described_by, t};
use crate::form::FormState;
use domain::lang::Text;
use leptos::prelude::*;

/// One box: its field, its label, how many digits wide, and whether nothing but digits belongs there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateBox {
    name: &'static str,
    label: Text,
    digits: u16,
    number: bool,
}

impl DateBox {
    /// The day of the month.
    pub const fn day(name: &'static str) -> Self {
        Self { name, label: Text::new("Hari", "Day"), digits: 2, number: true }
    }

    /// The month: wide enough for its name, and with the keyboard that has letters.
    pub const fn month(name: &'static str) -> Self {
        Self { name, label: Text::new("Bulan", "Month"), digits: 8, number: false }
    }

    /// The year.
    pub const fn year(name: &'static str) -> Self {
        Self { name, label: Text::new("Tahun", "Year"), digits: 4, number: true }
    }
}

/// The boxes of one date; `name` is what its faults are called. The id of a box is its name; the error summary links to
/// the first one.
#[component]
pub fn DateBoxes(
    form: FormState,
    #[prop(into)] name: String,
    #[prop(into)] legend: Words,
    #[prop(optional, into)] hint: Option<Words>,
    boxes: Vec<DateBox>,
) -> impl IntoView {
    let first = boxes.first().map(|one| one.name).unwrap_or_default();
    let error = fault_at(&form, &name, first, &legend);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let wrong = error.is_some().then_some("true");
    let boxes = boxes
        .into_iter()
        .map(|one| {
            view! {
                <div>
                    <label for=one.name>{t(one.label)}</label>
                    <input class="input num" type="text" id=one.name name=one.name value=form.value(one.name)
                        size=one.digits inputmode=one.number.then_some("numeric") autocomplete="off" spellcheck="false"
                        aria-invalid=wrong />
                </div>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <fieldset class=if error.is_some() { "field date-boxes wrong" } else { "field date-boxes" }
            aria-describedby=described>
            <legend>{legend.say()}</legend>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-petunjuk")>{hint.say()}</p> })}
            {error.clone().map(|error| view! { <p class="why" id=format!("{name}-salah")>{error}</p> })}
            <div class="boxes">{boxes}</div>
        </fieldset>
    }
}

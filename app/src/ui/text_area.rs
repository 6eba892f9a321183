//! Several lines of text. The only place that writes a `<textarea>`.
//!
//! Leptos 0.8 does not escape that tag's children when it renders on the server (leptos issue #4730), so
//! they are escaped here and given as inner HTML; 0.9 escapes by itself. A line break goes in front,
//! because browsers drop the first one.

use super::{Words, described_by, fault_of, t};
use crate::form::FormState;
use crate::render::escape;
use crate::text;
use domain::lang::Lang;
use leptos::prelude::*;

/// A field of several lines.
#[component]
pub fn TextArea(
    form: FormState,
    #[prop(into)] name: String,
    #[prop(into)] label: Words,
    #[prop(optional, into)] hint: Option<Words>,
    #[prop(optional)] optional: bool,
    /// How many lines are in sight.
    #[prop(default = 4)]
    rows: u16,
    /// The most characters; written beside the field and checked by the server.
    #[prop(optional)]
    limit: Option<u16>,
) -> impl IntoView {
    let error = fault_of(&form, &name, &label);
    let described = described_by(&name, hint.is_some() || limit.is_some(), error.is_some());
    let typed = format!("\n{}", escape(&form.value(&name)));
    let limit = limit.map(|limit| match super::lang() {
        Lang::Id => format!("Paling banyak {limit} huruf dan angka."),
        Lang::En => format!("{limit} characters at most."),
    });
    let hints = [hint.map(|hint| hint.say()), limit].into_iter().flatten().collect::<Vec<_>>().join(" ");
    view! {
        <div class=if error.is_some() { "field wrong" } else { "field" }>
            <label for=name.clone()>
                {label.say()}
                {optional.then(|| view! { " " <span class="optional">{t(text::OPTIONAL)}</span> })}
            </label>
            {(!hints.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-petunjuk")>{hints}</p> })}
            {error.clone().map(|error| view! { <p class="why" id=format!("{name}-salah")>{error}</p> })}
            <textarea class="input" id=name.clone() name=name rows=rows
                aria-describedby=described aria-invalid=error.is_some().then_some("true") inner_html=typed></textarea>
        </div>
    }
}

//! A field for one file, with its limits written beside it before anything is chosen.
//!
//! It stands in a form of its own (`<PostForm multipart=true>`): a refused page cannot refill a file, so
//! nothing else may be lost with it.

use super::{Words, described_by, fault_of};
use crate::form::FormState;
use leptos::prelude::*;

/// Chooses a file.
#[component]
pub fn FileField(
    form: FormState,
    #[prop(into)] name: String,
    #[prop(into)] label: Words,
    /// Kinds, size and number that are taken: "PDF, paling besar 20 MB, paling banyak 10 halaman".
    #[prop(into)]
    limits: Words,
    #[prop(optional, into)] hint: Option<Words>,
    /// What the file chooser offers, such as `.pdf` or `image/jpeg,image/png,image/webp`.
    #[prop(into)]
    accept: String,
) -> impl IntoView {
    let error = fault_of(&form, &name, &label);
    let described = described_by(&name, true, error.is_some());
    view! {
        <div class=if error.is_some() { "field wrong" } else { "field" }>
            <label for=name.clone()>{label.say()}</label>
            <p class="hint" id=format!("{name}-petunjuk")>
                <strong>{limits.say()}</strong>
                {hint.map(|hint| view! { " " {hint.say()} })}
            </p>
            {error.clone().map(|error| view! { <p class="why" id=format!("{name}-salah")>{error}</p> })}
            <input class="file-field" type="file" id=name.clone() name=name accept=accept
                aria-describedby=described aria-invalid=error.is_some().then_some("true") />
        </div>
    }
}

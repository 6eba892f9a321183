//! Everything that is wrong with a form, at the top, each fault a link to its field. It takes the focus
//! when the page opens, without a script.

use super::t;
use crate::form::FormState;
use crate::text;
use leptos::prelude::*;

/// Nothing, where nothing is wrong.
#[component]
pub fn ErrorSummary(form: FormState) -> impl IntoView {
    form.is_wrong().then(|| {
        let faults = form
            .errors()
            .iter()
            .map(|error| {
                let message = error.message.clone();
                if error.field.is_empty() {
                    view! { <li>{message}</li> }.into_any()
                } else {
                    view! { <li><a href=format!("#{}", error.field)>{message}</a></li> }.into_any()
                }
            })
            .collect_view();
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="masalah">
                <h2 id="masalah">{t(text::PROBLEM)}</h2>
                <ul>{faults}</ul>
            </div>
        }
    })
}

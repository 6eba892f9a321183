//! The page after something was sent: what happened, its number, its time, what comes next.

use super::Words;
use leptos::prelude::*;

/// The panel with the number to keep; what happens next stands in `children`.
#[component]
pub fn Confirmation(
    #[prop(into)] title: Words,
    /// "Nomor tanda terima"
    #[prop(optional, into)]
    label: Option<Words>,
    /// The number itself.
    #[prop(optional, into)]
    reference: Option<String>,
    /// When, in words.
    #[prop(optional, into)]
    at: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="confirmation">
            <h1>{title.say()}</h1>
            {label.map(|label| view! { <p>{label.say()}</p> })}
            {reference.map(|reference| view! { <p class="reference num">{reference}</p> })}
            {at.map(|at| view! { <p>{at}</p> })}
        </section>
        {children.map(|children| children())}
    }
}

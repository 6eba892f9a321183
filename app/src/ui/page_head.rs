//! The head of a page: its one `h1`, what it belongs to, and its state.

use super::{StatusTag, TagTone, Words};
use leptos::prelude::*;

/// Prints the `h1`. `caption` stands above it ("Bagian 2 dari 5"), `lead` under it.
#[component]
pub fn PageHead(
    #[prop(into)] title: Words,
    #[prop(optional, into)] caption: Option<Words>,
    #[prop(optional, into)] lead: Option<Words>,
    /// Whose turn it is, in words.
    #[prop(optional, into)]
    tag: Option<(TagTone, Words)>,
) -> impl IntoView {
    view! {
        <div class="page-head">
            {caption.map(|caption| view! { <p class="caption">{caption.say()}</p> })}
            <div>
                <h1>{title.say()}</h1>
                {tag.map(|(tone, label)| view! { <StatusTag tone label /> })}
            </div>
            {lead.map(|lead| view! { <p class="lead">{lead.say()}</p> })}
        </div>
    }
}

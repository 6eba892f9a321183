//! What stands where nothing is yet: why it is empty, and what to do.

use super::Words;
use leptos::prelude::*;

/// A heading, a sentence and perhaps a way on.
#[component]
pub fn EmptyState(#[prop(into)] title: Words, children: Children) -> impl IntoView {
    view! { <div class="empty-state"><h2>{title.say()}</h2>{children()}</div> }
}

//! The row of buttons that ends a form or a decision: on a phone one under the other, the first on top.

use leptos::prelude::*;

/// Buttons and links that act. `sticky` keeps the row in sight at the bottom of a long screen.
#[component]
pub fn ActionBar(#[prop(optional)] sticky: bool, children: Children) -> impl IntoView {
    let class = if sticky { "action-bar sticky" } else { "action-bar" };
    view! { <div class=class>{children()}</div> }
}

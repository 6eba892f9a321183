//! Surfaces and columns: the reading column, cards, and facts beside papers.

use super::Words;
use leptos::prelude::*;

/// The column a page stands in: reading width, or the whole page for tables and cases.
#[component]
pub fn Sheet(#[prop(optional)] wide: bool, children: Children) -> impl IntoView {
    view! { <div class=if wide { "page" } else { "page narrow" }>{children()}</div> }
}

/// A surface with an optional heading.
#[component]
pub fn Card(#[prop(optional, into)] title: Option<Words>, children: Children) -> impl IntoView {
    view! { <section class="card">{title.map(|title| view! { <h2>{title.say()}</h2> })}{children()}</section> }
}

/// Cards side by side, as many as fit.
#[component]
pub fn Cards(children: Children) -> impl IntoView {
    view! { <div class="cards">{children()}</div> }
}

/// Papers at the left, facts and decision at the right; one under the other on a phone, the decision first.
#[component]
pub fn Split(
    /// The wider column.
    #[prop(into)]
    main: ViewFnOnce,
    /// The narrower column, which stays in sight.
    #[prop(into)]
    side: ViewFnOnce,
) -> impl IntoView {
    // First in the page what is to be done: so it is read first, and stands first on a phone.
    view! { <div class="split"><div class="side">{side.run()}</div><div class="wide">{main.run()}</div></div> }
}

//! Looking up a region: answers while one types. Without scripts the form asks for the same page.

use crate::suggest::{Suggestion, asking, asking_what_was_typed};
use leptos::prelude::*;

/// The form and its answers.
#[island]
pub fn RegionSearch(
    /// Where the form leads, with its question as `q`.
    action: String,
    /// Label of the field.
    label: String,
    /// Text of the button.
    button: String,
    /// When there are no answers: what, and what to do.
    none: String,
    none_why: String,
    /// What was typed.
    query: String,
    /// The answers so far; none when nothing was asked.
    found: Option<Vec<Suggestion>>,
    /// Address that answers with JSON.
    source: String,
) -> impl IntoView {
    let (list, set_list) = signal(found);
    let ask = asking(source, move |answers| set_list.set(Some(answers)));
    let field = NodeRef::new();
    asking_what_was_typed(field, query.clone(), ask.clone());
    view! {
        <form method="get" action=action role="search">
            <div class="field">
                <label for="q">{label}</label>
                <div class="search-row">
                    <input node_ref=field id="q" class="input" type="search" name="q" value=query autocomplete="off"
                        on:input=move |event| ask(event_target_value(&event)) />
                    <button class="button">{button}</button>
                </div>
            </div>
        </form>
        <div class="answers" role="status">
            {move || list.get().map(|answers| if answers.is_empty() {
                view! { <div class="empty-state"><h2>{none.clone()}</h2><p>{none_why.clone()}</p></div> }.into_any()
            } else {
                view! { <ul class="found">{answers.into_iter().map(line).collect_view()}</ul> }.into_any()
            })}
        </div>
    }
}

fn line(one: Suggestion) -> impl IntoView {
    view! {
        <li>
            <span class="num">{one.code}</span>" "{one.path}
            {one.note.map(|note| view! { <p class="hint">{note}</p> })}
        </li>
    }
}

//! A box that stands out: something to know, something to do, something that went well or wrong.

use super::Words;
use leptos::prelude::*;

/// What the box says, before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// It is your turn.
    Warm,
    /// It went well.
    Good,
    /// It went wrong.
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "note",
            Self::Warm => "note warm",
            Self::Good => "note good",
            Self::Bad => "note bad",
        }
    }
}

/// The box, with an optional heading.
#[component]
pub fn Note(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: Option<Words>,
    children: Children,
) -> impl IntoView {
    view! { <div class=tone.class()>{title.map(|title| view! { <h2>{title.say()}</h2> })}{children()}</div> }
}

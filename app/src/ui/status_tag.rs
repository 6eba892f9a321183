//! The state of a file in words, with a dot that says whose turn it is. Colour never stands alone.

use super::Words;
use leptos::prelude::*;

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TagTone {
    /// The reader has to do something.
    You,
    /// Somebody else is working on it.
    Us,
    /// It is done.
    Done,
    /// It was stopped: refused, late, not possible.
    Stop,
    /// It rests; nobody has to do anything.
    #[default]
    Idle,
}

impl TagTone {
    const fn class(self) -> &'static str {
        match self {
            Self::You => "status-tag you",
            Self::Us => "status-tag us",
            Self::Done => "status-tag done",
            Self::Stop => "status-tag stop",
            Self::Idle => "status-tag",
        }
    }
}

/// The tag.
#[component]
pub fn StatusTag(#[prop(optional)] tone: TagTone, #[prop(into)] label: Words) -> impl IntoView {
    view! { <span class=tone.class()>{label.say()}</span> }
}

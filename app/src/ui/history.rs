//! What happened to a file, newest first, in plain sentences.

use super::Words;
use leptos::prelude::*;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    when: String,
    iso: String,
    what: Words,
    note: Option<Words>,
}

impl Event {
    /// `when` as people read it, `iso` for machines, `what` as a sentence that names who.
    pub fn new(when: impl Into<String>, iso: impl Into<String>, what: impl Into<Words>) -> Self {
        Self { when: when.into(), iso: iso.into(), what: what.into(), note: None }
    }

    /// What was written along with it, such as a reason.
    pub fn note(mut self, note: impl Into<Words>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// The events; the first one is the newest and marked.
#[component]
pub fn History(events: Vec<Event>) -> impl IntoView {
    let items = events
        .into_iter()
        .map(|event| {
            view! {
                <li>
                    <time datetime=event.iso>{event.when}</time>
                    <p>{event.what.say()}</p>
                    {event.note.map(|note| view! { <blockquote>{note.say()}</blockquote> })}
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! { <ol class="history">{items}</ol> }
}

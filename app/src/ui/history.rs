//! What happened to a file, newest first, in plain sentences.

use super::Words;
use leptos::prelude::*;

/// A line that was written along with an event.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    says: Words,
    /// What somebody typed: Indonesian, whatever the page speaks.
    typed: Option<String>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    when: String,
    iso: String,
    what: Words,
    notes: Vec<Line>,
}

impl Event {
    /// `when` as people read it, `iso` for machines, `what` as a sentence that names who.
    pub fn new(when: impl Into<String>, iso: impl Into<String>, what: impl Into<Words>) -> Self {
        Self { when: when.into(), iso: iso.into(), what: what.into(), notes: Vec::new() }
    }

    /// What the portal says along with it, such as what changed.
    pub fn note(mut self, note: impl Into<Words>) -> Self {
        self.notes.push(Line { says: note.into(), typed: None });
        self
    }

    /// What somebody typed along with it, such as a reason, behind what the portal says of it.
    pub fn typed(mut self, says: impl Into<Words>, typed: impl Into<String>) -> Self {
        self.notes.push(Line { says: says.into(), typed: Some(typed.into()) });
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
                    {(!event.notes.is_empty()).then(|| quote(event.notes))}
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! { <ol class="history">{items}</ol> }
}

fn quote(notes: Vec<Line>) -> impl IntoView {
    let lines = notes
        .into_iter()
        .map(|line| {
            let says = line.says.say();
            let typed = line.typed.map(|typed| view! { <span lang="id">{typed}</span> });
            let glue = (typed.is_some() && !says.is_empty()).then_some(" ");
            view! { <p>{says}{glue}{typed}</p> }
        })
        .collect_view();
    view! { <blockquote>{lines}</blockquote> }
}

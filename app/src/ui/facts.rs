//! Facts, each with what it is checked against beside it.

use super::{Words, t};
use crate::text;
use leptos::prelude::*;

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    label: Words,
    value: Words,
    compare: Option<Words>,
    differs: bool,
    code: bool,
    typed: bool,
}

impl Fact {
    /// A fact; an empty value reads "Tidak diisi".
    pub fn new(label: impl Into<Words>, value: impl Into<Words>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            compare: None,
            differs: false,
            code: false,
            typed: false,
        }
    }

    /// What it is checked against.
    pub fn compare(mut self, other: impl Into<Words>) -> Self {
        self.compare = Some(other.into());
        self
    }

    /// Marks the value: it is not what it is checked against.
    pub fn differs(mut self) -> Self {
        self.differs = true;
        self
    }

    /// A number or code: figures of one width.
    pub fn code(mut self) -> Self {
        self.code = true;
        self
    }

    /// Words that somebody typed: people write in Indonesian, whatever the page speaks.
    pub fn typed(mut self) -> Self {
        self.typed = true;
        self
    }
}

/// A list of facts.
#[component]
pub fn Facts(facts: Vec<Fact>) -> impl IntoView {
    let rows = facts
        .into_iter()
        .map(|fact| {
            let value = fact.value.say();
            let empty = value.trim().is_empty();
            let lang = (fact.typed && !empty).then_some("id");
            let value = if empty {
                view! { <span class="soft">{t(text::NOT_FILLED)}</span> }.into_any()
            } else if fact.differs {
                view! { <mark>{value}</mark> }.into_any()
            } else {
                value.into_any()
            };
            view! {
                <div>
                    <dt>{fact.label.say()}</dt>
                    <dd class=(fact.code && !empty).then_some("num") lang=lang>
                        {value}
                        {fact.compare.map(|other| view! { <span class="compare">{other.say()}</span> })}
                    </dd>
                </div>
            }
            .into_any()
        })
        .collect_view();
    view! { <dl class="facts">{rows}</dl> }
}

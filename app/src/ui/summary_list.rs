//! "Periksa jawaban Anda": each answer with its way back.

use super::{Words, t};
use crate::text;
use leptos::prelude::*;

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    label: Words,
    lines: Vec<String>,
    change: Option<String>,
}

impl SummaryRow {
    /// An answer; empty lines count as not given.
    pub fn new(label: impl Into<Words>, value: impl Into<String>) -> Self {
        Self { label: label.into(), lines: value.into().lines().map(str::to_owned).collect(), change: None }
    }

    /// Where it can be changed.
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change = Some(href.into());
        self
    }
}

/// The answers.
#[component]
pub fn SummaryList(rows: Vec<SummaryRow>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let label = row.label.say();
            let lines: Vec<String> = row.lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
            let value = if lines.is_empty() {
                view! { <span class="soft">{t(text::NOT_FILLED)}</span> }.into_any()
            } else {
                lines.into_iter().map(|line| view! { <span class="line">{line}</span> }).collect_view().into_any()
            };
            view! {
                <div>
                    <dt>{label.clone()}</dt>
                    <dd>{value}</dd>
                    {row.change.map(|href| view! {
                        <dd class="change"><a href=href>{t(text::CHANGE)}<span class="unseen">" "{label.to_lowercase()}</span></a></dd>
                    })}
                </div>
            }
            .into_any()
        })
        .collect_view();
    view! { <dl class="summary-list">{rows}</dl> }
}

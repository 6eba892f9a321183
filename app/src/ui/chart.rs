//! A small bar chart, drawn on the server as SVG, with the same figures as a table beneath it: the
//! table is the content, the drawing only helps the eye.

use super::{Column, DataTable, Row, Words, cell, format, lang};
use leptos::prelude::*;

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it counts.
    pub label: Words,
    /// How many.
    pub value: u64,
}

impl Bar {
    /// A bar of `value`.
    pub fn new(label: impl Into<Words>, value: u64) -> Self {
        Self { label: label.into(), value }
    }
}

const STEP: u64 = 44;

/// Horizontal bars over a table of the same figures.
#[component]
pub fn BarChart(
    #[prop(into)] title: Words,
    /// Heading of the first column.
    #[prop(into)]
    what: Words,
    /// Heading of the figures.
    #[prop(into)]
    unit: Words,
    bars: Vec<Bar>,
) -> impl IntoView {
    let lang = lang();
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let height = bars.iter().map(|_| STEP).sum::<u64>();
    let drawn = (0_u64..)
        .zip(&bars)
        .map(|(row, bar)| {
            let (y, percent) = (row * STEP, bar.value.saturating_mul(100) / most);
            view! {
                <text x="0" y=y + 16>{bar.label.say()}</text>
                <rect x="0" y=y + 23 width=format!("{percent}%") height="12" rx="3" />
            }
            .into_any()
        })
        .collect_view();
    let rows = bars
        .iter()
        .map(|bar| Row::new(vec![cell(bar.label.say()), cell(format::number(lang, bar.value))]))
        .collect();
    let columns = vec![Column::new(what), Column::new(unit).numeric()];
    view! {
        <figure class="chart">
            <figcaption>{title.say()}</figcaption>
            <svg height=height aria-hidden="true">{drawn}</svg>
            <DataTable caption=title quiet_caption=true columns rows />
        </figure>
    }
}

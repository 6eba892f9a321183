//! How much of something is used: the browser's own `meter`, with the figures in words.

use super::{Words, format, lang};
use domain::lang::Lang;
use leptos::prelude::*;

/// `value` of `of`.
#[component]
pub fn Meter(#[prop(into)] label: Words, value: u64, of: u64) -> impl IntoView {
    let lang = lang();
    let (value_words, of_words) = (format::number(lang, value), format::number(lang, of));
    let figures = match lang {
        Lang::Id => format!("{value_words} dari {of_words}"),
        Lang::En => format!("{value_words} of {of_words}"),
    };
    let label = label.say();
    view! {
        <div class="meter">
            <p><span>{label.clone()}</span> <strong>{figures.clone()}</strong></p>
            <meter min="0" max=of.max(1) value=value.min(of.max(1)) aria-label=label>{figures}</meter>
        </div>
    }
}

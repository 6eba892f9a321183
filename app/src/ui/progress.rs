//! How far a long piece of work is. The words say the same as the bar.

use super::{Words, format, lang};
use domain::lang::Lang;
use leptos::prelude::*;

/// `done` of `total` steps; without a total the bar only says that work goes on.
#[component]
pub fn Progress(
    #[prop(into)] label: Words,
    done: u64,
    #[prop(optional)] total: Option<u64>,
) -> impl IntoView {
    let lang = lang();
    let (label, done_words) = (label.say(), format::number(lang, done));
    let words = match (total, lang) {
        (Some(total), Lang::Id) => format!("{done_words} dari {}", format::number(lang, total)),
        (Some(total), Lang::En) => format!("{done_words} of {}", format::number(lang, total)),
        (None, Lang::Id) => "Sedang berjalan".to_owned(),
        (None, Lang::En) => "In progress".to_owned(),
    };
    view! {
        <div class="progress" role="status">
            <p><span>{label.clone()}</span> <strong>{words.clone()}</strong></p>
            <progress aria-label=label max=total value=total.map(|total| done.min(total))>{words}</progress>
        </div>
    }
}

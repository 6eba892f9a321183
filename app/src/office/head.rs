//! The head of a case, on its own page and on those of its decisions: name, kind, number, whose turn, where it
//! stands, and by when.

use super::words;
use crate::ui::format::date;
use crate::ui::{PageHead, StatusTag, Words, t};
use domain::lang::Lang;
use domain::verification::Turn;
use leptos::prelude::*;
use services::verification::Case;

/// The head.
#[component]
pub(super) fn Head(lang: Lang, case: Case) -> impl IntoView {
    let (tone, label) = words::state(case.state);
    let says = case.says;
    let kind = t(crate::text::sponsor_kind(says.kind));
    let caption = format!("{kind} · {}", says.receipt.unwrap_or_default());
    let due = says.due_on.filter(|_| case.state.turn() != Turn::Nobody).map(|due| {
        let (tone, label) = words::due(lang, case.today, due);
        view! { <p><StatusTag tone label=format!("{} · {label}", date(lang, due)) /></p> }
    });
    view! {
        <div class="case-head">
            <PageHead title=says.name caption=caption tag=(tone, Words::from(label)) />
            <p class="soft">{says.region_path}</p>
            {due}
        </div>
    }
}

//! Forward and back: through a long list, by key, without page numbers, because rows come and go; or through the
//! pages of a paper.

use super::{Words, t};
use domain::lang::Text;
use leptos::prelude::*;

/// Links to the neighbouring parts; nothing, where there is only one.
#[component]
pub fn Pager(
    /// Where the part before this one lies.
    #[prop(optional_no_strip)]
    previous: Option<String>,
    /// Where the part after this one lies.
    #[prop(optional_no_strip)]
    next: Option<String>,
    /// "Menampilkan 50 berkas"
    #[prop(optional, into)]
    shown: Option<Words>,
    /// What has parts, when it is no list.
    #[prop(optional, into)]
    label: Option<Words>,
) -> impl IntoView {
    (previous.is_some() || next.is_some()).then(|| {
        let label = label.unwrap_or_else(|| Text::new("Bagian daftar", "Parts of the list").into());
        view! {
            <nav class="pager" aria-label=label.say()>
                {previous.map(|href| view! { <a class="button quiet" rel="prev" href=href>"← "{t(Text::new("Sebelumnya", "Previous"))}</a> })}
                {shown.map(|shown| view! { <span class="soft">{shown.say()}</span> })}
                {next.map(|href| view! { <a class="button quiet" rel="next" href=href>{t(Text::new("Berikutnya", "Next"))}" →"</a> })}
            </nav>
        }
    })
}

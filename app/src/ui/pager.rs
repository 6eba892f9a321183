//! Forward and back through a long list, by key: no page numbers, because rows come and go.

use super::{Words, t};
use domain::lang::Text;
use leptos::prelude::*;

/// Links to the neighbouring parts of the list; nothing, where it has only one part.
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
) -> impl IntoView {
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=t(Text::new("Bagian daftar", "Parts of the list"))>
                {previous.map(|href| view! { <a class="button quiet" rel="prev" href=href>"← "{t(Text::new("Sebelumnya", "Previous"))}</a> })}
                {shown.map(|shown| view! { <span class="soft">{shown.say()}</span> })}
                {next.map(|href| view! { <a class="button quiet" rel="next" href=href>{t(Text::new("Berikutnya", "Next"))}" →"</a> })}
            </nav>
        }
    })
}

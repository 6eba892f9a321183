//! The way back: one link, or the trail of places above this one.

use super::{Words, t};
use crate::text;
use domain::lang::Text;
use leptos::prelude::*;

/// "← Kembali" or the name of the place.
#[component]
pub fn BackLink(#[prop(into)] href: String, #[prop(optional, into)] label: Option<Words>) -> impl IntoView {
    let label = label.unwrap_or_else(|| text::BACK.into());
    view! { <p class="trail"><a href=href>"← "{label.say()}</a></p> }
}

/// One place above this page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    label: Words,
    href: String,
}

impl Crumb {
    /// A place.
    pub fn new(label: impl Into<Words>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// The trail; the page itself is not part of it.
#[component]
pub fn Breadcrumb(trail: Vec<Crumb>) -> impl IntoView {
    let items = trail
        .into_iter()
        .map(|crumb| view! { <li><a href=crumb.href>{crumb.label.say()}</a></li> })
        .collect_view();
    view! { <nav class="trail" aria-label=t(Text::new("Jejak", "Trail"))><ol>{items}</ol></nav> }
}

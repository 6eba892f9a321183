//! A walk of several steps: what is behind, where it stands, what is ahead.

use super::{Words, t};
use domain::lang::Text;
use leptos::prelude::*;

/// The steps in order; `current` counts from 0. Without it, all of them are only told.
#[component]
pub fn Steps(steps: Vec<Words>, #[prop(optional)] current: Option<usize>) -> impl IntoView {
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(index, step)| {
            let past = current.is_some_and(|current| index < current);
            let now = current == Some(index);
            let class = if past { Some("past") } else { now.then_some("now") };
            view! {
                <li class=class aria-current=now.then_some("step")>
                    {step.say()}
                    {past.then(|| view! { <span class="unseen">" "{t(Text::new("(selesai)", "(done)"))}</span> })}
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! { <ol class="steps">{items}</ol> }
}

//! The frame of every form that writes: posts to an address of ours, carries the key that makes sending
//! twice harmless, and leaves checking to the server, which can explain.

use crate::form::{FormState, KEY};
use leptos::prelude::*;

/// A form that posts to `action`.
#[component]
pub fn PostForm(
    #[prop(into)] action: String,
    form: FormState,
    /// The form carries a file, and nothing else.
    #[prop(optional)]
    multipart: bool,
    /// A photo in it is made smaller before it leaves, where scripts run.
    #[prop(optional)]
    shrink: bool,
    /// The version of the record that the page was made from.
    #[prop(optional)]
    version: Option<i64>,
    children: Children,
) -> impl IntoView {
    view! {
        <form class="post-form" method="post" action=action novalidate
            enctype=multipart.then_some("multipart/form-data") data-shrink=shrink.then_some("")>
            <input type="hidden" name=KEY value=form.key() />
            {version.map(|version| view! { <input type="hidden" name="versi" value=version /> })}
            {children()}
        </form>
    }
}

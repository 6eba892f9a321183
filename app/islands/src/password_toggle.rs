//! "Tampilkan kata sandi": shows what was typed into a password field, and hides it again.

use leptos::prelude::*;

/// A button for the password field with the id `field`. It stays hidden until it can do its work.
#[island]
pub fn PasswordToggle(
    /// The id of the field.
    field: String,
    /// "Tampilkan kata sandi"
    show: String,
    /// "Sembunyikan kata sandi"
    hide: String,
) -> impl IntoView {
    let ready = RwSignal::new(false);
    let shown = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let press = move |_| {
        shown.update(|shown| *shown = !*shown);
        if let Some(input) = document().get_element_by_id(&field) {
            let kind = if shown.get_untracked() { "text" } else { "password" };
            // Setting an attribute of an element that is there cannot fail.
            input.set_attribute("type", kind).ok();
        }
    };
    view! {
        <button type="button" class="button quiet password-toggle" hidden=move || !ready.get() on:click=press>
            {move || if shown.get() { hide.clone() } else { show.clone() }}
        </button>
    }
}

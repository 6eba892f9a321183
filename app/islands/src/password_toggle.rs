//! "Tampilkan kata sandi": shows what was typed into a password field, and hides it again.
//!
//! Children: the field, and a `button[data-other]` that is `hidden` until it can do its work; `data-other` is
//! what the button says while the password is shown.

use crate::dom::{once_awake, part, target};
use leptos::prelude::*;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

/// Around a password field and its button.
#[island]
pub fn PasswordToggle(children: Children) -> impl IntoView {
    let place = once_awake(|place| {
        if let Some(button) = part::<HtmlElement>(place, "[data-other]") {
            button.set_hidden(false);
        }
    });
    let press = move |event: web_sys::MouseEvent| {
        if let Some(place) = place.get_untracked() {
            // A press on the field itself changes nothing.
            swap(&place, &event).unwrap_or_default();
        }
    };
    view! { <div node_ref=place on:click=press>{children()}</div> }
}

fn swap(place: &Element, event: &Event) -> Option<()> {
    let button: HtmlElement = target(event)?;
    let other = button.get_attribute("data-other")?;
    let field: HtmlInputElement = part(place, "input")?;
    field.set_type(if field.type_() == "password" { "text" } else { "password" });
    let said = button.text_content()?;
    button.set_text_content(Some(&other));
    button.set_attribute("data-other", &said).ok()
}

//! Finding one's way in what the server has rendered.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// The first `selector` inside `place`.
pub(crate) fn part<T: JsCast>(place: &Element, selector: &str) -> Option<T> {
    place.query_selector(selector).ok()??.dyn_into().ok()
}

/// What `event` happened to.
pub(crate) fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// Runs `greet` once, when the island is awake in the browser.
pub(crate) fn once_awake(greet: impl Fn(&Element) + 'static) -> NodeRef<Div> {
    let place = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            greet(&place);
        }
    });
    place
}

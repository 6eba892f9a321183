//! Answers while one types. Only the last pause asks, and only the answer to the newest question counts; a
//! failure is no answer, the button beside the field is still there.
//!
//! Children: an `input[data-answers]`, a `.answers`, and an empty `[role=status]`. `data-answers` is the address that,
//! with what was typed at its end, gives the inside of `.answers` as the server would have rendered it. What is
//! marked `.said` among the answers is also said to screen readers.

use crate::dom::{once_awake, part, target};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlInputElement, Response};

/// Characters from which on typing asks.
const SHORTEST: usize = 3;
/// Typing goes on for as long as keys follow each other within this time.
const PAUSE: Duration = Duration::from_millis(250);

/// Around a field to search with, its button, and the place of the answers.
#[island]
pub fn LiveAnswers(children: Children) -> impl IntoView {
    let turn = StoredValue::new(0);
    // On a slow line people type before the script is there: what stands in the field by then is asked for.
    let place = once_awake(move |place| {
        if let Some(field) = part::<HtmlInputElement>(place, "input[data-answers]")
            && field.value() != field.default_value()
        {
            ask(place, &field, turn);
        }
    });
    let typed = move |event: web_sys::Event| {
        if let (Some(place), Some(field)) = (place.get_untracked(), target::<HtmlInputElement>(&event)) {
            ask(&place, &field, turn);
        }
    };
    view! { <div node_ref=place on:input=typed>{children()}</div> }
}

/// Asks after a pause, unless another question came in between.
fn ask(place: &Element, field: &HtmlInputElement, turn: StoredValue<u32>) {
    // Choosing an answer is no question.
    let Some(source) = field.get_attribute("data-answers") else { return };
    let text = field.value();
    turn.update_value(|turn| *turn = turn.wrapping_add(1));
    let mine = turn.get_value();
    let place = place.clone();
    if text.chars().count() < SHORTEST {
        // Answers to a question that is no longer there would mislead; what was chosen among them stays.
        if part::<HtmlInputElement>(&place, ".answers input:checked").is_none() {
            show(&place, "");
        }
        return;
    }
    let later = move || {
        if turn.get_value() != mine {
            return;
        }
        leptos::task::spawn_local(async move {
            if let Some(rendered) = fetch(&source, &text).await
                && turn.get_value() == mine
            {
                show(&place, &rendered);
            }
        });
    };
    set_timeout(later, PAUSE);
}

/// Puts `rendered` in the place of the answers: made and escaped by our own server, as the whole page is.
fn show(place: &Element, rendered: &str) {
    let Some(answers) = part::<Element>(place, ".answers") else { return };
    let chosen = part::<HtmlInputElement>(&answers, "input:checked").map(|one| one.value());
    answers.set_inner_html(rendered);
    // What was chosen stays chosen where it is among the new answers, and only there.
    if let Some(chosen) = chosen
        && let Some(same) = part::<HtmlInputElement>(&answers, &format!("input[value='{chosen}']"))
    {
        same.set_checked(true);
    }
    if let Some(status) = part::<Element>(place, "[role=status]") {
        status.set_text_content(
            part::<Element>(&answers, ".said").and_then(|said| said.text_content()).as_deref(),
        );
    }
}

async fn fetch(source: &str, text: &str) -> Option<String> {
    let query = String::from(js_sys::encode_uri_component(text));
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(&format!("{source}{query}"))).await.ok()?;
    let response: Response = answer.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

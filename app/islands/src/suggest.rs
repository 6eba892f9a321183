//! Asking the server for regions while somebody types. Only the last pause asks, and only the answer to the
//! newest question counts; a failure is no answer, the button beside the field is still there.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use wasm_bindgen::JsCast;

/// One region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Its code; what a form sends. A successor's code where a choice is wanted and the found region ended.
    pub code: String,
    /// Name and everything around it.
    pub path: String,
    /// What an old name or code became.
    pub note: Option<String>,
}

/// Characters from which on typing asks.
const SHORTEST: usize = 3;
/// Typing goes on for as long as keys follow each other within this time.
const PAUSE: Duration = Duration::from_millis(250);

/// What a field calls with its text at each change; `answer` gets what `source` and the text lead to.
pub(crate) fn asking(
    source: String,
    answer: impl Fn(Vec<Suggestion>) + Copy + 'static,
) -> impl Fn(String) + Clone + 'static {
    let turn = StoredValue::new(0_u32);
    move |text: String| {
        turn.update_value(|n| *n += 1);
        let mine = turn.get_value();
        if text.chars().count() < SHORTEST {
            return;
        }
        let source = source.clone();
        let later = move || {
            if turn.get_value() != mine {
                return;
            }
            leptos::task::spawn_local(async move {
                if let Some(found) = suggestions(&source, &text).await
                    && turn.get_value() == mine
                {
                    answer(found);
                }
            });
        };
        set_timeout(later, PAUSE);
    }
}

/// On a slow line people type before the script is there: asks for what stands in the field by then.
pub(crate) fn asking_what_was_typed(
    field: NodeRef<leptos::html::Input>,
    printed: String,
    ask: impl Fn(String) + 'static,
) {
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let typed = field.value();
            if typed != printed {
                ask(typed);
            }
        }
    });
}

async fn suggestions(source: &str, text: &str) -> Option<Vec<Suggestion>> {
    let window = web_sys::window()?;
    let query = String::from(js_sys::encode_uri_component(text));
    let answer = wasm_bindgen_futures::JsFuture::from(window.fetch_with_str(&format!("{source}{query}")))
        .await
        .ok()?;
    let response: web_sys::Response = answer.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let body = wasm_bindgen_futures::JsFuture::from(response.text().ok()?).await.ok()?;
    serde_json::from_str(&body.as_string()?).ok()
}

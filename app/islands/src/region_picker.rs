//! Choosing a region: suggestions while one types. Without scripts the button beside the field asks for
//! the same list, and the answers are radio buttons either way.

use crate::suggest::{Suggestion, asking, asking_what_was_typed};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The field, its button, and the list of answers.
#[island]
pub fn RegionPicker(
    /// Name of the radio buttons.
    name: String,
    /// Label of the field.
    label: String,
    /// Hint under the label.
    hint: String,
    /// Text of the button.
    button: String,
    /// Above the answers.
    choose: String,
    /// When there are no answers.
    none: String,
    /// What is wrong, if anything.
    error: Option<String>,
    /// What was typed.
    query: String,
    /// The chosen code.
    chosen: String,
    /// The answers so far.
    found: Vec<Suggestion>,
    /// Address that answers with JSON.
    source: String,
) -> impl IntoView {
    let (list, set_list) = signal(found);
    let asked = RwSignal::new(!query.is_empty());
    let place = NodeRef::<leptos::html::Div>::new();
    let ask = asking(source, move |answers| {
        forget_choice(place);
        set_list.set(answers);
        asked.set(true);
    });
    let field = NodeRef::new();
    asking_what_was_typed(field, query.clone(), ask.clone());
    let described = format!("{name}-petunjuk");
    let wrong = error.is_some();
    let id = name.clone();
    let radio = name.clone();
    view! {
        <div class=if wrong { "field wrong" } else { "field" }>
            <label for=id.clone()>{label}</label>
            <p class="hint" id=described.clone()>{hint}</p>
            {error.map(|error| view! { <p class="why">{error}</p> })}
            <div class="search-row">
                <input node_ref=field id=id class="input" type="search" name=format!("{name}_cari") value=query autocomplete="off"
                    aria-describedby=described
                    on:input=move |event| ask(event_target_value(&event)) />
                <button class="button quiet" name="aksi" value="cari">{button}</button>
            </div>
            <div class="answers" role="status" node_ref=place>
                {move || {
                    let answers = list.get();
                    if answers.is_empty() {
                        asked.get().then(|| view! { <p>{none.clone()}</p> }.into_any())
                    } else {
                        let items = answers
                            .into_iter()
                            .map(|one| answer(&radio, &chosen, one))
                            .collect_view();
                        Some(view! { <fieldset><legend>{choose.clone()}</legend>{items}</fieldset> }.into_any())
                    }
                }}
            </div>
        </div>
    }
}

/// The list changes under the finger: what was chosen in the old one must not become its neighbour in the new one,
/// because the browser keeps the tick of a button whose value changes.
fn forget_choice(place: NodeRef<leptos::html::Div>) {
    let ticked = place.get_untracked().and_then(|place| place.query_selector("input:checked").ok().flatten());
    if let Some(ticked) = ticked.and_then(|ticked| ticked.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        ticked.set_checked(false);
    }
}

fn answer(name: &str, chosen: &str, one: Suggestion) -> impl IntoView + use<> {
    let checked = one.code == chosen;
    view! {
        <label class="choice">
            <input type="radio" name=name.to_owned() value=one.code checked=checked />
            <span>{one.path}{one.note.map(|note| view! { <span class="hint">{note}</span> })}</span>
        </label>
    }
}

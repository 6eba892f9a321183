//! Choosing a village in a form: a field to search with, and the answers under it as radio buttons. The
//! button asks the form's own page for them; where scripts run they come while one types.

use super::answers::{Answer, to_choose};
use crate::form::FormState;
use crate::ui::{described_by, fault_of, t};
use domain::lang::Text;
use islands::LiveAnswers;
use leptos::prelude::*;

/// The field that holds the chosen code.
pub(crate) const VILLAGE: &str = "village";
/// The field that holds what was typed.
pub(crate) const TYPED: &str = "village_cari";
/// Value of `aksi` when the button was pressed.
pub(crate) const LOOK: &str = "cari";
/// Where the page itself asks while somebody types.
const ANSWERS: &str = "/wilayah/usul?q=";

const LABEL: Text = Text::new("Desa atau kelurahan", "Village");
const HINT: Text = Text::new(
    "Ketik nama desa atau kelurahan, boleh dengan nama kabupatennya. Lalu pilih dari daftar.",
    "Type the name of the village, with its regency if you like. Then choose from the list.",
);

/// The field, its button, and the answers so far. `action` is the form's own address.
#[component]
pub(crate) fn RegionPicker(form: FormState, action: &'static str, found: Vec<Answer>) -> impl IntoView {
    let error = fault_of(&form, VILLAGE, &LABEL.into());
    let typed = form.value(TYPED);
    let asked = !typed.is_empty() || !found.is_empty();
    let answers = asked.then(|| to_choose(found, &form.value(VILLAGE)));
    let described = described_by(VILLAGE, true, error.is_some());
    view! {
        <LiveAnswers>
            <div class=if error.is_some() { "field wrong" } else { "field" }>
                <label for=VILLAGE>{t(LABEL)}</label>
                <p class="hint" id=format!("{VILLAGE}-petunjuk")>{t(HINT)}</p>
                {error.clone().map(|error| view! { <p class="why" id=format!("{VILLAGE}-salah")>{error}</p> })}
                <div class="search-row">
                    <input id=VILLAGE class="input" type="search" name=TYPED value=typed autocomplete="off"
                        data-answers=ANSWERS aria-describedby=described aria-invalid=error.is_some().then_some("true") />
                    // The answers stand here: the page comes back at this field, not at its top.
                    <button class="button quiet" name="aksi" value=LOOK formaction=format!("{action}#{VILLAGE}")>
                        {t(super::search::SEARCH)}
                    </button>
                </div>
                <div class="answers">{answers}</div>
                <p class="unseen" role="status"></p>
            </div>
        </LiveAnswers>
    }
}

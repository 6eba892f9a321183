//! Everything that is wrong with a form, at the top, each fault a link to its field and beginning with the field's
//! name, where the field has one. It takes the focus when the page opens, without a script.
//!
//! What a field is called stands at the field, once. The summary comes first on the page but is written out last: by
//! then every field has been made and has left its name in [`Names`].

use super::{Words, t};
use crate::form::{FieldError, FormState};
use crate::text;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What the wrong fields of the page that is being rendered are called, and the id of the control where each begins.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(Arc<Mutex<BTreeMap<String, (String, String)>>>);

impl Names {
    fn keep(&self, field: &str, id: &str, label: &Words) {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        names.insert(field.to_owned(), (id.to_owned(), label.say()));
    }

    fn of(&self, field: &str) -> Option<(String, String)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(field).cloned()
    }
}

/// What is wrong with a field. Every field of the kit asks here, so that the summary knows it by its label.
pub(crate) fn fault_of(form: &FormState, field: &str, label: &Words) -> Option<String> {
    fault_at(form, field, field, label)
}

/// The same of a field whose first control has another id than the field's name.
pub(super) fn fault_at(form: &FormState, field: &str, id: &str, label: &Words) -> Option<String> {
    let fault = form.error_of(field)?;
    if let Some(names) = use_context::<Names>() {
        names.keep(field, id, label);
    }
    Some(fault)
}

/// The same of a statement to tick: a whole sentence is no name, so the fault stands alone.
pub(super) fn fault_of_statement(form: &FormState, field: &str) -> Option<String> {
    fault_at(form, field, field, &Words::from(""))
}

/// Nothing, where nothing is wrong.
#[component]
pub fn ErrorSummary(form: FormState) -> impl IntoView {
    let names = use_context::<Names>().unwrap_or_default();
    form.is_wrong().then(|| {
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="masalah">
                <h2 id="masalah">{t(text::PROBLEM)}</h2>
                // A function, so that it runs when the page is written out.
                <ul>{move || lines(&form, &names)}</ul>
            </div>
        }
    })
}

fn lines(form: &FormState, names: &Names) -> Vec<AnyView> {
    let errors = form.errors();
    errors
        .iter()
        .map(|error| {
            let alone = errors.iter().filter(|other| other.message == error.message).count() == 1;
            match names.of(&error.field) {
                Some((id, name)) => {
                    let says = named(&name, error, alone);
                    view! { <li><a href=format!("#{id}")>{says}</a></li> }.into_any()
                }
                // A fault of the whole form, or of a field that this page does not show.
                None => view! { <li>{error.message.clone()}</li> }.into_any(),
            }
        })
        .collect()
}

/// The sentence behind the field's name; alone, where there is none, or where it says the name itself and no other
/// field has the same.
fn named(label: &str, error: &FieldError, alone: bool) -> String {
    // "Alamat: jalan, nomor, dusun": what follows explains the name.
    let name = label.split(':').next().unwrap_or_default().trim();
    if name.is_empty() || (alone && says(&error.message, name)) {
        return error.message.clone();
    }
    let glue = if name.ends_with(['?', '.', '!']) { " " } else { ": " };
    format!("{name}{glue}{}", error.message)
}

/// Whether `name` stands in `sentence`, as words of its own.
fn says(sentence: &str, name: &str) -> bool {
    let (sentence, name) = (sentence.to_lowercase(), name.to_lowercase());
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    sentence.match_indices(&name).any(|(at, found)| {
        let (before, after) = (&sentence[..at], &sentence[at + found.len()..]);
        ends(before.chars().next_back()) && ends(after.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(label: &str, message: &str) -> String {
        named(label, &FieldError { field: "x".into(), message: message.into() }, true)
    }

    #[test]
    fn a_line_begins_with_the_name_of_its_field() {
        assert_eq!(line("Catatan kunjungan", "Terlalu pendek."), "Catatan kunjungan: Terlalu pendek.");
        assert_eq!(line("Alamat: jalan, nomor", "Belum diisi."), "Alamat: Belum diisi.");
        assert_eq!(
            line("Anda mendaftar sebagai apa?", "Pilih satu."),
            "Anda mendaftar sebagai apa? Pilih satu."
        );
    }

    #[test]
    fn a_name_that_the_sentence_says_is_not_repeated() {
        assert_eq!(line("Kata sandi", "Kata sandi terlalu pendek."), "Kata sandi terlalu pendek.");
        assert_eq!(line("Nama lembaga", "Tulis nama lembaga."), "Tulis nama lembaga.");
        assert_eq!(line("RT", "Artinya salah."), "RT: Artinya salah.", "a piece of a word is no name");
    }

    #[test]
    fn two_fields_with_one_sentence_can_be_told_apart() {
        let error = |field: &str| FieldError { field: field.into(), message: "RT dan RW salah.".into() };

        assert_eq!(named("RT", &error("rt"), false), "RT: RT dan RW salah.");
        assert_eq!(named("RW", &error("rw"), false), "RW: RT dan RW salah.");
    }
}

//! What a person typed into a form, and what is wrong with it.
//!
//! A refused form is shown again with everything typed still in it. [`FormState`] holds that; it is
//! cheap to clone, so each field of the kit takes one. Passwords and files never come back: take them
//! out with [`FormState::forget`].

use crate::text;
use domain::id::FormKey;
use domain::lang::Lang;
use domain::problem::Violation;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// The hidden field that makes sending twice harmless.
pub const KEY: &str = "kunci";

/// One wrong field: its name, and the sentence that says how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name; empty for a fault of the whole form.
    pub field: String,
    /// The sentence, in the language of the visit.
    pub message: String,
}

/// Values and errors of one form.
#[derive(Debug, Clone, Default)]
pub struct FormState(Arc<Inner>);

#[derive(Debug, Clone, Default)]
struct Inner {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<FieldError>,
}

impl FormState {
    /// An empty form without errors.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The fields of `input` as they were typed; lists become several values of one name, `true` becomes
    /// `"1"`, `false` and `null` nothing.
    pub fn of(input: &impl Serialize) -> Self {
        let mut inner = Inner::default();
        if let Ok(Value::Object(fields)) = serde_json::to_value(input) {
            for (name, value) in fields {
                inner.values.insert(name, typed(&value));
            }
        }
        Self(Arc::new(inner))
    }

    /// A form as a browser sent it (`application/x-www-form-urlencoded`): for one that was parked.
    pub fn from_body(body: &[u8]) -> Self {
        let mut inner = Inner::default();
        for (name, value) in form_urlencoded::parse(body) {
            inner.values.entry(name.into_owned()).or_default().push(value.into_owned());
        }
        Self(Arc::new(inner))
    }

    /// A refused form: what was typed, and the sentences for `violations`.
    pub fn new(lang: Lang, input: &impl Serialize, violations: &[Violation]) -> Self {
        Self::of(input).violations(lang, violations)
    }

    /// Adds the sentences for `violations`.
    pub fn violations(self, lang: Lang, violations: &[Violation]) -> Self {
        violations
            .iter()
            .fold(self, |form, violation| form.error(violation.field, text::violation(lang, violation)))
    }

    /// Adds one error to `field` (an empty name: the whole form).
    pub fn error(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        let error = FieldError { field: field.into(), message: message.into() };
        Arc::make_mut(&mut self.0).errors.push(error);
        self
    }

    /// Sets one value.
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0).values.insert(name.into(), vec![value.into()]);
        self
    }

    /// Forgets what was typed into `name`: for passwords and codes.
    pub fn forget(mut self, name: &str) -> Self {
        Arc::make_mut(&mut self.0).values.remove(name);
        self
    }

    /// What was typed into `name`, or nothing.
    pub fn value(&self, name: &str) -> String {
        self.0.values.get(name).and_then(|all| all.first()).cloned().unwrap_or_default()
    }

    /// Whether `value` is among what was chosen for `name`.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.0.values.get(name).is_some_and(|all| all.iter().any(|one| one == value))
    }

    /// The first error of `name`.
    pub fn error_of(&self, name: &str) -> Option<String> {
        self.0.errors.iter().find(|error| error.field == name).map(|error| error.message.clone())
    }

    /// Every error, in the order in which it was found.
    pub fn errors(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// Whether nothing was typed or filled in.
    pub fn is_empty(&self) -> bool {
        self.0.values.is_empty()
    }

    /// Whether there is any error.
    pub fn is_wrong(&self) -> bool {
        !self.0.errors.is_empty()
    }

    /// The version of the record from which the page was made; none that exists when it is missing.
    pub fn version(&self) -> i32 {
        self.value("versi").parse().unwrap_or(-1)
    }

    /// What makes sending the same answers twice harmless: the page's key together with everything that was typed.
    /// Whoever mends an answer and sends the page again has sent another form, which is not mistaken for the first.
    pub fn form_key(&self) -> FormKey {
        let mut content = Vec::new();
        part(&mut content, &self.key());
        for (name, values) in self.0.values.iter().filter(|(name, _)| *name != KEY) {
            part(&mut content, name);
            for value in values {
                part(&mut content, value);
            }
            content.push(b';');
        }
        let digest = services::seal::sha256(&content);
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(&digest).for_each(|(byte, digit)| *byte = *digit);
        FormKey(Uuid::from_bytes(bytes))
    }

    /// The page's key: the one it was sent with, else a new one.
    pub fn key(&self) -> String {
        Uuid::parse_str(&self.value(KEY)).unwrap_or_else(|_| Uuid::new_v4()).to_string()
    }
}

/// Writes one part of what a key stands for: its length first, so that no two forms read alike.
fn part(content: &mut Vec<u8>, text: &str) {
    content.extend_from_slice(text.len().to_string().as_bytes());
    content.push(b':');
    content.extend_from_slice(text.as_bytes());
}

fn typed(value: &Value) -> Vec<String> {
    match value {
        Value::Null | Value::Bool(false) | Value::Object(_) => Vec::new(),
        Value::Bool(true) => vec!["1".into()],
        Value::Number(number) => vec![number.to_string()],
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(typed).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::problem::Rule;

    #[derive(Serialize)]
    struct Input {
        nama: String,
        setuju: bool,
        pilihan: Vec<String>,
        sandi: String,
    }

    fn input() -> Input {
        Input {
            nama: "Kasih Bunda".into(),
            setuju: true,
            pilihan: vec!["a".into(), "b".into()],
            sandi: "rahasia".into(),
        }
    }

    #[test]
    fn a_refused_form_keeps_what_was_typed_but_not_the_password() {
        let form =
            FormState::new(Lang::Id, &input(), &[Violation::new("nama", Rule::Missing)]).forget("sandi");

        assert_eq!(form.value("nama"), "Kasih Bunda");
        assert!(form.has("setuju", "1") && form.has("pilihan", "b") && !form.has("pilihan", "c"));
        assert_eq!(form.value("sandi"), "");
        assert!(form.is_wrong());
        assert_eq!(
            form.error_of("nama").as_deref(),
            Some(text::violation(Lang::Id, &form_violation()).as_str())
        );
    }

    fn form_violation() -> Violation {
        Violation::new("nama", Rule::Missing)
    }

    #[test]
    fn the_same_answers_are_the_same_form_and_mended_ones_another() {
        let form = FormState::empty().with(KEY, "6f1c9a52-9d5e-4a53-9a0e-6c9ff0a5b1f1").with("nik", "5108");

        assert_eq!(form.form_key(), form.clone().form_key());
        assert_ne!(form.form_key(), form.clone().with("nik", "5109").form_key());
        assert_ne!(form.form_key(), form.clone().with("nik5108", "").form_key());
        assert_ne!(form.form_key(), form.with(KEY, "6f1c9a52-9d5e-4a53-9a0e-6c9ff0a5b1f2").form_key());
    }

    #[test]
    fn a_form_sent_again_keeps_its_key_and_a_forged_one_gets_a_new_one() {
        let key = FormState::empty().key();

        assert_eq!(FormState::empty().with(KEY, &key).key(), key);
        assert_ne!(FormState::empty().with(KEY, "\"><script>").key(), "\"><script>");
    }
}

//! What is wrong with a form of an account, in sentences of its own: these people may never have seen a form of
//! ours, so an empty field says what to do.

use crate::form::FormState;
use crate::text;
use domain::lang::{Lang, Text};
use domain::problem::{Rule, Violation};
use serde::Serialize;
use services::account::register::UNCONFIRMED_AN_HOUR;

/// A refused form: what was typed, and the sentences for `violations`.
pub(super) fn refused(lang: Lang, input: &impl Serialize, violations: &[Violation]) -> FormState {
    violations
        .iter()
        .fold(FormState::of(input), |form, violation| form.error(violation.field, sentence(lang, *violation)))
}

/// Too many registrations from one network wait for their confirmation.
pub(super) fn too_many_registrations(lang: Lang, seconds: u32) -> String {
    let why = match lang {
        Lang::Id => format!(
            "Pendaftaran ini belum dikirim: dari jaringan internet Anda sudah ada {UNCONFIRMED_AN_HOUR} pendaftaran yang belum dikonfirmasi dalam satu jam. Jika Anda sudah mendaftar, buka email konfirmasinya. Isian di bawah masih ada, kecuali kata sandi."
        ),
        Lang::En => format!(
            "This registration was not sent: {UNCONFIRMED_AN_HOUR} registrations from your internet network have not been confirmed within an hour. If you have registered already, open the confirmation e-mail. What you typed is still below, except the password."
        ),
    };
    format!("{why} {}", text::wait(lang, seconds))
}

fn sentence(lang: Lang, violation: Violation) -> String {
    match (violation.field, violation.rule, lang) {
        (field, Rule::Missing, lang) => match missing(field) {
            Some(says) => says.get(lang).to_owned(),
            None => text::violation(lang, &violation),
        },
        ("password", Rule::TooShort(least), Lang::Id) => {
            format!("Kata sandi terlalu pendek. Pakai paling sedikit {least} huruf, angka, atau spasi.")
        }
        ("password", Rule::TooShort(least), Lang::En) => {
            format!("The password is too short. Use at least {least} letters, digits or spaces.")
        }
        (_, _, lang) => text::violation(lang, &violation),
    }
}

fn missing(field: &str) -> Option<Text> {
    Some(match field {
        "kind" => Text::new("Pilih jenis sponsor Anda.", "Choose what you are registering as."),
        "institution" => Text::new("Tulis nama lembaga.", "Enter the name of the institution."),
        "in_charge" => Text::new("Tulis nama penanggung jawab.", "Enter the name of the person in charge."),
        "email" => Text::new("Tulis alamat email.", "Enter the e-mail address."),
        "phone" => Text::new("Tulis nomor telepon.", "Enter the phone number."),
        "password" => Text::new("Ketik kata sandi.", "Type the password."),
        "code" => Text::new("Ketik kode 6 angka dari email.", "Type the 6-digit code from the e-mail."),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_empty_field_says_what_to_do() {
        for field in ["kind", "institution", "in_charge", "email", "phone", "password", "code"] {
            let form = refused(Lang::Id, &(), &[Violation::new(field, Rule::Missing)]);

            assert_ne!(form.error_of(field), Some(text::rule(Lang::Id, Rule::Missing)), "{field}");
        }
    }
}

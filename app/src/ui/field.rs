//! One line of text with its label, hint and error.

use super::{Words, described_by, fault_of, t};
use crate::form::FormState;
use crate::text;
use domain::lang::Text;
use islands::PasswordToggle;
use leptos::nonce::use_nonce;
use leptos::prelude::*;

const SHOW_PASSWORD: Text = Text::new("Tampilkan kata sandi", "Show password");
const HIDE_PASSWORD: Text = Text::new("Sembunyikan kata sandi", "Hide password");

/// What is typed: decides the keyboard of a phone, what the browser may fill in, and spelling help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldKind {
    /// Words.
    #[default]
    Text,
    /// A person's own name.
    Name,
    /// The name of an organisation.
    Organisation,
    /// An e-mail address, which is also the account's name.
    Email,
    /// A phone number.
    Phone,
    /// The present password.
    Password,
    /// A password to be set.
    NewPassword,
    /// Digits only; spaces may be typed.
    Digits,
    /// A code from a mail or an app.
    Code,
    /// A street address.
    Street,
    /// A postcode.
    Postcode,
    /// Words to search for.
    Search,
}

impl FieldKind {
    /// `type`, `inputmode`, `autocomplete`.
    const fn attributes(self) -> (&'static str, Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Text => ("text", None, None),
            Self::Name => ("text", None, Some("name")),
            Self::Organisation => ("text", None, Some("organization")),
            // Not type=email: browsers refuse and rewrite what they do not like, before we can explain.
            Self::Email => ("text", Some("email"), Some("username")),
            Self::Phone => ("tel", Some("tel"), Some("tel")),
            Self::Password => ("password", None, Some("current-password")),
            Self::NewPassword => ("password", None, Some("new-password")),
            Self::Digits => ("text", Some("numeric"), Some("off")),
            Self::Code => ("text", Some("numeric"), Some("one-time-code")),
            Self::Street => ("text", None, Some("street-address")),
            Self::Postcode => ("text", Some("numeric"), Some("postal-code")),
            Self::Search => ("search", None, Some("off")),
        }
    }

    /// Words of no language: the keyboard neither mends nor capitalises them.
    const fn plain(self) -> bool {
        matches!(
            self,
            Self::Email | Self::Password | Self::NewPassword | Self::Digits | Self::Code | Self::Postcode
        )
    }

    /// Letters of one width: an address is too long for them.
    const fn figures(self) -> bool {
        self.plain() && !matches!(self, Self::Email)
    }
}

/// A text field. Its id is its name, so that the error summary can link to it. On a page with islands a
/// password can be shown.
#[component]
pub fn Field(
    form: FormState,
    #[prop(into)] name: String,
    #[prop(into)] label: Words,
    #[prop(optional, into)] hint: Option<Words>,
    #[prop(optional)] kind: FieldKind,
    /// May stay empty: "(opsional)" stands beside the label.
    #[prop(optional)]
    optional: bool,
    /// How many characters wide; the whole column when not said.
    #[prop(optional)]
    chars: Option<u16>,
    /// Overrides what `kind` lets the browser fill in.
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
) -> impl IntoView {
    let error = fault_of(&form, &name, &label);
    let described = described_by(&name, hint.is_some(), error.is_some());
    let (input_type, inputmode, filled) = kind.attributes();
    let class = if kind.figures() { "input num" } else { "input" };
    // A password is never sent back to the page.
    let value = (input_type != "password").then(|| form.value(&name));
    let wrong = error.is_some().then_some("true");
    let input = view! {
        <input class=class type=input_type id=name.clone() name=name.clone() value=value size=chars
            inputmode=inputmode autocomplete=autocomplete.or(filled)
            autocapitalize=kind.plain().then_some("none") spellcheck=kind.plain().then_some("false")
            aria-describedby=described aria-invalid=wrong />
    };
    let input = if input_type == "password" && use_nonce().is_some() {
        view! {
            <PasswordToggle>
                {input}
                <button type="button" class="button quiet password-toggle" hidden=true data-other=t(HIDE_PASSWORD)>
                    {t(SHOW_PASSWORD)}
                </button>
            </PasswordToggle>
        }
        .into_any()
    } else {
        input.into_any()
    };
    view! {
        <div class=if error.is_some() { "field wrong" } else { "field" }>
            <label for=name.clone()>
                {label.say()}
                {optional.then(|| view! { " " <span class="optional">{t(text::OPTIONAL)}</span> })}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-petunjuk")>{hint.say()}</p> })}
            {error.clone().map(|error| view! { <p class="why" id=format!("{name}-salah")>{error}</p> })}
            {input}
        </div>
    }
}

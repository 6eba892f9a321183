//! What a message says, as the use case knows it: the payload of an outbox row, sealed JSON.
//!
//! Dates are `"2026-11-21"` (what `time::Date` prints), instants are Unix seconds. `office` is filled in by
//! [`super::owe`] when an officer owes the message; receipt and day are known from the row.
//!
//! Rows may wait over a new version of the portal: keys are added (with a default), never renamed.
//! No fact names a person; the officer's own words about a returned part stay in the portal.

use domain::document::{PaperFault, PaperKind};
use domain::event::Message;
use domain::id::PersonId;
use domain::verification::{Item, ReturnReason};
use serde::de::{DeserializeOwned, Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

/// The facts of one message, read from its payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facts {
    /// See [`Message::ConfirmEmail`].
    ConfirmEmail(Confirm),
    /// See [`Message::AlreadyRegistered`].
    AlreadyRegistered,
    /// See [`Message::ResetPassword`].
    ResetPassword(Reset),
    /// See [`Message::PasswordChanged`].
    PasswordChanged,
    /// See [`Message::Invitation`].
    Invitation(Invitation),
    /// See [`Message::InstitutionSubmitted`].
    Submitted(Submitted),
    /// See [`Message::InstitutionReturned`].
    Returned(Returned),
    /// See [`Message::InstitutionVerified`].
    Verified(Verified),
    /// See [`Message::InstitutionRejected`].
    Rejected(Rejected),
    /// See [`Message::PaperRefused`].
    PaperRefused(PaperRefused),
}

/// `{ link, code, expires_at, code_expires_at }`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Confirm {
    /// The token behind [`super::link::CONFIRM`].
    pub link: String,
    /// Six digits.
    pub code: String,
    /// Until when the link works.
    #[serde(with = "time::serde::timestamp")]
    pub expires_at: OffsetDateTime,
    /// Until when the code works.
    #[serde(with = "time::serde::timestamp")]
    pub code_expires_at: OffsetDateTime,
}

/// `{ link, expires_at }`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Reset {
    /// The token behind [`super::link::RESET`].
    pub link: String,
    /// Until when it works.
    #[serde(with = "time::serde::timestamp")]
    pub expires_at: OffsetDateTime,
}

/// `{ link, expires_at, office }`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Invitation {
    /// The token behind [`super::link::INVITATION`].
    pub link: String,
    /// Until when it works.
    #[serde(with = "time::serde::timestamp")]
    pub expires_at: OffsetDateTime,
    /// The office's name.
    pub office: String,
}

/// `{ receipt, due_on }`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Submitted {
    /// The receipt number.
    pub receipt: String,
    /// When the office's answer is due.
    #[serde(deserialize_with = "iso_date")]
    pub due_on: Date,
}

/// `{ due_on, faults, office? }`; `faults` may be a whole [`domain::verification::Faults`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Returned {
    /// When the correction is due.
    #[serde(deserialize_with = "iso_date")]
    pub due_on: Date,
    /// What came back, at least one.
    pub faults: Vec<ReturnedPart>,
    /// The office's name.
    pub office: Option<String>,
}

/// One part that came back. The officer's own words are not read here: they may name people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct ReturnedPart {
    /// Which part.
    pub item: Item,
    /// Why.
    pub reason: ReturnReason,
}

/// `{ office? }`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Verified {
    /// The office's name.
    pub office: Option<String>,
}

/// `{ words, office? }`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Rejected {
    /// Why, in the officer's words. Part of the decision, so the sponsor gets it in writing.
    pub words: String,
    /// The office's name.
    pub office: Option<String>,
}

/// `{ kind, refusal, person? }`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct PaperRefused {
    /// Which paper.
    pub kind: PaperKind,
    /// What is wrong with it; the payload holds the code, as `documents.refusal` does.
    #[serde(deserialize_with = "fault")]
    pub refusal: PaperFault,
    /// Whose paper it is, when it is not the institution's own.
    #[serde(default)]
    pub person: Option<PersonId>,
}

impl Facts {
    /// Reads the payload of `message`.
    ///
    /// # Errors
    /// When a key is missing or has another type.
    pub fn read(message: Message, payload: &Value) -> Result<Self, serde_json::Error> {
        fn of<T: DeserializeOwned>(payload: &Value) -> Result<T, serde_json::Error> {
            T::deserialize(payload)
        }
        Ok(match message {
            Message::ConfirmEmail => Self::ConfirmEmail(of(payload)?),
            Message::AlreadyRegistered => of::<IgnoredAny>(payload).map(|_| Self::AlreadyRegistered)?,
            Message::ResetPassword => Self::ResetPassword(of(payload)?),
            Message::PasswordChanged => of::<IgnoredAny>(payload).map(|_| Self::PasswordChanged)?,
            Message::Invitation => Self::Invitation(of(payload)?),
            Message::InstitutionSubmitted => Self::Submitted(of(payload)?),
            Message::InstitutionReturned => Self::Returned(of(payload)?),
            Message::InstitutionVerified => Self::Verified(of(payload)?),
            Message::InstitutionRejected => Self::Rejected(of(payload)?),
            Message::PaperRefused => Self::PaperRefused(of(payload)?),
        })
    }
}

fn iso_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    Date::parse(&text, format_description!("[year]-[month]-[day]")).map_err(D::Error::custom)
}

fn fault<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PaperFault, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

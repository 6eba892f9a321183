//! Every failure that a person or a partner can see. Closed, stable codes, no free text, no personal data.
//!
//! The sentence a person reads is made from the code by `app::text`; partners get RFC 9457 documents with
//! the same code.

use crate::document::PaperFault;
use crate::workflow::Refusal;
use thiserror::Error;

/// One wrong field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Violation {
    /// The field's name in the form.
    pub field: &'static str,
    /// What is wrong with it.
    pub rule: Rule,
}

impl Violation {
    /// `field` breaks `rule`.
    pub const fn new(field: &'static str, rule: Rule) -> Self {
        Self { field, rule }
    }
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Nothing was filled in.
    Missing,
    /// Fewer characters than this.
    TooShort(usize),
    /// More characters than this.
    TooLong(usize),
    /// Not one of the choices.
    NotAChoice,
    /// No e-mail address.
    NotAnEmail,
    /// No Indonesian phone number.
    NotAPhone,
    /// Has characters that no name has.
    NotAName,
    /// Something else than digits.
    NotANumber,
    /// Not five digits.
    NotAPostcode,
    /// Not one to three digits.
    NotRtRw,
    /// One of the most used passwords, or one made of words of this service.
    CommonPassword,
    /// Contains the account's own name, address or institution.
    PersonalPassword,
    /// The two entries differ.
    Differs,
    /// No region of the current list; the person has to choose one.
    UnknownRegion,
    /// A region that was split, merged or renumbered.
    RetiredRegion,
    /// The region must go down to the village.
    RegionTooCoarse,
    /// The code is wrong.
    WrongCode,
    /// The code ran out of time or of tries; a new mail is needed.
    SpentCode,
    /// Address and password do not belong together; which of them is wrong is never said.
    WrongCredentials,
    /// The date is no date, or lies in the future.
    BadDate,
    /// Has to be ticked.
    NotAccepted,
    /// A paper was marked wrong, but without a reason.
    ReasonMissing,
    /// Nothing was marked as wrong, so there is nothing to return.
    NothingReturned,
    /// Other than 16 digits.
    NikLength,
    /// 16 digits that no NIK has: month, day or serial number cannot be.
    NikImpossible,
    /// Somebody else on the same list has this NIK.
    NikInList,
    /// No number of a family card: other than 16 digits, or all of them equal.
    KkLength,
    /// Possible, but so rare that it is asked once more.
    Unlikely,
    /// Born longer ago than this many years.
    TooOld(i32),
    /// Younger than this many years.
    TooYoung(i32),
}

impl Rule {
    /// Stable kebab-case code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooShort(_) => "too-short",
            Self::TooLong(_) => "too-long",
            Self::NotAChoice => "not-a-choice",
            Self::NotAnEmail => "not-an-email",
            Self::NotAPhone => "not-a-phone",
            Self::NotAName => "not-a-name",
            Self::NotANumber => "not-a-number",
            Self::NotAPostcode => "not-a-postcode",
            Self::NotRtRw => "not-rt-rw",
            Self::CommonPassword => "common-password",
            Self::PersonalPassword => "personal-password",
            Self::Differs => "differs",
            Self::UnknownRegion => "unknown-region",
            Self::RetiredRegion => "retired-region",
            Self::RegionTooCoarse => "region-too-coarse",
            Self::WrongCode => "wrong-code",
            Self::SpentCode => "spent-code",
            Self::WrongCredentials => "wrong-credentials",
            Self::BadDate => "bad-date",
            Self::NotAccepted => "not-accepted",
            Self::ReasonMissing => "reason-missing",
            Self::NothingReturned => "nothing-returned",
            Self::NikLength => "nik-length",
            Self::NikImpossible => "nik-impossible",
            Self::NikInList => "nik-in-list",
            Self::KkLength => "kk-length",
            Self::Unlikely => "unlikely",
            Self::TooOld(_) => "too-old",
            Self::TooYoung(_) => "too-young",
        }
    }
}

/// A failure that leaves the house.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// Nothing there, or nothing that this person may see: the answer is the same.
    #[error("not-found")]
    NotFound,
    /// Nobody is signed in.
    #[error("unauthenticated")]
    Unauthenticated,
    /// May see it, may not do it.
    #[error("forbidden")]
    Forbidden,
    /// Somebody was faster: the version that was read is no longer the newest.
    #[error("stale")]
    Stale,
    /// The form has these faults.
    #[error("invalid")]
    Invalid(Vec<Violation>),
    /// The table of moves says no.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// The same form was sent before; this is where its result lies.
    #[error("duplicate")]
    Duplicate(String),
    /// The file cannot be used as this paper; the fault says what to do.
    #[error("paper: {0}")]
    Paper(PaperFault),
    /// More bytes than allowed.
    #[error("too-large")]
    TooLarge,
    /// Too many tries; seconds until the next.
    #[error("rate-limited")]
    RateLimited(u32),
    /// A part of the house is down for the moment; nothing was lost, nothing was saved.
    #[error("unavailable")]
    Unavailable,
    /// Our fault.
    #[error("internal")]
    Internal,
}

impl Problem {
    /// Stable kebab-case code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::Stale => "stale",
            Self::Invalid(_) => "invalid",
            Self::Refused(refusal) => refusal.code(),
            Self::Duplicate(_) => "duplicate",
            Self::Paper(fault) => fault.code(),
            Self::TooLarge => "too-large",
            Self::RateLimited(_) => "rate-limited",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// The HTTP status that says the same.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::Stale | Self::Refused(_) | Self::Duplicate(_) => 409,
            Self::Invalid(_) | Self::Paper(_) => 422,
            Self::TooLarge => 413,
            Self::RateLimited(_) => 429,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }

    /// Whether the fault is the portal's own, and nothing that a person did.
    pub const fn is_ours(&self) -> bool {
        matches!(self, Self::Internal | Self::Unavailable)
    }

    /// One wrong field.
    pub fn field(field: &'static str, rule: Rule) -> Self {
        Self::Invalid(vec![Violation::new(field, rule)])
    }
}

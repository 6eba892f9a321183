//! The words of every mail, in both languages.
//!
//! Rules: plain words, "Anda", what happened before what to do. Subjects are neutral and hold no data at
//! all, because phones show them on locked screens. No person is named, not even the reader: homes share
//! mailboxes. Every link is written out, and every deadline is a date and, where hours count, an hour (WIB).

mod account;
mod institution;
mod page;

pub use page::Mail;

use super::facts::Facts;
use domain::lang::Lang;
use domain::text;
use page::Page;
use time::{OffsetDateTime, UtcOffset};

/// What is known about a mail besides its facts.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// Where the portal stands, without a slash at the end.
    pub public_url: &'a str,
    /// When the mail's cause happened.
    pub owed_at: OffsetDateTime,
    /// The receipt number of the institution's file, when the mail is about one that was sent.
    pub receipt: Option<&'a str>,
}

/// Writes the mail that tells `facts`.
pub fn compose(facts: &Facts, occasion: Occasion) -> Mail {
    let mut page = Page::new(occasion);
    match facts {
        Facts::ConfirmEmail(facts) => account::confirm(&mut page, facts),
        Facts::AlreadyRegistered => account::already_registered(&mut page),
        Facts::ResetPassword(facts) => account::reset(&mut page, facts),
        Facts::PasswordChanged => account::password_changed(&mut page),
        Facts::Invitation(facts) => account::invitation(&mut page, facts),
        Facts::Submitted(facts) => institution::submitted(&mut page, facts),
        Facts::Returned(facts) => institution::returned(&mut page, facts),
        Facts::Verified(facts) => institution::verified(&mut page, facts),
        Facts::Rejected(facts) => institution::rejected(&mut page, facts),
        Facts::PaperRefused(facts) => institution::paper_refused(&mut page, *facts),
    }
    page.finish()
}

/// The instant on the clocks of Jakarta.
fn wib(instant: OffsetDateTime) -> OffsetDateTime {
    UtcOffset::from_hms(7, 0, 0).map_or(instant, |offset| instant.to_offset(offset))
}

/// "21 November 2026 pukul 14.03 WIB"; English "21 November 2026, 14:03 WIB (UTC+7)". To the minute,
/// rounded down: what is said to be valid is valid.
fn moment(lang: Lang, instant: OffsetDateTime) -> String {
    let local = wib(instant);
    let (day, hour, minute) = (text::date(lang, local.date()), local.hour(), local.minute());
    match lang {
        Lang::Id => format!("{day} pukul {hour:02}.{minute:02} WIB"),
        Lang::En => format!("{day}, {hour:02}:{minute:02} WIB (UTC+7)"),
    }
}

#[cfg(test)]
mod tests;

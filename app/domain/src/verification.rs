//! Verifikasi lembaga: the review of a sponsor institution by its social office.
//!
//! The regency's or city's Dinas Sosial decides; the province reads the cases of its regencies. The path
//! back is always open: a returned file is corrected and sent again, a file that was taken is released or
//! its lease runs out. Sources: founding process step 3; rows B1–B3; local practice 5 to 14 working days.

mod faults;
mod visit;

pub use faults::{Fault, Faults, Item, ReturnReason};
pub use visit::{VisitNote, parse_day};

use crate::calendar::add_working_days;
use crate::policy::{REGENCY, SPONSOR};
use crate::problem::Rule;
use crate::workflow::{Move, Need, Word, mv};
use serde::{Deserialize, Serialize};
use time::Date;

/// Working days in which the office answers, counted from the day after sending.
pub const DUE_WORKING_DAYS: u16 = 10;
/// Working days in which the sponsor should correct a returned file.
pub const CORRECTION_WORKING_DAYS: u16 = 10;
/// Minutes for which a taken file stays with its officer without any activity.
pub const LEASE_MINUTES: i64 = 30;
/// Longest text of a reason or a note, in characters.
pub const WORDS_MAX: usize = 1_000;
/// Fewest letters and digits of a visit note and of a reason: a word is no reason, and neither are dots.
pub const WORDS_MIN: usize = 10;
/// Days for which a visit counts: what was seen earlier says nothing of today.
pub const VISIT_DAYS: i64 = 180;

/// Where an institution stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being filled in by the sponsor.
    Draft,
    /// Sent; waits for an officer.
    Submitted,
    /// An officer has it.
    InReview,
    /// Back at the sponsor, with reasons.
    Returned,
    /// Verified.
    Verified,
    /// Refused, with a reason.
    Rejected,
}

impl State {
    /// Every state, in the order of the walk.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Submitted, Self::InReview, Self::Returned, Self::Verified, Self::Rejected];

    /// Reads the database's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }

    /// Whether the sponsor may change profile and papers now.
    pub const fn is_with_sponsor(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whose turn it is, shown on every screen of the case.
    pub const fn turn(self) -> Turn {
        match self {
            Self::Draft | Self::Returned => Turn::Sponsor,
            Self::Submitted | Self::InReview => Turn::Office,
            Self::Verified | Self::Rejected => Turn::Nobody,
        }
    }
}

impl Word for State {
    fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::Returned => "returned",
            Self::Verified => "verified",
            Self::Rejected => "rejected",
        }
    }
}

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The sponsor's.
    Sponsor,
    /// The social office's.
    Office,
    /// The case is decided.
    Nobody,
}

/// What can be done with an institution's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The sponsor sends it, the first time or again.
    Submit,
    /// The sponsor takes it back before anybody opened it.
    Withdraw,
    /// An officer takes it, or takes it over when the lease ran out.
    Take,
    /// The officer puts it back into the queue.
    Release,
    /// The officer sends it back with reasons.
    Return,
    /// The officer verifies it.
    Verify,
    /// The officer refuses it.
    Reject,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 7] =
        [Self::Submit, Self::Withdraw, Self::Take, Self::Release, Self::Return, Self::Verify, Self::Reject];

    /// Reads the database's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.word() == word)
    }
}

impl Word for Action {
    fn word(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Take => "take",
            Self::Release => "release",
            Self::Return => "return",
            Self::Verify => "verify",
            Self::Reject => "reject",
        }
    }
}

/// The machine.
pub const MOVES: &[Move<State, Action>] = {
    use Action as A;
    use State as S;
    &[
        mv(S::Draft, A::Submit, S::Submitted, SPONSOR, &[Need::CompleteProfile, Need::ReadablePapers]),
        mv(
            S::Returned,
            A::Submit,
            S::Submitted,
            SPONSOR,
            &[Need::CompleteProfile, Need::ReadablePapers, Need::Corrections],
        ),
        mv(S::Submitted, A::Withdraw, S::Draft, SPONSOR, &[]),
        mv(S::Submitted, A::Take, S::InReview, REGENCY, &[]),
        mv(S::InReview, A::Take, S::InReview, REGENCY, &[Need::LeaseFree]),
        mv(S::InReview, A::Release, S::Submitted, REGENCY, &[Need::Lease]),
        mv(
            S::InReview,
            A::Return,
            S::Returned,
            REGENCY,
            &[Need::Lease, Need::PapersOpened, Need::ReasonPerItem],
        ),
        mv(
            S::InReview,
            A::Verify,
            S::Verified,
            REGENCY,
            &[Need::Lease, Need::PapersOpened, Need::VisitNote, Need::OtherPersonThanSender],
        ),
        mv(
            S::InReview,
            A::Reject,
            S::Rejected,
            REGENCY,
            &[Need::Lease, Need::PapersOpened, Need::Reason, Need::OtherPersonThanSender],
        ),
    ]
};

/// The day on which the office's answer is due when the file was sent on `sent`; always a working day.
pub fn office_due(sent: Date) -> Date {
    add_working_days(sent, DUE_WORKING_DAYS)
}

/// The day on which the sponsor's correction is due when the file was returned on `returned`; always a
/// working day, counted as the office's are.
pub fn sponsor_due(returned: Date) -> Date {
    add_working_days(returned, CORRECTION_WORKING_DAYS)
}

/// Reads a reason or a note: [`WORDS_MIN`] to [`WORDS_MAX`] characters; lines stay, ends are trimmed.
///
/// # Errors
/// [`Rule::Missing`], [`Rule::TooShort`] or [`Rule::TooLong`].
pub fn parse_words(raw: &str) -> Result<String, Rule> {
    let text = raw.replace("\r\n", "\n").trim().to_owned();
    match text.chars().count() {
        0 => Err(Rule::Missing),
        n if n > WORDS_MAX => Err(Rule::TooLong(WORDS_MAX)),
        _ if !says_something(&text) => Err(Rule::TooShort(WORDS_MIN)),
        _ => Ok(text),
    }
}

/// Whether the text has as many letters and digits as a reason needs.
fn says_something(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() >= WORDS_MIN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{is_working_day, working_days_between};
    use crate::policy::{PROVINCE, Role, Roles};
    use crate::workflow::{Refusal, apply, diagram, matrix, moves};
    use time::macros::date;

    #[test]
    fn the_review_is_this_matrix() {
        insta::assert_snapshot!(matrix(MOVES));
    }

    #[test]
    fn the_review_is_this_diagram() {
        insta::assert_snapshot!(diagram(MOVES));
    }

    #[test]
    fn what_each_role_can_do_in_each_state_is_this_table() {
        let mut table = String::new();
        for state in State::ALL {
            for role in Role::ALL {
                let open: Vec<&str> = moves(MOVES, state, role.set()).map(|m| m.action.word()).collect();
                table.push_str(&format!("{:<10} {:<18} {}\n", state.word(), role.word(), open.join(" ")));
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn a_province_decides_nothing_here() {
        for state in State::ALL {
            assert_eq!(moves(MOVES, state, PROVINCE).count(), 0);
        }
    }

    #[test]
    fn whoever_sent_the_file_cannot_verify_it() {
        let refusal =
            apply(MOVES, State::InReview, Action::Verify, REGENCY, |n| n != Need::OtherPersonThanSender);
        assert_eq!(refusal.unwrap_err(), Refusal::Lacks(Need::OtherPersonThanSender));
    }

    #[test]
    fn a_wrong_role_and_a_wrong_state_are_told_apart() {
        let met = |_: Need| true;
        assert_eq!(
            apply(MOVES, State::InReview, Action::Verify, SPONSOR, met).unwrap_err(),
            Refusal::WrongRole
        );
        assert_eq!(
            apply(MOVES, State::Draft, Action::Verify, REGENCY, met).unwrap_err(),
            Refusal::WrongState
        );
        assert_eq!(
            apply(MOVES, State::Draft, Action::Submit, Roles::NONE, met).unwrap_err(),
            Refusal::WrongRole
        );
    }

    #[test]
    fn every_undecided_state_has_a_way_on_and_every_state_of_the_sponsor_a_way_back_in() {
        for state in State::ALL.into_iter().filter(|s| s.turn() != Turn::Nobody) {
            assert!(MOVES.iter().any(|m| m.from == state), "{state:?} is a dead end");
        }
    }

    #[test]
    fn the_office_has_ten_working_days() {
        assert_eq!(office_due(date!(2026 - 11 - 20)), date!(2026 - 12 - 04));
    }

    #[test]
    fn a_file_sent_before_eid_is_answered_after_the_collective_leave() {
        assert_eq!(office_due(date!(2027 - 03 - 05)), date!(2027 - 03 - 31));
    }

    #[test]
    fn office_and_sponsor_count_the_same_days() {
        let days = std::iter::successors(Some(date!(2026 - 01 - 01)), |day| day.next_day()).take(3 * 365);
        for day in days {
            for (due, count) in
                [(office_due(day), DUE_WORKING_DAYS), (sponsor_due(day), CORRECTION_WORKING_DAYS)]
            {
                assert_eq!(working_days_between(day, due), i32::from(count), "{day}");
                assert!(is_working_day(due), "{day}");
            }
        }
    }
}

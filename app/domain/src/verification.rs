//! Verifikasi lembaga: the review of a sponsor institution by its social office.
//!
//! The regency's or city's Dinas Sosial decides; the province reads the cases of its regencies. The path
//! back is always open: a returned file is corrected and sent again, a file that was taken is released or
//! its lease runs out. Sources: founding process step 3; rows B1–B3; local practice 5 to 14 working days.

use crate::calendar::add_working_days;
use crate::document::PaperKind;
use crate::policy::{REGENCY, SPONSOR};
use crate::problem::{Rule, Violation};
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
/// Shortest visit note and shortest reason of a rejection: a word is no reason.
pub const WORDS_MIN: usize = 10;

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

/// The day on which the office's answer is due when the file was sent on `sent`.
pub fn office_due(sent: Date) -> Date {
    add_working_days(sent, DUE_WORKING_DAYS)
}

/// The day on which the sponsor's correction is due when the file was returned on `returned`.
pub fn sponsor_due(returned: Date) -> Date {
    add_working_days(returned, CORRECTION_WORKING_DAYS)
}

/// A part of the file that can be right or wrong by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// Name, person in charge, address.
    Profile,
    /// The photo of the premises.
    PremisesPhoto,
    /// The letter of recommendation.
    RecommendationLetter,
}

impl Item {
    /// Every part, in the order of the case page.
    pub const ALL: [Self; 3] = [Self::Profile, Self::PremisesPhoto, Self::RecommendationLetter];

    /// The paper, when the part is one.
    pub const fn paper(self) -> Option<PaperKind> {
        match self {
            Self::Profile => None,
            Self::PremisesPhoto => Some(PaperKind::PremisesPhoto),
            Self::RecommendationLetter => Some(PaperKind::RecommendationLetter),
        }
    }

    /// The part that a paper is.
    pub const fn of_paper(kind: PaperKind) -> Self {
        match kind {
            PaperKind::PremisesPhoto => Self::PremisesPhoto,
            PaperKind::RecommendationLetter => Self::RecommendationLetter,
        }
    }

    /// As the form and the event write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::PremisesPhoto => "premises_photo",
            Self::RecommendationLetter => "recommendation_letter",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.word() == word)
    }

    /// The reasons for which this part can be returned.
    pub const fn reasons(self) -> &'static [ReturnReason] {
        use ReturnReason as R;
        match self {
            Self::Profile => {
                &[R::NameDiffers, R::AddressUnclear, R::WrongRegion, R::ContactUnreachable, R::Other]
            }
            Self::PremisesPhoto => &[R::Blurred, R::NoNameBoard, R::OtherPlace, R::OldPhoto, R::Other],
            Self::RecommendationLetter => &[
                R::Unreadable,
                R::NotSigned,
                R::Expired,
                R::NameDiffers,
                R::PagesMissing,
                R::WrongLetter,
                R::Other,
            ],
        }
    }
}

/// Why a part is returned. `Other` needs the officer's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnReason {
    /// The photo is blurred or too dark.
    Blurred,
    /// The name board cannot be seen.
    NoNameBoard,
    /// The photo shows another place.
    OtherPlace,
    /// The photo is old: the place looks different today.
    OldPhoto,
    /// The letter cannot be read.
    Unreadable,
    /// Signature or stamp is missing.
    NotSigned,
    /// The letter is no longer valid.
    Expired,
    /// The name differs from the one in the other papers.
    NameDiffers,
    /// Pages are missing.
    PagesMissing,
    /// It is another letter than the one asked for.
    WrongLetter,
    /// The address cannot be found on the spot.
    AddressUnclear,
    /// The institution stands in another region.
    WrongRegion,
    /// The person in charge cannot be reached.
    ContactUnreachable,
    /// Something else, in the officer's words.
    Other,
}

impl ReturnReason {
    /// Every reason.
    pub const ALL: [Self; 14] = [
        Self::Blurred,
        Self::NoNameBoard,
        Self::OtherPlace,
        Self::OldPhoto,
        Self::Unreadable,
        Self::NotSigned,
        Self::Expired,
        Self::NameDiffers,
        Self::PagesMissing,
        Self::WrongLetter,
        Self::AddressUnclear,
        Self::WrongRegion,
        Self::ContactUnreachable,
        Self::Other,
    ];

    /// As the form and the event write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blurred => "blurred",
            Self::NoNameBoard => "no_name_board",
            Self::OtherPlace => "other_place",
            Self::OldPhoto => "old_photo",
            Self::Unreadable => "unreadable",
            Self::NotSigned => "not_signed",
            Self::Expired => "expired",
            Self::NameDiffers => "name_differs",
            Self::PagesMissing => "pages_missing",
            Self::WrongLetter => "wrong_letter",
            Self::AddressUnclear => "address_unclear",
            Self::WrongRegion => "wrong_region",
            Self::ContactUnreachable => "contact_unreachable",
            Self::Other => "other",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.word() == word)
    }
}

/// One returned part, its reason, and the officer's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Which part.
    pub item: Item,
    /// Why.
    pub reason: ReturnReason,
    /// In the officer's own words; empty unless something was added.
    pub words: String,
}

/// At least one fault, each part at most once, each with a reason that fits the part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Checks what the officer marked. Field names in the violations are the parts' words.
    ///
    /// # Errors
    /// Every violation at once.
    pub fn parse(marked: Vec<(Item, Option<ReturnReason>, String)>) -> Result<Self, Vec<Violation>> {
        let mut faults: Vec<Fault> = Vec::new();
        let mut wrong = Vec::new();
        for (item, reason, words) in marked {
            let words = words.trim().to_owned();
            if words.chars().count() > WORDS_MAX {
                wrong.push(Violation::new(item.word(), Rule::TooLong(WORDS_MAX)));
                continue;
            }
            match reason {
                None => wrong.push(Violation::new(item.word(), Rule::ReasonMissing)),
                Some(reason) if !item.reasons().contains(&reason) => {
                    wrong.push(Violation::new(item.word(), Rule::NotAChoice));
                }
                Some(ReturnReason::Other) if words.chars().count() < WORDS_MIN => {
                    wrong.push(Violation::new(item.word(), Rule::TooShort(WORDS_MIN)));
                }
                Some(_) if faults.iter().any(|f| f.item == item) => {
                    wrong.push(Violation::new(item.word(), Rule::NotAChoice));
                }
                Some(reason) => faults.push(Fault { item, reason, words }),
            }
        }
        if wrong.is_empty() && faults.is_empty() {
            wrong.push(Violation::new("faults", Rule::NothingReturned));
        }
        if wrong.is_empty() { Ok(Self(faults)) } else { Err(wrong) }
    }

    /// The faults, in the order of the case page.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }

    /// The fault of one part.
    pub fn of(&self, item: Item) -> Option<&Fault> {
        self.0.iter().find(|fault| fault.item == item)
    }
}

/// Catatan kunjungan: how the officer saw that the institution exists. More than 2,000 institutions
/// turned out to be a name board only, so nobody is verified from papers alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitNote {
    /// The day of the visit, not in the future.
    pub visited_on: Date,
    /// What was seen.
    pub words: String,
}

impl VisitNote {
    /// Checks the note; `today` is the database's day.
    ///
    /// # Errors
    /// Violations of the fields `visited_on` and `visit_words`.
    pub fn parse(visited_on: Option<Date>, words: &str, today: Date) -> Result<Self, Vec<Violation>> {
        let mut wrong = Vec::new();
        let day = visited_on.filter(|day| *day <= today && day.year() >= today.year() - 1);
        if day.is_none() {
            wrong.push(Violation::new("visited_on", Rule::BadDate));
        }
        let words = match parse_words(words) {
            Ok(words) => words,
            Err(rule) => {
                wrong.push(Violation::new("visit_words", rule));
                String::new()
            }
        };
        match day {
            Some(visited_on) if wrong.is_empty() => Ok(Self { visited_on, words }),
            _ => Err(wrong),
        }
    }
}

/// Reads a day as people write it: `21 11 2026`, `21-11-2026`, `21/11/2026`, `2026-11-21`.
pub fn parse_day(raw: &str) -> Option<Date> {
    let numbers: Vec<i32> = raw
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let (year, month, day) = match numbers[..] {
        [year, month, day] if year > 31 => (year, month, day),
        [day, month, year] => (year, month, day),
        _ => return None,
    };
    let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

/// Reads a reason or a note: [`WORDS_MIN`] to [`WORDS_MAX`] characters; lines stay, ends are trimmed.
///
/// # Errors
/// [`Rule::Missing`], [`Rule::TooShort`] or [`Rule::TooLong`].
pub fn parse_words(raw: &str) -> Result<String, Rule> {
    let text = raw.replace("\r\n", "\n").trim().to_owned();
    match text.chars().count() {
        0 => Err(Rule::Missing),
        n if n < WORDS_MIN => Err(Rule::TooShort(WORDS_MIN)),
        n if n > WORDS_MAX => Err(Rule::TooLong(WORDS_MAX)),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn returning_needs_a_fault_and_each_fault_a_reason_that_fits() {
        assert_eq!(Faults::parse(vec![]).unwrap_err(), vec![Violation::new("faults", Rule::NothingReturned)]);
        let unfit = vec![(Item::PremisesPhoto, Some(ReturnReason::NotSigned), String::new())];
        assert_eq!(
            Faults::parse(unfit).unwrap_err(),
            vec![Violation::new("premises_photo", Rule::NotAChoice)]
        );
        let wordless = vec![(Item::Profile, Some(ReturnReason::Other), "ya".into())];
        assert_eq!(Faults::parse(wordless).unwrap_err(), vec![Violation::new("profile", Rule::TooShort(10))]);
        let good = vec![(Item::RecommendationLetter, Some(ReturnReason::NotSigned), " ".into())];
        assert!(Faults::parse(good).unwrap().of(Item::RecommendationLetter).is_some());
    }

    #[test]
    fn a_visit_in_the_future_or_long_ago_is_no_visit() {
        let today = date!(2026 - 11 - 21);
        assert!(VisitNote::parse(Some(date!(2026 - 11 - 22)), "Dilihat langsung.", today).is_err());
        assert!(VisitNote::parse(Some(date!(2020 - 01 - 01)), "Dilihat langsung.", today).is_err());
        assert!(VisitNote::parse(Some(today), "Dilihat langsung.", today).is_ok());
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for form in ["21 11 2026", "21-11-2026", "21/11/2026", "2026-11-21", " 21.11.2026 "] {
            assert_eq!(parse_day(form), Some(date!(2026 - 11 - 21)), "{form}");
        }
        for bad in ["31 02 2026", "21 11", "", "dua satu", "99999999999 1 1", "1 1 1 2026"] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_office_has_ten_working_days() {
        assert_eq!(office_due(date!(2026 - 11 - 20)), date!(2026 - 12 - 04));
    }
}

//! What is wrong with a returned file: the parts that can be wrong by themselves, the reasons for which each can
//! be returned, and the officer's words.

use super::{WORDS_MAX, WORDS_MIN, says_something};
use crate::document::PaperKind;
use crate::problem::{Rule, Violation};
use serde::{Deserialize, Serialize};

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

    /// The part that a paper is; the papers of people are none of an institution's file.
    pub const fn of_paper(kind: PaperKind) -> Option<Self> {
        match kind {
            PaperKind::PremisesPhoto => Some(Self::PremisesPhoto),
            PaperKind::RecommendationLetter => Some(Self::RecommendationLetter),
            PaperKind::PasFoto | PaperKind::FamilyCard => None,
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

    /// The form's field with the officer's words.
    pub const fn words_field(self) -> &'static str {
        match self {
            Self::Profile => "profile_kata",
            Self::PremisesPhoto => "premises_photo_kata",
            Self::RecommendationLetter => "recommendation_letter_kata",
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
    /// Whether another part may be what was wrong: the paper as it is can then be right after all.
    pub const fn may_lie_elsewhere(self) -> bool {
        matches!(self, Self::NameDiffers | Self::Other)
    }

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
    /// Checks what the officer marked. Field names in the violations are the parts' words, or those of
    /// [`Item::words_field`].
    ///
    /// # Errors
    /// Every violation at once.
    pub fn parse(marked: Vec<(Item, Option<ReturnReason>, String)>) -> Result<Self, Vec<Violation>> {
        let mut faults: Vec<Fault> = Vec::new();
        let mut wrong = Vec::new();
        for (item, reason, words) in marked {
            let words = words.trim().to_owned();
            if words.chars().count() > WORDS_MAX {
                wrong.push(Violation::new(item.words_field(), Rule::TooLong(WORDS_MAX)));
                continue;
            }
            match reason {
                None => wrong.push(Violation::new(item.word(), Rule::ReasonMissing)),
                Some(reason) if !item.reasons().contains(&reason) => {
                    wrong.push(Violation::new(item.word(), Rule::NotAChoice));
                }
                Some(ReturnReason::Other) if words.is_empty() => {
                    wrong.push(Violation::new(item.words_field(), Rule::Missing));
                }
                Some(ReturnReason::Other) if !says_something(&words) => {
                    wrong.push(Violation::new(item.words_field(), Rule::TooShort(WORDS_MIN)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn returning_needs_a_fault_and_each_fault_a_reason_that_fits() {
        assert_eq!(Faults::parse(vec![]).unwrap_err(), vec![Violation::new("faults", Rule::NothingReturned)]);
        let unfit = vec![(Item::PremisesPhoto, Some(ReturnReason::NotSigned), String::new())];
        assert_eq!(
            Faults::parse(unfit).unwrap_err(),
            vec![Violation::new("premises_photo", Rule::NotAChoice)]
        );
        let wordless = vec![(Item::Profile, Some(ReturnReason::Other), "ya".into())];
        assert_eq!(
            Faults::parse(wordless).unwrap_err(),
            vec![Violation::new("profile_kata", Rule::TooShort(10))]
        );
        let good = vec![(Item::RecommendationLetter, Some(ReturnReason::NotSigned), " ".into())];
        assert!(Faults::parse(good).unwrap().of(Item::RecommendationLetter).is_some());
    }
}

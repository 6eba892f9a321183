//! Berkas: the papers of an institution and of the people in its care, one version a row, and what happens to a
//! version.
//!
//! A version is received (encrypted, acknowledged with its hash), decoded by a confined child, and then
//! ready or refused with a sentence. The social office accepts or returns a ready one; a replaced version
//! stays in the history. Only the paper that is wrong is asked for again.

mod advice;
mod fault;
mod file_name;

pub use fault::{FileLook, PaperFault, UnknownFault};
pub use file_name::FileName;

use crate::policy::{REGENCY, Roles, SPONSOR, SYSTEM};
use crate::workflow::{Move, Word, moves, mv};
use serde::{Deserialize, Serialize};

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// Foto lembaga: the premises with the name board.
    PremisesPhoto,
    /// Surat rekomendasi or surat keterangan.
    RecommendationLetter,
    /// Pas foto: the face of a person in care.
    PasFoto,
    /// Kartu keluarga (KK) of a person in care: a photo or a PDF. Many have none, and that is an answer.
    FamilyCard,
}

impl PaperKind {
    /// Every paper that an institution needs, in the order of the task list.
    pub const OF_INSTITUTION: [Self; 2] = [Self::PremisesPhoto, Self::RecommendationLetter];
    /// Every paper of a person in care, in the order of the task list.
    pub const OF_PERSON: [Self; 2] = [Self::PasFoto, Self::FamilyCard];

    /// As the database and the address of the page write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PremisesPhoto => "premises_photo",
            Self::RecommendationLetter => "recommendation_letter",
            Self::PasFoto => "pas_foto",
            Self::FamilyCard => "family_card",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::OF_INSTITUTION.into_iter().chain(Self::OF_PERSON).find(|kind| kind.word() == word)
    }

    /// Whether it is a paper of a person, and not of an institution.
    pub const fn is_of_person(self) -> bool {
        match self {
            Self::PremisesPhoto | Self::RecommendationLetter => false,
            Self::PasFoto | Self::FamilyCard => true,
        }
    }

    /// What the file may be.
    pub const fn form(self) -> PaperForm {
        match self {
            Self::PremisesPhoto | Self::PasFoto => PaperForm::Photo,
            Self::RecommendationLetter => PaperForm::Pdf,
            Self::FamilyCard => PaperForm::PhotoOrPdf,
        }
    }

    /// Most bytes of one file.
    pub const fn max_bytes(self) -> usize {
        match self {
            Self::PremisesPhoto | Self::PasFoto | Self::FamilyCard => 10 * 1024 * 1024,
            Self::RecommendationLetter => 20 * 1024 * 1024,
        }
    }
}

/// What the file of a paper may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperForm {
    /// A photo: JPEG, PNG or WebP.
    Photo,
    /// A PDF.
    Pdf,
    /// Either.
    PhotoOrPdf,
}

/// Most versions of one paper within a day: whoever needs more has another trouble, and files are kept for good.
pub const MOST_VERSIONS_A_DAY: i64 = 30;

/// Where a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperState {
    /// Safe on the server, not looked into yet.
    Received,
    /// Decoded and rewritten; can be viewed.
    Ready,
    /// Could not be used; the code says why.
    Refused,
    /// The social office accepts it.
    Accepted,
    /// The social office returned it with a reason.
    Returned,
    /// A newer version took its place.
    Replaced,
}

impl Word for PaperState {
    fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Ready => "ready",
            Self::Refused => "refused",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
            Self::Replaced => "replaced",
        }
    }
}

impl PaperState {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Received, Self::Ready, Self::Refused, Self::Accepted, Self::Returned, Self::Replaced];

    /// Reads the database's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }

    /// Whether the paper is good enough to be sent to the social office.
    pub const fn is_readable(self) -> bool {
        matches!(self, Self::Ready | Self::Accepted)
    }

    /// Whether the sponsor may send another version while the file is with it. What the social office saw
    /// and did not return stays; what was sent since then is the sponsor's own to change.
    pub fn is_replaceable(self, sent: Sent) -> bool {
        let open = sent == Sent::ThisRound || matches!(self, Self::Returned | Self::Refused);
        open && moves(MOVES, self, SPONSOR).any(|m| m.action == PaperAction::Replace)
    }
}

/// When a version was sent, seen from the round in which the file is now. A round begins when the social
/// office returns the file; before that there is only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Before the file came back.
    EarlierRound,
    /// Since the file came back, or the file never came back.
    ThisRound,
}

/// What the decoder noticed about a paper that is accepted all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperHint {
    /// The photo is dark.
    Dark,
    /// The photo is blurred.
    Blurred,
    /// The photo is neither 3:4 nor 4:6 upright, as a pas foto is.
    OddShape,
}

impl PaperHint {
    /// Every hint.
    pub const ALL: [Self; 3] = [Self::Dark, Self::Blurred, Self::OddShape];

    /// As the database writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Blurred => "blurred",
            Self::OddShape => "odd_shape",
        }
    }

    /// What there is to say about the shape of a pas foto: between 4:6 and 3:4, and a little more either way, is right.
    pub fn of_shape(width: u32, height: u32) -> Option<Self> {
        let (width, height) = (u64::from(width), u64::from(height));
        // 0.62 to 0.80 as broad as high.
        let right = (62 * height..=80 * height).contains(&(100 * width));
        (!right).then_some(Self::OddShape)
    }

    /// Reads the database's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hint| hint.word() == word)
    }
}

/// What can be done with a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperAction {
    /// Decoded and rewritten.
    Pass,
    /// Refused by the decoder.
    Refuse,
    /// The officer accepts it.
    Accept,
    /// The officer returns it.
    Return,
    /// The sponsor sends another.
    Replace,
}

impl PaperAction {
    /// Every action.
    pub const ALL: [Self; 5] = [Self::Pass, Self::Refuse, Self::Accept, Self::Return, Self::Replace];

    /// Reads the database's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.word() == word)
    }
}

impl Word for PaperAction {
    fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Refuse => "refuse",
            Self::Accept => "accept",
            Self::Return => "return",
            Self::Replace => "replace",
        }
    }
}

/// The life of a version.
pub const MOVES: &[Move<PaperState, PaperAction>] = {
    use PaperAction as A;
    use PaperState as S;
    const OWN: Roles = SPONSOR;
    &[
        mv(S::Received, A::Pass, S::Ready, SYSTEM, &[]),
        mv(S::Received, A::Refuse, S::Refused, SYSTEM, &[]),
        mv(S::Received, A::Replace, S::Replaced, OWN, &[]),
        mv(S::Ready, A::Accept, S::Accepted, REGENCY, &[]),
        mv(S::Ready, A::Return, S::Returned, REGENCY, &[]),
        mv(S::Ready, A::Replace, S::Replaced, OWN, &[]),
        mv(S::Refused, A::Replace, S::Replaced, OWN, &[]),
        mv(S::Accepted, A::Return, S::Returned, REGENCY, &[]),
        mv(S::Accepted, A::Accept, S::Accepted, REGENCY, &[]),
        mv(S::Returned, A::Replace, S::Replaced, OWN, &[]),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::matrix;

    #[test]
    fn the_life_of_a_paper_is_this_matrix() {
        insta::assert_snapshot!(matrix(MOVES));
    }

    #[test]
    fn a_replaced_paper_never_comes_back() {
        assert_eq!(moves(MOVES, PaperState::Replaced, SPONSOR | REGENCY | SYSTEM).count(), 0);
    }

    #[test]
    fn after_a_return_only_the_bad_paper_and_what_was_sent_since_can_be_replaced() {
        let open = |sent: Sent| -> Vec<PaperState> {
            PaperState::ALL.into_iter().filter(|state| state.is_replaceable(sent)).collect()
        };

        assert_eq!(open(Sent::EarlierRound), [PaperState::Refused, PaperState::Returned]);
        assert_eq!(
            open(Sent::ThisRound),
            [PaperState::Received, PaperState::Ready, PaperState::Refused, PaperState::Returned]
        );
    }

    #[test]
    fn every_kind_reads_back_and_is_of_an_institution_or_of_a_person() {
        for (of_person, kinds) in [(false, PaperKind::OF_INSTITUTION), (true, PaperKind::OF_PERSON)] {
            for kind in kinds {
                assert_eq!(PaperKind::from_word(kind.word()), Some(kind));
                assert_eq!(kind.is_of_person(), of_person);
            }
        }
        assert_eq!(PaperKind::from_word("foto"), None);
    }

    #[test]
    fn a_pas_foto_is_upright_and_nearly_3_to_4_or_4_to_6() {
        for (width, height) in [(300, 400), (400, 600), (472, 709), (354, 472)] {
            assert_eq!(PaperHint::of_shape(width, height), None, "{width} x {height}");
        }
        for (width, height) in [(400, 300), (500, 500), (200, 900), (u32::MAX, 1), (0, 0)] {
            let hint = PaperHint::of_shape(width, height);
            assert_eq!(hint.is_some(), (width, height) != (0, 0), "{width} x {height}");
        }
    }

    #[test]
    fn a_sponsor_never_accepts_its_own_paper() {
        for state in PaperState::ALL {
            assert!(moves(MOVES, state, SPONSOR).all(|m| m.action == PaperAction::Replace));
        }
    }
}

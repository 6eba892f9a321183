//! The answers of one group, read.

use domain::person::{Birth, Consent, Ground, Group, Home, Identity};
use std::fmt;

/// The answers of one group.
#[derive(Clone, PartialEq, Eq)]
pub enum Answers {
    /// Name, sex, NIK or why there is none.
    Identity(Identity),
    /// Birth, mother, family card.
    Birth(Birth),
    /// Where the person lives, and the address on paper.
    Home(Home),
    /// The criterion, parents, disability.
    Ground(Ground),
    /// Who agreed, when and how.
    Consent(Consent),
}

impl Answers {
    /// The group that they answer.
    pub fn group(&self) -> Group {
        match self {
            Self::Identity(_) => Group::Identity,
            Self::Birth(_) => Group::Birth,
            Self::Home(_) => Group::Home,
            Self::Ground(_) => Group::Ground,
            Self::Consent(_) => Group::Consent,
        }
    }
}

/// Nobody's answers end in a log.
impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answers({})", self.group().word())
    }
}

//! The tabs of the queue, each one state.

use domain::verification::State;

/// One tab of the queue; each is one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tab {
    /// Sent, nobody has it.
    #[default]
    Waiting,
    /// Somebody has it.
    InReview,
    /// Back at the sponsor.
    Returned,
    /// Verified.
    Verified,
    /// Refused.
    Rejected,
}

impl Tab {
    /// Every tab, in order.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::InReview, Self::Returned, Self::Verified, Self::Rejected];

    /// The state that the tab shows.
    pub const fn state(self) -> State {
        match self {
            Self::Waiting => State::Submitted,
            Self::InReview => State::InReview,
            Self::Returned => State::Returned,
            Self::Verified => State::Verified,
            Self::Rejected => State::Rejected,
        }
    }

    /// Whether the office has answered these files: they are told by the day of the answer, newest first.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Returned | Self::Verified | Self::Rejected)
    }

    /// As the address of the page writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "menunggu",
            Self::InReview => "diperiksa",
            Self::Returned => "dikembalikan",
            Self::Verified => "terverifikasi",
            Self::Rejected => "ditolak",
        }
    }

    /// Reads the word; anything else is the first tab.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.word() == word).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_survives_its_word() {
        for tab in Tab::ALL {
            assert_eq!(Tab::from_word(tab.word()), tab);
        }
        assert_eq!(Tab::from_word("?"), Tab::Waiting);
    }
}

//! Kartu Keluarga: a number that changes with a move, a new head or a split; never an identity key.

use crate::problem::Rule;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Nomor Kartu Keluarga: 16 digits, region 6, day of issue 6, serial 4.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NoKk(String);

impl NoKk {
    /// Reads 16 digits; blanks, dots, dashes and quotes around and between them are left out. Empty is [`None`].
    ///
    /// # Errors
    /// [`Rule::KkLength`] for other than 16 digits, or for 16 equal ones.
    pub fn parse(raw: &str) -> Result<Option<Self>, Rule> {
        let text = super::bare(raw);
        if text.is_empty() {
            return Ok(None);
        }
        let equal = text.bytes().all(|b| Some(b) == text.bytes().next());
        if text.len() != 16 || !text.bytes().all(|b| b.is_ascii_digit()) || equal {
            return Err(Rule::KkLength);
        }
        Ok(Some(Self(text)))
    }

    /// The 16 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As pages show it: `3507 •••• •••• 0012`.
    pub fn masked(&self) -> String {
        super::masked(self.0.get(..4).unwrap_or_default(), self.0.get(12..).unwrap_or_default())
    }
}

/// Nobody's number ends in a log.
impl fmt::Debug for NoKk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoKk({})", self.masked())
    }
}

impl TryFrom<String> for NoKk {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).and_then(|kk| kk.ok_or(Rule::Missing)).map_err(Rule::code)
    }
}

impl From<NoKk> for String {
    fn from(kk: NoKk) -> Self {
        kk.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::NASTY;
    use super::*;
    use proptest::prelude::*;

    const CARD: &str = "5108051203140001";

    #[test]
    fn a_number_is_read_however_it_is_spaced() {
        for typed in
            [CARD, " 5108 0512 0314 0001", "5108-0512-0314-0001", "'５１０８０５１２０３１４０００１\u{200b}"]
        {
            assert_eq!(NoKk::parse(typed).unwrap().unwrap().as_str(), CARD, "{typed:?}");
        }
    }

    #[test]
    fn no_card_is_no_fault() {
        for typed in ["", "  ", "-", "\u{feff}"] {
            assert_eq!(NoKk::parse(typed), Ok(None), "{typed:?}");
        }
    }

    #[test]
    fn other_than_sixteen_digits_is_no_card() {
        for typed in ["510805120314000", "51080512031400011", "51080512O3140001", "5,1E+15", "éééééééé"]
        {
            assert_eq!(NoKk::parse(typed), Err(Rule::KkLength), "{typed:?}");
        }
        assert_eq!(NoKk::parse(&"0".repeat(16)), Err(Rule::KkLength));
    }

    #[test]
    fn pages_and_logs_see_head_and_tail_alone() {
        let card = NoKk::parse(CARD).unwrap().unwrap();

        assert_eq!(card.masked(), "5108 •••• •••• 0001");
        assert_eq!(format!("{card:?}"), "NoKk(5108 •••• •••• 0001)");
    }

    #[test]
    fn what_is_stored_is_read_as_strictly_as_what_is_typed() {
        assert_eq!(NoKk::try_from(CARD.to_owned()).map(String::from), Ok(CARD.to_owned()));
        assert_eq!(NoKk::try_from("12".to_owned()), Err("kk-length"));
        assert_eq!(NoKk::try_from(String::new()), Err("missing"));
    }

    #[test]
    fn no_text_makes_the_parser_stumble() {
        for text in NASTY {
            assert!(!matches!(NoKk::parse(text), Ok(Some(_))), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_reads_again(text in any::<String>()) {
            if let Ok(Some(card)) = NoKk::parse(&text) {
                prop_assert_eq!(NoKk::parse(card.as_str()), Ok(Some(card)));
            }
        }
    }
}

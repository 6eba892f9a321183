//! Regions: the national list of provinces, regencies and cities, districts and villages (Kode dan Data
//! Wilayah Administrasi Pemerintahan), which the Minister of Home Affairs issues in editions.
//!
//! Rules:
//! - A code alone says nothing: codes retire, and some come back with another place behind them (`96.05`
//!   was Raja Ampat for a while and is Maybrat now). A region is a **code and the edition** from which the
//!   entry holds; what a case was filed under is a fact and is never rewritten.
//! - A region that ended has successors; a person who types the old name or code is led to them.
//! - The **reach** of an office is an interval of current-edition codes, so that "is this row mine?" is one
//!   comparison on one indexed column ([`Reach`]).
//! - Names, kinds and paths are reference data and may be corrected by an import; codes may not.

mod found;
mod query;
mod reach;

pub use found::{Found, Standing, Successor};
pub use query::{Hint, Query, Words, key_words, short_kind};
pub use reach::Reach;

use crate::problem::Rule;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How deep a region stands in the hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Provinsi.
    Province,
    /// Kabupaten or kota.
    Regency,
    /// Kecamatan; distrik in Papua.
    District,
    /// Desa, kelurahan or desa adat.
    Village,
}

impl Level {
    /// Every level, the largest region first.
    pub const ALL: [Self; 4] = [Self::Province, Self::Regency, Self::District, Self::Village];

    /// 1 for a province to 4 for a village, as the database keeps it.
    pub const fn number(self) -> i16 {
        match self {
            Self::Province => 1,
            Self::Regency => 2,
            Self::District => 3,
            Self::Village => 4,
        }
    }

    /// The level of that number.
    pub const fn from_number(number: i16) -> Option<Self> {
        match number {
            1 => Some(Self::Province),
            2 => Some(Self::Regency),
            3 => Some(Self::District),
            4 => Some(Self::Village),
            _ => None,
        }
    }

    /// How many digits a code of this level has.
    pub const fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::Regency => 4,
            Self::District => 6,
            Self::Village => 10,
        }
    }
}

/// Kode wilayah: `PP`, `PP.KK`, `PP.KK.CC` or `PP.KK.CC.VVVV`. Well-formed, not proven to exist.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegionCode {
    dotted: String,
    level: Level,
}

impl RegionCode {
    /// Reads a code with or without its dots, with blanks around it.
    pub fn parse(text: &str) -> Result<Self, Rule> {
        let text = text.trim();
        if text.len() > 16 {
            return Err(Rule::UnknownRegion);
        }
        let digits: String = text.chars().filter(|c| *c != '.').collect();
        let code = Self::from_digits(&digits).ok_or(Rule::UnknownRegion)?;
        if text.contains('.') && text != code.dotted {
            return Err(Rule::UnknownRegion);
        }
        Ok(code)
    }

    /// Reads bare digits: 2, 4, 6 or 10 of them.
    fn from_digits(digits: &str) -> Option<Self> {
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let level = Level::ALL.into_iter().find(|level| level.digits() == digits.len())?;
        let mut dotted = String::with_capacity(13);
        for (at, digit) in digits.chars().enumerate() {
            if matches!(at, 2 | 4 | 6) {
                dotted.push('.');
            }
            dotted.push(digit);
        }
        Some(Self { dotted, level })
    }

    /// With dots, as the decree prints it.
    pub fn as_str(&self) -> &str {
        &self.dotted
    }

    /// The level that the number of digits tells.
    pub const fn level(&self) -> Level {
        self.level
    }

    /// The region that contains this one; a province has none.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.dotted.rsplit_once('.')?;
        let level = Level::from_number(self.level.number() - 1)?;
        Some(Self { dotted: parent.to_owned(), level })
    }

    /// This region at `level`, or none when it stands above that level.
    pub fn at(&self, level: Level) -> Option<Self> {
        let mut code = self.clone();
        while code.level > level {
            code = code.parent()?;
        }
        (code.level == level).then_some(code)
    }

    /// Whether this region is `outer` or lies in it.
    pub fn is_within(&self, outer: &Self) -> bool {
        Reach::of(outer).contains(self)
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.dotted)
    }
}

impl TryFrom<String> for RegionCode {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(|_| "no region code")
    }
}

impl From<RegionCode> for String {
    fn from(code: RegionCode) -> Self {
        code.dotted
    }
}

/// Edisi: which decree's list. The year, and a letter when a year saw more than one (`2025`, `2025b`), so
/// that the order of the text is the order of time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Edition(String);

impl Edition {
    /// Reads `2025` or `2025b`.
    pub fn parse(text: &str) -> Option<Self> {
        let year = text.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(text);
        let good = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        good.then(|| Self(text.to_owned()))
    }

    /// The text that is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Edition {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no edition")
    }
}

impl From<Edition> for String {
    fn from(edition: Edition) -> Self {
        edition.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    #[test]
    fn a_code_is_read_with_and_without_dots() {
        assert_eq!(code("5108").as_str(), "51.08");
        assert_eq!(code(" 51.08.06.2001 ").level(), Level::Village);
        assert_eq!(code("5108062001"), code("51.08.06.2001"));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in
            ["", "5", "510", "51.8", "5.108", "51..08", "51.08.", "51 08", "५१", "51.08.06.20011", "abcd"]
        {
            assert_eq!(RegionCode::parse(text), Err(Rule::UnknownRegion), "{text:?}");
        }
    }

    #[test]
    fn a_village_knows_its_district_regency_and_province() {
        let village = code("51.08.06.2001");

        assert_eq!(village.parent(), Some(code("51.08.06")));
        assert_eq!(village.at(Level::Regency), Some(code("51.08")));
        assert_eq!(village.at(Level::Province), Some(code("51")));
        assert_eq!(code("51").at(Level::Regency), None);
        assert_eq!(code("51").parent(), None);
    }

    #[test]
    fn editions_of_one_year_stand_in_their_order() {
        let [first, second, later] = ["2025", "2025b", "2026"].map(|text| Edition::parse(text).unwrap());

        assert!(first < second && second < later);
        for text in ["", "25", "2025B", "2025bb", "20255"] {
            assert_eq!(Edition::parse(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_stumble(text in "\\PC*") {
            if let Ok(code) = RegionCode::parse(&text) {
                prop_assert_eq!(RegionCode::parse(code.as_str()), Ok(code));
            }
        }

        #[test]
        fn digits_and_dots_say_the_same(digits in "[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{4})?)?)?") {
            let plain = code(&digits);
            prop_assert_eq!(code(plain.as_str()), plain.clone());
            prop_assert_eq!(plain.as_str().replace('.', ""), digits);
        }
    }
}

//! The sponsor as an institution: who it is and where it stands (data dictionary 5.1).
//!
//! Bank accounts are not collected: nothing in the service needs them.

use crate::account::{Name, Phone};
use crate::problem::Rule;
use crate::region::RegionCode;
use serde::{Deserialize, Serialize};

/// Jenis sponsor: the five kinds of the founding process, step 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SponsorKind {
    /// Lembaga Kesejahteraan Sosial (Permensos 5/2024).
    Lks,
    /// Yayasan: a foundation.
    Yayasan,
    /// Panti asuhan or another home.
    Panti,
    /// Pondok pesantren.
    Ponpes,
    /// Perorangan: an individual.
    Perorangan,
}

impl SponsorKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Lks, Self::Yayasan, Self::Panti, Self::Ponpes, Self::Perorangan];

    /// As the database and the form write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lks => "lks",
            Self::Yayasan => "yayasan",
            Self::Panti => "panti",
            Self::Ponpes => "ponpes",
            Self::Perorangan => "perorangan",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Alamat: where the institution stands, down to the village.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Village code of the current edition.
    pub village: RegionCode,
    /// Street, number, hamlet, as people say it.
    pub street: String,
    /// RT, up to three digits, may be unknown.
    pub rt: Option<String>,
    /// RW, up to three digits, may be unknown.
    pub rw: Option<String>,
    /// Kode pos, five digits, may be unknown.
    pub postcode: Option<String>,
}

/// The profile that has to be complete before the institution can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Name of the institution; of the person for an individual.
    pub name: Name,
    /// Penanggung jawab: the person in charge.
    pub in_charge: Name,
    /// Phone of the person in charge.
    pub phone: Phone,
    /// How many people it cares for today.
    pub residents: u16,
    /// Where it stands.
    pub address: Address,
}

/// Reads the street line: 5 to 200 characters, white space folded.
///
/// # Errors
/// [`Rule::Missing`], [`Rule::TooShort`] or [`Rule::TooLong`].
pub fn parse_street(raw: &str) -> Result<String, Rule> {
    // Pasted from elsewhere, a line may hold characters that nobody sees and no database keeps.
    let words = raw.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let text = words.collect::<Vec<_>>().join(" ");
    match text.chars().count() {
        0 => Err(Rule::Missing),
        1..5 => Err(Rule::TooShort(5)),
        5..=200 => Ok(text),
        _ => Err(Rule::TooLong(200)),
    }
}

/// Reads RT or RW: empty, or one to three digits (`3` and `003` are the same).
///
/// # Errors
/// [`Rule::NotRtRw`].
pub fn parse_rt_rw(raw: &str) -> Result<Option<String>, Rule> {
    let text = raw.trim();
    if text.is_empty() || text == "-" {
        return Ok(None);
    }
    if text.len() > 3 || !text.chars().all(|c| c.is_ascii_digit()) {
        return Err(Rule::NotRtRw);
    }
    Ok(Some(format!("{text:0>3}")))
}

/// Reads a postcode: empty, or five digits of which the first is not 0.
///
/// # Errors
/// [`Rule::NotAPostcode`].
pub fn parse_postcode(raw: &str) -> Result<Option<String>, Rule> {
    let text = raw.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() == 5 && text.chars().all(|c| c.is_ascii_digit()) && !text.starts_with('0') {
        Ok(Some(text.to_owned()))
    } else {
        Err(Rule::NotAPostcode)
    }
}

/// Reads the number of people in care: 0 to 9,999.
///
/// # Errors
/// [`Rule::Missing`] or [`Rule::TooLong`] (more than four digits) or [`Rule::NotAChoice`] (no number).
pub fn parse_residents(raw: &str) -> Result<u16, Rule> {
    let text: String = raw.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    if text.is_empty() {
        return Err(Rule::Missing);
    }
    if !text.chars().all(|c| c.is_ascii_digit()) {
        return Err(Rule::NotANumber);
    }
    match text.parse::<u16>() {
        Ok(number) if number <= 9_999 => Ok(number),
        _ => Err(Rule::TooLong(4)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_street_is_one_line_without_what_nobody_sees() {
        assert_eq!(parse_street(" Jalan\u{0}Pahlawan\r\n 12\u{7} "), Ok("Jalan Pahlawan 12".into()));
        assert_eq!(parse_street("\u{0}\u{1}\t"), Err(Rule::Missing));
    }

    #[test]
    fn rt_and_rw_are_three_digits_however_typed() {
        assert_eq!(parse_rt_rw("3"), Ok(Some("003".into())));
        assert_eq!(parse_rt_rw(" 005 "), Ok(Some("005".into())));
        assert_eq!(parse_rt_rw("-"), Ok(None));
        assert_eq!(parse_rt_rw("3/5"), Err(Rule::NotRtRw));
    }

    #[test]
    fn a_postcode_has_five_digits_and_no_leading_zero() {
        assert_eq!(parse_postcode("81161"), Ok(Some("81161".into())));
        assert_eq!(parse_postcode("01161"), Err(Rule::NotAPostcode));
        assert_eq!(parse_postcode(""), Ok(None));
    }

    #[test]
    fn people_in_care_are_counted_in_whole_numbers() {
        assert_eq!(parse_residents("1.250"), Ok(1250));
        assert_eq!(parse_residents("dua puluh"), Err(Rule::NotANumber));
        assert_eq!(parse_residents("-3"), Err(Rule::NotANumber));
        assert_eq!(parse_residents("10000"), Err(Rule::TooLong(4)));
    }

    #[test]
    fn a_kind_survives_its_word() {
        for kind in SponsorKind::ALL {
            assert_eq!(SponsorKind::from_word(kind.word()), Some(kind));
        }
    }
}

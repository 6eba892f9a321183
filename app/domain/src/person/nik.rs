//! Nomor Induk Kependudukan: 16 digits `PPKKCC DDMMYY SSSS`, for life. There is no check digit.

use crate::problem::Rule;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A well-formed NIK; whether it belongs to the person only Dukcapil knows.
///
/// The place is that of the first registration under the codes of then; a day above 40 is a woman's; a wrong birth
/// date inside it is never mended, only the record is. So place, date and sex are compared, not demanded.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nik(String);

impl Nik {
    /// Reads 16 digits; blanks, dots, dashes and quotes around and between them are left out.
    ///
    /// Nothing is repaired: a letter O for a zero, or `3,27E+15` from a spreadsheet, has to be copied again from the
    /// paper, because whoever guesses a digit makes another person's number.
    ///
    /// # Errors
    /// [`Rule::Missing`]; [`Rule::NikLength`] for other than 16 digits; [`Rule::NikImpossible`] when all digits are
    /// equal, the month is not 01–12, the day not 01–31 or 41–71, or the serial number is 0000.
    pub fn parse(raw: &str) -> Result<Self, Rule> {
        let text = super::bare(raw);
        if text.is_empty() {
            return Err(Rule::Missing);
        }
        if text.len() != 16 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Rule::NikLength);
        }
        let nik = Self(text);
        let (day, month) = (nik.number(6), nik.number(8));
        let equal = nik.0.bytes().all(|b| Some(b) == nik.0.bytes().next());
        let possible = !equal
            && (1..=12).contains(&month)
            && ((1..=31).contains(&day) || (41..=71).contains(&day))
            && !nik.0.ends_with("0000");
        if possible { Ok(nik) } else { Err(Rule::NikImpossible) }
    }

    /// The 16 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first four digits, which stand beside the ciphertext for lists.
    pub fn head(&self) -> &str {
        self.0.get(..4).unwrap_or_default()
    }

    /// The last four digits, which stand beside the ciphertext for lists.
    pub fn tail(&self) -> &str {
        self.0.get(12..).unwrap_or_default()
    }

    /// As lists and pages show it: `3507 •••• •••• 0012`.
    pub fn masked(&self) -> String {
        masked(self.head(), self.tail())
    }

    /// The district of the first registration, dotted, under the codes of then: `35.07.12`.
    pub fn district(&self) -> String {
        let part = |from: usize| self.0.get(from..from + 2).unwrap_or_default();
        format!("{}.{}.{}", part(0), part(2), part(4))
    }

    /// Whether the day says that it is a woman's.
    pub fn is_womans(&self) -> bool {
        self.number(6) > 40
    }

    /// Day, month and the last two digits of the year of birth, as first registered.
    pub fn birth(&self) -> (u8, u8, u8) {
        let day = self.number(6);
        (if day > 40 { day - 40 } else { day }, self.number(8), self.number(10))
    }

    fn number(&self, at: usize) -> u8 {
        self.0.get(at..at + 2).and_then(|two| two.parse().ok()).unwrap_or(0)
    }
}

/// Head and tail with the middle hidden.
pub fn masked(head: &str, tail: &str) -> String {
    format!("{head} •••• •••• {tail}")
}

/// Nobody's number ends in a log.
impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nik({})", self.masked())
    }
}

impl TryFrom<String> for Nik {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(Rule::code)
    }
}

impl From<Nik> for String {
    fn from(nik: Nik) -> Self {
        nik.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::NASTY;
    use super::*;
    use proptest::prelude::*;

    const WOMAN: &str = "5108055203149001";

    #[test]
    fn a_number_is_read_however_it_is_spaced() {
        for typed in [
            WOMAN,
            " 5108 0552 0314 9001 ",
            "5108-0552-0314-9001",
            "51.08.05.520314.9001",
            "5108\u{a0}0552\u{2013}0314\u{2011}9001",
            "\u{feff}5108055203149001\u{200b}",
            "'5108055203149001",
            "\"5108055203149001\"",
            "5,108,055,203,149,001",
            "５１０８０５５２０３１４９００１",
            "5108\t0552\r\n03149001",
        ] {
            assert_eq!(Nik::parse(typed).unwrap().as_str(), WOMAN, "{typed:?}");
        }
    }

    #[test]
    fn nothing_is_repaired_by_guessing() {
        for typed in [
            "51080552031490O1",
            "5108O55203149001",
            "5l08055203149001",
            "5I08055203149001",
            "3.27E+15",
            "3,27E+15",
            "3,50712010190000E+15",
            "510805520314900",
            "51080552031490011",
            "5108055203149001.0",
            "٥١٠٨٠٥٥٢٠٣١٤٩٠٠١",
            "éééééééé",
            "𝟓𝟏𝟎𝟖x055203149001",
            "belum ada",
        ] {
            assert_eq!(Nik::parse(typed), Err(Rule::NikLength), "{typed:?}");
        }
    }

    #[test]
    fn nothing_is_missing() {
        for typed in ["", "   ", "-", "...", "\u{200b}", "\u{0}", "''"] {
            assert_eq!(Nik::parse(typed), Err(Rule::Missing), "{typed:?}");
        }
    }

    #[test]
    fn digits_that_no_nik_has_are_told_apart_from_a_wrong_length() {
        for (typed, why) in [
            ("1111111111111111", "all equal"),
            ("5108051200149001", "month 00"),
            ("5108051213149001", "month 13"),
            ("5108050003149001", "day 00"),
            ("5108053203149001", "day 32"),
            ("5108054003149001", "day 40"),
            ("5108057203149001", "day 72"),
            ("5108051203140000", "serial 0000"),
        ] {
            assert_eq!(Nik::parse(typed), Err(Rule::NikImpossible), "{why}");
        }
    }

    #[test]
    fn a_day_above_forty_is_a_womans() {
        let woman = Nik::parse(WOMAN).unwrap();
        assert!(woman.is_womans());
        assert_eq!(woman.birth(), (12, 3, 14));

        let man = Nik::parse("5108053112509001").unwrap();
        assert!(!man.is_womans());
        assert_eq!(man.birth(), (31, 12, 50));
        assert_eq!(Nik::parse("5108057112509001").unwrap().birth(), (31, 12, 50));
    }

    #[test]
    fn an_unknown_place_and_a_day_of_no_calendar_are_not_refused() {
        assert_eq!(Nik::parse("9905063102149001").unwrap().district(), "99.05.06");
    }

    #[test]
    fn pages_and_logs_see_head_and_tail_alone() {
        let nik = Nik::parse(WOMAN).unwrap();

        assert_eq!(nik.masked(), "5108 •••• •••• 9001");
        assert_eq!(format!("{nik:?}"), "Nik(5108 •••• •••• 9001)");
        assert_eq!((nik.head(), nik.tail()), ("5108", "9001"));
    }

    #[test]
    fn what_is_stored_is_read_as_strictly_as_what_is_typed() {
        assert_eq!(Nik::try_from(WOMAN.to_owned()).map(String::from), Ok(WOMAN.to_owned()));
        assert_eq!(Nik::try_from("12".to_owned()), Err("nik-length"));
    }

    #[test]
    fn no_text_makes_the_parser_stumble() {
        for text in NASTY {
            assert!(Nik::parse(text).is_err(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_has_sixteen_digits_and_reads_again(text in any::<String>()) {
            if let Ok(nik) = Nik::parse(&text) {
                prop_assert!(nik.as_str().len() == 16 && nik.as_str().bytes().all(|b| b.is_ascii_digit()));
                prop_assert_eq!(Nik::parse(nik.as_str()), Ok(nik));
            }
        }

        #[test]
        fn every_date_of_a_man_or_a_woman_is_possible(
            place in "[0-9]{6}", day in 1_u8..=31, woman in any::<bool>(), month in 1_u8..=12, year in 0_u8..=99,
            serial in 1_u16..=9999,
        ) {
            let written = if woman { day + 40 } else { day };
            let text = format!("{place}{written:02}{month:02}{year:02}{serial:04}");
            prop_assume!(text.bytes().any(|b| Some(b) != text.bytes().next()));
            let nik = Nik::parse(&text).unwrap();
            prop_assert_eq!(nik.birth(), (day, month, year));
            prop_assert_eq!(nik.is_womans(), woman);
        }
    }
}

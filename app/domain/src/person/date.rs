//! The boxes of a date, each as people fill it.

use super::plain;
use crate::problem::Rule;
use time::{Date, Month};

/// The months as papers print them, and as people write them besides.
const MONTHS: [&[&str]; 12] = [
    &["januari", "january"],
    &["februari", "february", "pebruari"],
    &["maret", "march"],
    &["april"],
    &["mei", "may"],
    &["juni", "june"],
    &["juli", "july"],
    &["agustus", "august", "agt", "ags"],
    &["september"],
    &["oktober", "october"],
    &["november", "nopember"],
    &["desember", "december"],
];

/// A day of the month: one or two digits.
pub(super) fn day(raw: &str) -> Result<u8, Rule> {
    u8::try_from(number(raw, 1..=2)?).map_err(|_| Rule::BadDate)
}

/// A month: its number, or its name or at least three letters of the beginning of it.
pub(super) fn month(raw: &str) -> Result<Month, Rule> {
    let text = plain(raw).to_lowercase();
    let text = text.trim_end_matches('.');
    let named = |names: &[&str]| names.iter().any(|name| name.starts_with(text));
    let number = match MONTHS.iter().position(|names| named(names)) {
        Some(at) if text.chars().count() >= 3 => u8::try_from(at + 1).map_err(|_| Rule::BadDate)?,
        _ => day(text)?,
    };
    Month::try_from(number).map_err(|_| Rule::BadDate)
}

/// A year: four digits. Two are refused, because the century is not to be guessed.
pub(super) fn year(raw: &str) -> Result<i32, Rule> {
    number(raw, 4..=4)
}

/// A date of the calendar.
pub(super) fn calendar(year: i32, month: Month, day: u8) -> Result<Date, Rule> {
    Date::from_calendar_date(year, month, day).map_err(|_| Rule::BadDate)
}

/// Digits and nothing else: a number's own parser would take a sign as well.
fn number(raw: &str, digits: std::ops::RangeInclusive<usize>) -> Result<i32, Rule> {
    let text = plain(raw);
    if text.is_empty() {
        return Err(Rule::Missing);
    }
    if !digits.contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Rule::BadDate);
    }
    text.parse().map_err(|_| Rule::BadDate)
}

#[cfg(test)]
mod tests {
    use super::super::tests::NASTY;
    use super::*;

    #[test]
    fn a_month_is_a_number_a_name_or_its_beginning() {
        for (typed, is) in [
            ("1", Month::January),
            ("03", Month::March),
            (" 12 ", Month::December),
            ("Januari", Month::January),
            ("PEBRUARI", Month::February),
            ("mar", Month::March),
            ("Mei", Month::May),
            ("May", Month::May),
            ("jun", Month::June),
            ("Agt.", Month::August),
            ("sept", Month::September),
            ("Oct", Month::October),
            ("nop", Month::November),
            ("des.", Month::December),
            ("０７", Month::July),
        ] {
            assert_eq!(month(typed), Ok(is), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for typed in ["0", "00", "13", "+5", "-1", "5.5", "ma", "j", "junius", "012", "bulan", "٣"] {
            assert_eq!(month(typed), Err(Rule::BadDate), "{typed:?}");
        }
        for typed in ["", "  ", "\u{200b}", "."] {
            assert_eq!(month(typed), Err(Rule::Missing), "{typed:?}");
        }
    }

    #[test]
    fn a_day_has_one_or_two_digits_and_no_sign() {
        assert_eq!((day("5"), day("05"), day(" 31 ")), (Ok(5), Ok(5), Ok(31)));
        for typed in ["+5", "-5", "005", "5a", "1e1", "五", "256"] {
            assert_eq!(day(typed), Err(Rule::BadDate), "{typed:?}");
        }
    }

    #[test]
    fn a_year_has_four_digits() {
        assert_eq!((year("1998"), year("0001"), year("１９９８")), (Ok(1998), Ok(1), Ok(1998)));
        for typed in ["98", "+998", "-998", "19980", "19 8", "l998", "199O"] {
            assert_eq!(year(typed), Err(Rule::BadDate), "{typed:?}");
        }
        assert_eq!(year(" "), Err(Rule::Missing));
    }

    #[test]
    fn no_text_makes_a_box_stumble() {
        for text in NASTY {
            let _ = (day(text), month(text), year(text));
        }
    }
}

//! The visit note of a verification.

use super::{VISIT_DAYS, parse_words};
use crate::problem::{Rule, Violation};
use serde::{Deserialize, Serialize};
use time::{Date, Duration};

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
        let oldest = today.saturating_sub(Duration::days(VISIT_DAYS));
        let day = visited_on.filter(|day| (oldest..=today).contains(day));
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

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_visit_in_the_future_or_long_ago_is_no_visit() {
        let today = date!(2026 - 11 - 21);
        assert!(VisitNote::parse(Some(date!(2026 - 11 - 22)), "Dilihat langsung.", today).is_err());
        assert!(VisitNote::parse(Some(date!(2020 - 01 - 01)), "Dilihat langsung.", today).is_err());
        assert!(VisitNote::parse(Some(date!(2026 - 05 - 24)), "Dilihat langsung.", today).is_err());
        assert!(VisitNote::parse(Some(date!(2026 - 05 - 25)), "Dilihat langsung.", today).is_ok());
        assert!(VisitNote::parse(Some(today), "Dilihat langsung.", today).is_ok());
    }

    #[test]
    fn dots_are_no_note() {
        let today = date!(2026 - 11 - 21);
        let refused = VisitNote::parse(Some(today), "......................", today).unwrap_err();
        assert_eq!(
            refused,
            vec![Violation::new("visit_words", Rule::TooShort(crate::verification::WORDS_MIN))]
        );
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
}

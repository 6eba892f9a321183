//! Where a page of the queue begins. Files that wait are told by due date, those that are answered by the moment
//! of the answer; a cursor of the other kind begins the first page.

use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Where a page begins: after this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cursor {
    /// Due date and id of the row before.
    Due(Date, Uuid),
    /// Moment of the answer and id of the row before.
    Settled(OffsetDateTime, Uuid),
}

impl Cursor {
    /// `2026-12-04_0190…`, or microseconds and id: as the address of the page carries it.
    pub fn word(&self) -> String {
        match self {
            Self::Due(day, id) => format!("{day}_{id}"),
            Self::Settled(at, id) => format!("{}_{id}", at.unix_timestamp_nanos() / 1_000),
        }
    }

    /// Reads the word; anything else is the first page.
    pub fn from_word(word: &str) -> Option<Self> {
        let (place, id) = word.split_once('_')?;
        let id = Uuid::parse_str(id).ok()?;
        if let Ok(micros) = place.parse::<i64>() {
            let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).ok()?;
            // What PostgreSQL cannot hold, no row has.
            return (at.year() > 0).then_some(Self::Settled(at, id));
        }
        let form = time::macros::format_description!("[year]-[month]-[day]");
        Some(Self::Due(Date::parse(place, form).ok()?, id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn a_cursor_survives_its_word_and_garbage_is_the_first_page() {
        let due = Cursor::Due(date!(2026 - 12 - 04), Uuid::nil());
        let settled = Cursor::Settled(datetime!(2026-12-04 03:05:07.123456 UTC), Uuid::max());
        for cursor in [due, settled] {
            assert_eq!(Cursor::from_word(&cursor.word()), Some(cursor));
        }
        let far = format!("{}_{}", i64::MIN, Uuid::nil());
        for garbage in
            ["", "_", "2026-13-01_x", "2026-12-04", "'; drop table", "2026-12-04_0190", "1_x", &far]
        {
            assert_eq!(Cursor::from_word(garbage), None, "{garbage}");
        }
    }
}

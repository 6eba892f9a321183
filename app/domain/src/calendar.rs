//! Hari kerja: the days on which offices work, and how due dates are counted in them.
//!
//! A day counts when it lies between Monday and Friday (Perpres 21/2023 article 3) and is neither a national
//! holiday nor collective leave (cuti bersama); offices are closed on both. Once a year three ministers
//! decree both (SKB tiga menteri), as a rule in September for the year after: [`decrees`] carries the dates.
//! Sponsors and offices count by this one rule.
//!
//! A year without a decree here knows only the holidays of a fixed date. There a due date may lie too early
//! by the movable feasts, never too late. Whoever stores a due date keeps what was counted on that day: a
//! decree that comes or changes later moves no stored date.

mod decrees;

pub use decrees::{DECREES, Decree};

use crate::lang::{Lang, Text};
use decrees::FIXED;
use time::{Date, Duration, Weekday};

/// Why offices are closed on a day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Libur nasional.
    National,
    /// Cuti bersama: leave that everybody takes on the same day, beside a feast.
    Leave,
}

/// A national holiday or a day of collective leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub day: Date,
    /// Which of the two it is.
    pub kind: Kind,
    /// The feast itself; for leave, the feast beside which it lies.
    pub name: Text,
}

impl Holiday {
    /// "Idulfitri", "Cuti bersama Idulfitri".
    pub fn title(self, lang: Lang) -> String {
        let name = self.name.get(lang);
        match (self.kind, lang) {
            (Kind::National, _) => name.to_owned(),
            (Kind::Leave, Lang::Id) => format!("Cuti bersama {name}"),
            (Kind::Leave, Lang::En) => format!("Collective leave for {name}"),
        }
    }
}

/// The decree on the holidays of `year`; none when it is not issued yet or lies before the portal's time.
pub fn decree(year: i32) -> Option<&'static Decree> {
    DECREES.iter().find(|d| d.year == year)
}

/// The holiday or collective leave on `day`, on a weekend too.
pub fn holiday(day: Date) -> Option<Holiday> {
    match decree(day.year()) {
        Some(decree) => decree.days.iter().find(|h| h.day == day).copied(),
        None => FIXED
            .iter()
            .find(|(month, number, _)| *month == day.month() && *number == day.day())
            .map(|&(_, _, name)| Holiday { day, kind: Kind::National, name }),
    }
}

/// Whether offices work on `day`.
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && holiday(day).is_none()
}

/// The day that lies `count` working days after `start`; `start` itself does not count.
pub fn add_working_days(start: Date, count: u16) -> Date {
    let mut day = start;
    let mut left = count;
    while left > 0 {
        let Some(next) = day.checked_add(Duration::DAY) else { return day };
        day = next;
        if is_working_day(day) {
            left -= 1;
        }
    }
    day
}

/// Working days after the earlier day up to and with the later one; negative when `upto` has passed.
///
/// 0 does not mean the same day: from a Friday to the Sunday after it there is no working day either. A
/// clock that pauses adds up the stretches in which it runs.
pub fn working_days_between(from: Date, upto: Date) -> i32 {
    let (mut day, last, sign) = if from <= upto { (from, upto, 1) } else { (upto, from, -1) };
    let mut count = 0;
    while day < last {
        let Some(next) = day.checked_add(Duration::DAY) else { break };
        day = next;
        if is_working_day(day) {
            count += 1;
        }
    }
    sign * count
}

#[cfg(test)]
mod tests;

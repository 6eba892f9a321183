//! Words that the pages of the office share.

use crate::ui::TagTone;
use domain::lang::{Lang, Text};
use domain::verification::State;
use std::cmp::Ordering;
use time::Date;

/// The state of a file, in words and tone, as the office reads it.
pub const fn state(state: State) -> (TagTone, Text) {
    match state {
        State::Draft => (TagTone::Idle, Text::new("Sedang diisi sponsor", "Being filled in")),
        State::Submitted => {
            (TagTone::You, Text::new("Giliran Dinas Sosial · menunggu", "Social office's turn · waiting"))
        }
        State::InReview => {
            (TagTone::You, Text::new("Giliran Dinas Sosial · diperiksa", "Social office's turn · in review"))
        }
        State::Returned => {
            (TagTone::Us, Text::new("Giliran sponsor · dikembalikan", "Sponsor's turn · returned"))
        }
        State::Verified => (TagTone::Done, Text::new("Terverifikasi", "Verified")),
        State::Rejected => (TagTone::Stop, Text::new("Ditolak", "Rejected")),
    }
}

/// "3 hari kerja lagi", "Hari ini", "Terlambat 2 hari kerja".
///
/// Days are compared before they are counted: on the weekend or the holidays after a due date no working day
/// has passed, and still it is late.
pub fn due(lang: Lang, today: Date, due: Date) -> (TagTone, String) {
    let days = domain::calendar::working_days_between(today, due).unsigned_abs();
    match (due.cmp(&today), days, lang) {
        (Ordering::Equal, _, Lang::Id) => (TagTone::You, "Hari ini".to_owned()),
        (Ordering::Equal, _, Lang::En) => (TagTone::You, "Today".to_owned()),
        (Ordering::Greater, _, Lang::Id) => (TagTone::Us, format!("{days} hari kerja lagi")),
        (Ordering::Greater, 1, Lang::En) => (TagTone::Us, "1 working day left".to_owned()),
        (Ordering::Greater, _, Lang::En) => (TagTone::Us, format!("{days} working days left")),
        (Ordering::Less, 0, Lang::Id) => (TagTone::Stop, "Terlambat".to_owned()),
        (Ordering::Less, 0, Lang::En) => (TagTone::Stop, "Late".to_owned()),
        (Ordering::Less, _, Lang::Id) => (TagTone::Stop, format!("Terlambat {days} hari kerja")),
        (Ordering::Less, 1, Lang::En) => (TagTone::Stop, "1 working day late".to_owned()),
        (Ordering::Less, _, Lang::En) => (TagTone::Stop, format!("{days} working days late")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    /// What the queue says in Indonesian, and whether it is marked as late.
    fn says(today: Date, due_on: Date) -> (String, bool) {
        let (tone, label) = due(Lang::Id, today, due_on);
        (label, tone == TagTone::Stop)
    }

    #[test]
    fn days_left_are_counted_without_the_holidays_between() {
        let due_on = date!(2026 - 03 - 26);

        assert_eq!(says(date!(2026 - 03 - 17), due_on), ("2 hari kerja lagi".to_owned(), false));
        assert_eq!(due(Lang::En, date!(2026 - 03 - 24), date!(2026 - 03 - 25)).1, "1 working day left");
        assert_eq!(says(due_on, due_on), ("Hari ini".to_owned(), false));
    }

    #[test]
    fn a_due_date_before_the_holidays_is_late_during_them_and_not_due_today() {
        let due_on = date!(2026 - 03 - 17);

        assert_eq!(says(date!(2026 - 03 - 18), due_on), ("Terlambat".to_owned(), true));
        assert_eq!(says(date!(2026 - 03 - 24), due_on), ("Terlambat".to_owned(), true));
        assert_eq!(says(date!(2026 - 03 - 25), due_on), ("Terlambat 1 hari kerja".to_owned(), true));
        assert_eq!(due(Lang::En, date!(2026 - 11 - 21), date!(2026 - 11 - 20)).1, "Late");
    }
}

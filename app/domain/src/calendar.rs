//! Working days: Monday to Friday. National holidays come as dated data with the person's file; until
//! then a due date may lie up to a holiday too early, never too late.

use time::{Date, Duration, Weekday};

/// Whether offices work on `day`.
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
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

/// Working days from `from` to `upto`: 0 on the same day, negative when `upto` has passed.
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
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn ten_working_days_from_a_saturday_end_on_the_friday_after_next() {
        assert_eq!(add_working_days(date!(2026 - 11 - 21), 10), date!(2026 - 12 - 04));
    }

    #[test]
    fn a_due_date_that_passed_counts_backwards() {
        assert_eq!(working_days_between(date!(2026 - 11 - 24), date!(2026 - 11 - 20)), -2);
        assert_eq!(working_days_between(date!(2026 - 11 - 20), date!(2026 - 11 - 20)), 0);
        assert_eq!(working_days_between(date!(2026 - 11 - 20), date!(2026 - 11 - 23)), 1);
    }
}

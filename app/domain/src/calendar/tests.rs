use super::*;
use std::collections::BTreeSet;
use time::Month;
use time::macros::date;

/// Every day from the end of the year before the first decree to two years after the last.
fn days() -> impl Iterator<Item = Date> {
    std::iter::successors(Some(date!(2025 - 12 - 01)), |day| day.next_day())
        .take_while(|day| *day < date!(2030 - 01 - 01))
}

/// Easter Sunday by the Gregorian rule (Meeus, Jones and Butcher).
fn easter(year: i32) -> Date {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let sum = moon + weekday - 7 * ((golden + 11 * moon + 22 * weekday) / 451) + 114;
    let month = if sum / 31 == 3 { Month::March } else { Month::April };
    Date::from_calendar_date(year, month, u8::try_from(sum % 31 + 1).unwrap()).unwrap()
}

#[test]
fn ten_working_days_from_a_saturday_end_on_the_friday_after_next() {
    assert_eq!(add_working_days(date!(2026 - 11 - 21), 10), date!(2026 - 12 - 04));
}

#[test]
fn what_is_sent_before_eid_is_due_after_the_collective_leave() {
    // 18 to 24 March 2026 and Good Friday, 3 April, are off.
    assert_eq!(add_working_days(date!(2026 - 03 - 17), 1), date!(2026 - 03 - 25));
    assert_eq!(add_working_days(date!(2026 - 03 - 17), 10), date!(2026 - 04 - 08));
    // 8 to 15 March 2027, then 25 and 26 March.
    assert_eq!(add_working_days(date!(2027 - 03 - 05), 1), date!(2027 - 03 - 16));
    assert_eq!(add_working_days(date!(2027 - 03 - 05), 10), date!(2027 - 03 - 31));
}

#[test]
fn what_is_sent_before_christmas_is_due_after_it() {
    assert_eq!(add_working_days(date!(2026 - 12 - 11), 10), date!(2026 - 12 - 29));
}

#[test]
fn what_is_sent_on_a_holiday_counts_from_the_working_day_after_it() {
    assert_eq!(add_working_days(date!(2026 - 12 - 25), 1), date!(2026 - 12 - 28));
}

#[test]
fn a_due_date_never_falls_on_a_holiday_or_a_weekend_and_the_days_to_it_are_counted_alike() {
    for day in days() {
        for count in [1, 3, 10, 21] {
            let due = add_working_days(day, count);

            assert!(is_working_day(due), "{count} days after {day} is {due}");
            assert_eq!(working_days_between(day, due), i32::from(count), "{day} to {due}");
        }
    }
}

#[test]
fn holidays_between_two_days_do_not_count_in_either_direction() {
    assert_eq!(working_days_between(date!(2026 - 03 - 17), date!(2026 - 03 - 24)), 0);
    assert_eq!(working_days_between(date!(2026 - 03 - 17), date!(2026 - 03 - 25)), 1);
    assert_eq!(working_days_between(date!(2026 - 03 - 25), date!(2026 - 03 - 17)), -1);
}

#[test]
fn a_due_date_that_passed_counts_backwards() {
    assert_eq!(working_days_between(date!(2026 - 11 - 24), date!(2026 - 11 - 20)), -2);
    assert_eq!(working_days_between(date!(2026 - 11 - 20), date!(2026 - 11 - 20)), 0);
    assert_eq!(working_days_between(date!(2026 - 11 - 20), date!(2026 - 11 - 23)), 1);
}

#[test]
fn each_decree_names_as_many_days_as_the_ministers_announced() {
    let counts = DECREES.iter().map(|decree| {
        let leave = decree.days.iter().filter(|h| h.kind == Kind::Leave).count();
        (decree.year, decree.days.len() - leave, leave)
    });

    assert_eq!(counts.collect::<Vec<_>>(), [(2026, 17, 8), (2027, 18, 8)]);
}

#[test]
fn the_days_of_a_decree_stand_in_order_in_its_year_and_no_leave_is_lost_to_a_weekend() {
    for decree in DECREES {
        assert!(decree.days.is_sorted_by(|a, b| a.day < b.day), "{}", decree.year);
        assert!(decree.signed.year() < decree.year);
        for holiday in decree.days {
            let weekend = matches!(holiday.day.weekday(), Weekday::Saturday | Weekday::Sunday);

            assert_eq!(holiday.day.year(), decree.year);
            assert!(holiday.kind == Kind::National || !weekend, "{}", holiday.day);
        }
    }
    assert!(DECREES.is_sorted_by(|a, b| a.year < b.year));
}

#[test]
fn leave_always_lies_beside_its_feast() {
    for decree in DECREES {
        for leave in decree.days.iter().filter(|h| h.kind == Kind::Leave) {
            let feasts = decree.days.iter().filter(|h| h.kind == Kind::National && h.name == leave.name);
            let near = feasts.map(|feast| (feast.day - leave.day).whole_days().abs()).min();

            assert!(near.is_some_and(|days| days <= 4), "{}", leave.day);
        }
    }
}

#[test]
fn the_christian_feasts_lie_where_easter_puts_them() {
    for decree in DECREES {
        let sunday = easter(decree.year);
        let feast = |days| holiday(sunday + Duration::days(days)).map(|h| (h.kind, h.name.get(Lang::En)));

        assert_eq!(feast(-2), Some((Kind::National, "Good Friday")));
        assert_eq!(feast(0), Some((Kind::National, "Easter Sunday")));
        assert_eq!(feast(39), Some((Kind::National, "Ascension Day")));
    }
}

#[test]
fn every_year_has_the_holidays_of_a_fixed_date() {
    for year in 2025..2035 {
        for (month, day, name) in FIXED {
            let day = Date::from_calendar_date(year, *month, *day).unwrap();
            let found = holiday(day).unwrap();

            assert_eq!((found.day, found.kind, found.name), (day, Kind::National, *name));
            assert!(!is_working_day(day), "{day}");
        }
    }
}

#[test]
fn a_year_without_a_decree_knows_no_other_holidays() {
    assert_eq!(decree(2028), None);

    let known: BTreeSet<Date> = days().filter(|d| d.year() == 2028 && holiday(*d).is_some()).collect();

    let fixed = [
        date!(2028 - 01 - 01),
        date!(2028 - 05 - 01),
        date!(2028 - 06 - 01),
        date!(2028 - 08 - 17),
        date!(2028 - 12 - 25),
    ];
    assert_eq!(known, BTreeSet::from(fixed));
}

#[test]
fn a_due_date_that_runs_into_a_year_without_a_decree_counts_by_both_rules() {
    // 24 December 2027 is leave by decree; 1 January 2028 is a Saturday.
    assert_eq!(add_working_days(date!(2027 - 12 - 23), 10), date!(2028 - 01 - 07));
    // 1 May 2028 is a Monday.
    assert_eq!(add_working_days(date!(2028 - 04 - 28), 1), date!(2028 - 05 - 02));
}

#[test]
fn a_holiday_has_its_name_and_leave_says_what_for() {
    let title = |day, lang| holiday(day).unwrap().title(lang);

    assert_eq!(title(date!(2026 - 03 - 19), Lang::Id), "Hari Suci Nyepi (Tahun Baru Saka)");
    assert_eq!(title(date!(2026 - 03 - 20), Lang::Id), "Cuti bersama Hari Raya Idulfitri");
    assert_eq!(title(date!(2026 - 03 - 20), Lang::En), "Collective leave for Eid al-Fitr");
    assert_eq!(holiday(date!(2026 - 11 - 23)), None);
}

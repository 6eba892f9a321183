//! What looks odd about a person's answers: said beside them, never a reason to refuse (finding 4).

use super::{Criterion, Nik, Precision, Sex, age_on};
use serde::{Deserialize, Serialize};
use time::Date;

/// Something that an attentive reader would ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// No edition of the list knows the district at the NIK's beginning.
    NikPlace,
    /// The NIK tells another birth date.
    NikDate,
    /// The NIK tells another sex.
    NikSex,
    /// 1 January or 31 December, given to the day: often a stand-in.
    StandInDate,
    /// In care since a month before the birth.
    SinceBeforeBirth,
    /// The age does not fit the criterion.
    Age(Criterion),
    /// There is no NIK: Dukcapil has to be asked before a card can be made.
    NoNik,
}

/// What is known of a person when doubts are looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// The NIK.
    pub nik: Option<&'a Nik>,
    /// Whether it was said that there is none.
    pub has_no_nik: bool,
    /// Whether the list of regions, in any edition, has the district of the NIK; [`None`] when nobody looked.
    pub place_known: Option<bool>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Birth and how exactly it is known.
    pub birth: Option<(Date, Precision)>,
    /// In care since the first day of this month.
    pub since: Option<Date>,
    /// The criterion.
    pub criterion: Option<Criterion>,
}

/// Every doubt, the gravest first.
pub fn doubts(known: &Known<'_>, today: Date) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if let Some(nik) = known.nik {
        if known.sex.is_some_and(|sex| (sex == Sex::Female) != nik.is_womans()) {
            doubts.push(Doubt::NikSex);
        }
        if known.birth.is_some_and(|(date, precision)| differs(nik, date, precision)) {
            doubts.push(Doubt::NikDate);
        }
        if known.place_known == Some(false) {
            doubts.push(Doubt::NikPlace);
        }
    }
    if let (Some((birth, _)), Some(since)) = (known.birth, known.since)
        && (since.year(), u8::from(since.month())) < (birth.year(), u8::from(birth.month()))
    {
        doubts.push(Doubt::SinceBeforeBirth);
    }
    if let (Some((date, _)), Some(criterion)) = (known.birth, known.criterion) {
        let (from, upto) = criterion.ages();
        if !(from..=upto).contains(&age_on(date, today)) {
            doubts.push(Doubt::Age(criterion));
        }
    }
    let stands_in = |date: Date| matches!((u8::from(date.month()), date.day()), (1, 1) | (12, 31));
    if known.birth.is_some_and(|(date, precision)| precision == Precision::Day && stands_in(date)) {
        doubts.push(Doubt::StandInDate);
    }
    if known.has_no_nik {
        doubts.push(Doubt::NoNik);
    }
    doubts
}

/// Whether the parts that are known differ from the NIK's; the century is not in it.
fn differs(nik: &Nik, date: Date, precision: Precision) -> bool {
    let (day, month, year) = nik.birth();
    let same_year = i32::from(year) == date.year().rem_euclid(100);
    let same_month = month == u8::from(date.month());
    match precision {
        Precision::Day => !(same_year && same_month && day == date.day()),
        Precision::Month => !(same_year && same_month),
        Precision::Year => !same_year,
        Precision::Estimated => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 22);

    fn of(known: Known<'_>) -> Vec<Doubt> {
        doubts(&known, TODAY)
    }

    #[test]
    fn whoever_came_into_care_before_being_born_is_asked_about() {
        let known =
            |since| Known { birth: Some((date!(2015 - 03 - 14), Precision::Day)), since, ..Known::default() };

        let before = doubts(&known(Some(date!(2015 - 02 - 01))), date!(2026 - 11 - 22));
        let same_month = doubts(&known(Some(date!(2015 - 03 - 01))), date!(2026 - 11 - 22));

        assert_eq!((before, same_month), (vec![Doubt::SinceBeforeBirth], vec![]));
    }

    #[test]
    fn what_agrees_leaves_no_doubt() {
        let nik = Nik::parse("5108055203149001").unwrap();
        let known = Known {
            nik: Some(&nik),
            place_known: Some(true),
            sex: Some(Sex::Female),
            birth: Some((date!(2014 - 03 - 12), Precision::Day)),
            criterion: Some(Criterion::OrphanageChild),
            ..Known::default()
        };

        assert_eq!(of(known), []);
        assert_eq!(of(Known::default()), [], "nothing is known");
    }

    #[test]
    fn a_nik_that_tells_otherwise_is_doubted() {
        let nik = Nik::parse("5108055203149001").unwrap();
        let known = Known {
            nik: Some(&nik),
            place_known: Some(false),
            sex: Some(Sex::Male),
            birth: Some((date!(2014 - 03 - 13), Precision::Day)),
            ..Known::default()
        };

        assert_eq!(of(known), [Doubt::NikSex, Doubt::NikDate, Doubt::NikPlace]);
        assert_eq!(of(Known { nik: Some(&nik), ..Known::default() }), [], "nobody looked at the place");
    }

    #[test]
    fn only_what_is_known_of_a_birth_is_compared() {
        let nik = Nik::parse("5108055203149001").unwrap();
        let differs = |date, precision| {
            let known = Known { nik: Some(&nik), birth: Some((date, precision)), ..Known::default() };
            of(known).contains(&Doubt::NikDate)
        };

        assert!(!differs(date!(2014 - 03 - 01), Precision::Month));
        assert!(differs(date!(2014 - 04 - 01), Precision::Month));
        assert!(!differs(date!(2014 - 01 - 01), Precision::Year));
        assert!(differs(date!(2015 - 01 - 01), Precision::Year));
        assert!(!differs(date!(1950 - 01 - 01), Precision::Estimated));
    }

    #[test]
    fn the_century_is_not_in_a_nik() {
        let nik = Nik::parse("5108051203149001").unwrap();
        let birth = Some((date!(1914 - 03 - 12), Precision::Day));

        assert_eq!(of(Known { nik: Some(&nik), birth, ..Known::default() }), []);
    }

    #[test]
    fn a_nik_with_a_day_of_no_calendar_is_doubted_with_every_birth() {
        let nik = Nik::parse("5108053102149001").unwrap();
        let birth = Some((date!(2014 - 02 - 28), Precision::Day));

        assert_eq!(of(Known { nik: Some(&nik), birth, ..Known::default() }), [Doubt::NikDate]);
    }

    #[test]
    fn a_stand_in_date_is_doubted_when_it_is_given_to_the_day() {
        for date in [date!(1950 - 01 - 01), date!(1950 - 12 - 31)] {
            let at = |precision| of(Known { birth: Some((date, precision)), ..Known::default() });
            assert_eq!(at(Precision::Day), [Doubt::StandInDate]);
            assert_eq!(at(Precision::Year), []);
        }
    }

    #[test]
    fn an_age_that_the_criterion_is_not_meant_for_is_doubted() {
        let at = |birth, criterion| {
            let birth = Some((birth, Precision::Day));
            of(Known { birth, criterion: Some(criterion), ..Known::default() })
        };

        assert_eq!(at(date!(1966 - 11 - 22), Criterion::Elderly), [], "60 today");
        assert_eq!(at(date!(1966 - 11 - 23), Criterion::Elderly), [Doubt::Age(Criterion::Elderly)]);
        assert_eq!(at(date!(2007 - 11 - 23), Criterion::WorkingChild), [], "still 18");
        assert_eq!(at(date!(2007 - 11 - 22), Criterion::WorkingChild), [Doubt::Age(Criterion::WorkingChild)]);
        assert_eq!(at(date!(1980 - 05 - 05), Criterion::Homeless), []);
    }

    #[test]
    fn a_person_without_a_nik_is_sent_to_the_registry_last_of_all() {
        let birth = Some((date!(1990 - 01 - 01), Precision::Day));
        let known =
            Known { has_no_nik: true, birth, criterion: Some(Criterion::Elderly), ..Known::default() };

        assert_eq!(of(known), [Doubt::Age(Criterion::Elderly), Doubt::StandInDate, Doubt::NoNik]);
    }
}

//! Second group: birth, mother, family card.

use super::{NoKk, PersonName, choice, date, keep, name_key, optional_line};
use crate::problem::{Rule, Violation};
use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// Full years that nobody lives longer than; older is refused.
const OLDEST: i32 = 130;
/// Full years above which the portal asks whether the year is right (117 is mostly a typing error).
const ASK_ABOVE: i32 = 105;

/// How exactly the date of birth is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the day.
    Day,
    /// Month and year; the day stands as 1.
    Month,
    /// The year; day and month stand as 1 January.
    Year,
    /// Guessed by looking at the person; day and month stand as 1 January.
    Estimated,
}

impl Precision {
    /// Every one, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Day, Self::Month, Self::Year, Self::Estimated];

    /// As the database and the form write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Estimated => "estimated",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|precision| precision.word() == word)
    }
}

/// Why the mother's name is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoMother {
    /// The birth certificate names no parents.
    NotOnCertificate,
    /// Nobody knows.
    Unknown,
    /// To write it down would endanger somebody.
    Protected,
}

impl NoMother {
    /// Every reason, in the order of the form.
    pub const ALL: [Self; 3] = [Self::NotOnCertificate, Self::Unknown, Self::Protected];

    /// As the database and the form write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotOnCertificate => "not_on_certificate",
            Self::Unknown => "unknown",
            Self::Protected => "protected",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

/// Nama ibu kandung, or why it is not known.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mother {
    /// The name as written.
    Named(String),
    /// Not known.
    None(NoMother),
}

/// The answers of the second group.
#[derive(Clone, PartialEq, Eq)]
pub struct Birth {
    /// Tempat lahir as written; places of birth are historic and are not matched with the list of regions.
    pub place: Option<String>,
    /// Tanggal lahir.
    pub date: Date,
    /// How exactly.
    pub precision: Precision,
    /// Nama ibu kandung.
    pub mother: Mother,
    /// Nomor KK.
    pub kk: Option<NoKk>,
}

/// The second group as typed.
#[derive(Clone, Default, Serialize)]
pub struct BirthInput {
    /// Tempat lahir.
    pub place: String,
    /// Day of the month, in digits; left out when it is not known.
    pub day: String,
    /// Month: digits, or its name or the beginning of it; left out when only the year is known.
    pub month: String,
    /// Year, four digits.
    pub year: String,
    /// A word of [`Precision`].
    pub precision: String,
    /// Ticked: a very high age is right.
    pub sure: String,
    /// `ya` when the mother's name is known, `tidak` when not.
    pub has_mother: String,
    /// Nama ibu kandung.
    pub mother: String,
    /// A word of [`NoMother`].
    pub no_mother: String,
    /// Nomor KK, empty when there is none.
    pub kk: String,
}

impl BirthInput {
    /// Reads the group; `today` is the day on which it is typed.
    ///
    /// # Errors
    /// Every violation, under the names of these fields (`date` for the three boxes together). A date is looked at
    /// once it is known how exactly it is meant.
    pub fn parse(&self, today: Date) -> Result<Birth, Vec<Violation>> {
        let mut wrong = Vec::new();
        let place = keep(&mut wrong, "place", optional_line(&self.place, 100));
        let precision = keep(&mut wrong, "precision", choice(&self.precision, Precision::from_word));
        let date = precision.and_then(|precision| keep(&mut wrong, "date", self.date(precision, today)));
        if let Some(date) = date
            && age_on(date, today) > ASK_ABOVE
            && self.sure.is_empty()
        {
            wrong.push(Violation::new("sure", Rule::Unlikely));
        }
        let mother = self.mother(&mut wrong);
        let kk = keep(&mut wrong, "kk", NoKk::parse(&self.kk));
        match (place, date, precision, mother, kk) {
            (Some(place), Some(date), Some(precision), Some(mother), Some(kk)) if wrong.is_empty() => {
                Ok(Birth { place, date, precision, mother, kk })
            }
            _ => Err(wrong),
        }
    }

    fn date(&self, precision: Precision, today: Date) -> Result<Date, Rule> {
        let year = date::year(&self.year)?;
        let (month, day) = match precision {
            Precision::Day => (date::month(&self.month)?, date::day(&self.day)?),
            Precision::Month => (date::month(&self.month)?, 1),
            Precision::Year | Precision::Estimated => (Month::January, 1),
        };
        let date = date::calendar(year, month, day)?;
        if date > today {
            return Err(Rule::BadDate);
        }
        if age_on(date, today) > OLDEST { Err(Rule::TooOld(OLDEST)) } else { Ok(date) }
    }

    fn mother(&self, wrong: &mut Vec<Violation>) -> Option<Mother> {
        match self.has_mother.trim() {
            "ya" => keep(wrong, "mother", mother_name(&self.mother)).map(Mother::Named),
            "tidak" => {
                keep(wrong, "no_mother", choice(&self.no_mother, NoMother::from_word)).map(Mother::None)
            }
            "" => keep(wrong, "has_mother", Err(Rule::Missing)),
            _ => keep(wrong, "has_mother", Err(Rule::NotAChoice)),
        }
    }
}

/// What stands on papers and forms where nobody knew the name, as [`name_key`] writes it without blanks.
const NAMELESS: [&str; 26] = [
    "tidakdiketahui",
    "tdkdiketahui",
    "takdiketahui",
    "tidakdiketahuinamanya",
    "belumdiketahui",
    "tidaktahu",
    "tdktahu",
    "tidakada",
    "tdkada",
    "tidakadanama",
    "tidakadadata",
    "tidakjelas",
    "tanpanama",
    "belumadanama",
    "kosong",
    "nihil",
    "hambaallah",
    "hambaalloh",
    "hambaallahswt",
    "anonim",
    "unknown",
    "notknown",
    "nn",
    "ibu",
    "alm",
    "almh",
];

/// A name; what people write when they know none (`-`, `X`, `tidak diketahui`, `hamba Allah`) is none.
fn mother_name(raw: &str) -> Result<String, Rule> {
    let words = name_key(raw);
    let key = words.replace(' ', "");
    if key.chars().all(|c| matches!(c, 'x' | '0')) || words == "n a" || NAMELESS.contains(&key.as_str()) {
        return Err(Rule::Missing);
    }
    PersonName::parse(raw).map(String::from)
}

/// Full years between birth and `day`; 0 before the birth. Born on 29 February, one grows older on 1 March.
pub fn age_on(birth: Date, day: Date) -> i32 {
    let before = (day.month(), day.day()) < (birth.month(), birth.day());
    (day.year() - birth.year() - i32::from(before)).max(0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{NASTY, fields};
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 22);

    fn input() -> BirthInput {
        BirthInput {
            day: "12".into(),
            month: "3".into(),
            year: "2014".into(),
            precision: "day".into(),
            has_mother: "tidak".into(),
            no_mother: "not_on_certificate".into(),
            ..BirthInput::default()
        }
    }

    fn born(day: &str, month: &str, year: &str, precision: &str) -> Result<Date, Vec<Violation>> {
        let (day, month, year, precision) = (day.into(), month.into(), year.into(), precision.into());
        BirthInput { day, month, year, precision, ..input() }.parse(TODAY).map(|birth| birth.date)
    }

    fn mother(name: &str) -> Result<Mother, Vec<Violation>> {
        let input = BirthInput { has_mother: "ya".into(), mother: name.into(), ..input() };
        input.parse(TODAY).map(|birth| birth.mother)
    }

    fn on_date(rule: Rule) -> Result<Date, Vec<Violation>> {
        Err(vec![Violation::new("date", rule)])
    }

    #[test]
    fn a_date_is_known_to_the_day_the_month_or_the_year() {
        assert_eq!(born("12", "Maret", "2014", "day"), Ok(date!(2014 - 03 - 12)));
        assert_eq!(born("", "maret", "2014", "month"), Ok(date!(2014 - 03 - 01)));
        assert_eq!(born("", "", "2014", "year"), Ok(date!(2014 - 01 - 01)));
        assert_eq!(born("", "", "1950", "estimated"), Ok(date!(1950 - 01 - 01)));
    }

    #[test]
    fn what_is_known_exactly_has_to_be_there() {
        assert_eq!(born("", "3", "2014", "day"), on_date(Rule::Missing));
        assert_eq!(born("12", "", "2014", "month"), on_date(Rule::Missing));
        assert_eq!(born("12", "3", "", "estimated"), on_date(Rule::Missing));
        assert_eq!(born("12", "3", "2014", ""), Err(vec![Violation::new("precision", Rule::Missing)]));
        assert_eq!(born("12", "3", "2014", "hour"), Err(vec![Violation::new("precision", Rule::NotAChoice)]));
    }

    #[test]
    fn a_day_that_no_calendar_has_is_refused() {
        for (day, month, year) in [
            ("31", "2", "2014"),
            ("29", "2", "2023"),
            ("00", "3", "2014"),
            ("12", "00", "2014"),
            ("+1", "3", "2014"),
            ("12", "13", "2014"),
            ("12", "3", "14"),
        ] {
            assert_eq!(born(day, month, year, "day"), on_date(Rule::BadDate), "{day} {month} {year}");
        }
        assert_eq!(born("29", "2", "2024", "day"), Ok(date!(2024 - 02 - 29)));
    }

    #[test]
    fn one_can_be_born_today_but_not_tomorrow() {
        assert_eq!(born("22", "11", "2026", "day"), Ok(TODAY));
        assert_eq!(born("23", "11", "2026", "day"), on_date(Rule::BadDate));
        assert_eq!(born("", "11", "2026", "month"), Ok(date!(2026 - 11 - 01)));
        assert_eq!(born("", "12", "2026", "month"), on_date(Rule::BadDate));
        assert_eq!(born("", "", "2027", "year"), on_date(Rule::BadDate));
    }

    #[test]
    fn a_year_of_the_wrong_millennium_is_too_old() {
        for year in ["0001", "0000", "1014", "1895"] {
            assert_eq!(born("12", "3", year, "day"), on_date(Rule::TooOld(130)), "{year}");
        }
    }

    #[test]
    fn above_a_hundred_and_five_years_one_is_asked_whether_it_is_right() {
        assert!(born("22", "11", "1921", "day").is_ok(), "105 today");
        assert_eq!(born("22", "11", "1920", "day"), Err(vec![Violation::new("sure", Rule::Unlikely)]));

        let sure = BirthInput { year: "1896".into(), sure: "ya".into(), ..input() };
        assert_eq!(sure.parse(TODAY).unwrap().date, date!(1896 - 03 - 12));
    }

    #[test]
    fn a_mothers_name_is_a_name() {
        assert_eq!(mother(" Siti  Ma'rufah "), Ok(Mother::Named("Siti Ma'rufah".into())));
        assert_eq!(mother("Xena"), Ok(Mother::Named("Xena".into())));
        assert_eq!(mother("Siti 2"), Err(vec![Violation::new("mother", Rule::NotAName)]));
    }

    #[test]
    fn what_people_write_for_no_name_is_no_name() {
        for name in [
            "",
            "-",
            "---",
            "?",
            "X",
            "xxx",
            "X X X",
            "0",
            "N/A",
            "N.N.",
            "TIDAK DIKETAHUI",
            "tdk. diketahui",
            "Tidak-Diketahui",
            "tidak ada",
            "HAMBA ALLAH",
            "Hamba  Allah SWT.",
            "hamba\u{200b}allah",
            "hambaallah",
            "Hamba Alloh",
            "(tanpa nama)",
        ] {
            assert_eq!(mother(name), Err(vec![Violation::new("mother", Rule::Missing)]), "{name:?}");
        }
    }

    #[test]
    fn a_mother_not_known_has_a_reason() {
        let none = BirthInput { no_mother: String::new(), ..input() };
        assert_eq!(none.parse(TODAY), Err(vec![Violation::new("no_mother", Rule::Missing)]));
        let open = BirthInput { has_mother: String::new(), ..input() };
        assert_eq!(open.parse(TODAY), Err(vec![Violation::new("has_mother", Rule::Missing)]));
        let odd = BirthInput { has_mother: "mungkin".into(), ..input() };
        assert_eq!(odd.parse(TODAY), Err(vec![Violation::new("has_mother", Rule::NotAChoice)]));
    }

    #[test]
    fn an_empty_page_names_every_question() {
        let wrong = BirthInput::default().parse(TODAY).unwrap_err();
        let fields: Vec<_> = wrong.iter().map(|violation| violation.field).collect();

        assert_eq!(fields, ["precision", "has_mother"]);
    }

    #[test]
    fn a_stroke_leaves_place_and_family_card_empty() {
        let birth = BirthInput { place: " - ".into(), kk: "-".into(), ..input() }.parse(TODAY).unwrap();

        assert_eq!((birth.place, birth.kk), (None, None));
    }

    #[test]
    fn whoever_is_born_on_a_leap_day_grows_older_in_march() {
        let leap = date!(2012 - 02 - 29);

        assert_eq!(age_on(leap, date!(2025 - 02 - 28)), 12);
        assert_eq!(age_on(leap, date!(2025 - 03 - 01)), 13);
        assert_eq!(age_on(leap, date!(2028 - 02 - 29)), 16);
    }

    #[test]
    fn age_counts_full_years_and_never_below_nothing() {
        let birth = date!(2009 - 11 - 23);

        assert_eq!(age_on(birth, TODAY), 16);
        assert_eq!(age_on(birth, date!(2026 - 11 - 23)), 17);
        assert_eq!(age_on(birth, date!(2001 - 01 - 01)), 0);
        assert_eq!(age_on(Date::MIN, Date::MAX), 19_998);
    }

    #[test]
    fn no_text_in_any_box_makes_it_stumble() {
        let boxes = fields!(BirthInput: place day month year precision sure has_mother mother no_mother kk);
        for (set, text) in boxes.iter().flat_map(|set| NASTY.iter().map(move |text| (set, text))) {
            for precision in Precision::ALL {
                let mut input = BirthInput { precision: precision.word().into(), ..input() };
                input.has_mother = "ya".into();
                set(&mut input, text);
                let _ = input.parse(TODAY);
            }
        }
    }

    #[test]
    fn nothing_typed_is_printed() {
        let input = BirthInput { mother: "Sumiati".into(), kk: "5108051203140001".into(), ..input() };
        let printed = format!("{input:?} {:?}", mother("Sumiati"));

        assert!(!printed.contains("Sumiati") && !printed.contains("5108"), "{printed}");
    }

    proptest! {
        #[test]
        fn no_birth_lies_ahead_or_too_far_back(
            day in "[0-9]{1,2}", month in "[0-9]{1,2}", year in "(18|19|20)[0-9]{2}",
        ) {
            let input = BirthInput { day, month, year, sure: "ya".into(), ..input() };
            if let Ok(birth) = input.parse(TODAY) {
                prop_assert!(birth.date <= TODAY && age_on(birth.date, TODAY) <= OLDEST);
            }
        }

        #[test]
        fn any_text_is_a_mother_or_a_violation(text in any::<String>()) {
            if let Ok(Mother::Named(name)) = mother(&text) {
                prop_assert_eq!(mother(&name), Ok(Mother::Named(name)));
            }
        }
    }
}

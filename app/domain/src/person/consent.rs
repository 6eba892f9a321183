//! Fifth group: who agreed that the data are used, when and how (Law 27/2022, articles 20 to 26).

use super::{PersonName, age_on, choice, date, keep, optional_line};
use crate::problem::{Rule, Violation};
use serde::{Deserialize, Serialize};
use time::Date;

/// The text that is read out and agreed to; a changed text is a new version, and old consents keep theirs.
pub const CONSENT_VERSION: &str = "2026-11";
/// Years from which a person agrees for themselves: the age of the first identity card.
pub const OF_AGE: i32 = 17;

/// Who agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consenter {
    /// The person.
    Oneself,
    /// A parent.
    Parent,
    /// A guardian.
    Guardian,
    /// The institution as guardian; the ground of its guardianship is written down.
    Institution,
}

impl Consenter {
    /// Every one, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Oneself, Self::Parent, Self::Guardian, Self::Institution];

    /// As the database and the form write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Oneself => "oneself",
            Self::Parent => "parent",
            Self::Guardian => "guardian",
            Self::Institution => "institution",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|who| who.word() == word)
    }

    /// Whether they may agree for somebody born on `birth`, on the day `on`: nobody below [`OF_AGE`] for themselves.
    pub fn may_agree(self, birth: Date, on: Date) -> bool {
        self != Self::Oneself || age_on(birth, on) >= OF_AGE
    }
}

/// How it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Signed.
    Signature,
    /// By thumb-print.
    Thumbprint,
    /// Spoken, before a witness who is named.
    Witnessed,
}

impl Method {
    /// Every way, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Signature, Self::Thumbprint, Self::Witnessed];

    /// As the database and the form write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Thumbprint => "thumbprint",
            Self::Witnessed => "witnessed",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.word() == word)
    }
}

/// The answers of the fifth group.
#[derive(Clone, PartialEq, Eq)]
pub struct Consent {
    /// Who agreed.
    pub by: Consenter,
    /// Their name; the person's own is not asked again.
    pub name: Option<PersonName>,
    /// On which ground the institution is guardian: number and date of the order or letter.
    pub basis: Option<String>,
    /// How.
    pub method: Method,
    /// The witness of a spoken consent.
    pub witness: Option<PersonName>,
    /// On which day.
    pub on: Date,
}

/// The fifth group as typed.
#[derive(Clone, Default, Serialize)]
pub struct ConsentInput {
    /// A word of [`Consenter`].
    pub by: String,
    /// Name of whoever agreed.
    pub consenter: String,
    /// Ground of the institution's guardianship.
    pub basis: String,
    /// A word of [`Method`].
    pub method: String,
    /// Name of the witness.
    pub witness: String,
    /// Day of the month, in digits.
    pub day: String,
    /// Month: digits, or its name or the beginning of it.
    pub month: String,
    /// Year, four digits.
    pub year: String,
    /// Ticked: the text was read out and agreed to.
    pub agreed: String,
}

impl ConsentInput {
    /// Reads the group; `today` is the day on which it is typed, `birth` the person's where it is known.
    ///
    /// # Errors
    /// Every violation, under the names of these fields (`on` for the three boxes together; not before 2000 or the
    /// birth, not in the future). Nobody below [`OF_AGE`] on that day agrees for themselves: [`Rule::TooYoung`] on `by`.
    pub fn parse(&self, today: Date, birth: Option<Date>) -> Result<Consent, Vec<Violation>> {
        let mut wrong = Vec::new();
        let by = keep(&mut wrong, "by", choice(&self.by, Consenter::from_word));
        let on = self.on(birth.unwrap_or(Date::MIN), today);
        if let (Some(by), Some(birth), Ok(on)) = (by, birth, on)
            && !by.may_agree(birth, on)
        {
            wrong.push(Violation::new("by", Rule::TooYoung(OF_AGE)));
        }
        let name = match by {
            Some(Consenter::Oneself) | None => Some(None),
            Some(_) => keep(&mut wrong, "consenter", PersonName::parse(&self.consenter)).map(Some),
        };
        let basis = match by {
            Some(Consenter::Institution) => keep(&mut wrong, "basis", needed(&self.basis)).map(Some),
            _ => Some(None),
        };
        let method = keep(&mut wrong, "method", choice(&self.method, Method::from_word));
        let witness = match method {
            Some(Method::Witnessed) => {
                keep(&mut wrong, "witness", PersonName::parse(&self.witness)).map(Some)
            }
            _ => Some(None),
        };
        let on = keep(&mut wrong, "on", on);
        if self.agreed.is_empty() {
            wrong.push(Violation::new("agreed", Rule::NotAccepted));
        }
        match (by, name, basis, method, witness, on) {
            (Some(by), Some(name), Some(basis), Some(method), Some(witness), Some(on))
                if wrong.is_empty() =>
            {
                Ok(Consent { by, name, basis, method, witness, on })
            }
            _ => Err(wrong),
        }
    }

    fn on(&self, birth: Date, today: Date) -> Result<Date, Rule> {
        let (day, month, year) = (date::day(&self.day)?, date::month(&self.month)?, date::year(&self.year)?);
        let on = date::calendar(year, month, day)?;
        if (birth..=today).contains(&on) && year >= 2000 { Ok(on) } else { Err(Rule::BadDate) }
    }
}

fn needed(raw: &str) -> Result<String, Rule> {
    optional_line(raw, 200)?.ok_or(Rule::Missing)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{NASTY, fields};
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 22);

    fn input() -> ConsentInput {
        ConsentInput {
            by: "oneself".into(),
            method: "signature".into(),
            day: "20".into(),
            month: "11".into(),
            year: "2026".into(),
            agreed: "ya".into(),
            ..ConsentInput::default()
        }
    }

    fn on(day: &str, month: &str, year: &str) -> Result<Date, Vec<Violation>> {
        let input = ConsentInput { day: day.into(), month: month.into(), year: year.into(), ..input() };
        input.parse(TODAY, None).map(|consent| consent.on)
    }

    #[test]
    fn a_grown_person_agrees_alone() {
        let named =
            ConsentInput { consenter: "Budi".into(), basis: "SK 1".into(), witness: "Ani".into(), ..input() };
        let consent = named.parse(TODAY, Some(date!(2009 - 11 - 20))).unwrap();

        assert_eq!((consent.by, consent.name, consent.basis), (Consenter::Oneself, None, None));
        assert_eq!((consent.method, consent.witness), (Method::Signature, None));
    }

    #[test]
    fn a_child_does_not_agree_for_itself() {
        assert_eq!(
            input().parse(TODAY, Some(date!(2009 - 11 - 21))),
            Err(vec![Violation::new("by", Rule::TooYoung(17))])
        );
        assert!(input().parse(TODAY, None).is_ok(), "the age is not known");

        let parent = ConsentInput { by: "parent".into(), consenter: "Sumiati".into(), ..input() };
        assert_eq!(
            parent.parse(TODAY, Some(date!(2023 - 01 - 05))).unwrap().name.unwrap().as_str(),
            "Sumiati"
        );
    }

    #[test]
    fn whoever_agrees_for_another_is_named() {
        for by in ["parent", "guardian"] {
            let input = ConsentInput { by: by.into(), ..input() };
            assert_eq!(
                input.parse(TODAY, None),
                Err(vec![Violation::new("consenter", Rule::Missing)]),
                "{by}"
            );
        }
    }

    #[test]
    fn an_institution_says_on_which_ground_it_is_guardian() {
        let by = ConsentInput { by: "institution".into(), consenter: "Sari Dewi".into(), ..input() };
        for basis in ["", "-", "\u{200b}"] {
            let input = ConsentInput { basis: basis.into(), ..by.clone() };
            assert_eq!(
                input.parse(TODAY, None),
                Err(vec![Violation::new("basis", Rule::Missing)]),
                "{basis:?}"
            );
        }
        let input = ConsentInput { basis: "Surat 12/PA/2024".into(), ..by };
        assert_eq!(input.parse(TODAY, None).unwrap().basis.unwrap(), "Surat 12/PA/2024");
    }

    #[test]
    fn a_spoken_consent_has_a_witness() {
        let spoken = ConsentInput { method: "witnessed".into(), ..input() };
        assert_eq!(spoken.parse(TODAY, None), Err(vec![Violation::new("witness", Rule::Missing)]));

        let heard = ConsentInput { witness: "Ketut Sari".into(), ..spoken };
        assert_eq!(heard.parse(TODAY, None).unwrap().witness.unwrap().as_str(), "Ketut Sari");
    }

    #[test]
    fn consent_was_given_in_this_century_and_not_tomorrow() {
        assert_eq!(on("22", "November", "2026"), Ok(TODAY));
        assert_eq!(on("1", "1", "2000"), Ok(date!(2000 - 01 - 01)));
        for (day, month, year) in [
            ("23", "11", "2026"),
            ("31", "12", "1999"),
            ("30", "2", "2026"),
            ("0", "1", "2026"),
            ("1", "1", "26"),
        ] {
            let wrong = Err(vec![Violation::new("on", Rule::BadDate)]);
            assert_eq!(on(day, month, year), wrong, "{day} {month} {year}");
        }
        assert_eq!(on("", "11", "2026"), Err(vec![Violation::new("on", Rule::Missing)]));
    }

    #[test]
    fn an_empty_page_names_every_question() {
        let wrong = ConsentInput::default().parse(TODAY, None).unwrap_err();

        let mut expected = ["by", "method", "on"].map(|field| Violation::new(field, Rule::Missing)).to_vec();
        expected.push(Violation::new("agreed", Rule::NotAccepted));
        assert_eq!(wrong, expected);
    }

    #[test]
    fn no_text_in_any_box_makes_it_stumble() {
        let boxes = fields!(ConsentInput: by consenter basis method witness day month year agreed);
        for (set, text) in boxes.iter().flat_map(|set| NASTY.iter().map(move |text| (set, text))) {
            let mut input = ConsentInput { by: "institution".into(), method: "witnessed".into(), ..input() };
            set(&mut input, text);
            let _ = input.parse(TODAY, Some(date!(1986 - 01 - 05)));
        }
    }

    proptest! {
        #[test]
        fn no_date_is_ahead(day in any::<String>(), month in "[0-9]{1,2}", year in "20[0-9]{2}") {
            let _ = on(&day, &month, &year);
            if let Ok(date) = on("1", &month, &year) {
                prop_assert!(date <= TODAY);
            }
        }
    }

    #[test]
    fn nobody_agrees_before_they_are_born() {
        let born = Some(date!(2026 - 11 - 21));
        let parent = ConsentInput { by: "parent".into(), consenter: "Sumiati".into(), ..input() };

        assert_eq!(parent.parse(TODAY, born), Err(vec![Violation::new("on", Rule::BadDate)]));
        assert!(parent.parse(TODAY, Some(date!(2026 - 11 - 20))).is_ok());
    }

    #[test]
    fn nobody_below_seventeen_agrees_for_themselves() {
        let birth = date!(2008 - 03 - 12);

        assert!(!Consenter::Oneself.may_agree(birth, date!(2025 - 03 - 11)));
        assert!(Consenter::Oneself.may_agree(birth, date!(2025 - 03 - 12)));
        assert!(Consenter::Parent.may_agree(birth, date!(2020 - 03 - 01)));
    }
}

//! Third group: where the person lives, since when, and the address that stands on the papers.
//!
//! One address is asked: that of the family card for whoever lives in the institution (whose own address is known),
//! and that of the place itself for whoever lives outside.

use super::{choice, date, keep, optional_line};
use crate::institution::{Address, parse_postcode, parse_rt_rw, parse_street};
use crate::problem::{Rule, Violation};
use crate::region::{Level, RegionCode};
use serde::{Deserialize, Serialize};
use time::Date;

/// Where the person lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lives {
    /// In the institution.
    Inside,
    /// Elsewhere: with a family, in a rented room, without a roof.
    Outside,
}

impl Lives {
    /// Both, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Inside, Self::Outside];

    /// As the database and the form write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Outside => "outside",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lives| lives.word() == word)
    }
}

/// The answers of the third group.
#[derive(Clone, PartialEq, Eq)]
pub struct Home {
    /// Where the person lives.
    pub lives: Lives,
    /// In the institution's care since this month (its first day).
    pub since: Date,
    /// Room, unit or group, as the institution calls it; at most 60 characters.
    pub room: Option<String>,
    /// Of the family card (inside; none when there is no card or its address is not known), or of the place (outside).
    pub address: Option<Address>,
}

/// The third group as typed.
#[derive(Clone, Default, Serialize)]
pub struct HomeInput {
    /// A word of [`Lives`].
    pub lives: String,
    /// Month: digits, or its name or the beginning of it.
    pub since_month: String,
    /// Year, four digits.
    pub since_year: String,
    /// Kamar atau unit.
    pub room: String,
    /// `ya` when there is an address to write down, `tidak` when not; not asked of whoever lives outside.
    pub has_address: String,
    /// Village code.
    pub village: String,
    /// Street line.
    pub street: String,
    /// RT.
    pub rt: String,
    /// RW.
    pub rw: String,
    /// Kode pos.
    pub postcode: String,
}

impl HomeInput {
    /// Reads the group; `today` is the day on which it is typed.
    ///
    /// # Errors
    /// Every violation, under the names of these fields (`since` for month and year together; not before 1900, not
    /// in the future). Whether the person was born by then is for whoever has both groups.
    pub fn parse(&self, today: Date) -> Result<Home, Vec<Violation>> {
        let mut wrong = Vec::new();
        let lives = keep(&mut wrong, "lives", choice(&self.lives, Lives::from_word));
        let since = keep(&mut wrong, "since", self.since(today));
        let room = keep(&mut wrong, "room", optional_line(&self.room, 60));
        let address = match (lives, self.has_address.trim()) {
            // Whose address to ask for is not known yet.
            (None, _) => None,
            (Some(Lives::Outside), _) | (Some(Lives::Inside), "ya") => self.address(&mut wrong).map(Some),
            (Some(Lives::Inside), "tidak") => Some(None),
            (Some(Lives::Inside), "") => keep(&mut wrong, "has_address", Err(Rule::Missing)),
            (Some(Lives::Inside), _) => keep(&mut wrong, "has_address", Err(Rule::NotAChoice)),
        };
        match (lives, since, room, address) {
            (Some(lives), Some(since), Some(room), Some(address)) if wrong.is_empty() => {
                Ok(Home { lives, since, room, address })
            }
            _ => Err(wrong),
        }
    }

    fn since(&self, today: Date) -> Result<Date, Rule> {
        let since = date::calendar(date::year(&self.since_year)?, date::month(&self.since_month)?, 1)?;
        if since.year() >= 1900 && since <= today { Ok(since) } else { Err(Rule::BadDate) }
    }

    fn address(&self, wrong: &mut Vec<Violation>) -> Option<Address> {
        let village = keep(wrong, "village", parse_village(&self.village));
        let street = keep(wrong, "street", parse_street(&self.street));
        let rt = keep(wrong, "rt", parse_rt_rw(&self.rt));
        let rw = keep(wrong, "rw", parse_rt_rw(&self.rw));
        let postcode = keep(wrong, "postcode", parse_postcode(&self.postcode));
        Some(Address { village: village?, street: street?, rt: rt?, rw: rw?, postcode: postcode? })
    }
}

fn parse_village(raw: &str) -> Result<RegionCode, Rule> {
    if raw.trim().is_empty() {
        return Err(Rule::Missing);
    }
    let code = RegionCode::parse(raw)?;
    if code.level() == Level::Village { Ok(code) } else { Err(Rule::RegionTooCoarse) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{NASTY, fields};
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 22);

    fn input() -> HomeInput {
        HomeInput {
            lives: "inside".into(),
            since_month: "7".into(),
            since_year: "2024".into(),
            has_address: "ya".into(),
            village: "51.08.06.2001".into(),
            street: "Jalan Pahlawan 12".into(),
            ..HomeInput::default()
        }
    }

    fn since(month: &str, year: &str) -> Result<Date, Vec<Violation>> {
        let input = HomeInput { since_month: month.into(), since_year: year.into(), ..input() };
        input.parse(TODAY).map(|home| home.since)
    }

    #[test]
    fn whoever_lives_inside_has_an_address_on_paper_or_says_that_there_is_none() {
        let home = input().parse(TODAY).unwrap();
        assert_eq!(home.address.unwrap().village.as_str(), "51.08.06.2001");

        let none =
            HomeInput { has_address: "tidak".into(), village: "x".into(), street: String::new(), ..input() };
        assert_eq!(none.parse(TODAY).unwrap().address, None);
    }

    #[test]
    fn inside_the_question_for_an_address_has_two_answers() {
        for (answer, rule) in [("", Rule::Missing), (" ", Rule::Missing), ("mungkin", Rule::NotAChoice)] {
            let input = HomeInput { has_address: answer.into(), ..input() };
            assert_eq!(input.parse(TODAY), Err(vec![Violation::new("has_address", rule)]), "{answer:?}");
        }
    }

    #[test]
    fn outside_the_address_is_demanded_whatever_was_said_of_it() {
        for answer in ["ya", "tidak", "", "mungkin"] {
            let outside = HomeInput { lives: "outside".into(), has_address: answer.into(), ..input() };
            assert!(outside.parse(TODAY).unwrap().address.is_some(), "{answer:?}");

            let empty = HomeInput { village: String::new(), street: String::new(), ..outside };
            let wrong = ["village", "street"].map(|field| Violation::new(field, Rule::Missing));
            assert_eq!(empty.parse(TODAY), Err(wrong.to_vec()), "{answer:?}");
        }
    }

    #[test]
    fn a_region_above_the_village_is_too_coarse() {
        for (village, rule) in [("51.08.06", Rule::RegionTooCoarse), ("Panji", Rule::UnknownRegion)] {
            let input = HomeInput { village: village.into(), ..input() };
            assert_eq!(input.parse(TODAY), Err(vec![Violation::new("village", rule)]), "{village:?}");
        }
    }

    #[test]
    fn an_empty_page_does_not_ask_for_an_address_yet() {
        let wrong = HomeInput::default().parse(TODAY).unwrap_err();

        assert_eq!(wrong, ["lives", "since"].map(|field| Violation::new(field, Rule::Missing)));
    }

    #[test]
    fn care_began_in_a_month_between_1900_and_now() {
        assert_eq!(since("1", "1900"), Ok(date!(1900 - 01 - 01)));
        assert_eq!(since("Juli", "2024"), Ok(date!(2024 - 07 - 01)));
        assert_eq!(since("11", "2026"), Ok(date!(2026 - 11 - 01)));
        for (month, year) in [
            ("12", "1899"),
            ("12", "2026"),
            ("1", "2027"),
            ("13", "2020"),
            ("7", "24"),
            ("7", "+2024"),
            ("+7", "2024"),
        ] {
            assert_eq!(
                since(month, year),
                Err(vec![Violation::new("since", Rule::BadDate)]),
                "{month} {year}"
            );
        }
        for (month, year) in [("", "2024"), ("7", ""), ("", "")] {
            assert_eq!(
                since(month, year),
                Err(vec![Violation::new("since", Rule::Missing)]),
                "{month} {year}"
            );
        }
    }

    #[test]
    fn a_room_may_be_left_out() {
        let room = |text: &str| HomeInput { room: text.into(), ..input() }.parse(TODAY).map(|home| home.room);

        assert_eq!(room(" Kamar  3A "), Ok(Some("Kamar 3A".into())));
        assert_eq!(room("-"), Ok(None));
        assert_eq!(room(&"a".repeat(61)), Err(vec![Violation::new("room", Rule::TooLong(60))]));
    }

    #[test]
    fn no_text_in_any_box_makes_it_stumble() {
        let boxes = fields!(
            HomeInput: lives since_month since_year room has_address village street rt rw postcode
        );
        for (set, text) in boxes.iter().flat_map(|set| NASTY.iter().map(move |text| (set, text))) {
            for lives in Lives::ALL {
                let mut input = HomeInput { lives: lives.word().into(), ..input() };
                set(&mut input, text);
                let _ = input.parse(TODAY);
            }
        }
    }

    proptest! {
        #[test]
        fn care_never_begins_ahead(month in any::<String>(), year in "[0-9]{4}") {
            let _ = since(&month, &year);
            if let Ok(date) = since("11", &year) {
                prop_assert!(date <= TODAY && date.year() >= 1900);
            }
        }
    }
}

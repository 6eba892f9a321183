//! The person in care (PMKS, pemerlu pelayanan): who it is and on what ground it is proposed (data dictionary 5.2).
//!
//! Rules:
//! - The answers are asked in five groups, one page each, saved one by one; a draft may lack any of them.
//! - A NIK is 16 digits or it is absent with a reason. What looks odd (an unknown region, a birth date that differs)
//!   is a [`Doubt`]: said, never refused, because the NIK stays when the record is corrected.
//! - NIK, family card, mother, street, criterion and notes are sealed wherever they rest; lists show head and tail of the NIK.
//! - The family card is no key: it changes, and a home's own card carries many children.
//! - Digits may be typed in any width; what nobody sees (zero-width characters, marks of direction) is left out.
//! - No answer ends in a log: `Debug` tells the type of an answer, not what it says.

mod birth;
mod consent;
mod criterion;
mod date;
mod doubt;
mod family_card;
mod home;
mod identity;
mod nik;

pub use birth::{Birth, BirthInput, Mother, NoMother, Precision, age_on};
pub use consent::{CONSENT_VERSION, Consent, ConsentInput, Consenter, Method, OF_AGE};
pub use criterion::{Criterion, Disability, Ground, GroundInput, Parents};
pub use doubt::{Doubt, Known, doubts};
pub use family_card::NoKk;
pub use home::{Home, HomeInput, Lives};
pub use identity::{Identity, IdentityInput, NikAnswer, NoNik, PersonName, Sex, name_key};
pub use nik::{Nik, masked};

use crate::problem::{Rule, Violation};
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// The five groups of questions, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Name, sex, NIK or why there is none.
    Identity,
    /// Birth, mother, family card.
    Birth,
    /// Where the person lives, since when, and the address on paper.
    Home,
    /// The criterion of the founding process, parents, disability.
    Ground,
    /// Who agreed that the data are used, when and how.
    Consent,
}

impl Group {
    /// Every group, in order.
    pub const ALL: [Self; 5] = [Self::Identity, Self::Birth, Self::Home, Self::Ground, Self::Consent];

    /// As the address of its page writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Identity => "identitas",
            Self::Birth => "kelahiran",
            Self::Home => "tempat-tinggal",
            Self::Ground => "kriteria",
            Self::Consent => "persetujuan",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.word() == word)
    }

    /// The group asked after this one.
    pub fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|group| *group == self)?;
        Self::ALL.get(at + 1).copied()
    }
}

/// Where a person's file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// With its sponsor, never sent.
    Draft,
}

impl State {
    /// As the database writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
        }
    }

    /// Reads the database's word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Draft].into_iter().find(|state| state.word() == word)
    }

    /// Whether its sponsor may change it.
    pub const fn is_with_sponsor(self) -> bool {
        matches!(self, Self::Draft)
    }
}

/// Keeps what was read, or notes what is wrong with it.
fn keep<T>(wrong: &mut Vec<Violation>, field: &'static str, read: Result<T, Rule>) -> Option<T> {
    read.map_err(|rule| wrong.push(Violation::new(field, rule))).ok()
}

/// Reads one of the words of a closed list.
fn choice<T>(raw: &str, find: impl Fn(&str) -> Option<T>) -> Result<T, Rule> {
    match raw.trim() {
        "" => Err(Rule::Missing),
        word => find(word).ok_or(Rule::NotAChoice),
    }
}

/// One line of text in composed form, white space folded, without characters that nobody sees or no database keeps.
fn line(raw: &str) -> String {
    let seen: String = raw.chars().filter(|c| !is_unseen(*c)).nfc().collect();
    let words = seen.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A line in which wide, small and raised characters are the plain ones: what numbers are read from.
fn plain(raw: &str) -> String {
    line(&raw.nfkc().collect::<String>())
}

/// The characters of a long number, without what stands between or before them for the eye.
fn bare(raw: &str) -> String {
    let quote = |c: char| matches!(c, '\'' | '"' | '`' | '\u{2018}'..='\u{201d}');
    plain(raw).replace(|c: char| matches!(c, ' ' | '.' | ',') || is_dash(c) || quote(c), "")
}

/// The dashes that keyboards, phones and word processors make.
const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Characters without width: pasted from a chat or a web page, they make two equal names differ.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// An optional line of at most `most` characters; a stroke (`-`) is how people leave a box empty.
fn optional_line(raw: &str, most: usize) -> Result<Option<String>, Rule> {
    let text = line(raw);
    let stroke = |c: char| matches!(c, ' ' | '.' | '_' | '/') || is_dash(c);
    match text.chars().count() {
        _ if text.chars().all(stroke) => Ok(None),
        n if n > most => Err(Rule::TooLong(most)),
        _ => Ok(Some(text)),
    }
}

/// Nobody's answers end in a log.
macro_rules! unsaid {
    ($($answers:ident),+) => {$(
        impl fmt::Debug for $answers {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($answers), "(…)"))
            }
        }
    )+};
}

unsaid!(Identity, Birth, Home, Ground, Consent, Mother);
unsaid!(IdentityInput, BirthInput, HomeInput, GroundInput, ConsentInput);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is typed, pasted and sent by people and by machines; none of it is a number, and none may make a parser
    /// stumble.
    pub(super) const NASTY: &[&str] = &[
        "",
        " ",
        "\u{0}",
        "\t\r\n",
        "-",
        "--",
        "'",
        "\"",
        "0",
        "00",
        "-1",
        "+1",
        "1e309",
        "3,27E+15",
        "NaN",
        "99999999999999999999999999",
        "٣٥٠٧",
        "３５０７",
        "½",
        "é",
        "e\u{301}",
        "éééé",
        "ééééé",
        "éééééééé",
        "aé",
        "aaé",
        "aaaé",
        "ß",
        "İ",
        "ﬁ",
        "ǅ",
        "😀",
        "👩\u{200d}👧\u{200d}👦",
        "漢字漢字漢",
        "محمد",
        "\u{202e}gnp.exe",
        "\u{200b}\u{200d}\u{feff}",
        "\u{3164}",
        "\u{301}\u{301}\u{301}",
        "Z\u{336}\u{321}\u{489}a",
        "\u{fdfa}\u{fdfa}",
        "\u{ffff}",
        "\u{10ffff}",
        "<script>alert(1)</script>",
        "</textarea>",
        "' or 1=1 --",
        "{{7*7}}",
        "%00%s%n",
        "../../etc/passwd",
        "=HYPERLINK(\"x\")",
        "null",
        "ya",
        "tidak",
        "hamba Allah",
        "januarijanuari",
        "31-02-2024",
    ];

    /// For every field named, how to put a text into it.
    macro_rules! fields {
        ($input:ident: $($field:ident)+) => {{
            let all: &[fn(&mut $input, &str)] = &[$(|input, text| input.$field = text.to_owned()),+];
            all
        }};
    }
    pub(super) use fields;

    #[test]
    fn every_word_is_read_back() {
        macro_rules! survive {
            ($($choice:ident)+) => {$(
                for one in $choice::ALL {
                    assert_eq!($choice::from_word(one.word()), Some(one));
                    assert_eq!(choice(&format!(" {} ", one.word()), $choice::from_word), Ok(one));
                }
                let mut words = $choice::ALL.map($choice::word).to_vec();
                words.sort_unstable();
                words.dedup();
                assert_eq!(words.len(), $choice::ALL.len(), "a word of {} stands twice", stringify!($choice));
                assert_eq!($choice::from_word(""), None);
                assert_eq!($choice::from_word("é"), None);
            )+};
        }
        survive!(Group Sex NoNik Precision NoMother Lives Criterion Parents Disability Consenter Method);
        assert_eq!(State::from_word(State::Draft.word()), Some(State::Draft));
        assert_eq!(State::from_word("Draft"), None);
    }

    #[test]
    fn the_groups_follow_each_other_to_the_last() {
        let mut walked = vec![Group::Identity];
        while let Some(next) = walked.last().and_then(|group| group.next()) {
            walked.push(next);
        }

        assert_eq!(walked, Group::ALL);
    }

    #[test]
    fn a_draft_is_with_its_sponsor() {
        assert!(State::Draft.is_with_sponsor());
    }

    #[test]
    fn a_choice_is_missing_or_none_of_the_list() {
        assert_eq!(choice("  ", Sex::from_word), Err(Rule::Missing));
        assert_eq!(choice("p", Sex::from_word), Err(Rule::NotAChoice));
    }

    #[test]
    fn a_stroke_leaves_a_box_empty_and_a_sign_does_not() {
        for text in ["", "-", " -- ", "–", "...", "_", "- / -", "\u{200b}"] {
            assert_eq!(optional_line(text, 10), Ok(None), "{text:?}");
        }
        assert_eq!(optional_line("❤", 10), Ok(Some("❤".into())));
        assert_eq!(optional_line("A-3", 3), Ok(Some("A-3".into())));
    }

    #[test]
    fn a_line_is_put_together_once_what_nobody_sees_is_gone() {
        assert_eq!(line("Jose\u{200b}\u{301}"), "José");
        assert_eq!(line(" a\u{2028}b\u{0}\u{a0}c "), "a b c");
    }

    #[test]
    fn no_text_makes_a_line_stumble() {
        for text in NASTY {
            let _ = (line(text), plain(text), bare(text), optional_line(text, 3), name_key(text));
        }
    }

    proptest! {
        #[test]
        fn a_line_holds_nothing_unseen_and_is_its_own_line(text in any::<String>()) {
            let once = line(&text);
            prop_assert!(!once.contains(|c: char| c.is_control() || is_unseen(c)));
            prop_assert!(!once.contains("  ") && once.trim() == once);
            prop_assert_eq!(line(&once), once);
        }
    }
}

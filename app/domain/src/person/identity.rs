//! First group: name, sex, and the NIK or why there is none.

use super::{Nik, choice, keep, line, optional_line};
use crate::problem::{Rule, Violation};
use crate::region::key_words;
use serde::{Deserialize, Serialize};

/// Jenis kelamin, as papers print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Laki-laki (L).
    Male,
    /// Perempuan (P).
    Female,
}

impl Sex {
    /// Both, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Male, Self::Female];

    /// As the database, files and papers write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Male => "L",
            Self::Female => "P",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sex| sex.word() == word)
    }
}

/// Why a person has no NIK yet (never a reason to refuse: finding 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoNik {
    /// Never entered in the civil registry.
    NeverRegistered,
    /// Newborn, birth not reported yet.
    Newborn,
    /// Papers lost, number not known.
    PapersLost,
    /// Papers with a family that cannot be reached.
    WithFamily,
    /// Found or brought without a known origin.
    UnknownOrigin,
}

impl NoNik {
    /// Every reason, in the order of the form.
    pub const ALL: [Self; 5] =
        [Self::NeverRegistered, Self::Newborn, Self::PapersLost, Self::WithFamily, Self::UnknownOrigin];

    /// As the database and the form write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NeverRegistered => "never_registered",
            Self::Newborn => "newborn",
            Self::PapersLost => "papers_lost",
            Self::WithFamily => "with_family",
            Self::UnknownOrigin => "unknown_origin",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

/// Nama lengkap as on the KTP-el or KK: 1 to 100 characters, one word is a name, titles stay. Kept as typed, white
/// space folded and without characters that nobody sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name.
    ///
    /// # Errors
    /// [`Rule::Missing`], [`Rule::TooLong`], or [`Rule::NotAName`] for digits and characters that no name has.
    pub fn parse(raw: &str) -> Result<Self, Rule> {
        let text = line(raw);
        match text.chars().count() {
            0 => Err(Rule::Missing),
            101.. => Err(Rule::TooLong(100)),
            // Some signs count as letters and leave nothing to sort or to search by.
            _ if is_a_name(&text) && !name_key(&text).is_empty() => Ok(Self(text)),
            _ => Err(Rule::NotAName),
        }
    }

    /// The name as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PersonName {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(Rule::code)
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

fn is_a_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
        && text.chars().all(|c| {
            c.is_alphabetic()
                || matches!(c, ' ' | '.' | ',' | '\'' | '\u{2018}' | '\u{2019}' | '`' | '\u{b4}')
                || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '/' | '(' | ')')
        })
}

/// What lists are sorted by and searched in: lower case, accents and apostrophes dropped (`Ma'ruf` is `maruf`), words
/// of letters and digits apart by one blank. Empty for a text without any.
pub fn name_key(name: &str) -> String {
    key_words(&line(name)).join(" ")
}

/// The NIK, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NikAnswer {
    /// The number.
    Known(Nik),
    /// Belum punya NIK.
    None(NoNik),
}

/// The answers of the first group.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// Nama lengkap.
    pub name: PersonName,
    /// Other spellings and call names, as typed; at most 200 characters.
    pub aliases: Option<String>,
    /// Jenis kelamin.
    pub sex: Sex,
    /// NIK.
    pub nik: NikAnswer,
}

/// The first group as typed.
#[derive(Clone, Default, Serialize)]
pub struct IdentityInput {
    /// Nama lengkap.
    pub name: String,
    /// Nama lain.
    pub aliases: String,
    /// `L` or `P`.
    pub sex: String,
    /// `ya` when there is a NIK, `belum` when not.
    pub has_nik: String,
    /// The digits.
    pub nik: String,
    /// A word of [`NoNik`].
    pub no_nik: String,
}

impl IdentityInput {
    /// Reads the group.
    ///
    /// # Errors
    /// Every violation, under the names of these fields.
    pub fn parse(&self) -> Result<Identity, Vec<Violation>> {
        let mut wrong = Vec::new();
        let name = keep(&mut wrong, "name", PersonName::parse(&self.name));
        let aliases = keep(&mut wrong, "aliases", optional_line(&self.aliases, 200));
        let sex = keep(&mut wrong, "sex", choice(&self.sex, Sex::from_word));
        let nik = match self.has_nik.trim() {
            "ya" => keep(&mut wrong, "nik", Nik::parse(&self.nik)).map(NikAnswer::Known),
            "belum" => {
                keep(&mut wrong, "no_nik", choice(&self.no_nik, NoNik::from_word)).map(NikAnswer::None)
            }
            "" => keep(&mut wrong, "has_nik", Err(Rule::Missing)),
            _ => keep(&mut wrong, "has_nik", Err(Rule::NotAChoice)),
        };
        match (name, aliases, sex, nik) {
            (Some(name), Some(aliases), Some(sex), Some(nik)) => Ok(Identity { name, aliases, sex, nik }),
            _ => Err(wrong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{NASTY, fields};
    use super::*;
    use proptest::prelude::*;

    fn input() -> IdentityInput {
        IdentityInput {
            name: "Ni Luh Contoh".into(),
            sex: "P".into(),
            has_nik: "ya".into(),
            nik: "5108055203149001".into(),
            ..IdentityInput::default()
        }
    }

    fn name(text: &str) -> Result<String, Rule> {
        PersonName::parse(text).map(String::from)
    }

    #[test]
    fn names_stay_as_they_are_written() {
        for written in [
            "Suharto",
            "A",
            "I Gusti Ngurah Made",
            "H. Ahmad Ma'ruf, S.Pd.I.",
            "Ma\u{2019}ruf",
            "\u{2018}Aisyah",
            "Nu`man",
            "Siti-Nur Hayati",
            "Alm. Budi",
            "R.Ay. Sri / Sri (Yuni)",
            "José Nuñez",
            "D'Silva",
        ] {
            assert_eq!(name(written), Ok(written.to_owned()), "{written:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_left_out_of_a_name() {
        assert_eq!(name("  Ni \u{a0} Luh\tContoh\r\n"), Ok("Ni Luh Contoh".into()));
        assert_eq!(name("Ni\u{200b} Luh\u{ad} \u{202e}Contoh\u{feff}"), Ok("Ni Luh Contoh".into()));
        assert_eq!(name("Ni\u{0}Luh\u{7}"), Ok("Ni Luh".into()));
        assert_eq!(name("Jose\u{301}"), Ok("José".into()), "put together from two characters");
    }

    #[test]
    fn a_name_of_nothing_visible_is_missing() {
        for text in ["", "  ", "\u{200b}\u{200d}", "\u{3164}", "\u{0}", "\u{2800}", "\u{fe0f}"] {
            assert_eq!(name(text), Err(Rule::Missing), "{text:?}");
        }
    }

    #[test]
    fn digits_and_signs_are_no_name() {
        for text in [
            "Budi 2",
            "B0di",
            "5108055203149001",
            "-",
            "...",
            "''",
            "<b>Budi</b>",
            "budi@panti.id",
            "Budi 😀",
        ] {
            assert_eq!(name(text), Err(Rule::NotAName), "{text:?}");
        }
        assert_eq!(name("Z\u{336}\u{321}\u{489}a"), Err(Rule::NotAName));
    }

    #[test]
    fn a_name_has_a_hundred_characters_at_most() {
        assert!(name(&"é".repeat(100)).is_ok());
        assert_eq!(name(&"é".repeat(101)), Err(Rule::TooLong(100)));
    }

    #[test]
    fn a_stored_name_is_read_as_strictly_as_a_typed_one() {
        assert_eq!(PersonName::try_from("Suharto".to_owned()).map(String::from), Ok("Suharto".to_owned()));
        assert_eq!(PersonName::try_from("123".to_owned()), Err("not-a-name"));
    }

    #[test]
    fn names_are_found_whatever_their_case_accents_and_apostrophes() {
        assert_eq!(name_key("  NI LUH, Contoh "), "ni luh contoh");
        for written in ["Ma'ruf", "Ma\u{2019}ruf", "ma`ruf", "MA\u{2018}RUF", "Ma\u{2bc}ruf"] {
            assert_eq!(name_key(written), "maruf", "{written:?}");
        }
        assert_eq!(name_key("José"), name_key("JOSE\u{301}"));
        assert_eq!(name_key("Siti-Nur"), "siti nur");
        assert_eq!(name_key("Ni\u{200b}Luh"), "niluh");
        assert_eq!(name_key("-- ?"), "");
    }

    #[test]
    fn a_person_has_a_nik_or_a_reason() {
        assert!(matches!(input().parse().unwrap().nik, NikAnswer::Known(_)));

        let mut none = IdentityInput { has_nik: "belum".into(), no_nik: "newborn".into(), ..input() };
        assert_eq!(none.parse().unwrap().nik, NikAnswer::None(NoNik::Newborn));
        none.no_nik.clear();
        assert_eq!(none.parse(), Err(vec![Violation::new("no_nik", Rule::Missing)]));
        none.no_nik = "lazy".into();
        assert_eq!(none.parse(), Err(vec![Violation::new("no_nik", Rule::NotAChoice)]));
        none.has_nik = "tidak".into();
        assert_eq!(none.parse(), Err(vec![Violation::new("has_nik", Rule::NotAChoice)]));
    }

    #[test]
    fn an_empty_page_names_every_question() {
        let wrong = IdentityInput::default().parse().unwrap_err();

        assert_eq!(wrong, ["name", "sex", "has_nik"].map(|field| Violation::new(field, Rule::Missing)));
    }

    #[test]
    fn other_names_may_be_left_out() {
        let aliases =
            |text: &str| IdentityInput { aliases: text.into(), ..input() }.parse().map(|i| i.aliases);

        assert_eq!(aliases("-"), Ok(None));
        assert_eq!(aliases(" Luh  (2), \"Ning\" "), Ok(Some("Luh (2), \"Ning\"".into())));
        assert_eq!(aliases(&"a".repeat(201)), Err(vec![Violation::new("aliases", Rule::TooLong(200))]));
    }

    #[test]
    fn no_text_in_any_box_makes_it_stumble() {
        let boxes = fields!(IdentityInput: name aliases sex has_nik nik no_nik);
        for (set, text) in boxes.iter().flat_map(|set| NASTY.iter().map(move |text| (set, text))) {
            for has_nik in ["ya", "belum"] {
                let mut input = IdentityInput { has_nik: has_nik.into(), ..input() };
                set(&mut input, text);
                let _ = input.parse();
            }
        }
    }

    #[test]
    fn nothing_typed_is_printed() {
        let printed = format!("{:?} {:?}", input(), input().parse());

        assert_eq!(printed, "IdentityInput(…) Ok(Identity(…))");
    }

    proptest! {
        #[test]
        fn what_was_read_reads_again(text in any::<String>()) {
            if let Ok(name) = PersonName::parse(&text) {
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name));
            }
        }

        #[test]
        fn a_key_is_its_own_key(text in "[\\PC]{0,40}") {
            let key = name_key(&text);
            prop_assert_eq!(name_key(&key), key);
        }
    }
}

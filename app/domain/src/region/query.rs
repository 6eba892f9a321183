//! What a person types into the search box, made comparable.
//!
//! Names are compared by their **words**: lower case, accents and apostrophes dropped, everything else that
//! is no letter or digit a blank. The words that name a kind ("kab.", "kota", "kec", "desa") are wishes,
//! not conditions: "kota bandung" prefers the city but also knows Kab. Bandung, and "Kota Agung", whose
//! name has the word in it, is found by its whole name.

use super::{Level, RegionCode};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer than any path in the list; who types more than this does not mean a region.
const LONGEST: usize = 200;
/// More words than the longest path needs.
const MOST_WORDS: usize = 16;

/// A search, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// A complete code.
    Code(RegionCode),
    /// The first digits of codes, dots set: `51.0`.
    CodeHead(String),
    /// Words of a name.
    Words(Words),
}

/// The words of a search by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Every word, in the order typed.
    pub all: Vec<String>,
    /// The words that have to be found: all but those that name a kind, unless only those were typed.
    pub needed: Vec<String>,
    /// Which kind of region is wished for.
    pub hint: Option<Hint>,
}

/// A kind of region that a search wishes for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hint {
    /// "provinsi".
    Province,
    /// "kab."
    Kabupaten,
    /// "kota".
    Kota,
    /// "kec.", "distrik".
    District,
    /// "kel."
    Kelurahan,
    /// "desa".
    Desa,
}

impl Hint {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "prov" | "provinsi" | "propinsi" => Self::Province,
            "kab" | "kabupaten" => Self::Kabupaten,
            "kota" | "kotamadya" | "kodya" => Self::Kota,
            "kec" | "kecamatan" | "distrik" => Self::District,
            "kel" | "kelurahan" => Self::Kelurahan,
            "desa" | "ds" => Self::Desa,
            _ => return None,
        })
    }

    /// The level of that kind.
    pub const fn level(self) -> Level {
        match self {
            Self::Province => Level::Province,
            Self::Kabupaten | Self::Kota => Level::Regency,
            Self::District => Level::District,
            Self::Kelurahan | Self::Desa => Level::Village,
        }
    }

    /// What the kinds it wishes for begin with.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Province => "Provinsi",
            Self::Kabupaten => "Kabupaten",
            Self::Kota => "Kota",
            Self::District => "",
            Self::Kelurahan => "Kelurahan",
            Self::Desa => "Desa",
        }
    }
}

impl Query {
    /// Understands what was typed; none when there is nothing to look for.
    pub fn parse(text: &str) -> Option<Self> {
        if text.chars().take(LONGEST + 1).count() > LONGEST {
            return None;
        }
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
        if digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit()) {
            return Self::code(&digits);
        }
        let all = key_words(text);
        let (hints, names): (Vec<String>, Vec<String>) =
            all.iter().cloned().partition(|word| Hint::of(word).is_some());
        let hint = hints.iter().filter_map(|word| Hint::of(word)).max();
        let needed = if names.is_empty() { all.clone() } else { names };
        if needed.is_empty() || needed.len() > MOST_WORDS || needed.iter().all(|word| word.len() < 2) {
            return None;
        }
        Some(Self::Words(Words { all, needed, hint }))
    }

    fn code(digits: &str) -> Option<Self> {
        if let Ok(code) = RegionCode::parse(digits) {
            return Some(Self::Code(code));
        }
        if digits.len() >= Level::Village.digits() {
            return None;
        }
        let mut head = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if matches!(at, 2 | 4 | 6) {
                head.push('.');
            }
            head.push(digit);
        }
        Some(Self::CodeHead(head))
    }
}

/// The words of a name as they are compared: "Malimbong Balepe'" is `malimbong`, `balepe`.
pub fn key_words(text: &str) -> Vec<String> {
    if text.is_ascii() {
        let key = text.to_ascii_lowercase().replace(['\'', '`'], "");
        let words = key.split(|c: char| !c.is_ascii_alphanumeric());
        return words.filter(|word| !word.is_empty()).map(str::to_owned).collect();
    }
    let mut key = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '\'' | '’' | '‘' | '`' | '´' | 'ʼ' => {}
            c if c.is_alphanumeric() => key.extend(c.to_lowercase()),
            _ => key.push(' '),
        }
    }
    key.split_whitespace().map(str::to_owned).collect()
}

/// How a kind is written in a path: "Kab." for Kabupaten. What has no short form stays.
pub fn short_kind(kind: &str) -> &str {
    match kind {
        "Kabupaten" => "Kab.",
        "Kabupaten Administrasi" => "Kab. Adm.",
        "Kota Administrasi" => "Kota Adm.",
        "Kecamatan" => "Kec.",
        "Kelurahan" => "Kel.",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Words {
        match Query::parse(text) {
            Some(Query::Words(words)) => words,
            other => panic!("{text:?} is {other:?}"),
        }
    }

    #[test]
    fn case_punctuation_and_blanks_do_not_matter() {
        assert_eq!(key_words("  MALIMBONG,  Balepe' (baru)"), ["malimbong", "balepe", "baru"]);
        assert_eq!(key_words("Soka\"ant-Bésar"), ["soka", "ant", "besar"]);
    }

    #[test]
    fn words_of_kind_are_wishes_and_the_deepest_counts() {
        let search = words("Desa Panji, Kec. Sukasada, Kab. Buleleng");

        assert_eq!(search.needed, ["panji", "sukasada", "buleleng"]);
        assert_eq!(search.hint, Some(Hint::Desa));
        assert_eq!(words("kota bandung").hint, Some(Hint::Kota));
        assert_eq!(words("kota").needed, ["kota"]);
    }

    #[test]
    fn digits_are_a_code_or_its_beginning() {
        let code = RegionCode::parse("51.08.06").unwrap();

        assert_eq!(Query::parse("510806"), Some(Query::Code(code.clone())));
        assert_eq!(Query::parse(" 51.08.06 "), Some(Query::Code(code)));
        assert_eq!(Query::parse("510"), Some(Query::CodeHead("51.0".to_owned())));
        assert_eq!(Query::parse("51.08.06.20"), Some(Query::CodeHead("51.08.06.20".to_owned())));
        assert_eq!(Query::parse("5108061234567890"), None);
    }

    #[test]
    fn nothing_and_rubbish_ask_for_nothing() {
        for text in ["", "  ", "a", "5", "%_';--", "\0\u{1}\u{202e}", &"x".repeat(10_000), "..", "''"] {
            assert_eq!(Query::parse(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn plain_letters_take_a_shorter_way_to_the_same_words(text in "[ -~]{0,40}") {
            let long_way = key_words(&format!("{text} é"));
            prop_assert_eq!(long_way.split_last().map(|(_, rest)| rest.to_vec()), Some(key_words(&text)));
        }

        #[test]
        fn every_text_is_understood_or_left(text in "\\PC*") {
            if let Some(Query::Words(words)) = Query::parse(&text) {
                prop_assert!(!words.needed.is_empty());
                prop_assert!(words.needed.iter().all(|word| word.chars().all(char::is_alphanumeric)));
            }
        }
    }
}

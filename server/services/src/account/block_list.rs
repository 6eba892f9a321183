//! Passwords that are tried first: the offline list that a new password must not stand in (SP 800-63B-4, ASVS 6.2.11
//! and 6.2.12). Nothing of a password leaves the house.
//!
//! | Part | Entries |
//! |---|---|
//! | lists of the crate `zxcvbn` (MIT): common passwords, English words, names, words of films | 80,434 |
//! | names of all regions of all editions that the portal ships, once each ([`crate::region`]) | 67,000 and more |
//! | `data/words.txt`: words of this service, what people here choose as passwords, common Indonesian words | 900 and more |
//!
//! Nobody uses a single word of 15 letters, so the list is asked in two ways. [`holds`] refuses one entry in disguise:
//! capitals, digits for letters, digits and signs around it, written twice, with "kabupaten" before it. And the words
//! and the names of regions that stand in a password are given to `zxcvbn`, which then knows two of them as the few
//! guesses that they are, and four of them as the many.
//!
//! The names are unpacked when the first password is chosen (some 50 ms), and stay as sorted hashes of half a megabyte.

use crate::region;
use flate2::read::GzDecoder;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

const FILE: &str = include_str!("data/words.txt");

/// Letters of the shortest name of a region that counts as an entry, and of one that counts within a password.
const NAME_ALONE: usize = 4;
const NAME_WITHIN: usize = 5;
/// Letters of the longest name that is looked for within a password.
const NAME_LONGEST: usize = 30;
/// Digits, signs and spaces beside an entry that do not yet make it a password: a date has ten or eleven.
const AROUND: usize = 12;
/// What people write before the name of a region.
const KINDS: [&str; 14] = [
    "provinsi",
    "prov",
    "kabupaten",
    "kab",
    "kotamadya",
    "kota",
    "kecamatan",
    "kec",
    "distrik",
    "kelurahan",
    "kel",
    "desa",
    "dusun",
    "dinassosial",
];

/// The words of the file, the most likely first.
pub(super) static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    FILE.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

static WORD_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| WORDS.iter().copied().collect());

/// Hashes of the names of regions, sorted. Two names with one hash would only refuse one password more.
static NAMES: LazyLock<Box<[u64]>> = LazyLock::new(|| {
    let mut lines = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .flexible(true)
        .from_reader(GzDecoder::new(region::SHIPPED));
    let mut record = csv::StringRecord::new();
    let mut names = Vec::with_capacity(100_000);
    // The file is the portal's own; a test holds its size, so a line that cannot be read ends it in the open.
    while lines.read_record(&mut record).unwrap_or_default() {
        let name = letters(record.get(2).unwrap_or_default());
        if name.len() >= NAME_ALONE {
            names.push(hash(&name));
        }
    }
    names.sort_unstable();
    names.dedup();
    names.into_boxed_slice()
});

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn is_name(letters: &str) -> bool {
    NAMES.binary_search(&hash(letters)).is_ok()
}

fn is_entry(letters: &str) -> bool {
    WORD_SET.contains(letters) || is_name(letters)
}

/// Whether a password (in lower case) is one entry of the list in disguise.
pub(super) fn holds(text: &str) -> bool {
    let length = text.chars().count();
    readings(text).iter().any(|reading| {
        let beside = length.saturating_sub(reading.chars().count());
        beside <= AROUND && {
            let unit = unit(reading);
            is_entry(unit) || KINDS.iter().any(|kind| unit.strip_prefix(kind).is_some_and(is_entry))
        }
    })
}

/// The names of regions that stand in a password (in lower case), each once.
pub(super) fn names_in(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for run in text.split(|c: char| !c.is_alphabetic()) {
        let places: Vec<usize> = run.char_indices().map(|(place, _)| place).chain([run.len()]).collect();
        for (from, start) in places.iter().enumerate() {
            for end in places.iter().skip(from + NAME_WITHIN).take(NAME_LONGEST - NAME_WITHIN + 1) {
                let Some(part) = run.get(*start..*end) else { continue };
                if is_name(part) && !found.contains(&part) {
                    found.push(part);
                }
            }
        }
    }
    found
}

/// The ways in which a password may be read as letters: as they stand, and with digits and signs read as letters, but
/// for those at the start, at the end, or at both. Groups of digits alone are left out.
fn readings(text: &str) -> Vec<String> {
    let groups: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || "@$!|+".contains(c)))
        .filter(|group| group.contains(char::is_alphabetic))
        .collect();
    let sign = |c: char| !c.is_alphabetic();
    let bare = |group: &str, ends: (bool, bool)| {
        let group = if ends.0 { group.trim_start_matches(sign) } else { group };
        let group = if ends.1 { group.trim_end_matches(sign) } else { group };
        group.to_owned()
    };
    let mut readings = vec![letters(text)];
    for ends in [(true, true), (false, true), (true, false), (false, false)] {
        let read: String = groups.iter().map(|group| bare(group, ends)).collect();
        readings.extend(['i', 'l'].map(|one| letters(&unmasked(&read, one))));
    }
    readings
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The letters for which digits and signs stand; `one` is what a 1 is.
fn unmasked(text: &str, one: char) -> String {
    text.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' | '|' => one,
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '6' | '9' => 'g',
            '7' | '+' => 't',
            '8' => 'b',
            other => other,
        })
        .collect()
}

/// What is written several times over, once; anything else as it is.
fn unit(text: &str) -> &str {
    (1..=text.len() / 2)
        .filter(|length| text.len().is_multiple_of(*length))
        .filter_map(|length| text.get(..length))
        .find(|unit| unit.repeat(text.len() / unit.len()) == text)
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries of the lists of zxcvbn 3.1, which it does not show.
    const ZXCVBN: usize = 80_434;

    #[test]
    fn the_list_has_more_than_a_hundred_thousand_entries() {
        assert!(NAMES.len() > 67_000, "{}", NAMES.len());
        assert!(WORD_SET.len() > 900, "{}", WORD_SET.len());
        assert!(ZXCVBN + NAMES.len() + WORD_SET.len() > 148_000);
    }

    #[test]
    fn the_words_stand_in_the_list_once_and_in_small_letters() {
        assert_eq!(WORDS.len(), WORD_SET.len());
        let plain = |word: &str| {
            word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        assert_eq!(WORDS.iter().find(|word| !plain(word)), None);
    }

    #[test]
    fn an_entry_in_disguise_is_found() {
        for bad in [
            "indonesiarayamerdeka",
            "b1sm1ll4h1rr4hm4n1rr4h1m",
            "!buleleng, 2026",
            "5ing4r4j4-17081945",
            "alhamdu1i11ah 2026",
            "kabupaten buleleng",
            "dinas sosial buleleng",
            "wanagiri wanagiri wanagiri",
            "rahasiarahasiarahasia",
            "kota tanjung pinang",
        ] {
            assert!(holds(bad), "{bad}");
        }
    }

    #[test]
    fn several_entries_are_no_entry_and_digits_are_not_nothing() {
        for good in [
            "sawah hijau tujuh kerbau",
            "payung teduh hujan sore",
            "kunci 7391 4420 8856 60",
            "739144208856601",
            "xkqzvwpfjmtrgbn",
            "",
            "éèê",
        ] {
            assert!(!holds(good), "{good}");
        }
    }

    #[test]
    fn names_are_found_within_a_password() {
        let found = names_in("singaraja!wanagirix");

        assert!(found.contains(&"singaraja") && found.contains(&"wanagiri"), "{found:?}");
        assert_eq!(names_in("xkqzv 12345 éèêëē"), Vec::<&str>::new());
    }

    #[test]
    fn what_is_repeated_is_read_once() {
        assert_eq!((unit("abcabc"), unit("aaa"), unit("abcab"), unit("")), ("abc", "a", "abcab", ""));
        assert_eq!(unit("éé"), "é");
    }
}

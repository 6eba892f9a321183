//! What an officer types to find a file, made comparable. Every word has to begin a word of the name or of the
//! number, in any order; leading noughts of a number need not be typed; and a name that is written apart is found
//! written together ("Darul Hikmah" for `darulhikmah`, and the other way round).

use domain::region::key_words;

/// Longest question that is looked at.
const LONGEST: usize = 200;
/// More words than a name has.
const MOST_WORDS: usize = 12;
/// Fewest letters that are looked for inside of words: fewer stand in every name.
const FEWEST_INSIDE: usize = 5;

/// A search, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Regular expressions, one a word; words are letters and digits only.
    pub(super) patterns: Vec<String>,
    /// All words as one, to be found anywhere; none when it is too short for that.
    pub(super) inside: Option<String>,
    /// The words as a name begins with them.
    pub(super) beginning: String,
}

impl Search {
    /// Understands what was typed; none when there is nothing to look for.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().take(LONGEST).collect();
        let words: Vec<String> = key_words(&text).into_iter().take(MOST_WORDS).collect();
        if words.is_empty() {
            return None;
        }
        let inside = words.concat();
        Some(Self {
            patterns: words.iter().map(|word| pattern(word)).collect(),
            inside: (inside.chars().count() >= FEWEST_INSIDE).then_some(inside),
            beginning: words.join(" "),
        })
    }
}

/// In `vl-2026-000417` the year is a word like any other; a shorter or longer number is not looked for in it.
fn pattern(word: &str) -> String {
    if word.starts_with('0') || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!(r"\m{word}");
    }
    let not_in_a_year = if word.len() == 4 { "" } else { r"(?!\d{4}-\d)" };
    format!(r"\m{not_in_a_year}0*{word}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_by_their_beginnings_and_numbers_without_noughts() {
        let search = Search::parse(" VL-2026-000417 Kasih ").unwrap();

        assert_eq!(search.patterns, [r"\mvl", r"\m0*2026", r"\m000417", r"\mkasih"]);
        assert_eq!(Search::parse("417").unwrap().patterns, [r"\m(?!\d{4}-\d)0*417"]);
        assert_eq!(search.inside.as_deref(), Some("vl2026000417kasih"));
    }

    #[test]
    fn nothing_typed_is_no_search_and_signs_are_no_pattern() {
        for nothing in ["", "   ", "%_.*", "'';--", "\0\u{202e}"] {
            assert_eq!(Search::parse(nothing), None, "{nothing:?}");
        }
        let search = Search::parse(r"(a+)+$ \m panti").unwrap();
        assert!(
            search.patterns.iter().all(|p| p.trim_start_matches(r"\m").chars().all(char::is_alphanumeric))
        );
    }

    #[test]
    fn a_short_word_is_not_looked_for_inside_of_others() {
        assert_eq!(Search::parse("an").unwrap().inside, None);
    }

    #[test]
    fn whoever_types_a_book_is_answered_by_its_first_words() {
        assert_eq!(Search::parse(&"kasih ".repeat(1_000)).unwrap().patterns.len(), MOST_WORDS);
    }
}

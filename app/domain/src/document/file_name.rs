//! The name of a file as its sender called it: shown back to them, never used to find or open anything.

use std::fmt;

/// Most characters that are kept.
const LONGEST: usize = 120;
/// Longest ending that survives when a name is cut.
const ENDING: usize = 10;

/// A harmless file name: one path component, nothing that changes the direction or look of the text
/// around it, not empty, at most 120 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// Makes a name out of whatever a browser sent; a name is never a reason to refuse a file.
    pub fn tidy(raw: &str) -> Self {
        let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
        let seen: String = last.chars().filter(|c| !is_unseen(*c)).collect();
        let name = seen.trim().trim_start_matches('.').trim_start();
        Self(if name.is_empty() { "berkas".to_owned() } else { shorten(name) })
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name with another ending, for a file that we wrote ourselves.
    #[must_use]
    pub fn with_ending(&self, addition: &str, ending: &str) -> Self {
        let stem = self.0.rsplit_once('.').map_or(self.0.as_str(), |(stem, _)| stem);
        Self(format!("{stem}{addition}.{ending}"))
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Control characters, marks of direction, and characters without a width.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Cuts the middle out, so that the ending still says what kind of file it was.
fn shorten(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let ending = match name.rsplit_once('.') {
        Some((_, ending)) if ending.chars().count() <= ENDING => format!(".{ending}"),
        _ => String::new(),
    };
    let room = LONGEST - ending.chars().count();
    name.chars().take(room).chain(ending.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_part_of_a_path_is_kept() {
        assert_eq!(FileName::tidy("C:\\fakepath\\foto.jpg").as_str(), "foto.jpg");
        assert_eq!(FileName::tidy("../../etc/passwd").as_str(), "passwd");
        assert_eq!(FileName::tidy("..").as_str(), "berkas");
        assert_eq!(FileName::tidy("a/").as_str(), "berkas");
    }

    #[test]
    fn what_cannot_be_seen_is_removed() {
        assert_eq!(FileName::tidy("surat\u{202e}gpj.exe\0\r\n").as_str(), "suratgpj.exe");
        assert_eq!(FileName::tidy("\u{200b}\u{feff} ").as_str(), "berkas");
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = FileName::tidy(&format!("{}.pdf", "ä".repeat(300)));

        assert_eq!(name.as_str().chars().count(), LONGEST);
        assert!(name.as_str().ends_with("ä.pdf"));
        assert_eq!(FileName::tidy(&"x".repeat(300)).as_str().len(), LONGEST);
    }

    #[test]
    fn our_own_rewriting_gets_its_own_ending() {
        assert_eq!(FileName::tidy("depan rumah.PNG").with_ending("", "jpg").as_str(), "depan rumah.jpg");
        assert_eq!(FileName::tidy("surat").with_ending("-2", "jpg").as_str(), "surat-2.jpg");
    }
}

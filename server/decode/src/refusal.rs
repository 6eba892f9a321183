//! Why a file was refused: a closed list of stable codes. Each says what the person can do about it.
//!
//! A code is written as text (`too-large`, `not-a-photo:pdf`), in the wire format and in the database
//! alike, so a code never changes its name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Looks;

/// Why an uploaded file was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Refusal {
    /// The file has no bytes: choose it again, it was perhaps still in the cloud.
    Empty,
    /// Over the size limit: send a smaller photo, or scan with fewer colours or a lower resolution.
    TooLarge,
    /// A photo was wanted: take one with the phone, or choose a JPEG, PNG or WebP file.
    NotAPhoto(Looks),
    /// A PDF was wanted: print or scan the letter into a PDF.
    NotAPdf(Looks),
    /// A photo in the format of newer phones (HEIC): set the camera to "most compatible" and take it
    /// again, or send a screenshot of it.
    Heic,
    /// The end is missing: the copy or the upload was cut; choose the file again.
    Truncated,
    /// More pixels than we open: choose a smaller resolution.
    TooManyPixels,
    /// Too few pixels to recognise anything: send the original, not the small picture of it.
    TooSmall,
    /// It cannot be opened: open it yourself, save it anew, and send that.
    Broken,
    /// The PDF is locked: print it into a new PDF without a password.
    EncryptedPdf,
    /// More pages than a letter may have: send only the pages of the letter.
    TooManyPages,
    /// The PDF has no page: save it anew.
    NoPages,
    /// A second file hides in this one: take the photo or make the PDF anew on a clean device.
    Polyglot,
    /// The PDF carries a program or another file: print it into a new PDF. A digital signature is fine.
    ActivePdf,
    /// Opening it took too long: scan or save it more simply.
    TookTooLong,
    /// Opening it took too much memory: choose a smaller resolution.
    OutOfMemory,
}

impl Refusal {
    /// The stable code, without what the file looks like.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::NotAPhoto(_) => "not-a-photo",
            Self::NotAPdf(_) => "not-a-pdf",
            Self::Heic => "heic",
            Self::Truncated => "truncated",
            Self::TooManyPixels => "too-many-pixels",
            Self::TooSmall => "too-small",
            Self::Broken => "broken",
            Self::EncryptedPdf => "encrypted-pdf",
            Self::TooManyPages => "too-many-pages",
            Self::NoPages => "no-pages",
            Self::Polyglot => "polyglot",
            Self::ActivePdf => "active-pdf",
            Self::TookTooLong => "took-too-long",
            Self::OutOfMemory => "out-of-memory",
        }
    }

    /// What the file looks like, where that is the reason.
    pub fn looks(self) -> Option<Looks> {
        match self {
            Self::NotAPhoto(looks) | Self::NotAPdf(looks) => Some(looks),
            _ => None,
        }
    }

    /// Every refusal there is, for whoever must have a sentence for each.
    pub fn all() -> impl Iterator<Item = Self> {
        const PLAIN: [Refusal; 14] = [
            Refusal::Empty,
            Refusal::TooLarge,
            Refusal::Heic,
            Refusal::Truncated,
            Refusal::TooManyPixels,
            Refusal::TooSmall,
            Refusal::Broken,
            Refusal::EncryptedPdf,
            Refusal::TooManyPages,
            Refusal::NoPages,
            Refusal::Polyglot,
            Refusal::ActivePdf,
            Refusal::TookTooLong,
            Refusal::OutOfMemory,
        ];
        let wrong = Looks::ALL.into_iter().flat_map(|looks| [Self::NotAPhoto(looks), Self::NotAPdf(looks)]);
        PLAIN.into_iter().chain(wrong)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.looks() {
            Some(looks) => write!(f, "{}:{}", self.code(), looks.code()),
            None => f.write_str(self.code()),
        }
    }
}

impl std::error::Error for Refusal {}

/// A text that is no code of a refusal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a code of a refused upload")]
pub struct UnknownRefusal;

impl FromStr for Refusal {
    type Err = UnknownRefusal;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::all().find(|refusal| refusal.to_string() == text).ok_or(UnknownRefusal)
    }
}

impl From<Refusal> for String {
    fn from(refusal: Refusal) -> Self {
        refusal.to_string()
    }
}

impl TryFrom<String> for Refusal {
    type Error = UnknownRefusal;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_reads_back_as_itself_and_none_is_used_twice() {
        let codes: BTreeSet<String> = Refusal::all().map(String::from).collect();

        assert_eq!(codes.len(), Refusal::all().count());
        for refusal in Refusal::all() {
            assert_eq!(refusal.to_string().parse(), Ok(refusal));
            assert!(refusal.to_string().bytes().all(|b| b.is_ascii_lowercase() || b"-:".contains(&b)));
        }
    }

    #[test]
    fn a_code_of_another_world_is_no_refusal() {
        assert_eq!("not-a-photo:cake".parse::<Refusal>(), Err(UnknownRefusal));
        assert_eq!("".parse::<Refusal>(), Err(UnknownRefusal));
    }
}

//! Why a paper cannot be used: a closed list of stable codes, the same at the door (an immediate answer)
//! and from the decoder (an answer by page and mail).
//!
//! A code is written as text (`too-large`, `not-a-photo:pdf`) and stands in the database, so it never
//! changes its name. What the person can do about each stands in `advice`.

use std::fmt;
use std::str::FromStr;

/// Why a paper cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperFault {
    /// The file has no bytes.
    Empty,
    /// Over the size limit of its kind.
    TooLarge,
    /// A photo was wanted, and it is this.
    NotAPhoto(FileLook),
    /// A PDF was wanted, and it is this.
    NotAPdf(FileLook),
    /// A photo or a PDF was wanted, and it is this.
    NeitherPhotoNorPdf(FileLook),
    /// A photo in the format of newer phones (HEIC).
    Heic,
    /// The end is missing.
    Truncated,
    /// More pixels than are opened.
    TooManyPixels,
    /// Too few pixels to recognise anything.
    TooSmall,
    /// Cannot be opened.
    Broken,
    /// A PDF with a password.
    EncryptedPdf,
    /// More pages than a letter may have.
    TooManyPages,
    /// A PDF without a page.
    NoPages,
    /// A second file hides in it.
    Polyglot,
    /// A PDF with a program or another file inside.
    ActivePdf,
    /// Opening it took too long.
    TookTooLong,
    /// Opening it took too much memory.
    OutOfMemory,
    /// The very file that the social office returned.
    Unchanged,
    /// The portal could not finish checking it; nobody knows of a fault in the file.
    NotChecked,
}

/// What a file is, when it is not what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileLook {
    /// A JPEG photo.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A WebP picture.
    Webp,
    /// A PDF document.
    Pdf,
    /// A photo of the HEIF family.
    Heic,
    /// A GIF picture.
    Gif,
    /// A TIFF picture.
    Tiff,
    /// A vector drawing.
    Svg,
    /// A web page.
    Html,
    /// An office document.
    Office,
    /// An archive.
    Zip,
    /// A film.
    Video,
    /// A program.
    Exe,
    /// None of these.
    Unknown,
}

impl FileLook {
    /// Every look.
    pub const ALL: [Self; 14] = [
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Pdf,
        Self::Heic,
        Self::Gif,
        Self::Tiff,
        Self::Svg,
        Self::Html,
        Self::Office,
        Self::Zip,
        Self::Video,
        Self::Exe,
        Self::Unknown,
    ];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Heic => "heic",
            Self::Gif => "gif",
            Self::Tiff => "tiff",
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Office => "office",
            Self::Zip => "zip",
            Self::Video => "video",
            Self::Exe => "exe",
            Self::Unknown => "unknown",
        }
    }
}

impl PaperFault {
    /// Stable kebab-case code, without what the file looks like.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::NotAPhoto(_) => "not-a-photo",
            Self::NotAPdf(_) => "not-a-pdf",
            Self::NeitherPhotoNorPdf(_) => "neither-photo-nor-pdf",
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
            Self::Unchanged => "unchanged",
            Self::NotChecked => "not-checked",
        }
    }

    /// Every fault, for whoever needs a sentence for each.
    pub fn all() -> impl Iterator<Item = Self> {
        const PLAIN: [PaperFault; 16] = [
            PaperFault::Empty,
            PaperFault::TooLarge,
            PaperFault::Heic,
            PaperFault::Truncated,
            PaperFault::TooManyPixels,
            PaperFault::TooSmall,
            PaperFault::Broken,
            PaperFault::EncryptedPdf,
            PaperFault::TooManyPages,
            PaperFault::NoPages,
            PaperFault::Polyglot,
            PaperFault::ActivePdf,
            PaperFault::TookTooLong,
            PaperFault::OutOfMemory,
            PaperFault::Unchanged,
            PaperFault::NotChecked,
        ];
        let wrong = FileLook::ALL
            .into_iter()
            .flat_map(|look| [Self::NotAPhoto(look), Self::NotAPdf(look), Self::NeitherPhotoNorPdf(look)]);
        PLAIN.into_iter().chain(wrong)
    }
}

/// As the database and the mail's payload write it.
impl fmt::Display for PaperFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPhoto(look) | Self::NotAPdf(look) | Self::NeitherPhotoNorPdf(look) => {
                write!(f, "{}:{}", self.code(), look.code())
            }
            _ => f.write_str(self.code()),
        }
    }
}

/// A text that is no code of a fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a code of a refused paper")]
pub struct UnknownFault;

impl FromStr for PaperFault {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::all().find(|fault| fault.to_string() == text).ok_or(UnknownFault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_as_itself() {
        for fault in PaperFault::all() {
            assert_eq!(fault.to_string().parse(), Ok(fault));
        }
        assert_eq!("not-a-photo:cake".parse::<PaperFault>(), Err(UnknownFault));
    }
}

//! What is wrong with a file: at the door by its first bytes, and from the decoder. The two crates that name
//! the faults do not know each other; the matches here keep them alike, or this does not compile.

use decode::protocol::Kind;
use decode::sniff::{Looks, looks_like};
use decode::{Hint, Refusal};
use domain::document::{FileLook, PaperFault, PaperHint, PaperKind};

/// The decoder's name of a kind.
pub(super) const fn kind(kind: PaperKind) -> Kind {
    match kind {
        PaperKind::PremisesPhoto => Kind::Photo,
        PaperKind::RecommendationLetter => Kind::Letter,
    }
}

/// What can be seen without opening the file: the person learns it at once, while the form is open.
pub(super) fn at_the_door(kind: PaperKind, bytes: &[u8]) -> Result<(), PaperFault> {
    if bytes.is_empty() {
        return Err(PaperFault::Empty);
    }
    if bytes.len() > kind.max_bytes() {
        return Err(PaperFault::TooLarge);
    }
    match (kind, looks_like(bytes)) {
        (PaperKind::PremisesPhoto, Looks::Jpeg | Looks::Png | Looks::Webp)
        | (PaperKind::RecommendationLetter, Looks::Pdf) => Ok(()),
        (PaperKind::PremisesPhoto, Looks::Heic) => Err(PaperFault::Heic),
        (PaperKind::PremisesPhoto, other) => Err(PaperFault::NotAPhoto(look(other))),
        (PaperKind::RecommendationLetter, other) => Err(PaperFault::NotAPdf(look(other))),
    }
}

/// The decoder's refusal.
pub(super) const fn fault(refusal: Refusal) -> PaperFault {
    match refusal {
        Refusal::Empty => PaperFault::Empty,
        Refusal::TooLarge => PaperFault::TooLarge,
        Refusal::NotAPhoto(looks) => PaperFault::NotAPhoto(look(looks)),
        Refusal::NotAPdf(looks) => PaperFault::NotAPdf(look(looks)),
        Refusal::Heic => PaperFault::Heic,
        Refusal::Truncated => PaperFault::Truncated,
        Refusal::TooManyPixels => PaperFault::TooManyPixels,
        Refusal::TooSmall => PaperFault::TooSmall,
        Refusal::Broken => PaperFault::Broken,
        Refusal::EncryptedPdf => PaperFault::EncryptedPdf,
        Refusal::TooManyPages => PaperFault::TooManyPages,
        Refusal::NoPages => PaperFault::NoPages,
        Refusal::Polyglot => PaperFault::Polyglot,
        Refusal::ActivePdf => PaperFault::ActivePdf,
        Refusal::TookTooLong => PaperFault::TookTooLong,
        Refusal::OutOfMemory => PaperFault::OutOfMemory,
    }
}

/// The decoder's hint.
pub(super) const fn hint(hint: Hint) -> PaperHint {
    match hint {
        Hint::Dark => PaperHint::Dark,
        Hint::Blurred => PaperHint::Blurred,
    }
}

const fn look(looks: Looks) -> FileLook {
    match looks {
        Looks::Jpeg => FileLook::Jpeg,
        Looks::Png => FileLook::Png,
        Looks::Webp => FileLook::Webp,
        Looks::Pdf => FileLook::Pdf,
        Looks::Heic => FileLook::Heic,
        Looks::Gif => FileLook::Gif,
        Looks::Tiff => FileLook::Tiff,
        Looks::Svg => FileLook::Svg,
        Looks::Html => FileLook::Html,
        Looks::Office => FileLook::Office,
        Looks::Zip => FileLook::Zip,
        Looks::Video => FileLook::Video,
        Looks::Exe => FileLook::Exe,
        Looks::Unknown => FileLook::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHOTO: PaperKind = PaperKind::PremisesPhoto;
    const LETTER: PaperKind = PaperKind::RecommendationLetter;

    #[test]
    fn both_crates_write_every_code_alike() {
        for refusal in Refusal::all() {
            assert_eq!(fault(refusal).to_string(), refusal.to_string());
        }
        // Two are no decoder's: a file that came before, and a fault of ours.
        assert_eq!(Refusal::all().count() + 2, PaperFault::all().count());
    }

    #[test]
    fn both_crates_have_the_same_limits() {
        for paper in PaperKind::ALL {
            assert_eq!(paper.max_bytes(), kind(paper).max_bytes());
        }
    }

    #[test]
    fn the_door_knows_a_wrong_file_whatever_its_name_is() {
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0";
        assert_eq!(at_the_door(PHOTO, b""), Err(PaperFault::Empty));
        assert_eq!(at_the_door(PHOTO, heic), Err(PaperFault::Heic));
        assert_eq!(at_the_door(LETTER, heic), Err(PaperFault::NotAPdf(FileLook::Heic)));
        assert_eq!(at_the_door(PHOTO, b"%PDF-1.7"), Err(PaperFault::NotAPhoto(FileLook::Pdf)));
        assert_eq!(at_the_door(LETTER, b"\xFF\xD8\xFF\xE0"), Err(PaperFault::NotAPdf(FileLook::Jpeg)));
        assert_eq!(
            at_the_door(PHOTO, b"<svg><script>alert(1)</script></svg>"),
            Err(PaperFault::NotAPhoto(FileLook::Svg))
        );
        assert_eq!(at_the_door(PHOTO, &vec![0; PHOTO.max_bytes() + 1]), Err(PaperFault::TooLarge));
        assert_eq!(at_the_door(PHOTO, b"\xFF\xD8\xFF\xE0"), Ok(()));
        assert_eq!(at_the_door(LETTER, b"%PDF-1.4\n"), Ok(()));
    }
}

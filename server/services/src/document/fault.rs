//! What is wrong with a file: at the door by its first bytes, and from the decoder. The two crates that name
//! the faults do not know each other; the matches here keep them alike, or this does not compile.

use decode::protocol::Kind;
use decode::sniff::{Looks, looks_like};
use decode::{Hint, Refusal};
use domain::document::{FileLook, PaperFault, PaperForm, PaperHint, PaperKind};

/// How the decoder is to open a file: by its first bytes, where the paper may be either.
pub(super) fn kind(kind: PaperKind, bytes: &[u8]) -> Kind {
    match kind.form() {
        PaperForm::Pdf => Kind::Letter,
        PaperForm::PhotoOrPdf if looks_like(bytes) == Looks::Pdf => Kind::Letter,
        PaperForm::Photo | PaperForm::PhotoOrPdf => Kind::Photo,
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
    match (kind.form(), looks_like(bytes)) {
        (PaperForm::Photo | PaperForm::PhotoOrPdf, Looks::Jpeg | Looks::Png | Looks::Webp)
        | (PaperForm::Pdf | PaperForm::PhotoOrPdf, Looks::Pdf) => Ok(()),
        (PaperForm::Photo | PaperForm::PhotoOrPdf, Looks::Heic) => Err(PaperFault::Heic),
        (PaperForm::Photo, other) => Err(PaperFault::NotAPhoto(look(other))),
        (PaperForm::Pdf, other) => Err(PaperFault::NotAPdf(look(other))),
        (PaperForm::PhotoOrPdf, other) => Err(PaperFault::NeitherPhotoNorPdf(look(other))),
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
    const FACE: PaperKind = PaperKind::PasFoto;
    const CARD: PaperKind = PaperKind::FamilyCard;
    const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0";

    #[test]
    fn both_crates_write_every_code_alike() {
        for refusal in Refusal::all() {
            assert_eq!(fault(refusal).to_string(), refusal.to_string());
        }
        // Some are no decoder's: a file that came before, a fault of ours, and what may be two things and is neither.
        assert_eq!(Refusal::all().count() + 2 + FileLook::ALL.len(), PaperFault::all().count());
    }

    #[test]
    fn both_crates_have_the_same_limits() {
        for paper in PaperKind::OF_INSTITUTION {
            assert_eq!(paper.max_bytes(), kind(paper, b"").max_bytes());
        }
        for (paper, bytes) in [(FACE, JPEG), (CARD, JPEG), (CARD, b"%PDF-1.4\n")] {
            assert!(paper.max_bytes() <= kind(paper, bytes).max_bytes());
        }
    }

    #[test]
    fn a_family_card_is_opened_as_what_it_is() {
        assert_eq!((kind(CARD, JPEG), at_the_door(CARD, JPEG)), (Kind::Photo, Ok(())));
        assert_eq!((kind(CARD, b"%PDF-1.4\n"), at_the_door(CARD, b"%PDF-1.4\n")), (Kind::Letter, Ok(())));
        assert_eq!(kind(FACE, b"%PDF-1.4\n"), Kind::Photo);
        let neither = PaperFault::NeitherPhotoNorPdf(FileLook::Svg);
        assert_eq!(at_the_door(CARD, b"<svg></svg>"), Err(neither));
        assert_eq!(at_the_door(CARD, b"\0\0\0\x18ftypheic\0\0\0\0"), Err(PaperFault::Heic));
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

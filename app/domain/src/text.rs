//! Sentences for the codes of this crate that both the pages and the mails say, by exhaustive match: a new
//! reason without a sentence does not compile. Words of screens alone stay in `app`; what to do about a
//! paper that cannot be used stands with its faults in [`crate::document`].
//!
//! Tone: "Anda", short sentences, what is wrong before what to do.

use crate::document::PaperKind;
use crate::lang::{Lang, Text};
use crate::verification::{Item, ReturnReason};
use time::{Date, Month};

/// "21 November 2026"
pub fn date(lang: Lang, day: Date) -> String {
    format!("{} {} {}", day.day(), month(day.month()).get(lang), day.year())
}

const fn month(month: Month) -> Text {
    match month {
        Month::January => Text::new("Januari", "January"),
        Month::February => Text::new("Februari", "February"),
        Month::March => Text::new("Maret", "March"),
        Month::April => Text::new("April", "April"),
        Month::May => Text::new("Mei", "May"),
        Month::June => Text::new("Juni", "June"),
        Month::July => Text::new("Juli", "July"),
        Month::August => Text::new("Agustus", "August"),
        Month::September => Text::new("September", "September"),
        Month::October => Text::new("Oktober", "October"),
        Month::November => Text::new("November", "November"),
        Month::December => Text::new("Desember", "December"),
    }
}

/// The name of a paper.
pub const fn paper_kind(kind: PaperKind) -> Text {
    match kind {
        PaperKind::PremisesPhoto => Text::new("Foto lembaga", "Photo of the premises"),
        PaperKind::RecommendationLetter => Text::new("Surat rekomendasi", "Letter of recommendation"),
        PaperKind::PasFoto => Text::new("Pas foto", "Photo of the face"),
        PaperKind::FamilyCard => Text::new("Kartu keluarga", "Family card"),
    }
}

/// The name of a part of the file.
pub const fn item(item: Item) -> Text {
    match item {
        Item::Profile => Text::new("Profil lembaga", "Institution's profile"),
        Item::PremisesPhoto => paper_kind(PaperKind::PremisesPhoto),
        Item::RecommendationLetter => paper_kind(PaperKind::RecommendationLetter),
    }
}

/// Why a part came back, and what the sponsor does about it.
pub const fn return_reason(reason: ReturnReason) -> Text {
    match reason {
        ReturnReason::Blurred => Text::new(
            "Foto buram atau terlalu gelap. Ambil foto baru pada siang hari, dengan ponsel yang tidak bergerak.",
            "The photo is blurred or too dark. Take a new one in daylight, holding the phone still.",
        ),
        ReturnReason::NoNameBoard => Text::new(
            "Papan nama tidak terlihat. Ambil foto dari depan, sampai papan nama dan bangunan terlihat utuh.",
            "The name board cannot be seen. Take a photo from the front that shows the board and the building.",
        ),
        ReturnReason::OtherPlace => Text::new(
            "Foto menunjukkan tempat lain. Kirim foto tempat yang alamatnya tertulis di profil.",
            "The photo shows another place. Send a photo of the place whose address is in the profile.",
        ),
        ReturnReason::OldPhoto => Text::new(
            "Foto sudah lama, keadaan tempat sekarang berbeda. Ambil foto baru.",
            "The photo is old and the place looks different today. Take a new photo.",
        ),
        ReturnReason::Unreadable => Text::new(
            "Surat tidak terbaca. Pindai ulang dengan rata dan terang, lalu kirim sebagai PDF.",
            "The letter cannot be read. Scan it again, flat and well lit, and send it as a PDF.",
        ),
        ReturnReason::NotSigned => Text::new(
            "Tanda tangan atau stempel belum ada. Lengkapi pada pemberi surat, lalu pindai ulang.",
            "The signature or the stamp is missing. Have the issuer add it, then scan the letter again.",
        ),
        ReturnReason::Expired => Text::new(
            "Masa berlaku surat sudah lewat. Minta surat baru pada pemberi surat.",
            "The letter is no longer valid. Ask its issuer for a new one.",
        ),
        ReturnReason::NameDiffers => Text::new(
            "Nama tidak sama dengan yang tertulis di bagian lain. Samakan nama di profil dan surat.",
            "The name differs from the one elsewhere in the file. Make profile and letter agree.",
        ),
        ReturnReason::PagesMissing => Text::new(
            "Ada halaman yang kurang. Pindai semua halaman dalam satu PDF.",
            "Pages are missing. Scan every page into one PDF.",
        ),
        ReturnReason::WrongLetter => Text::new(
            "Ini bukan surat yang diminta. Kirim surat rekomendasi atau surat keterangan.",
            "This is not the letter that was asked for. Send the letter of recommendation or of statement.",
        ),
        ReturnReason::AddressUnclear => Text::new(
            "Alamat tidak dapat ditemukan di lapangan. Tulis nama jalan, nomor, dusun, dan patokan yang jelas.",
            "The address cannot be found on the spot. Give street, number, hamlet and a clear landmark.",
        ),
        ReturnReason::WrongRegion => Text::new(
            "Lembaga berada di wilayah lain. Pilih desa atau kelurahan tempat lembaga berdiri.",
            "The institution stands in another region. Choose the village in which it stands.",
        ),
        ReturnReason::ContactUnreachable => Text::new(
            "Penanggung jawab tidak dapat dihubungi. Periksa nomor telepon, lalu pastikan nomor itu aktif.",
            "The person in charge cannot be reached. Check the phone number and make sure that it is in use.",
        ),
        ReturnReason::Other => Text::new(
            "Ada alasan lain. Baca catatan petugas di halaman lembaga Anda.",
            "There is another reason. Read the officer's note on your institution's page.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date as day;

    #[test]
    fn a_date_is_written_out() {
        assert_eq!(date(Lang::Id, day!(2026 - 8 - 1)), "1 Agustus 2026");
        assert_eq!(date(Lang::En, day!(2026 - 8 - 1)), "1 August 2026");
    }

    #[test]
    fn every_sentence_ends_and_says_something_in_both_languages() {
        for text in ReturnReason::ALL.map(return_reason) {
            for lang in [Lang::Id, Lang::En] {
                assert!(text.get(lang).ends_with('.') && text.get(lang).contains(' '), "{text:?}");
            }
            assert_ne!(text.get(Lang::Id), text.get(Lang::En));
        }
    }

    #[test]
    fn a_part_that_is_a_paper_has_the_papers_name() {
        for part in Item::ALL {
            if let Some(kind) = part.paper() {
                assert_eq!(item(part), paper_kind(kind));
            }
        }
    }
}

//! What a person can do about a paper that cannot be used: one sentence why, one sentence what to do.
//!
//! It stands here and not beside the pages, because the page and the mail say the same. Exhaustive: a new
//! fault without advice does not compile.

use super::{FileLook, PaperFault, PaperHint};
use crate::lang::Text;

impl PaperFault {
    /// Why, and what to do.
    pub const fn advice(self) -> Text {
        match self {
            Self::Empty => Text::new(
                "Berkasnya kosong. Pilih lagi berkasnya; kalau tersimpan di awan (Google Drive, iCloud), unduh dulu ke HP atau komputer Anda.",
                "The file is empty. Choose it again; if it is stored in a cloud (Google Drive, iCloud), download it to your phone or computer first.",
            ),
            Self::TooLarge => Text::new(
                "Berkasnya lebih besar dari batas yang tertulis di samping isian. Kecilkan ukuran foto, atau pindai surat dengan resolusi lebih rendah, lalu kirim lagi.",
                "The file is larger than the limit written beside the field. Make the photo smaller, or scan the letter at a lower resolution, then send it again.",
            ),
            Self::NotAPhoto(look) => not_a_photo(look),
            Self::NotAPdf(look) => not_a_pdf(look),
            Self::NeitherPhotoNorPdf(look) => neither(look),
            Self::Heic => Text::new(
                "Foto ini berformat HEIC, yang belum bisa dibuka di sini. Di pengaturan kamera pilih \"Paling Kompatibel\" (iPhone) atau matikan \"Gambar efisiensi tinggi\" (Android), lalu foto ulang. Cara cepat: kirim tangkapan layar dari foto itu.",
                "This photo is in HEIC format, which cannot be opened here yet. In the camera settings choose \"Most Compatible\" (iPhone) or switch off \"High efficiency pictures\" (Android), then take it again. A quick way: send a screenshot of the photo.",
            ),
            Self::Truncated => Text::new(
                "Berkasnya terpotong: bagian akhirnya tidak ada. Salin atau unduh ulang berkas aslinya, pastikan bisa dibuka sampai akhir, lalu kirim lagi.",
                "The file is cut off: its end is missing. Copy or download the original again, make sure it opens to the end, then send it again.",
            ),
            Self::TooManyPixels => Text::new(
                "Resolusi foto terlalu besar. Pilih ukuran foto yang lebih kecil di pengaturan kamera, atau perkecil fotonya, lalu kirim lagi.",
                "The photo has too many pixels. Choose a smaller picture size in the camera settings, or shrink the photo, then send it again.",
            ),
            Self::TooSmall => Text::new(
                "Fotonya terlalu kecil sehingga isinya tidak bisa dikenali. Kirim foto aslinya, bukan gambar kecil atau hasil terusan.",
                "The photo is too small to recognise what it shows. Send the original, not a thumbnail or a forwarded copy.",
            ),
            Self::Broken => Text::new(
                "Berkasnya tidak bisa dibuka. Coba buka sendiri; kalau terbuka, simpan ulang sebagai berkas baru dan kirim yang baru itu. Kalau tidak, foto atau pindai ulang.",
                "The file cannot be opened. Try to open it yourself; if it opens, save it as a new file and send that. If not, take the photo or scan the letter again.",
            ),
            Self::EncryptedPdf => Text::new(
                "PDF ini terkunci dengan kata sandi. Buka PDF-nya, pilih Cetak lalu \"Simpan sebagai PDF\" tanpa kata sandi, dan kirim hasilnya.",
                "This PDF is locked with a password. Open it, choose Print, then \"Save as PDF\" without a password, and send the result.",
            ),
            Self::TooManyPages => Text::new(
                "PDF ini lebih dari 10 halaman. Kirim halaman yang diminta saja.",
                "This PDF has more than 10 pages. Send only the pages that are asked for.",
            ),
            Self::NoPages => Text::new(
                "PDF ini tidak berisi halaman. Simpan atau pindai ulang suratnya sebagai PDF.",
                "This PDF has no page. Save or scan the letter as a PDF again.",
            ),
            Self::Polyglot => Text::new(
                "Di dalam berkas ini ada berkas lain yang tersembunyi. Foto ulang, atau buat PDF baru dari surat aslinya, dengan perangkat yang bersih.",
                "Another file is hidden inside this one. Take the photo again, or make a new PDF from the original letter, on a clean device.",
            ),
            Self::ActivePdf => Text::new(
                "PDF ini berisi program atau lampiran. Buka PDF-nya, pilih Cetak lalu \"Simpan sebagai PDF\", dan kirim hasilnya. Tanda tangan elektronik boleh tetap ada.",
                "This PDF carries a program or an attachment. Open it, choose Print, then \"Save as PDF\", and send the result. A digital signature is fine.",
            ),
            Self::TookTooLong => Text::new(
                "Berkas ini terlalu rumit sehingga tidak selesai diperiksa. Foto atau pindai ulang dengan pengaturan biasa, lalu kirim lagi.",
                "This file is too complicated to be checked in time. Take the photo or scan it again with ordinary settings, then send it again.",
            ),
            Self::OutOfMemory => Text::new(
                "Berkas ini terlalu besar untuk dibuka. Pilih resolusi yang lebih kecil saat memfoto atau memindai, lalu kirim lagi.",
                "This file is too big to open. Choose a smaller resolution when taking the photo or scanning, then send it again.",
            ),
            Self::Unchanged => Text::new(
                "Ini persis berkas yang dikembalikan Dinas Sosial. Unggah berkas yang sudah diperbaiki, atau difoto atau dipindai ulang. Kalau menurut Anda berkas itu sudah benar, tanyakan ke loket Dinas Sosial.",
                "This is the very file that the social office returned. Upload the corrected file, or a new photo or scan. If you think that the file was right, ask at the counter of the social office.",
            ),
            Self::NotChecked => Text::new(
                "Portal tidak berhasil menyelesaikan pemeriksaan berkas ini; ini gangguan di pihak kami. Kirim lagi berkas yang sama. Kalau terulang, simpan ulang sebagai berkas baru, lalu kirim yang baru itu.",
                "The portal could not finish checking this file; the trouble is ours. Send the same file again. If it happens again, save it as a new file and send that.",
            ),
        }
    }
}

const fn not_a_photo(look: FileLook) -> Text {
    match look {
        FileLook::Pdf => Text::new(
            "Ini PDF, bukan foto. Ambil fotonya dengan kamera HP, atau pilih berkas JPEG, PNG, atau WebP.",
            "This is a PDF, not a photo. Take the photo with your phone, or choose a JPEG, PNG or WebP file.",
        ),
        FileLook::Video => Text::new(
            "Ini video, bukan foto. Kirim foto berformat JPEG, PNG, atau WebP.",
            "This is a film, not a photo. Send a photo as JPEG, PNG or WebP.",
        ),
        FileLook::Office => Text::new(
            "Ini dokumen (Word, Excel, atau sejenisnya), bukan foto. Kirim fotonya langsung sebagai JPEG, PNG, atau WebP.",
            "This is a document (Word, Excel or similar), not a photo. Send the photo itself as JPEG, PNG or WebP.",
        ),
        FileLook::Gif | FileLook::Tiff | FileLook::Svg => Text::new(
            "Format gambar ini tidak diterima. Kirim foto berformat JPEG, PNG, atau WebP.",
            "This picture format is not accepted. Send a photo as JPEG, PNG or WebP.",
        ),
        _ => Text::new(
            "Ini bukan foto, apa pun nama berkasnya. Ambil fotonya dengan kamera HP, atau pilih berkas JPEG, PNG, atau WebP.",
            "This is not a photo, whatever its name says. Take the photo with your phone, or choose a JPEG, PNG or WebP file.",
        ),
    }
}

const fn not_a_pdf(look: FileLook) -> Text {
    match look {
        FileLook::Jpeg | FileLook::Png | FileLook::Webp | FileLook::Heic | FileLook::Tiff | FileLook::Gif => {
            Text::new(
                "Ini gambar, bukan PDF. Pindai suratnya menjadi PDF; di HP pakai menu Pindai pada Google Drive atau aplikasi Catatan.",
                "This is a picture, not a PDF. Scan the letter into a PDF; on a phone use Scan in Google Drive or in Notes.",
            )
        }
        FileLook::Office => Text::new(
            "Ini dokumen Word, Excel, atau sejenisnya. Buka dokumennya, pilih Simpan sebagai PDF, lalu kirim PDF-nya.",
            "This is a Word, Excel or similar document. Open it, choose Save as PDF, then send the PDF.",
        ),
        _ => Text::new(
            "Ini bukan PDF, apa pun nama berkasnya. Cetak atau pindai suratnya menjadi PDF, lalu kirim lagi.",
            "This is not a PDF, whatever its name says. Print or scan the letter into a PDF, then send it again.",
        ),
    }
}

const fn neither(look: FileLook) -> Text {
    match look {
        FileLook::Office => Text::new(
            "Ini dokumen Word, Excel, atau sejenisnya. Foto kartunya dengan kamera HP, atau simpan dokumennya sebagai PDF. Lalu kirim lagi.",
            "This is a Word, Excel or similar document. Take a photo of the card with your phone, or save the document as PDF. Then send it again.",
        ),
        _ => Text::new(
            "Ini bukan foto dan bukan PDF, apa pun nama berkasnya. Foto kartunya dengan kamera HP, atau pilih berkas JPEG, PNG, WebP, atau PDF.",
            "This is neither a photo nor a PDF, whatever its name says. Take a photo of the card with your phone, or choose a JPEG, PNG, WebP or PDF file.",
        ),
    }
}

impl PaperHint {
    /// What could be better; the paper is accepted as it is.
    pub const fn advice(self) -> Text {
        match self {
            Self::Dark => Text::new(
                "Fotonya agak gelap. Kalau bisa, foto lagi di siang hari atau dengan lampu menyala.",
                "The photo is rather dark. If you can, take it again by daylight or with the lamp on.",
            ),
            Self::Blurred => Text::new(
                "Fotonya agak kabur. Kalau bisa, bersihkan lensa, pegang HP dengan tenang, lalu foto lagi.",
                "The photo is rather blurred. If you can, clean the lens, hold the phone still and take it again.",
            ),
            Self::OddShape => Text::new(
                "Pas foto biasanya tegak, 3:4 atau 4:6. Kalau bisa, potong fotonya sampai wajah dan bahu memenuhi gambar.",
                "A portrait usually stands upright, 3:4 or 4:6. If you can, crop it until face and shoulders fill the picture.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn every_fault_says_in_both_languages_why_and_what_to_do() {
        for fault in PaperFault::all() {
            for lang in [Lang::Id, Lang::En] {
                let advice = fault.advice().get(lang);

                assert!(advice.matches(['.', ';']).count() >= 2, "{fault}: {advice}");
                assert!(advice.ends_with('.'), "{fault}: {advice}");
            }
        }
    }
}

//! Why a line of a list, or with it the whole file, is not taken, in words for the operator.

use domain::lang::{Lang, Text};

/// A line that was not taken, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// Its number in the file, the first is 1.
    pub line: u64,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why a line, or with it the file, is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The bytes are no CSV in UTF-8, or break off.
    Unreadable,
    /// The heading has other columns.
    Heading,
    /// No edition is declared.
    NoEdition,
    /// The line that declares an edition is wrong.
    EditionLine,
    /// A whole list of an edition that is not newer than the one in use.
    NotNewer,
    /// A whole list that lacks a fifth or more of what is in use.
    Incomplete,
    /// Fewer fields than the heading.
    Columns,
    /// No code of a region.
    Code,
    /// No name, too long a name, or one with control characters.
    Name,
    /// Neither kabupaten nor kota.
    Kind,
    /// An edition that nobody declared, or one that ends before it begins.
    Edition,
    /// The same code in the same edition stands further up.
    Twice,
    /// The region around it is missing in that edition.
    Orphan,
    /// The entry that ended is not in the list.
    UnknownOld,
    /// The successor is no current region.
    UnknownNew,
}

impl Reason {
    /// One sentence for the operator.
    pub const fn sentence(self) -> Text {
        match self {
            Self::Unreadable => Text::new(
                "berkas tidak terbaca: harus CSV UTF-8 yang utuh (boleh gzip).",
                "the file cannot be read: it must be a complete CSV file in UTF-8 (gzip allowed).",
            ),
            Self::Heading => Text::new(
                "judul kolom tidak dikenal: harus `code,name` (boleh `kind`, `edition`, `ended`) atau \
                 `old_code,old_edition,new_code`.",
                "unknown heading: it must be `code,name` (`kind`, `edition`, `ended` allowed) or \
                 `old_code,old_edition,new_code`.",
            ),
            Self::NoEdition => Text::new(
                "edisi belum disebut: awali berkas dengan `#edition,2027,2027-03-01,Nama keputusan`.",
                "no edition declared: begin the file with `#edition,2027,2027-03-01,Name of the decree`.",
            ),
            Self::EditionLine => Text::new(
                "baris edisi salah: bentuknya `#edition,2027,2027-03-01,Nama keputusan`.",
                "wrong edition line: its form is `#edition,2027,2027-03-01,Name of the decree`.",
            ),
            Self::NotNewer => Text::new(
                "edisi ini tidak lebih baru daripada yang dipakai; edisi lama memerlukan kolom `edition` dan \
                 `ended`.",
                "this edition is not newer than the one in use; an old one needs the columns `edition` and \
                 `ended`.",
            ),
            Self::Incomplete => Text::new(
                "daftar tidak lengkap: seperlima atau lebih dari wilayah yang berlaku tidak ada di dalamnya.",
                "the list is not complete: a fifth or more of the current regions are missing in it.",
            ),
            Self::Columns => Text::new("jumlah kolom kurang.", "too few columns."),
            Self::Code => Text::new(
                "kode wilayah salah: harus 2, 4, 6 atau 10 angka.",
                "wrong region code: it must have 2, 4, 6 or 10 digits.",
            ),
            Self::Name => Text::new(
                "nama kosong, lebih dari 100 huruf, atau memuat karakter kendali.",
                "the name is empty, longer than 100 characters, or has control characters.",
            ),
            Self::Kind => Text::new(
                "jenisnya tidak jelas: tulis Kabupaten atau Kota.",
                "the kind is not clear: write Kabupaten or Kota.",
            ),
            Self::Edition => Text::new(
                "edisi tidak dikenal, atau berakhir sebelum berlaku.",
                "unknown edition, or one that ends before it begins.",
            ),
            Self::Twice => {
                Text::new("kode ini sudah ada di baris lain.", "this code stands in another line.")
            }
            Self::Orphan => Text::new(
                "wilayah induknya tidak ada dalam edisi itu.",
                "the region around it is not in that edition.",
            ),
            Self::UnknownOld => {
                Text::new("wilayah lama tidak ada dalam daftar.", "the old region is not in the list.")
            }
            Self::UnknownNew => {
                Text::new("wilayah penerus tidak berlaku.", "the successor is no current region.")
            }
        }
    }
}

impl Refused {
    /// "Baris 17: kode wilayah salah …"
    pub fn sentence(&self, lang: Lang) -> String {
        let word = Text::new("Baris", "Line").get(lang);
        format!("{word} {}: {}", self.line, self.reason.sentence().get(lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_a_sentence_in_both_languages() {
        let refused = Refused { line: 17, reason: Reason::Twice };

        assert_eq!(refused.sentence(Lang::Id), "Baris 17: kode ini sudah ada di baris lain.");
        assert_eq!(refused.sentence(Lang::En), "Line 17: this code stands in another line.");
    }
}

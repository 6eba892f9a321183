//! Words that several pages share, and the sentence for every code of `domain`, by exhaustive match: a
//! new rule without a sentence does not compile.
//!
//! Tone: "Anda", short sentences, what to do before why. Words of one page alone stay in its file.

use domain::document::MOST_VERSIONS_A_DAY;
use domain::institution::SponsorKind;
use domain::lang::{Lang, Text};
use domain::problem::{Problem, Rule, Violation};
use domain::workflow::{Need, Refusal};

/// The name of the portal.
pub const NAME: &str = "Naungan";
/// "Kesalahan: " before the title of a page with errors.
pub const WRONG_TITLE: Text = Text::new("Kesalahan: ", "Error: ");
/// Heading of the error summary.
pub const PROBLEM: Text = Text::new("Ada masalah", "There is a problem");
/// Skip link.
pub const SKIP: Text = Text::new("Langsung ke isi", "Skip to content");
/// Save.
pub const SAVE: Text = Text::new("Simpan", "Save");
/// Save and go on.
pub const SAVE_AND_CONTINUE: Text = Text::new("Simpan dan lanjutkan", "Save and continue");
/// Go on.
pub const CONTINUE: Text = Text::new("Lanjutkan", "Continue");
/// Back.
pub const BACK: Text = Text::new("Kembali", "Back");
/// Cancel.
pub const CANCEL: Text = Text::new("Batal", "Cancel");
/// Change an answer.
pub const CHANGE: Text = Text::new("Ubah", "Change");
/// Beside a field that may stay empty.
pub const OPTIONAL: Text = Text::new("(opsional)", "(optional)");
/// An optional answer that was not given.
pub const NOT_FILLED: Text = Text::new("Tidak diisi", "Not given");
/// Sign in.
pub const SIGN_IN: Text = Text::new("Masuk", "Sign in");
/// Sign out.
pub const SIGN_OUT: Text = Text::new("Keluar", "Sign out");
/// The way to a new password.
pub const FORGOT_PASSWORD: Text = Text::new("Lupa kata sandi?", "Forgot your password?");
/// Register as a sponsor.
pub const REGISTER: Text = Text::new("Daftar sebagai sponsor", "Register as a sponsor");
/// Landing page.
pub const HOME: Text = Text::new("Beranda", "Home");
/// Service standard.
pub const STANDARD: Text = Text::new("Standar pelayanan", "Service standard");
/// Privacy notice.
pub const PRIVACY: Text = Text::new("Privasi", "Privacy");
/// Accessibility statement.
pub const ACCESSIBILITY: Text = Text::new("Aksesibilitas", "Accessibility");
/// Region search.
pub const FIND_REGION: Text = Text::new("Cari wilayah", "Find a region");

/// The name of a kind of sponsor.
pub const fn sponsor_kind(kind: SponsorKind) -> Text {
    match kind {
        SponsorKind::Lks => {
            Text::new("Lembaga Kesejahteraan Sosial (LKS)", "Social-welfare institution (LKS)")
        }
        SponsorKind::Yayasan => Text::new("Yayasan", "Foundation (yayasan)"),
        SponsorKind::Panti => Text::new("Panti", "Care home (panti)"),
        SponsorKind::Ponpes => Text::new("Pondok pesantren", "Islamic boarding school (pondok pesantren)"),
        SponsorKind::Perorangan => Text::new("Perorangan", "Individual"),
    }
}

/// The sentence for one wrong field.
pub fn violation(lang: Lang, violation: &Violation) -> String {
    rule(lang, violation.rule)
}

/// The sentence for one broken rule: what is wrong, and how to mend it.
pub fn rule(lang: Lang, rule: Rule) -> String {
    match (rule, lang) {
        (Rule::TooShort(least), Lang::Id) => {
            format!("Terlalu pendek. Isi paling sedikit {least} huruf atau angka.")
        }
        (Rule::TooShort(least), Lang::En) => format!("Too short. Enter at least {least} characters."),
        (Rule::TooLong(most), Lang::Id) => {
            format!("Terlalu panjang. Ringkas menjadi paling banyak {most} huruf atau angka.")
        }
        (Rule::TooLong(most), Lang::En) => format!("Too long. Shorten it to {most} characters at most."),
        (Rule::TooOld(years), Lang::Id) => {
            format!("Tahun ini lebih dari {years} tahun yang lalu. Periksa tahunnya.")
        }
        (Rule::TooOld(years), Lang::En) => {
            format!("This year is more than {years} years ago. Check the year.")
        }
        (Rule::TooYoung(years), Lang::Id) => {
            format!("Belum berumur {years} tahun, jadi orang tua, wali, atau lembaga yang menyetujui.")
        }
        (Rule::TooYoung(years), Lang::En) => {
            format!("Under {years} years old, so a parent, a guardian or the institution has to agree.")
        }
        (other, lang) => rule_text(other).get(lang).to_owned(),
    }
}

const fn rule_text(rule: Rule) -> Text {
    match rule {
        Rule::Missing => Text::new("Isian ini masih kosong.", "This has not been filled in."),
        Rule::TooShort(_) => Text::new("Terlalu pendek.", "Too short."),
        Rule::TooLong(_) => Text::new("Terlalu panjang.", "Too long."),
        Rule::NotAChoice => {
            Text::new("Pilih salah satu dari pilihan yang ada.", "Choose one of the options.")
        }
        Rule::NotAnEmail => Text::new(
            "Tulis alamat email lengkap, misalnya nama@contoh.id.",
            "Enter a full e-mail address, such as name@example.id.",
        ),
        Rule::NotAPhone => Text::new(
            "Tulis nomor telepon Indonesia, misalnya 0812 3456 7890 atau (0362) 12345.",
            "Enter an Indonesian phone number, such as 0812 3456 7890 or (0362) 12345.",
        ),
        Rule::NotAName => Text::new(
            "Nama hanya boleh berisi huruf, angka, spasi, dan tanda baca biasa.",
            "A name may hold only letters, digits, spaces and ordinary punctuation.",
        ),
        Rule::NotANumber => Text::new("Tulis dengan angka, misalnya 24.", "Write it in digits, such as 24."),
        Rule::NotAPostcode => Text::new("Kode pos terdiri dari 5 angka.", "A postcode has 5 digits."),
        Rule::NotRtRw => Text::new(
            "RT dan RW masing-masing 1 sampai 3 angka, misalnya 002.",
            "RT and RW are 1 to 3 digits each, such as 002.",
        ),
        Rule::CommonPassword => Text::new(
            "Kata sandi ini mudah ditebak. Pilih kata sandi lain, misalnya empat kata yang tidak berhubungan.",
            "This password is easy to guess. Choose another, such as four unrelated words.",
        ),
        Rule::PersonalPassword => Text::new(
            "Kata sandi memuat nama, email, atau nama lembaga Anda. Pilih kata sandi lain.",
            "The password contains your name, e-mail or institution. Choose another.",
        ),
        Rule::Differs => {
            Text::new("Kedua isian tidak sama. Ketik sekali lagi.", "The two entries differ. Type it again.")
        }
        Rule::UnknownRegion => Text::new(
            "Wilayah ini tidak ada dalam daftar. Cari lagi, lalu pilih dari daftar.",
            "This region is not in the list. Search again and choose from the list.",
        ),
        Rule::RetiredRegion => Text::new(
            "Wilayah ini sudah dimekarkan, digabung, atau berganti nama atau kode. Pilih penggantinya dari daftar.",
            "This region was split, merged, renamed or renumbered. Choose its successor from the list.",
        ),
        Rule::RegionTooCoarse => {
            Text::new("Pilih sampai desa atau kelurahan.", "Choose down to the village.")
        }
        Rule::WrongCode => Text::new(
            "Kode tidak cocok. Periksa email terbaru, atau minta kode baru.",
            "The code does not match. Check the latest e-mail, or ask for a new code.",
        ),
        Rule::SpentCode => Text::new(
            "Kode ini sudah dipakai atau sudah tidak berlaku. Minta kode baru.",
            "This code has been used or has expired. Ask for a new code.",
        ),
        Rule::WrongCredentials => Text::new(
            "Email atau kata sandi tidak cocok. Periksa lagi, atau buat kata sandi baru.",
            "The e-mail or the password does not match. Check them, or set a new password.",
        ),
        // The figure is `domain::verification::VISIT_DAYS`; a test holds them together.
        Rule::BadDate => Text::new(
            "Tulis tanggal kunjungan: hari, bulan, tahun, misalnya 21 11 2026. Paling lama 180 hari yang lalu dan tidak di masa depan.",
            "Enter the day of the visit: day, month, year, such as 21 11 2026. At most 180 days ago and not in the future.",
        ),
        Rule::NotAccepted => {
            Text::new("Centang pernyataan ini untuk melanjutkan.", "Tick this statement to continue.")
        }
        Rule::ReasonMissing => Text::new(
            "Pilih alasannya, supaya sponsor tahu apa yang harus diperbaiki; kalau bagian ini sudah benar, hapus penjelasannya.",
            "Choose the reason, so that the sponsor knows what to mend; if this part is right, remove the explanation.",
        ),
        Rule::NothingReturned => Text::new(
            "Tandai sedikitnya satu berkas atau isian yang harus diperbaiki.",
            "Mark at least one paper or answer that needs to be mended.",
        ),
        Rule::NikLength => Text::new(
            "NIK terdiri dari 16 angka. Salin dari KTP, KIA, atau kartu keluarga.",
            "A NIK has 16 digits. Copy it from the identity card, child card or family card.",
        ),
        Rule::NikImpossible => Text::new(
            "Nomor ini bukan NIK: tanggal atau nomor urut di dalamnya tidak mungkin. Salin lagi dari KTP, KIA, atau kartu keluarga.",
            "This is not a NIK: the date or serial number in it cannot be. Copy it again from the identity card, child card or family card.",
        ),
        Rule::NikInList => Text::new(
            "NIK ini sudah ada pada orang lain di daftar Anda. Periksa angkanya, atau buka data orang itu.",
            "Somebody else on your list has this NIK. Check the digits, or open that person's file.",
        ),
        Rule::KkLength => Text::new(
            "Nomor kartu keluarga terdiri dari 16 angka. Kosongkan kalau tidak ada.",
            "A family card number has 16 digits. Leave it empty if there is none.",
        ),
        Rule::Unlikely => Text::new(
            "Umurnya lebih dari 105 tahun. Kalau memang benar, beri tanda bahwa tahunnya sudah diperiksa.",
            "Older than 105 years. If that is right, tick that the year has been checked.",
        ),
        Rule::TooOld(_) => Text::new("Tahun ini terlalu lama.", "This year is too long ago."),
        Rule::TooYoung(_) => Text::new("Belum cukup umur.", "Not old enough."),
    }
}

/// The sentence for a move that the table refuses.
pub const fn refusal(refusal: Refusal) -> Text {
    match refusal {
        Refusal::WrongState => Text::new(
            "Keadaan berkas sudah berubah, sehingga tindakan ini tidak berlaku lagi.",
            "The file has moved on, so this action no longer applies.",
        ),
        Refusal::WrongRole => Text::new(
            "Tindakan ini bukan wewenang peran Anda.",
            "Your role does not have the power to do this.",
        ),
        Refusal::Lacks(need) => lacking(need),
    }
}

const fn lacking(need: Need) -> Text {
    match need {
        Need::CompleteProfile => Text::new(
            "Profil lembaga belum lengkap. Lengkapi dulu, lalu kirim.",
            "The institution's profile is not complete. Complete it first, then send.",
        ),
        Need::ReadablePapers => Text::new(
            "Masih ada berkas yang belum diunggah atau belum selesai diperiksa.",
            "Some papers are still missing or still being checked.",
        ),
        Need::Corrections => Text::new(
            "Masih ada hal yang dikembalikan dan belum Anda perbaiki.",
            "Something that was returned to you has not been mended yet.",
        ),
        Need::Lease => Text::new(
            "Berkas ini tidak sedang Anda pegang. Ambil dulu, lalu putuskan.",
            "You do not hold this file. Take it first, then decide.",
        ),
        Need::LeaseFree => {
            Text::new("Berkas ini sedang dipegang petugas lain.", "Another officer holds this file.")
        }
        Need::PapersOpened => Text::new(
            "Buka setiap berkas dulu, sampai halaman terakhir, baru putuskan.",
            "Open every paper first, to its last page, then decide.",
        ),
        Need::ReasonPerItem => Text::new(
            "Tulis alasan untuk setiap berkas atau isian yang dikembalikan.",
            "Write a reason for each paper or answer that is returned.",
        ),
        Need::Reason => Text::new("Tulis alasannya.", "Write the reason."),
        Need::VisitNote => Text::new(
            "Tulis catatan kunjungan: kapan dan bagaimana tempat itu dilihat.",
            "Write the visit note: when and how the premises were seen.",
        ),
        Need::OtherPersonThanSender => Text::new(
            "Keputusan harus diambil oleh orang lain daripada pengirim berkas.",
            "The decision must be taken by somebody other than the sender.",
        ),
    }
}

/// What an error page says: heading, and what to do.
pub const fn problem(problem: &Problem) -> (Text, Text) {
    match problem {
        Problem::NotFound => (
            Text::new("Halaman tidak ditemukan", "Page not found"),
            Text::new(
                "Alamat ini tidak ada, atau Anda tidak berhak melihatnya. Jika Anda mengetik alamatnya, periksa ejaannya. Jika Anda menyalin tautan, pastikan tersalin seluruhnya.",
                "This address does not exist, or you may not see it. If you typed the address, check the spelling. If you pasted a link, check that you copied all of it.",
            ),
        ),
        Problem::Unauthenticated => (
            Text::new("Masuk dulu", "Sign in first"),
            Text::new(
                "Halaman ini hanya untuk pengguna yang sudah masuk. Sesi Anda mungkin sudah berakhir.",
                "This page is for signed-in users only. Your session may have ended.",
            ),
        ),
        Problem::Forbidden => (
            Text::new("Tidak diizinkan", "Not allowed"),
            Text::new(
                "Formulir ini tidak dikirim dari halaman Naungan, atau akun Anda tidak berwenang untuk tindakan ini. Kembali, muat ulang, lalu kirim lagi.",
                "This form was not sent from a page of Naungan, or your account does not have the power to do this. Go back, reload the page, then send it again.",
            ),
        ),
        Problem::Stale => (
            Text::new("Berkas ini baru saja berubah", "This file has just changed"),
            Text::new(
                "Orang lain menyimpan perubahan lebih dulu. Buka kembali berkasnya untuk melihat keadaan terbaru, lalu ulangi tindakan Anda bila masih perlu.",
                "Somebody else saved a change first. Open the file again to see how it stands now, then repeat your action if it is still needed.",
            ),
        ),
        Problem::Invalid(_) => (
            Text::new("Isian belum lengkap", "The form is not complete"),
            Text::new(
                "Ada isian yang kurang atau keliru. Kembali ke formulir dan perbaiki.",
                "Something is missing or wrong. Go back to the form and mend it.",
            ),
        ),
        Problem::Refused(why) => (
            Text::new("Tindakan ini tidak bisa dilakukan sekarang", "This cannot be done now"),
            refusal(*why),
        ),
        Problem::Duplicate(_) => (
            Text::new("Sudah pernah dikirim", "Already sent"),
            Text::new(
                "Formulir ini sudah kami terima sebelumnya. Tidak ada yang perlu dikirim lagi.",
                "We have already received this form. Nothing needs to be sent again.",
            ),
        ),
        Problem::Paper(fault) => {
            (Text::new("Berkas ini tidak bisa dipakai", "This file cannot be used"), fault.advice())
        }
        Problem::TooLarge => (
            Text::new("Berkas terlalu besar", "The file is too large"),
            Text::new(
                "Ukuran kiriman melebihi batas yang tertulis di samping isian berkas. Kecilkan berkasnya, atau foto ulang dengan resolusi lebih rendah, lalu kirim lagi.",
                "What you sent is larger than the limit written beside the file field. Make the file smaller, or take the photo again at a lower resolution, then send it again.",
            ),
        ),
        Problem::RateLimited(_) => (
            Text::new("Terlalu banyak percobaan", "Too many attempts"),
            Text::new(
                "Demi keamanan, percobaan berikutnya kami tahan sebentar. Tunggu, lalu coba lagi.",
                "For safety, we hold back the next attempt for a while. Wait, then try again.",
            ),
        ),
        Problem::Unavailable => (
            Text::new("Layanan sedang terganggu", "The service is interrupted"),
            Text::new(
                "Permintaan Anda belum tersimpan. Tunggu beberapa menit, lalu kirim lagi. Yang sudah tersimpan sebelumnya tetap aman.",
                "Your request has not been saved. Wait a few minutes, then send it again. Everything saved earlier is safe.",
            ),
        ),
        Problem::Internal => (
            Text::new("Ada gangguan di pihak kami", "Something went wrong on our side"),
            Text::new(
                "Ini bukan kesalahan Anda. Kami sudah mencatatnya. Coba lagi beberapa menit lagi.",
                "This is not your fault. We have recorded it. Try again in a few minutes.",
            ),
        ),
    }
}

/// "Coba lagi dalam 2 menit": how long a throttled person waits.
pub fn wait(lang: Lang, seconds: u32) -> String {
    let minutes = seconds.div_ceil(60);
    match lang {
        Lang::Id if seconds < 60 => format!("Coba lagi dalam {seconds} detik."),
        Lang::Id if minutes > 120 => format!("Coba lagi dalam {} jam.", minutes.div_ceil(60)),
        Lang::Id => format!("Coba lagi dalam {minutes} menit."),
        Lang::En if seconds < 60 => format!("Try again in {seconds} seconds."),
        Lang::En if minutes == 1 => "Try again in 1 minute.".to_owned(),
        Lang::En if minutes > 120 => format!("Try again in {} hours.", minutes.div_ceil(60)),
        Lang::En => format!("Try again in {minutes} minutes."),
    }
}

/// Too many versions of one paper came within a day.
pub fn too_many_files(lang: Lang, seconds: u32) -> String {
    let why = match lang {
        Lang::Id => format!("Berkas ini sudah diunggah {MOST_VERSIONS_A_DAY} kali dalam sehari."),
        Lang::En => format!("This paper has been uploaded {MOST_VERSIONS_A_DAY} times within a day."),
    };
    format!("{why} {}", wait(lang, seconds))
}

/// Too many mails went to one address.
pub fn too_many_mails(lang: Lang, seconds: u32) -> String {
    const MANY: Text = Text::new(
        "Sudah terlalu banyak email ke alamat ini. Periksa kotak masuk dan folder Spam.",
        "Too many e-mails have gone to this address. Look in the inbox and the spam folder.",
    );
    format!("{} {}", MANY.get(lang), wait(lang, seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_about_a_visit_says_the_days_of_the_rule() {
        let days = domain::verification::VISIT_DAYS.to_string();
        for lang in [Lang::Id, Lang::En] {
            assert!(rule(lang, Rule::BadDate).contains(&days));
        }
    }
}

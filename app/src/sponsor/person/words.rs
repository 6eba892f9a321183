//! The words of the people's pages: a name for every answer, and the sentence for every doubt, by exhaustive match.

use crate::text;
use crate::ui::TagTone;
use domain::document::PaperFault;
use domain::lang::{Lang, Text};
use domain::person::{
    Consenter, Criterion, Disability, Doubt, Group, Lives, Method, NoMother, NoNik, Parents, Precision, Sex,
    age_on,
};
use domain::problem::{Rule, Violation};
use services::person::Totals;
use time::Date;

/// "Bagian 2 dari 5"
pub fn part(lang: Lang, group: Group) -> String {
    let of = Group::ALL.len();
    let at = Group::ALL.iter().position(|one| *one == group).unwrap_or_default() + 1;
    match lang {
        Lang::Id => format!("Bagian {at} dari {of}"),
        Lang::En => format!("Part {at} of {of}"),
    }
}

/// How much of a file is there: "Lengkap", "Kurang 2 bagian".
pub fn standing(lang: Lang, missing: usize) -> (TagTone, String) {
    match (lang, missing) {
        (Lang::Id, 0) => (TagTone::Done, "Lengkap".to_owned()),
        (Lang::En, 0) => (TagTone::Done, "Complete".to_owned()),
        (Lang::Id, _) => (TagTone::You, format!("Kurang {missing} bagian")),
        (Lang::En, 1) => (TagTone::You, "1 part missing".to_owned()),
        (Lang::En, _) => (TagTone::You, format!("{missing} parts missing")),
    }
}

/// How much of a file is answered, as lists say it: papers stand on the file's own page.
pub fn answered(lang: Lang, missing: usize) -> (TagTone, String) {
    match (lang, missing) {
        (Lang::Id, 0) => (TagTone::Done, "Isian lengkap".to_owned()),
        (Lang::En, 0) => (TagTone::Done, "Answers complete".to_owned()),
        _ => standing(lang, missing),
    }
}

/// How far a paper of a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperTask {
    /// Nothing was sent yet.
    Missing,
    /// On the server, being looked into.
    Checking,
    /// There.
    Done,
    /// There is no family card.
    NoCard,
    /// What was sent cannot be used.
    Refused(Option<PaperFault>),
}

impl PaperTask {
    /// Whether its sponsor has something to do.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Missing | Self::Refused(_))
    }
}

/// How many papers are missing when every part is answered: "Kurang 2 berkas".
pub fn papers_missing(lang: Lang, missing: usize) -> (TagTone, String) {
    let label = match (lang, missing) {
        (Lang::Id, _) => format!("Kurang {missing} berkas"),
        (Lang::En, 1) => "1 paper missing".to_owned(),
        (Lang::En, _) => format!("{missing} papers missing"),
    };
    (TagTone::You, label)
}

/// "12 orang, 7 lengkap"
pub(in crate::sponsor) fn counts(lang: Lang, Totals { all, complete }: Totals) -> String {
    match (lang, all) {
        (Lang::Id, _) => format!("{all} orang, {complete} lengkap"),
        (Lang::En, 1) => format!("1 person, {complete} complete"),
        (Lang::En, _) => format!("{all} people, {complete} complete"),
    }
}

/// "3 orang cocok"; on one of several pages only that there are more.
pub fn found(lang: Lang, here: usize, more: bool) -> String {
    match (lang, here, more) {
        (Lang::Id, _, false) => format!("{here} orang cocok"),
        (Lang::Id, _, true) => format!("{here} orang di halaman ini, masih ada yang lain"),
        (Lang::En, 1, false) => "1 person matches".to_owned(),
        (Lang::En, _, false) => format!("{here} people match"),
        (Lang::En, _, true) => format!("{here} people on this page, and there are others"),
    }
}

/// The name of a group of questions.
pub const fn group(group: Group) -> Text {
    match group {
        Group::Identity => Text::new("Identitas", "Identity"),
        Group::Birth => Text::new("Kelahiran dan keluarga", "Birth and family"),
        Group::Home => Text::new("Tempat tinggal", "Where the person lives"),
        Group::Ground => Text::new("Kriteria", "Criterion"),
        Group::Consent => Text::new("Persetujuan", "Consent"),
    }
}

/// What a group asks, for the list of tasks.
pub const fn group_hint(group: Group) -> Text {
    match group {
        Group::Identity => Text::new(
            "Nama, jenis kelamin, NIK atau alasan belum punya.",
            "Name, sex, NIK or why there is none.",
        ),
        Group::Birth => Text::new(
            "Tanggal lahir, nama ibu kandung, nomor kartu keluarga.",
            "Date of birth, mother's name, number of the family card.",
        ),
        Group::Home => {
            Text::new("Sejak kapan diasuh, dan alamatnya.", "In your care since when, and the address.")
        }
        Group::Ground => Text::new(
            "Mengapa orang ini diusulkan, orang tua, disabilitas.",
            "Why this person is proposed, parents, disability.",
        ),
        Group::Consent => Text::new(
            "Siapa yang setuju datanya dipakai, kapan, dan bagaimana.",
            "Who agreed to the use of the data, when and how.",
        ),
    }
}

/// Jenis kelamin.
pub const fn sex(sex: Sex) -> Text {
    match sex {
        Sex::Male => Text::new("Laki-laki", "Male"),
        Sex::Female => Text::new("Perempuan", "Female"),
    }
}

/// "Belum punya NIK"
pub const WITHOUT_NIK: Text = Text::new("Belum punya NIK", "No NIK yet");

/// Why there is no NIK.
pub const fn no_nik(reason: NoNik) -> Text {
    match reason {
        NoNik::NeverRegistered => {
            Text::new("Belum pernah didaftarkan di Dukcapil", "Never registered with Dukcapil")
        }
        NoNik::Newborn => {
            Text::new("Bayi yang kelahirannya belum dilaporkan", "A baby whose birth was not reported yet")
        }
        NoNik::PapersLost => Text::new(
            "Surat-suratnya hilang, nomornya tidak diketahui",
            "The papers are lost and nobody knows the number",
        ),
        NoNik::WithFamily => Text::new(
            "Surat-suratnya pada keluarga yang tidak bisa dihubungi",
            "The papers are with a family that cannot be reached",
        ),
        NoNik::UnknownOrigin => Text::new(
            "Ditemukan atau dibawa tanpa asal-usul yang jelas",
            "Found, or brought without a known origin",
        ),
    }
}

/// How exactly a date is known.
pub const fn precision(precision: Precision) -> Text {
    match precision {
        Precision::Day => Text::new("Tanggal lengkap", "The full date"),
        Precision::Month => Text::new("Bulan dan tahun saja", "Month and year only"),
        Precision::Year => Text::new("Tahun saja", "The year only"),
        Precision::Estimated => Text::new("Tahun perkiraan", "An estimated year"),
    }
}

/// Why the mother's name is not known.
pub const fn no_mother(reason: NoMother) -> Text {
    match reason {
        NoMother::NotOnCertificate => {
            Text::new("Akta kelahiran tidak memuat nama orang tua", "The birth certificate names no parents")
        }
        NoMother::Unknown => Text::new("Tidak ada yang tahu", "Nobody knows"),
        NoMother::Protected => {
            Text::new("Menuliskannya bisa membahayakan seseorang", "Writing it down could endanger somebody")
        }
    }
}

/// Where the person lives.
pub const fn lives(lives: Lives) -> Text {
    match lives {
        Lives::Inside => Text::new("Di dalam lembaga", "In the institution"),
        Lives::Outside => Text::new("Di luar lembaga", "Elsewhere"),
    }
}

/// The criterion.
pub const fn criterion(criterion: Criterion) -> Text {
    match criterion {
        Criterion::OrphanageChild => Text::new("Anak penghuni panti asuhan", "Child living in an orphanage"),
        Criterion::PesantrenChild => {
            Text::new("Anak santri mukim pondok pesantren", "Child boarding at an Islamic school (pesantren)")
        }
        Criterion::ChildWithoutParents => {
            Text::new("Anak tanpa orang tua dan keluarga asuh", "Child without parents or foster family")
        }
        Criterion::ShelterChild => Text::new("Anak penghuni rumah singgah", "Child living in a shelter"),
        Criterion::AbusedChild => Text::new("Anak korban kekerasan", "Child who suffered violence"),
        Criterion::TraffickingVictim => Text::new(
            "Anak atau perempuan korban perdagangan orang",
            "Child or woman who was a victim of trafficking",
        ),
        Criterion::WorkingChild => Text::new("Pekerja anak", "Working child"),
        Criterion::Homeless => {
            Text::new("Gelandangan, pengemis, atau pemulung", "Homeless person, beggar or scavenger")
        }
        Criterion::FormerPrisoner => {
            Text::new("Bekas warga binaan lembaga pemasyarakatan", "Former prisoner")
        }
        Criterion::Elderly => {
            Text::new("Lanjut usia, penghuni panti atau telantar", "Elderly, in a home or neglected")
        }
    }
}

/// Which parents are alive.
pub const fn parents(parents: Parents) -> Text {
    match parents {
        Parents::Both => Text::new("Ayah dan ibu", "Father and mother"),
        Parents::Father => Text::new("Ayah saja", "The father only"),
        Parents::Mother => Text::new("Ibu saja", "The mother only"),
        Parents::Neither => Text::new("Keduanya sudah meninggal", "Both have died"),
        Parents::Unknown => Text::new("Tidak diketahui", "Not known"),
    }
}

/// Ragam disabilitas.
pub const fn disability(kind: Disability) -> Text {
    match kind {
        Disability::Physical => Text::new("Fisik", "Physical"),
        Disability::Intellectual => Text::new("Intelektual", "Intellectual"),
        Disability::Mental => Text::new("Mental", "Mental"),
        Disability::Sensory => Text::new("Sensorik", "Sensory"),
    }
}

/// Who agreed.
pub const fn consenter(who: Consenter) -> Text {
    match who {
        Consenter::Oneself => Text::new("Orang itu sendiri", "The person"),
        Consenter::Parent => Text::new("Ayah atau ibunya", "Father or mother"),
        Consenter::Guardian => Text::new("Walinya", "A guardian"),
        Consenter::Institution => Text::new("Lembaga ini, sebagai wali", "This institution, as guardian"),
    }
}

/// How it was given.
pub const fn method(method: Method) -> Text {
    match method {
        Method::Signature => Text::new("Tanda tangan", "By signature"),
        Method::Thumbprint => Text::new("Cap jempol", "By thumb-print"),
        Method::Witnessed => Text::new("Lisan, di depan saksi", "Spoken, before a witness"),
    }
}

/// A date of birth as far as it is known: "12 Maret 2015", "Maret 2015", "2015", "sekitar 2015".
pub fn birth(lang: Lang, date: Date, precision: Precision) -> String {
    match (precision, lang) {
        (Precision::Day, _) => text_date(lang, date),
        (Precision::Month, _) => month(lang, date),
        (Precision::Year, _) => date.year().to_string(),
        (Precision::Estimated, Lang::Id) => format!("sekitar {}", date.year()),
        (Precision::Estimated, Lang::En) => format!("about {}", date.year()),
    }
}

/// "Maret 2015"
pub fn month(lang: Lang, date: Date) -> String {
    let whole = text_date(lang, date);
    whole.split_once(' ').map_or_else(|| whole.clone(), |(_, rest)| rest.to_owned())
}

/// "11 tahun"
pub fn age(lang: Lang, birth: Date, today: Date) -> String {
    match (age_on(birth, today), lang) {
        (0, Lang::Id) => "belum 1 tahun".to_owned(),
        (0, Lang::En) => "under 1 year".to_owned(),
        (1, Lang::En) => "1 year".to_owned(),
        (years, Lang::Id) => format!("{years} tahun"),
        (years, Lang::En) => format!("{years} years"),
    }
}

fn text_date(lang: Lang, date: Date) -> String {
    domain::text::date(lang, date)
}

/// What a doubt says, and the group in which it is looked into.
pub fn doubt(lang: Lang, doubt: Doubt) -> (Group, String) {
    const PLACE: Text = Text::new(
        "Enam angka pertama NIK bukan kode kecamatan yang kami kenal. Cocokkan lagi dengan KTP, KIA, atau kartu keluarga.",
        "The first six digits of the NIK are no district that we know. Compare it again with the identity card, child card or family card.",
    );
    const DATE: Text = Text::new(
        "Tanggal lahir di dalam NIK berbeda dari tanggal lahir yang Anda tulis. Cocokkan keduanya. Kalau di kartunya memang begitu, biarkan: NIK tidak berubah walaupun tanggal lahirnya dibetulkan.",
        "The NIK tells another date of birth than the one you wrote. Compare both. If the card says so too, leave it: a NIK does not change when the date is corrected.",
    );
    const SEX: Text = Text::new(
        "Jenis kelamin di dalam NIK berbeda dari yang Anda pilih. Cocokkan lagi, mungkin NIK ini milik anggota keluarga yang lain.",
        "The NIK tells another sex than the one you chose. Compare it again; it may be the number of somebody else in the family.",
    );
    const STAND_IN: Text = Text::new(
        "1 Januari dan 31 Desember sering ditulis kalau tanggalnya tidak diketahui. Kalau hanya tahunnya yang pasti, pilih “Tahun saja”.",
        "1 January and 31 December are often written when nobody knows the day. If only the year is certain, choose “The year only”.",
    );
    const SINCE: Text = Text::new(
        "Bulan mulai diasuh lebih awal daripada kelahirannya. Periksa keduanya.",
        "In care since a month before the birth. Check both.",
    );
    const NO_NIK: Text = Text::new(
        "Belum punya NIK. Orang ini tetap bisa diusulkan, tetapi kartunya baru dibuat setelah NIK ada. Mintalah ke Dinas Dukcapil setempat; mereka dapat datang untuk merekam data.",
        "There is no NIK yet. This person can still be proposed, but a card is made only once there is one. Ask the local civil registry (Dukcapil), which can come to you to record the data.",
    );
    match doubt {
        Doubt::NikPlace => (Group::Identity, PLACE.get(lang).to_owned()),
        Doubt::NikDate => (Group::Birth, DATE.get(lang).to_owned()),
        Doubt::NikSex => (Group::Identity, SEX.get(lang).to_owned()),
        Doubt::SinceBeforeBirth => (Group::Home, SINCE.get(lang).to_owned()),
        Doubt::StandInDate => (Group::Birth, STAND_IN.get(lang).to_owned()),
        Doubt::Age(ground) => (Group::Ground, age_doubt(lang, ground)),
        Doubt::NoNik => (Group::Identity, NO_NIK.get(lang).to_owned()),
    }
}

fn age_doubt(lang: Lang, ground: Criterion) -> String {
    let name = criterion(ground).get(lang);
    match (lang, ground.ages()) {
        (Lang::Id, (from, i32::MAX)) => format!(
            "Kriteria “{name}” untuk yang berumur {from} tahun ke atas. Periksa tanggal lahirnya, atau pilih kriteria lain."
        ),
        (Lang::Id, (_, upto)) => format!(
            "Kriteria “{name}” untuk yang berumur paling tinggi {upto} tahun. Periksa tanggal lahirnya, atau pilih kriteria lain."
        ),
        (Lang::En, (from, i32::MAX)) => format!(
            "The criterion “{name}” is for people of {from} years and above. Check the date of birth, or choose another criterion."
        ),
        (Lang::En, (_, upto)) => format!(
            "The criterion “{name}” is for people of {upto} years at most. Check the date of birth, or choose another criterion."
        ),
    }
}

/// The sentence for a wrong answer. Where the general one does not fit the question, its own.
pub fn fault(lang: Lang, fault: &Violation) -> String {
    const DATE: Text = Text::new(
        "Tanggal ini tidak ada, atau belum tiba. Tulis hari, bulan, dan tahun, misalnya 12 3 2015.",
        "This date does not exist, or has not come yet. Write day, month and year, such as 12 3 2015.",
    );
    const AGREED: Text = Text::new(
        "Tulis tanggal persetujuan, misalnya 21 11 2026. Tidak boleh sebelum orang ini lahir, dan tidak boleh belum tiba.",
        "Write the day of the consent, such as 21 11 2026. Not before the person was born, and not a coming day.",
    );
    const VILLAGE: Text = Text::new(
        "Cari desa atau kelurahannya, pilih satu di bawah, lalu simpan lagi.",
        "Look for the village, choose one below, then save again.",
    );
    const BORN: Text = Text::new(
        "Tulis tanggal lahir sejauh yang Anda pilih di atas, misalnya 12 3 2015.",
        "Write the date of birth as exactly as you chose above, such as 12 3 2015.",
    );
    const SINCE: Text = Text::new(
        "Tulis bulan dan tahun dengan angka, misalnya 7 2021. Bulannya tidak boleh belum tiba.",
        "Write month and year in digits, such as 7 2021. The month must not be a coming one.",
    );
    const NAME: Text = Text::new(
        "Tulis nama dengan huruf, tanpa angka dan tanpa tanda yang tidak lazim.",
        "Write the name in letters, without digits or unusual signs.",
    );
    const MOTHER: Text = Text::new(
        "Tulis nama ibu. Kalau tidak diketahui, pilih “Tidak” di atas, lalu pilih alasannya.",
        "Write the mother's name. If it is not known, choose “No” above and then the reason.",
    );
    const WHICH: Text = Text::new("Pilih salah satu jawaban.", "Choose one of the answers.");
    let own = match (fault.field, fault.rule) {
        ("date", Rule::Missing) => BORN,
        ("date", Rule::BadDate) => DATE,
        ("on", Rule::BadDate | Rule::Missing) => AGREED,
        ("village", Rule::Missing) => VILLAGE,
        ("since", Rule::BadDate | Rule::Missing) => SINCE,
        ("mother", Rule::Missing) => MOTHER,
        (_, Rule::NotAName) => NAME,
        (
            "sex" | "has_nik" | "no_nik" | "precision" | "has_mother" | "no_mother" | "lives" | "has_address"
            | "criterion" | "parents" | "by" | "method",
            Rule::Missing | Rule::NotAChoice,
        ) => WHICH,
        _ => return text::violation(lang, fault),
    };
    own.get(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_birth_is_told_as_exactly_as_it_is_known() {
        let day = date!(2015 - 03 - 12);

        assert_eq!(birth(Lang::Id, day, Precision::Day), "12 Maret 2015");
        assert_eq!(birth(Lang::Id, day, Precision::Month), "Maret 2015");
        assert_eq!(birth(Lang::En, day, Precision::Year), "2015");
        assert_eq!(birth(Lang::Id, day, Precision::Estimated), "sekitar 2015");
        assert_eq!(age(Lang::Id, day, date!(2026 - 03 - 11)), "10 tahun");
        assert_eq!(age(Lang::En, day, date!(2015 - 11 - 11)), "under 1 year");
    }

    #[test]
    fn every_doubt_says_what_to_check_in_both_languages() {
        let all = [
            Doubt::NikPlace,
            Doubt::NikDate,
            Doubt::NikSex,
            Doubt::SinceBeforeBirth,
            Doubt::StandInDate,
            Doubt::NoNik,
        ];
        let ages = Criterion::ALL.map(Doubt::Age);
        for one in all.into_iter().chain(ages) {
            let (id, en) = (doubt(Lang::Id, one).1, doubt(Lang::En, one).1);
            assert!(id.ends_with('.') && en.ends_with('.') && id != en, "{id} {en}");
        }
    }

    #[test]
    fn a_date_of_birth_is_not_called_a_visit() {
        for field in ["date", "since", "on"] {
            for rule in [Rule::BadDate, Rule::Missing] {
                let says = fault(Lang::Id, &Violation { field, rule });
                assert!(!says.contains("kunjungan") && says.contains("Tulis"), "{field}: {says}");
            }
        }
    }
}

//! Who lives in the demo world, as two tables. Nobody in them exists.

use domain::institution::SponsorKind;
use domain::office::OfficeKind;

/// Accounts by role: office kind, office name, region, name, address, description.
pub(super) type OfficeLine =
    (OfficeKind, &'static str, Option<&'static str>, &'static str, &'static str, &'static str);

pub(super) const OFFICERS: &[OfficeLine] = &[
    (
        OfficeKind::DinsosKabkota,
        BULELENG,
        Some("51.08"),
        "Nyoman Pratama",
        "nyoman@dinsos.contoh.id",
        "Petugas Dinsos Kab. Buleleng",
    ),
    (
        OfficeKind::DinsosKabkota,
        BULELENG,
        Some("51.08"),
        "Ketut Lestari",
        "ketut@dinsos.contoh.id",
        "Petugas kedua Dinsos Kab. Buleleng",
    ),
    (
        OfficeKind::DinsosKabkota,
        "Dinas Sosial Kota Denpasar",
        Some("51.71"),
        "Made Santika",
        "made@dinsos.contoh.id",
        "Petugas Dinsos Kota Denpasar",
    ),
    (
        OfficeKind::DinsosProvinsi,
        "Dinas Sosial Provinsi Bali",
        Some("51"),
        "Putu Wirawan",
        "putu@dinsos.contoh.id",
        "Petugas Dinsos Provinsi Bali (membaca)",
    ),
    (
        OfficeKind::DinsosKabkota,
        SURABAYA,
        Some("35.78"),
        "Rina Wulandari",
        "rina@dinsos.contoh.id",
        "Petugas Dinsos Kota Surabaya",
    ),
    (
        OfficeKind::DinsosProvinsi,
        "Dinas Sosial Provinsi Jawa Timur",
        Some("35"),
        "Bambang Setiawan",
        "bambang@dinsos.contoh.id",
        "Petugas Dinsos Provinsi Jawa Timur (membaca)",
    ),
    (
        OfficeKind::Pusdatin,
        "Pusat Data dan Informasi Kesejahteraan Sosial",
        None,
        "Dewi Anggraini",
        "dewi@pusdatin.contoh.id",
        "Petugas Pusdatin (belum ada antrean)",
    ),
];
const BULELENG: &str = "Dinas Sosial Kabupaten Buleleng";
const SURABAYA: &str = "Dinas Sosial Kota Surabaya";

/// How far a demo sponsor is.
#[derive(Clone, Copy)]
pub(super) enum End {
    Draft,
    Papered,
    Sent,
    Taken,
    Returned,
    Verified,
    Rejected,
}

/// Name, kind, person in charge, address, village, street, people in care, how far.
pub(super) type SponsorLine =
    (&'static str, SponsorKind, &'static str, &'static str, &'static str, &'static str, u16, End);

pub(super) const SPONSORS: &[SponsorLine] = &[
    (
        "Panti Asuhan Kasih Bunda",
        SponsorKind::Panti,
        "Sari Dewi",
        "sari@kasihbunda.contoh.id",
        "51.08.05.2002",
        "Jalan Pahlawan 12",
        24,
        End::Returned,
    ),
    (
        "Yayasan Tunas Harapan",
        SponsorKind::Yayasan,
        "Gede Arnawa",
        "gede@tunasharapan.contoh.id",
        "51.08.06.1009",
        "Jalan Ngurah Rai 45",
        58,
        End::Sent,
    ),
    (
        "Pondok Pesantren Darul Hikmah",
        SponsorKind::Ponpes,
        "Ahmad Fauzi",
        "fauzi@darulhikmah.contoh.id",
        "51.08.01.2004",
        "Banjar Dinas Pegayaman",
        186,
        End::Sent,
    ),
    (
        "LKS Werdha Sejahtera",
        SponsorKind::Lks,
        "Luh Suartini",
        "luh@werdhasejahtera.contoh.id",
        "51.08.06.1010",
        "Jalan Kartini 7",
        31,
        End::Taken,
    ),
    (
        "Panti Asuhan Dharma Jati",
        SponsorKind::Panti,
        "Komang Ardana",
        "komang@dharmajati.contoh.id",
        "51.08.07.2001",
        "Jalan Raya Sawan 3",
        40,
        End::Verified,
    ),
    (
        "Rumah Singgah Cahaya",
        SponsorKind::Lks,
        "Wayan Sudira",
        "wayan@cahaya.contoh.id",
        "51.08.04.2001",
        "Jalan Seririt 21",
        12,
        End::Rejected,
    ),
    (
        "Kadek Sumerta",
        SponsorKind::Perorangan,
        "Kadek Sumerta",
        "kadek@perorangan.contoh.id",
        "51.08.03.2002",
        "Banjar Dinas Kaja",
        1,
        End::Papered,
    ),
    (
        "Yayasan Bina Anak Denpasar",
        SponsorKind::Yayasan,
        "Agung Putra",
        "agung@binaanak.contoh.id",
        "51.71.01.1001",
        "Jalan Sudirman 88",
        64,
        End::Sent,
    ),
    (
        "Panti Asuhan Sinar Denpasar",
        SponsorKind::Panti,
        "Ayu Kartika",
        "ayu@sinardenpasar.contoh.id",
        "51.71.02.1003",
        "Jalan Gatot Subroto 15",
        27,
        End::Verified,
    ),
    (
        "Panti Asuhan Muara Kasih",
        SponsorKind::Panti,
        "Siti Rahmawati",
        "siti@muarakasih.contoh.id",
        "35.78.01.1001",
        "Jalan Karang Pilang 9",
        52,
        End::Sent,
    ),
    (
        "Pondok Pesantren Nurul Jannah",
        SponsorKind::Ponpes,
        "Abdul Karim",
        "karim@nuruljannah.contoh.id",
        "35.78.02.1001",
        "Jalan Wonocolo 30",
        240,
        End::Verified,
    ),
    (
        "LKS Sahabat Lansia Surabaya",
        SponsorKind::Lks,
        "Maria Yosefa",
        "maria@sahabatlansia.contoh.id",
        "35.78.03.1001",
        "Jalan Rungkut 5",
        19,
        End::Draft,
    ),
];

/// The last account that is made.
pub(super) const LAST: &str = "maria@sahabatlansia.contoh.id";

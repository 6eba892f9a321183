//! `naungan seed demo`: a small world with an account for every role, made by the portal's own use cases.
//! Nobody in it exists; photos and letters are drawn by the program.

use super::{Failure, Opened};
use clap::Subcommand;
use domain::id::FormKey;
use domain::institution::SponsorKind;
use domain::policy::Role;
use domain::problem::Problem;
use domain::region::RegionCode;
use domain::verification::{Faults, Item, ReturnReason, VisitNote};
use services::account::Passwords;
use services::context::Actor;
use services::db::Scope;
use services::document;
use services::error::{Error, Result};
use services::jobs::Hands;
use services::testkit::{self, Officer, Progress, Sponsor, SponsorBuilder, found_office, invite_officer};
use services::verification;
use std::process::ExitCode;

/// The password of every demo account. Published, and refused in production mode.
pub const PASSWORD: &str = "payung teduh hujan sore";

/// With what the database is filled.
#[derive(Debug, Subcommand)]
pub enum What {
    /// A small world to look around in.
    Demo,
}

/// A demo account, for the ready line and the README.
#[derive(Debug, Clone)]
pub struct Login {
    /// Who it is.
    pub who: &'static str,
    /// Their address.
    pub email: &'static str,
    /// Their password.
    pub password: &'static str,
}

/// Accounts by role: office kind, office name, region, role, name, address, description.
type OfficeLine =
    (&'static str, &'static str, Option<&'static str>, Role, &'static str, &'static str, &'static str);

const OFFICERS: &[OfficeLine] = &[
    (
        "dinsos_kabkota",
        BULELENG,
        Some("51.08"),
        Role::RegencyVerifier,
        "Nyoman Pratama",
        "nyoman@dinsos.contoh.id",
        "Petugas Dinsos Kab. Buleleng",
    ),
    (
        "dinsos_kabkota",
        BULELENG,
        Some("51.08"),
        Role::RegencyVerifier,
        "Ketut Lestari",
        "ketut@dinsos.contoh.id",
        "Petugas kedua Dinsos Kab. Buleleng",
    ),
    (
        "dinsos_kabkota",
        "Dinas Sosial Kota Denpasar",
        Some("51.71"),
        Role::RegencyVerifier,
        "Made Santika",
        "made@dinsos.contoh.id",
        "Petugas Dinsos Kota Denpasar",
    ),
    (
        "dinsos_provinsi",
        "Dinas Sosial Provinsi Bali",
        Some("51"),
        Role::ProvinceVerifier,
        "Putu Wirawan",
        "putu@dinsos.contoh.id",
        "Petugas Dinsos Provinsi Bali (membaca)",
    ),
    (
        "dinsos_kabkota",
        SURABAYA,
        Some("35.78"),
        Role::RegencyVerifier,
        "Rina Wulandari",
        "rina@dinsos.contoh.id",
        "Petugas Dinsos Kota Surabaya",
    ),
    (
        "dinsos_provinsi",
        "Dinas Sosial Provinsi Jawa Timur",
        Some("35"),
        Role::ProvinceVerifier,
        "Bambang Setiawan",
        "bambang@dinsos.contoh.id",
        "Petugas Dinsos Provinsi Jawa Timur (membaca)",
    ),
    (
        "pusdatin",
        "Pusat Data dan Informasi Kesejahteraan Sosial",
        None,
        Role::NationalOfficer,
        "Dewi Anggraini",
        "dewi@pusdatin.contoh.id",
        "Petugas Pusdatin (belum ada antrean)",
    ),
];
const BULELENG: &str = "Dinas Sosial Kabupaten Buleleng";
const SURABAYA: &str = "Dinas Sosial Kota Surabaya";

/// How far a demo sponsor is.
#[derive(Clone, Copy)]
enum End {
    Draft,
    Papered,
    Sent,
    Taken,
    Returned,
    Verified,
    Rejected,
}

/// Name, kind, person in charge, address, village, street, people in care, how far.
type SponsorLine =
    (&'static str, SponsorKind, &'static str, &'static str, &'static str, &'static str, u16, End);

const SPONSORS: &[SponsorLine] = &[
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
const LAST: &str = "maria@sahabatlansia.contoh.id";

/// Fills the database.
///
/// # Errors
/// One line.
#[expect(clippy::print_stdout, reason = "an operator reads it")]
pub async fn run(what: What) -> Result<ExitCode, Failure> {
    let What::Demo = what;
    let opened = Opened::start(Opened::config()?).await?;
    if !opened.config.mode.is_embedded() {
        return Err(Failure::Other(
            "demo accounts have a published password: not in production mode".to_owned(),
        ));
    }
    for login in demo(&opened.hands).await? {
        println!("{:<46} {:<34} {}", login.who, login.email, login.password);
    }
    opened.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// The demo world, made once; returns its accounts.
///
/// # Errors
/// Whatever a use case says.
pub async fn demo(hands: &Hands) -> Result<Vec<Login>> {
    let mut logins: Vec<Login> = vec![
        login("Sponsor: berkas dikembalikan", "sari@kasihbunda.contoh.id"),
        login("Sponsor: masih mengisi", "maria@sahabatlansia.contoh.id"),
    ];
    logins.extend(OFFICERS.iter().map(|line| login(line.6, line.5)));
    // The last one of the world is there: so is the rest.
    if testkit::is_known(&hands.db, LAST).await? {
        return Ok(logins);
    }
    let hash = password_hash().await?;
    let mut officers = Vec::new();
    for (kind, name, region, role, person, email, _) in OFFICERS {
        let region =
            region.map(RegionCode::parse).transpose().map_err(|rule| Problem::field("region", rule))?;
        let office = found_office(&hands.db, kind, name, region.as_ref()).await?;
        let area = region_prefix(region.as_ref()).to_owned();
        officers.push((area, invite_officer(&hands.db, &office, *role, person, email, &hash).await?));
    }
    for (seed, line) in SPONSORS.iter().enumerate() {
        // A start that was cut off in the middle goes on where it was.
        if testkit::is_known(&hands.db, line.3).await? {
            continue;
        }
        let verifier = officers
            .iter()
            .find(|(area, _)| !area.is_empty() && line.4.starts_with(area.as_str()))
            .map(|(_, o)| o);
        sponsor(hands, line, u64::try_from(seed).unwrap_or(0) + 1, verifier, &hash).await?;
    }
    Ok(logins)
}

fn login(who: &'static str, email: &'static str) -> Login {
    Login { who, email, password: PASSWORD }
}

async fn password_hash() -> Result<String> {
    let password =
        domain::account::Password::parse(PASSWORD).map_err(|rule| Problem::field("password", rule))?;
    Passwords::default().hash(&password).await
}

async fn sponsor(
    hands: &Hands,
    line: &SponsorLine,
    seed: u64,
    verifier: Option<&Officer>,
    hash: &str,
) -> Result<()> {
    let (name, kind, person, email, village, street, people, end) = line;
    let progress = match end {
        End::Draft => Progress::Confirmed,
        End::Papered => Progress::Papered,
        _ => Progress::Submitted,
    };
    let built = SponsorBuilder::new(name)
        .kind(*kind)
        .in_charge(person)
        .email(email)
        .stands_in(village, street)
        .cares_for(*people)
        .drawn_from(seed)
        .build(hands, hash, progress)
        .await?;
    match (verifier, end) {
        (Some(officer), End::Taken | End::Returned | End::Verified | End::Rejected) => {
            review(hands, &built, officer, *end).await
        }
        _ => Ok(()),
    }
}

async fn review(hands: &Hands, sponsor: &Sponsor, officer: &Officer, end: End) -> Result<()> {
    let actor = testkit::actor(&hands.db, officer.account).await?;
    let id = sponsor.institution;
    let db = &hands.db;
    db.write(&actor, async |scope| verification::take(scope, id).await).await?;
    if matches!(end, End::Taken) {
        return Ok(());
    }
    let version = open_papers(hands, &actor, sponsor).await?;
    db.write(&actor, async |scope| {
        let key = FormKey(scope.new_id());
        match end {
            End::Returned => verification::return_(scope, id, version, &faults()?, key).await,
            End::Rejected => {
                let words = "Alamat yang ditulis adalah rumah kosong; tidak ada kegiatan lembaga di sana.";
                verification::reject(scope, id, version, words, key).await
            }
            _ => verification::verify(scope, id, version, &visit(scope)?, key).await,
        }
    })
    .await
}

/// Looks at the case and at every paper, as the officer would.
async fn open_papers(hands: &Hands, actor: &Actor, sponsor: &Sponsor) -> Result<i32> {
    let case =
        hands.db.write(actor, async |scope| verification::open(scope, sponsor.institution).await).await?;
    for paper in &case.papers {
        document::open(&hands.db, actor, hands.store.as_ref(), paper.id, document::View::Page(1)).await?;
    }
    Ok(case.version)
}

fn faults() -> Result<Faults> {
    let marked = vec![(
        Item::RecommendationLetter,
        Some(ReturnReason::NotSigned),
        "Tanda tangan kepala desa belum ada di halaman pertama.".to_owned(),
    )];
    Faults::parse(marked).map_err(Error::from)
}

fn visit(scope: &Scope) -> Result<VisitNote> {
    let words = "Dikunjungi pagi hari; papan nama ada, penghuni sesuai daftar, pengurus menunjukkan akta.";
    VisitNote::parse(Some(scope.today()), words, scope.today()).map_err(Error::from)
}

/// The region of a regency's office; empty for offices that do not decide.
fn region_prefix(region: Option<&RegionCode>) -> &str {
    region.map(RegionCode::as_str).filter(|code| code.len() == 5).unwrap_or_default()
}

//! `naungan seed demo`: a small world with an account for every role, made by the portal's own use cases.
//! Nobody in it exists; photos and letters are drawn by the program.

mod people;
mod world;

use self::world::{End, LAST, OFFICERS, SPONSORS, SponsorLine};
use super::{Failure, Opened};
use clap::Subcommand;
use domain::id::FormKey;
use domain::policy::Role;
use domain::problem::Problem;
use domain::verification::{Faults, Item, ReturnReason, VisitNote};
use services::account::Passwords;
use services::context::Actor;
use services::db::Scope;
use services::demo::{self, Officer, Progress, Sponsor, SponsorBuilder, invite_officer, open_office};
use services::document;
use services::error::{Error, Result};
use services::jobs::Hands;
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

/// Fills the database.
///
/// # Errors
/// One line.
#[expect(clippy::print_stdout, reason = "an operator reads it")]
pub async fn run(what: What) -> Result<ExitCode, Failure> {
    let What::Demo = what;
    let config = Opened::config()?;
    if !config.mode.is_embedded() {
        return Err(Failure::Other(
            "demo accounts have a published password: not in production mode".to_owned(),
        ));
    }
    let opened = Opened::start(config).await?;
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
    logins.extend(OFFICERS.iter().map(|line| login(line.5, line.4)));
    // The last one of the world is there: so is the rest.
    if demo::is_known(&hands.db, LAST).await? {
        return Ok(logins);
    }
    let hash = password_hash().await?;
    let mut officers = Vec::new();
    for (kind, name, region, person, email, _) in OFFICERS {
        let office = open_office(&hands.db, *kind, name, *region).await?;
        let officer = invite_officer(&hands.db, &office, person, email, &hash).await?;
        if office.kind.role() == Role::RegencyVerifier {
            officers.push((region.unwrap_or_default(), officer));
        }
    }
    for (seed, line) in SPONSORS.iter().enumerate() {
        // A start that was cut off in the middle goes on where it was.
        if demo::is_known(&hands.db, line.3).await? {
            continue;
        }
        let verifier = officers.iter().find(|(area, _)| line.4.starts_with(area)).map(|(_, o)| o);
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
    for person in people::of(email) {
        person.add(&hands.db, &built.actor).await?;
    }
    match (verifier, end) {
        (Some(officer), End::Taken | End::Returned | End::Verified | End::Rejected) => {
            review(hands, &built, officer, *end).await
        }
        _ => Ok(()),
    }
}

async fn review(hands: &Hands, sponsor: &Sponsor, officer: &Officer, end: End) -> Result<()> {
    let actor = demo::actor(&hands.db, officer.account).await?;
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

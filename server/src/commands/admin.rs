//! `naungan admin …`: what an operator does by hand. Each is recorded like any other change.

use super::{Failure, Opened};
use clap::{Subcommand, ValueEnum};
use domain::account::{Email, Name};
use domain::policy::Role;
use domain::region::RegionCode;
use services::account::invite::{Invitation, invite};
use services::context::Actor;
use services::testkit::found_office;
use std::process::ExitCode;

/// Which office.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Kind {
    /// Dinas Sosial of a regency or city.
    DinsosKabkota,
    /// Dinas Sosial of a province.
    DinsosProvinsi,
    /// Pusdatin.
    Pusdatin,
}

/// Operator's tasks.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Invite an officer by mail; the office is founded when it does not exist.
    Invite {
        /// Their e-mail address.
        #[arg(long)]
        email: String,
        /// Their name, as history will show it.
        #[arg(long)]
        name: String,
        /// The kind of office.
        #[arg(long, value_enum)]
        kind: Kind,
        /// Its region code, such as 51.08 or 51; none for national offices.
        #[arg(long)]
        region: Option<String>,
        /// Its name, such as "Dinas Sosial Kabupaten Buleleng".
        #[arg(long)]
        office: String,
    },
}

/// Does it.
///
/// # Errors
/// One line.
#[expect(clippy::print_stdout, reason = "an operator reads it")]
pub async fn run(what: What) -> Result<ExitCode, Failure> {
    let What::Invite { email, name, kind, region, office } = what;
    let wrong = |what: &str| Failure::Other(format!("{what} is not well-formed"));
    let email = Email::parse(&email).map_err(|_| wrong("--email"))?;
    let name = Name::parse(&name).map_err(|_| wrong("--name"))?;
    let region = region.map(|code| RegionCode::parse(&code)).transpose().map_err(|_| wrong("--region"))?;
    let (word, role) = match kind {
        Kind::DinsosKabkota => ("dinsos_kabkota", Role::RegencyVerifier),
        Kind::DinsosProvinsi => ("dinsos_provinsi", Role::ProvinceVerifier),
        Kind::Pusdatin => ("pusdatin", Role::NationalOfficer),
    };
    if region.is_none() && !matches!(kind, Kind::Pusdatin) {
        return Err(Failure::Other("--region is needed for an office of a region".to_owned()));
    }
    let opened = Opened::start(Opened::config()?).await?;
    let office = found_office(&opened.hands.db, word, &office, region.as_ref()).await?;
    let invitation = Invitation { email, name, tenant: office.tenant, role };
    opened.hands.db.write(&Actor::system(None), async |scope| invite(scope, &invitation).await).await?;
    println!("Undangan ke {} ditulis; surel dikirim oleh pekerja portal.", office.name);
    opened.close().await?;
    Ok(ExitCode::SUCCESS)
}

//! `naungan admin …`: what an operator does by hand. Each is recorded like any other change.

use super::{Failure, Opened};
use clap::{Subcommand, ValueEnum};
use domain::account::{Email, Name};
use domain::office::OfficeKind;
use domain::region::{Level, RegionCode};
use services::account::invite::{Invitation, invite};
use services::context::Actor;
use services::office::{Founding, found};
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

impl From<Kind> for OfficeKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::DinsosKabkota => Self::DinsosKabkota,
            Kind::DinsosProvinsi => Self::DinsosProvinsi,
            Kind::Pusdatin => Self::Pusdatin,
        }
    }
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
    let office = Name::parse(&office).map_err(|_| wrong("--office"))?;
    let founding = Founding { kind: kind.into(), name: office, region };
    founding.kind.area(founding.region.as_ref()).map_err(|_| area_wanted(founding.kind))?;
    let opened = Opened::start(Opened::config()?).await?;
    let office = opened
        .hands
        .db
        .write(&Actor::system(None), async |scope| {
            let office = found(scope, &founding).await?;
            let invitation = Invitation { email, name, tenant: office.tenant, role: office.kind.role() };
            invite(scope, &invitation).await?;
            Ok(office)
        })
        .await?;
    println!("Undangan ke {} ditulis; email dikirim oleh pekerja portal.", office.name);
    opened.close().await?;
    Ok(ExitCode::SUCCESS)
}

fn area_wanted(kind: OfficeKind) -> Failure {
    Failure::Other(match kind.level() {
        Some(Level::Province) => "--region has to be the code of a province, such as 51".to_owned(),
        Some(_) => "--region has to be the code of a regency or city, such as 51.08".to_owned(),
        None => "an office of the ministry takes no --region".to_owned(),
    })
}

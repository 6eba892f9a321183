//! What an institution says of itself, as its owner and its social office read it.

use crate::db::Scope;
use crate::error::{Error, Result};
use domain::id::InstitutionId;
use domain::institution::SponsorKind;
use domain::problem::Problem;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// The answers of the profile, and where the file is with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// Jenis sponsor.
    pub kind: SponsorKind,
    /// Name as written.
    pub name: String,
    /// Penanggung jawab.
    pub in_charge: String,
    /// Phone, E.164.
    pub phone: String,
    /// People in care.
    pub residents: Option<i32>,
    /// Village code.
    pub village: Option<String>,
    /// The village's path, as the list had it when it was chosen.
    pub region_path: Option<String>,
    /// Street line.
    pub street: Option<String>,
    /// RT.
    pub rt: Option<String>,
    /// RW.
    pub rw: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Number of the receipt, once sent.
    #[serde(skip)]
    pub receipt: Option<String>,
    /// When it was sent last.
    #[serde(skip)]
    pub submitted_at: Option<OffsetDateTime>,
    /// The day by which whoever's turn it is should answer.
    #[serde(skip)]
    pub due_on: Option<Date>,
}

impl Particulars {
    /// Whether every answer that sending needs is there.
    pub fn is_complete(&self) -> bool {
        self.residents.is_some() && self.village.is_some() && self.street.is_some()
    }

    /// The answers alone.
    pub(super) fn answers(&self) -> Self {
        Self { receipt: None, submitted_at: None, due_on: None, ..self.clone() }
    }

    /// The answers of `declared`, and where this file is now.
    pub(crate) fn with_answers_of(self, declared: &Self) -> Self {
        Self {
            receipt: self.receipt,
            submitted_at: self.submitted_at,
            due_on: self.due_on,
            ..declared.clone()
        }
    }
}

/// The particulars of a file that the actor's door shows.
///
/// # Errors
/// [`Problem::NotFound`] when it shows none.
pub(crate) async fn particulars(scope: &mut Scope, id: InstitutionId) -> Result<Particulars> {
    let row = sqlx::query!(
        "select kind, name, in_charge, phone, residents, village_code, region_path, street, rt, rw, postcode,
                receipt, submitted_at, due_on
           from institutions where id = $1",
        id.0,
    )
    .fetch_optional(scope.conn())
    .await?
    .ok_or(Problem::NotFound)?;
    Ok(Particulars {
        kind: SponsorKind::from_word(&row.kind).ok_or_else(|| Error::inconsistent("institutions", "kind"))?,
        name: row.name,
        in_charge: row.in_charge,
        phone: scope.keys().open_text(&format!("institutions.phone:{id}"), &row.phone)?,
        residents: row.residents,
        village: row.village_code,
        region_path: row.region_path,
        street: row.street,
        rt: row.rt,
        rw: row.rw,
        postcode: row.postcode,
        receipt: row.receipt,
        submitted_at: row.submitted_at,
        due_on: row.due_on,
    })
}

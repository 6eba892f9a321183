//! An operator founds an office, or finds the one that is there.

use crate::db::Scope;
use crate::error::Result;
use crate::region;
use domain::account::Name;
use domain::id::TenantId;
use domain::office::OfficeKind;
use domain::problem::{Problem, Rule};
use domain::region::RegionCode;

/// The office that is wanted.
#[derive(Debug, Clone)]
pub struct Founding {
    /// What it is.
    pub kind: OfficeKind,
    /// Its name, as letters and mails write it; used when it is new.
    pub name: Name,
    /// Its region; none for a national office.
    pub region: Option<RegionCode>,
}

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its tenant.
    pub tenant: TenantId,
    /// What it is.
    pub kind: OfficeKind,
    /// Its name.
    pub name: String,
}

/// Founds it. An area has one office of a kind, so one that is there already is found by its area and keeps
/// its name; a national office is found by its kind.
///
/// # Errors
/// [`Problem::Invalid`] at `region` when the area does not fit the kind, or is no region of today.
#[tracing::instrument(name = "office.found", skip_all)]
pub async fn found(scope: &mut Scope, founding: &Founding) -> Result<Office> {
    let reach = founding.kind.area(founding.region.as_ref())?;
    if let Some(code) = &founding.region
        && !region::is_current(scope, code).await?
    {
        return Err(Problem::field("region", Rule::UnknownRegion).into());
    }
    let id = scope.new_id();
    sqlx::query!(
        "insert into tenants (id, kind, name, reach_from, reach_upto) values ($1, $2, $3, $4, $5)
         on conflict (kind, reach_from) where kind <> 'sponsor' do nothing",
        id,
        founding.kind.word(),
        founding.name.as_str(),
        reach.from(),
        reach.upto(),
    )
    .execute(scope.conn())
    .await?;
    let row = sqlx::query!(
        "select id, name from tenants where kind = $1 and reach_from = $2",
        founding.kind.word(),
        reach.from(),
    )
    .fetch_one(scope.conn())
    .await?;
    Ok(Office { tenant: TenantId(row.id), kind: founding.kind, name: row.name })
}

//! The sponsor fills in or corrects the profile.

use super::record;
use crate::db::Scope;
use crate::error::Result;
use crate::region;
use domain::account::{Name, Phone};
use domain::id::{FormKey, InstitutionId};
use domain::institution::{
    Address, Profile, SponsorKind, parse_postcode, parse_residents, parse_rt_rw, parse_street,
};
use domain::policy::Permission;
use domain::problem::{Problem, Rule, Violation};
use domain::region::{Level, RegionCode};
use domain::workflow::Refusal;

/// The form, as typed.
#[derive(Debug, Clone, Default)]
pub struct ProfileInput {
    /// Jenis sponsor.
    pub kind: String,
    /// Name of the institution.
    pub name: String,
    /// Penanggung jawab.
    pub in_charge: String,
    /// Phone.
    pub phone: String,
    /// People in care.
    pub residents: String,
    /// Village code.
    pub village: String,
    /// Street line.
    pub street: String,
    /// RT.
    pub rt: String,
    /// RW.
    pub rw: String,
    /// Postcode.
    pub postcode: String,
}

impl ProfileInput {
    /// Reads every field, or names every fault.
    ///
    /// # Errors
    /// All violations at once.
    pub fn parse(&self) -> Result<(SponsorKind, Profile), Vec<Violation>> {
        let mut wrong = Vec::new();
        let kind = keep(&mut wrong, "kind", SponsorKind::from_word(&self.kind).ok_or(Rule::NotAChoice));
        let name = keep(&mut wrong, "name", Name::parse(&self.name));
        let in_charge = keep(&mut wrong, "in_charge", Name::parse(&self.in_charge));
        let phone = keep(&mut wrong, "phone", Phone::parse(&self.phone));
        let residents = keep(&mut wrong, "residents", parse_residents(&self.residents));
        let village = keep(&mut wrong, "village", parse_village(&self.village));
        let street = keep(&mut wrong, "street", parse_street(&self.street));
        let rt = keep(&mut wrong, "rt", parse_rt_rw(&self.rt));
        let rw = keep(&mut wrong, "rw", parse_rt_rw(&self.rw));
        let postcode = keep(&mut wrong, "postcode", parse_postcode(&self.postcode));
        match (kind, name, in_charge, phone, residents, village, street, rt, rw, postcode) {
            (
                Some(kind),
                Some(name),
                Some(in_charge),
                Some(phone),
                Some(residents),
                Some(village),
                Some(street),
                Some(rt),
                Some(rw),
                Some(postcode),
            ) => {
                let address = Address { village, street, rt, rw, postcode };
                Ok((kind, Profile { name, in_charge, phone, residents, address }))
            }
            _ => Err(wrong),
        }
    }
}

fn keep<T>(wrong: &mut Vec<Violation>, field: &'static str, read: Result<T, Rule>) -> Option<T> {
    read.map_err(|rule| wrong.push(Violation::new(field, rule))).ok()
}

fn parse_village(raw: &str) -> Result<RegionCode, Rule> {
    if raw.trim().is_empty() {
        return Err(Rule::Missing);
    }
    let code = RegionCode::parse(raw).map_err(|_| Rule::UnknownRegion)?;
    if code.level() == Level::Village { Ok(code) } else { Err(Rule::RegionTooCoarse) }
}

/// Saves the profile. `revision` is the one the form was filled from.
///
/// # Errors
/// [`Problem::Stale`] when another tab saved first; [`Problem::Forbidden`] while the file is with the
/// office; a violation of `village` when the region is unknown or retired.
#[tracing::instrument(name = "institution.save", skip_all, fields(institution.id = %id))]
pub async fn save(
    scope: &mut Scope,
    id: InstitutionId,
    revision: i32,
    kind: SponsorKind,
    profile: &Profile,
    key: FormKey,
) -> Result<()> {
    scope.require(Permission::EditInstitution)?;
    let before = record::head(scope, id).await?.ok_or(Problem::NotFound)?;
    if !before.state.is_with_sponsor() {
        return Err(Refusal::WrongState.into());
    }
    scope.claim(key, "/sponsor").await?;
    let village = region::find(scope, &profile.address.village).await?;
    let Some(village) = village else { return Err(Problem::field("village", Rule::UnknownRegion).into()) };
    if !village.is_current() {
        return Err(Problem::field("village", Rule::RetiredRegion).into());
    }
    let phone = scope.keys().seal(&format!("institutions.phone:{id}"), profile.phone.as_str().as_bytes())?;
    let now = scope.now();
    let saved = sqlx::query!(
        "update institutions
            set kind = $3, name = $4, in_charge = $5, phone = $6, residents = $7, village_code = $8,
                region_edition = $9, region_path = $10, street = $11, rt = $12, rw = $13, postcode = $14,
                revision = revision + 1, profile_changed_at = $15
          where id = $1 and revision = $2",
        id.0,
        revision,
        kind.word(),
        profile.name.as_str(),
        profile.in_charge.as_str(),
        phone,
        i32::from(profile.residents),
        village.code.as_str(),
        village.edition.as_str(),
        village.path,
        profile.address.street,
        profile.address.rt,
        profile.address.rw,
        profile.address.postcode,
        now,
    )
    .execute(scope.conn())
    .await?;
    if saved.rows_affected() != 1 {
        return Err(Problem::Stale.into());
    }
    sqlx::query!("update tenants set name = $2 where id = $1", before.tenant.0, profile.name.as_str())
        .execute(scope.conn())
        .await?;
    Ok(())
}

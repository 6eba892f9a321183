//! The table of persons. The tables: `migrations/…_enter_people.sql`.

use super::sealed::{Agreed, Column, Identified, Particulars};
use crate::db::Scope;
use crate::error::{Error, Result};
use crate::region;
use domain::id::{InstitutionId, PersonId, TenantId};
use domain::institution::Address;
use domain::person::{Birth, CONSENT_VERSION, Consent, Consenter, Ground, Home, Identity, State, name_key};
use domain::problem::{Problem, Rule};
use domain::region::Found;
use domain::workflow::Refusal;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A person as the table has it.
pub(super) struct Row {
    pub(super) state: String,
    pub(super) revision: i32,
    pub(super) full_name: String,
    pub(super) sex: String,
    pub(super) nik: Option<Vec<u8>>,
    pub(super) no_nik: Option<String>,
    pub(super) aliases: Option<Vec<u8>>,
    pub(super) birth_place: Option<String>,
    pub(super) birth_date: Option<Date>,
    pub(super) birth_precision: Option<String>,
    pub(super) mother: Option<Vec<u8>>,
    pub(super) kk: Option<Vec<u8>>,
    pub(super) lives: Option<String>,
    pub(super) since: Option<Date>,
    pub(super) room: Option<String>,
    pub(super) village_code: Option<String>,
    pub(super) region_edition: Option<String>,
    pub(super) region_path: Option<String>,
    pub(super) street: Option<Vec<u8>>,
    pub(super) rt: Option<String>,
    pub(super) rw: Option<String>,
    pub(super) postcode: Option<String>,
    pub(super) parents: Option<String>,
    pub(super) particulars: Option<Vec<u8>>,
    pub(super) consent_by: Option<String>,
    pub(super) consent: Option<Vec<u8>>,
    pub(super) consent_method: Option<String>,
    pub(super) consent_on: Option<Date>,
    pub(super) consent_version: Option<String>,
    pub(super) no_family_card: bool,
    pub(super) changed_at: OffsetDateTime,
}

/// The person with this id, as far as the actor's door shows it.
pub(super) async fn row(scope: &mut Scope, id: PersonId) -> Result<Option<Row>> {
    let row = sqlx::query_file_as!(Row, "src/person/sql/file.sql", id.0).fetch_optional(scope.conn()).await?;
    Ok(row)
}

/// The institution of a tenant.
pub(super) async fn institution(scope: &mut Scope, tenant: TenantId) -> Result<Option<Uuid>> {
    let id = sqlx::query_scalar!("select id from institutions where tenant_id = $1", tenant.0)
        .fetch_optional(scope.conn())
        .await?;
    Ok(id)
}

/// Makes sure that the actor has this person and may change it; locked until the transaction ends. Answers whose file
/// it is a part of.
///
/// # Errors
/// [`Problem::NotFound`]; [`Refusal::WrongState`] when the file is no longer with its sponsor.
pub(crate) async fn hold(scope: &mut Scope, id: PersonId) -> Result<InstitutionId> {
    let row = sqlx::query!("select institution_id, state from persons where id = $1 for update", id.0)
        .fetch_optional(scope.conn())
        .await?
        .ok_or(Problem::NotFound)?;
    let state = State::from_word(&row.state).ok_or_else(|| Error::inconsistent("persons", "state"))?;
    if state.is_with_sponsor() {
        Ok(InstitutionId(row.institution_id))
    } else {
        Err(Refusal::WrongState.into())
    }
}

/// Writes whether a person has no family card; what stands already is left alone.
pub(super) async fn set_no_card(scope: &mut Scope, id: PersonId, none: bool) -> Result<()> {
    let now = scope.now();
    sqlx::query!(
        "update persons set no_family_card = $2, changed_at = $3 where id = $1 and no_family_card <> $2",
        id.0,
        none,
        now,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// A new draft.
pub(super) async fn insert(
    scope: &mut Scope,
    id: PersonId,
    institution: Uuid,
    identity: &Identity,
) -> Result<()> {
    let sealed = Identified::seal(scope, id, identity)?;
    let (tenant, account, now) = (scope.tenant()?, scope.account()?, scope.now());
    sqlx::query!(
        "insert into persons (id, tenant_id, institution_id, full_name, name_key, sex, nik, nik_head, nik_tail,
                              nik_index, no_nik, aliases, created_by, created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)",
        id.0,
        tenant.0,
        institution,
        identity.name.as_str(),
        name_key(identity.name.as_str()),
        identity.sex.word(),
        sealed.nik,
        sealed.head,
        sealed.tail,
        sealed.index,
        sealed.no_nik,
        sealed.aliases,
        account.0,
        now,
    )
    .execute(scope.conn())
    .await
    .map_err(nik_in_list)?;
    Ok(())
}

/// The first group; answers how many rows had that revision, as all that follow.
pub(super) async fn identity(
    scope: &mut Scope,
    id: PersonId,
    revision: i32,
    identity: &Identity,
) -> Result<u64> {
    let sealed = Identified::seal(scope, id, identity)?;
    let now = scope.now();
    let done = sqlx::query!(
        "update persons
            set full_name = $3, name_key = $4, sex = $5, nik = $6, nik_head = $7, nik_tail = $8, nik_index = $9,
                no_nik = $10, aliases = $11, revision = revision + 1, changed_at = $12
          where id = $1 and revision = $2",
        id.0,
        revision,
        identity.name.as_str(),
        name_key(identity.name.as_str()),
        identity.sex.word(),
        sealed.nik,
        sealed.head,
        sealed.tail,
        sealed.index,
        sealed.no_nik,
        sealed.aliases,
        now,
    )
    .execute(scope.conn())
    .await
    .map_err(nik_in_list)?;
    Ok(done.rows_affected())
}

/// The second group.
pub(super) async fn birth(scope: &mut Scope, id: PersonId, revision: i32, birth: &Birth) -> Result<u64> {
    let mother = Column::Mother.seal_json(scope, id, &birth.mother)?;
    let kk = birth.kk.as_ref().map(|kk| Column::Kk.seal(scope, id, kk.as_str())).transpose()?;
    let now = scope.now();
    let done = sqlx::query!(
        "update persons
            set birth_place = $3, birth_date = $4, birth_precision = $5, mother = $6, kk = $7,
                revision = revision + 1, changed_at = $8
          where id = $1 and revision = $2",
        id.0,
        revision,
        birth.place,
        birth.date,
        birth.precision.word(),
        mother,
        kk,
        now,
    )
    .execute(scope.conn())
    .await?;
    Ok(done.rows_affected())
}

/// The third group.
///
/// # Errors
/// A violation of `village` when the region is unknown or has ended.
pub(super) async fn home(scope: &mut Scope, id: PersonId, revision: i32, home: &Home) -> Result<u64> {
    let village = match &home.address {
        Some(address) => Some(village(scope, address).await?),
        None => None,
    };
    let (village, address) = (village.as_ref(), home.address.as_ref());
    let street = address.map(|address| Column::Street.seal(scope, id, &address.street)).transpose()?;
    let now = scope.now();
    let done = sqlx::query!(
        "update persons
            set lives = $3, since = $4, room = $5, village_code = $6, region_edition = $7, region_path = $8,
                street = $9, rt = $10, rw = $11, postcode = $12, revision = revision + 1, changed_at = $13
          where id = $1 and revision = $2",
        id.0,
        revision,
        home.lives.word(),
        home.since,
        home.room,
        village.map(|village| village.code.as_str()),
        village.map(|village| village.edition.as_str()),
        village.map(|village| village.path.as_str()),
        street,
        address.and_then(|address| address.rt.as_deref()),
        address.and_then(|address| address.rw.as_deref()),
        address.and_then(|address| address.postcode.as_deref()),
        now,
    )
    .execute(scope.conn())
    .await?;
    Ok(done.rows_affected())
}

async fn village(scope: &mut Scope, address: &Address) -> Result<Found> {
    match region::find(scope, &address.village).await? {
        None => Err(Problem::field("village", Rule::UnknownRegion).into()),
        Some(village) if !village.is_current() => Err(Problem::field("village", Rule::RetiredRegion).into()),
        Some(village) => Ok(village),
    }
}

/// The fourth group.
pub(super) async fn ground(scope: &mut Scope, id: PersonId, revision: i32, ground: &Ground) -> Result<u64> {
    let particulars = Column::Particulars.seal_json(scope, id, &Particulars::from(ground))?;
    let now = scope.now();
    let done = sqlx::query!(
        "update persons
            set parents = $3, particulars = $4, revision = revision + 1, changed_at = $5
          where id = $1 and revision = $2",
        id.0,
        revision,
        ground.parents.word(),
        particulars,
        now,
    )
    .execute(scope.conn())
    .await?;
    Ok(done.rows_affected())
}

/// The fifth group, under the text of today.
pub(super) async fn consent(
    scope: &mut Scope,
    id: PersonId,
    revision: i32,
    consent: &Consent,
) -> Result<u64> {
    let agreed = Column::Consent.seal_json(scope, id, &Agreed::from(consent))?;
    let now = scope.now();
    let done = sqlx::query!(
        "update persons
            set consent_by = $3, consent = $4, consent_method = $5, consent_on = $6, consent_version = $7,
                revision = revision + 1, changed_at = $8
          where id = $1 and revision = $2",
        id.0,
        revision,
        consent.by.word(),
        agreed,
        consent.method.word(),
        consent.on,
        CONSENT_VERSION,
        now,
    )
    .execute(scope.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Who agreed, and when.
pub(super) async fn agreed(scope: &mut Scope, id: PersonId) -> Result<Option<(Consenter, Date)>> {
    let row = sqlx::query!("select consent_by, consent_on from persons where id = $1", id.0)
        .fetch_one(scope.conn())
        .await?;
    let (Some(by), Some(on)) = (row.consent_by, row.consent_on) else { return Ok(None) };
    let by = Consenter::from_word(&by).ok_or_else(|| Error::inconsistent("persons", "consent_by"))?;
    Ok(Some((by, on)))
}

/// Takes a consent out that no longer holds; the revision is that of the answer for which it no longer does.
pub(super) async fn forget_consent(scope: &mut Scope, id: PersonId) -> Result<()> {
    sqlx::query!(
        "update persons
            set consent_by = null, consent = null, consent_method = null, consent_on = null, consent_version = null
          where id = $1",
        id.0,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// Deletes a draft; answers how many rows had that revision.
pub(super) async fn delete(scope: &mut Scope, id: PersonId, revision: i32) -> Result<u64> {
    let done = sqlx::query!("delete from persons where id = $1 and revision = $2", id.0, revision)
        .execute(scope.conn())
        .await?;
    Ok(done.rows_affected())
}

/// One NIK stands once on a list: the index tells, even of two who enter it at the same moment.
fn nik_in_list(error: sqlx::Error) -> Error {
    let constraint = error.as_database_error().and_then(|error| error.constraint());
    if constraint == Some("persons_nik_once") {
        Problem::field("nik", Rule::NikInList).into()
    } else {
        error.into()
    }
}

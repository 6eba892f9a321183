//! The rows of papers: `documents` and `document_events`, and as much of `institutions` as an upload asks.
//!
//! The versions of a paper are counted by their owner: the institution, or the person in care.

use super::detail::{self, Returned};
use crate::db::Scope;
use crate::error::{Error, Result};
use domain::document::{MOVES, PaperAction, PaperFault, PaperHint, PaperKind, PaperState};
use domain::id::{DocumentId, InstitutionId, PersonId, TenantId};
use domain::verification::State;
use domain::workflow::{Word, apply};
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// The sponsor's file, as far as an upload needs it.
pub(super) struct Home {
    pub(super) id: InstitutionId,
    pub(super) state: State,
    /// When the social office returned it last.
    pub(super) returned_at: Option<OffsetDateTime>,
}

/// A version, as far as a move needs it.
pub(super) struct Head {
    pub(super) id: DocumentId,
    pub(super) tenant: TenantId,
    pub(super) institution: InstitutionId,
    pub(super) person: Option<PersonId>,
    pub(super) kind: PaperKind,
    pub(super) number: i32,
    pub(super) state: PaperState,
    version: i32,
    pub(super) received_at: OffsetDateTime,
}

struct HeadRow {
    id: Uuid,
    tenant_id: Uuid,
    institution_id: Uuid,
    person_id: Option<Uuid>,
    kind: String,
    number: i32,
    state: String,
    version: i32,
    received_at: OffsetDateTime,
}

impl TryFrom<HeadRow> for Head {
    type Error = Error;

    fn try_from(row: HeadRow) -> Result<Self> {
        Ok(Self {
            id: DocumentId(row.id),
            tenant: TenantId(row.tenant_id),
            institution: InstitutionId(row.institution_id),
            person: row.person_id.map(PersonId),
            kind: read_kind(&row.kind)?,
            number: row.number,
            state: read_state(&row.state)?,
            version: row.version,
            received_at: row.received_at,
        })
    }
}

/// A version to be inserted.
pub(super) struct New<'a> {
    pub(super) id: DocumentId,
    pub(super) institution: InstitutionId,
    pub(super) person: Option<PersonId>,
    pub(super) kind: PaperKind,
    pub(super) number: i32,
    pub(super) file_name: &'a [u8],
    pub(super) size: i32,
    pub(super) sha256: &'a [u8],
}

/// What the decoder found in a version that passed.
pub(super) struct Found {
    pub(super) pages: i32,
    pub(super) width: Option<i32>,
    pub(super) height: Option<i32>,
    pub(super) hints: Vec<String>,
}

/// The acting tenant's own file, locked until the transaction ends: it is not sent while a paper changes.
pub(super) async fn home(scope: &mut Scope) -> Result<Option<Home>> {
    let tenant = scope.tenant()?;
    let row = sqlx::query!(
        "select id,
                state,
                (select max(e.at) from institution_events e
                  where e.institution_id = i.id and e.action = 'return') as returned_at
           from institutions i
          where tenant_id = $1
            for update",
        tenant.0,
    )
    .fetch_optional(scope.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let state = State::from_word(&row.state).ok_or_else(|| Error::inconsistent("institutions", "state"))?;
    Ok(Some(Home { id: InstitutionId(row.id), state, returned_at: row.returned_at }))
}

/// The newest version of a paper.
pub(super) async fn newest(scope: &mut Scope, owner: Uuid, kind: PaperKind) -> Result<Option<Head>> {
    let row = sqlx::query_as!(
        HeadRow,
        "select id, tenant_id, institution_id, person_id, kind, number, state, version, received_at
           from documents
          where owner_id = $1 and kind = $2
          order by number desc
          limit 1",
        owner,
        kind.word(),
    )
    .fetch_optional(scope.conn())
    .await?;
    row.map(Head::try_from).transpose()
}

/// When the oldest of the last `most` versions of a paper was received, if there are as many.
pub(super) async fn received_before(
    scope: &mut Scope,
    owner: Uuid,
    kind: PaperKind,
    most: i64,
) -> Result<Option<OffsetDateTime>> {
    Ok(sqlx::query_scalar!(
        "select received_at from documents
          where owner_id = $1 and kind = $2
          order by number desc offset $3 limit 1",
        owner,
        kind.word(),
        most - 1,
    )
    .fetch_optional(scope.conn())
    .await?)
}

/// Whether the social office returned a version of this paper with this hash, for a reason that lies in the file.
pub(super) async fn was_returned(
    scope: &mut Scope,
    owner: Uuid,
    kind: PaperKind,
    sha256: &[u8],
) -> Result<bool> {
    let rows = sqlx::query!(
        r#"select e.document_id, e.seq, e.detail as "detail!"
             from documents d
             join document_events e on e.document_id = d.id
            where d.owner_id = $1 and d.kind = $2 and d.sha256 = $3
              and e.action = 'return' and e.detail is not null"#,
        owner,
        kind.word(),
        sha256,
    )
    .fetch_all(scope.conn())
    .await?;
    for row in rows {
        let returned: Returned = scope.unseal(&detail::place(row.document_id, row.seq), &row.detail)?;
        if !returned.reason.may_lie_elsewhere() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A version.
pub(super) async fn head(scope: &mut Scope, id: DocumentId) -> Result<Option<Head>> {
    let row = sqlx::query_as!(
        HeadRow,
        "select id, tenant_id, institution_id, person_id, kind, number, state, version, received_at
           from documents
          where id = $1",
        id.0,
    )
    .fetch_optional(scope.conn())
    .await?;
    row.map(Head::try_from).transpose()
}

/// A version, locked until the transaction ends; for jobs, whose door may update rows.
pub(super) async fn head_for_update(scope: &mut Scope, id: DocumentId) -> Result<Option<Head>> {
    let row = sqlx::query_as!(
        HeadRow,
        "select id, tenant_id, institution_id, person_id, kind, number, state, version, received_at
           from documents
          where id = $1
            for update",
        id.0,
    )
    .fetch_optional(scope.conn())
    .await?;
    row.map(Head::try_from).transpose()
}

/// A new version, received.
pub(super) async fn insert(scope: &mut Scope, new: &New<'_>) -> Result<()> {
    let (tenant, account, now) = (scope.tenant()?, scope.account()?, scope.now());
    sqlx::query!(
        "insert into documents (id, tenant_id, institution_id, kind, number, file_name, size, sha256,
                                uploaded_by, received_at, person_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        new.id.0,
        tenant.0,
        new.institution.0,
        new.kind.word(),
        new.number,
        new.file_name,
        new.size,
        new.sha256,
        account.0,
        now,
        new.person.map(|person| person.0),
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// Moves a version: one event row, and the trigger moves the state, or everything is undone. The table of
/// moves decides; `detail` is sealed.
pub(super) async fn append<T: Serialize>(
    scope: &mut Scope,
    before: &Head,
    action: PaperAction,
    detail: Option<&T>,
) -> Result<()> {
    let made = apply(MOVES, before.state, action, scope.roles(), |_| true)?;
    let seq = before.version + 1;
    let place = detail::place(before.id.0, seq);
    let detail = detail.map(|detail| scope.seal(&place, detail)).transpose()?;
    let actor = scope.actor().account.map(|id| id.0);
    let (name, office) = (scope.actor().name.clone(), scope.actor().tenant_name.clone());
    // Reach and hashes are the trigger's.
    sqlx::query!(
        "insert into document_events (document_id, seq, tenant_id, reach, from_state, action, to_state,
                                      actor_id, actor_name, actor_office, detail, prev_hash, hash)
         values ($1, $2, $3, '', $4, $5, $6, $7, $8, $9, $10, '', '')",
        before.id.0,
        seq,
        before.tenant.0,
        made.from.word(),
        made.action.word(),
        made.to.word(),
        actor,
        name,
        office,
        detail,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// Writes what the decoder found.
pub(super) async fn set_found(scope: &mut Scope, id: DocumentId, found: &Found) -> Result<()> {
    sqlx::query!(
        "update documents set pages = $2, width = $3, height = $4, hints = $5 where id = $1",
        id.0,
        found.pages,
        found.width,
        found.height,
        &found.hints,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// Writes why the decoder refused it.
pub(super) async fn set_refusal(scope: &mut Scope, id: DocumentId, fault: PaperFault) -> Result<()> {
    sqlx::query!("update documents set refusal = $2 where id = $1", id.0, fault.to_string())
        .execute(scope.conn())
        .await?;
    Ok(())
}

/// Which of these documents exist.
pub(super) async fn existing(scope: &mut Scope, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("select id from documents where id = any($1)", ids)
        .fetch_all(scope.conn())
        .await?)
}

/// Where the name of a file is sealed to.
pub(super) fn name_place(id: DocumentId) -> String {
    format!("documents.file_name:{id}")
}

pub(super) fn read_kind(word: &str) -> Result<PaperKind> {
    PaperKind::from_word(word).ok_or_else(|| Error::inconsistent("documents", "kind"))
}

pub(super) fn read_state(word: &str) -> Result<PaperState> {
    PaperState::from_word(word).ok_or_else(|| Error::inconsistent("documents", "state"))
}

pub(super) fn read_fault(code: &str) -> Result<PaperFault> {
    code.parse().map_err(|_| Error::inconsistent("documents", "refusal"))
}

pub(super) fn read_hint(word: &str) -> Result<PaperHint> {
    PaperHint::from_word(word).ok_or_else(|| Error::inconsistent("documents", "hints"))
}

/// A number that the database keeps signed and that is never negative.
pub(super) fn read_count(column: &'static str, number: i32) -> Result<u32> {
    u32::try_from(number).map_err(|_| Error::inconsistent("documents", column))
}

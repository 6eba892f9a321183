//! The event of a move: one row, and the trigger moves the file.

use super::Declared;
use crate::db::Scope;
use crate::error::{Error, Result};
use domain::id::{AccountId, InstitutionId, TenantId};
use domain::verification::{Action, Faults, State, VisitNote};
use domain::workflow::{Move, Word};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

/// What a move needs to know of a file.
#[derive(Debug, Clone)]
pub struct Head {
    /// The file.
    pub id: InstitutionId,
    /// Whose it is.
    pub tenant: TenantId,
    /// Where it lies; empty while no office may see it.
    pub reach: String,
    /// Its state.
    pub state: State,
    /// How many moves it made.
    pub version: i32,
    /// Who sent it last.
    pub sent_by: Option<AccountId>,
    /// Which officer holds it.
    pub holder: Option<AccountId>,
    /// The holder's name.
    pub holder_name: Option<String>,
    /// Until when.
    pub lease_until: Option<OffsetDateTime>,
}

/// What an event keeps besides the move; sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// What was declared, for a sending.
    #[serde(default)]
    pub declared: Option<Declared>,
    /// The returned parts, for a return.
    pub faults: Option<Faults>,
    /// The visit, for a verification.
    pub visit: Option<VisitNote>,
    /// The reason, for a rejection.
    pub words: Option<String>,
}

struct HeadRow {
    tenant_id: Uuid,
    reach: String,
    state: String,
    version: i32,
    sent_by: Option<Uuid>,
    holder_id: Option<Uuid>,
    holder_name: Option<String>,
    lease_until: Option<OffsetDateTime>,
}

impl HeadRow {
    fn head(self, id: InstitutionId) -> Result<Head> {
        Ok(Head {
            id,
            tenant: TenantId(self.tenant_id),
            reach: self.reach,
            state: State::from_word(&self.state)
                .ok_or_else(|| Error::inconsistent("institutions", "state"))?,
            version: self.version,
            sent_by: self.sent_by.map(AccountId),
            holder: self.holder_id.map(AccountId),
            holder_name: self.holder_name,
            lease_until: self.lease_until,
        })
    }
}

/// The file with this id, as far as the actor's door shows it; locked until the transaction ends.
pub(crate) async fn head(scope: &mut Scope, id: InstitutionId) -> Result<Option<Head>> {
    sqlx::query_as!(
        HeadRow,
        "select tenant_id, reach, state, version, sent_by, holder_id, holder_name, lease_until
           from institutions where id = $1 for update",
        id.0,
    )
    .fetch_optional(scope.conn())
    .await?
    .map(|row| row.head(id))
    .transpose()
}

/// As [`head`], for a look: nobody waits for it, and it waits for nobody.
pub(crate) async fn glance(scope: &mut Scope, id: InstitutionId) -> Result<Option<Head>> {
    sqlx::query_as!(
        HeadRow,
        "select tenant_id, reach, state, version, sent_by, holder_id, holder_name, lease_until
           from institutions where id = $1",
        id.0,
    )
    .fetch_optional(scope.conn())
    .await?
    .map(|row| row.head(id))
    .transpose()
}

/// The acting tenant's own file, locked until the transaction ends.
pub(super) async fn own_head(scope: &mut Scope) -> Result<Option<Head>> {
    let tenant = scope.tenant()?;
    let id = sqlx::query_scalar!("select id from institutions where tenant_id = $1", tenant.0)
        .fetch_optional(scope.conn())
        .await?;
    match id {
        Some(id) => head(scope, InstitutionId(id)).await,
        None => Ok(None),
    }
}

/// Writes the event of `made`; the trigger moves state, version and reach, or everything is undone.
pub(crate) async fn append(
    scope: &mut Scope,
    before: &Head,
    made: &Move<State, Action>,
    detail: Option<&Detail>,
) -> Result<()> {
    let seq = before.version + 1;
    let place = format!("institution_events.detail:{}:{seq}", before.id);
    let detail = detail.map(|detail| scope.seal(&place, detail)).transpose()?;
    let actor = scope.account()?;
    let (name, office) = (scope.actor().name.clone(), scope.actor().tenant_name.clone());
    sqlx::query!(
        "insert into institution_events (institution_id, seq, tenant_id, reach, from_state, action, to_state,
                                         actor_id, actor_name, actor_office, detail, prev_hash, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', '')",
        before.id.0,
        seq,
        before.tenant.0,
        before.reach,
        made.from.word(),
        made.action.word(),
        made.to.word(),
        actor.0,
        name,
        office,
        detail,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

//! The outbox in the database.

use crate::db::Scope;
use crate::error::Result;
use crate::gateway::mail::MailError;
use domain::event::Message;
use domain::id::{AccountId, InstitutionId, TenantId};
use domain::lang::Lang;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// Where a row's payload is sealed.
pub(super) fn place(id: Uuid) -> String {
    format!("outbox.payload:{id}")
}

/// A row to be written.
pub(super) struct New {
    pub id: Uuid,
    pub message: Message,
    pub account: Option<AccountId>,
    pub tenant: Option<TenantId>,
    pub institution: Option<InstitutionId>,
    pub payload: Vec<u8>,
}

/// Writes a row. It lies where its institution's file lies, so that an office may write about the files of
/// its area and no others; a row without an institution lies at the beginning of the office's own area.
pub(super) async fn insert(scope: &mut Scope, new: &New) -> Result<()> {
    let own_area = scope.actor().reach_from.clone();
    sqlx::query!(
        "insert into outbox (id, message, account_id, tenant_id, institution_id, payload, reach)
         values ($1, $2, $3, $4, $5, $6,
                 case when $5::uuid is null then $7 else (select reach from institutions where id = $5) end)",
        new.id,
        new.message.word(),
        new.account.map(|id| id.0),
        new.tenant.map(|id| id.0),
        new.institution.map(|id| id.0),
        new.payload,
        own_area,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// A row that was taken to be sent.
pub(super) struct Taken {
    pub id: Uuid,
    pub message: String,
    pub payload: Vec<u8>,
    /// Tries so far, this one included.
    pub attempts: i32,
    pub created_at: OffsetDateTime,
    /// The receipt number of the institution it is about.
    pub receipt: Option<String>,
    pub to: Vec<Recipient>,
}

/// Somebody who gets the mail.
pub(super) struct Recipient {
    pub email: String,
    pub lang: Lang,
}

/// Takes up to `most` due rows until `lease`; rows that another worker has are passed over.
pub(super) async fn take(scope: &mut Scope, most: i64, lease: OffsetDateTime) -> Result<Vec<Taken>> {
    let now = scope.now();
    let rows = sqlx::query!(
        r#"with due as materialized (
               select id from outbox
                where sent_at is null and failed_at is null and due_at <= $1
                  and (lease_until is null or lease_until < $1)
                order by due_at
                limit $2
                for update skip locked
           )
           update outbox o set lease_until = $3, attempts = o.attempts + 1
             from due where o.id = due.id
        returning o.id, o.message, o.payload, o.attempts, o.created_at,
                  (select i.receipt from institutions i where i.id = o.institution_id) as receipt"#,
        now,
        most,
        lease,
    )
    .fetch_all(scope.conn())
    .await?;
    let mut taken: Vec<Taken> = rows
        .into_iter()
        .map(|r| Taken {
            id: r.id,
            message: r.message,
            payload: r.payload,
            attempts: r.attempts,
            created_at: r.created_at,
            receipt: r.receipt,
            to: Vec::new(),
        })
        .collect();
    address(scope, &mut taken).await?;
    Ok(taken)
}

/// Finds out who gets each mail, and in which language.
async fn address(scope: &mut Scope, taken: &mut [Taken]) -> Result<()> {
    let ids: Vec<Uuid> = taken.iter().map(|t| t.id).collect();
    let rows = sqlx::query!(
        r#"select o.id as "id!", a.email as "email!", a.lang as "lang!"
             from outbox o join accounts a on a.id = o.account_id
            where o.id = any($1)
            union all
           select o.id, a.email, a.lang
             from outbox o
             join memberships m on m.tenant_id = o.tenant_id and m.role = 'sponsor_owner' and m.ended_at is null
             join accounts a on a.id = m.account_id and a.state = 'active'
            where o.id = any($1) and o.account_id is null"#,
        &ids,
    )
    .fetch_all(scope.conn())
    .await?;
    for row in rows {
        if let Some(taken) = taken.iter_mut().find(|t| t.id == row.id) {
            taken.to.push(Recipient { email: row.email, lang: Lang::from_tag(&row.lang) });
        }
    }
    Ok(())
}

/// The mail has left.
pub(super) async fn mark_sent(scope: &mut Scope, id: Uuid) -> Result<()> {
    let now = scope.now();
    sqlx::query!(
        "update outbox set sent_at = $2, lease_until = null, last_error = null where id = $1",
        id,
        now,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// The mail is tried again after `wait`.
pub(super) async fn mark_deferred(
    scope: &mut Scope,
    id: Uuid,
    lease: OffsetDateTime,
    wait: Duration,
    why: MailError,
) -> Result<()> {
    let due = scope.now() + wait;
    sqlx::query!(
        "update outbox set due_at = $3, lease_until = null, last_error = $4
          where id = $1 and lease_until = $2 and sent_at is null",
        id,
        lease,
        due,
        why.to_string(),
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// The mail will not leave; `why` names no address.
pub(super) async fn mark_failed(scope: &mut Scope, id: Uuid, lease: OffsetDateTime, why: &str) -> Result<()> {
    let now = scope.now();
    sqlx::query!(
        "update outbox set failed_at = $3, lease_until = null, last_error = $4
          where id = $1 and lease_until = $2 and sent_at is null",
        id,
        lease,
        now,
        why,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// Gives a row back that was taken and not tried: it does not count as tried.
pub(super) async fn release(
    scope: &mut Scope,
    id: Uuid,
    lease: OffsetDateTime,
    wait: Duration,
) -> Result<()> {
    let due = scope.now() + wait;
    sqlx::query!(
        "update outbox set lease_until = null, attempts = attempts - 1, due_at = $3
          where id = $1 and lease_until = $2 and sent_at is null",
        id,
        lease,
        due,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

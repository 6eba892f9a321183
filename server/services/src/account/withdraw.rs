//! Taking a registration back: its sender typed a wrong address, and has registered again with the right one.
//!
//! Somebody else may own the wrong address. What the sender wrote about themselves does not stay under it, its link
//! and its code work no more, and its mail is not sent if it has not left yet.

use crate::context::Actor;
use crate::db::Db;
use crate::error::Result;
use domain::id::AccountId;

/// Deletes the registration that waits under this reference. Nothing happens when its address is confirmed, when a
/// newer registration has taken its place, or when an office has invited its owner. The caller has made sure that the
/// browser is the one in which it was typed ([`super::Typed`]).
///
/// # Errors
/// Those of the database; then nothing was deleted.
#[tracing::instrument(name = "account.withdraw", skip_all)]
pub async fn withdraw(db: &Db, reference: &str) -> Result<()> {
    let mut scope = db.begin(&Actor::system(None)).await?;
    let account = sqlx::query_scalar!(
        "select a.id from accounts a join email_tokens t on t.account_id = a.id
          where t.key = $1 and t.purpose = 'confirm' and a.confirm_key = t.key
            and a.password_changed_at = t.created_at
            and a.state = 'pending' and a.confirmed_at is null
            and not exists (select from memberships m join tenants o on o.id = m.tenant_id
                             where m.account_id = a.id and o.kind <> 'sponsor')
            for update of a",
        reference,
    )
    .fetch_optional(scope.conn())
    .await?
    .map(AccountId);
    let Some(account) = account else { return Ok(()) };
    // A sponsor that is nobody else's and of which nothing is recorded, as in `account.forget_pending`.
    let tenants = sqlx::query_scalar!(
        "select t.id from tenants t
          where exists (select from memberships m where m.tenant_id = t.id and m.account_id = $1)
            and not exists (select from memberships m where m.tenant_id = t.id and m.account_id <> $1)
            and not exists (select from institution_events e where e.tenant_id = t.id)
            and not exists (select from document_events e where e.tenant_id = t.id)",
        account.0,
    )
    .fetch_all(scope.conn())
    .await?;
    sqlx::query!("delete from outbox where account_id = $1 or tenant_id = any($2)", account.0, &tenants)
        .execute(scope.conn())
        .await?;
    sqlx::query!("delete from tenants where id = any($1)", &tenants).execute(scope.conn()).await?;
    sqlx::query!("delete from accounts where id = $1", account.0).execute(scope.conn()).await?;
    scope.commit().await
}

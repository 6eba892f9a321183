//! Job `account.forget_pending`: deletes what nobody needs any more.
//!
//! - Registrations that were not confirmed within [`PENDING_DAYS`], with the draft that came with them.
//! - Sessions, links, wrong-password counters, form keys and finished jobs, a week after their end: until
//!   then they answer "expired" or "already used" instead of "unknown".
//! - Parked forms as soon as they expire: somebody typed them.
//! - What a mail said, a day after it left: its row stays as proof, its links and codes do not.
//!
//! Unsent mails of a deleted account go with it. Everything here is a plain delete by age, so any number of
//! workers may run it at any time.

use crate::context::Actor;
use crate::db::{Db, Scope};
use crate::error::Result;
use domain::account::PENDING_DAYS;
use time::Duration;
use uuid::Uuid;

/// Accounts that are forgotten in one transaction.
const BATCH: i64 = 200;
/// How long things are kept after their end.
const KEEP: Duration = Duration::WEEK;
/// How long the payload of a mail that left is kept, for whoever asks what was sent.
const KEEP_PAYLOAD: Duration = Duration::DAY;

/// Deletes what is over.
///
/// # Errors
/// Those of the database.
#[tracing::instrument(name = "account.forget_pending", skip_all)]
pub async fn forget(db: &Db) -> Result<()> {
    let actor = Actor::system(None);
    loop {
        let forgotten = db.write(&actor, registrations).await?;
        if forgotten > 0 {
            tracing::info!(accounts = forgotten, "unconfirmed registrations deleted");
        }
        if i64::try_from(forgotten).is_ok_and(|n| n < BATCH) {
            break;
        }
    }
    db.write(&actor, leftovers).await
}

/// One batch of registrations. An account with a link that still works stays; so does one that is being
/// confirmed at this moment (its row is locked).
async fn registrations(scope: &mut Scope) -> Result<usize> {
    let now = scope.now();
    let accounts = sqlx::query_scalar!(
        "select a.id from accounts a
          where a.state = 'pending' and a.created_at < $1
            and not exists (select from email_tokens t
                             where t.account_id = a.id and t.used_at is null and t.expires_at > $2)
          order by a.created_at
          limit $3
          for update skip locked",
        now - Duration::days(PENDING_DAYS),
        now,
        BATCH,
    )
    .fetch_all(scope.conn())
    .await?;
    delete(scope, &accounts).await?;
    Ok(accounts.len())
}

async fn delete(scope: &mut Scope, accounts: &[Uuid]) -> Result<()> {
    if accounts.is_empty() {
        return Ok(());
    }
    // A sponsor that is nobody else's; offices never go.
    let tenants = sqlx::query_scalar!(
        "select t.id from tenants t
          where t.kind = 'sponsor'
            and exists (select from memberships m where m.tenant_id = t.id and m.account_id = any($1))
            and not exists (select from memberships m where m.tenant_id = t.id and m.account_id <> all($1))",
        accounts,
    )
    .fetch_all(scope.conn())
    .await?;
    sqlx::query!("delete from outbox where account_id = any($1) or tenant_id = any($2)", accounts, &tenants)
        .execute(scope.conn())
        .await?;
    sqlx::query!("delete from tenants where id = any($1)", &tenants).execute(scope.conn()).await?;
    sqlx::query!("delete from accounts where id = any($1)", accounts).execute(scope.conn()).await?;
    Ok(())
}

async fn leftovers(scope: &mut Scope) -> Result<()> {
    let now = scope.now();
    let old = now - KEEP;
    sqlx::query!("delete from sessions where expires_at < $1 or ended_at < $1", old)
        .execute(scope.conn())
        .await?;
    sqlx::query!("delete from email_tokens where expires_at < $1", old).execute(scope.conn()).await?;
    sqlx::query!("delete from throttles where updated_at < $1", old).execute(scope.conn()).await?;
    sqlx::query!("delete from form_keys where at < $1", old).execute(scope.conn()).await?;
    sqlx::query!("delete from parked_posts where expires_at < $1", now).execute(scope.conn()).await?;
    sqlx::query!("delete from jobs where done_at < $1", old).execute(scope.conn()).await?;
    sqlx::query!("update outbox set payload = '' where sent_at < $1 and payload <> ''", now - KEEP_PAYLOAD)
        .execute(scope.conn())
        .await?;
    Ok(())
}

//! Job `account.forget_pending`: deletes what nobody needs any more.
//!
//! - Registrations that were never confirmed, [`PENDING_DAYS`] later, with the draft that came with them. Such a
//!   draft has no history; a tenant that has some is never deleted (the database refuses it as well).
//! - Sessions, links, wrong-password counters, form keys and finished jobs, a week after their end: until
//!   then they answer "expired" or "already used" instead of "unknown".
//! - Parked forms as soon as they expire: somebody typed them.
//! - What a mail said, a day after it left or was given up: its row stays as proof, its links and codes do not.
//!
//! Unsent mails of a deleted account go with it. Everything here is a plain delete by age in short transactions
//! of at most [`ROWS`] rows of one table (each age has its index), so any number of workers may run it at any
//! time and nobody waits long for them.

use crate::context::Actor;
use crate::db::{Db, Scope};
use crate::error::Result;
use domain::account::PENDING_DAYS;
use time::Duration;
use uuid::Uuid;

/// Accounts that are forgotten in one transaction.
const BATCH: i64 = 200;
/// Rows of one table that are deleted in one transaction.
const ROWS: i64 = 1_000;
/// How long things are kept after their end.
const KEEP: Duration = Duration::WEEK;
/// How long the payload of a mail that left or was given up is kept, for whoever asks what it said.
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
    for leftover in Leftover::ALL {
        while db.write(&actor, async |scope| leftover.clear(scope).await).await? == ROWS.unsigned_abs() {}
    }
    Ok(())
}

/// One batch of registrations. An account with a link that still works stays; so does one that is being
/// confirmed at this moment (its row is locked).
async fn registrations(scope: &mut Scope) -> Result<usize> {
    let now = scope.now();
    let accounts = sqlx::query_scalar!(
        "select a.id from accounts a
          where a.state = 'pending' and a.confirmed_at is null and a.created_at < $1
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
    // A sponsor that is nobody else's and of which nothing is recorded; offices never go.
    let tenants = sqlx::query_scalar!(
        "select t.id from tenants t
          where t.kind = 'sponsor'
            and exists (select from memberships m where m.tenant_id = t.id and m.account_id = any($1))
            and not exists (select from memberships m where m.tenant_id = t.id and m.account_id <> all($1))
            and not exists (select from institution_events e where e.tenant_id = t.id)
            and not exists (select from document_events e where e.tenant_id = t.id)",
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

/// What is deleted by its age alone.
#[derive(Debug, Clone, Copy)]
enum Leftover {
    ExpiredSessions,
    EndedSessions,
    Links,
    Throttles,
    FormKeys,
    ParkedForms,
    DoneJobs,
    SentMails,
    FailedMails,
}

/// One batch: the statement takes the age as `$1` and the size of the batch as `$2`. It names its rows by their
/// places, which the database visits in order, so two workers never wait for each other crosswise; and it asks for
/// the age twice, because a row may have been renewed since its place was read.
macro_rules! batch {
    ($scope:expr, $before:expr, $sql:literal) => {
        sqlx::query!($sql, $before, ROWS).execute($scope.conn()).await?.rows_affected()
    };
}

impl Leftover {
    const ALL: [Self; 9] = [
        Self::ExpiredSessions,
        Self::EndedSessions,
        Self::Links,
        Self::Throttles,
        Self::FormKeys,
        Self::ParkedForms,
        Self::DoneJobs,
        Self::SentMails,
        Self::FailedMails,
    ];

    /// Clears one batch; returns how many rows it had.
    async fn clear(self, scope: &mut Scope) -> Result<u64> {
        let now = scope.now();
        let (old, said) = (now - KEEP, now - KEEP_PAYLOAD);
        Ok(match self {
            Self::ExpiredSessions => batch!(
                scope,
                old,
                "delete from sessions where expires_at < $1 and ctid = any (array(
                     select ctid from sessions where expires_at < $1 order by expires_at limit $2))"
            ),
            Self::EndedSessions => batch!(
                scope,
                old,
                "delete from sessions where ended_at < $1 and ctid = any (array(
                     select ctid from sessions where ended_at < $1 order by ended_at limit $2))"
            ),
            Self::Links => batch!(
                scope,
                old,
                "delete from email_tokens where expires_at < $1 and ctid = any (array(
                     select ctid from email_tokens where expires_at < $1 order by expires_at limit $2))"
            ),
            Self::Throttles => batch!(
                scope,
                old,
                "delete from throttles where updated_at < $1 and ctid = any (array(
                     select ctid from throttles where updated_at < $1 order by updated_at limit $2))"
            ),
            Self::FormKeys => batch!(
                scope,
                old,
                "delete from form_keys where at < $1 and ctid = any (array(
                     select ctid from form_keys where at < $1 order by at limit $2))"
            ),
            Self::ParkedForms => batch!(
                scope,
                now,
                "delete from parked_posts where expires_at < $1 and ctid = any (array(
                     select ctid from parked_posts where expires_at < $1 order by expires_at limit $2))"
            ),
            Self::DoneJobs => batch!(
                scope,
                old,
                "delete from jobs where done_at < $1 and ctid = any (array(
                     select ctid from jobs where done_at < $1 order by done_at limit $2))"
            ),
            Self::SentMails => batch!(
                scope,
                said,
                "update outbox set payload = '' where sent_at < $1 and payload <> '' and ctid = any (array(
                     select ctid from outbox where sent_at < $1 and payload <> '' order by sent_at limit $2))"
            ),
            Self::FailedMails => batch!(
                scope,
                said,
                "update outbox set payload = '' where failed_at < $1 and payload <> '' and ctid = any (array(
                     select ctid from outbox where failed_at < $1 and payload <> '' order by failed_at limit $2))"
            ),
        })
    }
}

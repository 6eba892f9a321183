//! Job rows in the database. `lease_no` is the token of whoever holds a row: it grows whenever the row is taken
//! and never shrinks, so a worker that lost its lease writes nothing any more. (`attempts` is no token: a try
//! that does not count takes it back.)

use crate::db::Scope;
use crate::error::Result;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// A row that was taken.
#[derive(Debug)]
pub(super) struct Taken {
    pub id: Uuid,
    pub name: String,
    pub tenant: Option<Uuid>,
    pub subject: Uuid,
    /// Tries so far, this one included.
    pub attempts: i32,
    pub created_at: OffsetDateTime,
    /// The database's time when it was taken.
    pub now: OffsetDateTime,
    /// The number of this lease.
    lease_no: i32,
}

pub(super) async fn insert(
    scope: &mut Scope,
    id: Uuid,
    name: &str,
    tenant: Option<Uuid>,
    subject: Uuid,
) -> Result<()> {
    sqlx::query!(
        "insert into jobs (id, name, tenant_id, subject_id) values ($1, $2, $3, $4)",
        id,
        name,
        tenant,
        subject,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// Takes the job that has been due longest, of those with a name in `names`.
pub(super) async fn take(scope: &mut Scope, names: &[String], lease: Duration) -> Result<Option<Taken>> {
    let now = scope.now();
    let row = sqlx::query!(
        r#"with due as materialized (
               select id from jobs
                where done_at is null and failed_at is null and due_at <= $1
                  and (lease_until is null or lease_until < $1)
                  and name = any($2)
                order by due_at
                limit 1
                for update skip locked
           )
           update jobs j set lease_until = $3, attempts = j.attempts + 1, lease_no = j.lease_no + 1
             from due where j.id = due.id
        returning j.id, j.name, j.tenant_id, j.subject_id, j.attempts, j.created_at, j.lease_no"#,
        now,
        names,
        now + lease,
    )
    .fetch_optional(scope.conn())
    .await?;
    Ok(row.map(|r| Taken {
        id: r.id,
        name: r.name,
        tenant: r.tenant_id,
        subject: r.subject_id,
        attempts: r.attempts,
        created_at: r.created_at,
        now,
        lease_no: r.lease_no,
    }))
}

/// Renews the lease; false when somebody else has the job by now.
pub(super) async fn renew(scope: &mut Scope, job: &Taken, lease: Duration) -> Result<bool> {
    let until = scope.now() + lease;
    let rows = sqlx::query!(
        "update jobs set lease_until = $3
          where id = $1 and lease_no = $2 and done_at is null and failed_at is null",
        job.id,
        job.lease_no,
        until,
    )
    .execute(scope.conn())
    .await?
    .rows_affected();
    Ok(rows == 1)
}

/// It is done.
pub(super) async fn mark_done(scope: &mut Scope, job: &Taken) -> Result<()> {
    let now = scope.now();
    sqlx::query!(
        "update jobs set done_at = $3, lease_until = null, last_error = null
          where id = $1 and lease_no = $2 and failed_at is null",
        job.id,
        job.lease_no,
        now,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// It is tried again after `wait`; a try that `counts` brings it nearer to its end.
pub(super) async fn mark_again(
    scope: &mut Scope,
    job: &Taken,
    wait: Duration,
    counts: bool,
    why: &str,
) -> Result<()> {
    let due = scope.now() + wait;
    sqlx::query!(
        "update jobs set due_at = $3, lease_until = null, last_error = $4,
                attempts = case when $5 then attempts else attempts - 1 end
          where id = $1 and lease_no = $2 and done_at is null and failed_at is null",
        job.id,
        job.lease_no,
        due,
        why,
        counts,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// It is given up.
pub(super) async fn mark_failed(scope: &mut Scope, job: &Taken, why: &str) -> Result<()> {
    let now = scope.now();
    sqlx::query!(
        "update jobs set failed_at = $3, lease_until = null, last_error = $4
          where id = $1 and lease_no = $2 and done_at is null",
        job.id,
        job.lease_no,
        now,
        why,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

//! What `/metrics` and `/readyz` tell about owed work. Read through the watcher's door, which counts and
//! changes nothing.

use crate::db::Scope;
use crate::error::Result;

/// How much work is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Jobs that are due.
    pub due: i64,
    /// Seconds since the oldest unfinished job was owed; 0 when none is.
    pub oldest_age_s: i64,
    /// Jobs that were given up.
    pub failed: i64,
    /// Mails that are due.
    pub outbox_due: i64,
    /// Seconds since the oldest unsent mail was owed; 0 when none is.
    pub outbox_oldest_s: i64,
    /// Mails that were given up.
    pub outbox_failed: i64,
}

/// Counts; `scope` is one of [`crate::context::Actor::ops`].
///
/// # Errors
/// Those of the database.
#[tracing::instrument(name = "jobs.figures", skip_all)]
pub async fn figures(scope: &mut Scope) -> Result<Figures> {
    let now = scope.now();
    let jobs = sqlx::query!(
        r#"select count(*) filter (where failed_at is null and due_at <= $1) as "due!",
                  count(*) filter (where failed_at is not null) as "failed!",
                  min(created_at) filter (where failed_at is null) as oldest
             from jobs where done_at is null"#,
        now,
    )
    .fetch_one(scope.conn())
    .await?;
    let outbox = sqlx::query!(
        r#"select count(*) filter (where failed_at is null and due_at <= $1) as "due!",
                  count(*) filter (where failed_at is not null) as "failed!",
                  min(created_at) filter (where failed_at is null) as oldest
             from outbox where sent_at is null"#,
        now,
    )
    .fetch_one(scope.conn())
    .await?;
    let age = |since: Option<time::OffsetDateTime>| since.map_or(0, |at| (now - at).whole_seconds().max(0));
    Ok(Figures {
        due: jobs.due,
        oldest_age_s: age(jobs.oldest),
        failed: jobs.failed,
        outbox_due: outbox.due,
        outbox_oldest_s: age(outbox.oldest),
        outbox_failed: outbox.failed,
    })
}

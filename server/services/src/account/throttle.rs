//! Slowing down: wrong passwords and mails, by keyed hash of the address. Known and unknown addresses are
//! slowed alike, and nobody is locked out for good.

use crate::db::Scope;
use crate::error::Result;
use domain::account::back_off_seconds;
use domain::problem::Problem;
use time::Duration;

/// Mails to one address within an hour.
const MAILS_AN_HOUR: i32 = 5;

fn key(scope: &Scope, kind: &str, email_key: &str) -> String {
    scope.keys().index(kind, email_key)
}

/// Takes a turn at the password of an address: stops whoever has to wait, and counts the try before the password
/// is looked at, so that a hundred tries at once are not a hundred free ones. A day without one starts afresh.
pub(super) async fn take_turn(scope: &mut Scope, email_key: &str) -> Result<()> {
    let key = key(scope, "sign-in", email_key);
    scope.with_key(&key).await?;
    let now = scope.now();
    let tries = sqlx::query_scalar!(
        "insert into throttles (key, failures, updated_at) values ($1, 1, $2)
         on conflict (key) do update set updated_at = $2, failures =
             case when throttles.updated_at < $2 - interval '1 day' then 1 else throttles.failures + 1 end
          where throttles.wait_until is null or throttles.wait_until <= $2
         returning failures",
        key,
        now,
    )
    .fetch_optional(scope.conn())
    .await?;
    let Some(tries) = tries else { return Err(waiting(scope, &key).await?.into()) };
    let wait = now + Duration::seconds(back_off_seconds(tries).into());
    sqlx::query!("update throttles set wait_until = $2 where key = $1", key, wait)
        .execute(scope.conn())
        .await?;
    Ok(())
}

async fn waiting(scope: &mut Scope, key: &str) -> Result<Problem> {
    let until = sqlx::query_scalar!("select wait_until from throttles where key = $1", key)
        .fetch_optional(scope.conn())
        .await?
        .flatten();
    let left = until.map_or(1, |until| (until - scope.now()).whole_seconds() + 1);
    Ok(Problem::RateLimited(u32::try_from(left).unwrap_or(1).max(1)))
}

/// Forgets the wrong passwords of somebody who knew it in the end.
pub(super) async fn forgive(scope: &mut Scope, email_key: &str) -> Result<()> {
    let key = key(scope, "sign-in", email_key);
    scope.with_key(&key).await?;
    let now = scope.now();
    sqlx::query!(
        "update throttles set failures = 0, wait_until = null, updated_at = $2 where key = $1",
        key,
        now
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

/// Counts a mail to this address; a few an hour and no more.
pub(super) async fn count_mail(scope: &mut Scope, email_key: &str) -> Result<()> {
    let key = key(scope, "mail", email_key);
    scope.with_key(&key).await?;
    let now = scope.now();
    let mails = sqlx::query_scalar!(
        "insert into throttles (key, failures, wait_until, updated_at) values ($1, 1, $2, $2)
         on conflict (key) do update set updated_at = $2,
             failures = case when throttles.wait_until < $2 - interval '1 hour' then 1
                             else throttles.failures + 1 end,
             wait_until = case when throttles.wait_until < $2 - interval '1 hour' then $2
                               else throttles.wait_until end
         returning failures",
        key,
        now,
    )
    .fetch_one(scope.conn())
    .await?;
    if mails > MAILS_AN_HOUR { Err(Problem::RateLimited(3_600).into()) } else { Ok(()) }
}

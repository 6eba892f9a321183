//! Slowing down: wrong passwords and mails, by keyed hash of the address, and registrations, by that of the network
//! they come from. Known and unknown addresses are slowed alike, and nobody is locked out for good.
//!
//! One order of locks for everything that touches accounts, so that two transactions never wait for each other
//! crosswise: first the link (`email_tokens`), then counters (`throttles`), then the account. Whoever needs the
//! address of an account to find its counter reads it without a lock ([`super::store::address`]).

use super::Device;
use crate::db::Scope;
use crate::error::Result;
use domain::account::back_off_seconds;
use domain::problem::Problem;
use std::net::IpAddr;
use time::{Duration, OffsetDateTime};

/// Mails to one address within an hour.
const MAILS_AN_HOUR: i32 = 5;
/// Registrations from one network within an hour that nobody has confirmed yet.
pub(super) const UNCONFIRMED_AN_HOUR: i32 = 20;

fn key(scope: &Scope, kind: &str, email_key: &str) -> String {
    scope.keys().index(kind, email_key)
}

/// A try at the password of an address, and the counters that forget it when the password was right.
pub(super) struct Turn(Vec<String>);

/// Takes a turn at the password of an address: stops whoever has to wait, and counts the try before the password
/// is looked at, so that a hundred tries at once are not a hundred free ones.
///
/// A device that the account knows has tries of its own, which no stranger uses up; when those are gone it waits in
/// line with everybody else, so that a new password also lets it in.
pub(super) async fn take_turn(scope: &mut Scope, email_key: &str, device: Option<&Device>) -> Result<Turn> {
    let common = key(scope, "sign-in", email_key);
    let own = device
        .filter(|device| device.is_known_to(scope.keys(), email_key))
        .map(|device| scope.keys().index("sign-in.device", &format!("{}:{email_key}", device.name())));
    let Some(own) = own else {
        take(scope, &common).await?.map_err(Problem::RateLimited)?;
        return Ok(Turn(vec![common]));
    };
    let Err(wait) = take(scope, &own).await? else { return Ok(Turn(vec![own])) };
    match take(scope, &common).await? {
        Ok(()) => Ok(Turn(vec![own, common])),
        Err(longer) => Err(Problem::RateLimited(wait.min(longer)).into()),
    }
}

/// Counts a try under this key, or tells for how many seconds there is none. A day without one starts afresh.
async fn take(scope: &mut Scope, key: &str) -> Result<std::result::Result<(), u32>> {
    scope.with_key(key).await?;
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
    let Some(tries) = tries else { return Ok(Err(waiting(scope, key).await?)) };
    let wait = now + Duration::seconds(back_off_seconds(tries).into());
    sqlx::query!("update throttles set wait_until = $2 where key = $1", key, wait)
        .execute(scope.conn())
        .await?;
    Ok(Ok(()))
}

async fn waiting(scope: &mut Scope, key: &str) -> Result<u32> {
    let until = sqlx::query_scalar!("select wait_until from throttles where key = $1", key)
        .fetch_optional(scope.conn())
        .await?
        .flatten();
    Ok(until.map_or(1, |until| seconds_until(scope, until)))
}

/// Whole seconds until then, rounded up, and at least one.
fn seconds_until(scope: &Scope, then: OffsetDateTime) -> u32 {
    u32::try_from((then - scope.now()).whole_seconds() + 1).unwrap_or(1).max(1)
}

/// Forgets the wrong passwords of somebody who knew it in the end. Those that strangers typed elsewhere stay counted
/// when it was typed on a known device.
pub(super) async fn forgive_turn(scope: &mut Scope, turn: &Turn) -> Result<()> {
    for key in &turn.0 {
        forget(scope, key).await?;
    }
    Ok(())
}

/// Forgets the wrong passwords of an address whose owner has proved it otherwise.
pub(super) async fn forgive(scope: &mut Scope, email_key: &str) -> Result<()> {
    let key = key(scope, "sign-in", email_key);
    forget(scope, &key).await
}

/// Holds the counter of wrong passwords of an address until the transaction ends: for whoever locks the account next
/// and forgives afterwards.
pub(super) async fn hold(scope: &mut Scope, email_key: &str) -> Result<()> {
    let key = key(scope, "sign-in", email_key);
    scope.with_key(&key).await?;
    let now = scope.now();
    // One that is not there yet could be made, and held, by somebody else in between: so it is made here.
    sqlx::query!(
        "insert into throttles (key, failures, updated_at) values ($1, 0, $2)
         on conflict (key) do update set updated_at = throttles.updated_at",
        key,
        now,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

async fn forget(scope: &mut Scope, key: &str) -> Result<()> {
    scope.with_key(key).await?;
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
    let counted = sqlx::query!(
        r#"insert into throttles (key, failures, wait_until, updated_at) values ($1, 1, $2, $2)
         on conflict (key) do update set updated_at = $2,
             failures = case when throttles.wait_until < $2 - interval '1 hour' then 1
                             else throttles.failures + 1 end,
             wait_until = case when throttles.wait_until < $2 - interval '1 hour' then $2
                               else throttles.wait_until end
         returning failures, wait_until as "since!""#,
        key,
        now,
    )
    .fetch_one(scope.conn())
    .await?;
    if counted.failures <= MAILS_AN_HOUR {
        return Ok(());
    }
    Err(Problem::RateLimited(seconds_until(scope, counted.since + Duration::HOUR)).into())
}

/// Counts a registration from this network, or tells for how many seconds there is no room for one: whoever fills the
/// table with addresses that nobody confirms is stopped, and so is everybody behind the same network meanwhile.
pub(super) async fn count_registration(
    scope: &mut Scope,
    network: IpAddr,
) -> Result<std::result::Result<(), u32>> {
    let key = key(scope, "register", &network.to_string());
    scope.with_key(&key).await?;
    let now = scope.now();
    let counted = sqlx::query_scalar!(
        "insert into throttles (key, failures, wait_until, updated_at) values ($1, 1, $2, $2)
         on conflict (key) do update set updated_at = $2,
             failures = case when throttles.wait_until < $2 - interval '1 hour' then 1
                             else throttles.failures + 1 end,
             wait_until = case when throttles.wait_until < $2 - interval '1 hour' then $2
                               else throttles.wait_until end
          where throttles.failures < $3 or throttles.wait_until < $2 - interval '1 hour'
         returning failures",
        key,
        now,
        UNCONFIRMED_AN_HOUR,
    )
    .fetch_optional(scope.conn())
    .await?;
    if counted.is_some() {
        return Ok(Ok(()));
    }
    Ok(Err(room_under(scope, &key).await?.err().unwrap_or(1)))
}

/// Whether there is room for a registration from this network, or for how many seconds there is none. Nothing is
/// counted, so that whoever asks first may still find none when it comes to [`count_registration`].
pub(super) async fn room_for_registration(
    scope: &mut Scope,
    network: IpAddr,
) -> Result<std::result::Result<(), u32>> {
    let key = key(scope, "register", &network.to_string());
    scope.with_key(&key).await?;
    room_under(scope, &key).await
}

async fn room_under(scope: &mut Scope, key: &str) -> Result<std::result::Result<(), u32>> {
    let an_hour_ago = scope.now() - Duration::HOUR;
    let since = sqlx::query_scalar!(
        r#"select wait_until as "since!" from throttles
          where key = $1 and failures >= $2 and wait_until >= $3"#,
        key,
        UNCONFIRMED_AN_HOUR,
        an_hour_ago,
    )
    .fetch_optional(scope.conn())
    .await?;
    Ok(since.map_or(Ok(()), |since| Err(seconds_until(scope, since + Duration::HOUR))))
}

/// Somebody in this network confirmed: there is room for one more.
pub(super) async fn forgive_registration(scope: &mut Scope, network: IpAddr) -> Result<()> {
    let key = key(scope, "register", &network.to_string());
    scope.with_key(&key).await?;
    sqlx::query!("update throttles set failures = failures - 1 where key = $1 and failures > 0", key)
        .execute(scope.conn())
        .await?;
    Ok(())
}

/// From when on another mail may go to this address, as far as their number says: nothing when one may go now.
pub(super) async fn next_mail(scope: &mut Scope, email_key: &str) -> Result<Option<OffsetDateTime>> {
    let key = key(scope, "mail", email_key);
    scope.with_key(&key).await?;
    let since = sqlx::query_scalar!(
        "select wait_until from throttles where key = $1 and failures >= $2",
        key,
        MAILS_AN_HOUR,
    )
    .fetch_optional(scope.conn())
    .await?
    .flatten();
    Ok(since.map(|since| since + Duration::HOUR).filter(|then| *then >= scope.now()))
}

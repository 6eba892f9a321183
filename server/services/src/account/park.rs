//! A form that arrives without a session is kept, sealed, for half an hour, and shown again after its
//! owner has signed in: nothing that somebody typed is lost.

use crate::context::Actor;
use crate::db::Db;
use crate::error::Result;
use crate::seal::{sha256, token};
use domain::account::PARKED_MINUTES;
use domain::lang::Lang;
use time::Duration;

/// A form that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// The page it was sent to.
    pub path: String,
    /// What was typed, as it was sent.
    pub body: Vec<u8>,
}

fn key_of(secret: &str) -> String {
    data_encoding::HEXLOWER.encode(&sha256(secret.as_bytes()))
}

/// Keeps a form; returns the secret for the cookie of this browser.
///
/// # Errors
/// Those of the database.
#[tracing::instrument(name = "account.park", skip_all)]
pub async fn park(db: &Db, parked: &Parked) -> Result<String> {
    let secret = token()?;
    let key = key_of(&secret);
    let mut scope = db.begin(&Actor::public(Lang::Id)).await?;
    let body = scope.keys().seal(&format!("parked_posts.body:{key}"), &parked.body)?;
    let until = scope.now() + Duration::minutes(PARKED_MINUTES);
    scope.with_key(&key).await?;
    sqlx::query!(
        "insert into parked_posts (key, path, body, expires_at) values ($1, $2, $3, $4)",
        key,
        parked.path,
        body,
        until,
    )
    .execute(scope.conn())
    .await?;
    scope.commit().await?;
    Ok(secret)
}

/// Gives a kept form back, once.
///
/// # Errors
/// Those of the database.
pub async fn unpark(db: &Db, secret: &str) -> Result<Option<Parked>> {
    let key = key_of(secret);
    let mut scope = db.begin(&Actor::public(Lang::Id)).await?;
    scope.with_key(&key).await?;
    let now = scope.now();
    let row = sqlx::query!("delete from parked_posts where key = $1 returning path, body, expires_at", key)
        .fetch_optional(scope.conn())
        .await?;
    let parked = match row {
        Some(row) if row.expires_at > now => {
            let body = scope.keys().open(&format!("parked_posts.body:{key}"), &row.body)?;
            Some(Parked { path: row.path, body })
        }
        _ => None,
    };
    scope.commit().await?;
    Ok(parked)
}

/// Where a kept form belongs, without taking it.
///
/// # Errors
/// Those of the database.
pub async fn peek(db: &Db, secret: &str) -> Result<Option<String>> {
    let key = key_of(secret);
    let mut scope = db.begin(&Actor::public(Lang::Id)).await?;
    scope.with_key(&key).await?;
    let now = scope.now();
    let path =
        sqlx::query_scalar!("select path from parked_posts where key = $1 and expires_at > $2", key, now)
            .fetch_optional(scope.conn())
            .await?;
    scope.commit().await?;
    Ok(path)
}

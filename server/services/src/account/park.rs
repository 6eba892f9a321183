//! A form that arrives without a session is kept, sealed, for half an hour, and shown again after its
//! owner has signed in: nothing that somebody typed is lost.

use crate::context::Actor;
use crate::db::Db;
use crate::error::Result;
use crate::seal::{sha256, token};
use domain::account::PARKED_MINUTES;
use domain::id::AccountId;
use domain::lang::Lang;
use serde::{Deserialize, Serialize};
use time::Duration;

/// A form that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// The page it was sent to.
    pub path: String,
    /// What was typed, as it was sent.
    pub body: Vec<u8>,
    /// Whose it is, as [`mark_of`] wrote it into the browser when they signed in.
    pub owner: String,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Kept {
    body: Vec<u8>,
    owner: String,
}

impl Parked {
    /// Whether this account may see it: phones are shared.
    pub fn is_for(&self, db: &Db, account: AccountId) -> bool {
        self.owner == mark_of(db, account)
    }
}

/// The mark of an account in a browser: says nothing to whoever reads it, and outlives the session.
pub fn mark_of(db: &Db, account: AccountId) -> String {
    db.keys().index("parked_posts.owner", &account.to_string())
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
    let kept = Kept { body: parked.body.clone(), owner: parked.owner.clone() };
    let body = scope.seal(&format!("parked_posts.body:{key}"), &kept)?;
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

/// The form that this browser left, as long as it is kept. It is not taken away: a page that did not arrive can
/// be asked for again.
///
/// # Errors
/// Those of the database.
pub async fn parked(db: &Db, secret: &str) -> Result<Option<Parked>> {
    let key = key_of(secret);
    let mut scope = db.begin(&Actor::public(Lang::Id)).await?;
    scope.with_key(&key).await?;
    let now = scope.now();
    let row =
        sqlx::query!("select path, body from parked_posts where key = $1 and expires_at > $2", key, now)
            .fetch_optional(scope.conn())
            .await?;
    let Some(row) = row else { return Ok(None) };
    let kept: Kept = scope.unseal(&format!("parked_posts.body:{key}"), &row.body)?;
    Ok(Some(Parked { path: row.path, body: kept.body, owner: kept.owner }))
}

//! Offices and their officers, who accept at once.

use crate::account::invite::{Invitation, invite};
use crate::context::Actor;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::office::{self, Founding, Office};
use domain::account::{Email, Name};
use domain::id::AccountId;
use domain::office::OfficeKind;
use domain::problem::Problem;
use domain::region::RegionCode;

/// An officer with a password.
#[derive(Debug, Clone)]
pub struct Officer {
    /// The account.
    pub account: AccountId,
    /// The address.
    pub email: String,
}

/// The office of this kind over this region, founded when it is not there yet.
///
/// # Errors
/// Those of [`office::found`]; [`Problem::Invalid`] for a malformed name.
pub async fn open_office(db: &Db, kind: OfficeKind, name: &str, region: Option<&str>) -> Result<Office> {
    let wrong = |field| move |rule| Error::from(Problem::field(field, rule));
    let founding = Founding {
        kind,
        name: Name::parse(name).map_err(wrong("name"))?,
        region: region.map(RegionCode::parse).transpose().map_err(wrong("region"))?,
    };
    db.write(&Actor::system(None), async |scope| office::found(scope, &founding).await).await
}

/// Invites an officer and lets them accept at once with the password of which `password_hash` is the hash.
///
/// # Errors
/// Those of the database; [`Problem::Invalid`] for a malformed address or name.
pub async fn invite_officer(
    db: &Db,
    office: &Office,
    name: &str,
    email: &str,
    password_hash: &str,
) -> Result<Officer> {
    let wrong = |field| move |rule| Error::from(Problem::field(field, rule));
    let invitation = Invitation {
        email: Email::parse(email).map_err(wrong("email"))?,
        name: Name::parse(name).map_err(wrong("name"))?,
        tenant: office.tenant,
        role: office.kind.role(),
    };
    db.write(&Actor::system(None), async |scope| {
        let account = invite(scope, &invitation).await?;
        let now = scope.now();
        // Accepting is the officer's own act, by mail; here nobody reads one.
        sqlx::query!(
            "update accounts set password_hash = $2, state = 'active', confirmed_at = $3, reset_key = null
              where id = $1",
            account.0,
            password_hash,
            now,
        )
        .execute(scope.conn())
        .await?;
        sqlx::query!("delete from outbox where account_id = $1 and message = 'invitation'", account.0)
            .execute(scope.conn())
            .await?;
        Ok(Officer { account, email: email.to_owned() })
    })
    .await
}

/// Whether an address has an account.
///
/// # Errors
/// Those of the database.
pub async fn is_known(db: &Db, email: &str) -> Result<bool> {
    let mut scope = db.begin(&Actor::system(None)).await?;
    let found = sqlx::query_scalar!("select account_id from account_emails where email_key = $1", email)
        .fetch_optional(scope.conn())
        .await?;
    Ok(found.is_some())
}

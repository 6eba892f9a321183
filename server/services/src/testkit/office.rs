//! Offices and their officers.

use crate::account::invite::{Invitation, invite};
use crate::context::Actor;
use crate::db::Db;
use crate::error::{Error, Result};
use domain::account::{Email, Name};
use domain::id::{AccountId, TenantId};
use domain::policy::Role;
use domain::problem::Problem;
use domain::region::{Reach, RegionCode};

/// An office.
#[derive(Debug, Clone)]
pub struct Office {
    /// Its tenant.
    pub tenant: TenantId,
    /// Its name.
    pub name: String,
}

/// An officer with a password.
#[derive(Debug, Clone)]
pub struct Officer {
    /// The account.
    pub account: AccountId,
    /// The address.
    pub email: String,
}

/// Founds an office, or finds the one with this name. `kind` is the tenant's; `area` its region.
///
/// # Errors
/// Those of the database.
pub async fn found_office(db: &Db, kind: &str, name: &str, area: Option<&RegionCode>) -> Result<Office> {
    let reach = area.map_or_else(Reach::nowhere, Reach::of);
    db.write(&Actor::system(None), async |scope| {
        let known = sqlx::query_scalar!("select id from tenants where kind = $1 and name = $2", kind, name)
            .fetch_optional(scope.conn())
            .await?;
        let id = if let Some(id) = known {
            id
        } else {
            let id = scope.new_id();
            sqlx::query!(
                "insert into tenants (id, kind, name, reach_from, reach_upto) values ($1, $2, $3, $4, $5)",
                id,
                kind,
                name,
                reach.from(),
                reach.upto(),
            )
            .execute(scope.conn())
            .await?;
            id
        };
        Ok(Office { tenant: TenantId(id), name: name.to_owned() })
    })
    .await
}

/// Invites an officer and lets them accept at once with the password of which `password_hash` is the hash.
///
/// # Errors
/// Those of the database; [`Problem::Invalid`] for a malformed address or name.
pub async fn invite_officer(
    db: &Db,
    office: &Office,
    role: Role,
    name: &str,
    email: &str,
    password_hash: &str,
) -> Result<Officer> {
    let wrong = |field| move |rule| Error::from(Problem::field(field, rule));
    let invitation = Invitation {
        email: Email::parse(email).map_err(wrong("email"))?,
        name: Name::parse(name).map_err(wrong("name"))?,
        tenant: office.tenant,
        role,
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

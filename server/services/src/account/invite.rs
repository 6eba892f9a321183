//! An operator invites somebody into an office: account, membership, and a link to the first password.

use super::token;
use crate::db::Scope;
use crate::error::{Error, Result};
use crate::notification::{self, Addressee};
use domain::account::{Email, Name};
use domain::event::Message;
use domain::id::{AccountId, TenantId};
use domain::policy::Role;
use serde_json::json;
use time::Duration;

/// Hours for which an invitation works.
const INVITE_HOURS: i64 = 72;

/// Who is invited, and to what.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Their address.
    pub email: Email,
    /// Their name, as history will show it.
    pub name: Name,
    /// The office.
    pub tenant: TenantId,
    /// What they will be there.
    pub role: Role,
}

/// Invites; somebody who has an account already only gets the membership. Returns the account.
///
/// # Errors
/// Those of the database.
#[tracing::instrument(name = "account.invite", skip_all, fields(tenant.id = %invitation.tenant))]
pub async fn invite(scope: &mut Scope, invitation: &Invitation) -> Result<AccountId> {
    let email_key = invitation.email.key();
    let known = sqlx::query_scalar!("select account_id from account_emails where email_key = $1", email_key)
        .fetch_optional(scope.conn())
        .await?;
    let account = match known {
        Some(id) => take_over(scope, AccountId(id), invitation).await?,
        None => create(scope, invitation).await?,
    };
    let membership = scope.new_id();
    sqlx::query!(
        "insert into memberships (id, account_id, tenant_id, role) values ($1, $2, $3, $4)
         on conflict on constraint memberships_once do update set ended_at = null",
        membership,
        account.0,
        invitation.tenant.0,
        invitation.role.word(),
    )
    .execute(scope.conn())
    .await?;
    let office = sqlx::query_scalar!("select name from tenants where id = $1", invitation.tenant.0)
        .fetch_optional(scope.conn())
        .await?
        .ok_or_else(|| Error::from(domain::problem::Problem::NotFound))?;
    let fresh = token::issue(scope, account, "invite", Duration::hours(INVITE_HOURS)).await?;
    sqlx::query!("update accounts set reset_key = $2 where id = $1", account.0, fresh.key)
        .execute(scope.conn())
        .await?;
    let facts =
        json!({ "link": fresh.link(), "expires_at": fresh.expires_at.unix_timestamp(), "office": office });
    notification::owe(scope, Message::Invitation, Addressee::Account(account), None, &facts).await?;
    Ok(account)
}

/// Somebody else may have registered with this address and never proven it: what they typed, and the institution
/// they named, must not become the officer's.
async fn take_over(scope: &mut Scope, account: AccountId, invitation: &Invitation) -> Result<AccountId> {
    let now = scope.now();
    let pending = sqlx::query_scalar!(
        "update accounts set name = $2, phone = null, password_hash = null, confirm_key = null
          where id = $1 and state = 'pending' returning id",
        account.0,
        invitation.name.as_str(),
    )
    .fetch_optional(scope.conn())
    .await?;
    if pending.is_some() {
        sqlx::query!(
            "update memberships set ended_at = $3 where account_id = $1 and tenant_id <> $2 and ended_at is null
               and tenant_id in (select id from tenants where kind = 'sponsor')",
            account.0,
            invitation.tenant.0,
            now,
        )
        .execute(scope.conn())
        .await?;
    }
    Ok(account)
}

async fn create(scope: &mut Scope, invitation: &Invitation) -> Result<AccountId> {
    let account = AccountId(scope.new_id());
    sqlx::query!(
        "insert into accounts (id, email, name, state) values ($1, $2, $3, 'pending')",
        account.0,
        invitation.email.as_str(),
        invitation.name.as_str(),
    )
    .execute(scope.conn())
    .await?;
    sqlx::query!(
        "insert into account_emails (email_key, account_id) values ($1, $2)",
        invitation.email.key(),
        account.0,
    )
    .execute(scope.conn())
    .await?;
    Ok(account)
}

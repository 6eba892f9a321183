//! Queries over accounts that several use cases share.

use crate::db::Scope;
use crate::error::{Error, Result};
use domain::account::{AccountState, Email};
use domain::id::{AccountId, TenantId};
use time::OffsetDateTime;

/// An account, as the use cases of this step need it.
pub(super) struct Account {
    pub id: AccountId,
    pub email: String,
    pub name: String,
    pub state: AccountState,
    pub password_hash: Option<String>,
    pub confirm_key: Option<String>,
    pub confirm_sent_at: Option<OffsetDateTime>,
    pub password_changed_at: Option<OffsetDateTime>,
    pub reset_key: Option<String>,
}

impl Account {
    /// `s•••@contoh.id`; in small letters, so that the way in which an owner once wrote it is not told to whoever
    /// types the address again.
    pub fn masked(&self) -> String {
        masked(&self.email)
    }
}

/// As [`Account::masked`], of an address alone.
pub(super) fn masked(address: &str) -> String {
    Email::parse(&address.to_ascii_lowercase()).map(|email| email.masked()).unwrap_or_default()
}

/// The address of this account, which never changes, read without locking the account; from then on the scope sees it.
pub(super) async fn address(scope: &mut Scope, id: AccountId) -> Result<Option<String>> {
    scope.as_account(id).await?;
    let address = sqlx::query_scalar!("select email from accounts where id = $1", id.0)
        .fetch_optional(scope.conn())
        .await?;
    Ok(address)
}

/// The account of an address; from then on the scope sees it.
pub(super) async fn by_email(scope: &mut Scope, email_key: &str) -> Result<Option<Account>> {
    scope.with_email(email_key).await?;
    let id = sqlx::query_scalar!("select account_id from account_emails where email_key = $1", email_key)
        .fetch_optional(scope.conn())
        .await?;
    match id {
        Some(id) => by_id(scope, AccountId(id)).await,
        None => Ok(None),
    }
}

/// The account with this id, locked; from then on the scope sees it.
pub(super) async fn by_id(scope: &mut Scope, id: AccountId) -> Result<Option<Account>> {
    scope.as_account(id).await?;
    let row = sqlx::query!(
        "select email, name, state, password_hash, confirm_key, confirm_sent_at, password_changed_at, reset_key
           from accounts where id = $1 for update",
        id.0,
    )
    .fetch_optional(scope.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let state =
        AccountState::from_word(&row.state).ok_or_else(|| Error::inconsistent("accounts", "state"))?;
    Ok(Some(Account {
        id,
        email: row.email,
        name: row.name,
        state,
        password_hash: row.password_hash,
        confirm_key: row.confirm_key,
        confirm_sent_at: row.confirm_sent_at,
        password_changed_at: row.password_changed_at,
        reset_key: row.reset_key,
    }))
}

/// The tenant in which the account acts: its newest running membership, so that whoever is invited into an office
/// acts there.
pub(crate) async fn tenant_of(scope: &mut Scope, id: AccountId) -> Result<Option<TenantId>> {
    let tenant = sqlx::query_scalar!(
        "select tenant_id from memberships where account_id = $1 and ended_at is null
          order by created_at desc, id desc limit 1",
        id.0,
    )
    .fetch_optional(scope.conn())
    .await?;
    Ok(tenant.map(TenantId))
}

/// Ends every session of the account.
pub(super) async fn end_sessions(scope: &mut Scope, id: AccountId) -> Result<()> {
    let now = scope.now();
    sqlx::query!("update sessions set ended_at = $2 where account_id = $1 and ended_at is null", id.0, now)
        .execute(scope.conn())
        .await?;
    Ok(())
}

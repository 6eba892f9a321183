//! From a proven identity to an account: by the link that its owner made with a mailed invitation, and by nothing
//! else. An issuer signs in officers of its own offices only, never sponsors.

use super::super::confirm::LinkState;
use super::super::{reset, session, store, token};
use super::Issuer;
use crate::account::SessionToken;
use crate::db::Scope;
use crate::error::Result;
use crate::seal::sha256;
use domain::account::AccountState;
use domain::id::{AccountId, TenantId};

/// Somebody whom an issuer vouches for. Only [`super::Oidc::finish`] makes one.
#[derive(Debug, Clone)]
pub struct Identity {
    issuer: String,
    subject: String,
    tenants: Vec<String>,
}

/// What accepting an invitation with an identity led to.
#[derive(Debug)]
pub enum Accepted {
    /// Linked, and signed in.
    Done(SessionToken),
    /// The invitation does not work; this is why.
    Link(LinkState),
    /// The identity belongs to another account.
    Taken,
    /// The issuer does not vouch for officers of this office.
    OtherOffice,
}

/// What signing in with an identity led to. Only to whoever linked it does it tell anything of an account.
#[derive(Debug)]
pub enum Entry {
    /// A session.
    Done(SessionToken),
    /// Nobody linked this identity.
    NotLinked,
    /// The account is suspended.
    Suspended,
    /// The account belongs to no office any more.
    NoOffice,
    /// The issuer does not vouch for officers of the office in which the account acts.
    OtherOffice,
}

impl Identity {
    pub(super) fn proven(issuer: &Issuer, subject: String) -> Self {
        Self { issuer: issuer.issuer_url.clone(), subject, tenants: issuer.tenants.clone() }
    }

    /// The reference under which the identity is found. A line break stands in no issuer's address.
    fn key(&self) -> String {
        data_encoding::HEXLOWER.encode(&sha256(format!("{}\n{}", self.issuer, self.subject).as_bytes()))
    }
}

/// Signs in whoever linked this identity, or tells them why not.
///
/// # Errors
/// Those of the database.
#[tracing::instrument(name = "account.sso_sign_in", skip_all)]
pub async fn sign_in(scope: &mut Scope, identity: &Identity) -> Result<Entry> {
    let Some(id) = linked(scope, identity).await? else { return Ok(Entry::NotLinked) };
    let Some(account) = store::by_id(scope, id).await? else { return Ok(Entry::NotLinked) };
    match account.state {
        AccountState::Active => {}
        // Linking made it active, and nothing leads back.
        AccountState::Pending => return Ok(Entry::NotLinked),
        AccountState::Suspended => return Ok(Entry::Suspended),
    }
    if store::tenant_of(scope, account.id).await?.is_none() {
        return Ok(Entry::NoOffice);
    }
    match office(scope, identity, account.id).await? {
        Some(tenant) => Ok(Entry::Done(session::open(scope, account.id, tenant).await?)),
        None => Ok(Entry::OtherOffice),
    }
}

/// Accepts an invitation with this identity instead of a password: links it, activates the account, spends the
/// invitation, and signs in.
///
/// # Errors
/// Those of the database. An invitation that does not work is a value: its state says why.
#[tracing::instrument(name = "account.sso_accept", skip_all)]
pub async fn accept(scope: &mut Scope, identity: &Identity, invitation: &str) -> Result<Accepted> {
    let (state, found) = reset::examine(scope, invitation).await?;
    let (LinkState::Ready(_), Some((found, account))) = (&state, found) else {
        return Ok(Accepted::Link(state));
    };
    if found.purpose != "invite" {
        return Ok(Accepted::Link(LinkState::Unknown));
    }
    let Some(tenant) = office(scope, identity, account.id).await? else { return Ok(Accepted::OtherOffice) };
    if link(scope, identity, account.id).await? != account.id {
        return Ok(Accepted::Taken);
    }
    scope.with_key(&found.key).await?;
    token::spend(scope, &found).await?;
    let now = scope.now();
    sqlx::query!(
        "update accounts set state = 'active', confirmed_at = coalesce(confirmed_at, $2), reset_key = null
          where id = $1",
        account.id.0,
        now,
    )
    .execute(scope.conn())
    .await?;
    store::end_sessions(scope, account.id).await?;
    Ok(Accepted::Done(session::open(scope, account.id, tenant).await?))
}

/// The account that linked this identity.
async fn linked(scope: &mut Scope, identity: &Identity) -> Result<Option<AccountId>> {
    let key = identity.key();
    scope.with_key(&key).await?;
    let id = sqlx::query_scalar!("select account_id from identities where key = $1", key)
        .fetch_optional(scope.conn())
        .await?;
    Ok(id.map(AccountId))
}

/// Links the identity to `account` unless it is linked already. Returns the account it belongs to.
async fn link(scope: &mut Scope, identity: &Identity, account: AccountId) -> Result<AccountId> {
    let key = identity.key();
    scope.with_key(&key).await?;
    sqlx::query!(
        "insert into identities (key, account_id, issuer, subject) values ($1, $2, $3, $4) on conflict do nothing",
        key,
        account.0,
        identity.issuer,
        identity.subject,
    )
    .execute(scope.conn())
    .await?;
    Ok(linked(scope, identity).await?.unwrap_or(account))
}

/// The office in which the account acts, when the issuer may sign in its officers.
async fn office(scope: &mut Scope, identity: &Identity, account: AccountId) -> Result<Option<TenantId>> {
    let Some(tenant) = store::tenant_of(scope, account).await? else { return Ok(None) };
    scope.as_tenant(tenant).await?;
    let row = sqlx::query!("select kind, name from tenants where id = $1", tenant.0)
        .fetch_optional(scope.conn())
        .await?;
    let Some(row) = row.filter(|row| row.kind != "sponsor") else { return Ok(None) };
    let id = tenant.to_string();
    let vouched = identity.tenants.is_empty()
        || identity
            .tenants
            .iter()
            .any(|one| *one == row.kind || *one == id || one.eq_ignore_ascii_case(&row.name));
    Ok(vouched.then_some(tenant))
}

//! A new password, by a link to the proven address; the same for an invitation's first password.
//!
//! Whether an address has an account is never said. A new password ends every session and is reported by
//! mail.

use super::{password, store, throttle, token};
use crate::db::Scope;
use crate::error::Result;
use crate::notification::{self, Addressee};
use domain::account::{AccountState, Email, Password, RESET_MINUTES};
use domain::event::Message;
use domain::id::AccountId;
use domain::problem::{Problem, Violation};
use serde_json::json;
use time::Duration;

pub use super::confirm::LinkState;

/// Asks for a link. Nothing tells whether the address has an account.
///
/// # Errors
/// [`Problem::RateLimited`] after too many mails; those of the database.
#[tracing::instrument(name = "account.ask_reset", skip_all)]
pub async fn ask(scope: &mut Scope, email: &Email) -> Result<()> {
    let email_key = email.key();
    throttle::count_mail(scope, &email_key).await?;
    let account = store::by_email(scope, &email_key).await?;
    let Some(account) = account.filter(|a| a.state == AccountState::Active) else { return Ok(()) };
    let fresh = link_for(scope, account.id).await?;
    let facts = json!({ "link": fresh.link(), "expires_at": fresh.expires_at.unix_timestamp() });
    notification::owe(scope, Message::ResetPassword, Addressee::Account(account.id), None, &facts).await
}

/// Makes a link the newest one to a password of `account`.
pub(super) async fn link_for(scope: &mut Scope, account: AccountId) -> Result<token::Fresh> {
    let fresh = token::issue(scope, account, "reset", Duration::minutes(RESET_MINUTES)).await?;
    let now = scope.now();
    sqlx::query!(
        "update accounts set reset_key = $2, reset_sent_at = $3 where id = $1",
        account.0,
        fresh.key,
        now,
    )
    .execute(scope.conn())
    .await?;
    Ok(fresh)
}

/// A link, looked at without using it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What it still is.
    pub state: LinkState,
    /// Whether it is an invitation to an office.
    pub invitation: bool,
    /// The address of the account: whoever holds the link reads its mail. Empty where there is none.
    pub address: String,
    /// What the owner is called.
    pub name: String,
}

impl Look {
    /// Refuses a new password that is common or made of the owner's words.
    ///
    /// # Errors
    /// A violation of the field `password`.
    pub fn check(&self, new: &Password) -> Result<()> {
        match password::weakness(new, &[&self.address, &self.name]) {
            Some(rule) => Err(Problem::Invalid(vec![Violation::new("password", rule)]).into()),
            None => Ok(()),
        }
    }
}

/// Looks at a link without using it.
///
/// # Errors
/// Those of the database.
pub async fn look(scope: &mut Scope, link: &str) -> Result<Look> {
    let (state, found) = examine(scope, link).await?;
    let invitation = found.as_ref().is_some_and(|(token, _)| token.purpose == "invite");
    let (address, name) = found.map(|(_, account)| (account.email, account.name)).unwrap_or_default();
    Ok(Look { state, invitation, address, name })
}

/// Sets the new password by the link; its hash was made before the transaction.
///
/// # Errors
/// Those of the database. A link that does not work is no error: its state says why.
#[tracing::instrument(name = "account.reset", skip_all)]
pub async fn set(scope: &mut Scope, link: &str, password_hash: &str) -> Result<LinkState> {
    hold_counter(scope, link).await?;
    let (state, found) = examine(scope, link).await?;
    let (LinkState::Ready(_), Some((found, account))) = (&state, found) else { return Ok(state) };
    token::spend(scope, &found).await?;
    let now = scope.now();
    sqlx::query!(
        "update accounts set password_hash = $2, password_changed_at = $3, state = 'active',
                confirmed_at = coalesce(confirmed_at, $3), reset_key = null
          where id = $1",
        account.id.0,
        password_hash,
        now,
    )
    .execute(scope.conn())
    .await?;
    store::end_sessions(scope, account.id).await?;
    throttle::forgive(scope, &account.email.to_ascii_lowercase()).await?;
    if found.purpose == "reset" {
        notification::owe(scope, Message::PasswordChanged, Addressee::Account(account.id), None, &json!({}))
            .await?;
    }
    Ok(state)
}

/// Locks the link and the counter of its address before [`examine`] locks the account: signing in takes counter and
/// account in this order too ([`throttle`]).
async fn hold_counter(scope: &mut Scope, link: &str) -> Result<()> {
    let Some((key, secret)) = token::split(link) else { return Ok(()) };
    let Some(found) = token::find(scope, key).await?.filter(|found| found.has_secret(secret)) else {
        return Ok(());
    };
    match store::address(scope, found.account).await? {
        Some(address) => throttle::hold(scope, &address.to_ascii_lowercase()).await,
        None => Ok(()),
    }
}

pub(super) async fn examine(
    scope: &mut Scope,
    link: &str,
) -> Result<(LinkState, Option<(token::Token, store::Account)>)> {
    let Some((key, secret)) = token::split(link) else { return Ok((LinkState::Unknown, None)) };
    let found = token::find(scope, key).await?;
    let Some(found) =
        found.filter(|t| matches!(t.purpose.as_str(), "reset" | "invite") && t.has_secret(secret))
    else {
        return Ok((LinkState::Unknown, None));
    };
    let Some(account) = store::by_id(scope, found.account).await? else {
        return Ok((LinkState::Unknown, None));
    };
    let newest = account.reset_key.as_deref() == Some(found.key.as_str());
    let state = if found.used_at.is_some() {
        LinkState::Used
    } else if account.state == AccountState::Suspended {
        LinkState::Unknown
    } else if !newest {
        LinkState::Replaced(None)
    } else if found.expires_at <= scope.now() {
        LinkState::Expired
    } else {
        LinkState::Ready(account.masked())
    };
    Ok((state, Some((found, account))))
}

//! Proving the address: by the link (on any device) or by the code (in the browser that registered).
//!
//! Mail scanners open links, so looking at one changes nothing; a button does. An old link is explained:
//! used, replaced by a newer mail, or too old.
//!
//! # Decision: a proven mailbox does not prove a password (2026-11-21)
//!
//! Context: anybody can register with somebody else's address; the owner then opens the mail and would prove an
//! account with a stranger's password. Choice: the password counts only for the browser in which it was typed, which
//! waits under the newest reference; everybody else who proves the mailbox chooses a password at once. Consequence:
//! whoever confirms where they registered, before closing the browser, notices nothing and is signed in; whoever opens
//! the mail elsewhere or later types one more field; a registration prepared by a stranger is worth nothing.

use super::{register, reset, session, store, throttle, token};
use crate::account::SessionToken;
use crate::db::Scope;
use crate::error::Result;
use domain::account::{AccountState, CODE_TRIES, Code, RESEND_SECONDS};
use domain::problem::{Problem, Rule};
use time::{Duration, OffsetDateTime};

/// What a link still is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// It works; for this (masked) address.
    Ready(String),
    /// The address is confirmed already.
    Used,
    /// A newer mail, sent then, took its place.
    Replaced(Option<OffsetDateTime>),
    /// Too old.
    Expired,
    /// No link of ours.
    Unknown,
}

/// What a proven address leads to.
#[derive(Debug)]
pub enum Proven {
    /// The registration stands as it was typed, and its owner is signed in.
    Registered(SessionToken),
    /// The password may be somebody else's: this link chooses another.
    ChoosePassword(String),
}

/// What the browser that registered waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Where the mail went, masked.
    pub address: String,
    /// When it was sent.
    pub sent_at: OffsetDateTime,
    /// From when on another mail may be asked for: a minute after this one, or when this hour's mails are forgotten.
    pub resend_at: OffsetDateTime,
    /// Until when the code works.
    pub code_until: OffsetDateTime,
    /// Whether the code can still be tried.
    pub open: bool,
}

/// Looks at a link without using it.
///
/// # Errors
/// Those of the database.
pub async fn look(scope: &mut Scope, link: &str) -> Result<LinkState> {
    Ok(examine(scope, link).await?.0)
}

/// Confirms by the link, and signs in the browser that registered; `waiting` is the reference under which this
/// browser waits, if it does.
///
/// # Errors
/// Those of the database. A link that does not work is a value: its state says why.
#[tracing::instrument(name = "account.confirm_link", skip_all)]
pub async fn by_link(
    scope: &mut Scope,
    link: &str,
    waiting: Option<&str>,
) -> Result<Result<Proven, LinkState>> {
    match examine(scope, link).await? {
        (LinkState::Ready(_), Some((found, account))) => {
            Ok(Ok(activate(scope, &found, &account, waiting).await?))
        }
        (state, _) => Ok(Err(state)),
    }
}

/// Confirms by the code, and signs in: this browser registered, and its owner reads the mailbox.
///
/// # Errors
/// [`Rule::WrongCode`] or [`Rule::SpentCode`] in the field `code`; [`Problem::NotFound`] when nobody waits
/// under this reference. The counted try must be committed even then, so the caller gets it as a value.
#[tracing::instrument(name = "account.confirm_code", skip_all)]
pub async fn by_code(scope: &mut Scope, key: &str, code: &Code) -> Result<Result<Proven, Problem>> {
    let Some(found) = token::find(scope, key).await?.filter(|t| t.purpose == "confirm") else {
        return Err(Problem::NotFound.into());
    };
    let late = found.code_expires_at.is_none_or(|until| until <= scope.now());
    if found.used_at.is_some() || found.tries >= CODE_TRIES || late {
        return Ok(Err(Problem::field("code", Rule::SpentCode)));
    }
    let right = found.has_code(scope, code);
    let account = store::by_id(scope, found.account).await?.filter(|a| {
        right && a.state == AccountState::Pending && a.confirm_key.as_deref() == Some(found.key.as_str())
    });
    let Some(account) = account else {
        token::count_try(scope, &found).await?;
        return Ok(Err(Problem::field("code", Rule::WrongCode)));
    };
    Ok(Ok(activate(scope, &found, &account, Some(key)).await?))
}

/// What this browser waits for.
///
/// # Errors
/// [`Problem::NotFound`] when nobody waits under this reference.
pub async fn waiting(scope: &mut Scope, key: &str) -> Result<Waiting> {
    let found = token::find(scope, key).await?.filter(|t| t.purpose == "confirm").ok_or(Problem::NotFound)?;
    let address = store::address(scope, found.account).await?.ok_or(Problem::NotFound)?;
    let code_until = found.code_expires_at.unwrap_or(found.expires_at);
    let sent_at = code_until - Duration::minutes(domain::account::CODE_MINUTES);
    let pause = sent_at + Duration::seconds(RESEND_SECONDS);
    let next = throttle::next_mail(scope, &address.to_ascii_lowercase()).await?;
    Ok(Waiting {
        address: store::masked(&address),
        sent_at,
        resend_at: next.map_or(pause, |next| next.max(pause)),
        code_until,
        open: found.used_at.is_none() && found.tries < CODE_TRIES && code_until > scope.now(),
    })
}

/// Sends another mail; the older one is replaced. `waiting` is the reference under which this browser waits. Returns
/// the new reference.
///
/// # Errors
/// [`Problem::RateLimited`] before a minute has passed or after too many mails.
#[tracing::instrument(name = "account.resend", skip_all)]
pub async fn resend(scope: &mut Scope, key: &str, waiting: Option<&str>) -> Result<String> {
    let wait = self::waiting(scope, key).await?;
    if wait.resend_at > scope.now() {
        let left = (wait.resend_at - scope.now()).whole_seconds();
        return Err(Problem::RateLimited(u32::try_from(left).unwrap_or(1).max(1)).into());
    }
    let found = token::find(scope, key).await?.ok_or(Problem::NotFound)?;
    let address = store::address(scope, found.account).await?.ok_or(Problem::NotFound)?;
    // Counters before accounts ([`throttle`]).
    throttle::count_mail(scope, &address.to_ascii_lowercase()).await?;
    let account = store::by_id(scope, found.account).await?.ok_or(Problem::NotFound)?;
    if account.state == AccountState::Pending {
        let newest = account.confirm_key.as_deref() == Some(found.key.as_str());
        let typed_here = newest && is_where_it_was_typed(&found, &account, waiting);
        let reference = register::send_confirmation(scope, account.id).await?;
        if typed_here {
            register::count_password_from_now(scope, account.id).await?;
        }
        Ok(reference)
    } else {
        register::tell_owner(scope, account.id).await
    }
}

async fn examine(
    scope: &mut Scope,
    link: &str,
) -> Result<(LinkState, Option<(token::Token, store::Account)>)> {
    let Some((key, secret)) = token::split(link) else { return Ok((LinkState::Unknown, None)) };
    let Some(found) =
        token::find(scope, key).await?.filter(|t| t.purpose == "confirm" && t.has_secret(secret))
    else {
        return Ok((LinkState::Unknown, None));
    };
    let Some(account) = store::by_id(scope, found.account).await? else {
        return Ok((LinkState::Unknown, None));
    };
    let state = if account.state != AccountState::Pending || found.used_at.is_some() {
        LinkState::Used
    } else if account.confirm_key.as_deref() != Some(found.key.as_str()) {
        LinkState::Replaced(account.confirm_sent_at)
    } else if found.expires_at <= scope.now() {
        LinkState::Expired
    } else {
        LinkState::Ready(account.masked())
    };
    Ok((state, Some((found, account))))
}

/// Whether this browser is the one in which the password of the registration was typed: it waits under a reference
/// that is as old as the password.
fn is_where_it_was_typed(found: &token::Token, account: &store::Account, waiting: Option<&str>) -> bool {
    account.password_changed_at == Some(found.created_at) && waiting == Some(found.key.as_str())
}

/// Activates the account, and signs in; where the password that was registered may be a stranger's, it is dropped.
async fn activate(
    scope: &mut Scope,
    found: &token::Token,
    account: &store::Account,
    waiting: Option<&str>,
) -> Result<Proven> {
    let own = is_where_it_was_typed(found, account, waiting);
    token::spend(scope, found).await?;
    let now = scope.now();
    sqlx::query!(
        "update accounts set state = 'active', confirmed_at = $2,
                password_hash = case when $3 then password_hash end
          where id = $1 and state = 'pending'",
        account.id.0,
        now,
        own,
    )
    .execute(scope.conn())
    .await?;
    if !own {
        return Ok(Proven::ChoosePassword(reset::link_for(scope, account.id).await?.link()));
    }
    let tenant = store::tenant_of(scope, account.id).await?.ok_or(Problem::NotFound)?;
    Ok(Proven::Registered(session::open(scope, account.id, tenant).await?))
}

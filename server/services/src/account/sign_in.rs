//! Signing in with address and password. Wrong address and wrong password are one answer, in the same time.

use super::{Device, Passwords, session, store, throttle};
use crate::account::SessionToken;
use crate::context::Actor;
use crate::db::Db;
use crate::error::Result;
use domain::account::{AccountState, Email, Password};
use domain::problem::{Problem, Rule};

/// What signing in leads to.
#[derive(Debug)]
pub enum SignIn {
    /// A session.
    Done(SessionToken),
    /// The password is right, the address is not confirmed yet: this browser may enter the code.
    Unconfirmed(String),
}

/// Signs in; `device` is what the browser carries from an earlier sign-in.
///
/// # Errors
/// [`Rule::WrongCredentials`] in the field `password`; [`Problem::RateLimited`] after too many wrong
/// passwords; those of the database.
#[tracing::instrument(name = "account.sign_in", skip_all)]
pub async fn sign_in(
    db: &Db,
    passwords: &Passwords,
    actor: &Actor,
    email: &Email,
    password: &Password,
    device: Option<&Device>,
) -> Result<SignIn> {
    let email_key = email.key();
    let (turn, account) = {
        let mut scope = db.begin(actor).await?;
        let turn = throttle::take_turn(&mut scope, &email_key, device).await?;
        let account = store::by_email(&mut scope, &email_key).await?;
        scope.commit().await?;
        (turn, account)
    };
    // Outside the transaction: a hash takes a tenth of a second and holds no connection.
    let hash = account.as_ref().and_then(|a| a.password_hash.clone());
    let right = passwords.verify(password, hash).await?;
    let mut scope = db.begin(actor).await?;
    let wrong = || Problem::field("password", Rule::WrongCredentials);
    let checked = account.filter(|_| right).ok_or_else(wrong)?;
    // Counters before accounts, as above and everywhere ([`throttle`]).
    throttle::forgive_turn(&mut scope, &turn).await?;
    // Once more, and locked: a new password may have been set while the old one was being checked.
    let account = store::by_id(&mut scope, checked.id).await?.ok_or_else(wrong)?;
    if account.password_hash != checked.password_hash || account.state == AccountState::Suspended {
        return Err(wrong().into());
    }
    if account.state == AccountState::Pending {
        scope.commit().await?;
        return Ok(SignIn::Unconfirmed(account.confirm_key.unwrap_or_default()));
    }
    let tenant = store::tenant_of(&mut scope, account.id).await?.ok_or(Problem::Forbidden)?;
    let token = session::open(&mut scope, account.id, tenant).await?;
    scope.commit().await?;
    Ok(SignIn::Done(token))
}

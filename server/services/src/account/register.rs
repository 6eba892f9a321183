//! A sponsor registers: six fields, then a mail with a link and a code (features row 2).
//!
//! An address that already has an account is answered in the same way; its owner gets a mail that says
//! so. An address whose registration was never confirmed may register again: the newest details and the
//! newest password count, so that nobody can prepare an account for somebody else's mailbox. Each registration
//! sends a mail of its own (a few an hour): two browsers never wait under one reference.

use super::{password, store, throttle, token};
use crate::db::Scope;
use crate::error::Result;
use crate::notification::{self, Addressee};
use domain::account::{AccountState, Email, LINK_HOURS, Name, Password, Phone};
use domain::event::Message;
use domain::id::{AccountId, TenantId};
use domain::institution::SponsorKind;
use domain::lang::Lang;
use domain::problem::{Problem, Violation};
use serde_json::json;
use std::net::IpAddr;
use time::Duration;

/// What the form asks for.
#[derive(Debug, Clone)]
pub struct Registration {
    /// Jenis sponsor.
    pub kind: SponsorKind,
    /// Name of the institution; for an individual, their own.
    pub institution: Name,
    /// Name of the person in charge, who registers.
    pub in_charge: Name,
    /// Where the confirmation goes.
    pub email: Email,
    /// Phone of the person in charge.
    pub phone: Phone,
    /// The new password.
    pub password: Password,
}

impl Registration {
    /// Refuses a password that is common or made of the form's own words.
    ///
    /// # Errors
    /// A violation of the field `password`.
    pub fn check_password(&self) -> Result<()> {
        let own = [self.institution.as_str(), self.in_charge.as_str(), self.email.as_str()];
        match password::weakness(&self.password, &own) {
            Some(rule) => Err(Problem::Invalid(vec![Violation::new("password", rule)]).into()),
            None => Ok(()),
        }
    }
}

/// Registers, and owes the mail. Returns the reference under which this browser waits for the code.
///
/// # Errors
/// [`Problem::RateLimited`] when this address had too many mails; those of the database.
#[tracing::instrument(name = "account.register", skip_all)]
pub async fn register(scope: &mut Scope, form: &Registration, password_hash: &str) -> Result<String> {
    let email_key = form.email.key();
    throttle::count_mail(scope, &email_key).await?;
    match store::by_email(scope, &email_key).await? {
        None => {
            let account = create(scope, form, password_hash).await?;
            send_confirmation(scope, account).await
        }
        Some(account) if account.state == AccountState::Pending => {
            replace(scope, account.id, form, password_hash).await?;
            send_confirmation(scope, account.id).await
        }
        Some(account) => tell_owner(scope, account.id).await,
    }
}

/// Registrations from one network within an hour that may wait for their confirmation.
pub const UNCONFIRMED_AN_HOUR: i32 = throttle::UNCONFIRMED_AN_HOUR;

/// Registers somebody from this network, as [`register`] does; or tells for how many seconds too many registrations
/// from there wait for their confirmation. Addresses with and without an account count alike.
///
/// # Errors
/// As [`register`].
pub async fn register_from(
    scope: &mut Scope,
    network: IpAddr,
    form: &Registration,
    password_hash: &str,
) -> Result<std::result::Result<String, u32>> {
    match throttle::count_registration(scope, network).await? {
        Ok(()) => Ok(Ok(register(scope, form, password_hash).await?)),
        Err(wait) => Ok(Err(wait)),
    }
}

/// Whether somebody may register from this network now, as [`register_from`] will count it; or for how many seconds
/// nobody may. Asked before the password is hashed: a network without room costs no such work.
///
/// # Errors
/// Those of the database.
pub async fn room_from(scope: &mut Scope, network: IpAddr) -> Result<std::result::Result<(), u32>> {
    throttle::room_for_registration(scope, network).await
}

/// Somebody in this network confirmed a registration: it no longer counts. In a transaction of its own, because
/// counters come before accounts.
///
/// # Errors
/// Those of the database.
pub async fn confirmed_from(scope: &mut Scope, network: IpAddr) -> Result<()> {
    throttle::forgive_registration(scope, network).await
}

/// Makes a new confirmation the newest, and owes its mail.
pub(super) async fn send_confirmation(scope: &mut Scope, account: AccountId) -> Result<String> {
    let fresh = token::issue(scope, account, "confirm", Duration::hours(LINK_HOURS)).await?;
    let now = scope.now();
    sqlx::query!(
        "update accounts set confirm_key = $2, confirm_sent_at = $3 where id = $1",
        account.0,
        fresh.key,
        now,
    )
    .execute(scope.conn())
    .await?;
    let facts = json!({
        "link": fresh.link(),
        "code": fresh.code,
        "expires_at": fresh.expires_at.unix_timestamp(),
        "code_expires_at": fresh.code_expires_at.unix_timestamp(),
    });
    notification::owe(scope, Message::ConfirmEmail, Addressee::Account(account), None, &facts).await?;
    Ok(fresh.key)
}

/// The address has an account: its owner is told by mail, the browser waits like any other.
pub(super) async fn tell_owner(scope: &mut Scope, account: AccountId) -> Result<String> {
    let fresh = token::issue(scope, account, "confirm", Duration::hours(LINK_HOURS)).await?;
    notification::owe(scope, Message::AlreadyRegistered, Addressee::Account(account), None, &json!({}))
        .await?;
    Ok(fresh.key)
}

async fn create(scope: &mut Scope, form: &Registration, password_hash: &str) -> Result<AccountId> {
    let account = AccountId(scope.new_id());
    let tenant = TenantId(scope.new_id());
    scope.as_account(account).await?;
    scope.as_tenant(tenant).await?;
    let phone = scope.keys().seal(&format!("accounts.phone:{account}"), form.phone.as_str().as_bytes())?;
    let (lang, email_key) = (scope.actor().lang.tag(), form.email.key());
    let now = scope.now();
    sqlx::query!(
        "insert into accounts (id, email, name, phone, password_hash, password_changed_at, state, lang)
         values ($1, $2, $3, $4, $5, $7, 'pending', $6)",
        account.0,
        form.email.as_str(),
        form.in_charge.as_str(),
        phone,
        password_hash,
        lang,
        now,
    )
    .execute(scope.conn())
    .await?;
    sqlx::query!("insert into account_emails (email_key, account_id) values ($1, $2)", email_key, account.0)
        .execute(scope.conn())
        .await?;
    sqlx::query!(
        "insert into tenants (id, kind, name) values ($1, 'sponsor', $2)",
        tenant.0,
        form.institution.as_str(),
    )
    .execute(scope.conn())
    .await?;
    let membership = scope.new_id();
    sqlx::query!(
        "insert into memberships (id, account_id, tenant_id, role) values ($1, $2, $3, 'sponsor_owner')",
        membership,
        account.0,
        tenant.0,
    )
    .execute(scope.conn())
    .await?;
    let institution = scope.new_id();
    let phone =
        scope.keys().seal(&format!("institutions.phone:{institution}"), form.phone.as_str().as_bytes())?;
    sqlx::query!(
        "insert into institutions (id, tenant_id, kind, name, in_charge, phone) values ($1, $2, $3, $4, $5, $6)",
        institution,
        tenant.0,
        form.kind.word(),
        form.institution.as_str(),
        form.in_charge.as_str(),
        phone,
    )
    .execute(scope.conn())
    .await?;
    Ok(account)
}

/// The password of an unconfirmed registration counts for the browser that waits under a reference made now
/// ([`super::confirm`]).
pub(super) async fn count_password_from_now(scope: &mut Scope, account: AccountId) -> Result<()> {
    let now = scope.now();
    sqlx::query!("update accounts set password_changed_at = $2 where id = $1", account.0, now)
        .execute(scope.conn())
        .await?;
    Ok(())
}

/// The newest details of an unconfirmed registration count. That the password was replaced is noted: from then on
/// only the browser of this registration may confirm with it ([`super::confirm`]).
async fn replace(
    scope: &mut Scope,
    account: AccountId,
    form: &Registration,
    password_hash: &str,
) -> Result<()> {
    let phone = scope.keys().seal(&format!("accounts.phone:{account}"), form.phone.as_str().as_bytes())?;
    let lang: Lang = scope.actor().lang;
    let now = scope.now();
    sqlx::query!(
        "update accounts set name = $2, phone = $3, password_hash = $4, password_changed_at = $6, lang = $5 where id = $1",
        account.0,
        form.in_charge.as_str(),
        phone,
        password_hash,
        lang.tag(),
        now,
    )
    .execute(scope.conn())
    .await?;
    let Some(tenant) = store::tenant_of(scope, account).await? else { return Ok(()) };
    scope.as_tenant(tenant).await?;
    sqlx::query!("update tenants set name = $2 where id = $1", tenant.0, form.institution.as_str())
        .execute(scope.conn())
        .await?;
    let Some(id) = sqlx::query_scalar!("select id from institutions where tenant_id = $1", tenant.0)
        .fetch_optional(scope.conn())
        .await?
    else {
        return Ok(());
    };
    let phone = scope.keys().seal(&format!("institutions.phone:{id}"), form.phone.as_str().as_bytes())?;
    sqlx::query!(
        "update institutions set kind = $2, name = $3, in_charge = $4, phone = $5 where id = $1",
        id,
        form.kind.word(),
        form.institution.as_str(),
        form.in_charge.as_str(),
        phone,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

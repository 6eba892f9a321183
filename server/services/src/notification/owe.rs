//! Owing a message: one outbox row, in the transaction of its cause. Nothing is sent here.

use super::facts::Facts;
use super::store;
use crate::context::Door;
use crate::db::Scope;
use crate::error::{Error, Result};
use domain::event::Message;
use domain::id::{AccountId, InstitutionId, TenantId};
use serde_json::Value;

/// Who gets a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// One person.
    Account(AccountId),
    /// Whoever owns the sponsor when the mail is sent.
    Tenant(TenantId),
}

/// Owes `message` to `to`. `payload` holds the facts that [`Facts`] lists for the message; a payload that
/// could not be told as a sentence later is refused now, where its cause can still be undone.
///
/// # Errors
/// When the payload is not that of the message; those of the database.
#[tracing::instrument(name = "notification.owe", skip_all, fields(message = message.word()))]
pub async fn owe(
    scope: &mut Scope,
    message: Message,
    to: Addressee,
    institution: Option<InstitutionId>,
    payload: &Value,
) -> Result<()> {
    let payload = &with_office(scope, payload);
    Facts::read(message, payload).map_err(Error::internal)?;
    scope.owe();
    let id = scope.new_id();
    let sealed = scope.seal(&store::place(id), payload)?;
    let (account, tenant) = match to {
        // A sponsor may write only rows of its own tenant, mails to its own people included.
        Addressee::Account(account) if scope.actor().door == Door::Sponsor => {
            (Some(account), scope.actor().tenant)
        }
        Addressee::Account(account) => (Some(account), None),
        Addressee::Tenant(tenant) => (None, Some(tenant)),
    };
    store::insert(scope, &store::New { id, message, account, tenant, institution, payload: sealed }).await
}

/// What an officer decides is told in the name of the office.
fn with_office(scope: &Scope, payload: &Value) -> Value {
    let mut payload = payload.clone();
    if let (Door::Office, Some(facts)) = (scope.actor().door, payload.as_object_mut()) {
        facts.entry("office").or_insert_with(|| scope.actor().tenant_name.as_str().into());
    }
    payload
}

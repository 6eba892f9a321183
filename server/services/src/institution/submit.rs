//! The sponsor sends the file to its social office, or takes it back before anybody opened it.

use super::{Declared, Detail, own, record};
use crate::db::Scope;
use crate::error::Result;
use crate::notification::{self, Addressee};
use domain::event::Message;
use domain::id::FormKey;
use domain::policy::Permission;
use domain::problem::{Problem, Rule};
use domain::verification::{Action, MOVES, office_due};
use domain::workflow::apply;
use serde_json::json;

/// Sends the file. `version` is the one the page showed, `declared` the ticked declaration of truth.
/// Returns the number of the receipt.
///
/// # Errors
/// [`Problem::Refused`] with the need that is not met; a violation of `village` when it has ended since the profile was
/// saved; [`Problem::Stale`]; [`Problem::Duplicate`].
#[tracing::instrument(name = "institution.submit", skip_all)]
pub async fn submit(scope: &mut Scope, version: i32, declared: bool, key: FormKey) -> Result<String> {
    scope.require(Permission::SubmitInstitution)?;
    scope.claim(key, "/sponsor/terkirim").await?;
    if !declared {
        return Err(Problem::field("declared", Rule::NotAccepted).into());
    }
    let before = record::own_head(scope).await?.ok_or(Problem::NotFound)?;
    // Read only now: no paper and no answer changes while the file is locked.
    let file = own(scope).await?;
    if before.version != version {
        return Err(Problem::Stale.into());
    }
    if file.village_ended {
        // Said by itself: the profile was complete, and its sponsor did nothing.
        return Err(Problem::field("village", Rule::RetiredRegion).into());
    }
    let made = apply(MOVES, before.state, Action::Submit, scope.roles(), |need| file.meets(need))?;
    let statement = Declared::of(&file.says, file.papers.iter().filter_map(|own| own.paper.as_ref()));
    let receipt = match file.says.receipt {
        Some(receipt) => receipt,
        None => next_receipt(scope).await?,
    };
    let (account, now, due) = (scope.account()?, scope.now(), office_due(scope.today()));
    sqlx::query!(
        "update institutions set receipt = $2, sent_by = $3, submitted_at = $4, due_on = $5 where id = $1",
        before.id.0,
        receipt,
        account.0,
        now,
        due,
    )
    .execute(scope.conn())
    .await?;
    let detail = Detail { declared: Some(statement), ..Detail::default() };
    record::append(scope, &before, made, Some(&detail)).await?;
    let facts = json!({ "receipt": receipt, "due_on": due.to_string() });
    let to = Addressee::Tenant(before.tenant);
    notification::owe(scope, Message::InstitutionSubmitted, to, Some(before.id), &facts).await?;
    Ok(receipt)
}

/// Takes the file back before an officer took it.
///
/// # Errors
/// [`Problem::Refused`] when an officer has it already; [`Problem::Stale`].
#[tracing::instrument(name = "institution.withdraw", skip_all)]
pub async fn withdraw(scope: &mut Scope, version: i32) -> Result<()> {
    scope.require(Permission::SubmitInstitution)?;
    let before = record::own_head(scope).await?.ok_or(Problem::NotFound)?;
    let made = apply(MOVES, before.state, Action::Withdraw, scope.roles(), |_| true)?;
    if before.version != version {
        return Err(Problem::Stale.into());
    }
    record::append(scope, &before, made, None).await
}

/// `VL-2026-000417`: verifikasi lembaga, year, running number.
async fn next_receipt(scope: &mut Scope) -> Result<String> {
    let number = sqlx::query_scalar!(r#"select nextval('institution_receipts') as "n!""#)
        .fetch_one(scope.conn())
        .await?;
    Ok(format!("VL-{}-{number:06}", scope.today().year()))
}

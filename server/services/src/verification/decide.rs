//! The officer's decisions: return with a reason for each part, verify with a visit note, reject.
//!
//! Whoever decides holds the file, has opened every page of every paper, and names the version they read. The file,
//! its papers, the mail and the history change in one transaction or not at all.

use super::case::{holds, unread};
use crate::db::Scope;
use crate::document::{self, Paper};
use crate::error::Result;
use crate::institution::{self, Detail, Head};
use crate::notification::{self, Addressee};
use domain::event::Message;
use domain::id::{FormKey, InstitutionId};
use domain::policy::Permission;
use domain::problem::Problem;
use domain::verification::{Action, Faults, Item, MOVES, VisitNote, sponsor_due};
use domain::workflow::{Need, apply};
use serde_json::json;

/// Sends the file back to its sponsor, with a reason for each part that is wrong.
///
/// # Errors
/// [`Problem::Stale`], [`Problem::Refused`] with the need that is not met, [`Problem::Duplicate`].
#[tracing::instrument(name = "verification.return", skip_all, fields(institution.id = %id))]
pub async fn return_(
    scope: &mut Scope,
    id: InstitutionId,
    version: i32,
    faults: &Faults,
    key: FormKey,
) -> Result<()> {
    let (before, papers) = prepare(scope, id, version, key).await?;
    let made = decide(scope, &before, &papers, Action::Return).await?;
    for paper in &papers {
        match Item::of_paper(paper.kind).and_then(|item| faults.of(item)) {
            Some(fault) => document::return_(scope, paper.id, fault.reason, &fault.words).await?,
            None => document::accept(scope, paper.id).await?,
        }
    }
    let detail = Detail { faults: Some(faults.clone()), ..Detail::default() };
    institution::append(scope, &before, made, Some(&detail)).await?;
    let due = sponsor_due(scope.today());
    settle(scope, id, Some(due)).await?;
    let facts = json!({ "faults": faults, "due_on": due.to_string() });
    tell(scope, &before, Message::InstitutionReturned, &facts).await
}

/// Verifies the institution.
///
/// # Errors
/// As [`return_`].
#[tracing::instrument(name = "verification.verify", skip_all, fields(institution.id = %id))]
pub async fn verify(
    scope: &mut Scope,
    id: InstitutionId,
    version: i32,
    visit: &VisitNote,
    key: FormKey,
) -> Result<()> {
    let (before, papers) = prepare(scope, id, version, key).await?;
    let made = decide(scope, &before, &papers, Action::Verify).await?;
    for paper in &papers {
        document::accept(scope, paper.id).await?;
    }
    let detail = Detail { visit: Some(visit.clone()), ..Detail::default() };
    settle(scope, id, None).await?;
    institution::append(scope, &before, made, Some(&detail)).await?;
    tell(scope, &before, Message::InstitutionVerified, &json!({})).await
}

/// Refuses the institution, with a reason.
///
/// # Errors
/// As [`return_`].
#[tracing::instrument(name = "verification.reject", skip_all, fields(institution.id = %id))]
pub async fn reject(
    scope: &mut Scope,
    id: InstitutionId,
    version: i32,
    words: &str,
    key: FormKey,
) -> Result<()> {
    let (before, papers) = prepare(scope, id, version, key).await?;
    let made = decide(scope, &before, &papers, Action::Reject).await?;
    let detail = Detail { words: Some(words.to_owned()), ..Detail::default() };
    settle(scope, id, None).await?;
    institution::append(scope, &before, made, Some(&detail)).await?;
    tell(scope, &before, Message::InstitutionRejected, &json!({ "words": words })).await
}

async fn prepare(
    scope: &mut Scope,
    id: InstitutionId,
    version: i32,
    key: FormKey,
) -> Result<(Head, Vec<Paper>)> {
    scope.require(Permission::ReviewInstitution)?;
    let before = institution::head(scope, id).await?.ok_or(Problem::NotFound)?;
    scope.claim(key, &format!("/kantor/lembaga/{id}")).await?;
    if before.version != version {
        return Err(Problem::Stale.into());
    }
    let papers = document::current(scope, id).await?;
    Ok((before, papers))
}

async fn decide(
    scope: &mut Scope,
    before: &Head,
    papers: &[Paper],
    action: Action,
) -> Result<&'static domain::workflow::Move<domain::verification::State, Action>> {
    let me = scope.account()?;
    let mine = holds(before, me, scope.now());
    let opened = unread(scope, before, papers).await?.is_empty();
    let met = |need: Need| match need {
        Need::Lease => mine,
        Need::PapersOpened => opened,
        Need::OtherPersonThanSender => before.sent_by != Some(me),
        // Reasons and notes are parsed types: a call without them does not compile.
        Need::ReasonPerItem | Need::Reason | Need::VisitNote => true,
        Need::CompleteProfile | Need::ReadablePapers | Need::Corrections | Need::LeaseFree => false,
    };
    Ok(apply(MOVES, before.state, action, scope.roles(), met)?)
}

/// The file leaves the officer's hands, answered now. In the first round a constraint asks for that
/// moment before the state says verified or refused; later rounds overwrite it here.
async fn settle(scope: &mut Scope, id: InstitutionId, due: Option<time::Date>) -> Result<()> {
    let now = scope.now();
    sqlx::query!(
        "update institutions set holder_id = null, holder_name = null, lease_until = null,
                due_on = coalesce($2, due_on), decided_at = $3
          where id = $1",
        id.0,
        due,
        now,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

async fn tell(scope: &mut Scope, before: &Head, message: Message, facts: &serde_json::Value) -> Result<()> {
    notification::owe(scope, message, Addressee::Tenant(before.tenant), Some(before.id), facts).await
}

//! An officer takes a file, or puts it back. A file nobody worked on for half an hour is free again.

use super::case::{Lease, holds, lease};
use crate::db::Scope;
use crate::error::Result;
use crate::institution::{self, Head};
use domain::id::InstitutionId;
use domain::policy::Permission;
use domain::problem::Problem;
use domain::verification::{Action, LEASE_MINUTES, MOVES};
use domain::workflow::{Need, apply};
use time::Duration;
use uuid::Uuid;

/// Takes a file; taking what one holds already changes nothing.
///
/// # Errors
/// [`Problem::Refused`] when somebody else holds it; [`Problem::NotFound`] outside the area.
#[tracing::instrument(name = "verification.take", skip_all, fields(institution.id = %id))]
pub async fn take(scope: &mut Scope, id: InstitutionId) -> Result<()> {
    scope.require(Permission::ReviewInstitution)?;
    let before = institution::head(scope, id).await?.ok_or(Problem::NotFound)?;
    let me = scope.account()?;
    if holds(&before, me, scope.now()) {
        return Ok(());
    }
    take_over(scope, &before).await
}

/// Takes a file that somebody left lying, else the one that is due first. Nothing to take: none.
///
/// # Errors
/// Those of the database.
#[tracing::instrument(name = "verification.take_next", skip_all)]
pub async fn take_next(scope: &mut Scope) -> Result<Option<InstitutionId>> {
    scope.require(Permission::ReviewInstitution)?;
    let area = scope.actor().reach_from.clone();
    let left = left_lying(scope, &area).await?;
    let next = match left {
        Some(id) => Some(id),
        None => waiting(scope, &area).await?,
    };
    let Some(id) = next.map(InstitutionId) else { return Ok(None) };
    take(scope, id).await?;
    Ok(Some(id))
}

/// A file whose officer has not touched it for the time of a lease; the one that is due first.
async fn left_lying(scope: &mut Scope, area: &str) -> Result<Option<Uuid>> {
    let now = scope.now();
    Ok(sqlx::query_scalar!(
        "select id from institutions where regency = $1 and state = 'in_review' and lease_until < $2
          order by due_on, id limit 1 for update skip locked",
        area,
        now,
    )
    .fetch_optional(scope.conn())
    .await?)
}

async fn waiting(scope: &mut Scope, area: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from institutions where regency = $1 and state = 'submitted'
          order by due_on, id limit 1 for update skip locked",
        area,
    )
    .fetch_optional(scope.conn())
    .await?)
}

/// Puts a file back into the queue.
///
/// # Errors
/// [`Problem::Refused`] when the actor does not hold it; [`Problem::Stale`].
#[tracing::instrument(name = "verification.release", skip_all, fields(institution.id = %id))]
pub async fn release(scope: &mut Scope, id: InstitutionId, version: i32) -> Result<()> {
    scope.require(Permission::ReviewInstitution)?;
    let before = institution::head(scope, id).await?.ok_or(Problem::NotFound)?;
    if before.version != version {
        return Err(Problem::Stale.into());
    }
    let mine = holds(&before, scope.account()?, scope.now());
    let made =
        apply(MOVES, before.state, Action::Release, scope.roles(), |need| need != Need::Lease || mine)?;
    institution::append(scope, &before, made, None).await?;
    sqlx::query!(
        "update institutions set holder_id = null, holder_name = null, lease_until = null where id = $1",
        id.0,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

async fn take_over(scope: &mut Scope, before: &Head) -> Result<()> {
    let (me, now) = (scope.account()?, scope.now());
    let free = lease(before, me, now) == Lease::Free;
    let made =
        apply(MOVES, before.state, Action::Take, scope.roles(), |need| need != Need::LeaseFree || free)?;
    institution::append(scope, before, made, None).await?;
    let (name, until) = (scope.actor().name.clone(), now + Duration::minutes(LEASE_MINUTES));
    sqlx::query!(
        "update institutions set holder_id = $2, holder_name = $3, lease_until = $4 where id = $1",
        before.id.0,
        me.0,
        name,
        until,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

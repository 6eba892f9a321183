//! Taking a draft out of the list: nobody else has seen it, so nothing of it is kept. Its papers go with it and their
//! history too (`migrations/…_keep_papers_of_people.sql`); the sweep takes the objects within a day or two.

use super::store;
use crate::db::Scope;
use crate::error::Result;
use domain::id::{FormKey, PersonId};
use domain::policy::Permission;
use domain::problem::Problem;

/// Takes a draft out of the list, for good.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Stale`] when it was changed since it was read;
/// [`Problem::Duplicate`] with the list for a form that was sent before.
#[tracing::instrument(name = "person.remove", skip_all, fields(person.id = %id))]
pub async fn remove(scope: &mut Scope, id: PersonId, revision: i32, key: FormKey) -> Result<()> {
    scope.require(Permission::EditPeople)?;
    // Before anything else: who presses twice is led to the list, where the person no longer is.
    scope.claim(key, super::LIST).await?;
    store::hold(scope, id).await?;
    if store::delete(scope, id, revision).await? == 1 { Ok(()) } else { Err(Problem::Stale.into()) }
}

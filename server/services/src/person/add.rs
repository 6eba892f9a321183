//! A new person, from the answers of the first group.

use super::{location, store};
use crate::db::Scope;
use crate::error::Result;
use domain::id::{FormKey, PersonId};
use domain::person::Identity;
use domain::policy::Permission;
use domain::problem::Problem;

/// Puts a person on the actor's list, as a draft.
///
/// # Errors
/// [`domain::problem::Rule::NikInList`] on `nik` when somebody else on the list has it; [`Problem::Duplicate`] with the
/// place of the person whom the same form has made; [`Problem::NotFound`] for an actor without an institution.
#[tracing::instrument(name = "person.add", skip_all)]
pub async fn add(scope: &mut Scope, identity: &Identity, key: FormKey) -> Result<PersonId> {
    scope.require(Permission::EditPeople)?;
    let tenant = scope.tenant()?;
    let institution = store::institution(scope, tenant).await?.ok_or(Problem::NotFound)?;
    let id = PersonId(scope.new_id());
    scope.claim(key, &location(id)).await?;
    store::insert(scope, id, institution, identity).await?;
    Ok(id)
}

//! The family card that is not there. Many have none (no KK, lost, with a family that cannot be reached), so "none yet"
//! is an answer; a card that is uploaded takes it back.

use super::store;
use crate::db::Scope;
use crate::error::Result;
use domain::id::PersonId;
use domain::policy::Permission;

/// Says whether the person has no family card.
///
/// # Errors
/// [`domain::problem::Problem::NotFound`]; [`domain::workflow::Refusal::WrongState`] when the file is no longer with its
/// sponsor.
#[tracing::instrument(name = "person.say_no_card", skip_all, fields(person.id = %id))]
pub async fn say_no_card(scope: &mut Scope, id: PersonId, none: bool) -> Result<()> {
    scope.require(Permission::EditPeople)?;
    store::hold(scope, id).await?;
    store::set_no_card(scope, id, none).await
}

/// A card came: what was said before no longer holds. Called by the upload, which holds the person.
pub(crate) async fn has_card(scope: &mut Scope, id: PersonId) -> Result<()> {
    store::set_no_card(scope, id, false).await
}

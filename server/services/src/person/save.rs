//! The answers of one group of a person who is on the list.

use super::{Answers, location, store};
use crate::db::Scope;
use crate::error::Result;
use domain::id::{FormKey, PersonId};
use domain::policy::Permission;
use domain::problem::Problem;
use time::Date;

/// What came of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// The group was saved.
    Done,
    /// It was, and somebody else has to agree now: who did is a child by the new date of birth.
    ConsentEnded,
}

/// Saves one group. `revision` is the one the page was filled from.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Stale`] when another tab saved first; [`Problem::Duplicate`] for a form that was
/// sent before; a violation of `nik` when somebody else on the list has it, of `village` when the region is unknown or
/// has ended.
#[tracing::instrument(name = "person.save", skip_all, fields(person.id = %id))]
pub async fn save(
    scope: &mut Scope,
    id: PersonId,
    revision: i32,
    answers: &Answers,
    key: FormKey,
) -> Result<Saved> {
    scope.require(Permission::EditPeople)?;
    store::hold(scope, id).await?;
    scope.claim(key, &location(id)).await?;
    let mut came = Saved::Done;
    let saved = match answers {
        Answers::Identity(identity) => store::identity(scope, id, revision, identity).await?,
        Answers::Birth(birth) => {
            if consent_ends(scope, id, birth.date).await? {
                store::forget_consent(scope, id).await?;
                came = Saved::ConsentEnded;
            }
            store::birth(scope, id, revision, birth).await?
        }
        Answers::Home(home) => store::home(scope, id, revision, home).await?,
        Answers::Ground(ground) => store::ground(scope, id, revision, ground).await?,
        Answers::Consent(consent) => store::consent(scope, id, revision, consent).await?,
    };
    if saved == 1 { Ok(came) } else { Err(Problem::Stale.into()) }
}

/// A corrected date of birth can make a child of somebody who agreed for themselves.
async fn consent_ends(scope: &mut Scope, id: PersonId, birth: Date) -> Result<bool> {
    let agreed = store::agreed(scope, id).await?;
    Ok(agreed.is_some_and(|(by, on)| !by.may_agree(birth, on)))
}

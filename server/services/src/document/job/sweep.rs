//! `document.sweep`: removes objects that no row knows: uploads whose transaction failed, and what is left
//! of deleted tenants. Nothing younger than a day is touched, because its row may still be on the way.

use super::super::{keys, store};
use crate::context::Actor;
use crate::error::Result;
use crate::jobs::Hands;
use domain::id::DocumentId;
use time::Duration;
use uuid::Uuid;

/// How old an object must be.
const GRACE: Duration = Duration::hours(24);

/// Walks over every object once.
///
/// # Errors
/// When the store or the database cannot be reached: the next run goes on.
#[tracing::instrument(name = "document.sweep", skip_all)]
pub async fn sweep(hands: &Hands) -> Result<()> {
    let mut removed = 0_usize;
    for folder in keys::FOLDERS {
        let mut page = hands.store.list(folder, None).await?;
        loop {
            for key in orphans(hands, page.keys).await? {
                hands.store.delete(&key).await?;
                removed += 1;
            }
            let Some(next) = page.next else { break };
            page = hands.store.list(folder, Some(&next)).await?;
        }
    }
    if removed > 0 {
        tracing::info!(removed, "objects without a row were removed");
    }
    Ok(())
}

/// The keys whose document does not exist.
async fn orphans(hands: &Hands, keys: Vec<String>) -> Result<Vec<String>> {
    let mut scope = hands.db.begin(&Actor::system(None)).await?;
    let limit = (scope.now() - GRACE).unix_timestamp();
    let old: Vec<(String, Uuid)> = keys
        .into_iter()
        .filter_map(|key| keys::document_of(&key).map(|id| (key, id)))
        .filter(|(_, id)| made_at(*id).is_some_and(|made| made < limit))
        .map(|(key, id)| (key, id.0))
        .collect();
    let mut ids: Vec<Uuid> = old.iter().map(|(_, id)| *id).collect();
    ids.dedup();
    let known = store::existing(&mut scope, &ids).await?;
    Ok(old.into_iter().filter(|(_, id)| !known.contains(id)).map(|(key, _)| key).collect())
}

/// When an id was made, in Unix seconds: our ids carry it. An id that does not is not ours to judge.
fn made_at(id: DocumentId) -> Option<i64> {
    let (seconds, _) = id.0.get_timestamp()?.to_unix();
    i64::try_from(seconds).ok()
}

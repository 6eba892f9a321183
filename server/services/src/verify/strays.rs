//! I3 the other way round: objects that no paper knows. Nobody finds them, so nobody deletes them when they are to be
//! deleted, and each holds somebody's paper.
//!
//! The names of all objects are read in pages; the papers of a page are looked up in a transaction of its own that is
//! over before the next page is asked for. An upload is stored before its row is written, and the sweep takes what got
//! none; so a young object is no offender. One whose name tells no age is nobody's upload and always one.

use super::{Limits, Report};
use crate::context::Actor;
use crate::db::Db;
use crate::document::keys;
use crate::error::Result;
use crate::jobs::Hands;
use domain::id::DocumentId;
use std::collections::HashSet;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// The day after which the sweep takes an object, and two rounds of the sweep.
const GRACE: Duration = Duration::hours(26);

/// Reads the names of all objects and adds those that no paper knows to the report.
pub(super) async fn look(hands: &Hands, limits: Limits, report: &mut Report) -> Result<()> {
    for folder in keys::FOLDERS {
        let mut page = hands.store.list(folder, None).await?;
        loop {
            report.names += u64::try_from(page.keys.len()).unwrap_or_default();
            for name in strays(&hands.db, page.keys).await? {
                if !report.lists(limits, "I3", format!("object {name}")) {
                    return Ok(());
                }
            }
            let Some(next) = page.next else { break };
            page = hands.store.list(folder, Some(&next)).await?;
        }
    }
    Ok(())
}

/// The names that no paper of their tenant has, and that are old enough to be nobody's.
async fn strays(db: &Db, mut names: Vec<String>) -> Result<Vec<String>> {
    let mut ids: Vec<Uuid> = names.iter().filter_map(|name| keys::document_of(name)).map(|id| id.0).collect();
    ids.dedup();
    let mut scope = db.begin(&Actor::ops()).await?;
    let known: HashSet<(Uuid, Uuid)> =
        sqlx::query!("select id, tenant_id from documents where id = any($1)", &ids)
            .fetch_all(scope.conn())
            .await?
            .into_iter()
            .map(|row| (row.tenant_id, row.id))
            .collect();
    let young = scope.now() - GRACE;
    scope.commit().await?;
    names.retain(|name| match (tenant_of(name), keys::document_of(name)) {
        (Some(tenant), Some(id)) => !known.contains(&(tenant, id.0)) && made_before(id, young),
        _ => true,
    });
    Ok(names)
}

/// The tenant in whose folder an object lies.
fn tenant_of(name: &str) -> Option<Uuid> {
    name.split('/').nth(1).and_then(|tenant| Uuid::parse_str(tenant).ok())
}

/// Whether the id was made before then: ours carry their moment, and one that does not was never young.
fn made_before(id: DocumentId, then: OffsetDateTime) -> bool {
    let Some(made) = id.0.get_timestamp() else { return true };
    i64::try_from(made.to_unix().0).is_ok_and(|seconds| seconds < then.unix_timestamp())
}

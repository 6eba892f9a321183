//! What must always be true of the data (trust goals I1–I4, I7, I9). Prints offenders, changes nothing.
//!
//! - I1: a receipt that was shown is in the database, and its file was sent by an event.
//! - I2: one key of a form, one effect: a location for each key, no two current papers of a kind.
//! - I3: each paper that may be opened has its object, with the hash and size that were acknowledged.
//! - I4: a state is the fold of its events; versions run 1..n; each event stands in the table of moves.
//! - I7: the chain of each history is unbroken: a changed or removed row is named.
//! - I9: counters equal a recount.

use crate::context::Actor;
use crate::db::Scope;
use crate::document;
use crate::error::Result;
use crate::jobs::Hands;
use crate::seal::sha256;
use std::fmt;

/// Something that must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offender {
    /// The invariant.
    pub invariant: &'static str,
    /// The row, by table and key.
    pub row: String,
}

impl fmt::Display for Offender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.row)
    }
}

/// Papers whose objects are fetched; beyond it a sample of the newest is looked at.
const OBJECTS: i64 = 2_000;

/// Every offender.
///
/// # Errors
/// When the database cannot be reached.
pub async fn offenders(hands: &Hands) -> Result<Vec<Offender>> {
    let mut scope = hands.db.begin(&Actor::ops()).await?;
    let mut found = rows(&mut scope).await?;
    found.extend(objects(&mut scope, hands).await?);
    scope.commit().await?;
    Ok(found)
}

async fn rows(scope: &mut Scope) -> Result<Vec<Offender>> {
    let rows = sqlx::query_file!("src/verify/rows.sql").fetch_all(scope.conn()).await?;
    Ok(rows.into_iter().map(|row| Offender { invariant: name_of(&row.invariant), row: row.row }).collect())
}

fn name_of(word: &str) -> &'static str {
    ["I1", "I2", "I3", "I4", "I7", "I9"].into_iter().find(|name| *name == word).unwrap_or("I?")
}

async fn objects(scope: &mut Scope, hands: &Hands) -> Result<Vec<Offender>> {
    let papers = sqlx::query!(
        "select id, tenant_id, size, sha256 from documents order by received_at desc limit $1",
        OBJECTS,
    )
    .fetch_all(scope.conn())
    .await?;
    let mut found = Vec::new();
    for paper in papers {
        let key = document::keys::quarantine(paper.tenant_id.into(), paper.id.into());
        let plain = match hands.store.get(&key).await? {
            Some(sealed) => scope.keys().open_blob(&key, &sealed).ok(),
            None => None,
        };
        let whole = plain.is_some_and(|bytes| {
            i32::try_from(bytes.len()).is_ok_and(|size| size == paper.size) && sha256(&bytes) == paper.sha256
        });
        if !whole {
            found.push(Offender { invariant: "I3", row: format!("documents {}", paper.id) });
        }
    }
    Ok(found)
}

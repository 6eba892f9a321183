//! What happened to a file, and who looked at it.

use super::Detail;
use crate::db::Scope;
use crate::error::{Error, Result};
use domain::event::Look;
use domain::id::InstitutionId;
use domain::verification::{Action, Item, State};
use time::OffsetDateTime;

/// One move of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the chain.
    pub seq: i32,
    /// What was done.
    pub action: Action,
    /// The state after.
    pub to: State,
    /// When.
    pub at: OffsetDateTime,
    /// By whom.
    pub actor: String,
    /// For which office or sponsor.
    pub office: String,
    /// Declaration, faults, visit, reason.
    pub detail: Detail,
    /// For a sending after the first: the parts that differ from the one before.
    pub changed: Vec<Item>,
}

/// One look at the file by an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// When.
    pub at: OffsetDateTime,
    /// Which office; a sponsor does not learn the officer's name.
    pub office: String,
    /// What was opened.
    pub look: Look,
}

/// The moves of a file, newest first.
///
/// # Errors
/// Those of the database; a detail that does not open.
pub async fn history(scope: &mut Scope, id: InstitutionId) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        "select seq, action, to_state, at, actor_name, actor_office, detail
           from institution_events where institution_id = $1 order by seq desc limit 200",
        id.0,
    )
    .fetch_all(scope.conn())
    .await?;
    let mut entries = rows
        .into_iter()
        .map(|row| {
            let place = format!("institution_events.detail:{id}:{}", row.seq);
            Ok(Entry {
                seq: row.seq,
                action: Action::from_word(&row.action)
                    .ok_or_else(|| Error::inconsistent("institution_events", "action"))?,
                to: State::from_word(&row.to_state)
                    .ok_or_else(|| Error::inconsistent("institution_events", "to_state"))?,
                at: row.at,
                actor: row.actor_name,
                office: row.actor_office,
                detail: match row.detail {
                    Some(sealed) => scope.unseal(&place, &sealed)?,
                    None => Detail::default(),
                },
                changed: Vec::new(),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    compare(&mut entries);
    Ok(entries)
}

/// Each sending with the one before it.
fn compare(entries: &mut [Entry]) {
    let mut newer: Option<usize> = None;
    for index in 0..entries.len() {
        let Some(declared) = entries.get(index).and_then(|entry| entry.detail.declared.clone()) else {
            continue;
        };
        if let Some(later) = newer.replace(index).and_then(|later| entries.get_mut(later))
            && let Some(then) = &later.detail.declared
        {
            later.changed = then.changed_since(&declared);
        }
    }
}

/// Who opened the sponsor's own file, newest first, at most 50. Looks of one kind by one office within an hour are
/// one line: reading a long letter must not push another office's look off the list.
///
/// # Errors
/// Those of the database.
pub async fn visits(scope: &mut Scope) -> Result<Vec<Visit>> {
    let tenant = scope.tenant()?;
    let rows = sqlx::query!(
        r#"select max(at) as "at!", office, look from access_log where subject_tenant = $1
            group by office, look, date_trunc('hour', at) order by 1 desc limit 50"#,
        tenant.0,
    )
    .fetch_all(scope.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Visit {
                at: row.at,
                office: row.office,
                look: Look::from_word(&row.look).ok_or_else(|| Error::inconsistent("access_log", "look"))?,
            })
        })
        .collect()
}

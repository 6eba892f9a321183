//! Finding a file by the name of the institution or the number of its receipt, whatever its state, in the actor's
//! area and nowhere else. The cost grows with the area and not with the country: the entries of one index are
//! compared, and only the rows that are shown are fetched (`migrations/…_index_the_desk.sql` says why).

use super::line::Line;
use super::search::Search;
use super::{Looker, Row};
use crate::db::Scope;
use crate::error::Result;
use domain::policy::Permission;

/// Files that a search shows at most: more than that is a reason to type more.
pub const MOST_FOUND: usize = 20;

/// What a search found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The files: names that begin with what was typed first, then by name.
    pub rows: Vec<Row>,
    /// Whether there are more than are shown.
    pub more: bool,
}

/// Files of the actor's area that `search` may mean; one row in the access log. Nothing to look for finds nothing.
///
/// # Errors
/// `Forbidden` for roles without a queue.
#[tracing::instrument(name = "verification.find", skip_all)]
pub async fn find(scope: &mut Scope, search: Option<&Search>) -> Result<Found> {
    scope.require(Permission::ReadQueue)?;
    let mut rows = match search {
        Some(search) => rows(scope, search).await?,
        None => Vec::new(),
    };
    let more = rows.len() > MOST_FOUND;
    rows.truncate(MOST_FOUND);
    Ok(Found { rows, more })
}

async fn rows(scope: &mut Scope, search: &Search) -> Result<Vec<Row>> {
    let (who, now) = (Looker::of(scope)?, scope.now());
    let (from, upto) = (scope.actor().reach_from.clone(), scope.actor().reach_upto.clone());
    let most = i64::try_from(MOST_FOUND).unwrap_or_default() + 1;
    sqlx::query_file_as!(
        Line,
        "src/verification/sql/find.sql",
        from,
        upto,
        &search.patterns,
        search.inside.as_deref(),
        search.beginning,
        most,
        who.account,
        who.name,
        who.tenant,
        who.office,
        who.look,
    )
    .fetch_all(scope.conn())
    .await?
    .into_iter()
    .map(|line| line.read(who.account, now))
    .collect()
}

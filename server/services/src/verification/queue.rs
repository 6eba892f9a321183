//! The queue: files of one's area by state, fifty a page. Those that wait for somebody stand by due date, the nearest
//! first; those that the office has answered by the moment of its answer, the newest first.
//!
//! Keyset paging on an index that begins with the regency or the province: the cost of a page does not grow with
//! its depth. Badges come from counters, never from counting rows.

mod cursor;
mod find;
mod line;
mod search;
mod tab;

pub use cursor::Cursor;
pub use find::{Found, MOST_FOUND, find};
pub use line::Row;
pub use search::Search;
pub use tab::Tab;

use self::line::Line;
use crate::context::TenantKind;
use crate::db::Scope;
use crate::error::Result;
use domain::event::Look;
use domain::policy::Permission;
use domain::workflow::Word;
use std::collections::HashMap;
use time::macros::{date, datetime};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Rows of a page.
pub const PAGE: i64 = 50;
/// Before every due date: PostgreSQL's first day lies after time's, any past day begins the first page.
const FIRST_DAY: Date = date!(2000 - 01 - 01);
/// After every answer.
const LAST_MOMENT: OffsetDateTime = datetime!(9999-01-01 00:00 UTC);

/// One page of the queue.
#[derive(Debug, Clone)]
pub struct Page {
    /// The tab.
    pub tab: Tab,
    /// Its lines.
    pub rows: Vec<Row>,
    /// Where the next page begins, when there is one.
    pub next: Option<Cursor>,
    /// How many files lie in each state.
    pub counts: HashMap<Tab, i64>,
    /// Today, by which the page counts days.
    pub today: Date,
    /// Whether the actor decides, or only reads.
    pub decides: bool,
}

/// One page of the actor's queue; one row in the access log.
///
/// # Errors
/// `Forbidden` for roles without a queue.
#[tracing::instrument(name = "verification.queue", skip_all)]
pub async fn queue(scope: &mut Scope, tab: Tab, after: Option<Cursor>) -> Result<Page> {
    scope.require(Permission::ReadQueue)?;
    let (who, now) = (Looker::of(scope)?, scope.now());
    let me = who.account;
    let lines = lines(scope, who, tab, after).await?;
    let counts = counts(scope).await?;
    let more = i64::try_from(lines.len()).is_ok_and(|n| n > PAGE);
    let mut rows = lines.into_iter().map(|line| line.read(me, now)).collect::<Result<Vec<Row>>>()?;
    if more {
        rows.pop();
    }
    let next = rows.last().filter(|_| more).and_then(|row| place(tab, row));
    Ok(Page { tab, rows, next, counts, today: scope.today(), decides: scope.actor().decides() })
}

/// Where a row stands in the list of its tab.
fn place(tab: Tab, row: &Row) -> Option<Cursor> {
    if !tab.is_settled() {
        return Some(Cursor::Due(row.due_on, row.id.0));
    }
    row.settled_at.or(row.submitted_at).map(|at| Cursor::Settled(at, row.id.0))
}

/// Who looks, for the log.
struct Looker {
    account: Uuid,
    name: String,
    tenant: Uuid,
    office: String,
    look: &'static str,
}

impl Looker {
    fn of(scope: &Scope) -> Result<Self> {
        Ok(Self {
            account: scope.account()?.0,
            name: scope.actor().name.clone(),
            tenant: scope.tenant()?.0,
            office: scope.actor().tenant_name.clone(),
            look: Look::Queue.word(),
        })
    }
}

/// One line more than a page of `tab`: files that wait for somebody by due date, the nearest first; those that the office
/// has answered by the moment of the answer, the newest first.
async fn lines(scope: &mut Scope, who: Looker, tab: Tab, after: Option<Cursor>) -> Result<Vec<Line>> {
    let (area, state) = (scope.actor().reach_from.clone(), tab.state().word());
    macro_rules! lines {
        ($file:literal, $place:expr, $id:expr) => {
            sqlx::query_file_as!(
                Line,
                $file,
                area,
                state,
                $place,
                $id,
                PAGE + 1,
                who.account,
                who.name,
                who.tenant,
                who.office,
                who.look,
            )
            .fetch_all(scope.conn())
            .await?
        };
    }
    // Each area and each order walks its own index.
    let is_regency = scope.actor().kind == Some(TenantKind::DinsosKabkota);
    Ok(match (beginning(tab, after), is_regency) {
        (Cursor::Due(day, id), true) => lines!("src/verification/sql/queue_regency.sql", day, id),
        (Cursor::Due(day, id), false) => lines!("src/verification/sql/queue_province.sql", day, id),
        (Cursor::Settled(at, id), true) => lines!("src/verification/sql/settled_regency.sql", at, id),
        (Cursor::Settled(at, id), false) => lines!("src/verification/sql/settled_province.sql", at, id),
    })
}

/// The place after which a page of `tab` begins: `after`, unless it is of another order or nothing was said.
fn beginning(tab: Tab, after: Option<Cursor>) -> Cursor {
    match (tab.is_settled(), after) {
        (false, Some(Cursor::Due(day, id))) => Cursor::Due(day.max(FIRST_DAY), id),
        (false, _) => Cursor::Due(FIRST_DAY, Uuid::nil()),
        (true, Some(settled @ Cursor::Settled(..))) => settled,
        (true, _) => Cursor::Settled(LAST_MOMENT, Uuid::max()),
    }
}

async fn counts(scope: &mut Scope) -> Result<HashMap<Tab, i64>> {
    let rows = sqlx::query!(r#"select state, sum(n) as "n!" from institution_counts group by state"#)
        .fetch_all(scope.conn())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Tab::ALL.into_iter().find(|tab| tab.state().word() == row.state).map(|tab| (tab, row.n))
        })
        .collect())
}

//! The queue: files of one's area by state, nearest due date first, fifty a page.
//!
//! Keyset paging over (due date, id) on an index that begins with the regency or the province: the cost of
//! a page does not grow with its depth. Badges come from counters, never from counting rows.

use crate::context::TenantKind;
use crate::db::Scope;
use crate::error::{Error, Result};
use domain::event::Look;
use domain::id::InstitutionId;
use domain::institution::SponsorKind;
use domain::policy::Permission;
use domain::verification::State;
use domain::workflow::Word;
use std::collections::HashMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Rows of a page.
pub const PAGE: i64 = 50;

/// One tab of the queue; each is one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tab {
    /// Sent, nobody has it.
    #[default]
    Waiting,
    /// Somebody has it.
    InReview,
    /// Back at the sponsor.
    Returned,
    /// Verified.
    Verified,
    /// Refused.
    Rejected,
}

impl Tab {
    /// Every tab, in order.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::InReview, Self::Returned, Self::Verified, Self::Rejected];

    /// The state that the tab shows.
    pub const fn state(self) -> State {
        match self {
            Self::Waiting => State::Submitted,
            Self::InReview => State::InReview,
            Self::Returned => State::Returned,
            Self::Verified => State::Verified,
            Self::Rejected => State::Rejected,
        }
    }

    /// As the address of the page writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "menunggu",
            Self::InReview => "diperiksa",
            Self::Returned => "dikembalikan",
            Self::Verified => "terverifikasi",
            Self::Rejected => "ditolak",
        }
    }

    /// Reads the word; anything else is the first tab.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.word() == word).unwrap_or_default()
    }
}

/// Where a page begins: after this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Due date of the row before.
    pub due_on: Date,
    /// Its id.
    pub id: Uuid,
}

impl Cursor {
    /// `2026-12-04_0190…`, as the address of the page carries it.
    pub fn word(&self) -> String {
        format!("{}_{}", self.due_on, self.id)
    }

    /// Reads the word; anything else is the first page.
    pub fn from_word(word: &str) -> Option<Self> {
        let (day, id) = word.split_once('_')?;
        let form = time::macros::format_description!("[year]-[month]-[day]");
        Some(Self { due_on: Date::parse(day, form).ok()?, id: Uuid::parse_str(id).ok()? })
    }
}

/// One line of the queue.
#[derive(Debug, Clone)]
pub struct Row {
    /// The file.
    pub id: InstitutionId,
    /// Number of its receipt.
    pub receipt: String,
    /// Name of the institution.
    pub name: String,
    /// Jenis sponsor.
    pub kind: SponsorKind,
    /// Where it stands.
    pub region_path: String,
    /// When it was sent.
    pub submitted_at: Option<OffsetDateTime>,
    /// When the answer is due.
    pub due_on: Date,
    /// Who has it, while the lease runs.
    pub holder: Option<String>,
    /// Whether that is the one who looks.
    pub mine: bool,
}

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
    let (state, account) = (tab.state().word(), scope.account()?);
    let (name, tenant, office) =
        (scope.actor().name.clone(), scope.tenant()?, scope.actor().tenant_name.clone());
    let (due, id) = after.map_or((Date::MIN, Uuid::nil()), |c| (c.due_on, c.id));
    // PostgreSQL's first day lies after time's; any past day begins the first page.
    let due = due.max(time::macros::date!(2000 - 01 - 01));
    let area = scope.actor().reach_from.clone();
    let national = scope.actor().kind != Some(TenantKind::DinsosKabkota);
    let look = Look::Queue.word();
    // Two texts, because each must walk its own index.
    let rows = if national {
        sqlx::query_file_as!(
            Line,
            "src/verification/sql/queue_province.sql",
            area,
            state,
            due,
            id,
            PAGE + 1,
            account.0,
            name,
            tenant.0,
            office,
            look,
        )
        .fetch_all(scope.conn())
        .await?
    } else {
        sqlx::query_file_as!(
            Line,
            "src/verification/sql/queue_regency.sql",
            area,
            state,
            due,
            id,
            PAGE + 1,
            account.0,
            name,
            tenant.0,
            office,
            look,
        )
        .fetch_all(scope.conn())
        .await?
    };
    let counts = counts(scope).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|n| n > PAGE);
    let now = scope.now();
    let mut lines = rows.into_iter().map(|row| row.read(account.0, now)).collect::<Result<Vec<Row>>>()?;
    if more {
        lines.pop();
    }
    let next = lines.last().filter(|_| more).map(|row| Cursor { due_on: row.due_on, id: row.id.0 });
    Ok(Page { tab, rows: lines, next, counts, today: scope.today(), decides: scope.actor().decides() })
}

struct Line {
    id: Uuid,
    receipt: Option<String>,
    name: String,
    kind: String,
    region_path: Option<String>,
    submitted_at: Option<OffsetDateTime>,
    due_on: Option<Date>,
    holder_id: Option<Uuid>,
    holder_name: Option<String>,
    lease_until: Option<OffsetDateTime>,
}

impl Line {
    fn read(self, me: Uuid, now: OffsetDateTime) -> Result<Row> {
        let held = self.lease_until.is_some_and(|until| until > now);
        Ok(Row {
            id: InstitutionId(self.id),
            receipt: self.receipt.unwrap_or_default(),
            name: self.name,
            kind: SponsorKind::from_word(&self.kind)
                .ok_or_else(|| Error::inconsistent("institutions", "kind"))?,
            region_path: self.region_path.unwrap_or_default(),
            submitted_at: self.submitted_at,
            due_on: self.due_on.ok_or_else(|| Error::inconsistent("institutions", "due_on"))?,
            mine: held && self.holder_id == Some(me),
            holder: self.holder_name.filter(|_| held),
        })
    }
}

async fn counts(scope: &mut Scope) -> Result<HashMap<Tab, i64>> {
    let rows = sqlx::query!(r#"select state, sum(n) as "n!" from institution_counts group by state"#)
        .fetch_all(scope.conn())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Tab::ALL.into_iter().find(|t| t.state().word() == row.state).map(|t| (t, row.n)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_word_and_garbage_is_the_first_page() {
        let cursor = Cursor { due_on: time::macros::date!(2026 - 12 - 04), id: Uuid::nil() };
        assert_eq!(Cursor::from_word(&cursor.word()), Some(cursor));
        for garbage in ["", "_", "2026-13-01_x", "2026-12-04", "'; drop table", "2026-12-04_0190"] {
            assert_eq!(Cursor::from_word(garbage), None, "{garbage}");
        }
    }

    #[test]
    fn a_tab_survives_its_word() {
        for tab in Tab::ALL {
            assert_eq!(Tab::from_word(tab.word()), tab);
        }
        assert_eq!(Tab::from_word("?"), Tab::Waiting);
    }
}

//! A case: what this is, what to do now, the facts, the papers, the history.

use crate::db::Scope;
use crate::document::{self, Paper};
use crate::error::Result;
use crate::institution::{self, Entry, Head, Particulars};
use domain::event::Look;
use domain::id::{AccountId, DocumentId, InstitutionId};
use domain::policy::Permission;
use domain::problem::Problem;
use domain::verification::{Action, LEASE_MINUTES, MOVES, State};
use domain::workflow::{Need, moves};
use time::{Date, Duration, OffsetDateTime};

/// Who has the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lease {
    /// Nobody.
    Free,
    /// The one who looks, until then.
    Mine(OffsetDateTime),
    /// Somebody else, until then.
    Other(String, OffsetDateTime),
}

/// A page that the actor has not opened, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// The paper.
    pub paper: DocumentId,
    /// The page.
    pub page: u32,
}

/// A case as the office sees it.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file.
    pub id: InstitutionId,
    /// What it says of itself.
    pub says: Particulars,
    /// Where the file stands.
    pub state: State,
    /// The version that a decision must name.
    pub version: i32,
    /// Who has it.
    pub lease: Lease,
    /// What the actor may do now.
    pub open_actions: Vec<Action>,
    /// Papers in their current version.
    pub papers: Vec<Paper>,
    /// Pages that the actor has not opened.
    pub unread: Vec<Unread>,
    /// What happened, newest first.
    pub history: Vec<Entry>,
    /// Today, by which the page counts days.
    pub today: Date,
}

/// Opens a case: logs the look, and renews the lease of the officer who holds it.
///
/// # Errors
/// [`Problem::NotFound`] for a case outside the area as for one that does not exist.
#[tracing::instrument(name = "verification.open", skip_all, fields(institution.id = %id))]
pub async fn open(scope: &mut Scope, id: InstitutionId) -> Result<Case> {
    scope.require(Permission::ReadCase)?;
    let mut head = institution::glance(scope, id).await?.ok_or(Problem::NotFound)?;
    log(scope, Look::Case, head.tenant.0, id.0).await?;
    let me = scope.account()?;
    if holds(&head, me, scope.now()) {
        head.lease_until = renew(scope, id).await?;
    }
    let papers = document::current(scope, id).await?;
    let unread = unread(scope, &head, &papers).await?;
    let history = institution::history(scope, id).await?;
    let says = as_sent(scope, &head, &history).await?;
    let lease = lease(&head, me, scope.now());
    let open_actions = moves(MOVES, head.state, scope.roles())
        .filter(|m| m.needs.iter().all(|need| possible(*need, &lease)))
        .map(|m| m.action)
        .collect();
    Ok(Case {
        id,
        says,
        state: head.state,
        version: head.version,
        lease,
        open_actions,
        papers,
        unread,
        history,
        today: scope.today(),
    })
}

/// The answers as they were sent: while the file is back with its sponsor, what it prepares is its own.
async fn as_sent(scope: &mut Scope, head: &Head, history: &[Entry]) -> Result<Particulars> {
    let now = institution::particulars(scope, head.id).await?;
    let sent = history.iter().find_map(|entry| entry.detail.declared.as_ref());
    Ok(match sent {
        Some(sent) if head.state.is_with_sponsor() => now.with_answers_of(&sent.says),
        _ => now,
    })
}

/// Whether a need can be met by filling in the screen's form; what depends on who holds the file is
/// known before.
fn possible(need: Need, lease: &Lease) -> bool {
    match need {
        Need::Lease => matches!(lease, Lease::Mine(_)),
        Need::LeaseFree => matches!(lease, Lease::Free),
        _ => true,
    }
}

pub(super) fn lease(head: &Head, me: AccountId, now: OffsetDateTime) -> Lease {
    match (head.holder, head.lease_until.filter(|until| *until > now)) {
        (Some(holder), Some(until)) if holder == me => Lease::Mine(until),
        (Some(_), Some(until)) => Lease::Other(head.holder_name.clone().unwrap_or_default(), until),
        _ => Lease::Free,
    }
}

pub(super) fn holds(head: &Head, me: AccountId, now: OffsetDateTime) -> bool {
    head.state == State::InReview && matches!(lease(head, me, now), Lease::Mine(_))
}

/// The pages that the actor has not opened, of the papers in their current version. A paper counts as read when
/// each of its pages was: the signature stands on the last one.
pub(super) async fn unread(scope: &mut Scope, head: &Head, papers: &[Paper]) -> Result<Vec<Unread>> {
    let (me, tenant) = (scope.account()?, scope.tenant()?);
    let seen = sqlx::query_scalar!(
        r#"select distinct unnest(ids) as "id!" from access_log
            where tenant_id = $1 and account_id = $2 and look = 'paper' and subject_tenant = $3"#,
        tenant.0,
        me.0,
        head.tenant.0,
    )
    .fetch_all(scope.conn())
    .await?;
    let pages = papers.iter().flat_map(|paper| {
        (1..=paper.pages.max(1)).map(|page| (paper.pages, Unread { paper: paper.id, page }))
    });
    let was_read = |of: u32, page: Unread| {
        let itself = seen.contains(&document::page_mark(page.paper, page.page));
        // One page is the whole paper, also in the log of before pages were told apart.
        itself || (of <= 1 && seen.contains(&page.paper.0))
    };
    Ok(pages.filter(|(of, page)| !was_read(*of, *page)).map(|(_, page)| page).collect())
}

/// Renews the lease of the actor, who may have lost it this very moment.
async fn renew(scope: &mut Scope, id: InstitutionId) -> Result<Option<OffsetDateTime>> {
    let (me, now) = (scope.account()?, scope.now());
    let renewed = sqlx::query_scalar!(
        "update institutions set lease_until = $2
          where id = $1 and holder_id = $3 and lease_until > $4 and state = 'in_review'
      returning lease_until",
        id.0,
        now + Duration::minutes(LEASE_MINUTES),
        me.0,
        now,
    )
    .fetch_optional(scope.conn())
    .await?;
    Ok(renewed.flatten())
}

async fn log(scope: &mut Scope, look: Look, subject: uuid::Uuid, id: uuid::Uuid) -> Result<()> {
    crate::audit::log(scope, look, Some(subject.into()), &[id]).await
}

//! The sponsor's own file, with what is still to do before it can be sent.

use super::{Entry, Particulars, history, particulars};
use crate::db::Scope;
use crate::document::{self, Paper};
use crate::error::{Error, Result};
use crate::region;
use domain::document::{PaperKind, PaperState};
use domain::id::InstitutionId;
use domain::policy::Permission;
use domain::problem::Problem;
use domain::region::{Edition, RegionCode};
use domain::verification::{Action, Fault, Faults, Item, State};
use domain::workflow::Need;
use time::Date;

/// The sponsor's own file.
#[derive(Debug, Clone)]
pub struct Own {
    /// Its id.
    pub id: InstitutionId,
    /// What it says of itself.
    pub says: Particulars,
    /// Whether the village has ended since it was chosen, so that no office would be reached by it. Asked only while
    /// the file is with its sponsor.
    pub village_ended: bool,
    /// Saves of the profile.
    pub revision: i32,
    /// Where the file stands.
    pub state: State,
    /// Moves of the file.
    pub version: i32,
    /// The current version of each paper.
    pub papers: Vec<OwnPaper>,
    /// What is to do, in order.
    pub tasks: Vec<Task>,
    /// The newest return, when the file is returned.
    pub faults: Option<Faults>,
    /// What happened, newest first.
    pub history: Vec<Entry>,
    /// Today, by which the page counts days.
    pub today: Date,
}

/// A kind of paper and its current version.
#[derive(Debug, Clone)]
pub struct OwnPaper {
    /// Which paper.
    pub kind: PaperKind,
    /// The current version; none before the first upload.
    pub paper: Option<Paper>,
}

/// One line of the task list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Which part.
    pub item: Item,
    /// How far it is.
    pub state: TaskState,
}

/// How far a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskState {
    /// Nothing yet.
    Missing,
    /// On the server, being looked into.
    Checking,
    /// Done.
    Done,
    /// Has to be corrected, because the social office returned it.
    Returned(Fault),
    /// What is there cannot be used: a paper that did not open, a village that has ended.
    Refused,
}

impl Own {
    /// Whether a need of sending is met.
    pub fn meets(&self, need: Need) -> bool {
        let settled = |item: Item| self.tasks.iter().any(|t| t.item == item && t.state == TaskState::Done);
        match need {
            Need::CompleteProfile => self.says.is_complete() && !self.village_ended,
            Need::ReadablePapers => {
                PaperKind::OF_INSTITUTION.into_iter().filter_map(Item::of_paper).all(settled)
            }
            Need::Corrections => self.tasks.iter().all(|t| t.state == TaskState::Done),
            _ => false,
        }
    }

    /// Whether everything is done and the file can be sent.
    pub fn is_ready(&self) -> bool {
        self.state.is_with_sponsor() && self.tasks.iter().all(|t| t.state == TaskState::Done)
    }

    /// The current version of a paper.
    pub fn paper(&self, kind: PaperKind) -> Option<&Paper> {
        self.papers.iter().find(|p| p.kind == kind).and_then(|p| p.paper.as_ref())
    }
}

/// The sponsor's own file.
///
/// # Errors
/// [`Problem::NotFound`] when the tenant has none.
#[tracing::instrument(name = "institution.own", skip_all)]
pub async fn own(scope: &mut Scope) -> Result<Own> {
    scope.require(Permission::ReadOwnInstitution)?;
    let tenant = scope.tenant()?;
    let row = sqlx::query!(
        "select id, revision, profile_changed_at, state, version, village_code, region_edition
           from institutions where tenant_id = $1",
        tenant.0,
    )
    .fetch_optional(scope.conn())
    .await?
    .ok_or(Problem::NotFound)?;
    let id = InstitutionId(row.id);
    let says = particulars(scope, id).await?;
    let papers = document::current(scope, id).await?;
    let history = history(scope, id).await?;
    let state = State::from_word(&row.state).ok_or_else(|| Error::inconsistent("institutions", "state"))?;
    let village_ended =
        state.is_with_sponsor() && has_ended(scope, row.village_code.zip(row.region_edition)).await?;
    let returned = history.iter().find(|e| e.action == Action::Return).filter(|_| state == State::Returned);
    let faults = returned.and_then(|e| e.detail.faults.clone());
    let mut own = Own {
        id,
        says,
        village_ended,
        revision: row.revision,
        state,
        version: row.version,
        papers: PaperKind::OF_INSTITUTION
            .into_iter()
            .map(|kind| OwnPaper { kind, paper: papers.iter().find(|p| p.kind == kind).cloned() })
            .collect(),
        tasks: Vec::new(),
        faults: faults.clone(),
        today: scope.today(),
        history: Vec::new(),
    };
    let changed_since = match (returned, row.profile_changed_at) {
        (Some(event), Some(changed)) => changed > event.at,
        _ => false,
    };
    own.tasks = tasks(&own, faults.as_ref(), changed_since);
    own.history = history;
    Ok(own)
}

/// Whether what stood behind the code in that edition is no more. Its code alone does not tell: some came back for
/// another place.
async fn has_ended(scope: &mut Scope, chosen: Option<(String, String)>) -> Result<bool> {
    let Some((code, edition)) = chosen else { return Ok(false) };
    let code = RegionCode::parse(&code).map_err(|_| Error::inconsistent("institutions", "village_code"))?;
    let edition =
        Edition::parse(&edition).ok_or_else(|| Error::inconsistent("institutions", "region_edition"))?;
    Ok(region::entry(scope, &code, &edition).await?.is_none_or(|village| !village.is_current()))
}

fn tasks(own: &Own, faults: Option<&Faults>, profile_changed: bool) -> Vec<Task> {
    Item::ALL
        .into_iter()
        .map(|item| {
            let fault = faults.and_then(|f| f.of(item)).cloned();
            let state = match item.paper() {
                None => profile_state(own, fault, profile_changed),
                Some(kind) => paper_state(own.paper(kind), fault),
            };
            Task { item, state }
        })
        .collect()
}

fn profile_state(own: &Own, fault: Option<Fault>, changed: bool) -> TaskState {
    match fault {
        Some(fault) if !changed => TaskState::Returned(fault),
        _ if own.village_ended => TaskState::Refused,
        _ if own.says.is_complete() => TaskState::Done,
        _ => TaskState::Missing,
    }
}

fn paper_state(paper: Option<&Paper>, fault: Option<Fault>) -> TaskState {
    match (paper.map(|p| p.state), fault) {
        (Some(PaperState::Returned), Some(fault)) => TaskState::Returned(fault),
        (None | Some(PaperState::Replaced), _) => TaskState::Missing,
        (Some(PaperState::Received), _) => TaskState::Checking,
        (Some(PaperState::Refused | PaperState::Returned), _) => TaskState::Refused,
        (Some(PaperState::Ready | PaperState::Accepted), _) => TaskState::Done,
    }
}

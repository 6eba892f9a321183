//! One line of a list of files, as the database gives it and as the desk shows it.

use crate::error::{Error, Result};
use domain::id::InstitutionId;
use domain::institution::SponsorKind;
use domain::verification::State;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

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
    /// Where the file stands.
    pub state: State,
    /// When it was sent.
    pub submitted_at: Option<OffsetDateTime>,
    /// When the answer is due.
    pub due_on: Date,
    /// When the office answered: returned, verified or refused it; not known of a file that was returned before
    /// this was kept.
    pub settled_at: Option<OffsetDateTime>,
    /// Who has it, while the lease runs.
    pub holder: Option<String>,
    /// Whether that is the one who looks.
    pub mine: bool,
}

pub(super) struct Line {
    pub(super) id: Uuid,
    pub(super) receipt: Option<String>,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) region_path: Option<String>,
    pub(super) state: String,
    pub(super) submitted_at: Option<OffsetDateTime>,
    pub(super) due_on: Option<Date>,
    pub(super) decided_at: Option<OffsetDateTime>,
    pub(super) holder_id: Option<Uuid>,
    pub(super) holder_name: Option<String>,
    pub(super) lease_until: Option<OffsetDateTime>,
}

impl Line {
    pub(super) fn read(self, me: Uuid, now: OffsetDateTime) -> Result<Row> {
        let held = self.lease_until.is_some_and(|until| until > now);
        let state =
            State::from_word(&self.state).ok_or_else(|| Error::inconsistent("institutions", "state"))?;
        Ok(Row {
            id: InstitutionId(self.id),
            receipt: self.receipt.unwrap_or_default(),
            name: self.name,
            kind: SponsorKind::from_word(&self.kind)
                .ok_or_else(|| Error::inconsistent("institutions", "kind"))?,
            region_path: self.region_path.unwrap_or_default(),
            state,
            submitted_at: self.submitted_at,
            due_on: self.due_on.ok_or_else(|| Error::inconsistent("institutions", "due_on"))?,
            settled_at: self.decided_at,
            mine: held && self.holder_id == Some(me),
            holder: self.holder_name.filter(|_| held),
        })
    }
}

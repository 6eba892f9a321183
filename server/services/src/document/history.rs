//! What happened to the papers of an institution: every version that came, and every move.

use super::current::require_read;
use super::detail::{self, Returned};
use super::store;
use crate::db::Scope;
use crate::error::{Error, Result};
use domain::document::{PaperAction, PaperFault, PaperKind};
use domain::id::{DocumentId, InstitutionId};
use time::OffsetDateTime;
use uuid::Uuid;

/// Most lines: a page, not an archive.
const MOST: i64 = 200;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// The sponsor sent it.
    Received,
    /// It made a move.
    Moved(PaperAction),
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperEntry {
    /// The version.
    pub id: DocumentId,
    /// Which paper.
    pub kind: PaperKind,
    /// Which upload of this paper it is, from 1.
    pub number: u32,
    /// What happened.
    pub what: Happening,
    /// When.
    pub at: OffsetDateTime,
    /// Who did it; empty for what the sponsor sent.
    pub actor: String,
    /// From which office; empty for what the sponsor sent.
    pub office: String,
    /// The reason of a return.
    pub returned: Option<Returned>,
    /// The reason of a refusal.
    pub fault: Option<PaperFault>,
}

/// The history of an institution's papers, newest first, at most 200 lines.
///
/// # Errors
/// As [`super::current`].
#[tracing::instrument(name = "document.history", skip_all, fields(institution.id = %institution))]
pub async fn history(scope: &mut Scope, institution: InstitutionId) -> Result<Vec<PaperEntry>> {
    require_read(scope)?;
    let rows = sqlx::query_file_as!(Row, "src/document/sql/history.sql", institution.0, MOST)
        .fetch_all(scope.conn())
        .await?;
    rows.into_iter().map(|row| row.read(scope)).collect()
}

struct Row {
    id: Uuid,
    kind: String,
    number: i32,
    refusal: Option<String>,
    seq: i32,
    action: String,
    at: OffsetDateTime,
    actor_name: String,
    actor_office: String,
    detail: Option<Vec<u8>>,
}

impl Row {
    fn read(self, scope: &Scope) -> Result<PaperEntry> {
        let what = match self.action.as_str() {
            "" => Happening::Received,
            word => Happening::Moved(
                PaperAction::from_word(word)
                    .ok_or_else(|| Error::inconsistent("document_events", "action"))?,
            ),
        };
        let returned = match (what, &self.detail) {
            (Happening::Moved(PaperAction::Return), Some(sealed)) => {
                Some(scope.unseal(&detail::place(self.id, self.seq), sealed)?)
            }
            _ => None,
        };
        let refusal = self.refusal.filter(|_| what == Happening::Moved(PaperAction::Refuse));
        Ok(PaperEntry {
            id: DocumentId(self.id),
            kind: store::read_kind(&self.kind)?,
            number: store::read_count("number", self.number)?,
            what,
            at: self.at,
            actor: self.actor_name,
            office: self.actor_office,
            returned,
            fault: refusal.as_deref().map(store::read_fault).transpose()?,
        })
    }
}

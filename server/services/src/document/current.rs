//! The papers that stand: the newest version of each kind, of an institution or of a person in care. An office sees the
//! versions that were sent to it; what a sponsor prepares after a file came back is its own until it sends it again.

use super::detail::{self, Returned};
use super::receive::sent;
use super::store;
use crate::context::Door;
use crate::db::Scope;
use crate::error::{Error, Result};
use domain::document::{PaperFault, PaperHint, PaperKind, PaperState, Sent};
use domain::id::{DocumentId, InstitutionId, PersonId};
use domain::person;
use domain::policy::Permission;
use domain::problem::Problem;
use domain::verification::State;
use time::OffsetDateTime;
use uuid::Uuid;

/// A version of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The version.
    pub id: DocumentId,
    /// Which paper.
    pub kind: PaperKind,
    /// Where it stands.
    pub state: PaperState,
    /// Which upload of this paper it is, from 1.
    pub number: u32,
    /// The file's name, as its sender called it.
    pub file_name: String,
    /// Size in bytes.
    pub size: u32,
    /// SHA-256 of the file as it came, in hex.
    pub sha256: String,
    /// When it came.
    pub received_at: OffsetDateTime,
    /// Why it cannot be used, when it was refused.
    pub fault: Option<PaperFault>,
    /// How many pages can be looked at; none before it was decoded.
    pub pages: u32,
    /// Width and height of a photo, in pixels.
    pub pixels: Option<(u32, u32)>,
    /// What could be better.
    pub hints: Vec<PaperHint>,
    /// Why the social office returned it, while it is returned.
    pub returned: Option<Returned>,
    /// Whether whoever asks may send another version now.
    pub replaceable: bool,
}

/// The papers of an institution, in the order of the task list; those that are not there are left out.
///
/// # Errors
/// [`Problem::Forbidden`] for whoever may read neither their own file nor cases.
#[tracing::instrument(name = "document.current", skip_all, fields(institution.id = %institution))]
pub async fn current(scope: &mut Scope, institution: InstitutionId) -> Result<Vec<Paper>> {
    require_read(scope)?;
    let as_sent = scope.actor().door == Door::Office;
    let rows = sqlx::query_file_as!(Row, "src/document/sql/current.sql", institution.0, as_sent)
        .fetch_all(scope.conn())
        .await?;
    rows.into_iter()
        .map(|row| {
            let home = State::from_word(&row.owner_state)
                .ok_or_else(|| Error::inconsistent("institutions", "state"))?;
            let round = sent(home, row.returned_at, row.received_at);
            row.read(scope, home.is_with_sponsor(), round)
        })
        .collect()
}

/// The papers of a person in care; those that are not there are left out.
///
/// # Errors
/// [`Problem::Forbidden`] for whoever may not read people. Nobody, and a person on another sponsor's list, have none.
#[tracing::instrument(name = "document.current_of_person", skip_all, fields(person.id = %id))]
pub async fn current_of_person(scope: &mut Scope, id: PersonId) -> Result<Vec<Paper>> {
    scope.require(Permission::ReadPeople)?;
    let rows = sqlx::query_file_as!(Row, "src/document/sql/current_of_person.sql", id.0)
        .fetch_all(scope.conn())
        .await?;
    rows.into_iter()
        .map(|row| {
            let home = person::State::from_word(&row.owner_state)
                .ok_or_else(|| Error::inconsistent("persons", "state"))?;
            row.read(scope, home.is_with_sponsor(), Sent::ThisRound)
        })
        .collect()
}

struct Row {
    id: Uuid,
    kind: String,
    state: String,
    number: i32,
    file_name: Vec<u8>,
    size: i32,
    sha256: Vec<u8>,
    received_at: OffsetDateTime,
    refusal: Option<String>,
    pages: Option<i32>,
    width: Option<i32>,
    height: Option<i32>,
    hints: Vec<String>,
    owner_state: String,
    returned_at: Option<OffsetDateTime>,
    return_seq: Option<i32>,
    return_detail: Option<Vec<u8>>,
}

impl Row {
    fn read(self, scope: &Scope, with_sponsor: bool, round: Sent) -> Result<Paper> {
        let id = DocumentId(self.id);
        let state = store::read_state(&self.state)?;
        Ok(Paper {
            id,
            kind: store::read_kind(&self.kind)?,
            state,
            number: store::read_count("number", self.number)?,
            file_name: scope.keys().open_text(&store::name_place(id), &self.file_name)?,
            size: store::read_count("size", self.size)?,
            sha256: data_encoding::HEXLOWER.encode(&self.sha256),
            received_at: self.received_at,
            fault: self.refusal.as_deref().map(store::read_fault).transpose()?,
            pages: store::read_count("pages", self.pages.unwrap_or_default())?,
            pixels: self.pixels()?,
            hints: self.hints.iter().map(|word| store::read_hint(word)).collect::<Result<_>>()?,
            returned: self.returned(scope)?,
            replaceable: scope.roles().may(Permission::UploadPaper)
                && with_sponsor
                && state.is_replaceable(round),
        })
    }

    fn pixels(&self) -> Result<Option<(u32, u32)>> {
        let (Some(width), Some(height)) = (self.width, self.height) else { return Ok(None) };
        Ok(Some((store::read_count("width", width)?, store::read_count("height", height)?)))
    }

    fn returned(&self, scope: &Scope) -> Result<Option<Returned>> {
        let (Some(seq), Some(sealed)) = (self.return_seq, &self.return_detail) else { return Ok(None) };
        scope.unseal(&detail::place(self.id, seq), sealed).map(Some)
    }
}

/// Row-level security shows the sponsor its own papers and the office those of its area; this is the lock
/// before it.
pub(super) fn require_read(scope: &Scope) -> Result<()> {
    let roles = scope.roles();
    if roles.may(Permission::ReadOwnInstitution) || roles.may(Permission::ReadCase) {
        return Ok(());
    }
    let problem = if scope.actor().account.is_none() { Problem::Unauthenticated } else { Problem::Forbidden };
    Err(problem.into())
}

//! The papers that stand: the newest version of each kind.

use super::detail::{self, Returned};
use super::receive::sent;
use super::store;
use crate::db::Scope;
use crate::error::{Error, Result};
use domain::document::{PaperFault, PaperHint, PaperKind, PaperState};
use domain::id::{DocumentId, InstitutionId};
use domain::policy::Permission;
use domain::problem::Problem;
use domain::verification::State;
use time::OffsetDateTime;

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
    let rows = sqlx::query!(
        r#"select d.id,
                  d.kind,
                  d.state,
                  d.number,
                  d.file_name,
                  d.size,
                  d.sha256,
                  d.received_at,
                  d.refusal,
                  d.pages,
                  d.width,
                  d.height,
                  d.hints,
                  i.state as institution_state,
                  (select max(e.at) from institution_events e
                    where e.institution_id = i.id and e.action = 'return') as returned_at,
                  r.seq as "return_seq?",
                  r.detail as "return_detail?"
             from documents d
             join institutions i on i.id = d.institution_id
             left join lateral (select e.seq, e.detail from document_events e
                                 where e.document_id = d.id and e.action = 'return' and d.state = 'returned'
                                 order by e.seq desc
                                 limit 1) r on true
            where d.institution_id = $1 and d.state <> 'replaced'
            order by d.kind"#,
        institution.0,
    )
    .fetch_all(scope.conn())
    .await?;
    let uploads = scope.roles().may(Permission::UploadPaper);
    let mut papers = Vec::with_capacity(rows.len());
    for row in rows {
        let id = DocumentId(row.id);
        let state = store::read_state(&row.state)?;
        let home = State::from_word(&row.institution_state)
            .ok_or_else(|| Error::inconsistent("institutions", "state"))?;
        let round = sent(home, row.returned_at, row.received_at);
        let returned = match (row.return_seq, row.return_detail) {
            (Some(seq), Some(sealed)) => {
                Some(scope.unseal::<Returned>(&detail::place(row.id, seq), &sealed)?)
            }
            _ => None,
        };
        papers.push(Paper {
            id,
            kind: store::read_kind(&row.kind)?,
            state,
            number: store::read_count("number", row.number)?,
            file_name: scope.keys().open_text(&store::name_place(id), &row.file_name)?,
            size: store::read_count("size", row.size)?,
            sha256: data_encoding::HEXLOWER.encode(&row.sha256),
            received_at: row.received_at,
            fault: row.refusal.as_deref().map(store::read_fault).transpose()?,
            pages: store::read_count("pages", row.pages.unwrap_or_default())?,
            pixels: match (row.width, row.height) {
                (Some(w), Some(h)) => Some((store::read_count("width", w)?, store::read_count("height", h)?)),
                _ => None,
            },
            hints: row.hints.iter().map(|word| store::read_hint(word)).collect::<Result<_>>()?,
            returned,
            replaceable: uploads && home.is_with_sponsor() && state.is_replaceable(round),
        });
    }
    Ok(papers)
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

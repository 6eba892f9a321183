//! What happened to the papers of an institution: every version that came, and every move.

use super::current::require_read;
use super::detail::{self, Returned};
use super::store;
use crate::db::Scope;
use crate::error::{Error, Result};
use domain::document::{PaperAction, PaperFault, PaperKind};
use domain::id::{DocumentId, InstitutionId};
use time::OffsetDateTime;

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
    let rows = sqlx::query!(
        r#"select d.id as "id!",
                  d.kind as "kind!",
                  d.number as "number!",
                  d.refusal,
                  0 as "seq!",
                  '' as "action!",
                  d.received_at as "at!",
                  '' as "actor_name!",
                  '' as "actor_office!",
                  null::bytea as detail
             from documents d
            where d.institution_id = $1
            union all
           select d.id,
                  d.kind,
                  d.number,
                  d.refusal,
                  e.seq,
                  e.action,
                  e.at,
                  e.actor_name,
                  e.actor_office,
                  e.detail
             from document_events e
             join documents d on d.id = e.document_id
            where d.institution_id = $1
            order by 7 desc, 3 desc, 5 desc
            limit $2"#,
        institution.0,
        MOST,
    )
    .fetch_all(scope.conn())
    .await?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let what = match row.action.as_str() {
            "" => Happening::Received,
            word => Happening::Moved(
                PaperAction::from_word(word)
                    .ok_or_else(|| Error::inconsistent("document_events", "action"))?,
            ),
        };
        let returned = match (what, row.detail) {
            (Happening::Moved(PaperAction::Return), Some(sealed)) => {
                Some(scope.unseal::<Returned>(&detail::place(row.id, row.seq), &sealed)?)
            }
            _ => None,
        };
        let refusal = row.refusal.filter(|_| what == Happening::Moved(PaperAction::Refuse));
        entries.push(PaperEntry {
            id: DocumentId(row.id),
            kind: store::read_kind(&row.kind)?,
            number: store::read_count("number", row.number)?,
            what,
            at: row.at,
            actor: row.actor_name,
            office: row.actor_office,
            returned,
            fault: refusal.as_deref().map(store::read_fault).transpose()?,
        });
    }
    Ok(entries)
}

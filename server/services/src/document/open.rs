//! Opening a paper: a page as a picture, or the small picture. The letter's own PDF is given to nobody: what a
//! program of the reader's machine would do with it cannot be known, and the pictures show all of it.
//!
//! An office opens what was sent to it, not what a sponsor prepares while the file is back with it. An officer's
//! look is logged, with the page that was opened, and committed before a byte leaves. The small picture belongs to
//! the case's own page and is logged as a look at the case, so that showing it never counts as having read the paper.

use super::current::require_read;
use super::keys::{self, Shape};
use super::store;
use crate::audit;
use crate::context::{Actor, Door};
use crate::db::{Db, Scope};
use crate::error::{Error, Result};
use crate::gateway::object_store::ObjectStore;
use crate::seal::sha256;
use domain::document::FileName;
use domain::event::Look;
use domain::id::{DocumentId, InstitutionId, PersonId, TenantId};
use domain::policy::Permission;
use domain::problem::Problem;
use uuid::Uuid;

/// What of a paper is to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// A page as a picture, from 1. A photo has one.
    Page(u32),
    /// The small picture.
    Preview,
}

/// A picture that we drew, as JPEG, and what to call it.
#[derive(Debug)]
pub struct Opened {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// A name to save it under.
    pub file_name: String,
    /// Whose paper it is.
    pub institution: InstitutionId,
    /// The person in care whose paper it is; none when it is the institution's own.
    pub person: Option<PersonId>,
}

/// What the row says about a paper that can be opened.
struct Openable {
    tenant: TenantId,
    institution: InstitutionId,
    person: Option<PersonId>,
    shape: Shape,
    file_name: FileName,
    pages: u32,
}

/// An object is missing that the row says is there.
#[derive(Debug, thiserror::Error)]
#[error("an object of a paper is missing")]
pub(super) struct MissingObject;

/// Opens a paper of one's own institution, of somebody in its care, or of one's area.
///
/// # Errors
/// [`Problem::NotFound`] for a paper that is not there, not to be seen, not decoded, or without that page.
#[tracing::instrument(name = "document.open", skip_all, fields(document.id = %id))]
pub async fn open(
    db: &Db,
    actor: &Actor,
    store: &dyn ObjectStore,
    id: DocumentId,
    view: View,
) -> Result<Opened> {
    let mut scope = db.begin(actor).await?;
    require_read(&scope)?;
    let paper = find(&mut scope, id).await?.ok_or(Problem::NotFound)?;
    if paper.person.is_some() && !scope.roles().may(Permission::ReadPeople) {
        return Err(Problem::NotFound.into());
    }
    let (key, file_name) = choose(&paper, id, view).ok_or(Problem::NotFound)?;
    scope.commit().await?;
    let sealed = store.get(&key).await?.ok_or_else(|| Error::internal(MissingObject))?;
    let bytes = db.keys().open_blob(&key, &sealed)?;
    if actor.door == Door::Office {
        let look = if view == View::Preview { Look::Case } else { Look::Paper };
        let mut scope = db.begin(actor).await?;
        audit::log(&mut scope, look, Some(paper.tenant), &ids(id, view)).await?;
        scope.commit().await?;
    }
    Ok(Opened {
        bytes,
        file_name: file_name.to_string(),
        institution: paper.institution,
        person: paper.person,
    })
}

async fn find(scope: &mut Scope, id: DocumentId) -> Result<Option<Openable>> {
    let as_sent = scope.actor().door == Door::Office;
    let row = sqlx::query!(
        "select d.tenant_id, d.institution_id, d.person_id, d.width, d.file_name, d.pages
           from documents d
           join institutions i on i.id = d.institution_id
          where d.id = $1 and (not $2 or d.received_at <= i.submitted_at)",
        id.0,
        as_sent,
    )
    .fetch_optional(scope.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    // No pages: not decoded yet, or refused. There is nothing that may be looked at.
    let Some(pages) = row.pages else { return Ok(None) };
    Ok(Some(Openable {
        tenant: TenantId(row.tenant_id),
        institution: InstitutionId(row.institution_id),
        person: row.person_id.map(PersonId),
        shape: Shape::of_pixels(row.width),
        file_name: FileName::tidy(&scope.keys().open_text(&store::name_place(id), &row.file_name)?),
        pages: store::read_count("pages", pages)?,
    }))
}

/// What the log says was opened: the paper, and which of its pages.
fn ids(id: DocumentId, view: View) -> Vec<Uuid> {
    match view {
        View::Preview => vec![id.0],
        View::Page(number) => vec![id.0, page_mark(id, number)],
    }
}

/// The id under which the log of looks knows a page: made of the paper's id and the number, because pages have no
/// rows. The same page has the same id for ever.
pub fn page_mark(id: DocumentId, page: u32) -> Uuid {
    let hash = sha256(format!("{id}:page:{page}").as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(byte, from)| *byte = from);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn choose(paper: &Openable, id: DocumentId, view: View) -> Option<(String, FileName)> {
    let Openable { tenant, shape, file_name, pages, .. } = paper;
    match view {
        View::Preview => Some((keys::preview(*tenant, id), file_name.with_ending("-kecil", "jpg"))),
        View::Page(number) if !(1..=*pages).contains(&number) => None,
        View::Page(number) => Some(match shape {
            Shape::Photo => (keys::clean(*tenant, id, *shape), file_name.with_ending("", "jpg")),
            Shape::Pdf => {
                (keys::page(*tenant, id, number), file_name.with_ending(&format!("-{number}"), "jpg"))
            }
        }),
    }
}

//! I3: the objects of papers. Rows are read in pages, each in a transaction of its own that is over before the
//! first object is fetched: fetching takes minutes, and a transaction that idles so long is cut off.
//!
//! A paper that was decoded and whose row is not written yet has no page count and is asked for its upload only;
//! a paper that is replaced keeps its objects.

use super::{Limits, Offender, Report};
use crate::context::Actor;
use crate::db::Db;
use crate::document::keys::{self, Shape};
use crate::error::Result;
use crate::jobs::Hands;
use crate::seal::sha256;
use domain::id::{DocumentId, TenantId};
use uuid::Uuid;

/// What a row says about the objects of its paper.
struct Paper {
    id: DocumentId,
    tenant: TenantId,
    shape: Shape,
    size: i32,
    sha256: Vec<u8>,
    /// Pages that may be looked at; none of a paper that was not opened yet, or was refused.
    pages: Option<u32>,
}

/// An object that must be there.
struct Expected {
    key: String,
    /// Whether it is the upload itself, byte by byte.
    as_it_came: bool,
}

/// Fetches the objects of the newest papers and adds what is wrong to the report.
pub(super) async fn look(hands: &Hands, limits: Limits, report: &mut Report) -> Result<()> {
    let mut before = Uuid::max();
    while report.opened < limits.papers {
        let most = limits.page.min(limits.papers - report.opened);
        let papers = page(&hands.db, before, most).await?;
        let Some(last) = papers.last() else { break };
        before = last.id.0;
        for paper in &papers {
            report.opened += 1;
            for object in expected(paper) {
                report.objects += 1;
                if !is_whole(hands, paper, &object).await? {
                    let row = format!("documents {} {}", paper.id, object.key);
                    report.offenders.push(Offender { invariant: "I3", row });
                }
            }
        }
    }
    Ok(())
}

/// The next papers behind `before`, the newest first: ids grow with time.
async fn page(db: &Db, before: Uuid, most: i64) -> Result<Vec<Paper>> {
    let mut scope = db.begin(&Actor::ops()).await?;
    let rows = sqlx::query!(
        "select id, tenant_id, width, size, sha256, pages from documents
          where id < $1 order by id desc limit $2",
        before,
        most,
    )
    .fetch_all(scope.conn())
    .await?;
    scope.commit().await?;
    rows.into_iter()
        .map(|row| {
            Ok(Paper {
                id: DocumentId(row.id),
                tenant: TenantId(row.tenant_id),
                shape: Shape::of_pixels(row.width),
                size: row.size,
                sha256: row.sha256,
                pages: row.pages.and_then(|pages| u32::try_from(pages).ok()),
            })
        })
        .collect()
}

fn expected(paper: &Paper) -> Vec<Expected> {
    let Paper { id, tenant, shape, .. } = *paper;
    let is_pdf = shape == Shape::Pdf;
    let mut objects = vec![Expected { key: keys::quarantine(tenant, id), as_it_came: true }];
    let Some(pages) = paper.pages else { return objects };
    objects.push(Expected { key: keys::clean(tenant, id, shape), as_it_came: is_pdf });
    objects.push(Expected { key: keys::preview(tenant, id), as_it_came: false });
    if is_pdf {
        let pages = (1..=pages).map(|number| keys::page(tenant, id, number));
        objects.extend(pages.map(|key| Expected { key, as_it_came: false }));
    }
    objects
}

/// Whether the object is there, opens under its key, and holds what was acknowledged where that is known.
async fn is_whole(hands: &Hands, paper: &Paper, object: &Expected) -> Result<bool> {
    let Some(sealed) = hands.store.get(&object.key).await? else { return Ok(false) };
    let Ok(bytes) = hands.db.keys().open_blob(&object.key, &sealed) else { return Ok(false) };
    if !object.as_it_came {
        return Ok(!bytes.is_empty());
    }
    let right_size = i32::try_from(bytes.len()).is_ok_and(|size| size == paper.size);
    Ok(right_size && sha256(&bytes) == paper.sha256)
}

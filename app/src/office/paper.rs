//! A page of a paper, as a picture that we drew ourselves. Every look of an officer is logged.

use crate::ctx::OfficeCtx;
use crate::error::PageResult;
use crate::files;
use axum::extract::Path;
use domain::id::{DocumentId, InstitutionId};
use domain::problem::Problem;
use services::document;

/// `/kantor/lembaga/{id}/berkas/{paper}/halaman/{page}`; page `0` is the small picture.
pub async fn page(ctx: OfficeCtx, Path((case, paper, page)): Path<(String, String, String)>) -> PageResult {
    let case: InstitutionId = case.parse().map_err(|_| Problem::NotFound)?;
    let paper: DocumentId = paper.parse().map_err(|_| Problem::NotFound)?;
    let view = files::view_of(&page).ok_or(Problem::NotFound)?;
    let hands = &ctx.house.hands;
    let opened = document::open(&hands.db, &ctx.actor, hands.store.as_ref(), paper, view).await?;
    // Another case's paper has no address here.
    if opened.institution != case {
        return Err(Problem::NotFound.into());
    }
    Ok(files::send(opened))
}

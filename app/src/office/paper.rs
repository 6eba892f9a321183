//! A page of a paper, as a picture that we drew ourselves. Every look of an officer is logged.

use crate::ctx::OfficeCtx;
use crate::error::PageResult;
use crate::files;
use axum::extract::Path;
use domain::id::DocumentId;
use domain::problem::Problem;
use services::document::{self, View};

/// `/kantor/lembaga/{id}/berkas/{paper}/halaman/{page}`; page `0` is the small picture, `asli` the file itself.
pub async fn page(ctx: OfficeCtx, Path((_, paper, page)): Path<(String, String, String)>) -> PageResult {
    let paper: DocumentId = paper.parse().map_err(|_| Problem::NotFound)?;
    let view = files::view_of(&page).ok_or(Problem::NotFound)?;
    let hands = &ctx.house.hands;
    let opened = document::open(&hands.db, &ctx.actor, hands.store.as_ref(), paper, view).await?;
    Ok(files::send(opened, matches!(view, View::Original)))
}

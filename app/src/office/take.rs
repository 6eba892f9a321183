//! Taking a file, the next one, and putting one back.

use crate::ctx::OfficeCtx;
use crate::error::PageResult;
use crate::flash::Flash;
use crate::form::FormState;
use axum::extract::{Path, RawForm};
use domain::id::InstitutionId;
use domain::problem::Problem;
use services::verification;

/// Takes this file.
pub async fn post(ctx: OfficeCtx, Path(id): Path<String>) -> PageResult {
    let id: InstitutionId = id.parse().map_err(|_| Problem::NotFound)?;
    let here = format!("/kantor/lembaga/{id}");
    match ctx.run(async |scope| verification::take(scope, id).await).await {
        Ok(()) => Ok(Flash::Taken.redirect(&here)),
        // Somebody was faster: the page of the case says who.
        Err(error) if matches!(error.problem(), Problem::Stale | Problem::Refused(_)) => {
            Ok(Flash::TakenByOther.redirect(&here))
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes the file that is due first.
pub async fn next(ctx: OfficeCtx) -> PageResult {
    match ctx.run(async |scope| verification::take_next(scope).await).await? {
        Some(id) => Ok(Flash::Taken.redirect(&format!("/kantor/lembaga/{id}"))),
        None => Ok(Flash::QueueEmpty.redirect("/kantor")),
    }
}

/// Puts this file back into the queue.
pub async fn release(ctx: OfficeCtx, Path(id): Path<String>, RawForm(body): RawForm) -> PageResult {
    let id: InstitutionId = id.parse().map_err(|_| Problem::NotFound)?;
    let version = FormState::from_body(&body).version();
    match ctx.run(async |scope| verification::release(scope, id, version).await).await {
        Ok(()) => Ok(Flash::Released.redirect("/kantor")),
        Err(error) if matches!(error.problem(), Problem::Stale | Problem::Refused(_)) => {
            Ok(Flash::TakenByOther.redirect(&format!("/kantor/lembaga/{id}")))
        }
        Err(error) => Err(error.into()),
    }
}

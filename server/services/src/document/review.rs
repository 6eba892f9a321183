//! The social office's word on a paper. Part of a decision on the file: called by the use cases of
//! `verification`, in their transaction and behind their permission. The moves are
//! [`domain::document::MOVES`].

use super::detail::Returned;
use super::store;
use crate::db::Scope;
use crate::error::Result;
use domain::document::PaperAction;
use domain::id::DocumentId;
use domain::problem::Problem;
use domain::verification::ReturnReason;

/// Accepts a paper.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Refused`] by the table of moves; [`Problem::Stale`].
#[tracing::instrument(name = "document.accept", skip_all, fields(document.id = %id))]
pub async fn accept(scope: &mut Scope, id: DocumentId) -> Result<()> {
    let before = store::head(scope, id).await?.ok_or(Problem::NotFound)?;
    store::append::<()>(scope, &before, PaperAction::Accept, None).await
}

/// Returns a paper; `words` are the officer's own, or empty.
///
/// # Errors
/// As [`accept`].
#[tracing::instrument(name = "document.return", skip_all, fields(document.id = %id))]
pub async fn return_(scope: &mut Scope, id: DocumentId, reason: ReturnReason, words: &str) -> Result<()> {
    let before = store::head(scope, id).await?.ok_or(Problem::NotFound)?;
    let detail = Returned { reason, words: words.to_owned() };
    store::append(scope, &before, PaperAction::Return, Some(&detail)).await
}

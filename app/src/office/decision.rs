//! What the three decision pages share: loading the case for somebody who may decide it, showing the form
//! again, and telling the slower of two officers what changed without losing a word they typed.

use super::case::Head;
use crate::ctx::OfficeCtx;
use crate::error::PageError;
use crate::flash::see_other;
use crate::form::FormState;
use crate::ui::format::Zone;
use crate::ui::{BackLink, ErrorSummary, History, Note, Sheet, Tone, t};
use axum::response::Response;
use domain::id::{FormKey, InstitutionId};
use domain::lang::Text;
use domain::problem::Problem;
use domain::verification::Action;
use leptos::prelude::*;
use services::error::Error;
use services::verification::{self, Case};
use uuid::Uuid;

const CHANGED: Text =
    Text::new("Berkas berubah sejak Anda membukanya", "The file changed since you opened it");
const KEPT: Text = Text::new(
    "Keputusan Anda belum disimpan. Yang Anda ketik masih ada di bawah. Inilah yang terjadi sementara itu:",
    "Your decision has not been saved. What you typed is still below. This is what happened meanwhile:",
);
const NOT_YOURS: Text = Text::new(
    "Keadaan berkas ini tidak memungkinkan keputusan itu lagi. Salin yang Anda ketik bila perlu, lalu buka berkasnya.",
    "The file no longer allows that decision. Copy what you typed if you need it, then open the file.",
);
const BACK: Text = Text::new("Kembali ke berkas", "Back to the file");

/// A decision page: its move and its title.
#[derive(Debug, Clone, Copy)]
pub struct Decision {
    /// The move.
    pub action: Action,
    /// The title.
    pub title: Text,
    /// The last part of its address.
    pub path: &'static str,
}

/// The key of a form.
pub fn key(form: &FormState) -> FormKey {
    FormKey(Uuid::parse_str(&form.key()).unwrap_or_default())
}

/// Reads the id in the address.
pub fn id_of(text: &str) -> Result<InstitutionId, PageError> {
    text.parse().map_err(|_| Problem::NotFound.into())
}

/// Loads the case; whoever may not decide it now is led to its page.
pub async fn load(ctx: &OfficeCtx, id: InstitutionId) -> Result<Case, PageError> {
    Ok(ctx.run(async |scope| verification::open(scope, id).await).await?)
}

/// What a failed decision answers: the form again, or a page of its own.
pub async fn refused(
    ctx: &OfficeCtx,
    decision: Decision,
    id: InstitutionId,
    form: FormState,
    error: Error,
    fields: impl Fn(&Case, &FormState) -> AnyView + Send + 'static,
) -> Result<Response, PageError> {
    let read = form.version();
    let form = match error.problem() {
        Problem::Invalid(violations) => form.clone().violations(ctx.lang(), violations),
        Problem::Refused(refusal) => form.clone().error("", crate::text::refusal(*refusal).get(ctx.lang())),
        Problem::Stale => form.clone().error("", CHANGED.get(ctx.lang())),
        Problem::Duplicate(location) => return Ok(see_other(location)),
        _ => return Err(error.into()),
    };
    let case = load(ctx, id).await?;
    let since = matches!(error.problem(), Problem::Stale).then_some(read);
    Ok(show(ctx, decision, case, form, since, fields))
}

/// The page: what this is, what changed, the form. `since` is the version from which on changes are told.
pub fn show(
    ctx: &OfficeCtx,
    decision: Decision,
    case: Case,
    form: FormState,
    since: Option<i32>,
    fields: impl Fn(&Case, &FormState) -> AnyView + Send + 'static,
) -> Response {
    let lang = ctx.lang();
    let zone = Zone::of(case.village.as_deref().unwrap_or_default());
    let reference = case.receipt.clone();
    let page = ctx.page(decision.title).form(&form).reference(reference);
    page.render(move || {
        let possible = case.open_actions.contains(&decision.action);
        let news: Vec<_> =
            case.history.iter().filter(|e| since.is_some_and(|read| e.seq > read)).cloned().collect();
        let changed = (!news.is_empty()).then(|| {
            view! {
                <Note tone=Tone::Warm title=CHANGED>
                    <p>{t(KEPT)}</p>
                    <History events=crate::history::events(lang, zone, &news) />
                </Note>
            }
        });
        let closed = (!possible).then(|| view! { <Note tone=Tone::Warm><p>{t(NOT_YOURS)}</p></Note> });
        view! {
            <Sheet>
                <BackLink href=format!("/kantor/lembaga/{}", case.id) label=BACK />
                <ErrorSummary form=form.clone() />
                <Head lang case=case.clone() />
                <h2>{t(decision.title)}</h2>
                {changed}
                {closed}
                {fields(&case, &form)}
            </Sheet>
        }
    })
}

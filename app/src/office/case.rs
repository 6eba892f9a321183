//! `/kantor/lembaga/{id}`: the case in five parts, always in this order: what this is, what to do now, the
//! facts, the papers, the history.

use super::evidence::{Answers, Papers};
use super::head::Head;
use super::to_do::ToDo;
use crate::ctx::OfficeCtx;
use crate::error::PageResult;
use crate::particulars;
use crate::ui::{BackLink, History, Sheet, Split, t};
use axum::extract::Path;
use domain::id::InstitutionId;
use domain::lang::Text;
use domain::problem::Problem;
use leptos::prelude::*;
use services::verification;

/// Words on the way back to the queue.
const QUEUE: Text = Text::new("Antrean", "Queue");
const HISTORY: Text = Text::new("Riwayat", "History");

/// The page.
pub async fn view(ctx: OfficeCtx, Path(id): Path<String>) -> PageResult {
    let id: InstitutionId = id.parse().map_err(|_| Problem::NotFound)?;
    let case = ctx.run(async |scope| verification::open(scope, id).await).await?;
    let lang = ctx.lang();
    let zone = particulars::zone(&case.says);
    let reference = case.says.receipt.clone().unwrap_or_default();
    Ok(ctx.page(case.says.name.clone()).reference(reference).render(move || {
        let (papers, side) = (case.clone(), case.clone());
        let events = crate::history::events(lang, zone, &case.history);
        view! {
            <Sheet wide=true>
                <BackLink href="/kantor" label=QUEUE />
                <Head lang case=case.clone() />
                <Split
                    main=move || view! { <Papers lang case=papers /><h2>{t(HISTORY)}</h2><History events /> }
                    side=move || view! {
                        <ToDo lang zone case=side.clone() />
                        <Answers lang says=side.says />
                    }
                />
            </Sheet>
        }
    }))
}

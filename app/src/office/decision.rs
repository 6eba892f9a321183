//! What the three decision pages share: loading the case for somebody who may decide it, the papers and answers
//! beside the form, showing the form again, and telling the slower of two officers what changed without losing a
//! word they typed.

use super::evidence::{Answers, Papers, left_unread};
use super::head::Head;
use crate::ctx::OfficeCtx;
use crate::error::{PageError, PageResult};
use crate::flash::{Flash, see_other};
use crate::form::FormState;
use crate::ui::{BackLink, ErrorSummary, History, Note, Sheet, Split, Tone, t};
use axum::response::Response;
use domain::id::{FormKey, InstitutionId};
use domain::lang::{Lang, Text};
use domain::problem::Problem;
use domain::verification::Action;
use leptos::prelude::*;
use services::error::Error;
use services::verification::{self, Case};

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
const UNREAD: Text = Text::new("Ada halaman yang belum Anda buka", "There are pages you have not opened");
const UNREAD_WHY: Text = Text::new(
    "Bukalah dulu; tanpa itu keputusan belum bisa disimpan. Setiap halaman terbuka di tab baru, yang Anda ketik di sini tetap ada.",
    "Open them first; until then a decision cannot be saved. Each opens in a new tab; what you type here stays.",
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
    /// What is said when it was done.
    pub done: Flash,
}

/// What an officer sent from a decision page.
pub struct Posted {
    /// The file.
    pub id: InstitutionId,
    /// What was typed.
    pub form: FormState,
    /// The version that the officer read.
    pub version: i32,
    /// The key of the form.
    pub key: FormKey,
}

impl Posted {
    /// Reads the id in the address and the form.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for an address that names nothing.
    pub fn read(id: &str, body: &[u8]) -> Result<Self, PageError> {
        let (id, form) = (id_of(id)?, FormState::from_body(body));
        let key = form.form_key();
        Ok(Self { id, version: form.version(), key, form })
    }
}

/// Reads the id in the address.
pub fn id_of(text: &str) -> Result<InstitutionId, PageError> {
    text.parse().map_err(|_| Problem::NotFound.into())
}

/// The page before anything was sent, or with the form that a lost session left behind. Whoever cannot decide now
/// is led to the case, which says why.
pub async fn view(
    ctx: &OfficeCtx,
    id: &str,
    decision: Decision,
    fields: impl Fn(&Case, &FormState) -> AnyView + Send + 'static,
) -> PageResult {
    let id = id_of(id)?;
    let form = ctx.restored().await?.unwrap_or_default();
    let case = load(ctx, id).await?;
    let typed = !form.is_empty();
    if !typed && !case.open_actions.contains(&decision.action) {
        return Ok(see_other(&format!("/kantor/lembaga/{id}")));
    }
    Ok(show(ctx, decision, case, form, None, fields))
}

/// The answer to a decision: back to the queue, or the form again with everything typed, or a page of its own.
pub async fn answer(
    ctx: &OfficeCtx,
    decision: Decision,
    sent: Posted,
    done: Result<(), Error>,
    fields: impl Fn(&Case, &FormState) -> AnyView + Send + 'static,
) -> PageResult {
    let Err(error) = done else { return Ok(decision.done.redirect("/kantor")) };
    let form = match error.problem() {
        Problem::Invalid(violations) => sent.form.violations(ctx.lang(), violations),
        Problem::Refused(refusal) => sent.form.error("", crate::text::refusal(*refusal).get(ctx.lang())),
        Problem::Stale => sent.form.error("", CHANGED.get(ctx.lang())),
        Problem::Duplicate(location) => return Ok(see_other(location)),
        _ => return Err(error.into()),
    };
    let case = load(ctx, sent.id).await?;
    let since = matches!(error.problem(), Problem::Stale).then_some(sent.version);
    Ok(show(ctx, decision, case, form, since, fields))
}

async fn load(ctx: &OfficeCtx, id: InstitutionId) -> Result<Case, PageError> {
    Ok(ctx.run(async |scope| verification::open(scope, id).await).await?)
}

/// The page: what this is, what changed, the form, and beside it (on a phone below it) the answers and the papers.
/// `since` is the version from which on changes are told.
fn show(
    ctx: &OfficeCtx,
    decision: Decision,
    case: Case,
    form: FormState,
    since: Option<i32>,
    fields: impl Fn(&Case, &FormState) -> AnyView + Send + 'static,
) -> Response {
    let lang = ctx.lang();
    let zone = crate::particulars::zone(&case.says);
    let reference = case.says.receipt.clone().unwrap_or_default();
    let page = ctx.page(decision.title).form(&form).reference(reference);
    page.render(move || {
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
        let possible = case.open_actions.contains(&decision.action);
        let closed = (!possible).then(|| view! { <Note tone=Tone::Warm><p>{t(NOT_YOURS)}</p></Note> });
        let unread = possible.then(|| unread(lang, &case, form.is_wrong())).flatten();
        let (id, head, papers, says) = (case.id, case.clone(), case.clone(), case.says.clone());
        let fields = fields(&case, &form);
        view! {
            <Sheet wide=true>
                <BackLink href=format!("/kantor/lembaga/{id}") label=BACK />
                <ErrorSummary form=form.clone() />
                <Head lang case=head />
                <div class="decision">
                    <Split
                        main=move || view! { <Answers lang says /><Papers lang case=papers beside=true /> }
                        side=move || view! { <h2>{t(decision.title)}</h2>{changed}{closed}{unread}{fields} }
                    />
                </div>
            </Sheet>
        }
    })
}

/// What has to be looked at before this can be decided and is not shown on the page itself; all of it when the page
/// `was_there` before.
fn unread(lang: Lang, case: &Case, was_there: bool) -> Option<AnyView> {
    let pages = left_unread(lang, case, was_there);
    let links = pages
        .iter()
        .map(|(label, href)| view! { <li><a href=href.clone() target="_blank">{label.clone()}{t(super::evidence::NEW_TAB)}</a></li> })
        .collect_view();
    (!pages.is_empty()).then(|| {
        view! { <Note tone=Tone::Warm title=UNREAD><p>{t(UNREAD_WHY)}</p><ul>{links}</ul></Note> }.into_any()
    })
}

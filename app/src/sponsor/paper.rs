//! `/sponsor/berkas/{kind}`: one paper: what it should look like, the one that is there, and sending another.

use super::home::next_button;
use super::upload::{self, Place, Sent};
use super::words;
use crate::ctx::SponsorCtx;
use crate::error::{PageError, PageResult};
use crate::files;
use crate::form::FormState;
use crate::particulars;
use crate::text;
use crate::ui::{ActionBar, BackLink, ErrorSummary, PageHead, Sheet, t};
use axum::extract::{Path, Request};
use axum::response::Response;
use domain::document::PaperKind;
use domain::id::DocumentId;
use domain::lang::Text;
use domain::problem::Problem;
use leptos::prelude::*;
use services::document;
use services::institution::{self, Own};

const KEPT: Text = Text::new(
    "Berkas ini tidak perlu diganti sekarang. Dinas Sosial hanya meminta ulang berkas yang dikembalikan.",
    "This file need not be replaced now. The social office asks again only for files that it returned.",
);

/// The paper of the institution that an address names.
fn place(kind: &str) -> Result<Place, Problem> {
    let kind = PaperKind::from_word(kind).filter(|kind| !kind.is_of_person()).ok_or(Problem::NotFound)?;
    Ok(Place { kind, person: None })
}

/// The page.
pub async fn view(ctx: SponsorCtx, Path(kind): Path<String>) -> PageResult {
    let place = place(&kind)?;
    let own = load(&ctx).await?;
    Ok(show(&ctx, place, &own, FormState::empty()))
}

/// Receives a file.
pub async fn post(ctx: SponsorCtx, Path(kind): Path<String>, request: Request) -> PageResult {
    let place = place(&kind)?;
    match upload::receive(&ctx, place, request).await? {
        Sent::Answer(answer) => Ok(answer),
        Sent::Again(form, problem) => {
            let own = load(&ctx).await?;
            Ok(upload::again(show(&ctx, place, &own, form), &problem))
        }
    }
}

/// A page of a paper as a picture; `0` the small one.
pub async fn page(ctx: SponsorCtx, Path((id, page)): Path<(String, String)>) -> PageResult {
    let id: DocumentId = id.parse().map_err(|_| Problem::NotFound)?;
    let view = files::view_of(&page).ok_or(Problem::NotFound)?;
    let hands = &ctx.house.hands;
    let opened = document::open(&hands.db, &ctx.actor, hands.store.as_ref(), id, view).await?;
    // The papers of people have addresses of their own.
    if opened.person.is_some() {
        return Err(Problem::NotFound.into());
    }
    Ok(files::send(opened))
}

async fn load(ctx: &SponsorCtx) -> Result<Own, PageError> {
    Ok(ctx.run(async |scope| institution::own(scope).await).await?)
}

fn show(ctx: &SponsorCtx, place: Place, own: &Own, form: FormState) -> Response {
    let kind = place.kind;
    let title = domain::text::paper_kind(kind);
    let paper = own.paper(kind).cloned();
    let lang = ctx.lang();
    let zone = particulars::zone(&own.says);
    let open = own.state.is_with_sponsor() && paper.as_ref().is_none_or(|p| p.replaceable);
    let mut page = ctx.page(title).form(&form);
    if open {
        page = page.islands();
    }
    page.render(move || {
        view! {
            <Sheet>
                <BackLink href="/sponsor" label=text::HOME />
                <ErrorSummary form=form.clone() />
                <PageHead title=title lead=words::advice(kind) />
                {if open {
                    upload::arranged(lang, zone, place, &form, paper.as_ref(), onwards())
                } else {
                    kept(paper.as_ref().map(|paper| upload::there(lang, zone, place, paper)))
                }}
            </Sheet>
        }
    })
}

/// A paper that is not asked for now.
fn kept(there: Option<impl IntoView + 'static>) -> AnyView {
    let why = there.is_some().then(|| view! { <p class="soft">{t(KEPT)}</p> });
    view! { {there}{why}{onwards()} }.into_any()
}

fn onwards() -> AnyView {
    view! { <ActionBar>{next_button()}</ActionBar> }.into_any()
}

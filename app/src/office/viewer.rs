//! `/kantor/lembaga/{id}/berkas/{paper}/lihat/{page}`: one page of a paper as wide as the window, with the way to
//! its neighbours and back to the case.
//!
//! Opening it is a look at the case, logged as such and renewing the lease; the picture in it is a look at the
//! paper, logged once, by the address that gives it ([`super::paper`]).

use super::evidence::{is_drawn, page_of, picture, size, viewer};
use crate::ctx::OfficeCtx;
use crate::error::PageResult;
use crate::ui::{ActionBar, BackLink, ButtonKind, LinkButton, PageHead, Pager, Sheet, Words, t};
use axum::extract::Path;
use domain::id::{DocumentId, InstitutionId};
use domain::lang::Text;
use domain::problem::Problem;
use domain::text;
use leptos::prelude::*;
use services::verification;

const BACK: Text = Text::new("Kembali ke berkas lembaga", "Back to the institution's file");
const PAGES: Text = Text::new("Halaman berkas ini", "Pages of this paper");
const FULL_SIZE: Text = Text::new("Ukuran penuh (gambar saja)", "Full size (the picture alone)");
const NEXT: Text = Text::new("Halaman berikutnya", "Next page");

/// The page.
pub async fn view(ctx: OfficeCtx, Path((case, paper, page)): Path<(String, String, String)>) -> PageResult {
    let id: InstitutionId = case.parse().map_err(|_| Problem::NotFound)?;
    let paper: DocumentId = paper.parse().map_err(|_| Problem::NotFound)?;
    let page: u32 = page.parse().map_err(|_| Problem::NotFound)?;
    let case = ctx.run(async |scope| verification::open(scope, id).await).await?;
    // Another case's paper, and a page that is not there, have no address here.
    let has = |p: &&services::document::Paper| p.id == paper && is_drawn(p) && (1..=p.pages).contains(&page);
    let paper = case.papers.iter().find(has).cloned().ok_or(Problem::NotFound)?;
    let lang = ctx.lang();
    let name = text::paper_kind(paper.kind).get(lang);
    let place = page_of(lang, page, paper.pages);
    let receipt = case.says.receipt.unwrap_or_default();
    let caption = format!("{} · {receipt}", case.says.name);
    let (back, src) = (format!("/kantor/lembaga/{id}"), picture(id, paper.id, page));
    let (width, height) = size(&paper);
    let title = format!("{name}, {}", place.to_lowercase());
    Ok(ctx.page(Words::from(title.clone())).reference(receipt).render(move || {
        let to = |page| viewer(id, paper.id, page);
        let (previous, next) = ((page > 1).then(|| to(page - 1)), (page < paper.pages).then(|| to(page + 1)));
        let onward = match &next {
            Some(next) => view! { <LinkButton href=next.clone()>{t(NEXT)}</LinkButton> }.into_any(),
            None => view! { <LinkButton href=back.clone() kind=ButtonKind::Quiet>{t(BACK)}</LinkButton> }
                .into_any(),
        };
        view! {
            <Sheet wide=true>
                <BackLink href=back label=BACK />
                <PageHead title=name caption=caption lead=place />
                <Pager previous next label=PAGES />
            </Sheet>
            <figure class="leaf">
                <img src=src.clone() alt=title width=width height=height />
                <figcaption><a href=src>{t(FULL_SIZE)}</a></figcaption>
            </figure>
            <Sheet wide=true><ActionBar>{onward}</ActionBar></Sheet>
        }
    }))
}

//! `/wilayah`: the region list, by name or code, for anybody. `/wilayah/usul` gives the answers alone, as a
//! piece of a page, to the field that asks while one types.

use super::answers::{regions, to_choose, to_read, villages};
use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::render;
use crate::ui::{PageHead, Sheet, t};
use domain::lang::Text;
use islands::LiveAnswers;
use leptos::prelude::*;

const TITLE: Text = Text::new("Cari wilayah", "Find a region");
const LEAD: Text = Text::new(
    "Ketik nama desa, kecamatan, kabupaten, kota, atau kodenya. Nama dan kode lama juga ditemukan.",
    "Type the name of a village, district, regency or city, or its code. Old names and codes are found too.",
);
const LABEL: Text = Text::new("Nama atau kode wilayah", "Name or code of a region");
/// On every button that looks for a region.
pub(crate) const SEARCH: Text = Text::new("Cari", "Search");
/// Longest question that is looked at.
const LONGEST: usize = 200;
/// Where the page itself asks while somebody types.
const ANSWERS: &str = "/wilayah/usul?semua=1&q=";

/// The page.
pub async fn view(ctx: Ctx) -> PageResult {
    let query = question(&ctx);
    let found = if query.trim().is_empty() { None } else { Some(regions(&ctx, &query).await?) };
    Ok(ctx.page(TITLE).description(LEAD).islands().render(move || {
        view! {
            <Sheet>
                <PageHead title=TITLE lead=LEAD />
                <LiveAnswers>
                    <form method="get" action="/wilayah" role="search">
                        <div class="field">
                            <label for="q">{t(LABEL)}</label>
                            <div class="search-row">
                                <input id="q" class="input" type="search" name="q" value=query autocomplete="off"
                                    data-answers=ANSWERS />
                                <button class="button">{t(SEARCH)}</button>
                            </div>
                        </div>
                    </form>
                    <div class="answers">{found.map(to_read)}</div>
                    <p class="unseen" role="status"></p>
                </LiveAnswers>
            </Sheet>
        }
    }))
}

/// The answers alone: villages to choose, a successor where the found one ended; with `semua` regions of every
/// level as they stand, to read.
pub async fn suggest(ctx: Ctx) -> PageResult {
    let query = question(&ctx);
    let answers = if ctx.query("semua").is_some() {
        let found = regions(&ctx, &query).await?;
        render::fragment(ctx.lang(), || to_read(found))
    } else {
        let found = villages(&ctx, &query).await?;
        render::fragment(ctx.lang(), || to_choose(found, ""))
    };
    Ok(render::piece(ctx.lang(), answers))
}

fn question(ctx: &Ctx) -> String {
    ctx.query("q").unwrap_or_default().chars().take(LONGEST).collect()
}

//! `/wilayah`: the region list, by name or code, for anybody. `/wilayah/usul` answers the same as JSON, for
//! the field that suggests while one types.

use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::ui::{PageHead, Sheet, t};
use axum::Json;
use axum::response::IntoResponse;
use domain::lang::{Lang, Text};
use domain::region::{Found, Level, Standing};
use islands::{RegionSearch, Suggestion};
use leptos::prelude::*;
use services::region;

const TITLE: Text = Text::new("Cari wilayah", "Find a region");
const LEAD: Text = Text::new(
    "Ketik nama desa, kecamatan, kabupaten, kota, atau kodenya. Nama dan kode lama juga ditemukan.",
    "Type the name of a village, district, regency or city, or its code. Old names and codes are found too.",
);
const LABEL: Text = Text::new("Nama atau kode wilayah", "Name or code of a region");
const SEARCH: Text = Text::new("Cari", "Search");
const NONE: Text = Text::new("Tidak ditemukan", "Nothing found");
const NONE_WHY: Text = Text::new(
    "Periksa ejaannya, atau ketik sebagian nama bersama nama kabupatennya, misalnya “panji buleleng”.",
    "Check the spelling, or type part of the name with its regency, such as “panji buleleng”.",
);
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
                <RegionSearch
                    action="/wilayah".to_owned()
                    label=t(LABEL).to_owned()
                    button=t(SEARCH).to_owned()
                    none=t(NONE).to_owned()
                    none_why=t(NONE_WHY).to_owned()
                    query
                    found
                    source=ANSWERS.to_owned()
                />
            </Sheet>
        }
    }))
}

/// The same as JSON: villages to choose, a successor where the found one ended; with `semua` regions of every
/// level as they stand, to read.
pub async fn suggest(ctx: Ctx) -> PageResult {
    let query = question(&ctx);
    let found = match ctx.query("semua") {
        Some(_) => regions(&ctx, &query).await?,
        None => villages(&ctx, &query).await?,
    };
    Ok(Json(found).into_response())
}

fn question(ctx: &Ctx) -> String {
    ctx.query("q").unwrap_or_default().chars().take(LONGEST).collect()
}

/// Regions that answer to `query`, each with what became of it.
async fn regions(ctx: &Ctx, query: &str) -> services::error::Result<Vec<Suggestion>> {
    let found = ctx.run(async |scope| region::search(scope, query, None).await).await?;
    let line = |one: Found| {
        let note = one.note(ctx.lang());
        Suggestion { code: one.code.as_str().to_owned(), path: one.path, note }
    };
    Ok(found.into_iter().map(line).collect())
}

/// Villages that answer to `query`.
pub async fn villages(ctx: &Ctx, query: &str) -> services::error::Result<Vec<Suggestion>> {
    if query.trim().is_empty() {
        return Ok(Vec::new());
    }
    let found = ctx.run(async |scope| region::search(scope, query, Some(Level::Village)).await).await?;
    Ok(found.into_iter().flat_map(|one| suggestions(ctx.lang(), one)).take(region::MOST_ANSWERS).collect())
}

fn suggestions(lang: Lang, one: Found) -> Vec<Suggestion> {
    let note = one.note(lang);
    match one.standing {
        Standing::Current => {
            vec![Suggestion { code: one.code.as_str().to_owned(), path: one.path, note: None }]
        }
        Standing::Ended(successors) => successors
            .into_iter()
            .map(|s| Suggestion { code: s.code.as_str().to_owned(), path: s.path, note: note.clone() })
            .collect(),
    }
}

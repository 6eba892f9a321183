//! `/wilayah`: the region list, by name or code, for anybody. `/wilayah/usul` answers the same as JSON, for
//! the field that suggests while one types.

use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::ui::{EmptyState, PageHead, Sheet, t};
use axum::Json;
use axum::response::IntoResponse;
use domain::lang::{Lang, Text};
use domain::region::{Found, Level, Standing};
use islands::Suggestion;
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

/// The page.
pub async fn view(ctx: Ctx) -> PageResult {
    let query: String = ctx.query("q").unwrap_or_default().chars().take(LONGEST).collect();
    let found = if query.trim().is_empty() {
        None
    } else {
        Some(ctx.run(async |scope| region::search(scope, &query, None).await).await?)
    };
    let lang = ctx.lang();
    Ok(ctx.page(TITLE).description(LEAD).render(move || {
        view! {
            <Sheet>
                <PageHead title=TITLE lead=LEAD />
                <form method="get" action="/wilayah" role="search">
                    <div class="field">
                        <label for="q">{t(LABEL)}</label>
                        <div class="search-row">
                            <input id="q" type="search" name="q" value=query autocomplete="off" />
                            <button class="button">{t(SEARCH)}</button>
                        </div>
                    </div>
                </form>
                {found.map(|found| answers(lang, found))}
            </Sheet>
        }
    }))
}

fn answers(lang: Lang, found: Vec<Found>) -> AnyView {
    if found.is_empty() {
        return view! { <EmptyState title=NONE><p>{t(NONE_WHY)}</p></EmptyState> }.into_any();
    }
    let items = found
        .into_iter()
        .map(|one| {
            let note = one.note(lang);
            view! {
                <li>
                    <span class="num">{one.code.as_str().to_owned()}</span>" "{one.path}
                    {note.map(|note| view! { <p class="hint">{note}</p> })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="found">{items}</ul> }.into_any()
}

/// The same as JSON: villages to choose, a successor where the found one ended.
pub async fn suggest(ctx: Ctx) -> PageResult {
    let query: String = ctx.query("q").unwrap_or_default().chars().take(LONGEST).collect();
    let found = villages(&ctx, &query).await?;
    Ok(Json(found).into_response())
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

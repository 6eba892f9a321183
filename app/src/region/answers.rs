//! What a search for regions answers: to read on the region list, or to choose from in a form. The page and
//! `/wilayah/usul` render the same piece.

use crate::ctx::Ctx;
use crate::ui::t;
use domain::lang::{Lang, Text};
use domain::region::{Found, Level, Standing};
use leptos::prelude::*;
use services::region;

const NONE: Text = Text::new("Tidak ditemukan", "Nothing found");
const NONE_WHY: Text = Text::new(
    "Periksa ejaannya, atau ketik sebagian nama bersama nama kabupatennya, misalnya “panji buleleng”.",
    "Check the spelling, or type part of the name with its regency, such as “panji buleleng”.",
);
const CHOOSE: Text = Text::new("Pilih satu", "Choose one");
const FOUND: Text = Text::new("ditemukan", "found");
const FIRST: Text = Text::new(
    "ditemukan, mungkin masih ada yang lain; ketik lebih lengkap bila punya Anda belum ada",
    "found, there may be more; type more if yours is not among them",
);
const NO_VILLAGE: Text = Text::new(
    "Tidak ditemukan. Periksa ejaannya, atau ketik nama yang lain.",
    "Nothing found. Check the spelling, or type another name.",
);

/// One region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Its code; what a form sends. A successor's code where a choice is wanted and the found region ended.
    pub(crate) code: String,
    /// Name and everything around it.
    pub(crate) path: String,
    /// What an old name or code became.
    pub(crate) note: Option<String>,
}

/// Regions of every level that answer to `query`, each with what became of it.
pub(crate) async fn regions(ctx: &Ctx, query: &str) -> services::error::Result<Vec<Answer>> {
    let found = ctx.run(async |scope| region::search(scope, query, None).await).await?;
    let answer = |one: Found| {
        let note = one.note(ctx.lang());
        Answer { code: one.code.as_str().to_owned(), path: one.path, note }
    };
    Ok(found.into_iter().map(answer).collect())
}

/// Villages of today that answer to `query`: successors stand for one that ended.
pub(crate) async fn villages(ctx: &Ctx, query: &str) -> services::error::Result<Vec<Answer>> {
    if query.trim().is_empty() {
        return Ok(Vec::new());
    }
    let found = ctx.run(async |scope| region::search(scope, query, Some(Level::Village)).await).await?;
    Ok(found.into_iter().flat_map(|one| today(ctx.lang(), one)).take(region::MOST_ANSWERS).collect())
}

fn today(lang: Lang, one: Found) -> Vec<Answer> {
    let note = one.note(lang);
    match one.standing {
        Standing::Current => vec![Answer { code: one.code.as_str().to_owned(), path: one.path, note: None }],
        Standing::Ended(successors) => successors
            .into_iter()
            .map(|s| Answer { code: s.code.as_str().to_owned(), path: s.path, note: note.clone() })
            .collect(),
    }
}

/// How many, and whether there may be more. A screen reader says this while one types, not all the answers: the
/// island looks for the class `said`.
fn how_many(answers: &[Answer]) -> String {
    let word = if answers.len() < region::MOST_ANSWERS { FOUND } else { FIRST };
    format!("{} {}", answers.len(), t(word))
}

/// To read.
pub(crate) fn to_read(answers: Vec<Answer>) -> AnyView {
    if answers.is_empty() {
        return view! { <div class="empty-state"><h2 class="said">{t(NONE)}</h2><p>{t(NONE_WHY)}</p></div> }
            .into_any();
    }
    let line = |one: Answer| {
        view! {
            <li>
                <span class="num">{one.code}</span>" "{one.path}
                {one.note.map(|note| view! { <p class="hint">{note}</p> })}
            </li>
        }
    };
    let number = how_many(&answers);
    view! {
        <p class="said hint">{number}</p>
        <ul class="found">{answers.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}

/// To choose one from, which the form sends as [`super::picker::VILLAGE`]; `chosen` is ticked.
pub(crate) fn to_choose(answers: Vec<Answer>, chosen: &str) -> AnyView {
    if answers.is_empty() {
        return view! { <p class="said">{t(NO_VILLAGE)}</p> }.into_any();
    }
    let choice = |one: Answer| {
        let checked = one.code == chosen;
        view! {
            <label class="choice">
                <input type="radio" name=super::picker::VILLAGE value=one.code checked=checked />
                <span>{one.path}{one.note.map(|note| view! { <span class="hint">{note}</span> })}</span>
            </label>
        }
    };
    let number = how_many(&answers);
    let choices = answers.into_iter().map(choice).collect_view();
    view! {
        <fieldset>
            <legend>{t(CHOOSE)}": "<span class="said">{number}</span></legend>
            {choices}
        </fieldset>
    }
    .into_any()
}

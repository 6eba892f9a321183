//! `/sponsor/orang`: everybody in the institution's care, by name. A name that is looked for is sent by POST and sealed
//! in the address that answers: addresses stay in histories and logs, and name nobody.

use super::{LIST, NEW, file_href, words};
use crate::ctx::SponsorCtx;
use crate::error::PageResult;
use crate::flash::see_other;
use crate::form::FormState;
use crate::ui::{
    ActionBar, Column, DataTable, EmptyState, LinkButton, PageHead, Pager, Row, Sheet, StatusTag, Words,
    cell, t,
};
use axum::extract::RawForm;
use axum::response::Response;
use domain::lang::{Lang, Text};
use leptos::prelude::*;
use services::person::{self, Filter, Line, Listing};
use time::Date;

/// What the list is called, also where a way leads back to it.
pub(super) const TITLE: Text = Text::new("Orang yang diasuh", "People in care");
/// The way to somebody new.
pub(in crate::sponsor) const ADD: Text = Text::new("Tambah orang", "Add a person");
const NAME: Text = Text::new("Cari nama", "Search by name");
const SEARCH: Text = Text::new("Cari", "Search");
const EVERYBODY: Text = Text::new("Tampilkan semua", "Show everybody");
const ONLY_INCOMPLETE: Text = Text::new("Hanya yang belum lengkap", "Only those with parts missing");
const EMPTY: Text = Text::new("Belum ada orang di daftar ini", "Nobody is on this list yet");
const EMPTY_WHAT: Text = Text::new(
    "Siapkan KTP, kartu identitas anak, akta kelahiran, atau kartu keluarganya. Yang belum punya NIK pun bisa diisi.",
    "Have the identity card, child card, birth certificate or family card ready. People without a NIK can be entered too.",
);
const EMPTY_LONG: Text = Text::new(
    "Sekitar lima menit untuk setiap orang. Setiap bagian tersimpan sendiri, jadi Anda boleh berhenti setelah setiap bagian dan melanjutkan kapan saja.",
    "It takes about five minutes for each person. Each part is saved by itself, so you may stop after each of them and go on at any time.",
);
const NONE_FOUND: Text = Text::new("Tidak ada yang cocok", "Nobody matches");
const NONE_FOUND_WHY: Text = Text::new(
    "Periksa ejaannya, ketik sebagian namanya saja, atau tampilkan semua.",
    "Check the spelling, type only a part of the name, or show everybody.",
);
/// The people who are looked for, in the address.
const WHOM: &str = "siapa";
/// Where a page begins, in the address.
const AFTER: &str = "setelah";
/// Longest name that is looked for.
const LONGEST: usize = 100;

/// What is asked of the list.
#[derive(Debug, Clone, Default)]
struct Asked {
    filter: Filter,
    /// The filter, as the address carries it; nothing for everybody.
    word: Option<String>,
    after: Option<String>,
}

impl Asked {
    fn is_everybody(&self) -> bool {
        self.filter == Filter::default()
    }

    /// The address of these people, from this place on.
    fn href(&self, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(word) = &self.word {
            query.append_pair(WHOM, word);
        }
        if let Some(after) = after {
            query.append_pair(AFTER, after);
        }
        match query.finish() {
            empty if empty.is_empty() => LIST.to_owned(),
            query => format!("{LIST}?{query}"),
        }
    }
}

/// The page.
pub async fn view(ctx: SponsorCtx) -> PageResult {
    // A search that was sent after the session ended is looked for now.
    if let Some(form) = ctx.restored().await? {
        return look(&ctx, &form).await;
    }
    let (word, after) = (ctx.query(WHOM), ctx.query(AFTER));
    let (asked, listing, today) = ctx
        .run(async |scope| {
            let filter = word.as_deref().and_then(|word| Filter::from_word(scope, word));
            let asked =
                Asked { word: word.filter(|_| filter.is_some()), filter: filter.unwrap_or_default(), after };
            let listing = person::list(scope, &asked.filter, asked.after.as_deref()).await?;
            Ok((asked, listing, scope.today()))
        })
        .await?;
    Ok(show(&ctx, &asked, &listing, today))
}

/// Looks for a name: leads to an address that holds it sealed, to which Back leads as well.
pub async fn post(ctx: SponsorCtx, RawForm(body): RawForm) -> PageResult {
    look(&ctx, &FormState::from_body(&body)).await
}

async fn look(ctx: &SponsorCtx, form: &FormState) -> PageResult {
    let words = form.value("cari").trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    let filter = Filter { words, incomplete: form.has("kurang", "1") };
    let mut asked = Asked { filter, ..Asked::default() };
    if !asked.is_everybody() {
        asked.word = Some(ctx.run(async |scope| asked.filter.word(scope)).await?);
    }
    Ok(see_other(&asked.href(None)))
}

fn show(ctx: &SponsorCtx, asked: &Asked, listing: &Listing, today: Date) -> Response {
    let lang = ctx.lang();
    let (asked, listing) = (asked.clone(), listing.clone());
    ctx.page(TITLE).render(move || {
        if listing.totals.all == 0 {
            return view! {
                <Sheet>
                    <PageHead title=TITLE />
                    <EmptyState title=EMPTY><p>{t(EMPTY_WHAT)}</p><p>{t(EMPTY_LONG)}</p>{add()}</EmptyState>
                </Sheet>
            }
            .into_any();
        }
        let lead = words::counts(lang, listing.totals);
        let found = (!asked.is_everybody()).then(|| {
            let more = asked.after.is_some() || listing.next.is_some();
            view! { <p role="status">{words::found(lang, listing.lines.len(), more)}</p> }
        });
        view! {
            <Sheet wide=true>
                <PageHead title=TITLE lead />
                {add()}
                <SearchForm asked=asked.clone() />
                {found}
                {table(lang, today, &listing)}
                {pager(&asked, &listing)}
            </Sheet>
        }
        .into_any()
    })
}

fn add() -> impl IntoView {
    view! { <ActionBar><LinkButton href=NEW>{t(ADD)}</LinkButton></ActionBar> }
}

#[component]
fn SearchForm(asked: Asked) -> impl IntoView {
    let everybody =
        (!asked.is_everybody()).then(|| view! { <a class="button plain" href=LIST>{t(EVERYBODY)}</a> });
    view! {
        <form class="queue-search" method="post" action=LIST role="search">
            <div class="choice">
                <input type="checkbox" id="kurang" name="kurang" value="1" checked=asked.filter.incomplete />
                <label for="kurang">{t(ONLY_INCOMPLETE)}</label>
            </div>
            <label for="cari">{t(NAME)}</label>
            <div class="search-row">
                <input id="cari" class="input" type="search" name="cari" value=asked.filter.words
                    maxlength=LONGEST.to_string() autocomplete="off" />
                <button class="button quiet">{t(SEARCH)}</button>
                {everybody}
            </div>
        </form>
    }
}

fn table(lang: Lang, today: Date, listing: &Listing) -> AnyView {
    if listing.lines.is_empty() {
        return view! { <EmptyState title=NONE_FOUND><p>{t(NONE_FOUND_WHY)}</p></EmptyState> }.into_any();
    }
    let columns = vec![
        Column::new(Text::new("Nama", "Name")),
        Column::new(Text::new("NIK", "NIK")),
        Column::new(Text::new("Lahir", "Born")),
        Column::new(Text::new("Keadaan", "State")).bare(),
    ];
    let rows = listing.lines.iter().map(|line| row(lang, today, line)).collect();
    view! { <DataTable caption=TITLE quiet_caption=true columns rows /> }.into_any()
}

fn row(lang: Lang, today: Date, line: &Line) -> Row {
    let nik = match &line.nik {
        Some(masked) => cell(view! { <span class="num">{masked.clone()}</span> }),
        None => cell(t(words::WITHOUT_NIK)),
    };
    let birth = line.birth.map(|(date, precision)| {
        let age = words::age(lang, date, today);
        view! { <span>{words::birth(lang, date, precision)}<br /><span class="soft small">{age}</span></span> }
    });
    let (tone, label) = words::answered(lang, usize::from(line.missing));
    let href = file_href(line.id);
    Row::new(vec![
        cell(view! { <a href=href>{line.name.clone()}</a> }),
        nik,
        birth.map_or_else(not_yet, cell),
        cell(view! { <StatusTag tone label=Words::from(label) /> }),
    ])
}

fn not_yet() -> AnyView {
    view! { <span class="soft">{t(Text::new("Belum diisi", "Not filled in"))}</span> }.into_any()
}

/// The way to the next part and back to the first.
fn pager(asked: &Asked, listing: &Listing) -> impl IntoView + use<> {
    let previous = asked.after.is_some().then(|| asked.href(None));
    let next = listing.next.as_deref().map(|cursor| asked.href(Some(cursor)));
    view! { <Pager previous next /> }
}

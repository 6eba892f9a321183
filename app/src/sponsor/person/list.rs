//! `/sponsor/orang`: everybody in the institution's care, by name. A name is looked for by POST: addresses stay in
//! histories and logs, and name nobody.

use super::{LIST, NEW, file_href, words};
use crate::ctx::SponsorCtx;
use crate::error::PageResult;
use crate::form::FormState;
use crate::ui::{
    ActionBar, Column, DataTable, EmptyState, LinkButton, PageHead, Pager, Row, Sheet, StatusTag, Words,
    cell, t,
};
use axum::extract::RawForm;
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
    "Sekitar lima menit untuk setiap orang. Setiap bagian tersimpan sendiri, jadi Anda boleh berhenti dan melanjutkan kapan saja.",
    "It takes about five minutes for each person. Each part is saved by itself, so you may stop and go on at any time.",
);
const NONE_FOUND: Text = Text::new("Tidak ada yang cocok", "Nobody matches");
const NONE_FOUND_WHY: Text = Text::new(
    "Periksa ejaannya, ketik sebagian namanya saja, atau tampilkan semua.",
    "Check the spelling, type only a part of the name, or show everybody.",
);
const NOT_SHOWN: Text = Text::new("Tidak ditampilkan di daftar", "Not shown in lists");
const NEXT: Text = Text::new("Berikutnya", "Next");
/// Longest name that is looked for.
const LONGEST: usize = 100;

/// What is asked of the list.
#[derive(Debug, Clone, Default)]
struct Asked {
    filter: Filter,
    after: Option<String>,
}

impl Asked {
    fn new(words: &str, incomplete: bool, after: String) -> Self {
        let plain = words.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        Self {
            filter: Filter { words: plain, incomplete },
            after: Some(after).filter(|after| !after.is_empty()),
        }
    }

    fn of(form: &FormState) -> Self {
        Self::new(&form.value("cari"), form.has("kurang", "1"), form.value("setelah"))
    }

    fn is_everybody(&self) -> bool {
        self.filter.words.is_empty() && !self.filter.incomplete
    }
}

/// The page.
pub async fn view(ctx: SponsorCtx) -> PageResult {
    let asked = if let Some(form) = ctx.restored().await? {
        Asked::of(&form)
    } else {
        let after = ctx.query("setelah").unwrap_or_default();
        Asked::new("", ctx.query("kurang").is_some(), after)
    };
    show(&ctx, asked).await
}

/// Looks for a name.
pub async fn post(ctx: SponsorCtx, RawForm(body): RawForm) -> PageResult {
    show(&ctx, Asked::of(&FormState::from_body(&body))).await
}

async fn show(ctx: &SponsorCtx, asked: Asked) -> PageResult {
    let (listing, today) = ctx
        .run(async |scope| {
            let listing = person::list(scope, &asked.filter, asked.after.as_deref()).await?;
            Ok((listing, scope.today()))
        })
        .await?;
    let lang = ctx.lang();
    Ok(ctx.page(TITLE).render(move || {
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
        view! {
            <Sheet wide=true>
                <PageHead title=TITLE lead />
                {add()}
                <SearchForm asked=asked.clone() />
                {table(lang, today, &listing)}
                {pager(&asked, &listing)}
            </Sheet>
        }
        .into_any()
    }))
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
            <label for="cari">{t(NAME)}</label>
            <div class="search-row">
                <input id="cari" class="input" type="search" name="cari" value=asked.filter.words
                    maxlength=LONGEST.to_string() autocomplete="off" />
                <button class="button quiet">{t(SEARCH)}</button>
                {everybody}
            </div>
            <div class="choice">
                <input type="checkbox" id="kurang" name="kurang" value="1" checked=asked.filter.incomplete />
                <label for="kurang">{t(ONLY_INCOMPLETE)}</label>
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
        Column::new(Text::new("Kriteria", "Criterion")),
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
    let ground = line.criterion.map(|criterion| {
        if criterion.is_sensitive() { t(NOT_SHOWN) } else { t(words::criterion(criterion)) }
    });
    let (tone, label) = words::answered(lang, usize::from(line.missing));
    let href = file_href(line.id);
    Row::new(vec![
        cell(view! { <a href=href>{line.name.clone()}</a> }),
        nik,
        birth.map_or_else(not_yet, cell),
        ground.map_or_else(not_yet, cell),
        cell(view! { <StatusTag tone label=Words::from(label) /> }),
    ])
}

fn not_yet() -> AnyView {
    view! { <span class="soft">{t(Text::new("Belum diisi", "Not filled in"))}</span> }.into_any()
}

/// The way to the next part and back to the first. A name that was looked for goes along in a form.
fn pager(asked: &Asked, listing: &Listing) -> AnyView {
    let again = asked.after.is_some();
    if asked.filter.words.is_empty() {
        let kept = if asked.filter.incomplete { "kurang=1&" } else { "" };
        let next = listing.next.as_ref().map(|cursor| {
            let cursor: String = form_urlencoded::byte_serialize(cursor.as_bytes()).collect();
            format!("{LIST}?{kept}setelah={cursor}")
        });
        let previous =
            again.then(|| if asked.filter.incomplete { format!("{LIST}?kurang=1") } else { LIST.to_owned() });
        return view! { <Pager previous next /> }.into_any();
    }
    listing
        .next
        .clone()
        .map(|cursor| {
            view! {
                <form class="pager" method="post" action=LIST>
                    <input type="hidden" name="cari" value=asked.filter.words.clone() />
                    {asked.filter.incomplete.then(|| view! { <input type="hidden" name="kurang" value="1" /> })}
                    <button class="button quiet" name="setelah" value=cursor>{t(NEXT)}" →"</button>
                </form>
            }
        })
        .into_any()
}

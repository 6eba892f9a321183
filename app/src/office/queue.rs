//! `/kantor`: the queue of the office by state, and with `?cari=` the search over all of them. Files that wait
//! stand by due date, the nearest first; answered ones by the day of the answer, the newest first.

use super::queue_list::{found, list};
use crate::ctx::OfficeCtx;
use crate::error::PageResult;
use crate::form::FormState;
use crate::ui::format::Zone;
use crate::ui::{ActionBar, Button, EmptyState, Note, PageHead, Pager, PostForm, Sheet, Tone, Words, t};
use axum::response::Response;
use domain::lang::{Lang, Text};
use leptos::prelude::*;
use services::verification::{self, Cursor, Found, MOST_FOUND, Page, Search, Tab};

const TITLE: Text = Text::new("Antrean lembaga", "Queue of institutions");
const TAKE_NEXT: Text = Text::new("Ambil berkas berikutnya", "Take the next file");
const READS: Text = Text::new(
    "Kantor provinsi membaca berkas kabupaten dan kotanya. Keputusan diambil oleh Dinas Sosial kabupaten atau kota.",
    "A province reads the files of its regencies and cities. They decide.",
);
const NATIONAL: Text = Text::new("Belum ada pekerjaan untuk kantor ini", "No work for this office yet");
const NATIONAL_WHY: Text = Text::new(
    "Pada tahap verifikasi lembaga, kantor Anda tidak mempunyai antrean. Antrean muncul di sini setelah tahap kantor Anda dibuka.",
    "Your office has no queue while institutions are being verified. It appears here when your office's step opens.",
);
const SEARCH_LABEL: Text =
    Text::new("Nama lembaga atau nomor berkas", "Name of the institution or number of the file");
const SEARCH: Text = Text::new("Cari", "Search");
const ALL_FILES: Text = Text::new("Tutup pencarian", "Close the search");
const RESULTS: Text = Text::new("Hasil pencarian", "Search results");
const NONE_FOUND: Text = Text::new("Tidak ada berkas yang cocok", "No file matches");
const NONE_FOUND_WHY: Text = Text::new(
    "Periksa ejaannya, atau ketik lebih sedikit: satu kata dari nama lembaga, atau angka terakhir nomor berkas. Berkas yang masih diisi sponsor dan berkas di luar wilayah Anda tidak muncul di sini.",
    "Check the spelling, or type less: one word of the institution's name, or the last figures of the file's number. Files that sponsors are still filling in, and files outside your area, do not appear here.",
);
/// Longest question that is looked at.
const LONGEST: usize = 200;

/// The name of a tab.
pub(super) const fn tab_name(tab: Tab) -> Text {
    match tab {
        Tab::Waiting => Text::new("Belum diambil", "Waiting"),
        Tab::InReview => Text::new("Sedang diperiksa", "In review"),
        Tab::Returned => Text::new("Dikembalikan", "Returned"),
        Tab::Verified => Text::new("Terverifikasi", "Verified"),
        Tab::Rejected => Text::new("Ditolak", "Rejected"),
    }
}

/// The page.
pub async fn view(ctx: OfficeCtx) -> PageResult {
    if !ctx.actor.roles.may(domain::policy::Permission::ReadQueue) {
        return Ok(nothing(&ctx));
    }
    let asked: String = ctx.query("cari").unwrap_or_default().trim().chars().take(LONGEST).collect();
    if asked.is_empty() { browse(&ctx).await } else { search(&ctx, asked).await }
}

/// One tab, page by page.
async fn browse(ctx: &OfficeCtx) -> PageResult {
    let tab = Tab::from_word(&ctx.query("tab").unwrap_or_default());
    let after = ctx.query("setelah").and_then(|word| Cursor::from_word(&word));
    let page = ctx.run(async |scope| verification::queue(scope, tab, after).await).await?;
    let (lang, first) = (ctx.lang(), after.is_none());
    let zone = Zone::of(&ctx.actor.reach_from);
    Ok(ctx.page(TITLE).render(move || {
        view! {
            <Sheet wide=true>
                <PageHead title=TITLE />
                {(!page.decides).then(|| view! { <Note tone=Tone::Info><p>{t(READS)}</p></Note> })}
                <SearchForm />
                <Tabs page=page.clone() />
                {(page.decides && page.tab == Tab::Waiting && !page.rows.is_empty()).then(take_next)}
                {list(lang, zone, &page)}
                {pager(&page, first)}
            </Sheet>
        }
    }))
}

/// What was found, in every state.
async fn search(ctx: &OfficeCtx, asked: String) -> PageResult {
    let question = Search::parse(&asked);
    let found = ctx.run(async |scope| verification::find(scope, question.as_ref()).await).await?;
    let lang = ctx.lang();
    let zone = Zone::of(&ctx.actor.reach_from);
    Ok(ctx.page(RESULTS).render(move || {
        let results = results(lang, zone, &found, &asked);
        view! { <Sheet wide=true><PageHead title=TITLE /><SearchForm asked />{results}</Sheet> }
    }))
}

fn nothing(ctx: &OfficeCtx) -> Response {
    ctx.page(TITLE).render(|| {
        view! {
            <Sheet>
                <PageHead title=TITLE />
                <EmptyState title=NATIONAL><p>{t(NATIONAL_WHY)}</p></EmptyState>
            </Sheet>
        }
    })
}

#[component]
fn SearchForm(#[prop(optional)] asked: String) -> impl IntoView {
    let close =
        (!asked.is_empty()).then(|| view! { <a class="button plain" href="/kantor">{t(ALL_FILES)}</a> });
    view! {
        <form class="queue-search" method="get" action="/kantor" role="search">
            <label for="cari">{t(SEARCH_LABEL)}</label>
            <div class="search-row">
                <input id="cari" class="input" type="search" name="cari" value=asked maxlength=LONGEST.to_string()
                    autocomplete="off" />
                <button class="button quiet">{t(SEARCH)}</button>
                {close}
            </div>
        </form>
    }
}

/// The lists, each with its number of files.
#[component]
fn Tabs(page: Page) -> impl IntoView {
    let items = Tab::ALL
        .into_iter()
        .map(|tab| {
            let count = page.counts.get(&tab).copied().unwrap_or_default();
            let href = format!("/kantor?tab={}", tab.word());
            let current = (tab == page.tab).then_some("page");
            view! { <li><a href=href aria-current=current>{t(tab_name(tab))}" "<strong>{count}</strong></a></li> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=t(TITLE)><ul>{items}</ul></nav> }
}

fn take_next() -> impl IntoView {
    view! {
        <PostForm action="/kantor/ambil" form=FormState::empty()>
            <ActionBar><Button>{t(TAKE_NEXT)}</Button></ActionBar>
        </PostForm>
    }
}

/// "3 berkas cocok dengan “panti kasih”"
fn heading(lang: Lang, found: &Found, asked: &str) -> String {
    let count = found.rows.len();
    match (lang, found.more, count) {
        (Lang::Id, true, _) => {
            format!("{MOST_FOUND} berkas pertama untuk “{asked}”; ketik lebih lengkap untuk menyempitkan")
        }
        (Lang::En, true, _) => {
            format!("The first {MOST_FOUND} files for “{asked}”; type more to narrow it down")
        }
        (Lang::Id, false, _) => format!("{count} berkas cocok dengan “{asked}”"),
        (Lang::En, false, 1) => format!("1 file matches “{asked}”"),
        (Lang::En, false, _) => format!("{count} files match “{asked}”"),
    }
}

fn results(lang: Lang, zone: Zone, of: &Found, asked: &str) -> AnyView {
    if of.rows.is_empty() {
        return view! { <EmptyState title=NONE_FOUND><p>{t(NONE_FOUND_WHY)}</p></EmptyState> }.into_any();
    }
    view! { <h2>{heading(lang, of, asked)}</h2>{found(lang, zone, RESULTS, &of.rows)} }.into_any()
}

fn pager(page: &Page, first: bool) -> impl IntoView + use<> {
    let start = format!("/kantor?tab={}", page.tab.word());
    let next = page.next.map(|cursor| format!("{start}&setelah={}", cursor.word()));
    let shown = Words::from(format!("{} {}", page.rows.len(), t(Text::new("berkas", "files"))));
    // Keyset pages know what follows; the way back is the beginning.
    view! { <Pager previous=(!first).then_some(start) next shown /> }
}

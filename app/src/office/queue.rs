//! `/kantor`: the queue of the office, nearest due date first.

use super::words;
use crate::ctx::OfficeCtx;
use crate::error::PageResult;
use crate::form::FormState;
use crate::ui::format::{Zone, date};
use crate::ui::{
    ActionBar, Button, Column, DataTable, EmptyState, Note, PageHead, Pager, PostForm, Row, Sheet, StatusTag,
    Tone, Words, cell, t,
};
use domain::lang::{Lang, Text};
use domain::verification::Turn;
use leptos::prelude::*;
use services::verification::{self, Cursor, Page, Row as Line, Tab};

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
const EMPTY: Text = Text::new("Tidak ada berkas di sini", "No files here");
const EMPTY_WHY: Text = Text::new(
    "Berkas yang dikirim sponsor di wilayah Anda muncul di sini, yang paling dekat batas waktunya lebih dulu.",
    "Files that sponsors of your area send appear here, nearest due date first.",
);

const fn tab_name(tab: Tab) -> Text {
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
                <Tabs page=page.clone() />
                {(page.decides && page.tab == Tab::Waiting && !page.rows.is_empty()).then(take_next)}
                {list(lang, zone, &page)}
                {pager(&page, first)}
            </Sheet>
        }
    }))
}

fn nothing(ctx: &OfficeCtx) -> axum::response::Response {
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

fn list(lang: Lang, zone: Zone, page: &Page) -> AnyView {
    if page.rows.is_empty() {
        return view! { <EmptyState title=EMPTY><p>{t(EMPTY_WHY)}</p></EmptyState> }.into_any();
    }
    let columns = vec![
        Column::new(Text::new("Berkas", "File")),
        Column::new(Text::new("Sponsor", "Sponsor")).bare(),
        Column::new(Text::new("Tempat", "Place")),
        Column::new(Text::new("Dikirim", "Sent")),
        Column::new(Text::new("Batas waktu", "Due")),
    ];
    let rows = page.rows.iter().map(|line| row(lang, zone, page, line)).collect();
    view! { <DataTable caption=tab_name(page.tab) quiet_caption=true columns rows /> }.into_any()
}

fn row(lang: Lang, zone: Zone, page: &Page, line: &Line) -> Row {
    let href = format!("/kantor/lembaga/{}", line.id);
    let sent = line.submitted_at.map(|at| date(lang, zone.at(at).date())).unwrap_or_default();
    let due = if page.tab.state().turn() == Turn::Nobody {
        date(lang, line.due_on).into_any()
    } else {
        let (tone, label) = words::due(lang, page.today, line.due_on);
        view! { <StatusTag tone label=label /> }.into_any()
    };
    let holder = line.holder.clone().map(|name| {
        let words = if line.mine { t(Text::new("Anda pegang", "Held by you")).to_owned() } else { name };
        view! { <br /><span class="soft small">{words}</span> }
    });
    let (name, kind, place) =
        (line.name.clone(), t(crate::text::sponsor_kind(line.kind)), line.region_path.clone());
    Row::new(vec![
        cell(view! { <a class="num" href=href.clone()>{line.receipt.clone()}</a> }),
        cell(
            view! { <strong><a href=href.clone()>{name}</a></strong><br /><span class="soft small">{kind}</span>{holder} },
        ),
        cell(place),
        cell(sent),
        due,
    ])
}

fn pager(page: &Page, first: bool) -> impl IntoView + use<> {
    let start = format!("/kantor?tab={}", page.tab.word());
    let next = page.next.map(|cursor| format!("{start}&setelah={}", cursor.word()));
    let shown = Words::from(format!("{} {}", page.rows.len(), t(Text::new("berkas", "files"))));
    // Keyset pages know what follows; the way back is the beginning.
    view! { <Pager previous=(!first).then_some(start) next shown /> }
}

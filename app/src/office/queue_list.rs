//! The lists of the queue as tables: one for each tab, and one for a search, which says each file's state.

use super::queue::tab_name;
use super::words;
use crate::ui::format::{Zone, date};
use crate::ui::{Column, DataTable, EmptyState, Row, StatusTag, cell, t};
use domain::lang::{Lang, Text};
use leptos::prelude::*;
use services::verification::{Page, Row as Line, Tab};
use time::{Date, OffsetDateTime};

const EMPTY: Text = Text::new("Tidak ada berkas di sini", "No files here");
const EMPTY_WHY: Text = Text::new(
    "Berkas yang dikirim sponsor di wilayah Anda muncul di sini, yang paling dekat batas waktunya lebih dulu.",
    "Files that sponsors of your area send appear here, nearest due date first.",
);
const EMPTY_SETTLED: Text = Text::new(
    "Berkas yang sudah dijawab muncul di sini, yang terbaru lebih dulu.",
    "Files that were answered appear here, the newest answer first.",
);
const SENT: Text = Text::new("Dikirim", "Sent");
const HELD_BY_ME: Text = Text::new("Anda pegang", "Held by you");

/// What the last column of a tab tells: by when the answer is due, or when it was given.
const fn last_column(tab: Tab) -> Text {
    match tab {
        Tab::Waiting | Tab::InReview => Text::new("Batas waktu", "Due"),
        Tab::Returned => Text::new("Dikembalikan", "Returned"),
        Tab::Verified => Text::new("Diverifikasi", "Verified"),
        Tab::Rejected => Text::new("Ditolak", "Rejected"),
    }
}

/// A tab's files.
pub(super) fn list(lang: Lang, zone: Zone, page: &Page) -> AnyView {
    if page.rows.is_empty() {
        let why = if page.tab.is_settled() { EMPTY_SETTLED } else { EMPTY_WHY };
        return view! { <EmptyState title=EMPTY><p>{t(why)}</p></EmptyState> }.into_any();
    }
    let mut columns = file_columns();
    columns.extend([Column::new(SENT), Column::new(last_column(page.tab))]);
    let rows = page
        .rows
        .iter()
        .map(|line| {
            let last = if page.tab.is_settled() {
                cell(day(lang, zone, line.settled_at))
            } else {
                due(lang, page.today, line)
            };
            let mut cells = file(line);
            cells.extend([cell(day(lang, zone, line.submitted_at)), last]);
            Row::new(cells)
        })
        .collect();
    view! { <DataTable caption=tab_name(page.tab) quiet_caption=true columns rows /> }.into_any()
}

/// Files of a search.
pub(super) fn found(lang: Lang, zone: Zone, caption: Text, lines: &[Line]) -> AnyView {
    let mut columns = file_columns();
    columns.extend([Column::new(SENT), Column::new(Text::new("Keadaan", "State")).bare()]);
    let rows = lines
        .iter()
        .map(|line| {
            let (tone, label) = words::state(line.state);
            let mut cells = file(line);
            cells.extend([
                cell(day(lang, zone, line.submitted_at)),
                cell(view! { <StatusTag tone label=label /> }),
            ]);
            Row::new(cells)
        })
        .collect();
    view! { <DataTable caption quiet_caption=true columns rows /> }.into_any()
}

/// What every list says of a file: number, sponsor, place.
fn file_columns() -> Vec<Column> {
    vec![
        Column::new(Text::new("Berkas", "File")),
        Column::new(Text::new("Sponsor", "Sponsor")).bare(),
        Column::new(Text::new("Tempat", "Place")),
    ]
}

fn file(line: &Line) -> Vec<AnyView> {
    let href = format!("/kantor/lembaga/{}", line.id);
    let holder = line.holder.clone().map(|name| {
        let words = if line.mine { t(HELD_BY_ME).to_owned() } else { name };
        view! { <br /><span class="soft small">{words}</span> }
    });
    let (name, kind) = (line.name.clone(), t(crate::text::sponsor_kind(line.kind)));
    vec![
        cell(view! { <a class="num" href=href.clone()>{line.receipt.clone()}</a> }),
        cell(
            view! { <strong><a href=href>{name}</a></strong><br /><span class="soft small">{kind}</span>{holder} },
        ),
        cell(line.region_path.clone()),
    ]
}

fn due(lang: Lang, today: Date, line: &Line) -> AnyView {
    let (tone, label) = words::due(lang, today, line.due_on);
    cell(view! { <StatusTag tone label=label /> })
}

fn day(lang: Lang, zone: Zone, at: Option<OffsetDateTime>) -> String {
    at.map(|at| date(lang, zone.at(at).date())).unwrap_or_default()
}

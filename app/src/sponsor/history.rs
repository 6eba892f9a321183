//! `/sponsor/riwayat`: what happened to the file, and who opened it.

use super::words;
use crate::ctx::SponsorCtx;
use crate::error::PageResult;
use crate::history;
use crate::ui::format::date_time;
use crate::ui::{Column, DataTable, EmptyState, History, PageHead, Row, Sheet, cell, t};
use domain::event::Look;
use domain::lang::Text;
use leptos::prelude::*;
use services::institution;

const TITLE: Text = Text::new("Riwayat", "History");
const LEAD: Text = Text::new(
    "Semua yang terjadi pada berkas Anda, dan siapa yang membukanya.",
    "Everything that happened to your file, and who opened it.",
);
const MOVES: Text = Text::new("Perjalanan berkas", "The file's walk");
const VISITS: Text = Text::new("Siapa yang membuka berkas ini", "Who opened this file");
const NONE: Text = Text::new("Belum ada", "Nothing yet");
const NONE_WHY: Text =
    Text::new("Riwayat mulai tercatat setelah berkas dikirim.", "The history begins when the file is sent.");

const fn look(look: Look) -> Text {
    match look {
        Look::Queue => Text::new("Daftar berkas", "List of files"),
        Look::Case => Text::new("Isian lembaga", "The institution's answers"),
        Look::Paper => Text::new("Berkas unggahan", "An uploaded paper"),
    }
}

/// The page.
pub async fn view(ctx: SponsorCtx) -> PageResult {
    let (own, visits) = ctx
        .run(async |scope| Ok((institution::own(scope).await?, institution::visits(scope).await?)))
        .await?;
    let lang = ctx.lang();
    let zone = crate::particulars::zone(&own.says);
    Ok(ctx.page(TITLE).render(move || {
        let events = history::events(lang, zone, &own.history);
        let rows: Vec<Row> = visits
            .iter()
            .map(|visit| {
                Row::new(vec![
                    cell(date_time(lang, zone, visit.at)),
                    cell(visit.office.clone()),
                    cell(t(look(visit.look))),
                ])
            })
            .collect();
        let columns = vec![
            Column::new(Text::new("Waktu", "When")),
            Column::new(Text::new("Kantor", "Office")),
            Column::new(Text::new("Yang dibuka", "What was opened")),
        ];
        view! {
            <Sheet>
                <PageHead title=TITLE lead=LEAD />
                {words::receipt_link(&own)}
                <h2>{t(MOVES)}</h2>
                {if events.is_empty() {
                    view! { <EmptyState title=NONE><p>{t(NONE_WHY)}</p></EmptyState> }.into_any()
                } else {
                    view! { <History events /> }.into_any()
                }}
                {(!rows.is_empty()).then(|| view! {
                    <h2>{t(VISITS)}</h2>
                    <DataTable caption=VISITS quiet_caption=true columns rows />
                })}
            </Sheet>
        }
    }))
}

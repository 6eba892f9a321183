//! `/kantor/lembaga/{id}/verifikasi`: the institution exists and is what it says; how that was seen.

use super::decision::{self, Decision, Posted};
use crate::ctx::OfficeCtx;
use crate::error::PageResult;
use crate::flash::Flash;
use crate::form::FormState;
use crate::ui::{ActionBar, Button, Field, FieldKind, PostForm, TextArea, t};
use axum::extract::{Path, RawForm};
use domain::lang::Text;
use domain::verification::{Action, VisitNote, parse_day};
use leptos::prelude::*;
use services::error::Error;
use services::verification::{self, Case};

const PAGE: Decision = Decision {
    action: Action::Verify,
    title: Text::new("Verifikasi lembaga", "Verify the institution"),
    path: "verifikasi",
    done: Flash::Verified,
};
const LEAD: Text = Text::new(
    "Lembaga hanya diverifikasi setelah tempatnya dilihat. Catat kapan dan apa yang Anda lihat.",
    "An institution is verified only after its place was seen. Note when, and what you saw.",
);
const DAY: Text = Text::new("Tanggal kunjungan", "Day of the visit");
const DAY_HINT: Text =
    Text::new("Hari, bulan, tahun. Contoh: 21 11 2026", "Day, month, year. Example: 21 11 2026");
const SEEN: Text = Text::new("Catatan kunjungan", "Visit note");
const SEEN_HINT: Text = Text::new(
    "Misalnya: papan nama ada, jumlah penghuni sesuai, pengurus ditemui. Sponsor membacanya; jangan menulis nama orang yang diasuh.",
    "For example: the name board is there, the number of residents agrees, the management was met. The sponsor reads it; do not write names of people in care.",
);
const SEND: Text = Text::new("Nyatakan terverifikasi", "Mark as verified");

/// The page.
pub async fn view(ctx: OfficeCtx, Path(id): Path<String>) -> PageResult {
    decision::view(&ctx, &id, PAGE, fields).await
}

/// The decision.
pub async fn post(ctx: OfficeCtx, Path(id): Path<String>, RawForm(body): RawForm) -> PageResult {
    let sent = Posted::read(&id, &body)?;
    let (day, seen) = (parse_day(&sent.form.value("visited_on")), sent.form.value("visit_words"));
    let done = ctx
        .run(async |scope| {
            let visit = VisitNote::parse(day, &seen, scope.today()).map_err(Error::from)?;
            verification::verify(scope, sent.id, sent.version, &visit, sent.key).await
        })
        .await;
    decision::answer(&ctx, PAGE, sent, done, fields).await
}

fn fields(case: &Case, form: &FormState) -> AnyView {
    let (form, version) = (form.clone(), i64::from(case.version));
    let action = format!("/kantor/lembaga/{}/{}", case.id, PAGE.path);
    view! {
        <p>{t(LEAD)}</p>
        <PostForm action form=form.clone() version>
            <Field form=form.clone() name="visited_on" label=DAY hint=DAY_HINT kind=FieldKind::Text chars=12 />
            <TextArea form=form.clone() name="visit_words" label=SEEN hint=SEEN_HINT rows=5 limit=1000 />
            <ActionBar><Button>{t(SEND)}</Button></ActionBar>
        </PostForm>
    }
    .into_any()
}

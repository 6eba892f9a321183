//! `/sponsor/kirim`: check the answers, declare them true, send. `/sponsor/terkirim`: the receipt.

use super::home::next_button;
use super::words;
use crate::ctx::SponsorCtx;
use crate::error::{PageError, PageResult};
use crate::flash::see_other;
use crate::form::FormState;
use crate::particulars;
use crate::text;
use crate::ui::format::date_time;
use crate::ui::{
    ActionBar, BackLink, Button, Checkbox, Confirmation, ErrorSummary, PageHead, PostForm, Sheet,
    SummaryList, SummaryRow, t,
};
use axum::extract::RawForm;
use axum::response::Response;
use domain::lang::{Lang, Text};
use domain::problem::Problem;
use domain::verification::Turn;
use leptos::prelude::*;
use services::institution::{self, Own};

const TITLE: Text = Text::new("Periksa dan kirim", "Check and send");
const LEAD: Text = Text::new(
    "Periksa sekali lagi. Setelah dikirim, isian tidak bisa diubah selama Dinas Sosial memeriksanya.",
    "Check once more. After sending, nothing can be changed while the social office looks at it.",
);
const DECLARE: Text = Text::new(
    "Saya menyatakan isian dan berkas ini benar, dan saya berwenang mewakili lembaga ini.",
    "I declare that these answers and papers are true, and that I may act for this institution.",
);
const SEND: Text = Text::new("Kirim ke Dinas Sosial", "Send to the social office");
const SENT: Text = Text::new("Berkas terkirim", "The file was sent");
const NUMBER: Text = Text::new("Nomor tanda terima", "Number of the receipt");
const NEXT: Text = Text::new("Apa yang terjadi selanjutnya", "What happens next");
const MINE_AGAIN: Text = Text::new(
    "Berkas ini pernah dikirim, dan sekarang kembali pada Anda. Lihat di beranda apa yang perlu dilakukan, lalu kirim lagi.",
    "This file was sent once and is with you again. The home page says what to do; then send it again.",
);
const DECIDED: Text = Text::new(
    "Berkas ini sudah diputus. Keputusannya ada di beranda.",
    "This file has been decided. The decision stands on the home page.",
);
const CHANGED: Text = Text::new(
    "Berkas ini baru saja berubah di tab atau perangkat lain. Periksa lagi, lalu kirim.",
    "This file has just changed in another tab or device. Check it again, then send.",
);

/// The page.
pub async fn view(ctx: SponsorCtx) -> PageResult {
    let own = load(&ctx).await?;
    if !own.is_ready() {
        return Ok(see_other("/sponsor"));
    }
    let form = ctx.restored().await?.unwrap_or_default();
    Ok(show(&ctx, own, form))
}

/// Sends.
pub async fn post(ctx: SponsorCtx, RawForm(body): RawForm) -> PageResult {
    let form = FormState::from_body(&body);
    let (version, declared) = (form.version(), form.has("declared", "1"));
    let key = form.form_key();
    let sent = ctx.run(async |scope| institution::submit(scope, version, declared, key).await).await;
    match sent.map_err(services::error::Error::into_problem) {
        Ok(_) => Ok(see_other("/sponsor/terkirim")),
        Err(Problem::Duplicate(location)) => Ok(see_other(&location)),
        Err(Problem::Invalid(violations)) => {
            let own = load(&ctx).await?;
            Ok(show(&ctx, own, form.violations(ctx.lang(), &violations)))
        }
        Err(Problem::Stale) => {
            let own = load(&ctx).await?;
            Ok(show(&ctx, own, form.error("", CHANGED.get(ctx.lang()))))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// The receipt; can be opened again at any time.
pub async fn done(ctx: SponsorCtx) -> PageResult {
    let own = load(&ctx).await?;
    let (Some(receipt), Some(sent)) = (own.says.receipt.clone(), own.says.submitted_at) else {
        return Ok(see_other("/sponsor"));
    };
    let lang = ctx.lang();
    let zone = particulars::zone(&own.says);
    let next = next_words(lang, &own);
    Ok(ctx.page(SENT).reference(receipt.clone()).render(move || {
        view! {
            <Sheet>
                <Confirmation title=SENT label=NUMBER reference=receipt at=date_time(lang, zone, sent) />
                <h2>{t(NEXT)}</h2>
                <p>{next}</p>
                <ActionBar>{next_button()}</ActionBar>
            </Sheet>
        }
    }))
}

async fn load(ctx: &SponsorCtx) -> Result<Own, PageError> {
    Ok(ctx.run(async |scope| institution::own(scope).await).await?)
}

fn next_words(lang: Lang, own: &Own) -> String {
    if own.state.is_with_sponsor() {
        return MINE_AGAIN.get(lang).to_owned();
    }
    if own.state.turn() == Turn::Nobody {
        return DECIDED.get(lang).to_owned();
    }
    words::answer(lang, own.says.due_on)
}

fn show(ctx: &SponsorCtx, own: Own, form: FormState) -> Response {
    let lang = ctx.lang();
    ctx.page(TITLE).form(&form).render(move || {
        let mut rows: Vec<SummaryRow> = particulars::answers(lang, &own.says)
            .into_iter()
            .map(|(label, value)| SummaryRow::new(label, value).change("/sponsor/lembaga"))
            .collect();
        rows.extend(own.papers.iter().filter_map(|line| {
            let paper = line.paper.as_ref()?;
            let href = format!("/sponsor/berkas/{}", line.kind.word());
            Some(SummaryRow::new(domain::text::paper_kind(line.kind), paper.file_name.clone()).change(href))
        }));
        view! {
            <Sheet>
                <BackLink href="/sponsor" label=text::HOME />
                <ErrorSummary form=form.clone() />
                <PageHead title=TITLE lead=LEAD />
                <SummaryList rows />
                <PostForm action="/sponsor/kirim" form=form.clone() version=i64::from(own.version)>
                    <Checkbox form=form.clone() name="declared" label=DECLARE />
                    <ActionBar><Button>{t(SEND)}</Button></ActionBar>
                </PostForm>
            </Sheet>
        }
    })
}

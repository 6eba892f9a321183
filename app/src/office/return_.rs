//! `/kantor/lembaga/{id}/kembalikan`: back to the sponsor, with a reason for each part that is wrong.

use super::decision::{self, Decision, Posted};
use crate::ctx::OfficeCtx;
use crate::error::PageResult;
use crate::flash::Flash;
use crate::form::FormState;
use crate::ui::{ActionBar, Button, Choice, PostForm, Radios, TextArea, t};
use axum::extract::{Path, RawForm};
use domain::lang::Text;
use domain::text;
use domain::verification::{Action, Faults, Item, ReturnReason};
use leptos::prelude::*;
use services::error::Error;
use services::verification::{self, Case};

const PAGE: Decision = Decision {
    action: Action::Return,
    title: Text::new("Kembalikan kepada sponsor", "Return to the sponsor"),
    path: "kembalikan",
    done: Flash::Returned,
};
const LEAD: Text = Text::new(
    "Tandai hanya yang salah. Sponsor memperbaiki bagian itu saja; yang sudah benar tidak diminta lagi.",
    "Mark only what is wrong. The sponsor mends those parts only; what is right is not asked for again.",
);
const RIGHT: Text = Text::new("Sudah benar", "No problem found");
const WORDS: Text = Text::new("Penjelasan untuk sponsor", "Explanation for the sponsor");
const WORDS_HINT: Text = Text::new(
    "Sponsor membacanya. Jangan menulis nama orang yang diasuh.",
    "The sponsor reads it. Do not write names of people in care.",
);
const SEND: Text = Text::new("Kembalikan kepada sponsor", "Return to the sponsor");

/// The page.
pub async fn view(ctx: OfficeCtx, Path(id): Path<String>) -> PageResult {
    decision::view(&ctx, &id, PAGE, fields).await
}

/// The decision.
pub async fn post(ctx: OfficeCtx, Path(id): Path<String>, RawForm(body): RawForm) -> PageResult {
    let sent = Posted::read(&id, &body)?;
    let done = match faults(&sent.form) {
        Ok(faults) => {
            ctx.run(async |scope| {
                verification::return_(scope, sent.id, sent.version, &faults, sent.key).await
            })
            .await
        }
        Err(error) => Err(error),
    };
    decision::answer(&ctx, PAGE, sent, done, fields).await
}

fn faults(form: &FormState) -> Result<Faults, Error> {
    let marked = Item::ALL
        .into_iter()
        .filter_map(|item| {
            let (reason, words) = (form.value(item.word()), form.value(item.words_field()));
            // Words without a reason are a mark too, also beside "right": the officer meant something.
            let is_marked = !matches!(reason.as_str(), "" | "benar") || !words.trim().is_empty();
            is_marked.then(|| (item, ReturnReason::from_word(&reason), words))
        })
        .collect();
    Ok(Faults::parse(marked)?)
}

fn fields(case: &Case, form: &FormState) -> AnyView {
    let items = Item::ALL.into_iter().map(|item| part(item, form).into_any()).collect_view();
    let (form, version) = (form.clone(), i64::from(case.version));
    let action = format!("/kantor/lembaga/{}/{}", case.id, PAGE.path);
    view! {
        <p>{t(LEAD)}</p>
        <PostForm action form=form.clone() version>
            {items}
            <ActionBar><Button>{t(SEND)}</Button></ActionBar>
        </PostForm>
    }
    .into_any()
}

/// As the officer chooses it; the sponsor reads the sentence of [`text::return_reason`].
fn reason(reason: ReturnReason) -> Text {
    match reason {
        ReturnReason::Other => Text::new("Alasan lain (tulis di bawah)", "Another reason (write it below)"),
        other => text::return_reason(other),
    }
}

fn part(item: Item, form: &FormState) -> impl IntoView + use<> {
    let mut choices = vec![Choice::new("benar", RIGHT)];
    choices.extend(item.reasons().iter().map(|r| Choice::new(r.word(), reason(*r))));
    // Nothing chosen yet reads as "right": the officer marks what is wrong.
    let form = if form.value(item.word()).is_empty() && form.error_of(item.word()).is_none() {
        form.clone().with(item.word(), "benar")
    } else {
        form.clone()
    };
    view! {
        <Radios form=form.clone() name=item.word() legend=text::item(item) choices />
        <TextArea form name=item.words_field() label=format!("{} ({})", t(WORDS), t(text::item(item))) hint=WORDS_HINT optional=true rows=2 limit=1000 />
    }
}

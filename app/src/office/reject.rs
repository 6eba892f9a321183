//! `/kantor/lembaga/{id}/tolak`: refusing, with a reason that the sponsor reads.

use super::decision::{self, Decision, Posted};
use crate::ctx::OfficeCtx;
use crate::error::PageResult;
use crate::flash::Flash;
use crate::form::FormState;
use crate::ui::{ActionBar, Button, ButtonKind, PostForm, TextArea, t};
use axum::extract::{Path, RawForm};
use domain::lang::Text;
use domain::problem::Problem;
use domain::verification::{Action, parse_words};
use leptos::prelude::*;
use services::verification::{self, Case};

const PAGE: Decision = Decision {
    action: Action::Reject,
    title: Text::new("Tolak lembaga", "Reject the institution"),
    path: "tolak",
    done: Flash::Rejected,
};
const LEAD: Text = Text::new(
    "Tolak hanya bila lembaga ini tidak mungkin menjadi sponsor. Jika ada yang bisa diperbaiki, kembalikan saja.",
    "Reject only when this institution cannot be a sponsor. If something can be mended, return it instead.",
);
const WHY: Text = Text::new("Alasan penolakan", "Reason for the rejection");
const WHY_HINT: Text = Text::new(
    "Sponsor membaca alasan ini, di portal dan dalam email. Jangan menulis nama orang yang diasuh.",
    "The sponsor reads this reason, here and in a mail. Do not write names of people in care.",
);
const SEND: Text = Text::new("Tolak lembaga ini", "Reject this institution");

/// The page.
pub async fn view(ctx: OfficeCtx, Path(id): Path<String>) -> PageResult {
    decision::view(&ctx, &id, PAGE, fields).await
}

/// The decision.
pub async fn post(ctx: OfficeCtx, Path(id): Path<String>, RawForm(body): RawForm) -> PageResult {
    let sent = Posted::read(&id, &body)?;
    let done = match parse_words(&sent.form.value("words")) {
        Ok(words) => {
            ctx.run(async |scope| verification::reject(scope, sent.id, sent.version, &words, sent.key).await)
                .await
        }
        Err(rule) => Err(Problem::field("words", rule).into()),
    };
    decision::answer(&ctx, PAGE, sent, done, fields).await
}

fn fields(case: &Case, form: &FormState) -> AnyView {
    let (form, version) = (form.clone(), i64::from(case.version));
    let action = format!("/kantor/lembaga/{}/{}", case.id, PAGE.path);
    view! {
        <p>{t(LEAD)}</p>
        <PostForm action form=form.clone() version>
            <TextArea form=form.clone() name="words" label=WHY hint=WHY_HINT rows=5 limit=1000 />
            <ActionBar><Button kind=ButtonKind::Danger>{t(SEND)}</Button></ActionBar>
        </PostForm>
    }
    .into_any()
}

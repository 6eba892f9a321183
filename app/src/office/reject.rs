//! `/kantor/lembaga/{id}/tolak`: refusing, with a reason that the sponsor reads.

use super::decision::{self, Decision};
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
};
const LEAD: Text = Text::new(
    "Tolak hanya bila lembaga ini tidak mungkin menjadi sponsor. Jika ada yang bisa diperbaiki, kembalikan saja.",
    "Reject only when this institution cannot be a sponsor. If something can be mended, return it instead.",
);
const WHY: Text = Text::new("Alasan penolakan", "Reason for the rejection");
const WHY_HINT: Text = Text::new("Sponsor membaca alasan ini.", "The sponsor reads this reason.");
const SEND: Text = Text::new("Tolak lembaga ini", "Reject this institution");

/// The page.
pub async fn view(ctx: OfficeCtx, Path(id): Path<String>) -> PageResult {
    let id = decision::id_of(&id)?;
    let form = ctx.restored().await?.unwrap_or_default();
    let case = decision::load(&ctx, id).await?;
    Ok(decision::show(&ctx, PAGE, case, form, None, fields))
}

/// The decision.
pub async fn post(ctx: OfficeCtx, Path(id): Path<String>, RawForm(body): RawForm) -> PageResult {
    let (id, form) = (decision::id_of(&id)?, FormState::from_body(&body));
    let (version, key) = (form.version(), decision::key(&form));
    let done = match parse_words(&form.value("words")) {
        Ok(words) => ctx.run(async |scope| verification::reject(scope, id, version, &words, key).await).await,
        Err(rule) => Err(Problem::field("words", rule).into()),
    };
    match done {
        Ok(()) => Ok(Flash::Rejected.redirect("/kantor")),
        Err(error) => decision::refused(&ctx, PAGE, id, form, error, fields).await,
    }
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

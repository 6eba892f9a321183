//! `/sponsor/orang/baru`: somebody new, from the first group of questions.

use super::group::{buttons, is_for_later};
use super::{LIST, NEW, group_href, identity, list, with_faults, words};
use crate::ctx::SponsorCtx;
use crate::error::PageResult;
use crate::flash::{Flash, see_other};
use crate::form::FormState;
use crate::ui::{BackLink, ErrorSummary, PageHead, PostForm, Sheet};
use axum::extract::RawForm;
use axum::response::Response;
use domain::lang::Text;
use domain::person::Group;
use domain::problem::Problem;
use leptos::prelude::*;
use services::person;

const TITLE: Text = Text::new("Tambah orang", "Add a person");
const LEAD: Text = Text::new(
    "Lima bagian, sekitar lima menit. Setiap bagian tersimpan sendiri, jadi Anda boleh berhenti setelah setiap bagian.",
    "Five parts, about five minutes. Each part is saved by itself, so you may stop after each of them.",
);

/// The page.
pub async fn view(ctx: SponsorCtx) -> PageResult {
    let form = ctx.restored().await?.unwrap_or_default();
    Ok(show(&ctx, form))
}

/// Puts the person on the list.
pub async fn post(ctx: SponsorCtx, RawForm(body): RawForm) -> PageResult {
    let form = FormState::from_body(&body);
    let key = form.form_key();
    let added = match identity::input(&form).parse() {
        Ok(identity) => ctx.run(async |scope| person::add(scope, &identity, key).await).await,
        Err(violations) => Err(violations.into()),
    };
    match added.map_err(services::error::Error::into_problem) {
        Ok(_) if is_for_later(&form) => Ok(Flash::PersonSaved.redirect(LIST)),
        Ok(id) => Ok(Flash::PersonAdded.redirect(&group_href(id, Group::Birth))),
        Err(Problem::Duplicate(location)) => Ok(see_other(&location)),
        Err(Problem::Invalid(violations)) => {
            let form = with_faults(form, ctx.lang(), &violations);
            Ok(show(&ctx, form))
        }
        Err(problem) => Err(problem.into()),
    }
}

fn show(ctx: &SponsorCtx, form: FormState) -> Response {
    let caption = words::part(ctx.lang(), Group::Identity);
    ctx.page(TITLE).form(&form).render(move || {
        view! {
            <Sheet>
                <BackLink href=LIST label=list::TITLE />
                <ErrorSummary form=form.clone() />
                <PageHead title=TITLE caption lead=LEAD />
                <PostForm action=NEW form=form.clone()>
                    {identity::fields(form.clone())}
                    {buttons()}
                </PostForm>
            </Sheet>
        }
    })
}

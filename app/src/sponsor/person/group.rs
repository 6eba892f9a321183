//! `/sponsor/orang/{id}/{group}`: one group of questions about somebody who is on the list. What was saved leads to the
//! next group that is missing, or to the file.

use super::consent::VERSION;
use super::{
    LIST, birth, consent, file_href, ground, group_href, home, id_of, identity, load, with_faults, words,
};
use crate::ctx::SponsorCtx;
use crate::error::{PageError, PageResult};
use crate::flash::{Flash, see_other};
use crate::form::FormState;
use crate::region::answers::{Answer, villages};
use crate::region::picker::{TYPED, VILLAGE};
use crate::text;
use crate::ui::{
    ActionBar, BackLink, Button, ButtonKind, ErrorSummary, Note, PageHead, PostForm, Sheet, Tone, t,
};
use axum::extract::{Path, RawForm};
use axum::response::Response;
use domain::id::PersonId;
use domain::lang::Text;
use domain::person::{CONSENT_VERSION, Group};
use domain::problem::{Problem, Rule, Violation};
use leptos::prelude::*;
use services::person::{self, Answers, File, Saved};

/// Value of `aksi` when somebody wants to go on another day.
const LATER: &str = "nanti";
const SAVE_FOR_LATER: Text =
    Text::new("Simpan bagian ini, lalu ke daftar", "Save this part, then to the list");
const BACK: Text = Text::new("Kembali ke data orang ini", "Back to this person");
const CHANGED: Text = Text::new(
    "Bagian ini disimpan dari tab atau perangkat lain setelah Anda membukanya. Yang Anda ketik masih ada di bawah; periksa, lalu simpan lagi bila ini yang benar.",
    "This was saved from another tab or device after you opened it. What you typed is still below; check it, then save again if it is right.",
);

/// The page.
pub async fn view(ctx: SponsorCtx, Path((id, group)): Path<(String, String)>) -> PageResult {
    let (id, group) = address(&id, &group)?;
    let file = load(&ctx, id).await?;
    let form = match ctx.restored().await? {
        Some(form) => form,
        None => filled(group, &file),
    };
    show(&ctx, group, &file, form).await
}

/// Saves, or looks for the village.
pub async fn post(
    ctx: SponsorCtx,
    Path((id, group)): Path<(String, String)>,
    RawForm(body): RawForm,
) -> PageResult {
    let (id, group) = address(&id, &group)?;
    let form = FormState::from_body(&body);
    let file = load(&ctx, id).await?;
    if group == Group::Home && home::looks(&form) {
        return show(&ctx, group, &file, form).await;
    }
    let (key, revision) = (form.form_key(), form.version());
    let saved = match read(group, &form, &file) {
        Ok(answers) => ctx.run(async |scope| person::save(scope, id, revision, &answers, key).await).await,
        Err(violations) => Err(violations.into()),
    };
    match saved.map_err(services::error::Error::into_problem) {
        Ok(Saved::ConsentEnded) => Ok(Flash::ConsentEnded.redirect(&group_href(id, Group::Consent))),
        Ok(Saved::Done) if is_for_later(&form) => Ok(Flash::PersonSaved.redirect(LIST)),
        // Whoever changed an answer comes back to where they read it.
        Ok(Saved::Done) if file.is_done(group) => Ok(Flash::PersonSaved.redirect(&file_href(id))),
        Ok(Saved::Done) => onwards(&ctx, id, group).await,
        Err(Problem::Duplicate(location)) => Ok(see_other(&location)),
        Err(Problem::Invalid(violations)) => {
            let form = with_faults(form, ctx.lang(), &violations);
            show(&ctx, group, &file, form).await
        }
        Err(Problem::Stale) => {
            let fresh = load(&ctx, id).await?;
            let form = form.with("versi", fresh.revision.to_string()).error("", CHANGED.get(ctx.lang()));
            show(&ctx, group, &fresh, form).await
        }
        Err(problem) => Err(problem.into()),
    }
}

fn address(id: &str, group: &str) -> Result<(PersonId, Group), PageError> {
    Ok((id_of(id)?, Group::from_word(group).ok_or(Problem::NotFound)?))
}

/// The next group that is missing: after this one first, then from the beginning.
async fn onwards(ctx: &SponsorCtx, id: PersonId, group: Group) -> PageResult {
    let file = load(ctx, id).await?;
    let mut after = std::iter::successors(group.next(), |group| group.next());
    let next = after.find(|group| !file.is_done(*group)).or_else(|| file.first_missing());
    Ok(match next {
        Some(next) => Flash::PersonSaved.redirect(&group_href(id, next)),
        None => Flash::PersonComplete.redirect(&file_href(id)),
    })
}

fn read(group: Group, form: &FormState, file: &File) -> Result<Answers, Vec<Violation>> {
    match group {
        Group::Identity => identity::input(form).parse().map(Answers::Identity),
        Group::Birth => birth::input(form).parse(file.today).map(Answers::Birth),
        Group::Home => home::parse(form, file.today).map(Answers::Home),
        Group::Ground => ground::input(form).parse().map(Answers::Ground),
        Group::Consent if form.value(VERSION) != CONSENT_VERSION => {
            // Another text was read out than the one of today.
            Err(vec![Violation::new("agreed", Rule::NotAccepted)])
        }
        Group::Consent => {
            let birth = file.birth.as_ref().map(|birth| birth.date);
            consent::input(form).parse(file.today, birth).map(Answers::Consent)
        }
    }
}

/// What the form shows first.
fn filled(group: Group, file: &File) -> FormState {
    let form = match group {
        Group::Identity => Some(identity::filled(&file.identity)),
        Group::Birth => file.birth.as_ref().map(birth::filled),
        Group::Home => file.home.as_ref().map(|home| home::filled(home, file.village_ended)),
        Group::Ground => file.ground.as_ref().map(ground::filled),
        Group::Consent => file.consent.as_ref().map(consent::filled),
    };
    form.unwrap_or_default().with("versi", file.revision.to_string())
}

/// The answers under the field for the village: those of the search, and the chosen one first.
async fn found(ctx: &SponsorCtx, form: &FormState, file: &File) -> Result<Vec<Answer>, PageError> {
    let mut found = villages(ctx, &form.value(TYPED)).await?;
    let chosen = form.value(VILLAGE);
    if !chosen.is_empty() && found.iter().all(|one| one.code != chosen) {
        if let Some(path) = home::known(file, &chosen) {
            found.insert(0, Answer { code: chosen, path, note: None });
        } else {
            let more = villages(ctx, &chosen).await?;
            found.splice(0..0, more.into_iter().filter(|one| one.code == chosen));
        }
    }
    Ok(found)
}

async fn show(ctx: &SponsorCtx, group: Group, file: &File, form: FormState) -> PageResult {
    let found = if group == Group::Home { found(ctx, &form, file).await? } else { Vec::new() };
    Ok(page(ctx, group, file, form, found))
}

fn page(ctx: &SponsorCtx, group: Group, file: &File, form: FormState, found: Vec<Answer>) -> Response {
    let (lang, id) = (ctx.lang(), file.id);
    let title = words::group(group);
    let caption = format!("{} · {}", file.identity.name.as_str(), words::part(lang, group));
    let ended = (group == Group::Home && file.village_ended).then(|| text::rule(lang, Rule::RetiredRegion));
    let page = ctx.page(title).form(&form);
    // Only the village's field has an island.
    let page = if group == Group::Home { page.islands() } else { page };
    page.render(move || {
        let version = i64::from(form.version());
        let questions = match group {
            Group::Identity => identity::fields(form.clone()).into_any(),
            Group::Birth => birth::fields(form.clone()).into_any(),
            Group::Home => home::fields(form.clone(), found).into_any(),
            Group::Ground => ground::fields(form.clone()).into_any(),
            Group::Consent => consent::fields(lang, form.clone()).into_any(),
        };
        view! {
            <Sheet>
                <BackLink href=file_href(id) label=BACK />
                <ErrorSummary form=form.clone() />
                <PageHead title=title caption lead=words::group_hint(group) />
                {ended.map(|why| view! { <Note tone=Tone::Warm><p>{why}</p></Note> })}
                <PostForm action=group_href(id, group) form=form.clone() version>
                    {(group == Group::Home).then(first_button)}
                    {questions}
                    {buttons()}
                </PostForm>
            </Sheet>
        }
    })
}

/// The first button is the one that Enter presses: saving, not looking for a village.
fn first_button() -> impl IntoView {
    view! { <button class="unseen" tabindex="-1" aria-hidden="true">{t(text::SAVE_AND_CONTINUE)}</button> }
}

/// The ways to end a group.
pub(super) fn buttons() -> impl IntoView {
    view! {
        <ActionBar>
            <Button>{t(text::SAVE_AND_CONTINUE)}</Button>
            <Button kind=ButtonKind::Quiet name="aksi" value=LATER>{t(SAVE_FOR_LATER)}</Button>
        </ActionBar>
    }
}

/// Whether the button to go on another day was pressed.
pub(super) fn is_for_later(form: &FormState) -> bool {
    form.value("aksi") == LATER
}

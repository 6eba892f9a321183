//! `/sponsor/orang/{id}/berkas/{kind}`: a paper of somebody in care: what it should look like, the one that is there,
//! sending another. Of the family card the page also takes the answer that there is none.
//!
//! The picture stands here alone: no list shows a face.

use super::{file_href, id_of, load, words};
use crate::ctx::SponsorCtx;
use crate::error::{PageError, PageResult};
use crate::files;
use crate::flash::Flash;
use crate::form::FormState;
use crate::particulars;
use crate::sponsor::upload::{self, Place, Sent};
use crate::sponsor::words as shared;
use crate::ui::format::Zone;
use crate::ui::{
    ActionBar, BackLink, Button, ButtonKind, ErrorSummary, LinkButton, Note, PageHead, PostForm, Sheet, Tone,
    t,
};
use axum::extract::{Form, FromRequest, Path, Request};
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use domain::document::{PaperKind, PaperState};
use domain::id::{DocumentId, PersonId};
use domain::lang::Text;
use domain::problem::Problem;
use leptos::prelude::*;
use services::document::{self, Paper};
use services::institution;
use services::person::{self, File};

/// The answer that there is no family card: the value that gives it, and the one that takes it back.
const ANSWER: &str = "kartu";
const NONE: &str = "belum";
const UNSAID: &str = "batal";

const BACK: Text = Text::new("Kembali ke data orang ini", "Back to this person");
const NO_CARD: Text = Text::new("Belum punya kartu keluarga?", "No family card?");
const NO_CARD_WHY: Text = Text::new(
    "Tidak apa-apa. Jawab saja begitu; kalau kartunya nanti ada, unggah di halaman ini.",
    "That is all right. Say so; should there be one later, upload it on this page.",
);
const SAY: Text = Text::new("Belum punya kartu keluarga", "There is no family card");
const SAID: Text =
    Text::new("Jawaban Anda: belum punya kartu keluarga", "Your answer: there is no family card");
const SAID_WHY: Text = Text::new(
    "Bagian ini selesai. Kalau kartunya sudah ada, unggah di bawah; jawaban ini hilang dengan sendirinya.",
    "This part is done. If there is a card by now, upload it below; this answer then goes by itself.",
);
const UNSAY: Text = Text::new("Batalkan jawaban ini", "Take this answer back");

/// The paper of a person that an address names.
fn place(id: &str, kind: &str) -> Result<(PersonId, Place), PageError> {
    let id = id_of(id)?;
    let kind = PaperKind::from_word(kind).filter(|kind| kind.is_of_person()).ok_or(Problem::NotFound)?;
    Ok((id, Place { kind, person: Some(id) }))
}

/// What the page needs to know.
struct Known {
    file: File,
    paper: Option<Paper>,
    zone: Zone,
}

async fn know(ctx: &SponsorCtx, id: PersonId, kind: PaperKind) -> Result<Known, PageError> {
    Ok(ctx
        .run(async |scope| {
            let file = person::file(scope, id).await?;
            let papers = document::current_of_person(scope, id).await?;
            let zone = particulars::zone(&institution::own(scope).await?.says);
            Ok(Known { file, paper: papers.into_iter().find(|paper| paper.kind == kind), zone })
        })
        .await?)
}

/// The page.
pub async fn view(ctx: SponsorCtx, Path((id, kind)): Path<(String, String)>) -> PageResult {
    let (id, place) = place(&id, &kind)?;
    let known = know(&ctx, id, place.kind).await?;
    Ok(show(&ctx, place, &known, FormState::empty()))
}

/// Receives a file, or the answer that there is none.
pub async fn post(ctx: SponsorCtx, Path((id, kind)): Path<(String, String)>, request: Request) -> PageResult {
    let (id, place) = place(&id, &kind)?;
    // Nobody sends a file for a person who is not there.
    load(&ctx, id).await?;
    if place.kind == PaperKind::FamilyCard && is_answer(&request) {
        return answer(&ctx, id, request).await;
    }
    match upload::receive(&ctx, place, request).await? {
        Sent::Answer(answer) => Ok(answer),
        Sent::Again(form, problem) => {
            let known = know(&ctx, id, place.kind).await?;
            Ok(upload::again(show(&ctx, place, &known, form), &problem))
        }
    }
}

/// Whether the form that was sent is the one without a file.
fn is_answer(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

async fn answer(ctx: &SponsorCtx, id: PersonId, request: Request) -> PageResult {
    let Form(fields) =
        Form::<Vec<(String, String)>>::from_request(request, &()).await.map_err(|_| Problem::NotFound)?;
    let said = fields.iter().find(|(name, _)| name == ANSWER).map(|(_, value)| value.as_str());
    let (none, flash) = match said {
        Some(NONE) => (true, Flash::NoCard),
        Some(UNSAID) => (false, Flash::NoCardUnsaid),
        _ => return Err(Problem::NotFound.into()),
    };
    ctx.run(async |scope| person::say_no_card(scope, id, none).await).await?;
    Ok(flash.redirect(&file_href(id)))
}

/// A page of a paper as a picture; `0` the small one.
pub async fn page(ctx: SponsorCtx, Path((id, paper, page)): Path<(String, String, String)>) -> PageResult {
    let id = id_of(&id)?;
    let paper: DocumentId = paper.parse().map_err(|_| Problem::NotFound)?;
    let view = files::view_of(&page).ok_or(Problem::NotFound)?;
    let hands = &ctx.house.hands;
    let opened = document::open(&hands.db, &ctx.actor, hands.store.as_ref(), paper, view).await?;
    if opened.person != Some(id) {
        return Err(Problem::NotFound.into());
    }
    Ok(files::send(opened))
}

fn show(ctx: &SponsorCtx, place: Place, known: &Known, form: FormState) -> Response {
    let title = domain::text::paper_kind(place.kind);
    let (lang, zone, paper) = (ctx.lang(), known.zone, known.paper.clone());
    let (name, back) = (known.file.identity.name.as_str().to_owned(), file_href(known.file.id));
    let open = known.file.state.is_with_sponsor() && paper.as_ref().is_none_or(|p| p.replaceable);
    let said = known.file.no_family_card;
    let asks = place.kind == PaperKind::FamilyCard
        && known.file.state.is_with_sponsor()
        && paper.as_ref().is_none_or(|paper| paper.state == PaperState::Refused);
    let mut page = ctx.page(title).form(&form);
    if open {
        page = page.islands();
    }
    page.render(move || {
        view! {
            <Sheet>
                <BackLink href=back.clone() label=BACK />
                <ErrorSummary form=form.clone() />
                <PageHead title=title caption=name lead=shared::advice(place.kind) />
                {(asks && said).then(|| no_card(place, &form, true))}
                {if open {
                    upload::arranged(lang, zone, place, &form, paper.as_ref(), onwards(back))
                } else {
                    let there = paper.as_ref().map(|paper| upload::there(lang, zone, place, paper));
                    view! { {there}{onwards(back)} }.into_any()
                }}
                {(asks && !said).then(|| no_card(place, &form, false))}
            </Sheet>
        }
    })
}

fn onwards(back: String) -> AnyView {
    view! { <ActionBar><LinkButton href=back>{t(BACK)}</LinkButton></ActionBar> }.into_any()
}

/// The answer that there is no card, or the way to give it.
fn no_card(place: Place, form: &FormState, said: bool) -> impl IntoView + use<> {
    let (tone, title, why, value, label) = if said {
        (Tone::Good, SAID, SAID_WHY, UNSAID, UNSAY)
    } else {
        (Tone::Info, NO_CARD, NO_CARD_WHY, NONE, SAY)
    };
    let form = form.clone();
    view! {
        <Note tone title=title>
            <p>{t(why)}</p>
            <PostForm action=place.here() form>
                <Button kind=ButtonKind::Quiet name=ANSWER value=value>{t(label)}</Button>
            </PostForm>
        </Note>
    }
}

/// How far a paper is, on the file's list of tasks.
pub(super) fn task(file: &File, papers: &[Paper], kind: PaperKind) -> words::PaperTask {
    let paper = papers.iter().find(|paper| paper.kind == kind);
    let none = kind == PaperKind::FamilyCard && file.no_family_card;
    match paper {
        None if none => words::PaperTask::NoCard,
        Some(paper) if paper.state == PaperState::Refused && none => words::PaperTask::NoCard,
        None => words::PaperTask::Missing,
        Some(paper) => match (paper.state, paper.fault) {
            (PaperState::Received, _) => words::PaperTask::Checking,
            (PaperState::Ready | PaperState::Accepted, _) => words::PaperTask::Done,
            (_, fault) => words::PaperTask::Refused(fault),
        },
    }
}

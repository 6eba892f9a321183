//! The upload box of a paper, the same for an institution's papers and for those of the people in its care: what
//! stands in it, what it says when a file is refused, and the version that is there.

use super::words;
use crate::ctx::SponsorCtx;
use crate::error::PageError;
use crate::flash::{Flash, see_other};
use crate::form::{FormState, KEY};
use crate::sent;
use crate::text;
use crate::ui::format::{Zone, date_time, size};
use crate::ui::{
    ActionBar, Button, ButtonKind, Fact, Facts, FileField, Note, Paper as Shown, PaperState as Seen,
    PaperView, PostForm, Thumb, Tone, Words, t,
};
use axum::Json;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::document::{PaperFault, PaperForm, PaperHint, PaperKind, PaperState};
use domain::id::{FormKey, PersonId};
use domain::lang::{Lang, Text};
use domain::problem::{Problem, Rule};
use islands::UploadBox;
use leptos::prelude::*;
use services::document::{self, Paper, Upload};
use uuid::Uuid;

/// The field with the file.
const FILE: &str = "berkas";
const CHOOSE: Text = Text::new("Pilih berkas", "Choose a file");
const SEND: Text = Text::new("Unggah", "Upload");
const CURRENT: Text = Text::new("Berkas yang ada", "The file that is there");
const REPLACE: Text = Text::new("Ganti dengan berkas lain", "Replace it by another file");
const NO_FILE: Text =
    Text::new("Pilih berkas dulu, lalu tekan Unggah.", "Choose a file first, then press Upload.");
const SENDING: Text =
    Text::new("Mengunggah. Jangan tutup halaman ini dulu.", "Uploading. Do not close this page yet.");
const BROKEN: Text = Text::new(
    "Sambungan terputus, berkas belum tersimpan. Coba tekan Unggah sekali lagi.",
    "The connection broke, the file has not been saved. Press Upload once more.",
);
const NOT_SAVED: Text = Text::new(
    "Berkas belum tersimpan: penyimpanan berkas sedang terganggu, bukan karena berkas Anda. Tunggu beberapa menit, lalu unggah berkas yang sama sekali lagi. Yang sudah tersimpan tetap aman.",
    "The file has not been saved: the storage of files is interrupted, your file is not the reason. Wait a few minutes, then upload the same file once more. Everything saved earlier is safe.",
);
const BETTER: Text = Text::new("Bisa dipakai, tapi bisa lebih baik", "Usable, but it could be better");
const SAFE: Text = Text::new("Sidik berkas (SHA-256)", "Fingerprint of the file (SHA-256)");

/// Which paper, and whose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) kind: PaperKind,
    /// None for the institution's own.
    pub(super) person: Option<PersonId>,
}

impl Place {
    /// The papers of the same owner.
    fn papers(self) -> String {
        match self.person {
            Some(person) => format!("/sponsor/orang/{person}/berkas"),
            None => "/sponsor/berkas".to_owned(),
        }
    }

    /// The page of the paper.
    pub(super) fn here(self) -> String {
        format!("{}/{}", self.papers(), self.kind.word())
    }
}

/// What came of an upload.
pub(super) enum Sent {
    /// The answer.
    Answer(Response),
    /// The page again, with what is wrong with the file and under which status.
    Again(FormState, Problem),
}

/// Receives a file. A script gets its answer as JSON, a form as a page.
pub(super) async fn receive(ctx: &SponsorCtx, place: Place, request: Request) -> Result<Sent, PageError> {
    let script = sent::is_script(request.headers());
    let received = match read(place, request).await {
        Ok(Some(upload)) => {
            let hands = &ctx.house.hands;
            document::receive(&hands.db, &ctx.actor, hands.store.as_ref(), upload)
                .await
                .map_err(|error| PageError::from(error).into_problem())
        }
        Ok(None) => Err(Problem::field(FILE, Rule::Missing)),
        Err(problem) => Err(problem),
    };
    let here = place.here();
    Ok(Sent::Answer(match received {
        Ok(_) if script => told(&here, Some(Flash::PaperReceived)),
        Ok(_) => Flash::PaperReceived.redirect(&here),
        Err(Problem::Duplicate(_)) if script => told(&here, None),
        Err(Problem::Duplicate(_)) => see_other(&here),
        Err(problem) if script => {
            let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            let why = sentence(ctx.lang(), &problem)
                .unwrap_or_else(|| text::problem(&problem).1.get(ctx.lang()).to_owned());
            (status, Json(serde_json::json!({ "salah": why }))).into_response()
        }
        Err(problem) => match sentence(ctx.lang(), &problem) {
            Some(why) => return Ok(Sent::Again(FormState::empty().error(FILE, why), problem)),
            None => return Err(problem.into()),
        },
    }))
}

/// The page with what is wrong with the file; a store that is down is no fault of the file.
pub(super) fn again(mut page: Response, problem: &Problem) -> Response {
    if *problem == Problem::Unavailable {
        *page.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        page.headers_mut().insert(RETRY_AFTER, HeaderValue::from(60));
    }
    page
}

fn told(to: &str, flash: Option<Flash>) -> Response {
    let mut response = sent::lead_to(to).into_response();
    if let Some(flash) = flash {
        response.headers_mut().append(axum::http::header::SET_COOKIE, flash.cookie());
    }
    response
}

/// What is wrong with a file is said at its field; anything else is a page of its own.
fn sentence(lang: Lang, problem: &Problem) -> Option<String> {
    match problem {
        // The form has one field.
        Problem::Invalid(_) => Some(NO_FILE.get(lang).to_owned()),
        Problem::Paper(fault) => Some(fault.advice().get(lang).to_owned()),
        Problem::TooLarge => Some(PaperFault::TooLarge.advice().get(lang).to_owned()),
        Problem::RateLimited(seconds) => Some(text::too_many_files(lang, *seconds)),
        Problem::Unavailable => Some(NOT_SAVED.get(lang).to_owned()),
        _ => None,
    }
}

/// Reads the form. A file beyond its limit is dropped, and the form is read to its end all the same, so that the
/// answer arrives instead of a broken connection.
async fn read(place: Place, request: Request) -> Result<Option<Upload>, Problem> {
    let mut parts =
        Multipart::from_request(request, &()).await.map_err(|_| Problem::Paper(PaperFault::Empty))?;
    let (mut form_key, mut file) = (FormKey(Uuid::new_v4()), None);
    let mut beyond = false;
    loop {
        let mut field = match parts.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => return Err(too_large_or(&error)),
        };
        match field.name() {
            Some(name) if name == KEY => {
                form_key = key_in(&mut field).await.unwrap_or(form_key);
            }
            Some(FILE) => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let mut bytes = Vec::new();
                while let Some(chunk) = field.chunk().await.map_err(|error| too_large_or(&error))? {
                    beyond |= bytes.len() + chunk.len() > place.kind.max_bytes();
                    if beyond {
                        bytes = Vec::new();
                    } else {
                        bytes.extend_from_slice(&chunk);
                    }
                }
                file = Some((name, bytes));
            }
            _ => {}
        }
    }
    if beyond {
        return Err(Problem::TooLarge);
    }
    Ok(file.filter(|(name, bytes)| !(name.is_empty() && bytes.is_empty())).map(|(file_name, bytes)| Upload {
        kind: place.kind,
        person: place.person,
        file_name,
        bytes,
        form_key,
    }))
}

/// A key is short: nobody fills the memory with one.
async fn key_in(field: &mut Field<'_>) -> Option<FormKey> {
    const LONGEST: usize = 64;
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.ok()? {
        if text.len() + chunk.len() <= LONGEST {
            text.extend_from_slice(&chunk);
        }
    }
    Uuid::try_parse_ascii(&text).ok().map(FormKey)
}

fn too_large_or(error: &axum::extract::multipart::MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::TooLarge
    } else {
        Problem::Paper(PaperFault::Truncated)
    }
}

/// The paper that is there and the box for another one, in the order in which they are needed; `onwards` leads away
/// from a paper that is there and right.
pub(super) fn arranged(
    lang: Lang,
    zone: Zone,
    place: Place,
    form: &FormState,
    paper: Option<&Paper>,
    onwards: AnyView,
) -> AnyView {
    let Some(paper) = paper else { return upload(place, form, CHOOSE, ButtonKind::Primary).into_any() };
    let why = paper.returned.as_ref().map(|returned| words::returned(lang, returned.reason, &returned.words));
    let there = there(lang, zone, place, paper);
    if why.is_some() {
        // What is asked for again is sent first; the file that came back stands under it.
        view! { {why}{upload(place, form, REPLACE, ButtonKind::Primary)}{there} }.into_any()
    } else if paper.fault.is_some() {
        view! { {there}{upload(place, form, REPLACE, ButtonKind::Primary)} }.into_any()
    } else {
        view! { {there}{onwards}{upload(place, form, REPLACE, ButtonKind::Quiet)} }.into_any()
    }
}

/// The box.
fn upload(place: Place, form: &FormState, label: Text, button: ButtonKind) -> impl IntoView + use<> {
    let (kind, action) = (place.kind, place.here());
    let form = form.clone();
    view! {
        <UploadBox>
            <PostForm action=action form=form.clone() multipart=true shrink=kind.form() != PaperForm::Pdf>
                <FileField form=form.clone() name=FILE label=label limits=words::limits(kind) accept=words::accept(kind) />
                <ActionBar><Button kind=button>{t(SEND)}</Button></ActionBar>
            </PostForm>
            <div role="status">
                <div class="sending" hidden=true>
                    <p id="mengunggah">{t(SENDING)}</p>
                    <progress max="100" aria-labelledby="mengunggah"></progress>
                </div>
            </div>
            <div role="alert"><p class="why failed" hidden=true data-broken=t(BROKEN)></p></div>
        </UploadBox>
    }
}

/// The version that is there.
pub(super) fn there(lang: Lang, zone: Zone, place: Place, paper: &Paper) -> impl IntoView + use<> {
    let base = format!("{}/{}/halaman", place.papers(), paper.id);
    let ready = matches!(paper.state, PaperState::Ready | PaperState::Accepted | PaperState::Returned);
    let (width, height) = paper.pixels.unwrap_or((990, 1400));
    let state = match (paper.state, paper.fault) {
        (PaperState::Received, _) => Seen::Waiting,
        (_, Some(fault)) => Seen::Refused(fault.advice().into()),
        _ if ready => Seen::Ready { src: format!("{base}/1"), width, height },
        _ => Seen::Missing,
    };
    let thumbs = (2..=paper.pages)
        .map(|page| Thumb {
            label: Words::from(format!("{} {page}", t(Text::new("Halaman", "Page")))),
            href: format!("{base}/{page}"),
            src: None,
            current: false,
        })
        .collect();
    let facts = vec![
        Fact::new(Text::new("Nama berkas", "File name"), paper.file_name.clone()),
        Fact::new(Text::new("Ukuran", "Size"), size(lang, paper.size.into())),
        Fact::new(Text::new("Diterima", "Received"), date_time(lang, zone, paper.received_at)),
        Fact::new(SAFE, paper.sha256.clone()).code(),
    ];
    let open = ready.then(|| format!("{base}/1"));
    let shown = Shown { caption: Words::from(domain::text::paper_kind(paper.kind)), state, open };
    let again = place.here();
    view! {
        <h2>{t(CURRENT)}</h2>
        <PaperView paper=shown thumbs new_tab=true again />
        {hints(&paper.hints)}
        <Facts facts />
    }
}

/// What could be better about a paper that is accepted all the same.
fn hints(hints: &[PaperHint]) -> Option<AnyView> {
    let lines = hints.iter().map(|hint| view! { <li>{t(hint.advice())}</li> }).collect_view();
    (!hints.is_empty())
        .then(|| view! { <Note tone=Tone::Info title=BETTER><ul>{lines}</ul></Note> }.into_any())
}

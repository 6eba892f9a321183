//! `/sponsor/berkas/{kind}`: one paper: what it should look like, the one that is there, and sending another.

use super::home::next_button;
use super::words;
use crate::ctx::SponsorCtx;
use crate::error::{PageError, PageResult};
use crate::files;
use crate::flash::{Flash, see_other};
use crate::form::{FormState, KEY};
use crate::particulars;
use crate::sent;
use crate::text;
use crate::ui::format::{Zone, date_time, size};
use crate::ui::{
    ActionBar, BackLink, Button, ButtonKind, ErrorSummary, Fact, Facts, FileField, PageHead, Paper as Shown,
    PaperState as Seen, PaperView, PostForm, Sheet, Thumb, Words, t,
};
use axum::Json;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Path, Request};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::document::{PaperFault, PaperKind, PaperState};
use domain::id::{DocumentId, FormKey};
use domain::lang::{Lang, Text};
use domain::problem::{Problem, Rule};
use islands::UploadBox;
use leptos::prelude::*;
use services::document::{self, Paper, Upload};
use services::institution::{self, Own};
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
const SAFE: Text = Text::new("Sidik berkas (SHA-256)", "Fingerprint of the file (SHA-256)");
const KEPT: Text = Text::new(
    "Berkas ini tidak perlu diganti sekarang. Dinas Sosial hanya meminta ulang berkas yang dikembalikan.",
    "This file need not be replaced now. The social office asks again only for files that it returned.",
);

/// The page.
pub async fn view(ctx: SponsorCtx, Path(kind): Path<String>) -> PageResult {
    let kind = PaperKind::from_word(&kind).ok_or(Problem::NotFound)?;
    let own = load(&ctx).await?;
    Ok(show(&ctx, kind, &own, FormState::empty()))
}

/// Receives a file. A script gets its answer as JSON, a form as a page.
pub async fn post(ctx: SponsorCtx, Path(kind): Path<String>, request: Request) -> PageResult {
    let kind = PaperKind::from_word(&kind).ok_or(Problem::NotFound)?;
    let script = sent::is_script(request.headers());
    let received = match read(kind, request).await {
        Ok(Some(upload)) => {
            let hands = &ctx.house.hands;
            document::receive(&hands.db, &ctx.actor, hands.store.as_ref(), upload)
                .await
                .map_err(|error| PageError::from(error).into_problem())
        }
        Ok(None) => Err(Problem::field(FILE, Rule::Missing)),
        Err(problem) => Err(problem),
    };
    let here = format!("/sponsor/berkas/{}", kind.word());
    match received {
        Ok(_) if script => Ok(told(&here, Some(Flash::PaperReceived))),
        Ok(_) => Ok(Flash::PaperReceived.redirect(&here)),
        Err(Problem::Duplicate(_)) if script => Ok(told(&here, None)),
        Err(Problem::Duplicate(_)) => Ok(see_other(&here)),
        Err(problem) if script => {
            let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            let why = sentence(ctx.lang(), &problem)
                .unwrap_or_else(|| text::problem(&problem).1.get(ctx.lang()).to_owned());
            Ok((status, Json(serde_json::json!({ "salah": why }))).into_response())
        }
        Err(problem) => match sentence(ctx.lang(), &problem) {
            Some(why) => {
                let own = load(&ctx).await?;
                let mut page = show(&ctx, kind, &own, FormState::empty().error(FILE, why));
                if problem == Problem::Unavailable {
                    // Nothing is wrong with the file.
                    *page.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
                    page.headers_mut().insert(RETRY_AFTER, HeaderValue::from(60));
                }
                Ok(page)
            }
            None => Err(problem.into()),
        },
    }
}

/// A page of a paper as a picture; `0` the small one.
pub async fn page(ctx: SponsorCtx, Path((id, page)): Path<(String, String)>) -> PageResult {
    let id: DocumentId = id.parse().map_err(|_| Problem::NotFound)?;
    let view = files::view_of(&page).ok_or(Problem::NotFound)?;
    let hands = &ctx.house.hands;
    let opened = document::open(&hands.db, &ctx.actor, hands.store.as_ref(), id, view).await?;
    Ok(files::send(opened))
}

async fn load(ctx: &SponsorCtx) -> Result<Own, PageError> {
    Ok(ctx.run(async |scope| institution::own(scope).await).await?)
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
async fn read(kind: PaperKind, request: Request) -> Result<Option<Upload>, Problem> {
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
                    beyond |= bytes.len() + chunk.len() > kind.max_bytes();
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
        kind,
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

fn show(ctx: &SponsorCtx, kind: PaperKind, own: &Own, form: FormState) -> Response {
    let title = domain::text::paper_kind(kind);
    let paper = own.paper(kind).cloned();
    let lang = ctx.lang();
    let zone = particulars::zone(&own.says);
    let here = format!("/sponsor/berkas/{}", kind.word());
    let open = own.state.is_with_sponsor() && paper.as_ref().is_none_or(|p| p.replaceable);
    let mut page = ctx.page(title).form(&form);
    if open {
        page = page.islands();
    }
    page.render(move || {
        view! {
            <Sheet>
                <BackLink href="/sponsor" label=text::HOME />
                <ErrorSummary form=form.clone() />
                <PageHead title=title lead=words::advice(kind) />
                {paper.as_ref().and_then(|paper| returned(lang, paper))}
                {match &paper {
                    None if open => view! { <Upload kind form label=CHOOSE /> }.into_any(),
                    None => view! { <ActionBar>{next_button()}</ActionBar> }.into_any(),
                    // What is asked for again is sent first; the file that came back stands under it.
                    Some(paper) if open && paper.returned.is_some() => view! {
                        <Upload kind form label=REPLACE />
                        {there(lang, zone, paper, here)}
                    }
                    .into_any(),
                    Some(paper) if open && paper.fault.is_some() => view! {
                        {there(lang, zone, paper, here)}
                        <Upload kind form label=REPLACE />
                    }
                    .into_any(),
                    Some(paper) if open => view! {
                        {there(lang, zone, paper, here)}
                        <ActionBar>{next_button()}</ActionBar>
                        <Upload kind form label=REPLACE button=ButtonKind::Quiet />
                    }
                    .into_any(),
                    Some(paper) => view! {
                        {there(lang, zone, paper, here)}
                        <p class="soft">{t(KEPT)}</p>
                        <ActionBar>{next_button()}</ActionBar>
                    }
                    .into_any(),
                }}
            </Sheet>
        }
    })
}

#[component]
fn Upload(
    kind: PaperKind,
    form: FormState,
    label: Text,
    #[prop(optional)] button: ButtonKind,
) -> impl IntoView {
    let action = format!("/sponsor/berkas/{}", kind.word());
    view! {
        <UploadBox>
            <PostForm action=action form=form.clone() multipart=true shrink=kind == PaperKind::PremisesPhoto>
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

fn returned(lang: Lang, paper: &Paper) -> Option<impl IntoView + use<>> {
    paper.returned.as_ref().map(|returned| words::returned(lang, returned.reason, &returned.words))
}

fn there(lang: Lang, zone: Zone, paper: &Paper, here: String) -> impl IntoView + use<> {
    let base = format!("/sponsor/berkas/{}/halaman", paper.id);
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
    view! { <h2>{t(CURRENT)}</h2><PaperView paper=shown thumbs new_tab=true again=here /><Facts facts /> }
}

//! Sending a file with progress, and a photo made smaller on the phone first. Around a plain form: without
//! scripts the form sends itself.

use leptos::prelude::*;
use serde::Deserialize;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, FormData, HtmlCanvasElement, HtmlFormElement, HtmlInputElement, XmlHttpRequest};

/// Longest side of a photo that is sent.
const LONGEST: f64 = 1600.0;

/// What the server answers to a script.
#[derive(Deserialize)]
struct Answer {
    /// Where to go on.
    ke: Option<String>,
    /// What is wrong.
    salah: Option<String>,
}

/// Watches the form inside it.
#[island]
pub fn UploadBox(
    /// While sending; `{}` stands for the per cent.
    sending: String,
    /// When the connection broke.
    broken: String,
    /// Whether photos are made smaller.
    shrink: bool,
    children: Children,
) -> impl IntoView {
    let (progress, set_progress) = signal(None::<u32>);
    let (error, set_error) = signal(None::<String>);
    let broken = StoredValue::new(broken);
    let send = move |event: web_sys::SubmitEvent| {
        let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else {
            return;
        };
        // Without a file the server says what is missing.
        let Some(file) = file_of(&form) else { return };
        event.prevent_default();
        set_error.set(None);
        set_progress.set(Some(0));
        leptos::task::spawn_local(async move {
            let small = if shrink { smaller(&file).await } else { None };
            let body = body_of(&form, &file, small);
            match body.and_then(|body| post(&form, &body, set_progress, set_error, broken)) {
                Ok(()) => {}
                // Something this browser cannot do: the form goes as it is.
                Err(_) => drop(form.submit()),
            }
        });
    };
    view! {
        <div class="upload-box" on:submit=send>
            {children()}
            <div role="status">
                {move || progress.get().map(|done| view! {
                    <p>{sending.replace("{}", &done.to_string())}</p>
                    <progress max="100" value=done.to_string()></progress>
                })}
            </div>
            <div role="alert">{move || error.get().map(|why| view! { <p class="why">{why}</p> })}</div>
        </div>
    }
}

fn file_of(form: &HtmlFormElement) -> Option<web_sys::File> {
    let input = form.query_selector("input[type=file]").ok()??;
    input.dyn_into::<HtmlInputElement>().ok()?.files()?.get(0)
}

fn body_of(form: &HtmlFormElement, file: &web_sys::File, small: Option<Blob>) -> Result<FormData, JsValue> {
    let body = FormData::new_with_form(form)?;
    if let Some(small) = small {
        body.set_with_blob_and_filename("berkas", &small, &file.name())?;
    }
    Ok(body)
}

/// The photo at most [`LONGEST`] wide and high, as JPEG; none where it is small enough or no photo.
async fn smaller(file: &web_sys::File) -> Option<Blob> {
    if !file.type_().starts_with("image/") || file.size() < 600_000.0 {
        return None;
    }
    let window = web_sys::window()?;
    let bitmap = window.create_image_bitmap_with_blob(file).ok()?;
    let bitmap: web_sys::ImageBitmap =
        wasm_bindgen_futures::JsFuture::from(bitmap).await.ok()?.dyn_into().ok()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (LONGEST / width.max(height)).min(1.0);
    let canvas: HtmlCanvasElement = window.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(whole(width * scale));
    canvas.set_height(whole(height * scale));
    let context: web_sys::CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width * scale, height * scale)
        .ok()?;
    let made = js_sys::Promise::new(&mut |done, _| {
        let give = Closure::once_into_js(move |blob: JsValue| drop(done.call1(&JsValue::NULL, &blob)));
        drop(canvas.to_blob_with_type_and_encoder_options(
            give.unchecked_ref(),
            "image/jpeg",
            &JsValue::from(0.85),
        ));
    });
    wasm_bindgen_futures::JsFuture::from(made).await.ok()?.dyn_into::<Blob>().ok()
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a side of a picture: positive and at most 1600"
)]
fn whole(side: f64) -> u32 {
    side.round() as u32
}

fn post(
    form: &HtmlFormElement,
    body: &FormData,
    progress: WriteSignal<Option<u32>>,
    error: WriteSignal<Option<String>>,
    broken: StoredValue<String>,
) -> Result<(), JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", &form.action())?;
    request.set_request_header("accept", "application/json")?;
    let watch = Closure::<dyn FnMut(web_sys::ProgressEvent)>::new(move |event: web_sys::ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            progress.set(Some(whole(event.loaded() / event.total() * 100.0)));
        }
    });
    request.upload()?.set_onprogress(Some(watch.as_ref().unchecked_ref()));
    let answered = request.clone();
    let done = Closure::once_into_js(move || {
        progress.set(None);
        let answer = answered
            .response_text()
            .ok()
            .flatten()
            .and_then(|text| serde_json::from_str::<Answer>(&text).ok());
        match answer {
            Some(Answer { ke: Some(to), .. }) => {
                if let Some(window) = web_sys::window() {
                    drop(window.location().assign(&to));
                }
            }
            Some(Answer { salah: Some(why), .. }) => error.set(Some(why)),
            _ => error.set(Some(broken.get_value())),
        }
    });
    request.set_onloadend(Some(done.unchecked_ref()));
    // The request outlives this call, and so must its listener.
    watch.forget();
    request.send_with_opt_form_data(Some(body))
}

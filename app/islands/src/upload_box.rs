//! Sending a file with progress, and a photo made smaller on the phone first. Around a plain form: without
//! scripts the form sends itself.
//!
//! Children: a form with one file and its button, marked `data-shrink` where photos are made smaller; a `.sending` with a
//! `progress`, hidden until something is sent; a `.failed`, hidden and empty, whose `data-broken` is said when the
//! connection breaks. The server answers a script `{"ke": address}` or `{"salah": sentence}`.

use crate::dom::{once_awake, part, target};
use js_sys::{JSON, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, Element, File, FormData, HtmlCanvasElement, HtmlElement, HtmlFormElement,
    HtmlInputElement, HtmlProgressElement, ImageBitmap, ProgressEvent, SubmitEvent, XmlHttpRequest,
};

/// Longest side of a photo that is sent.
const LONGEST: f64 = 1600.0;
/// A photo of less bytes is sent as it is.
const SMALL: f64 = 600_000.0;

/// Watches the form inside it.
#[island]
pub fn UploadBox(children: Children) -> impl IntoView {
    // A browser that loads the page again may remember the button as it was while a file was being sent.
    let place = once_awake(|place| {
        if let Some(said) = Said::find(place) {
            said.accepts(true);
        }
    });
    let send = move |event: SubmitEvent| {
        let (Some(place), Some(form)) = (place.get_untracked(), target::<HtmlFormElement>(&event)) else {
            return;
        };
        // Without a file the server says what is missing.
        let (Some(file), Some(said)) = (file_of(&form), Said::find(&place)) else { return };
        event.prevent_default();
        said.starts();
        leptos::task::spawn_local(async move {
            let small = if form.has_attribute("data-shrink") { smaller(&file).await } else { None };
            let body = body_of(&form, &file, small);
            if body.and_then(|body| post(&form, &body, said)).is_err() {
                // Something this browser cannot do: the form goes as it is.
                drop(form.submit());
            }
        });
    };
    view! { <div class="upload-box" node_ref=place on:submit=send>{children()}</div> }
}

/// Where the person is told how it goes, and the button that waits meanwhile: pressed twice, a file goes twice.
#[derive(Clone)]
struct Said {
    button: HtmlElement,
    sending: HtmlElement,
    progress: HtmlProgressElement,
    failed: HtmlElement,
}

impl Said {
    fn find(place: &Element) -> Option<Self> {
        Some(Self {
            button: part(place, "button[type=submit]")?,
            sending: part(place, ".sending")?,
            progress: part(place, ".sending progress")?,
            failed: part(place, ".failed")?,
        })
    }

    fn starts(&self) {
        self.accepts(false);
        self.failed.set_hidden(true);
        self.progress.set_value(0.0);
        self.sending.set_hidden(false);
    }

    /// Says `why` nothing was saved; without a sentence of the server, that the connection broke.
    fn fails(&self, why: Option<String>) {
        let why = why.or_else(|| self.failed.get_attribute("data-broken"));
        self.accepts(true);
        self.sending.set_hidden(true);
        self.failed.set_text_content(why.as_deref());
        self.failed.set_hidden(false);
    }

    /// Whether the button can be pressed.
    fn accepts(&self, can: bool) {
        // A browser that cannot switch it leaves it as it is.
        drop(self.button.toggle_attribute_with_force("disabled", !can));
    }
}

fn file_of(form: &HtmlFormElement) -> Option<File> {
    let input = form.query_selector("input[type=file]").ok()??;
    input.dyn_into::<HtmlInputElement>().ok()?.files()?.get(0)
}

fn body_of(form: &HtmlFormElement, file: &File, small: Option<Blob>) -> Result<FormData, JsValue> {
    let body = FormData::new_with_form(form)?;
    if let Some(small) = small {
        body.set_with_blob_and_filename("berkas", &small, &file.name())?;
    }
    Ok(body)
}

/// The photo at most [`LONGEST`] wide and high, as JPEG; none where it is small enough or no photo.
async fn smaller(file: &File) -> Option<Blob> {
    if !file.type_().starts_with("image/") || file.size() < SMALL {
        return None;
    }
    let window = web_sys::window()?;
    let bitmap = window.create_image_bitmap_with_blob(file).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(bitmap).await.ok()?.dyn_into().ok()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (LONGEST / width.max(height)).min(1.0);
    let canvas: HtmlCanvasElement = window.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(whole(width * scale));
    canvas.set_height(whole(height * scale));
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
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
    JsFuture::from(made).await.ok()?.dyn_into::<Blob>().ok()
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

fn post(form: &HtmlFormElement, body: &FormData, said: Said) -> Result<(), JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", &form.action())?;
    request.set_request_header("accept", "application/json")?;
    let progress = said.progress.clone();
    let watch = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            progress.set_value(event.loaded() / event.total() * 100.0);
        }
    });
    request.upload()?.set_onprogress(Some(watch.as_ref().unchecked_ref()));
    let answered = request.clone();
    let done = Closure::once_into_js(move || {
        let answer = answered.response_text().ok().flatten().and_then(|text| JSON::parse(&text).ok());
        let field = |name: &str| Reflect::get(answer.as_ref()?, &name.into()).ok()?.as_string();
        match (field("ke"), web_sys::window()) {
            (Some(to), Some(window)) => drop(window.location().assign(&to)),
            _ => said.fails(field("salah")),
        }
    });
    request.set_onloadend(Some(done.unchecked_ref()));
    // The request outlives this call, and so must its listener.
    watch.forget();
    request.send_with_opt_form_data(Some(body))
}

//! The language switch on pages behind a sign-in: a form, because the address of such a page must not
//! change by it.

use crate::flash::see_other;
use crate::visit::lang_cookie;
use axum::Form;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use domain::lang::Lang;
use serde::Deserialize;

/// What the switch sends.
#[derive(Debug, Deserialize)]
pub struct Input {
    #[serde(default)]
    bahasa: String,
    #[serde(default)]
    kembali: String,
}

/// POST `/bahasa`
pub async fn post(Form(input): Form<Input>) -> Response {
    let mut response = see_other(own_path(&input.kembali));
    response.headers_mut().append(SET_COOKIE, lang_cookie(Lang::from_tag(&input.bahasa)));
    response
}

/// `path` when it is one of ours, else the landing page: nobody is sent to another site by this form.
pub fn own_path(path: &str) -> &str {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.chars().all(|c| c.is_ascii_graphic());
    if ours { path } else { "/" }
}

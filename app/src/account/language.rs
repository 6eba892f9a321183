//! The language switch on pages behind a sign-in: a form, because their addresses must not change by it. The choice
//! is remembered in the browser, and with the account, so that mails follow it.

use crate::ctx::Ctx;
use crate::error::PageResult;
use crate::flash::see_other;
use crate::visit::lang_cookie;
use axum::Form;
use axum::http::header::SET_COOKIE;
use domain::lang::Lang;
use serde::Deserialize;
use services::account::settings;

/// What the switch sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Input {
    bahasa: String,
    kembali: String,
}

/// POST `/bahasa`
pub async fn post(ctx: Ctx, Form(input): Form<Input>) -> PageResult {
    let lang = Lang::from_tag(&input.bahasa);
    if ctx.actor.session.is_some() {
        ctx.run(async |scope| settings::choose_language(scope, lang).await).await?;
    }
    let mut response = see_other(own_path(&input.kembali));
    response.headers_mut().append(SET_COOKIE, lang_cookie(lang));
    Ok(response)
}

/// `path` when it is one of ours, else the landing page: this form sends nobody to another site.
fn own_path(path: &str) -> &str {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.chars().all(|c| c.is_ascii_graphic());
    if ours { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_comes_back_to_its_page_and_never_leaves_the_site() {
        assert_eq!(own_path("/sponsor/lembaga?versi=3"), "/sponsor/lembaga?versi=3");
        for other in
            ["//jahat.example", "https://jahat.example", "/\\jahat.example", "", "/a\r\nSet-Cookie: x"]
        {
            assert_eq!(own_path(other), "/", "{other:?}");
        }
    }
}

//! From a view to a response.
//!
//! Context: axum routes every page, there is no `leptos_router`; data is loaded before anything is
//! rendered. Choice: a view is turned into HTML in one synchronous pass under an own reactive owner
//! with an islands context, and the shell around it is ours ([`crate::shell`]). Consequence: no stream,
//! no `<template>` that needs JavaScript, and no inline script by Leptos; status, title and headers are
//! known before the first byte leaves (2026-11-21).
//!
//! Must stay true: a page without islands contains no script and its policy allows none; every response
//! gets its security headers here ([`secure_headers`]); nothing on a signed-in page is stored by caches.

use crate::form::FormState;
use crate::shell;
use crate::ui::{Names, Words};
use crate::visit::{Door, Visit};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::lang::Lang;
use hydration_context::SsrSharedContext;
use leptos::nonce::Nonce;
use leptos::prelude::*;
use serde::Deserialize;
use std::sync::Arc;

/// File names of the stylesheet and the module inside `/pkg/`, as `manifest.json` lists them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Assets {
    /// `naungan.<hash>.css`
    pub css: String,
    /// `naungan.<hash>.js`
    pub js: String,
    /// `naungan.<hash>.wasm`
    pub wasm: String,
}

impl Default for Assets {
    /// The names without a hash: right for a site folder that was built without a manifest.
    fn default() -> Self {
        Self { css: "naungan.css".into(), js: "naungan.js".into(), wasm: "naungan.wasm".into() }
    }
}

impl Assets {
    /// Reads `manifest.json`. Names that could leave `/pkg/` or break out of an attribute are refused.
    pub fn from_manifest(json: &str) -> Result<Self, ManifestError> {
        let assets: Self = serde_json::from_str(json).map_err(|_| ManifestError)?;
        let plain = |name: &str| {
            !name.is_empty()
                && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        };
        if [&assets.css, &assets.js, &assets.wasm].into_iter().all(|name| plain(name)) {
            Ok(assets)
        } else {
            Err(ManifestError)
        }
    }
}

/// `manifest.json` is no list of three plain file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManifestError;

impl std::fmt::Display for ManifestError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("manifest.json does not name css, js and wasm as plain file names")
    }
}

impl std::error::Error for ManifestError {}

/// One page on its way out: what the shell needs besides the view.
#[derive(Debug, Clone)]
pub struct Page {
    /// The request it answers.
    pub visit: Visit,
    /// The title without the name of the portal.
    pub title: Words,
    /// One sentence for search engines; public pages only.
    pub description: Option<Words>,
    /// 200 unless said otherwise.
    pub status: StatusCode,
    /// Whether the view holds an island, so that the loader is needed.
    pub islands: bool,
    /// Whether the page shows a refused form: the title then begins with "Kesalahan: ".
    pub wrong: bool,
    /// The case number that stands on paper when the page is printed.
    pub reference: Option<String>,
    /// Whether the frame stands without navigation, as on the page for maintenance.
    pub bare: bool,
}

impl Page {
    /// A page with status 200, without islands.
    pub fn new(visit: Visit, title: impl Into<Words>) -> Self {
        Self {
            visit,
            title: title.into(),
            description: None,
            status: StatusCode::OK,
            islands: false,
            wrong: false,
            reference: None,
            bare: false,
        }
    }

    /// The view holds at least one island.
    pub fn islands(mut self) -> Self {
        self.islands = true;
        self
    }

    /// Answers with `status`.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Takes status 422 and the "Kesalahan: " title when `form` holds errors, and is unchanged otherwise.
    pub fn form(mut self, form: &FormState) -> Self {
        if form.is_wrong() {
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
            self.wrong = true;
        }
        self
    }

    /// Prints `reference` (a case number) on paper.
    pub fn reference(mut self, reference: impl Into<String>) -> Self {
        self.reference = Some(reference.into());
        self
    }

    /// Describes the page to search engines.
    pub fn description(mut self, description: impl Into<Words>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Leaves the navigation out.
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Renders `view` inside the shell. In it, `use_context::<Lang>()` and [`crate::ui::t`] know the
    /// language of the visit.
    pub fn render<V: IntoView>(self, view: impl FnOnce() -> V) -> Response {
        let nonce = self.islands.then(Nonce::new);
        let html = html(self.visit.lang, nonce.as_ref(), || shell::document(&self, nonce.as_deref(), view));
        let mut response = Response::new(Body::from(html));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.visit.lang.tag()));
        let is_for_all = self.description.is_some() && self.status == StatusCode::OK;
        let caching = if is_for_all && matches!(self.visit.door, Door::Publik) && self.visit.user.is_none() {
            // The language may come from the cookie, so the page is asked for again each time. Only pages that
            // are described to search engines: any other may hold what somebody typed, or a secret link.
            "private, no-cache"
        } else {
            "no-store"
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(header::VARY, HeaderValue::from_static("cookie"));
        secure_headers(headers, &Policy::Page(nonce));
        self.visit.cookies(headers);
        response
    }
}

/// Runs `build` under an owner of its own, with the language, the nonce and the names of wrong fields in context.
fn html(lang: Lang, nonce: Option<&Nonce>, build: impl FnOnce() -> String) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| {
        provide_context(lang);
        provide_context(Names::default());
        if let Some(nonce) = nonce {
            provide_context(nonce.clone());
        }
        build()
    });
    owner.unset_with_forced_cleanup();
    // Markers between text nodes are for hydration; where no island is, they are only weight. What
    // people typed cannot hold one, since every `<` of theirs is escaped.
    if nonce.is_some() { html } else { html.replace("<!>", "") }
}

/// A piece of a page, made by [`fragment`], for a script of ours that puts it into place.
pub(crate) fn piece(lang: Lang, html: String) -> Response {
    let mut response = Html(html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("cookie"));
    secure_headers(headers, &Policy::Nothing);
    response
}

/// A view alone, without the shell: for tests and for pieces of a page.
pub fn fragment<V: IntoView>(lang: Lang, view: impl FnOnce() -> V) -> String {
    html(lang, None, || view().into_view().to_html())
}

/// Which content policy a response carries.
#[derive(Debug, Clone)]
pub enum Policy {
    /// A page; with a nonce when it has islands.
    Page(Option<Nonce>),
    /// Anything else (files, JSON, images): nothing may be loaded by it.
    Nothing,
}

impl Policy {
    fn header(&self) -> HeaderValue {
        const PAGE: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                            connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
        match self {
            Self::Page(None) => HeaderValue::from_static(PAGE),
            Self::Page(Some(nonce)) => HeaderValue::try_from(format!(
                "{PAGE}; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; worker-src 'self'"
            ))
            .unwrap_or_else(|_| HeaderValue::from_static(PAGE)),
            Self::Nothing => HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
        }
    }
}

/// The security headers of every response. Pages call it through [`Page::render`]; a layer of the
/// server calls it for everything else. A content policy that is already there stays.
pub fn secure_headers(headers: &mut HeaderMap, policy: &Policy) {
    const FIXED: [(HeaderName, &str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
        ),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| policy.header());
}

/// Escapes `text` for HTML, in text and in quoted attributes alike.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}

//! What a page knows about the request it answers: language, path, request id, door, who is signed in.
//!
//! [`Visit`] is an axum extractor, so a public page needs nothing else. Whoever is signed in keeps the frame of
//! their door there: its navigation, their name, the way out.
//!
//! Language: `?bahasa=en|id` wins and is remembered in the cookie `bahasa`; else that cookie; else
//! Indonesian. The browser's own list is not asked: many phones in the country are set to English by
//! the shop that sold them.

use crate::ctx::frame;
use crate::flash::Flash;
use crate::render::Assets;
use crate::session::SignedIn;
use crate::ui::Words;
use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use domain::lang::Lang;
use std::convert::Infallible;
use std::sync::Arc;

/// The cookie that remembers the language. Not a secret; it decides nothing but words.
pub const LANG_COOKIE: &str = "bahasa";

/// The id that the server gave this request; put into the request's extensions by its outermost layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

/// The three doors of the portal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Door {
    /// Anybody, no sign-in.
    #[default]
    Publik,
    /// A sponsor institution.
    Sponsor {
        /// The institution's name.
        name: String,
    },
    /// An office.
    Kantor {
        /// The office's name.
        name: String,
    },
}

/// One link of the main navigation.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// What it says.
    pub label: Words,
    /// Where it leads.
    pub href: String,
    /// Whether the page stands under it.
    pub current: bool,
    /// How much waits there; shown in brackets when not zero.
    pub count: u32,
}

impl NavItem {
    /// A link without a count.
    pub fn new(label: impl Into<Words>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), current: false, count: 0 }
    }

    /// Marks it as the place where the page stands.
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// Shows how much waits there.
    pub fn count(mut self, count: u32) -> Self {
        self.count = count;
        self
    }
}

/// Who is signed in, for the menu at the right of the header; signing out is added by the shell.
#[derive(Debug, Clone)]
pub struct UserMenu {
    /// The person's name.
    pub name: String,
    /// Role in words, such as "Petugas verifikasi".
    pub role: Option<Words>,
    /// Links such as "Akun saya".
    pub links: Vec<NavItem>,
}

/// What is known about the request.
#[derive(Debug, Clone, Default)]
pub struct Visit {
    /// The language of the answer.
    pub lang: Lang,
    /// Whether the query asked for that language, so that the cookie is set.
    pub lang_asked: bool,
    /// Whether this browser chose that language, now or earlier; else the account's own counts.
    pub lang_chosen: bool,
    /// Path without query.
    pub path: String,
    /// Query as sent, without `bahasa`.
    pub query: String,
    /// The id that error pages show and the log carries.
    pub request_id: String,
    /// Names of the stylesheet and the module.
    pub assets: Arc<Assets>,
    /// The door.
    pub door: Door,
    /// The main navigation; empty: the public one.
    pub nav: Vec<NavItem>,
    /// Who is signed in.
    pub user: Option<UserMenu>,
    /// What the redirect before this page had to say.
    pub flash: Option<Flash>,
}

impl Visit {
    /// Reads the request; nothing in it can fail.
    pub fn from_parts(parts: &Parts) -> Self {
        let query = parts.uri.query().unwrap_or_default();
        let asked = query.split('&').find_map(|pair| pair.strip_prefix("bahasa=")).map(Lang::from_tag);
        let remembered = cookie(&parts.headers, LANG_COOKIE).map(Lang::from_tag);
        let rest: Vec<&str> =
            query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("bahasa=")).collect();
        Self {
            lang: asked.or(remembered).unwrap_or_default(),
            lang_asked: asked.is_some(),
            lang_chosen: asked.or(remembered).is_some(),
            // Two slashes at the beginning would name another host in every link made of it.
            path: format!("/{}", parts.uri.path().trim_start_matches('/')),
            query: rest.join("&"),
            request_id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            assets: parts.extensions.get::<Arc<Assets>>().cloned().unwrap_or_default(),
            door: Door::Publik,
            nav: Vec::new(),
            user: None,
            flash: Flash::from_headers(&parts.headers),
        }
    }

    /// Enters by `door`.
    pub fn door(mut self, door: Door) -> Self {
        self.door = door;
        self
    }

    /// Shows `nav` as the main navigation.
    pub fn nav(mut self, nav: Vec<NavItem>) -> Self {
        self.nav = nav;
        self
    }

    /// Shows who is signed in.
    pub fn user(mut self, user: UserMenu) -> Self {
        self.user = Some(user);
        self
    }

    /// The first page of whoever is signed in.
    pub fn home(&self) -> Option<&'static str> {
        match self.door {
            Door::Publik => None,
            Door::Sponsor { .. } => Some("/sponsor"),
            Door::Kantor { .. } => Some("/kantor"),
        }
    }

    /// Path and query without the language, for coming back to this page.
    pub fn here(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// The same page in `lang`, as the switch and `hreflang` link it.
    pub fn in_lang(&self, lang: Lang) -> String {
        let glue = if self.query.is_empty() { "" } else { "&" };
        format!("{}?{}{glue}bahasa={}", self.path, self.query, lang.tag())
    }

    /// Adds the cookies that this answer owes: the language asked for, and the flash that was shown.
    pub(crate) fn cookies(&self, headers: &mut HeaderMap) {
        if self.lang_asked {
            headers.append(SET_COOKIE, lang_cookie(self.lang));
        }
        if self.flash.is_some() {
            headers.append(SET_COOKIE, Flash::gone());
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let visit = Self::from_parts(parts);
        Ok(match parts.extensions.get::<SignedIn>().and_then(|who| who.0.as_ref()) {
            Some(actor) => frame(visit, actor),
            None => visit,
        })
    }
}

/// The header that remembers `lang` for a year.
pub fn lang_cookie(lang: Lang) -> HeaderValue {
    HeaderValue::from_static(match lang {
        Lang::Id => "bahasa=id; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        Lang::En => "bahasa=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
    })
}

/// The value of the cookie `name`.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn visit(uri: &str, cookies: &str) -> Visit {
        let (parts, ()) = Request::get(uri).header(COOKIE, cookies).body(()).unwrap().into_parts();
        Visit::from_parts(&parts)
    }

    #[test]
    fn the_query_wins_over_the_cookie_and_is_remembered() {
        let visit = visit("/privasi?bahasa=en", "bahasa=id");

        assert_eq!(visit.lang, Lang::En);
        let mut headers = HeaderMap::new();
        visit.cookies(&mut headers);
        assert!(headers[SET_COOKIE].to_str().unwrap().starts_with("bahasa=en;"));
    }

    #[test]
    fn without_query_or_cookie_the_portal_speaks_indonesian() {
        assert_eq!(visit("/", "").lang, Lang::Id);
        assert_eq!(visit("/", "bahasa=en; x=y").lang, Lang::En);
    }

    #[test]
    fn no_link_of_a_page_leads_to_another_host() {
        let visit = visit("//jahat.example/x", "");

        assert_eq!(visit.here(), "/jahat.example/x");
        assert_eq!(visit.in_lang(Lang::En), "/jahat.example/x?bahasa=en");
    }

    #[test]
    fn the_language_switch_keeps_the_rest_of_the_query() {
        let visit = visit("/wilayah?q=Panji&bahasa=id&h=2", "");

        assert_eq!(visit.in_lang(Lang::En), "/wilayah?q=Panji&h=2&bahasa=en");
        assert_eq!(visit.here(), "/wilayah?q=Panji&h=2");
    }
}

//! The context of a request: the house, the visit, and who acts. Handlers take [`Ctx`] on public pages,
//! [`SponsorCtx`] and [`OfficeCtx`] behind the doors: a handler cannot forget to ask.

use crate::cookies;
use crate::error::PageError;
use crate::form::FormState;
use crate::house::House;
use crate::render::Page;
use crate::session::SignedIn;
use crate::ui::Words;
use crate::visit::{Door, NavItem, UserMenu, Visit};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use domain::lang::{Lang, Text};
use domain::problem::Problem;
use services::account::park::{self, Parked};
use services::context::{Actor, Door as DatabaseDoor};
use services::db::Scope;
use services::error::Result;
use std::convert::Infallible;
use std::ops::Deref;

/// The context of a request.
#[derive(Clone)]
pub struct Ctx {
    /// The house.
    pub house: House,
    /// The visit: language, path, flash.
    pub visit: Visit,
    /// Who acts; the public when nobody is signed in.
    pub actor: Actor,
    headers: HeaderMap,
}

impl Ctx {
    /// The language of the answer.
    pub fn lang(&self) -> Lang {
        self.visit.lang
    }

    /// Reads or writes in one transaction as whoever acts; commits when `work` succeeds.
    ///
    /// # Errors
    /// Those of `work` and of the database.
    pub async fn run<T>(&self, work: impl AsyncFnOnce(&mut Scope) -> Result<T>) -> Result<T> {
        self.house.hands.db.write(&self.actor, work).await
    }

    /// A page of this visit, with the frame of the actor's door.
    pub fn page(&self, title: impl Into<Words>) -> Page {
        Page::new(self.visit.clone(), title)
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        cookies::get(&self.headers, name)
    }

    /// A value of the query, percent-decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.visit.query.as_bytes())
            .find_map(|(key, value)| (key == name).then(|| value.into_owned()))
    }

    /// The form that this person sent from this browser without a session, when the page asks for it (`?pulih=1`).
    ///
    /// # Errors
    /// Those of the database.
    pub async fn restored(&self) -> Result<Option<FormState>> {
        let (Some(_), Some(secret)) = (self.query("pulih"), self.cookie(cookies::PARKED)) else {
            return Ok(None);
        };
        let db = &self.house.hands.db;
        let parked = park::parked(db, secret).await?;
        let mine = |parked: &Parked| self.actor.account.is_some_and(|me| parked.is_for(db, me));
        Ok(parked
            .filter(|parked| parked.path == self.visit.path && mine(parked))
            .map(|parked| FormState::from_body(&parked.body)))
    }
}

impl FromRequestParts<House> for Ctx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Infallible> {
        let signed_in = parts.extensions.get::<SignedIn>().cloned().unwrap_or_default().0;
        let visit = Visit::from_request_parts(parts, house).await?;
        let actor = signed_in.unwrap_or_else(|| Actor::public(visit.lang));
        // Mails and records follow the language in which somebody reads the portal now.
        let actor = Actor { lang: visit.lang, ..actor };
        Ok(Self { house: house.clone(), visit, actor, headers: parts.headers.clone() })
    }
}

const HOME: Text = Text::new("Beranda", "Home");
const INSTITUTION: Text = Text::new("Profil lembaga", "Institution");
const PEOPLE: Text = Text::new("Orang", "People");
const HISTORY: Text = Text::new("Riwayat", "History");
const QUEUE: Text = Text::new("Antrean", "Queue");
const OWNER: Text = Text::new("Pemilik akun sponsor", "Owner of the sponsor account");
const VERIFIER: Text = Text::new("Petugas verifikasi", "Verification officer");
const READER: Text = Text::new("Petugas, hanya membaca", "Officer, read only");

/// The frame of the actor's door: its name, its navigation, who is signed in; and the account's language, unless this
/// browser chose one.
pub(crate) fn frame(mut visit: Visit, actor: &Actor) -> Visit {
    if !visit.lang_chosen {
        visit.lang = actor.lang;
    }
    let here = visit.path.clone();
    let item = |label: Text, href: &str, exact: bool| {
        let under = here == href || (!exact && here.starts_with(&format!("{href}/")));
        NavItem::new(label, href).current(under)
    };
    let (door, nav, role) = match actor.door {
        DatabaseDoor::Sponsor => (
            Door::Sponsor { name: actor.tenant_name.clone() },
            vec![
                item(HOME, "/sponsor", true),
                item(INSTITUTION, "/sponsor/lembaga", false),
                item(PEOPLE, "/sponsor/orang", false),
                item(HISTORY, "/sponsor/riwayat", false),
            ],
            OWNER,
        ),
        _ => (
            Door::Kantor { name: actor.tenant_name.clone() },
            vec![item(QUEUE, "/kantor", false).current(here.starts_with("/kantor"))],
            if actor.decides() { VERIFIER } else { READER },
        ),
    };
    let user = UserMenu { name: actor.name.clone(), role: Some(role.into()), links: Vec::new() };
    visit.door(door).nav(nav).user(user)
}

/// A request of a signed-in sponsor.
#[derive(Clone)]
pub struct SponsorCtx(Ctx);

/// A request of a signed-in officer.
#[derive(Clone)]
pub struct OfficeCtx(Ctx);

macro_rules! door_ctx {
    ($name:ident, $($door:pat_param)|+) => {
        impl Deref for $name {
            type Target = Ctx;

            fn deref(&self) -> &Ctx {
                &self.0
            }
        }

        impl FromRequestParts<House> for $name {
            type Rejection = PageError;

            async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, PageError> {
                let Ok(ctx) = Ctx::from_request_parts(parts, house).await;
                match ctx.actor.door {
                    $($door)|+ => Ok(Self(ctx)),
                    // Nobody is signed in: the session layer has led them away already.
                    DatabaseDoor::Publik => Err(Problem::Unauthenticated.into()),
                    // Another door's page is absent for this one.
                    _ => Err(Problem::NotFound.into()),
                }
            }
        }
    };
}

door_ctx!(SponsorCtx, DatabaseDoor::Sponsor);
door_ctx!(OfficeCtx, DatabaseDoor::Office | DatabaseDoor::Pusat);

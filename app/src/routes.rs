//! Every page of the portal with the permission it needs, in one table: the router is made of it, asks for the
//! permission before the handler runs, and the golden file prints it. What machines ask (`/healthz` and the like)
//! and the files of the site stand in the server's own router.

use crate::error::PageError;
use crate::house::House;
use crate::session::SignedIn;
use crate::{account, office, public, region, sponsor};
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::policy::Permission;
use domain::problem::Problem;
use services::context::{Actor, Door};

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// A sponsor with this permission.
    Sponsor(Permission),
    /// An officer with this permission.
    Office(Permission),
    /// Any officer, also of an office without a part in this step.
    Desk,
}

impl Access {
    /// Whether this actor may ask; the page of another door is absent.
    fn admits(self, actor: Option<&Actor>) -> Result<(), Problem> {
        let (doors, permission): (&[Door], _) = match self {
            Self::Public => return Ok(()),
            Self::Sponsor(permission) => (&[Door::Sponsor], Some(permission)),
            Self::Office(permission) => (DESKS, Some(permission)),
            Self::Desk => (DESKS, None),
        };
        let actor = actor.ok_or(Problem::Unauthenticated)?;
        if !doors.contains(&actor.door) {
            return Err(Problem::NotFound);
        }
        permission.map_or(Ok(()), |permission| actor.require(permission))
    }
}

const DESKS: &[Door] = &[Door::Office, Door::Pusat];

/// Asks for the permission of the line, before the handler runs.
async fn ask(State(access): State<Access>, request: Request, next: Next) -> Response {
    let actor = request.extensions().get::<SignedIn>().and_then(|who| who.0.as_ref());
    match access.admits(actor) {
        Ok(()) => next.run(request).await,
        Err(problem) => PageError::from(problem).into_response(),
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// `get` or `post`.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// Who may ask.
    pub access: Access,
}

macro_rules! routes {
    ($($method:ident $path:literal $access:expr => $handler:path,)*) => {
        /// The table.
        pub const TABLE: &[Route] =
            &[$(Route { method: stringify!($method), path: $path, access: $access },)*];

        /// The router made of the table.
        fn pages() -> Router<House> {
            Router::new()$(.route($path, $method($handler).layer(from_fn_with_state($access, ask))))*
        }
    };
}

use Access::{Desk, Office, Public, Sponsor};

routes! {
    get "/" Public => public::landing::view,
    get "/standar-pelayanan" Public => public::standard::view,
    get "/privasi" Public => public::privacy::view,
    get "/aksesibilitas" Public => public::accessibility::view,
    get "/pemeliharaan" Public => public::maintenance::view,
    get "/luring" Public => public::offline::view,
    get "/luring.js" Public => public::offline::worker,
    get "/ikon.svg" Public => public::icon::view,
    get "/wilayah" Public => region::search::view,
    get "/wilayah/usul" Public => region::search::suggest,
    post "/bahasa" Public => account::language::post,
    get "/daftar" Public => account::register::view,
    post "/daftar" Public => account::register::post,
    get "/daftar/konfirmasi" Public => account::confirm::view,
    post "/daftar/konfirmasi" Public => account::confirm::post,
    post "/daftar/kirim-ulang" Public => account::confirm::resend,
    get "/konfirmasi/{link}" Public => account::link::view,
    post "/konfirmasi/{link}" Public => account::link::post,
    get "/masuk" Public => account::sign_in::view,
    post "/masuk" Public => account::sign_in::post,
    get "/masuk/sso/{issuer}" Public => account::sso::start,
    get "/masuk/sso/{issuer}/kembali" Public => account::sso::finish,
    post "/keluar" Public => account::sign_out::post,
    get "/lupa-sandi" Public => account::forgot::view,
    post "/lupa-sandi" Public => account::forgot::post,
    get "/sandi-baru/{link}" Public => account::new_password::view,
    post "/sandi-baru/{link}" Public => account::new_password::post,
    get "/sponsor" Sponsor(Permission::ReadOwnInstitution) => sponsor::home::view,
    get "/sponsor/lembaga" Sponsor(Permission::ReadOwnInstitution) => sponsor::profile::view,
    post "/sponsor/lembaga" Sponsor(Permission::EditInstitution) => sponsor::profile::post,
    get "/sponsor/berkas/{kind}" Sponsor(Permission::ReadOwnInstitution) => sponsor::paper::view,
    post "/sponsor/berkas/{kind}" Sponsor(Permission::UploadPaper) => sponsor::paper::post,
    get "/sponsor/berkas/{id}/halaman/{page}" Sponsor(Permission::ReadOwnInstitution) => sponsor::paper::page,
    get "/sponsor/kirim" Sponsor(Permission::ReadOwnInstitution) => sponsor::submit::view,
    post "/sponsor/kirim" Sponsor(Permission::SubmitInstitution) => sponsor::submit::post,
    get "/sponsor/terkirim" Sponsor(Permission::ReadOwnInstitution) => sponsor::submit::done,
    get "/sponsor/tarik" Sponsor(Permission::ReadOwnInstitution) => sponsor::withdraw::view,
    post "/sponsor/tarik" Sponsor(Permission::SubmitInstitution) => sponsor::withdraw::post,
    get "/sponsor/riwayat" Sponsor(Permission::ReadOwnInstitution) => sponsor::history::view,
    get "/sponsor/orang" Sponsor(Permission::ReadPeople) => sponsor::person::list::view,
    post "/sponsor/orang" Sponsor(Permission::ReadPeople) => sponsor::person::list::post,
    get "/sponsor/orang/baru" Sponsor(Permission::EditPeople) => sponsor::person::new::view,
    post "/sponsor/orang/baru" Sponsor(Permission::EditPeople) => sponsor::person::new::post,
    get "/sponsor/orang/{id}" Sponsor(Permission::ReadPeople) => sponsor::person::file::view,
    get "/sponsor/orang/{id}/hapus" Sponsor(Permission::EditPeople) => sponsor::person::remove::view,
    post "/sponsor/orang/{id}/hapus" Sponsor(Permission::EditPeople) => sponsor::person::remove::post,
    get "/sponsor/orang/{id}/berkas/{kind}" Sponsor(Permission::ReadPeople) => sponsor::person::paper::view,
    post "/sponsor/orang/{id}/berkas/{kind}" Sponsor(Permission::EditPeople) => sponsor::person::paper::post,
    get "/sponsor/orang/{id}/berkas/{paper}/halaman/{page}" Sponsor(Permission::ReadPeople) => sponsor::person::paper::page,
    get "/sponsor/orang/{id}/{group}" Sponsor(Permission::EditPeople) => sponsor::person::group::view,
    post "/sponsor/orang/{id}/{group}" Sponsor(Permission::EditPeople) => sponsor::person::group::post,
    get "/kantor" Desk => office::queue::view,
    post "/kantor/ambil" Office(Permission::ReviewInstitution) => office::take::next,
    get "/kantor/lembaga/{id}" Office(Permission::ReadCase) => office::case::view,
    get "/kantor/lembaga/{id}/berkas/{paper}/halaman/{page}" Office(Permission::ReadCase) => office::paper::page,
    get "/kantor/lembaga/{id}/berkas/{paper}/lihat/{page}" Office(Permission::ReadCase) => office::viewer::view,
    post "/kantor/lembaga/{id}/ambil" Office(Permission::ReviewInstitution) => office::take::post,
    post "/kantor/lembaga/{id}/lepas" Office(Permission::ReviewInstitution) => office::take::release,
    get "/kantor/lembaga/{id}/kembalikan" Office(Permission::ReviewInstitution) => office::return_::view,
    post "/kantor/lembaga/{id}/kembalikan" Office(Permission::ReviewInstitution) => office::return_::post,
    get "/kantor/lembaga/{id}/verifikasi" Office(Permission::ReviewInstitution) => office::verify::view,
    post "/kantor/lembaga/{id}/verifikasi" Office(Permission::ReviewInstitution) => office::verify::post,
    get "/kantor/lembaga/{id}/tolak" Office(Permission::ReviewInstitution) => office::reject::view,
    post "/kantor/lembaga/{id}/tolak" Office(Permission::ReviewInstitution) => office::reject::post,
}

/// Every page of the portal. How long a request may be is the server's to say (`http::guard`).
pub fn router() -> Router<House> {
    pages()
}

/// Whether this path can be opened: one-button acts have none of their own.
pub fn is_page(path: &str) -> bool {
    let fits = |pattern: &str| {
        let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
        loop {
            match (pattern.next(), path.next()) {
                (None, None) => return true,
                (Some(want), Some(have)) if want == have || (want.starts_with('{') && !have.is_empty()) => {}
                _ => return false,
            }
        }
    };
    TABLE.iter().any(|route| route.method == "get" && fits(route.path))
}

/// The table as text, for the golden file.
pub fn listing() -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for route in TABLE {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{:<4} {:<56} {:?}", route.method, route.path, route.access);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_routes_are_these() {
        insta::assert_snapshot!(super::listing());
    }
}

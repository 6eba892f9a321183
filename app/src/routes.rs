//! Every route of the portal with the permission it needs, in one table: the router is made of it and the
//! golden file prints it. A route without a line does not exist.

use crate::house::House;
use crate::{account, office, public, region, sponsor};
use axum::Router;
use axum::routing::{get, post};
use domain::policy::Permission;

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// A sponsor with this permission.
    Sponsor(Permission),
    /// An officer with this permission.
    Office(Permission),
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
            Router::new()$(.route($path, $method($handler)))*
        }
    };
}

use Access::{Office, Public, SignedIn, Sponsor};

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
    post "/keluar" SignedIn => account::sign_out::post,
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
    post "/sponsor/tarik" Sponsor(Permission::SubmitInstitution) => sponsor::submit::withdraw,
    get "/sponsor/riwayat" Sponsor(Permission::ReadOwnInstitution) => sponsor::history::view,
    get "/kantor" Office(Permission::ReadQueue) => office::queue::view,
    post "/kantor/ambil" Office(Permission::ReviewInstitution) => office::take::next,
    get "/kantor/lembaga/{id}" Office(Permission::ReadCase) => office::case::view,
    get "/kantor/lembaga/{id}/berkas/{paper}/halaman/{page}" Office(Permission::ReadCase) => office::paper::page,
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

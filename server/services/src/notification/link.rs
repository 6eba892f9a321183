//! The pages to which mails lead. Mails live for years: a path here changes only together with a redirect.

use domain::document::PaperKind;
use domain::id::PersonId;

/// Confirms the address; the token follows.
pub const CONFIRM: &str = "/konfirmasi/";
/// Chooses a new password; the token follows.
pub const RESET: &str = "/sandi-baru/";
/// Accepts an invitation; the token follows.
pub const INVITATION: &str = "/sandi-baru/";
/// Asks for a link to a new password.
pub const FORGOTTEN: &str = "/lupa-sandi";
/// Registers.
pub const REGISTER: &str = "/daftar";
/// Signs in.
pub const SIGN_IN: &str = "/masuk";
/// The sponsor's task list.
pub const SPONSOR: &str = "/sponsor";

/// A paper of a person in care: the address names nobody.
pub fn paper_of(person: PersonId, kind: PaperKind) -> String {
    format!("/sponsor/orang/{person}/berkas/{}", kind.word())
}

//! People in care, as their sponsor enters them: one group of answers at a time, a draft until it is sent.
//!
//! What must stay true: only their own sponsor sees drafts; the slower of two tabs is told and loses nothing; one NIK
//! stands once on a sponsor's list (another sponsor's list is nobody's business here); what is sealed is opened for
//! the file of one person and never for a list; no value that is sealed appears in `Debug`, a log or an error.

mod add;
mod answers;
mod card;
mod cursor;
mod file;
mod list;
mod remove;
mod save;
pub(crate) mod sealed;
mod store;

pub use add::add;
pub use answers::Answers;
pub(crate) use card::has_card;
pub use card::say_no_card;
pub use file::{File, file};
pub use list::{Filter, Line, Listing, PAGE, Totals, list, totals};
pub use remove::remove;
pub use save::{Saved, save};
pub(crate) use store::hold;

use domain::id::PersonId;

/// The address of the list.
const LIST: &str = "/sponsor/orang";

/// The address of a person's file, where whoever saved something is led.
fn location(id: PersonId) -> String {
    format!("{LIST}/{id}")
}

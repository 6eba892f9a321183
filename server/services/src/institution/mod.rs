//! The sponsor's own institution: its profile, sending it to the social office, taking it back, its history.
//!
//! What must stay true: the profile changes only while the file is with the sponsor; state and version are
//! moved by events alone; the slower of two tabs is told and loses nothing.

mod declared;
mod history;
mod own;
mod particulars;
mod record;
mod save;
mod submit;

pub use declared::Declared;
pub use history::{Entry, Visit, history, visits};
pub use own::{Own, OwnPaper, Task, TaskState, own};
pub use particulars::Particulars;
pub(crate) use particulars::particulars;
pub use record::{Detail, Head};
pub(crate) use record::{append, glance, head};
pub use save::{ProfileInput, save};
pub use submit::{submit, withdraw};

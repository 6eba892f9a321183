//! Verifikasi lembaga: the social office's desk. Queue, case, and the officer's moves.
//!
//! What must stay true: an officer sees what lies in their area and nothing else; only the regency
//! decides; whoever was slower is told what changed; every look is logged.

mod case;
mod decide;
mod queue;
mod take;

pub use case::{Case, Lease, Unread, open};
pub use decide::{reject, return_, verify};
pub use queue::{Cursor, Found, MOST_FOUND, Page, Row, Search, Tab, find, queue};
pub use take::{release, take, take_next};

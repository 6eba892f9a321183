//! Messages: the mails that the portal owes, and how they leave the house.
//!
//! ```text
//! use case --owe()--> outbox (same transaction) --job outbox.send--> compose() --gateway::mail--> mailbox
//! ```
//!
//! What must stay true:
//! - A use case never speaks SMTP: when the mail server is down, pages work and the mail comes later.
//! - One row is one message (invariant I6). It is sent at least once; its `Message-ID` is the row's id, so
//!   a repetition collapses in the mailbox.
//! - The text is made when it is sent, in the reader's language. Subjects are neutral; mails name no person.
//! - The payload (links, codes, reasons) is sealed, and wiped a day after the mail has left.

mod compose;
mod facts;
mod owe;
mod send;
mod store;

pub mod link;

pub use compose::{Mail, Occasion, compose};
pub use facts::Facts;
pub use owe::{Addressee, owe};
pub use send::{Round, send};

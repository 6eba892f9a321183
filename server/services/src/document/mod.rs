//! Berkas: the papers of an institution and of the people in its care, from the upload to the page that an officer
//! looks at.
//!
//! ```text
//! receive   seal -> quarantine/<tenant>/<id>, row, job, receipt with the hash
//! decode    quarantine -> a confined child -> clean/, derived/ and `ready`, or `refused` and a mail
//! open      derived/ or clean/ -> unsealed bytes; an officer's look is logged
//! ```
//!
//! What must stay true:
//! - Nothing is acknowledged that is not stored: the object is written before the row, the row is committed
//!   before the receipt. An object without a row is swept after a day.
//! - What was uploaded is opened in a child only, and served never: pages are our own pictures.
//! - A version is never overwritten. A better one replaces it, and the old one stays in the history.
//! - The object store is never called inside a transaction.
//!
//! # Decision: the upload as it came stays in quarantine (2026-11-21)
//!
//! Context: the sender was given the hash of their file, and a refusal may be disputed. A camera writes
//! place and owner into a photo. Choice: the sealed original stays where it was first written, for
//! `naungan verify` to compare with the hash; no page and no use case here reads it again after decoding.
//! Consequence: a letter lies in the store twice.

mod current;
mod detail;
mod fault;
mod history;
mod open;
mod receive;
mod review;
mod store;

pub mod job;
pub mod keys;

pub use current::{Paper, current, current_of_person};
pub use detail::Returned;
pub use history::{Happening, PaperEntry, history};
pub use open::{Opened, View, open, page_mark};
pub use receive::{Receipt, Upload, receive};
pub use review::{accept, return_};

//! The rules of Naungan: types and tables, nothing else. No IO, no clock, no randomness.
//!
//! ```text
//! account → institution → document → verification
//!  (e-mail)  (profile)     (papers)   (regency's Dinas Sosial; province reads)
//! ```
//!
//! [`person`] stands beside them: people in care are entered while the institution is still being verified. Later
//! steps of the same walk get a module of their own name here: `matching`, `decree`, `exchange`,
//! `card`, `distribution`, `proposal`, `reactivation`, `complaint`.
//!
//! A step may use the steps before it, never one after it. Every state machine is one table of moves
//! ([`workflow::Move`]); screens, use cases, the database and the tests read that table.

pub mod event;
pub mod id;
pub mod lang;
pub mod policy;
pub mod problem;
pub mod workflow;

pub mod region;

pub mod office;

pub mod account;
pub mod institution;

pub mod person;

pub mod document;

pub mod verification;

pub mod calendar;
pub mod text;

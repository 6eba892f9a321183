//! Use cases and all SQL of Naungan. One use case a file; the rules they follow stand in `domain`.
//!
//! ```text
//! region < office; account < institution, person, document < verification      notification, audit: read events only
//! ```
//!
//! A step uses earlier steps, never later ones, and never another step's `store`.
//!
//! # Decision: a door is a login role (2026-11-21)
//!
//! Context: peers lost area filters in upgrades; a `where` that somebody forgets must not show a child's
//! papers. Choice: each door of the portal signs in to PostgreSQL as a role of its own, every tenant table
//! has forced row-level security, and only [`db::Db::begin`] opens a transaction, because it sets the
//! tenant. Consequence: a forgotten filter shows nothing instead of everything.

pub mod clock;
pub mod context;
pub mod db;
pub mod error;
pub mod gateway;
pub mod jobs;
pub mod lint;
pub mod migrate;
pub mod roles;
pub mod seal;
pub mod waker;

pub mod region;

pub mod office;

pub mod account;
pub mod institution;

pub mod person;

pub mod document;

pub mod verification;

pub mod audit;
pub mod notification;
pub mod verify;

pub mod demo;

#[cfg(feature = "testkit")]
pub mod testkit;

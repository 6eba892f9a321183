//! What lies outside this process, each behind a trait with a real and a quiet implementation.
//!
//! A gateway is called from jobs or before a transaction, never inside one: a slow neighbour must not hold
//! a connection of PostgreSQL. Each has its own time-out and answers [`crate::error::Error::unavailable`]
//! when it cannot be reached.

pub mod decoder;
pub mod mail;
pub mod object_store;

//! Use cases against a real PostgreSQL, as the doors reach it.

mod account;
mod document;
mod house;
mod jobs;
mod notification;
mod region;
mod architecture;
mod tenancy;
mod verification;

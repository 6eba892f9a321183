//! What tests need besides the tools of [`crate::demo`]: a database of their own.

mod database;
mod regions;

pub use database::TestDb;

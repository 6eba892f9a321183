//! HTTP through the real router, against a real PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod app;
mod desk;
mod doors;
mod outage;
mod routes;
mod sponsor;
mod worker;

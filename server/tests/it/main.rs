//! HTTP through the real router, against a real PostgreSQL.

mod app;
mod desk;
mod doors;
mod routes;
mod sponsor;

//! Kantor: offices as tenants with an area. An operator founds them; officers are invited by
//! [`crate::account::invite`].

mod found;

pub use found::{Founding, Office, found};

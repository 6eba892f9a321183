//! Builders for tests and for the demo world: both make their people and institutions through the same use
//! cases that the portal uses, so that a state nobody can reach cannot be tested.

mod database;
mod office;
mod regions;
mod sponsor;

pub use database::TestDb;
pub use office::{Office, Officer, found_office, invite_officer, is_known};
pub use sponsor::{Progress, Sponsor, SponsorBuilder, actor};

/// A password that every rule accepts, for accounts that are nobody's.
pub const PASSWORD: &str = "sawah hijau tujuh kerbau";

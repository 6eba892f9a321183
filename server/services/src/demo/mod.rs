//! The demo world: people, offices and institutions that are nobody's, made through the same use cases that
//! the portal uses. Tests build with the same tools, so that a state nobody can reach cannot be tested.

mod officer;
mod person;
mod sponsor;

pub use officer::{Officer, invite_officer, is_known, open_office};
pub use person::PersonBuilder;
pub use sponsor::{Progress, Sponsor, SponsorBuilder, actor};

/// A password that every rule accepts, for accounts that are nobody's.
pub const PASSWORD: &str = "sawah hijau tujuh kerbau";

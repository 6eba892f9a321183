//! The jobs of papers, by name in [`crate::jobs`]. Each bears a second run, also one that begins after a first was killed in its middle.

mod decode;
mod sweep;

pub use decode::{decode, give_up};
pub use sweep::sweep;

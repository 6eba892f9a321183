//! Pages of regions.

pub mod search;

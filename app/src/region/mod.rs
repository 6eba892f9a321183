//! Pages of regions, and choosing one in a form.

pub(crate) mod answers;
pub(crate) mod picker;
pub mod search;

//! Record linkage: is this the same person?
//!
//! Pure: no IO, no clock, no async. Filled by the step that matches people against the national registries; until
//! then this crate only holds the place, so that nothing grows elsewhere.

//! Pages of an office: queue, case, and the moves of an officer.

pub mod case;
pub mod paper;
pub mod queue;
pub mod reject;
pub mod return_;
pub mod take;
pub mod verify;

mod decision;
mod words;

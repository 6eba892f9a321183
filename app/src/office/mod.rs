//! Pages of an office: queue, case, and the moves of an officer.

pub mod case;
pub mod paper;
pub mod queue;
pub mod reject;
pub mod return_;
pub mod take;
pub mod verify;
pub mod viewer;

mod decision;
mod evidence;
mod head;
mod queue_list;
mod to_do;
mod words;

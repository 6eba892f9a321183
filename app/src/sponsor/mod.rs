//! Pages of a sponsor: task list, profile, papers, sending, taking back, history, and the people in its care.

pub mod history;
pub mod home;
pub mod paper;
pub mod person;
pub mod profile;
pub mod submit;
pub mod withdraw;

mod upload;
mod words;

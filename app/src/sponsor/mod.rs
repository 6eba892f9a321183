//! Pages of a sponsor: task list, profile, papers, sending, history.

pub mod history;
pub mod home;
pub mod paper;
pub mod profile;
pub mod submit;

mod words;

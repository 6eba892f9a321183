//! Pages of a sponsor: task list, profile, papers, sending, taking back, history.

pub mod history;
pub mod home;
pub mod paper;
pub mod profile;
pub mod submit;
pub mod withdraw;

mod words;

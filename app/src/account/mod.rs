//! Pages of accounts: registering, confirming, signing in and out, a new password, the language.

pub mod asker;
pub mod confirm;
pub mod forgot;
pub mod language;
pub mod link;
pub mod new_password;
pub mod register;
pub mod sign_in;
pub mod sign_out;
pub mod sso;
mod words;

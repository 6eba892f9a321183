//! Accounts: registering, proving the address, signing in and out, a new password, invitations.
//!
//! What must stay true: an address that has an account and one that has none answer alike; a secret stands
//! in the database only as a hash; whoever proves nothing sees one row at most.

pub mod confirm;
pub mod device;
pub mod invite;
pub mod oidc;
pub mod park;
pub mod password;
pub mod register;
pub mod reset;
pub mod session;
pub mod settings;
pub mod sign_in;

mod block_list;
pub(crate) mod store;
mod throttle;
mod token;
mod typed;

pub use confirm::{LinkState, Proven, Waiting};
pub use device::Device;
pub use oidc::Oidc;
pub use password::{Cost, Passwords};
pub use register::Registration;
pub use session::SessionToken;
pub use sign_in::SignIn;
pub use typed::Typed;

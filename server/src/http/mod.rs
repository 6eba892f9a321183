//! The web server around the pages: what every request passes on its way in and out.
//!
//! ```text
//! request id → log and figures → panics → time limit → compression → size limit → origin → rate limit
//!   → error pages → session → page
//! ```

mod assets;
mod guard;
mod health;
mod mailbox;
mod observe;
mod openapi;
mod origin;
mod router;

pub use guard::Limits;
pub use health::Health;
pub use router::{Parts, router};

//! The web server around the pages: what every request passes on its way in and out.
//!
//! ```text
//! request id, log and figures → panic of a layer → security headers, nothing stored
//!   → /pkg
//!   → compression → error pages → time limit → panic of a page
//!       → /healthz, /readyz, /metrics
//!       → size limit → origin → form kept → rate limit → session → page
//! ```
//!
//! Whatever fails within the error pages has its page, or its sentence for a script. A form's fields are kept only
//! after size and origin are known to be good, and before anything that may hold back a form of ours.

mod address;
mod assets;
pub mod connections;
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

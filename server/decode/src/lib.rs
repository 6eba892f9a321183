//! Decoding what people upload, where it can do no harm.
//!
//! ```text
//! web process:  sniff::looks_like  -> an immediate, clear "this is not a photo"
//! worker:       spawns `naungan __decode`, writes protocol::Request, reads protocol::Answer
//! the child:    confine::confine() -> photo::decode | letter::decode -> Answer -> exit
//! ```
//!
//! Context (2026-11-21): image and PDF decoders are where portals die. Choice: nothing decodes
//! untrusted bytes in the web process. The child confines *itself* before it reads its first byte:
//! resource limits, Landlock (no file, no port), seccomp (about twenty system calls). Consequence: a
//! decoder that loops, swallows memory or is taken over ends as a dead child, and [`protocol::from_exit`]
//! turns that into a sentence for the sponsor.
//!
//! What must stay true:
//! - Same bytes in, same bytes out. No clock, no randomness, no threads.
//! - Every picture that leaves is our own encoding, without any metadata of the original.
//! - The parent trusts no answer: [`protocol::Answer::from_bytes`] checks the child's pictures again.
//! - Every refusal is a stable code of [`Refusal`]; the sentence is written elsewhere.
//! - No unsafe code here.

pub mod child;
pub mod confine;
mod hidden;
pub mod letter;
pub mod limits;
mod outline;
pub mod photo;
mod picture;
pub mod protocol;
mod refusal;
#[cfg(feature = "samples")]
pub mod sample;
pub mod sniff;

pub use letter::Letter;
pub use photo::{Hint, Photo};
pub use refusal::{Refusal, UnknownRefusal};
pub use sniff::Looks;

/// Runs a decoder; a panic inside it is a broken file, not a broken program.
fn guarded<T>(decode: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(decode)).unwrap_or(Err(Refusal::Broken))
}

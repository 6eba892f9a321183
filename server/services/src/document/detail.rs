//! What the event of a paper keeps besides the move: the officer's reason, sealed.

use domain::verification::ReturnReason;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why the social office returned a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// The reason.
    pub reason: ReturnReason,
    /// In the officer's own words; empty unless something was added.
    pub words: String,
}

/// Where the detail of an event is sealed to.
pub(super) fn place(document: Uuid, seq: i32) -> String {
    format!("document_events.detail:{document}:{seq}")
}

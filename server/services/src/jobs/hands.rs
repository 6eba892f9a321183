//! What the bodies of jobs work with.

use crate::db::Db;
use crate::gateway::decoder::Decoder;
use crate::gateway::mail::Mailer;
use crate::gateway::object_store::ObjectStore;
use std::sync::Arc;

/// Everything a job may touch.
#[derive(Clone)]
pub struct Hands {
    /// The database; jobs open the door [`crate::context::Door::Work`].
    pub db: Db,
    /// Where files lie.
    pub store: Arc<dyn ObjectStore>,
    /// How mail leaves.
    pub mailer: Arc<dyn Mailer>,
    /// How untrusted bytes are opened.
    pub decoder: Arc<dyn Decoder>,
    /// Where the portal stands, without a slash at the end: the beginning of every link in a mail.
    pub public_url: String,
}

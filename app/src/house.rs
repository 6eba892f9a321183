//! What every handler may use: the state of the router.

use crate::render::Assets;
use axum::extract::FromRef;
use services::account::{Oidc, Passwords};
use services::jobs::Hands;
use std::sync::Arc;

/// The house: use cases' tools, and what pages need to know of the installation.
#[derive(Clone)]
pub struct House {
    /// Database, object store, mail, decoder.
    pub hands: Hands,
    /// Hashing, two at a time.
    pub passwords: Passwords,
    /// Names of stylesheet and module.
    pub assets: Arc<Assets>,
    /// Whether the installation runs on embedded defaults: then mail is read at `/dev/kotak-surat`.
    pub embedded: bool,
    /// The issuers by which officers may sign in.
    pub oidc: Arc<Oidc>,
}

impl FromRef<House> for Arc<Assets> {
    fn from_ref(house: &House) -> Self {
        Arc::clone(&house.assets)
    }
}

//! The network that a request comes from: registrations that nobody confirms are counted by it.
//!
//! The server finds it out, because it alone knows which proxies to believe. A request from this machine itself has
//! none: behind a proxy that names nobody, everybody would share its count.

use crate::ctx::Ctx;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use services::account::register;
use services::context::Actor;
use std::convert::Infallible;
use std::net::IpAddr;

/// A network, as the server counts it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asker(Option<IpAddr>);

impl Asker {
    /// Whoever is behind this address; nobody where it is this machine's own (`::1` counts as its network, `::`).
    pub fn at(address: IpAddr) -> Self {
        Self(Some(address).filter(|address| !address.is_loopback() && !address.is_unspecified()))
    }

    /// The network.
    pub(super) fn network(self) -> Option<IpAddr> {
        self.0
    }

    /// A registration was confirmed from here: it no longer counts. Whoever confirmed goes on whatever comes of it.
    pub(super) async fn confirmed(self, ctx: &Ctx) {
        let Some(network) = self.0 else { return };
        let public = Actor::public(ctx.lang());
        let db = &ctx.house.hands.db;
        let counted = db.write(&public, async |scope| register::confirmed_from(scope, network).await).await;
        if let Err(error) = counted {
            tracing::warn!(error = %error, "a confirmed registration still counts for its network");
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_itself_is_no_network() {
        for own in ["127.0.0.1", "::1", "::"] {
            assert_eq!(Asker::at(own.parse().unwrap()).network(), None, "{own}");
        }
        for other in ["192.0.2.7", "2001:db8:1:2::"] {
            assert_eq!(Asker::at(other.parse().unwrap()).network(), other.parse().ok());
        }
    }
}

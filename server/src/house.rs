//! The house put together: keys, doors, gateways, from configuration.

use crate::config::{Config, RootKey};
use crate::embedded::Gateways;
use app::house::House;
use app::render::Assets;
use services::account::oidc::Issuer;
use services::account::{Oidc, Passwords};
use services::db::Db;
use services::error::{Error, Result};
use services::gateway::decoder::ChildDecoder;
use services::gateway::mail::SmtpMailer;
use services::gateway::object_store::{S3Settings, S3Store};
use services::jobs::Hands;
use services::seal::Keys;
use std::path::Path;
use std::sync::Arc;

/// Everything jobs and pages work with.
///
/// # Errors
/// When storage or mail cannot be set up from what is configured, or the bucket of embedded mode cannot be made.
pub async fn hands(config: &Config, gateways: &Gateways, root: &RootKey, public_url: &str) -> Result<Hands> {
    let keys = Arc::new(Keys::new(root.expose()));
    let database = gateways.database.clone();
    let pool = config.database.pool;
    let store = Arc::new(S3Store::new(&S3Settings {
        endpoint: gateways.storage.endpoint().to_owned(),
        region: gateways.storage.region().to_owned(),
        bucket: gateways.storage.bucket().to_owned(),
        access_key: gateways.storage.access_key().to_owned(),
        secret_key: gateways.storage.secret_key().into(),
        create_bucket: config.mode.is_embedded(),
    })?);
    if config.mode.is_embedded() {
        store.ensure_bucket().await?;
    } else {
        tokio::spawn(look_at(Arc::clone(&store)));
    }
    let mailer = SmtpMailer::new(gateways.mail.url(), &config.mail.from).map_err(Error::internal)?;
    let program = std::env::current_exe().map_err(Error::internal)?;
    Ok(Hands {
        db: Db::new(move |door| database.options_for(door.role()), pool, keys),
        store,
        mailer: Arc::new(mailer),
        // Without seccomp a trial machine may go on; a production one may not.
        decoder: Arc::new(ChildDecoder::new(program, !config.mode.is_embedded())),
        public_url: public_url.trim_end_matches('/').to_owned(),
    })
}

/// Without its object store the portal takes no papers, but everything else goes on: nobody waits for it.
async fn look_at(store: Arc<S3Store>) {
    if let Err(error) = store.ensure_bucket().await {
        tracing::warn!(%error, "the object store is not usable; papers are refused until it is");
    }
}

/// The pages' state.
///
/// # Errors
/// When the client that asks issuers cannot be made.
pub fn house(config: &Config, hands: Hands) -> Result<House> {
    let oidc = oidc(config, &hands.public_url)?;
    Ok(House {
        hands,
        passwords: Passwords::default(),
        assets: Arc::new(assets(&config.site.folder)),
        embedded: config.mode.is_embedded(),
        oidc: Arc::new(oidc),
    })
}

fn oidc(config: &Config, public_url: &str) -> Result<Oidc> {
    let issuers = config.oidc.issuers.iter().cloned().map(|issuer| Issuer {
        name: issuer.name,
        label: issuer.label,
        issuer_url: issuer.url,
        client_id: issuer.client_id,
        client_secret: issuer.client_secret,
        tenants: issuer.tenants,
    });
    Oidc::new(public_url, issuers.collect())
}

/// The names in `manifest.json`; a site built by other means has the plain ones.
pub(crate) fn assets(site: &Path) -> Assets {
    let Ok(json) = std::fs::read_to_string(site.join("manifest.json")) else { return Assets::default() };
    Assets::from_manifest(&json).unwrap_or_else(|error| {
        tracing::warn!(%error, "the site's manifest cannot be used");
        Assets::default()
    })
}

//! What is known of each issuer: its endpoints and keys, fetched when first needed and again after an hour or when
//! a key is unknown; and what makes one of its ID tokens a proof.

use super::wire::Wire;
use super::{Fault, Issuer};
use crate::error::Result;
use openidconnect::core::{
    CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenVerifier, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AuthType, ClaimsVerificationError, ClientId, ClientSecret, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IssuerUrl, Nonce, RedirectUrl, SignatureVerificationError,
};
use secrecy::ExposeSecret;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};
use tokio::sync::Mutex;

/// How long endpoints and keys are believed.
const BELIEVED: Duration = Duration::hours(1);
/// Least time between two fetches because of an unknown key: a stranger cannot make us ask all day.
const AGAIN: Duration = Duration::minutes(1);
/// How far an issuer's clock may run before ours.
const SKEW_SECONDS: i64 = 60;

/// A client that knows where to send people and where to redeem codes.
pub(super) type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Signatures by a key that only the issuer has. Never `none`, never one made with a shared secret.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Why a token is no proof.
#[derive(Debug, thiserror::Error)]
pub(super) enum Doubt {
    #[error("signed with a key that is not known")]
    UnknownKey,
    #[error("issued to somebody else")]
    OtherParty,
    #[error("not valid: {0}")]
    Invalid(&'static str),
}

/// An issuer whose endpoints and keys are known.
#[derive(Debug)]
pub(super) struct Provider {
    issuer: Issuer,
    metadata: CoreProviderMetadata,
    fetched: OffsetDateTime,
}

#[derive(Debug)]
struct Party {
    issuer: Issuer,
    known: Mutex<Option<Arc<Provider>>>,
}

/// Every issuer with what is known of it.
#[derive(Debug)]
pub(super) struct Providers {
    parties: Vec<Party>,
    wire: Wire,
}

impl Providers {
    pub fn new(issuers: Vec<Issuer>) -> Result<Self> {
        let parties = issuers.into_iter().map(|issuer| Party { issuer, known: Mutex::default() }).collect();
        Ok(Self { parties, wire: Wire::new()? })
    }

    pub fn issuers(&self) -> impl Iterator<Item = &Issuer> {
        self.parties.iter().map(|party| &party.issuer)
    }

    pub fn issuer(&self, name: &str) -> Result<&Issuer, Fault> {
        Ok(&self.party(name)?.issuer)
    }

    pub fn wire(&self) -> &Wire {
        &self.wire
    }

    /// The issuer with endpoints and keys not older than an hour.
    pub async fn discovered(&self, name: &str, now: OffsetDateTime) -> Result<Arc<Provider>, Fault> {
        self.known(name, now, BELIEVED).await
    }

    /// The issuer with keys fetched a moment ago.
    pub async fn discovered_again(&self, name: &str, now: OffsetDateTime) -> Result<Arc<Provider>, Fault> {
        self.known(name, now, AGAIN).await
    }

    async fn known(&self, name: &str, now: OffsetDateTime, most: Duration) -> Result<Arc<Provider>, Fault> {
        let party = self.party(name)?;
        // Held while asking: a hundred people at once ask the issuer once.
        let mut known = party.known.lock().await;
        if let Some(provider) = known.as_ref().filter(|provider| now - provider.fetched < most) {
            return Ok(Arc::clone(provider));
        }
        let provider = Arc::new(discover(&party.issuer, &self.wire, now).await?);
        *known = Some(Arc::clone(&provider));
        Ok(provider)
    }

    fn party(&self, name: &str) -> Result<&Party, Fault> {
        self.parties.iter().find(|party| party.issuer.name == name).ok_or(Fault::Unknown)
    }
}

async fn discover(issuer: &Issuer, wire: &Wire, now: OffsetDateTime) -> Result<Provider, Fault> {
    let url = IssuerUrl::new(issuer.issuer_url.clone()).map_err(|_| Fault::Internal)?;
    let metadata = CoreProviderMetadata::discover_async(url, wire).await.map_err(|error| {
        tracing::warn!(issuer = issuer.name, error = %error, "an issuer could not be discovered");
        Fault::Unreachable
    })?;
    let secure = |url: &str| url.starts_with("https://") || !issuer.issuer_url.starts_with("https://");
    let token_endpoint = metadata.token_endpoint().map(|url| url.as_str()).unwrap_or_default();
    if !secure(metadata.authorization_endpoint().as_str()) || !secure(token_endpoint) {
        tracing::warn!(issuer = issuer.name, "an issuer names an endpoint without https");
        return Err(Fault::Unreachable);
    }
    Ok(Provider { issuer: issuer.clone(), metadata, fetched: now })
}

impl Provider {
    /// A client that lets the issuer answer to `redirect`.
    pub fn client(&self, redirect: RedirectUrl) -> Client {
        let client =
            CoreClient::from_provider_metadata(self.metadata.clone(), self.client_id(), Some(self.secret()))
                .set_redirect_uri(redirect);
        let methods = self.metadata.token_endpoint_auth_methods_supported();
        let basic = methods.is_none_or(|all| all.contains(&CoreClientAuthMethod::ClientSecretBasic));
        if basic { client } else { client.set_auth_type(AuthType::RequestBody) }
    }

    /// The subject of `token`, when it is a proof: signed by the issuer, made for us, for this sign-in, and now.
    pub fn verify(&self, token: &CoreIdToken, nonce: &Nonce, now: OffsetDateTime) -> Result<String, Doubt> {
        let newest = now.unix_timestamp() + SKEW_SECONDS;
        let keys = self.metadata.jwks().clone();
        // As a public client: then the shared secret can sign nothing, whatever the token's header says.
        let verifier =
            CoreIdTokenVerifier::new_public_client(self.client_id(), self.metadata.issuer().clone(), keys)
                .set_allowed_algs(ALGORITHMS)
                .set_issue_time_verifier_fn(move |at| {
                    if at.timestamp() > newest { Err("issued in the future".to_owned()) } else { Ok(()) }
                });
        let claims = token.claims(&verifier, nonce).map_err(doubt)?;
        if claims.authorized_party().is_some_and(|party| *party != self.client_id()) {
            return Err(Doubt::OtherParty);
        }
        Ok(claims.subject().as_str().to_owned())
    }

    fn client_id(&self) -> ClientId {
        ClientId::new(self.issuer.client_id.clone())
    }

    fn secret(&self) -> ClientSecret {
        ClientSecret::new(self.issuer.client_secret.expose_secret().to_owned())
    }
}

/// The kind of a failure, without its words: those come from the token.
fn doubt(error: ClaimsVerificationError) -> Doubt {
    match error {
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
            Doubt::UnknownKey
        }
        ClaimsVerificationError::SignatureVerification(_) => Doubt::Invalid("signature"),
        ClaimsVerificationError::Expired(_) => Doubt::Invalid("time"),
        ClaimsVerificationError::InvalidAudience(_) => Doubt::Invalid("audience"),
        ClaimsVerificationError::InvalidIssuer(_) => Doubt::Invalid("issuer"),
        ClaimsVerificationError::InvalidNonce(_) => Doubt::Invalid("nonce"),
        _ => Doubt::Invalid("form"),
    }
}

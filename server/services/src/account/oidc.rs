//! Sign-in of officers through an issuer that their ministry or province runs (OpenID Connect).
//!
//! Authorization code with PKCE; state, nonce and verifier travel sealed in a cookie of the browser that started,
//! so that an answer meant for another browser opens nothing. An identity is (issuer, subject), linked once by the
//! mailed invitation; an e-mail address in a token is never looked at: an issuer that lets people write their own
//! would sign them in as anybody ([`identity`]).
//!
//! Must stay true: only signatures by a key of the issuer count, never `none` and never a shared secret; a redirect
//! by the issuer's endpoints is not followed; no answer is read beyond [`wire::MOST_BYTES`].

mod identity;
mod provider;
mod wire;

pub use identity::{Accepted, Entry, Identity, accept, sign_in};

use crate::error::{Error, Result};
use crate::seal::Keys;
use openidconnect::core::{CoreAuthenticationFlow, CoreIdToken};
use openidconnect::{
    AuthorizationCode, CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, TokenResponse as _,
};
use provider::{Provider, Providers};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use time::{Duration, OffsetDateTime};

/// Minutes somebody may spend at the issuer.
const MINUTES: i64 = 10;

/// One issuer, as it was configured.
#[derive(Debug, Clone)]
pub struct Issuer {
    /// Its short name, in paths.
    pub name: String,
    /// What its button says.
    pub label: String,
    /// Its address, exactly as its tokens name it.
    pub issuer_url: String,
    /// Who we are to it.
    pub client_id: String,
    /// How we prove that.
    pub client_secret: SecretString,
    /// Kinds, names or ids of the offices whose officers it may sign in; empty: all offices.
    pub tenants: Vec<String>,
}

/// What somebody goes to the issuer for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Errand {
    /// To sign in, and then to see this page.
    SignIn {
        /// The page they wanted.
        wanted: Option<String>,
    },
    /// To accept this invitation.
    Accept {
        /// The link of the mail.
        invitation: String,
    },
}

/// The way to the issuer.
#[derive(Debug, Clone)]
pub struct Departure {
    /// Where the browser goes.
    pub url: String,
    /// What its cookie carries until it comes back.
    pub sealed: String,
}

/// What the browser brings back from the issuer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The code for the token.
    pub code: Option<String>,
    /// The state that went out.
    pub state: Option<String>,
    /// Who answers (RFC 9207); not every issuer says so.
    pub iss: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Why nobody is signed in. It carries nothing that came from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No issuer of this name.
    #[error("no issuer of this name")]
    Unknown,
    /// This browser did not start here, or too long ago.
    #[error("no sign-in under way in this browser")]
    NotUnderWay,
    /// The issuer says no, or the person turned back.
    #[error("the issuer declined")]
    Declined,
    /// The issuer does not answer, or not as one.
    #[error("the issuer does not answer")]
    Unreachable,
    /// What came back proves nothing.
    #[error("the answer proves nothing")]
    Unproven,
    /// Our fault.
    #[error("internal")]
    Internal,
}

/// Every configured issuer.
#[derive(Debug)]
pub struct Oidc {
    providers: Providers,
    public_url: String,
}

/// What the cookie carries.
#[derive(Serialize, Deserialize)]
struct UnderWay {
    state: String,
    nonce: String,
    verifier: String,
    until: i64,
    errand: Errand,
}

fn place(issuer: &str) -> String {
    format!("sso.cookie:{issuer}")
}

impl Oidc {
    /// Knows `issuers`; asks none of them anything before somebody wants to sign in. `public_url` is where the
    /// portal stands.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(public_url: &str, issuers: Vec<Issuer>) -> Result<Self> {
        Ok(Self {
            providers: Providers::new(issuers)?,
            public_url: public_url.trim_end_matches('/').to_owned(),
        })
    }

    /// The issuers, in the order of their buttons.
    pub fn issuers(&self) -> impl Iterator<Item = &Issuer> {
        self.providers.issuers()
    }

    /// Sends somebody to the issuer.
    ///
    /// # Errors
    /// A [`Fault`].
    #[tracing::instrument(name = "account.sso_start", skip_all, fields(issuer = issuer))]
    pub async fn start(
        &self,
        keys: &Keys,
        issuer: &str,
        errand: Errand,
        now: OffsetDateTime,
    ) -> Result<Departure, Fault> {
        let provider = self.providers.discovered(issuer, now).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state, nonce) = provider
            .client(self.redirect(issuer)?)
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge)
            .url();
        let under_way = UnderWay {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
            until: (now + Duration::minutes(MINUTES)).unix_timestamp(),
            errand,
        };
        Ok(Departure { url: url.into(), sealed: seal(keys, issuer, &under_way)? })
    }

    /// Hears the issuer's answer: who came back, and what for.
    ///
    /// # Errors
    /// A [`Fault`].
    #[tracing::instrument(name = "account.sso_finish", skip_all, fields(issuer = issuer))]
    pub async fn finish(
        &self,
        keys: &Keys,
        issuer: &str,
        sealed: Option<&str>,
        answer: Answer,
        now: OffsetDateTime,
    ) -> Result<(Identity, Errand), Fault> {
        let known = self.providers.issuer(issuer)?;
        let under_way = sealed.and_then(|sealed| open(keys, issuer, sealed)).ok_or(Fault::NotUnderWay)?;
        let state = answer.state.unwrap_or_default();
        let same: bool = state.as_bytes().ct_eq(under_way.state.as_bytes()).into();
        if !same || under_way.until <= now.unix_timestamp() {
            return Err(Fault::NotUnderWay);
        }
        // Two issuers must not be mixed up: the one that answers is the one that was asked.
        if answer.iss.is_some_and(|iss| iss != known.issuer_url) {
            return Err(Fault::Unproven);
        }
        let code = match (answer.code, answer.error) {
            (Some(code), None) => AuthorizationCode::new(code),
            _ => return Err(Fault::Declined),
        };
        let provider = self.providers.discovered(issuer, now).await?;
        let token = self.redeem(&provider, issuer, code, under_way.verifier).await?;
        let nonce = Nonce::new(under_way.nonce);
        let subject = match provider.verify(&token, &nonce, now) {
            // The issuer may have changed its keys since they were fetched.
            Err(provider::Doubt::UnknownKey) => {
                let fresh = self.providers.discovered_again(issuer, now).await?;
                fresh.verify(&token, &nonce, now)
            }
            other => other,
        }
        .map_err(|doubt| {
            tracing::warn!(issuer, doubt = %doubt, "an ID token was refused");
            Fault::Unproven
        })?;
        Ok((Identity::proven(known, subject), under_way.errand))
    }

    /// Turns the code into the ID token, at the issuer's token endpoint.
    async fn redeem(
        &self,
        provider: &Provider,
        issuer: &str,
        code: AuthorizationCode,
        verifier: String,
    ) -> Result<CoreIdToken, Fault> {
        let response = provider
            .client(self.redirect(issuer)?)
            .exchange_code(code)
            .map_err(|_| Fault::Unreachable)?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(self.providers.wire())
            .await
            .map_err(|error| wire::fault(issuer, &error))?;
        // The access token is not kept: nothing else is asked of the issuer.
        response.id_token().cloned().ok_or(Fault::Unproven)
    }

    fn redirect(&self, issuer: &str) -> Result<RedirectUrl, Fault> {
        RedirectUrl::new(format!("{}/masuk/sso/{issuer}/kembali", self.public_url))
            .map_err(|_| Fault::Internal)
    }
}

fn seal(keys: &Keys, issuer: &str, under_way: &UnderWay) -> Result<String, Fault> {
    let plain = serde_json::to_vec(under_way).map_err(|_| Fault::Internal)?;
    let sealed = keys.seal(&place(issuer), &plain).map_err(|error: Error| {
        tracing::error!(error = %error, "a sign-in could not be sealed");
        Fault::Internal
    })?;
    Ok(data_encoding::BASE64URL_NOPAD.encode(&sealed))
}

fn open(keys: &Keys, issuer: &str, sealed: &str) -> Option<UnderWay> {
    let sealed = data_encoding::BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
    let plain = keys.open(&place(issuer), &sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn under_way() -> UnderWay {
        UnderWay {
            state: "s".into(),
            nonce: "n".into(),
            verifier: "v".into(),
            until: 0,
            errand: Errand::SignIn { wanted: None },
        }
    }

    #[test]
    fn a_cookie_opens_for_its_own_issuer_only() {
        let keys = Keys::new(&[7; 32]);
        let sealed = seal(&keys, "kemensos", &under_way()).unwrap();

        assert_eq!(open(&keys, "kemensos", &sealed).unwrap().state, "s");
        assert!(open(&keys, "jatim", &sealed).is_none());
        assert!(open(&keys, "kemensos", "bukan-kue").is_none());
    }
}

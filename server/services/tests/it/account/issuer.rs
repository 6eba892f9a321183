//! An issuer (OpenID Connect) that the tests run themselves, with a switch for everything it can do wrong. The
//! tests of `server` include this file.

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use hmac::{Hmac, Mac};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::url::Url;
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value, json};
use services::account::oidc::{Answer, Issuer};
use services::seal::{random, sha256, token};
use sha2::Sha256;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;

const CLIENT: &str = "naungan";
pub const SECRET: &str = "rahasia-klien";

/// An issuer as the configuration names it.
pub fn configured(name: &str, url: &str, tenants: &[&str]) -> Issuer {
    Issuer {
        name: name.to_owned(),
        label: "SSO Kemensos".to_owned(),
        issuer_url: url.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: SECRET.into(),
        tenants: tenants.iter().map(|&one| one.to_owned()).collect(),
    }
}

/// What the issuer does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twist {
    Nothing,
    OtherNonce,
    NoNonce,
    OtherAudience,
    SecondAudience,
    OtherParty,
    OtherIssuer,
    Expired,
    FromTheFuture,
    NoSignature,
    SharedSecret,
    PublicKeyAsSecret,
    UnknownKey,
    NoToken,
    HugeKeys,
    TokenElsewhere,
    ForeignMetadata,
    NoKeys,
}

struct Grant {
    subject: String,
    email: String,
    nonce: String,
    challenge: String,
    redirect: String,
}

struct Inner {
    base: String,
    twist: Twist,
    key: CoreEdDsaPrivateSigningKey,
    grants: HashMap<String, Grant>,
    key_fetches: usize,
}

/// The running issuer; it stops with its test.
#[derive(Clone)]
pub struct TestIssuer(Arc<Mutex<Inner>>);

impl TestIssuer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let issuer = Self(Arc::new(Mutex::new(Inner {
            base,
            twist: Twist::Nothing,
            key: new_key("kunci-1"),
            grants: HashMap::new(),
            key_fetches: 0,
        })));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(redeem))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        issuer
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn base(&self) -> String {
        self.inner().base.clone()
    }

    pub fn does(&self, twist: Twist) {
        self.inner().twist = twist;
    }

    pub fn changes_its_key(&self) {
        self.inner().key = new_key("kunci-2");
    }

    pub fn key_fetches(&self) -> usize {
        self.inner().key_fetches
    }

    /// Somebody signs in here, and comes back with a code.
    pub fn vouches(&self, departure: &str, subject: &str, email: &str) -> Answer {
        let url = Url::parse(departure).unwrap();
        let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!(asked["client_id"], CLIENT);
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["code_challenge_method"], "S256");
        let code = token().unwrap();
        let grant = Grant {
            subject: subject.to_owned(),
            email: email.to_owned(),
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            redirect: asked["redirect_uri"].clone(),
        };
        let mut inner = self.inner();
        inner.grants.insert(code.clone(), grant);
        Answer {
            code: Some(code),
            state: Some(asked["state"].clone()),
            iss: Some(inner.base.clone()),
            error: None,
        }
    }
}

/// An Ed25519 key from 32 random bytes, wrapped as PKCS #8.
fn new_key(id: &str) -> CoreEdDsaPrivateSigningKey {
    let mut der = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20".to_vec();
    der.extend(random::<32>().unwrap());
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", BASE64.encode(&der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(id.to_owned()))).unwrap()
}

async fn metadata(State(issuer): State<TestIssuer>) -> Json<Value> {
    let inner = issuer.inner();
    let base = &inner.base;
    let named = if inner.twist == Twist::ForeignMetadata { "https://lain.example" } else { base };
    Json(json!({
        "issuer": named,
        "authorization_endpoint": format!("{base}/authorize"),
        "token_endpoint": format!("{base}/token"),
        "jwks_uri": format!("{base}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    }))
}

async fn keys(State(issuer): State<TestIssuer>) -> Response {
    let mut inner = issuer.inner();
    inner.key_fetches += 1;
    match inner.twist {
        Twist::NoKeys => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Twist::HugeKeys => {
            Json(json!({ "keys": [], "padding": "x".repeat(2 * 1024 * 1024) })).into_response()
        }
        _ => Json(json!({ "keys": [inner.key.as_verification_key()] })).into_response(),
    }
}

async fn redeem(
    State(issuer): State<TestIssuer>,
    headers: HeaderMap,
    Form(asked): Form<HashMap<String, String>>,
) -> Response {
    let mut inner = issuer.inner();
    let basic = format!("Basic {}", BASE64.encode(format!("{CLIENT}:{SECRET}").as_bytes()));
    let ours = headers.get("authorization").is_some_and(|sent| sent.as_bytes() == basic.as_bytes());
    // A code is redeemed once, by whoever holds the verifier of its challenge.
    let grant = inner.grants.remove(&asked["code"]).filter(|grant| {
        let verifier = asked.get("code_verifier").cloned().unwrap_or_default();
        grant.challenge == BASE64URL_NOPAD.encode(&sha256(verifier.as_bytes()))
            && asked.get("redirect_uri") == Some(&grant.redirect)
    });
    let Some(grant) = grant.filter(|_| ours) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    match inner.twist {
        Twist::TokenElsewhere => Redirect::temporary("https://lain.example/token").into_response(),
        Twist::NoToken => Json(json!({ "access_token": "a", "token_type": "Bearer" })).into_response(),
        _ => {
            let id_token = id_token(&inner, &grant);
            Json(json!({ "access_token": "a", "token_type": "Bearer", "id_token": id_token })).into_response()
        }
    }
}

fn id_token(inner: &Inner, grant: &Grant) -> String {
    let now = services::clock::now().unix_timestamp();
    let mut claims = json!({
        "iss": inner.base,
        "sub": grant.subject,
        "aud": CLIENT,
        "exp": now + 300,
        "iat": now,
        "nonce": grant.nonce,
        "email": grant.email,
        "email_verified": true,
    });
    match inner.twist {
        Twist::OtherNonce => claims["nonce"] = json!("lain"),
        Twist::NoNonce => drop(claims.as_object_mut().unwrap().remove("nonce")),
        Twist::OtherAudience => claims["aud"] = json!("lain"),
        Twist::SecondAudience => claims["aud"] = json!([CLIENT, "lain"]),
        Twist::OtherParty => claims["azp"] = json!("lain"),
        Twist::OtherIssuer => claims["iss"] = json!("https://lain.example"),
        Twist::Expired => claims["exp"] = json!(now - 1),
        Twist::FromTheFuture => claims["iat"] = json!(now + 3600),
        _ => {}
    }
    let key = serde_json::to_value(inner.key.as_verification_key()).unwrap();
    match inner.twist {
        Twist::NoSignature => format!("{}.", unsigned("none", None, &claims)),
        Twist::SharedSecret => by_secret(SECRET.as_bytes(), &claims),
        Twist::PublicKeyAsSecret => {
            let public = BASE64URL_NOPAD.decode(key["x"].as_str().unwrap().as_bytes()).unwrap();
            by_secret(&public, &claims)
        }
        Twist::UnknownKey => by_key(&new_key("kunci-9"), "kunci-9", &claims),
        _ => by_key(&inner.key, key["kid"].as_str().unwrap(), &claims),
    }
}

fn unsigned(algorithm: &str, key: Option<&str>, claims: &Value) -> String {
    let header = json!({ "alg": algorithm, "kid": key }).to_string().replace("\"kid\":null", "\"x\":0");
    format!(
        "{}.{}",
        BASE64URL_NOPAD.encode(header.as_bytes()),
        BASE64URL_NOPAD.encode(claims.to_string().as_bytes())
    )
}

fn by_key(key: &CoreEdDsaPrivateSigningKey, id: &str, claims: &Value) -> String {
    let body = unsigned("EdDSA", Some(id), claims);
    let signature = key.sign(&CoreJwsSigningAlgorithm::EdDsa, body.as_bytes()).unwrap();
    format!("{body}.{}", BASE64URL_NOPAD.encode(&signature))
}

fn by_secret(secret: &[u8], claims: &Value) -> String {
    let body = unsigned("HS256", None, claims);
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret).unwrap();
    mac.update(body.as_bytes());
    format!("{body}.{}", BASE64URL_NOPAD.encode(&mac.finalize().into_bytes()))
}

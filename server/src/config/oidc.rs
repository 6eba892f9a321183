//! `NAUNGAN_OIDC*`: sign-in of officers through their ministry (OpenID Connect).
//!
//! `NAUNGAN_OIDC` lists short names; each has `NAUNGAN_OIDC_<NAME>_ISSUER`, `_CLIENT_ID` and `_CLIENT_SECRET`, and
//! may have `_LABEL` (what the button says) and `_TENANTS` (the offices whose officers it may sign in; all when
//! missing).

use secrecy::SecretString;
use url::{Host, Url};

use super::fault::{ConfigFault, shown};
use super::reading::Reading;
use super::{Env, Mode};

/// Sign-in through others.
#[derive(Debug, Clone, Default)]
pub struct Oidc {
    /// In the order of the buttons.
    pub issuers: Vec<Issuer>,
}

/// One party that vouches for officers.
#[derive(Debug, Clone)]
pub struct Issuer {
    /// Its short name, in paths: small letters and digits.
    pub name: String,
    /// What its button says.
    pub label: String,
    /// Its address exactly as its tokens name it: an address that was parsed and printed again may have gained a
    /// slash.
    pub url: String,
    /// Who we are to it.
    pub client_id: String,
    /// How we prove that.
    pub client_secret: SecretString,
    /// The offices whose officers it may sign in; empty: all.
    pub tenants: Vec<String>,
}

impl Oidc {
    /// Reads this section.
    pub fn from_env(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut reading = Reading::of(env);
        let names = reading.parse("NAUNGAN_OIDC", names).unwrap_or_default();
        let issuers = names.into_iter().filter_map(|name| issuer(&mut reading, name)).collect();
        reading.finish(Some(Self { issuers }))
    }
}

fn issuer(reading: &mut Reading<'_>, name: String) -> Option<Issuer> {
    let mode = reading.mode();
    let variable = |last: &str| format!("NAUNGAN_OIDC_{}_{last}", name.to_ascii_uppercase());
    let why = format!("NAUNGAN_OIDC names {name}");
    let url = reading
        .require(&variable("ISSUER"), &why, "write the issuer's address as its tokens name it")
        .and_then(|value| reading.understand(&variable("ISSUER"), &value, |url| issuer_url(url, mode)));
    let client_id = reading.require(&variable("CLIENT_ID"), &why, "write the client id the issuer gave");
    let client_secret =
        reading.require(&variable("CLIENT_SECRET"), &why, "write the client secret the issuer gave");
    let label = reading.get(&variable("LABEL")).unwrap_or_else(|| name.clone());
    let tenants = reading.get(&variable("TENANTS")).map(|list| items(&list)).unwrap_or_default();
    let client_secret = client_secret?.into();
    Some(Issuer { name, label, url: url?, client_id: client_id?, client_secret, tenants })
}

fn items(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

fn names(value: &str) -> Result<Vec<String>, (String, String)> {
    let names = items(value);
    let good = |name: &String| {
        name.len() <= 32
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    if let Some(bad) = names.iter().find(|name| !good(name)) {
        return Err((
            format!("holds {}, which is no short name", shown(bad)),
            "write small letters and digits, several divided by commas".to_owned(),
        ));
    }
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() < names.len() {
        return Err(("names an issuer twice".to_owned(), "name each once".to_owned()));
    }
    Ok(names)
}

fn issuer_url(value: &str, mode: Mode) -> Result<String, (String, String)> {
    let remedy = || "write the issuer's https address as its tokens name it".to_owned();
    let url = Url::parse(value)
        .map_err(|reason| (format!("is {}, no web address ({reason})", shown(value)), remedy()))?;
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let secure = url.scheme() == "https" || (url.scheme() == "http" && loopback && mode.is_embedded());
    if !secure {
        return Err((format!("is {}, not an https address", shown(value)), remedy()));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err((format!("is {}, with a query or fragment", shown(value)), remedy()));
    }
    Ok(value.to_owned())
}

//! `NAUNGAN_BIND`, `NAUNGAN_PUBLIC_URL`, `NAUNGAN_TRUSTED_PROXIES`: where the portal listens, how the world calls
//! it, and whose word on an address is taken.
//!
//! Embedded mode shows all mails to whoever can open a page, so it listens on loopback and nowhere else.

use std::net::{Ipv4Addr, SocketAddr};

use url::Url;

use super::fault::{ConfigFault, shown};
use super::reading::Reading;
use super::{Env, Mode, Network};

/// The web server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Http {
    /// The address to listen on. Port 0 takes a free one; see [`Http::bound_to`].
    pub bind: SocketAddr,
    /// The address people use, without a path: links in mails begin with it, and the origin of forms must equal it.
    pub public_url: Url,
    /// The proxies that are believed when they say for whom they ask (`X-Forwarded-For`).
    pub trusted_proxies: Vec<Network>,
    /// Whether the public address was given or follows from the one listened on.
    follows_bind: bool,
}

impl Http {
    /// Reads this section.
    pub fn from_env(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut reading = Reading::of(env);
        let mode = reading.mode();
        let bind = reading.parse("NAUNGAN_BIND", |value| bind(value, mode));
        let bind = bind.unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, 3000)));
        let given = match mode {
            Mode::Embedded => reading.get("NAUNGAN_PUBLIC_URL").or_else(|| Some(format!("http://{bind}"))),
            Mode::Production => reading.require(
                "NAUNGAN_PUBLIC_URL",
                "links in mails need the address people use",
                "write it, for example https://naungan.go.id",
            ),
        };
        let follows_bind = reading.get("NAUNGAN_PUBLIC_URL").is_none();
        let public_url = given
            .and_then(|url| reading.understand("NAUNGAN_PUBLIC_URL", &url, |url| public_url_of(url, mode)));
        let trusted_proxies =
            reading.parse("NAUNGAN_TRUSTED_PROXIES", networks).unwrap_or_else(Network::loopback);
        reading.finish(public_url.map(|public_url| Self { bind, public_url, trusted_proxies, follows_bind }))
    }

    /// The section once the listener exists: a public address that was not given follows the real port.
    pub fn bound_to(mut self, address: SocketAddr) -> Self {
        self.bind = address;
        if self.follows_bind
            && let Ok(url) = Url::parse(&format!("http://{address}"))
        {
            self.public_url = url;
        }
        self
    }
}

fn bind(value: &str, mode: Mode) -> Result<SocketAddr, (String, String)> {
    let address: SocketAddr = value.parse().map_err(|_| {
        (
            format!("is {}, not an address and a port", shown(value)),
            "write both in figures, for example 127.0.0.1:3000".to_owned(),
        )
    })?;
    if mode.is_embedded() && !address.ip().is_loopback() {
        return Err((
            format!("is {address}, but embedded mode listens on loopback only"),
            "write 127.0.0.1 or [::1] with a port, or configure NAUNGAN_MODE=production".to_owned(),
        ));
    }
    Ok(address)
}

fn networks(value: &str) -> Result<Vec<Network>, (String, String)> {
    let words = value.split(',').map(str::trim).filter(|word| !word.is_empty());
    words
        .map(|word| {
            Network::parse(word).ok_or_else(|| {
                (
                    format!("names {}, which is neither an address nor a network", shown(word)),
                    "write addresses in figures, divided by commas, for example 127.0.0.1,10.1.0.0/16"
                        .to_owned(),
                )
            })
        })
        .collect()
}

fn public_url_of(value: &str, mode: Mode) -> Result<Url, (String, String)> {
    let remedy = || "write scheme and host alone, for example https://naungan.go.id".to_owned();
    let url = Url::parse(value)
        .map_err(|reason| (format!("is {}, no web address ({reason})", shown(value)), remedy()))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err((format!("is {}, no web address", shown(value)), remedy()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(("holds a user name or password".to_owned(), remedy()));
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err((format!("is {}, which is more than scheme and host", shown(value)), remedy()));
    }
    if mode == Mode::Production && url.scheme() != "https" {
        return Err((
            format!("is {}, but production mode is reached by https only", shown(value)),
            "write the https address, and let a proxy hold the certificate".to_owned(),
        ));
    }
    Ok(url)
}

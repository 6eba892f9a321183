//! `NAUNGAN_SMTP_URL`, `NAUNGAN_MAIL_FROM`: outgoing mail.
//!
//! The address of the server holds its password, so it is a secret as a whole. Mails carry confirmation links: to
//! another machine they travel encrypted in production mode, or not at all.

use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use super::fault::{ConfigFault, shown};
use super::reading::Reading;
use super::{Env, Mode};

/// The sender in embedded mode.
pub(super) const EMBEDDED_FROM: &str = "Naungan <naungan@naungan.test>";

/// Outgoing mail.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The configured server; `None` in embedded mode when the sink is to be used.
    pub server: Option<MailServer>,
    /// The sender of every mail: `Name <address>` or an address.
    pub from: String,
}

/// An SMTP server as one address.
#[derive(Debug, Clone)]
pub struct MailServer {
    url: SecretString,
}

impl Mail {
    /// Reads this section.
    pub fn from_env(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut reading = Reading::of(env);
        let mode = reading.mode();
        let (given, from) = match mode {
            Mode::Embedded => (
                reading.get("NAUNGAN_SMTP_URL"),
                reading.get("NAUNGAN_MAIL_FROM").or_else(|| Some(EMBEDDED_FROM.to_owned())),
            ),
            Mode::Production => (
                reading.require(
                    "NAUNGAN_SMTP_URL",
                    "production mode brings no mail server along",
                    "write smtps://user:password@host",
                ),
                reading.require(
                    "NAUNGAN_MAIL_FROM",
                    "mails need a sender",
                    "write Name <address>, for example Naungan <naungan@kemensos.go.id>",
                ),
            ),
        };
        let url =
            given.and_then(|value| reading.understand("NAUNGAN_SMTP_URL", &value, |url| server(url, mode)));
        let from = from.and_then(|value| reading.understand("NAUNGAN_MAIL_FROM", &value, sender));
        let server = url.map(|url| MailServer { url });
        reading.finish(from.map(|from| Self { server, from }))
    }
}

impl MailServer {
    /// The sink in this process.
    pub fn embedded(url: &str) -> Self {
        Self { url: url.into() }
    }

    /// `smtp://` or `smtps://`, as `AsyncSmtpTransport::from_url` of lettre takes it. It holds the password.
    pub fn url(&self) -> &str {
        self.url.expose_secret()
    }
}

/// The host in `Name <address>` or an address.
pub(super) fn host_of(from: &str) -> &str {
    from.rsplit_once('@').map_or(from, |(_, host)| host.trim_end_matches('>'))
}

fn server(value: &str, mode: Mode) -> Result<SecretString, (String, String)> {
    let remedy = || "write smtps://user:password@host, or smtp://host:587?tls=required".to_owned();
    let url = Url::parse(value).map_err(|reason| (format!("is no address ({reason})"), remedy()))?;
    if !matches!(url.scheme(), "smtp" | "smtps") {
        return Err((format!("begins with {}, not smtp or smtps", shown(url.scheme())), remedy()));
    }
    let Some(host) = url.host_str().filter(|host| !host.is_empty()) else {
        return Err(("names no host".to_owned(), remedy()));
    };
    let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    if let Some(tls) = &tls
        && !matches!(tls.as_str(), "required" | "opportunistic")
    {
        return Err((format!("asks for tls={}", shown(tls)), "write tls=required".to_owned()));
    }
    let encrypted = url.scheme() == "smtps" || tls.as_deref() == Some("required");
    if mode == Mode::Production && !encrypted && !is_loopback(host) {
        return Err(("sends mails to another machine in the clear".to_owned(), remedy()));
    }
    Ok(value.into())
}

/// smtp is not a "special" scheme to `Url`, so it leaves addresses as text.
fn is_loopback(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => address.is_loopback(),
        Err(_) => false,
    }
}

fn sender(value: &str) -> Result<String, (String, String)> {
    let wrong = |problem: &str| {
        Err((
            format!("is {}, {problem}", shown(value)),
            "write Name <address>, for example Naungan <naungan@kemensos.go.id>".to_owned(),
        ))
    };
    if value.chars().any(char::is_control) {
        return wrong("which holds a control character");
    }
    let address = match value.split_once('<') {
        Some((_, rest)) => match rest.strip_suffix('>') {
            Some(address) => address,
            None => return wrong("whose < is not closed"),
        },
        None => value,
    };
    let Some((local, domain)) = address.split_once('@') else {
        return wrong("which is no mail address");
    };
    let odd = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '@' | ',' | ';' | '"' | '\\');
    if local.is_empty() || local.contains(odd) || domain.contains(odd) || !domain.contains('.') {
        return wrong("which is no mail address");
    }
    if !matches!(Host::parse(domain), Ok(Host::Domain(_))) {
        return wrong("whose domain is none");
    }
    Ok(value.to_owned())
}

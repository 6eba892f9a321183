//! `NAUNGAN_SECURITY_CONTACT`: whom somebody tells who has found a weakness (`/.well-known/security.txt`).

use url::Url;

use super::fault::{ConfigFault, shown};
use super::reading::Reading;
use super::{Env, Mode, mail};

/// What `/.well-known/security.txt` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Security {
    /// `mailto:` or `https:`.
    pub contact: Url,
}

impl Security {
    /// Reads this section. In embedded mode the address is made from the sender of mails.
    pub fn from_env(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut reading = Reading::of(env);
        let given = match reading.mode() {
            Mode::Embedded => reading.get("NAUNGAN_SECURITY_CONTACT").or_else(|| {
                let from = reading.get("NAUNGAN_MAIL_FROM");
                let host = mail::host_of(from.as_deref().unwrap_or(mail::EMBEDDED_FROM));
                Some(format!("mailto:keamanan@{host}"))
            }),
            Mode::Production => reading.require(
                "NAUNGAN_SECURITY_CONTACT",
                "whoever finds a weakness must know whom to tell",
                "write mailto:keamanan@naungan.go.id or an https address",
            ),
        };
        let contact = given.and_then(|value| reading.understand("NAUNGAN_SECURITY_CONTACT", &value, contact));
        reading.finish(contact.map(|contact| Self { contact }))
    }
}

fn contact(value: &str) -> Result<Url, (String, String)> {
    let is_good = |url: &Url| match url.scheme() {
        "mailto" => {
            url.path().split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.'))
        }
        "https" => url.has_host(),
        _ => false,
    };
    let whole = !value.contains(|c: char| c.is_whitespace() || c.is_control());
    Url::parse(value).ok().filter(|url| whole && is_good(url)).ok_or_else(|| {
        (
            format!("is {}, neither a mailto nor an https address", shown(value)),
            "write mailto:keamanan@naungan.go.id or an https address".to_owned(),
        )
    })
}

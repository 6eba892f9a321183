//! `NAUNGAN_DATABASE_*`, `MIGRATION_DATABASE_URL`, `NAUNGAN_PG_BIN`: PostgreSQL.
//!
//! Each door is a login role of its own. The address is written once, and the role replaced for each door; its
//! password comes from `NAUNGAN_DATABASE_PASSWORD_<DOOR>`, else from the address (or certificates, or `peer`).
//! The owner of the schema is reached by `MIGRATION_DATABASE_URL` alone, which `serve` need not know.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::PgConnectOptions;

use super::fault::ConfigFault;
use super::reading::Reading;
use super::{Env, Mode};

/// The doors: the role of each is `naungan_` and its name, its password variable ends with its name.
const DOORS: [&str; 5] = ["sponsor", "office", "pusat", "publik", "work"];

/// PostgreSQL.
#[derive(Debug, Clone)]
pub struct Database {
    /// The configured server; `None` in embedded mode when the private cluster is to be used.
    pub server: Option<DatabaseServer>,
    /// The most connections of each door's pool.
    pub pool: u32,
    /// The folder of PostgreSQL's programs, for the private cluster.
    pub pg_bin: Option<PathBuf>,
}

/// A server and how each role signs in to it.
#[derive(Clone)]
pub struct DatabaseServer {
    options: PgConnectOptions,
    passwords: BTreeMap<String, SecretString>,
    migration: Option<PgConnectOptions>,
}

impl Database {
    /// Reads this section.
    pub fn from_env(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut reading = Reading::of(env);
        let given = match reading.mode() {
            Mode::Embedded => reading.get("NAUNGAN_DATABASE_URL"),
            Mode::Production => reading.require(
                "NAUNGAN_DATABASE_URL",
                "production mode brings no database along",
                "write postgres://host:5432/naungan",
            ),
        };
        let passwords = passwords(&mut reading, given.is_some());
        let options = given.and_then(|url| reading.understand("NAUNGAN_DATABASE_URL", &url, address));
        let migration = reading.parse("MIGRATION_DATABASE_URL", address);
        let pool = reading.number("NAUNGAN_DATABASE_POOL", 1, 500, 8);
        let pg_bin = reading.parse("NAUNGAN_PG_BIN", |value| {
            let path = PathBuf::from(value);
            if path.is_absolute() {
                Ok(path)
            } else {
                Err((
                    "is not a full path".to_owned(),
                    "write one, for example /usr/lib/postgresql/15/bin".to_owned(),
                ))
            }
        });
        let server = options.map(|options| DatabaseServer { options, passwords, migration });
        reading.finish(Some(Self { server, pool, pg_bin }))
    }
}

impl DatabaseServer {
    /// The private cluster: everybody is trusted on its socket, and its superuser migrates.
    pub fn embedded(superuser: PgConnectOptions) -> Self {
        Self { options: superuser.clone(), passwords: BTreeMap::new(), migration: Some(superuser) }
    }

    /// Options for the login role of a door, such as `naungan_sponsor`.
    pub fn options_for(&self, door_role: &str) -> PgConnectOptions {
        let options = self.options.clone().username(door_role).application_name(door_role);
        match self.passwords.get(door_role) {
            Some(password) => options.password(password.expose_secret()),
            None => options,
        }
    }

    /// Options for the owner of the schema.
    pub fn migration(&self) -> Result<PgConnectOptions, ConfigFault> {
        self.migration.clone().ok_or_else(|| {
            ConfigFault::new(
                "MIGRATION_DATABASE_URL",
                "is missing: the schema is changed by its owner, not by a door",
                "write postgres://owner:password@host:5432/naungan",
            )
        })
    }
}

/// Options print their password.
impl fmt::Debug for DatabaseServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatabaseServer")
            .field("host", &self.options.get_host())
            .field("port", &self.options.get_port())
            .field("socket", &self.options.get_socket())
            .field("database", &self.options.get_database())
            .finish_non_exhaustive()
    }
}

fn passwords(reading: &mut Reading<'_>, used: bool) -> BTreeMap<String, SecretString> {
    let mut passwords = BTreeMap::new();
    for door in DOORS {
        let variable = format!("NAUNGAN_DATABASE_PASSWORD_{}", door.to_ascii_uppercase());
        let Some(password) = reading.get(&variable) else { continue };
        if used {
            passwords.insert(format!("naungan_{door}"), SecretString::from(password));
        } else {
            reading.fault(&variable, "is set without a server", "set NAUNGAN_DATABASE_URL too, or remove it");
        }
    }
    passwords
}

/// The answer of the parser may quote the address, and with it a password: it is not passed on.
fn address(value: &str) -> Result<PgConnectOptions, (String, String)> {
    let remedy = "write postgres://host:5432/naungan";
    let scheme = value.split_once("://").map(|(scheme, _)| scheme);
    if !matches!(scheme, Some("postgres" | "postgresql")) {
        return Err(("is not a PostgreSQL address".to_owned(), remedy.to_owned()));
    }
    let options = PgConnectOptions::from_str(value)
        .map_err(|_| ("cannot be understood as a PostgreSQL address".to_owned(), remedy.to_owned()))?;
    // Not asked of the options: they fall back to PGHOST and PGDATABASE, which are meant for others.
    let url = url::Url::parse(value)
        .map_err(|_| ("cannot be understood as a PostgreSQL address".to_owned(), remedy.to_owned()))?;
    let asks = |key: &str| url.query_pairs().any(|(name, text)| name == key && !text.is_empty());
    if url.host_str().is_none_or(str::is_empty) && !asks("host") && !asks("hostaddr") {
        return Err(("names no host".to_owned(), remedy.to_owned()));
    }
    if url.path().trim_matches('/').is_empty() && !asks("dbname") {
        return Err(("names no database".to_owned(), remedy.to_owned()));
    }
    Ok(options)
}

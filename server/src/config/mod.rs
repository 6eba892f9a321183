//! Configuration: environment variables beginning with `NAUNGAN_`, one struct a section, read once at start.
//!
//! - **Only here** is the environment read. The rest of the program gets values that are known to be good.
//! - **Every fault at once**: each is one line naming the variable, what is wrong, and what to do. A value that
//!   may be a secret is never repeated.
//! - **Two modes.** Embedded, the default: what is not configured is brought along, and everything listens on
//!   loopback only. Production: what is missing is a fault, nothing is made up.
//! - **An empty variable is an unset one**: `.env` files and container settings cannot always unset.
//! - **A misspelt variable is a fault**: silently ignored it would be a setting that somebody believes in.
//!
//! ```no_run
//! // In `main`: faults go to standard error, and the exit code is the one of sysexits.h.
//! use server::config::{Config, EX_CONFIG};
//!
//! let config = match Config::from_process() {
//!     Ok(config) => config,
//!     Err(faults) => {
//!         for fault in &faults {
//!             eprintln!("{fault}");
//!         }
//!         std::process::exit(EX_CONFIG);
//!     }
//! };
//! # let _ = config;
//! ```

mod database;
mod fault;
mod http;
mod keys;
mod log;
mod mail;
mod mode;
mod network;
mod oidc;
mod reading;
mod security;
mod site;
mod storage;
mod worker;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use self::database::{Database, DatabaseServer};
pub use self::fault::{ConfigFault, EX_CONFIG};
pub use self::http::Http;
pub use self::keys::{Keys, RootKey};
pub use self::log::{Log, LogFormat};
pub use self::mail::{Mail, MailServer};
pub use self::mode::Mode;
pub use self::network::Network;
pub use self::oidc::{Issuer, Oidc};
pub use self::security::Security;
pub use self::site::Site;
pub use self::storage::{Storage, StorageServer};
pub use self::worker::Worker;

/// Where a variable is looked up.
pub type Env<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Every setting of `naungan`.
#[derive(Debug, Clone)]
pub struct Config {
    /// Embedded or production.
    pub mode: Mode,
    /// Where the portal listens and how the world calls it.
    pub http: Http,
    /// PostgreSQL.
    pub database: Database,
    /// The object storage.
    pub storage: Storage,
    /// Outgoing mail.
    pub mail: Mail,
    /// Whom to tell of a weakness.
    pub security: Security,
    /// The root of all encryption keys.
    pub keys: Keys,
    /// Folders, and the demo world.
    pub site: Site,
    /// Sign-in through others.
    pub oidc: Oidc,
    /// Background jobs.
    pub worker: Worker,
    /// The log.
    pub log: Log,
}

impl Config {
    /// Reads the environment of this process.
    pub fn from_process() -> Result<Self, Vec<ConfigFault>> {
        let mut faults = Vec::new();
        let mut variables = BTreeMap::new();
        for (name, value) in std::env::vars_os() {
            let Ok(name) = name.into_string() else { continue };
            if !reading::is_ours(&name) {
                continue;
            }
            match value.into_string() {
                Ok(value) => drop(variables.insert(name, value)),
                Err(_) => faults.push(ConfigFault::new(&name, "is not UTF-8", "write it in UTF-8")),
            }
        }
        faults.extend(reading::misspelt(variables.keys().map(String::as_str)));
        match Self::load(&|name| variables.get(name).cloned()) {
            Ok(config) if faults.is_empty() => Ok(config),
            Ok(_) => Err(faults),
            Err(more) => {
                faults.extend(more);
                Err(faults)
            }
        }
    }

    /// Reads every section and returns every fault of all of them.
    pub fn load(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut faults = Vec::new();
        let mode = gather(Mode::from_env(env), &mut faults);
        let http = gather(Http::from_env(env), &mut faults);
        let database = gather(Database::from_env(env), &mut faults);
        let storage = gather(Storage::from_env(env), &mut faults);
        let mail = gather(Mail::from_env(env), &mut faults);
        let security = gather(Security::from_env(env), &mut faults);
        let keys = gather(Keys::from_env(env), &mut faults);
        let site = gather(Site::from_env(env), &mut faults);
        let oidc = gather(Oidc::from_env(env), &mut faults);
        let worker = gather(Worker::from_env(env), &mut faults);
        let log = gather(Log::from_env(env), &mut faults);
        let whole = || {
            Some(Self {
                mode: mode?,
                http: http?,
                database: database?,
                storage: storage?,
                mail: mail?,
                security: security?,
                keys: keys?,
                site: site?,
                oidc: oidc?,
                worker: worker?,
                log: log?,
            })
        };
        whole().ok_or(faults)
    }
}

fn gather<T>(section: Result<T, Vec<ConfigFault>>, faults: &mut Vec<ConfigFault>) -> Option<T> {
    section.map_err(|more| faults.extend(more)).ok()
}

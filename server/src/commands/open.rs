//! Opening the house for a command: configuration, embedded services, keys, doors.

use super::faults;
use crate::config::{Config, ConfigFault, EX_CONFIG};
use crate::embedded::{Embedded, EmbeddedError, Gateways};
use services::error::Error;
use services::jobs::Hands;
use sqlx::{ConnectOptions, PgConnection};
use std::process::ExitCode;

/// Why a command could not do its work; one line for the operator each.
#[derive(Debug)]
pub enum Failure {
    /// Faults of the configuration.
    Config(Vec<ConfigFault>),
    /// Faults of what the portal was given to work with, which no restart mends; one line each.
    Faults(Vec<String>),
    /// Anything else.
    Other(String),
}

impl Failure {
    /// Says it, and gives the exit code.
    pub fn report(self) -> ExitCode {
        let code = match self {
            Self::Config(_) | Self::Faults(_) => refused(),
            Self::Other(_) => ExitCode::FAILURE,
        };
        for line in self.lines() {
            say(&line);
        }
        code
    }

    /// What is wrong, a line each.
    pub fn lines(self) -> Vec<String> {
        match self {
            Self::Config(faults) => faults.iter().map(ToString::to_string).collect(),
            Self::Faults(lines) => lines,
            Self::Other(line) => vec![line],
        }
    }
}

/// The exit code that tells a supervisor not to try again.
pub(super) fn refused() -> ExitCode {
    ExitCode::from(u8::try_from(EX_CONFIG).unwrap_or(78))
}

#[expect(clippy::print_stderr, reason = "an operator reads it on a terminal")]
fn say(line: &str) {
    eprintln!("naungan: {line}");
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<EmbeddedError> for Failure {
    fn from(error: EmbeddedError) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Other(format!("database: {error}"))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<ConfigFault> for Failure {
    fn from(fault: ConfigFault) -> Self {
        Self::Config(vec![fault])
    }
}

/// The house, open.
pub struct Opened {
    /// The configuration.
    pub config: Config,
    /// What runs because nothing else was configured.
    pub embedded: Embedded,
    /// Where everything is.
    pub gateways: Gateways,
    /// What use cases work with.
    pub hands: Hands,
}

impl Opened {
    /// Reads the configuration.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn config() -> Result<Config, Failure> {
        Config::from_process().map_err(Failure::Config)
    }

    /// Starts what is not configured, brings an embedded schema to its newest version, and opens the doors.
    ///
    /// # Errors
    /// One line.
    pub async fn start(config: Config) -> Result<Self, Failure> {
        std::fs::create_dir_all(&config.site.data)?;
        let root = config.keys.root(&config.site.data)?;
        let (embedded, gateways) = Embedded::start(&config).await?;
        if embedded.cluster().is_some() {
            let mut conn = owner(&gateways).await?;
            services::migrate::prepare(&mut conn).await?;
            services::migrate::migrate(&mut conn).await?;
            services::migrate::load_regions(&mut conn).await?;
        }
        let hands = crate::house::hands(&config, &gateways, &root, config.http.public_url.as_str()).await?;
        Ok(Self { config, embedded, gateways, hands })
    }

    /// As [`Self::start`], for whoever works with what people send: refuses what no restart mends.
    ///
    /// # Errors
    /// A line for each fault. A database that cannot be reached is no fault: a supervisor tries again.
    pub async fn for_work(config: Config) -> Result<Self, Failure> {
        if let Some(fault) = faults::sandbox(config.mode, decode::confine::probe()) {
            return Err(Failure::Faults(vec![fault]));
        }
        let opened = Self::start(config).await?;
        let failure = match faults::database(&opened).await {
            Ok(faults) if faults.is_empty() => return Ok(opened),
            Ok(faults) => Failure::Faults(faults),
            Err(failure) => failure,
        };
        opened.close().await?;
        Err(failure)
    }

    /// Closes everything in order.
    ///
    /// # Errors
    /// When the private cluster does not stop.
    pub async fn close(self) -> Result<(), Failure> {
        self.hands.db.close().await;
        Ok(self.embedded.stop().await?)
    }
}

/// A connection that may change the schema.
///
/// # Errors
/// When none is configured or it cannot be reached.
pub async fn owner(gateways: &Gateways) -> Result<PgConnection, Failure> {
    Ok(gateways.database.migration()?.connect().await?)
}

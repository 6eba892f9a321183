//! What `naungan` brings along when nothing is configured: a private PostgreSQL, an S3 server in the same process,
//! and a mail sink. The defaults of embedded mode.
//!
//! A newcomer types one command and has the whole portal. The code above never knows: it speaks PostgreSQL, S3 and
//! SMTP in every mode, so nothing works here that would not work in production, and nothing is written twice.
//! Everything listens on a unix socket or on 127.0.0.1, with keys made anew at each start.
//!
//! ```no_run
//! # async fn example(config: server::config::Config) -> Result<(), server::embedded::EmbeddedError> {
//! use server::embedded::Embedded;
//!
//! // In `main`, for `serve`: start what is not configured; get one answer for all modes.
//! let (embedded, gateways) = Embedded::start(&config).await?;
//! let public_door = gateways.database.options_for("naungan_publik");
//! let mailbox = embedded.mailbox(); // Some: mount /dev/kotak-surat
//! // ... serve until the signal ...
//! embedded.stop().await?;
//! # Ok(())
//! # }
//! ```

mod lock;
pub mod postgres;
pub mod s3;
pub mod smtp;

use std::path::{Path, PathBuf};

use crate::config::{Config, DatabaseServer, MailServer, StorageServer};

use self::postgres::Cluster;
use self::s3::ObjectServer;
use self::smtp::{Mailbox, SmtpSink};

/// The database that the private cluster is made with.
pub const DATABASE: &str = "naungan";

/// Why an embedded service could not be started or stopped. One line for the operator each.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// The operating system refused something.
    #[error("cannot {doing} {path}: {source}")]
    Io {
        /// What was tried.
        doing: &'static str,
        /// On what.
        path: String,
        /// Its answer.
        source: std::io::Error,
    },
    /// Another process keeps a lock.
    #[error("another naungan still holds {path} after {seconds} s; wait for it, or end it")]
    Busy {
        /// The lock file.
        path: PathBuf,
        /// How long it was waited for.
        seconds: u64,
    },
    /// PostgreSQL is not installed.
    #[error(
        "no PostgreSQL server was found; install one (Debian, Ubuntu: apt-get install postgresql) or set NAUNGAN_PG_BIN to the folder of its programs"
    )]
    NoPostgres,
    /// The named folder does not hold PostgreSQL.
    #[error(
        "NAUNGAN_PG_BIN: {path} holds no postgres and initdb that can be run; name the bin folder of a PostgreSQL server"
    )]
    NotPostgres {
        /// The folder.
        path: PathBuf,
    },
    /// The cluster needs another major version.
    #[error(
        "{path} was made by PostgreSQL {wanted}, but only {found} is here; install PostgreSQL {wanted}, or choose another NAUNGAN_DATA"
    )]
    WrongVersion {
        /// The cluster.
        path: PathBuf,
        /// Its version.
        wanted: u32,
        /// The versions found.
        found: String,
    },
    /// The folder holds something else.
    #[error(
        "{path} is not empty and holds no complete PostgreSQL cluster; move it away, or choose another NAUNGAN_DATA"
    )]
    NotCluster {
        /// The folder.
        path: PathBuf,
    },
    /// The cluster belongs to another user.
    #[error(
        "the PostgreSQL cluster {path} belongs to another user; start as that user or as root, or choose another NAUNGAN_DATA"
    )]
    NotOurs {
        /// The cluster.
        path: PathBuf,
    },
    /// Root found nobody to run PostgreSQL as.
    #[error(
        "PostgreSQL never runs as root, and this machine has neither a user postgres nor nobody; start naungan as an ordinary user"
    )]
    NoUser,
    /// A folder that must be private is not.
    #[error("{path} is there already and is not a folder of PostgreSQL's user with mode 0700; remove it")]
    NotPrivate {
        /// The folder.
        path: PathBuf,
    },
    /// Processes of an earlier server do not end.
    #[error("processes {pids:?} of an earlier PostgreSQL still work in {path}; end them")]
    Leftovers {
        /// The cluster.
        path: PathBuf,
        /// The processes.
        pids: Vec<i32>,
    },
    /// A program of PostgreSQL failed.
    #[error("{name} failed: {reason}")]
    Program {
        /// The program.
        name: &'static str,
        /// Its last complaint.
        reason: String,
    },
    /// A signal could not be sent.
    #[error("cannot signal PostgreSQL (process {pid}): {source}")]
    Signal {
        /// The process.
        pid: i32,
        /// Why.
        source: std::io::Error,
    },
    /// The server ended while it was waited for.
    #[error("PostgreSQL ended while starting: {reason} (log: {log})")]
    Ended {
        /// Its last words.
        reason: String,
        /// Where more is written.
        log: PathBuf,
    },
    /// The server refuses connections.
    #[error("PostgreSQL refuses connections: {reason}")]
    Refused {
        /// Its answer.
        reason: String,
    },
    /// The server never answered.
    #[error("PostgreSQL did not answer within {seconds} s (log: {log})")]
    Silent {
        /// How long it was waited for.
        seconds: u64,
        /// Where more is written.
        log: PathBuf,
    },
}

impl EmbeddedError {
    fn io(doing: &'static str, path: &Path, source: std::io::Error) -> Self {
        Self::Io { doing, path: path.display().to_string(), source }
    }
}

/// The services that run because nothing else was configured. Each is `None` where something was.
#[derive(Debug)]
pub struct Embedded {
    cluster: Option<Cluster>,
    objects: Option<ObjectServer>,
    mail: Option<SmtpSink>,
}

/// Where database, storage and mail are, in whatever mode.
#[derive(Debug, Clone)]
pub struct Gateways {
    /// The database.
    pub database: DatabaseServer,
    /// The object storage.
    pub storage: StorageServer,
    /// The mail server.
    pub mail: MailServer,
}

impl Embedded {
    /// Starts every service that `config` leaves to us. In production mode nothing is left to us.
    pub async fn start(config: &Config) -> Result<(Self, Gateways), EmbeddedError> {
        let data = &config.site.data;
        let (cluster, database) = if let Some(server) = &config.database.server {
            (None, server.clone())
        } else {
            let cluster = Cluster::start(data, config.database.pg_bin.as_deref()).await?;
            let server = DatabaseServer::embedded(cluster.superuser_options());
            (Some(cluster), server)
        };
        let (objects, storage) = if let Some(server) = &config.storage.server {
            (None, server.clone())
        } else {
            let objects = ObjectServer::start(&data.join("s3")).await?;
            let server = StorageServer::embedded(&objects);
            (Some(objects), server)
        };
        let (mail, mail_server) = if let Some(server) = &config.mail.server {
            (None, server.clone())
        } else {
            let sink = SmtpSink::start(&data.join("surat")).await?;
            let server = MailServer::embedded(&sink.url());
            (Some(sink), server)
        };
        Ok((Self { cluster, objects, mail }, Gateways { database, storage, mail: mail_server }))
    }

    /// The mails that were sent, when the sink runs.
    pub fn mailbox(&self) -> Option<Mailbox> {
        self.mail.as_ref().map(SmtpSink::mailbox)
    }

    /// The private cluster, when it runs.
    pub fn cluster(&self) -> Option<&Cluster> {
        self.cluster.as_ref()
    }

    /// The mail sink, when it runs.
    pub fn mail(&self) -> Option<&SmtpSink> {
        self.mail.as_ref()
    }

    /// Stops everything, the database last: what is under way may still write to it.
    pub async fn stop(self) -> Result<(), EmbeddedError> {
        if let Some(mail) = self.mail {
            mail.stop().await;
        }
        if let Some(objects) = self.objects {
            objects.stop().await;
        }
        match self.cluster {
            Some(cluster) => cluster.stop().await,
            None => Ok(()),
        }
    }
}

/// `N` random bytes of the operating system as hexadecimal digits.
fn random_hex<const N: usize>() -> Result<String, EmbeddedError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|source| {
        EmbeddedError::io("read random bytes from", Path::new("the system"), source.into())
    })?;
    Ok(data_encoding::HEXLOWER.encode(&bytes))
}

#[cfg(test)]
mod tests;

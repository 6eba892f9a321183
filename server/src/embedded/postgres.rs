//! The private PostgreSQL of embedded mode: a cluster of its own, reachable by one user through one folder.
//!
//! A newcomer types one command and must not have to set up a database; and nothing of what he sees may differ
//! from production, so it is a real PostgreSQL and not an imitation.
//!
//! - **Who gets in**: the server listens on a unix socket only. The folder of the socket has mode 0700; within it,
//!   everybody is trusted, so there is no password to keep.
//! - **Never root**: see [`place`].
//! - **kill -9 of `naungan`** leaves the server running, in a process group of its own. The next start finds and
//!   adopts it; nothing is lost, because nothing was acknowledged before it was on disk.
//! - **Several processes** (`serve` and, beside it, `migrate` or `check`) share one server. Each holds a shared lock
//!   on `<data>/pg.users` while it lives, the kernel takes it back however the process ends, and only the last one
//!   to leave stops the server. Starts and stops are serialised by `<data>/pg.lock`.
//! - **Stale files**: `postmaster.pid` and the socket of a dead server are removed, but only when no process of the
//!   old server is left: two servers on one folder would destroy it.
//!
//! ```no_run
//! # async fn example() -> Result<(), server::embedded::EmbeddedError> {
//! use server::embedded::postgres::Cluster;
//!
//! let cluster = Cluster::start(std::path::Path::new(".data"), None).await?;
//! let owner = cluster.superuser_options();
//! let door = cluster.options_for("naungan_publik", server::embedded::DATABASE);
//! // ... serve ...
//! cluster.stop().await?;
//! # Ok(())
//! # }
//! ```

mod binaries;
mod init;
mod place;
mod process;
mod settings;

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::process::Signal;
use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};

use self::binaries::Binaries;
use self::init::SUPERUSER;
use self::place::Place;
use self::process::Postmaster;
use super::lock::Lock;
use super::{DATABASE, EmbeddedError};

/// How long another start, which may be making the cluster, is waited for.
const OTHERS: Duration = Duration::from_mins(3);
/// How long a server may need until it answers; after a crash it first replays its log.
const READY: Duration = Duration::from_mins(5);
/// How long the processes of a killed server may need to notice.
const LEFTOVERS: Duration = Duration::from_secs(30);
/// How long a fast shutdown, which writes everything to its place, may take.
const SHUTDOWN: Duration = Duration::from_mins(1);
/// How often a waiting process looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(10);
/// A log longer than this begins anew at the next start; the old one is kept beside it.
const LONGEST_LOG: u64 = 5 * 1024 * 1024;

/// A running private cluster. Dropping the handle leaves the server running; [`Cluster::stop`] ends it.
#[derive(Debug)]
pub struct Cluster {
    place: Place,
    named: Option<PathBuf>,
    server: Postmaster,
    adopted: bool,
    users: Lock,
}

impl Cluster {
    /// Starts the cluster of `data_dir`, or adopts its running server; makes it first when there is none.
    ///
    /// `pg_bin` is the folder of PostgreSQL's programs; without it the newest fitting one is found. On return the
    /// server has answered a connection.
    pub async fn start(data_dir: &Path, pg_bin: Option<&Path>) -> Result<Self, EmbeddedError> {
        let data = data_folder(data_dir)?;
        let _one_at_a_time = Lock::exclusive(&data.join("pg.lock"), OTHERS).await?;
        let place = Place::settle(&data)?;
        let (server, adopted) = up(&place, pg_bin).await?;
        let users = join(&data)?;
        Ok(Self { place, named: pg_bin.map(Path::to_owned), server, adopted, users })
    }

    /// Options for the superuser on the application's database: for migrations and tests, never for a request.
    pub fn superuser_options(&self) -> PgConnectOptions {
        self.options_for(SUPERUSER, DATABASE)
    }

    /// Options for `role` on `database`.
    pub fn options_for(&self, role: &str, database: &str) -> PgConnectOptions {
        options(&self.server, role, database)
    }

    /// Whether the server was running already, left by a killed process or used by another one.
    pub fn was_adopted(&self) -> bool {
        self.adopted
    }

    /// The process of the server.
    pub fn pid(&self) -> i32 {
        self.server.pid
    }

    /// Stops the server and starts it again, whoever else uses it. Connections break, as they do when an
    /// administrator restarts PostgreSQL; the socket stays where it is.
    pub async fn restart(&mut self) -> Result<(), EmbeddedError> {
        let _one_at_a_time = Lock::exclusive(&self.place.data.join("pg.lock"), OTHERS).await?;
        down(&self.place).await?;
        (self.server, self.adopted) = up(&self.place, self.named.as_deref()).await?;
        Ok(())
    }

    /// Stops the server (fast: sessions are ended, everything is written) unless another process still uses it.
    pub async fn stop(self) -> Result<(), EmbeddedError> {
        let _one_at_a_time = Lock::exclusive(&self.place.data.join("pg.lock"), OTHERS).await?;
        if !self.users.is_last()? {
            tracing::debug!("PostgreSQL is left running: another process uses it");
            return Ok(());
        }
        down(&self.place).await
    }
}

fn options(server: &Postmaster, role: &str, database: &str) -> PgConnectOptions {
    // Everything is said, so that no PGHOST or PGSSLMODE of the environment is heard.
    PgConnectOptions::new_without_pgpass()
        .host("localhost")
        .port(5432)
        .socket(&server.socket_folder)
        .username(role)
        .database(database)
        .ssl_mode(PgSslMode::Disable)
        .application_name("naungan")
}

fn data_folder(data: &Path) -> Result<PathBuf, EmbeddedError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o755)
        .create(data)
        .and_then(|()| data.canonicalize())
        .map_err(|source| EmbeddedError::io("create the data folder", data, source))
}

/// Counts us among the users. Called under `pg.lock`, under which alone the lock is ever taken exclusively.
fn join(data: &Path) -> Result<Lock, EmbeddedError> {
    let path = data.join("pg.users");
    Lock::shared(&path)?.ok_or(EmbeddedError::Busy { path, seconds: 0 })
}

/// A server that answers: the running one, else a new one.
async fn up(place: &Place, named: Option<&Path>) -> Result<(Postmaster, bool), EmbeddedError> {
    match attempt(place, named).await {
        // It was just shutting down, or another server of this folder had begun a moment before ours.
        Err(EmbeddedError::Ended { .. }) => attempt(place, named).await,
        outcome => outcome,
    }
}

async fn attempt(place: &Place, named: Option<&Path>) -> Result<(Postmaster, bool), EmbeddedError> {
    if let Some(server) = settled(place).await? {
        answers(place, &server, 0).await?;
        tracing::info!(pid = server.pid, "adopted the running PostgreSQL");
        return Ok((server, true));
    }
    let binaries = Binaries::find(named, place)?;
    init::ensure(place, &binaries).await?;
    remove_stale_files(place)?;
    let (server, log_begins) = spawn(place, &binaries)?;
    answers(place, &server, log_begins).await?;
    Ok((server, false))
}

/// The running server; `None` once no process works in the cluster. What a killed server left is waited for, and
/// so is a server that has only just begun.
async fn settled(place: &Place) -> Result<Option<Postmaster>, EmbeddedError> {
    let waiting = async {
        loop {
            let running = process::running(place)?;
            if running.is_some() || process::remaining(place).is_empty() {
                return Ok(running);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    };
    match tokio::time::timeout(LEFTOVERS, waiting).await {
        Ok(outcome) => outcome,
        Err(_) => Err(EmbeddedError::Leftovers { path: place.home.clone(), pids: process::remaining(place) }),
    }
}

/// Removes the pid file and the socket of a dead server. Only after [`settled`] said that nothing runs.
fn remove_stale_files(place: &Place) -> Result<(), EmbeddedError> {
    let sockets = place.socket_folder()?;
    let pid_file = place.home.join("postmaster.pid");
    for stale in [pid_file, sockets.join(".s.PGSQL.5432"), sockets.join(".s.PGSQL.5432.lock")] {
        match fs::remove_file(&stale) {
            Err(failed) if failed.kind() != ErrorKind::NotFound => {
                return Err(EmbeddedError::io("remove", &stale, failed));
            }
            _ => {}
        }
    }
    Ok(())
}

fn spawn(place: &Place, binaries: &Binaries) -> Result<(Postmaster, u64), EmbeddedError> {
    let socket_folder = place.socket_folder()?;
    let (log, log_begins) = open_log(&place.log())?;
    let again = log.try_clone().map_err(|source| EmbeddedError::io("open", &place.log(), source))?;
    let mut command = place.run_as.command(binaries.program("postgres"));
    command.args(settings::arguments(&place.home, &socket_folder)).stdout(log).stderr(again);
    // A group of its own: Ctrl-C in the terminal is for us, and we then end it in order.
    command.process_group(0);
    let failed = |reason: String| EmbeddedError::Program { name: "postgres", reason };
    let mut child =
        tokio::process::Command::from(command).spawn().map_err(|source| failed(source.to_string()))?;
    let pid =
        child.id().and_then(|pid| i32::try_from(pid).ok()).ok_or_else(|| failed("it has no pid".into()))?;
    tokio::spawn(async move {
        // Somebody must wait for it, or it stays a zombie. Nothing is done here: `naungan` asks for its
        // connections and finds out by itself.
        if let Ok(status) = child.wait().await {
            tracing::info!(pid, %status, "PostgreSQL has ended");
        }
    });
    Ok((Postmaster { pid, socket_folder }, log_begins))
}

fn open_log(path: &Path) -> Result<(File, u64), EmbeddedError> {
    if fs::metadata(path).is_ok_and(|found| found.len() > LONGEST_LOG) {
        let old = path.with_extension("log.1");
        fs::rename(path, &old).map_err(|source| EmbeddedError::io("rename", path, source))?;
    }
    let file = OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)
        .map_err(|source| EmbeddedError::io("open the log", path, source))?;
    let begins = file.metadata().map_or(0, |found| found.len());
    Ok((file, begins))
}

/// Waits until the server really accepts a connection.
async fn answers(place: &Place, server: &Postmaster, log_begins: u64) -> Result<(), EmbeddedError> {
    let connection = options(server, SUPERUSER, "postgres");
    let attempts = async {
        loop {
            match PgConnection::connect_with(&connection).await {
                Ok(open) => {
                    // It answered; how the connection ends does not matter.
                    let _ = open.close().await;
                    return Ok(());
                }
                Err(reason) if is_early(&reason) => {}
                Err(reason) => return Err(EmbeddedError::Refused { reason: reason.to_string() }),
            }
            if !process::alive(server.pid) {
                return Err(EmbeddedError::Ended {
                    reason: last_words(&place.log(), log_begins),
                    log: place.log(),
                });
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    };
    match tokio::time::timeout(READY, attempts).await {
        Ok(outcome) => outcome,
        Err(_) => Err(EmbeddedError::Silent { seconds: READY.as_secs(), log: place.log() }),
    }
}

/// No socket yet, not listening yet, starting up, recovering, or shutting down (`57P03`).
fn is_early(reason: &sqlx::Error) -> bool {
    match reason {
        sqlx::Error::Io(failed) => failed.kind() != ErrorKind::PermissionDenied,
        sqlx::Error::Database(answer) => answer.code().is_some_and(|code| code == "57P03" || code == "57P01"),
        _ => false,
    }
}

/// Why a server ended, from its log since `begins`.
fn last_words(log: &Path, begins: u64) -> String {
    let mut text = Vec::new();
    let read = File::open(log).and_then(|mut file| {
        file.seek(SeekFrom::Start(begins))?;
        file.take(64 * 1024).read_to_end(&mut text)
    });
    let text = String::from_utf8_lossy(&text);
    let lines = || text.lines().rev().map(str::trim).filter(|line| !line.is_empty());
    let telling = lines().find(|line| line.contains("FATAL:")).or_else(|| lines().next());
    match (read, telling) {
        (Ok(_), Some(line)) => line.to_owned(),
        _ => "it said nothing".to_owned(),
    }
}

/// Ends the server of `place`, if one runs.
async fn down(place: &Place) -> Result<(), EmbeddedError> {
    let Some(server) = process::running(place)? else { return Ok(()) };
    // SIGINT is the fast shutdown: sessions are ended, everything is written.
    process::signal(server.pid, Signal::INT)?;
    if wait_until(SHUTDOWN, || !process::alive(server.pid)).await {
        return Ok(());
    }
    tracing::warn!(pid = server.pid, "PostgreSQL did not stop in time and is stopped at once");
    process::signal(server.pid, Signal::QUIT)?;
    if wait_until(LEFTOVERS, || !process::alive(server.pid)).await {
        return Ok(());
    }
    Err(EmbeddedError::Leftovers { path: place.home.clone(), pids: vec![server.pid] })
}

async fn wait_until(patience: Duration, done: impl Fn() -> bool) -> bool {
    tokio::time::timeout(patience, async {
        while !done() {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    })
    .await
    .is_ok()
}

#[cfg(test)]
mod tests;

//! The binary itself, in a process of its own, as an operator starts it.

use crate::app::{Browser, Wire};
use crate::sponsor::FORM;
use rustix::process::{Pid, Signal, kill_process};
use server::embedded::postgres::Cluster;
use services::testkit::TestDb;
use sqlx::ConnectOptions;
use std::ffi::OsString;
use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;
use url::Url;

/// A data folder, and whatever serves it.
pub struct World {
    folder: tempfile::TempDir,
}

/// A command that goes on until it is told to end.
pub struct Running {
    process: Child,
    /// The line in which it said that it is ready.
    line: String,
    rest: Vec<JoinHandle<String>>,
}

/// `naungan serve` in a process of its own.
pub struct Portal {
    running: Running,
    wire: Wire,
}

/// A command that came to its end.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl World {
    /// One in which nothing was ever started.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("naungan-world-").tempdir().unwrap();
        // PostgreSQL runs as another user when the tests are root's.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        Self { folder }
    }

    /// One in which a portal has been: the cluster, its schema and the list of regions are there.
    ///
    /// Making them takes many seconds of work, so one is kept for each build of `naungan` and copied. Tests of other
    /// processes wait for the one that makes it.
    pub async fn ready() -> Self {
        let world = Self::new();
        let shelf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("worlds");
        fs::create_dir_all(&shelf).unwrap();
        let one_at_a_time = File::create(shelf.join("lock")).unwrap();
        one_at_a_time.lock().unwrap();
        let (kept, half) = (shelf.join(build()), shelf.join(".half"));
        if kept.is_dir() {
            copy(&kept, &world.data());
            return world;
        }
        let made = world.run(&["migrate"], &[]).await;
        assert_eq!(made.code, Some(0), "{made:?}");
        let folders = fs::read_dir(&shelf).unwrap().map(|entry| entry.unwrap().path());
        for older in folders.filter(|path| path.is_dir()) {
            fs::remove_dir_all(older).unwrap();
        }
        copy(&world.data(), &half);
        fs::rename(half, kept).unwrap();
        world
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn naungan(&self, arguments: &[&str], more: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_naungan"));
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("NAUNGAN_") || name.starts_with("MIGRATION_") {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .env("NAUNGAN_DATA", self.data())
            .env("NAUNGAN_BIND", "127.0.0.1:0")
            .envs(named().map(|folder| ("NAUNGAN_PG_BIN", folder)))
            .envs(more.iter().copied())
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Runs a command to its end.
    pub async fn run(&self, arguments: &[&str], more: &[(&str, &str)]) -> Ended {
        let output = self.naungan(arguments, more).output().await.unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Ended { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    pub async fn portal(&self, more: &[(&str, &str)]) -> Portal {
        Portal::of(Running::ready(self.naungan(&["serve"], more)).await)
    }

    /// The database server that the portal started, shared with it.
    pub async fn cluster(&self) -> Cluster {
        Cluster::start(&self.data(), named().as_deref()).await.unwrap()
    }

    /// What is tried again later is due now, and what a portal held when it was killed is free.
    pub async fn let_time_pass(&self) {
        let mut open = self.cluster().await.superuser_options().connect().await.unwrap();
        for table in ["outbox", "jobs"] {
            let later = format!("update {table} set due_at = now(), lease_until = null");
            sqlx::query(sqlx::AssertSqlSafe(later)).execute(&mut open).await.unwrap();
        }
    }

    /// Nothing of it stays on the machine.
    pub async fn end(self, portal: Option<Portal>) {
        if let Some(mut portal) = portal {
            portal.kill().await;
        }
        self.cluster().await.stop().await.unwrap();
    }
}

impl Running {
    /// Starts it, and waits until it says that it is ready. What it says later is kept, and its messages as well
    /// when `command` has a pipe for them.
    pub async fn ready(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let errors = process.stderr.take().map(|mut errors| {
            tokio::spawn(async move {
                let mut said = String::new();
                errors.read_to_string(&mut said).await.unwrap();
                said
            })
        });
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        while let Some(line) = lines.next_line().await.unwrap() {
            if line.contains(" siap") {
                // Whoever writes to a pipe that nobody reads any more is ended.
                let more = tokio::spawn(async move {
                    let mut said = String::new();
                    while let Ok(Some(line)) = lines.next_line().await {
                        said.push_str(&line);
                        said.push('\n');
                    }
                    said
                });
                return Self { process, line, rest: errors.into_iter().chain([more]).collect() };
            }
        }
        unreachable!("it ended before it was ready: {:?}", process.wait().await)
    }

    /// Tells it to end, as a service manager does; returns how it ended and all that it said.
    pub async fn end(mut self) -> (ExitStatus, String) {
        let pid = i32::try_from(self.process.id().unwrap()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), Signal::TERM).unwrap();
        let status = self.process.wait().await.unwrap();
        let mut said = self.line;
        for rest in self.rest {
            said.push_str(&rest.await.unwrap());
        }
        (status, said)
    }
}

impl Portal {
    /// At the address that it says.
    pub fn of(running: Running) -> Self {
        let (_, address) = running.line.split_once("siap di http://").unwrap();
        let address = address.trim_end_matches('/').parse().unwrap();
        Self::at(address, running)
    }

    /// At `address`, because what it says is the name people type.
    pub fn at(address: SocketAddr, running: Running) -> Self {
        Self { running, wire: Wire::Network(address) }
    }

    /// kill -9: nothing is told, nothing is tidied.
    pub async fn kill(&mut self) {
        self.running.process.kill().await.unwrap();
    }

    /// As [`Running::end`].
    pub async fn end(self) -> (ExitStatus, String) {
        self.running.end().await
    }

    pub fn browser(&self) -> Browser {
        Browser::through(self.wire.clone())
    }

    /// The newest mail in the trial mailbox, as soon as there is one.
    pub async fn mail(&self) -> String {
        let mut browser = self.browser();
        loop {
            let list = browser.get("/dev/kotak-surat").await;
            if let Some((_, rest)) = list.body.split_once("href=\"/dev/kotak-surat/") {
                let id = rest.split('"').next().unwrap_or_default();
                return browser.get(&format!("/dev/kotak-surat/{id}")).await.body;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Registered, confirmed by the code in the mail, and signed in.
    pub async fn sponsor(&self) -> Browser {
        self.registered(FORM).await
    }

    /// As [`Self::sponsor`], with what `form` says.
    pub async fn registered(&self, form: &[(&str, &str)]) -> Browser {
        let mut browser = self.browser();
        assert_eq!(browser.post("/daftar", form).await.location(), "/daftar/konfirmasi");
        let mail = self.mail().await;
        let done = browser.post("/daftar/konfirmasi", &[("code", &code_in(&mail))]).await;
        assert_eq!(done.location(), "/sponsor", "{}", done.body);
        browser
    }
}

/// The name of this build of the binary, and of the PostgreSQL that goes with it.
fn build() -> String {
    let binary = fs::metadata(env!("CARGO_BIN_EXE_naungan")).unwrap();
    let postgres = named().unwrap_or_default().display().to_string().replace('/', "-");
    format!("{}-{}.{}{postgres}", binary.len(), binary.mtime(), binary.mtime_nsec())
}

/// With owners: the cluster belongs to another user when the tests are root's.
fn copy(from: &Path, to: &Path) {
    let copied = std::process::Command::new("cp").arg("-a").args([from, to]).status().unwrap();
    assert!(copied.success(), "{}: {copied}", from.display());
}

/// Where nobody listens.
pub fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// The address of a test's database, as it is configured.
pub fn address_of(test: &TestDb) -> String {
    let mut url = test_server();
    url.set_path(test.options_for("postgres").get_database().unwrap());
    url.into()
}

/// The tests' database server; in the database that it names lies no portal.
pub fn test_server() -> Url {
    let url = std::env::var_os("NAUNGAN_TEST_DATABASE_URL").map(OsString::into_string);
    Url::parse(&url.unwrap().unwrap()).unwrap()
}

/// The code on the page of a mail: three digits, a space, three digits.
pub fn code_in(page: &str) -> String {
    let letter = page.split_once("class=\"letter\"").unwrap().1;
    let (_, window) = letter
        .as_bytes()
        .windows(9)
        .enumerate()
        .find(|(_, nine)| {
            let is_digit = |at: usize| nine[at].is_ascii_digit();
            (1..=3).all(is_digit) && nine[4] == b' ' && (5..=7).all(is_digit) && !is_digit(0) && !is_digit(8)
        })
        .unwrap();
    window.iter().filter(|byte| byte.is_ascii_digit()).map(|byte| char::from(*byte)).collect()
}

/// The PostgreSQL that whoever starts the tests has found.
fn named() -> Option<PathBuf> {
    std::env::var_os("NAUNGAN_TEST_PG_BIN").map(PathBuf::from)
}

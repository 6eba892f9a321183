//! The binary itself, with everything it brings along, and somebody who pulls the plug.

use crate::app::{Browser, Page, Wire};
use crate::sponsor::FORM;
use http::StatusCode;
use rustix::process::{Pid, Signal, kill_process};
use server::embedded::postgres::Cluster;
use sqlx::ConnectOptions;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const EMAIL: &str = "sari@contoh.id";

/// A data folder, and whatever serves it.
struct World {
    folder: tempfile::TempDir,
}

/// `naungan serve` in a process of its own.
struct Portal {
    process: Child,
    wire: Wire,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("naungan-outage-").tempdir().unwrap();
        // PostgreSQL runs as another user when the tests are root's.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        Self { folder }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn naungan(&self, arguments: &[&str], more: &[(&str, &str)]) -> Command {
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

    async fn portal(&self, more: &[(&str, &str)]) -> Portal {
        let mut process = self.naungan(&["serve"], more).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        while let Some(line) = lines.next_line().await.unwrap() {
            if let Some((_, address)) = line.split_once("siap di http://") {
                let wire = Wire::Network(address.trim_end_matches('/').parse().unwrap());
                // Whoever writes to a pipe that nobody reads any more is ended.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Portal { process, wire };
            }
        }
        unreachable!("the portal ended before it was ready: {:?}", process.wait().await)
    }

    /// The database server that the portal started, shared with it.
    async fn cluster(&self) -> Cluster {
        Cluster::start(&self.data(), named().as_deref()).await.unwrap()
    }

    /// What is tried again later is due now, and what a portal held when it was killed is free.
    async fn let_time_pass(&self) {
        let mut open = self.cluster().await.superuser_options().connect().await.unwrap();
        for table in ["outbox", "jobs"] {
            let later = format!("update {table} set due_at = now(), lease_until = null");
            sqlx::query(sqlx::AssertSqlSafe(later)).execute(&mut open).await.unwrap();
        }
    }

    /// Nothing of it stays on the machine.
    async fn end(self, portal: Option<Portal>) {
        if let Some(mut portal) = portal {
            portal.kill().await;
        }
        self.cluster().await.stop().await.unwrap();
    }
}

impl Portal {
    /// kill -9: nothing is told, nothing is tidied.
    async fn kill(&mut self) {
        self.process.kill().await.unwrap();
    }

    fn browser(&self) -> Browser {
        Browser::through(self.wire.clone())
    }

    /// The newest mail in the trial mailbox, as soon as there is one.
    async fn mail(&self) -> String {
        let mut browser = self.browser();
        loop {
            let list = browser.get("/dev/kotak-surat").await;
            if let Some((_, rest)) = list.body.split_once("href=\"/dev/kotak-surat/") {
                let id = rest.split('"').next().unwrap_or_default();
                return browser.get(&format!("/dev/kotak-surat/{id}")).await.body;
            }
            tokio::task::yield_now().await;
        }
    }

    /// Registered, confirmed by the code in the mail, and signed in.
    async fn sponsor(&self) -> Browser {
        let mut browser = self.browser();
        assert_eq!(browser.post("/daftar", FORM).await.location(), "/daftar/konfirmasi");
        let mail = self.mail().await;
        let done = browser.post("/daftar/konfirmasi", &[("code", &code_in(&mail))]).await;
        assert_eq!(done.location(), "/sponsor", "{}", done.body);
        browser
    }
}

/// The code on the page of a mail: three digits, a space, three digits.
fn code_in(page: &str) -> String {
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

fn profile(page: &Page) -> Vec<(String, String)> {
    let typed = [
        ("kind", "panti"),
        ("name", "Panti Asuhan Kasih Bunda"),
        ("in_charge", "Sari Dewi"),
        ("phone", "0812 3456 7890"),
        ("residents", "24"),
        ("village", "51.08.05.2002"),
        ("street", "Jalan \"Pahlawan\" 12"),
        ("rt", "3"),
        ("rw", ""),
        ("postcode", "81116"),
    ];
    let hidden = ["kunci", "versi"].map(|name| (name.to_owned(), page.field(name)));
    typed.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().chain(hidden).collect()
}

fn borrowed(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn killed_at_once_after_an_answer_the_portal_has_everything_it_acknowledged() {
    let world = World::new();
    let mut portal = world.portal(&[]).await;
    let mut browser = portal.sponsor().await;
    let form = profile(&browser.get("/sponsor/lembaga").await);
    let saved = browser.post("/sponsor/lembaga", &borrowed(&form)).await;
    let sent = browser
        .upload("/sponsor/berkas/premises_photo", "foto.jpg", &decode::sample::premises_photo(3))
        .await;
    portal.kill().await;
    world.let_time_pass().await;
    assert_eq!((saved.status, sent.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));

    let portal = world.portal(&[]).await;
    let mut again = portal.browser();
    again.cookies = browser.cookies;
    let page = again.get("/sponsor/lembaga").await;
    let verified = world.naungan(&["verify"], &[]).stdout(Stdio::null()).status().await.unwrap();
    while !again.get("/sponsor/berkas/premises_photo").await.says("/halaman/1") {
        tokio::task::yield_now().await;
    }

    assert!(page.says("Jalan &quot;Pahlawan&quot; 12"), "the session and the profile are there");
    assert!(verified.success(), "every promise of the database holds");
    world.end(Some(portal)).await;
}

#[tokio::test]
async fn a_form_that_meets_a_database_that_is_down_is_offered_again_and_counts_once() {
    let world = World::new();
    let portal = world.portal(&[]).await;
    let mut browser = portal.sponsor().await;
    let form = profile(&browser.get("/sponsor/lembaga").await);
    let mut cluster = world.cluster().await;
    kill_process(Pid::from_raw(cluster.pid()).unwrap(), Signal::KILL).unwrap();

    let down = browser.post("/sponsor/lembaga", &borrowed(&form)).await;
    let upload = browser
        .upload("/sponsor/berkas/premises_photo", "foto.jpg", &decode::sample::premises_photo(3))
        .await;
    let landing = browser.get("/").await;
    cluster.restart().await.unwrap();
    let offered: Vec<(String, String)> =
        form.iter().map(|(name, _)| (name.clone(), unescaped(&down.field(name)))).collect();
    let first = browser.post("/sponsor/lembaga", &borrowed(&offered)).await;
    let second = browser.post("/sponsor/lembaga", &borrowed(&offered)).await;

    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(down.says("Kirim lagi") && down.says("tidak hilang"), "{}", down.body);
    assert!(!down.says("sqlx") && !down.says("PostgreSQL"), "what failed inside stays inside");
    assert_eq!(offered, form, "every field is on the page, as it was typed");
    assert_eq!(upload.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        landing.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "a page for whoever is signed in says it too"
    );
    assert_eq!(portal.browser().get("/").await.status, StatusCode::OK);
    assert_eq!((first.status, first.location()), (StatusCode::SEE_OTHER, "/sponsor"), "{}", first.body);
    assert_eq!(second.location(), "/sponsor", "sent twice, it counts once");
    assert!(browser.get("/sponsor/lembaga").await.says("81116"));
    drop(cluster);
    world.end(Some(portal)).await;
}

#[tokio::test]
async fn with_the_mail_server_down_somebody_can_register_and_the_mail_leaves_when_it_is_back() {
    let world = World::new();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let mut portal = world.portal(&[("NAUNGAN_SMTP_URL", &url)]).await;
    let mut browser = portal.browser();

    let sent = browser.post("/daftar", FORM).await;
    let told = browser.get("/daftar/konfirmasi").await;
    portal.kill().await;
    world.let_time_pass().await;
    let portal = world.portal(&[]).await;
    let mail = portal.mail().await;

    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, "/daftar/konfirmasi"));
    assert!(told.says("s•••@contoh.id"), "the page says where the mail goes");
    assert!(mail.contains(EMAIL));
    world.end(Some(portal)).await;
}

/// The text of an attribute.
fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

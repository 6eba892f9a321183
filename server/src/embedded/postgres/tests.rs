//! The cluster as `naungan` meets it, with the PostgreSQL of this machine: first start, kill -9 of `naungan` and of
//! the server, stale files, starts at once, several users, restarts.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use sqlx::Row;

use super::*;

/// A data folder that another user than root can reach, as `.data` in a checkout under /home or /srv is.
struct World {
    folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("naungan-pg-").tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        Self { folder }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data, \"of\" Panti")
    }

    async fn start(&self) -> Cluster {
        Cluster::start(&self.data(), named().as_deref()).await.unwrap()
    }

    fn place(&self) -> Place {
        Place::settle(&self.data().canonicalize().unwrap()).unwrap()
    }
}

/// A test that failed leaves no server behind.
impl Drop for World {
    fn drop(&mut self) {
        if let Ok(data) = self.data().canonicalize()
            && let Ok(place) = Place::settle(&data)
        {
            for pid in process::remaining(&place) {
                let _ = process::signal(pid, Signal::KILL);
            }
        }
    }
}

/// The programs that whoever starts the tests has found, where the machine's own places have none.
fn named() -> Option<PathBuf> {
    std::env::var_os("NAUNGAN_TEST_PG_BIN").map(PathBuf::from)
}

async fn connect(cluster: &Cluster) -> PgConnection {
    PgConnection::connect_with(&cluster.superuser_options()).await.unwrap()
}

async fn note(cluster: &Cluster, text: &str) {
    let mut open = connect(cluster).await;
    sqlx::query("create table if not exists notes (text text)").execute(&mut open).await.unwrap();
    sqlx::query("insert into notes values ($1)").bind(text).execute(&mut open).await.unwrap();
}

async fn notes(cluster: &Cluster) -> Vec<String> {
    let mut open = connect(cluster).await;
    let rows = sqlx::query("select text from notes order by text").fetch_all(&mut open).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

async fn setting(cluster: &Cluster, name: &str) -> String {
    let mut open = connect(cluster).await;
    let row = sqlx::query("select current_setting($1)").bind(name).fetch_one(&mut open).await.unwrap();
    row.get(0)
}

#[tokio::test]
async fn a_first_start_makes_a_private_cluster_with_its_database() {
    let world = World::new();

    let cluster = world.start().await;

    assert!(!cluster.was_adopted());
    for (name, value) in [
        ("listen_addresses", ""),
        ("unix_socket_permissions", "0700"),
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("server_encoding", "UTF8"),
        ("data_checksums", "on"),
        ("shared_buffers", "64MB"),
        ("max_connections", "60"),
        ("jit", "off"),
        ("TimeZone", "UTC"),
    ] {
        assert_eq!(setting(&cluster, name).await, value, "{name}");
    }
    let mode = fs::metadata(&cluster.server.socket_folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    assert_ne!(fs::metadata(format!("/proc/{}", cluster.pid())).map(|m| owner_of(&m)).unwrap(), 0);
    cluster.stop().await.unwrap();
}

fn owner_of(found: &fs::Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::uid(found)
}

#[tokio::test]
async fn what_was_written_is_there_after_a_restart() {
    let world = World::new();
    let mut cluster = world.start().await;
    note(&cluster, "satu").await;

    cluster.restart().await.unwrap();
    note(&cluster, "dua").await;
    cluster.stop().await.unwrap();

    assert!(process::remaining(&world.place()).is_empty(), "stop leaves nothing running");
    let cluster = world.start().await;
    assert_eq!(notes(&cluster).await, ["dua", "satu"]);
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_left_by_a_killed_naungan_is_adopted_with_its_data() {
    let world = World::new();
    let first = world.start().await;
    note(&first, "selamat").await;
    let pid = first.pid();
    // kill -9 runs no destructor that talks to the server; dropping the handle does not either.
    drop(first);

    let second = world.start().await;

    assert!(second.was_adopted());
    assert_eq!(second.pid(), pid);
    assert_eq!(notes(&second).await, ["selamat"]);
    second.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_was_killed_itself_is_replaced_and_loses_nothing() {
    let world = World::new();
    let first = world.start().await;
    note(&first, "selamat").await;
    let pid = first.pid();
    process::signal(pid, Signal::KILL).unwrap();
    drop(first);
    assert!(world.place().home.join("postmaster.pid").exists(), "the pid file is stale");

    let second = world.start().await;

    assert!(!second.was_adopted());
    assert_ne!(second.pid(), pid);
    assert_eq!(notes(&second).await, ["selamat"]);
    second.stop().await.unwrap();
}

#[tokio::test]
async fn a_pid_file_whose_number_belongs_to_somebody_else_is_stale() {
    let world = World::new();
    let first = world.start().await;
    note(&first, "selamat").await;
    let sockets = first.server.socket_folder.clone();
    first.stop().await.unwrap();
    let home = world.place().home;
    // Our own number: alive, ours to signal, and no PostgreSQL. PostgreSQL itself would give up here.
    let stale = format!("{}\n{}\n1\n5432\n{}\n\n", std::process::id(), home.display(), sockets.display());
    fs::write(home.join("postmaster.pid"), stale).unwrap();
    fs::write(sockets.join(".s.PGSQL.5432.lock"), format!("{}\n", std::process::id())).unwrap();
    fs::write(sockets.join(".s.PGSQL.5432"), "").unwrap();

    let second = world.start().await;

    assert_eq!(notes(&second).await, ["selamat"]);
    second.stop().await.unwrap();
}

#[tokio::test]
async fn starts_at_once_share_one_server_and_the_last_to_leave_stops_it() {
    let world = World::new();
    fs::create_dir(world.data()).unwrap();
    let starting: Vec<_> = (0..4)
        .map(|_| {
            let data = world.data();
            tokio::spawn(async move { Cluster::start(&data, named().as_deref()).await })
        })
        .collect();
    let mut clusters = Vec::new();
    for started in starting {
        clusters.push(started.await.unwrap().unwrap());
    }
    let pid = clusters[0].pid();
    assert!(clusters.iter().all(|cluster| cluster.pid() == pid));
    assert_eq!(clusters.iter().filter(|cluster| !cluster.was_adopted()).count(), 1);

    let last = clusters.pop().unwrap();
    for cluster in clusters {
        cluster.stop().await.unwrap();
    }
    note(&last, "masih hidup").await;
    last.stop().await.unwrap();

    assert!(!process::alive(pid));
}

#[tokio::test]
async fn a_killed_initdb_leaves_nothing() {
    let world = World::new();
    let data = world.data();
    fs::create_dir(&data).unwrap();
    // What a killed initdb leaves: a folder beside, half full, and no cluster.
    let half = data.join("pg.init.0123");
    fs::create_dir_all(half.join("base")).unwrap();
    fs::write(half.join("PG_VERSION"), "15\n").unwrap();

    let cluster = world.start().await;

    assert!(!half.exists());
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_start_given_up_in_the_middle_of_initdb_does_not_disturb_the_next_one() {
    let world = World::new();
    let data = world.data();
    let started = tokio::spawn(async move { Cluster::start(&data, named().as_deref()).await });
    let workshop = async {
        loop {
            let entries = fs::read_dir(world.data()).into_iter().flatten().filter_map(Result::ok);
            let half_made = entries.map(|entry| entry.path()).find(|path| path.join("PG_VERSION").exists());
            if let Some(half_made) = half_made {
                return half_made;
            }
            tokio::task::yield_now().await;
        }
    };
    let half_made = workshop.await;
    started.abort();
    assert!(started.await.is_err_and(|gone| gone.is_cancelled()));

    let cluster = world.start().await;

    assert!(!half_made.exists());
    note(&cluster, "utuh").await;
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_folder_with_something_else_in_it_is_refused_and_left_alone() {
    let world = World::new();
    fs::create_dir_all(world.data().join("pg")).unwrap();
    fs::write(world.data().join("pg/skripsi.odt"), "penting").unwrap();

    let refused = Cluster::start(&world.data(), named().as_deref()).await.unwrap_err();

    assert!(matches!(refused, EmbeddedError::NotCluster { .. }), "{refused}");
    assert_eq!(fs::read_to_string(world.data().join("pg/skripsi.odt")).unwrap(), "penting");
}

#[tokio::test]
async fn a_server_that_cannot_start_says_why_in_one_line() {
    let world = World::new();
    world.start().await.stop().await.unwrap();
    let home = world.place().home;
    fs::remove_file(home.join("global/pg_control")).unwrap();

    let refused = Cluster::start(&world.data(), named().as_deref()).await.unwrap_err().to_string();

    assert!(refused.contains("ended while starting"), "{refused}");
    assert!(refused.contains("pg_control") || refused.contains("database system"), "{refused}");
    assert_eq!(refused.lines().count(), 1);
}

#[tokio::test]
async fn no_row_that_was_refused_is_quoted_in_the_log() {
    let world = World::new();
    let cluster = world.start().await;
    let mut open = connect(&cluster).await;
    sqlx::query("create table people (nik text primary key)").execute(&mut open).await.unwrap();
    for _ in 0..2 {
        let _ =
            sqlx::query("insert into people values ($1)").bind("3509010101900001").execute(&mut open).await;
    }
    let _ = sqlx::query("select '3509010101900001'::int8 / 0").execute(&mut open).await;
    open.close().await.unwrap();
    cluster.stop().await.unwrap();

    let log = fs::read_to_string(world.data().join("pg.log")).unwrap();

    assert!(log.contains("duplicate key"), "{log}");
    assert!(!log.contains("3509010101900001"), "{log}");
}

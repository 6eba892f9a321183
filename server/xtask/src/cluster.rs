//! A throw-away PostgreSQL with the migrated schema, for checking queries.
//!
//! It listens on a unix socket in a private folder and never runs as root. The schema is
//! loaded in single-user mode: that needs no client program, which the npm tarball lacks.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::environment;
use crate::failure::{Doing, Failure, Result};
use crate::project::remove_folder;

const DATABASE: &str = "naungan";
const PREFIX: &str = "naungan-xtask-";
const START_LIMIT: Duration = Duration::from_mins(5);

/// Who runs the server: nobody else than us, unless we are root.
#[derive(Clone, Copy, Debug)]
struct Owner {
    uid: u32,
    gid: u32,
}

/// A running server; stopped and removed when dropped.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    server: Option<Child>,
}

impl Cluster {
    /// Starts one whose database `naungan` has gone through `roles.sql` and every migration.
    pub fn start(binaries: &Path, migrations: &Path) -> Result<Self> {
        remove_leftovers();
        let owner = owner()?;
        let folder = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        if let Some(owner) = owner {
            chown(&folder, Some(owner.uid), Some(owner.gid))?;
        }
        let mut cluster = Self { folder, server: None };
        cluster.init(binaries, owner)?;
        cluster.load(binaries, owner, "postgres", &format!("create database {DATABASE}\n;\n\n"))?;
        cluster.load(binaries, owner, DATABASE, &schema(migrations)?)?;
        cluster.serve(binaries, owner)?;
        Ok(cluster)
    }

    /// Address for the superuser of this cluster.
    pub fn address(&self) -> String {
        format!("postgres://postgres@localhost/{DATABASE}?host={}", self.folder.display())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn init(&self, binaries: &Path, owner: Option<Owner>) -> Result<()> {
        let mut initdb = command(&binaries.join("initdb"), owner);
        initdb.arg("-D").arg(self.data()).args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ]);
        let output = initdb.output().doing(|| "cannot start initdb".to_owned())?;
        if output.status.success() {
            return Ok(());
        }
        Err(Failure::new(format!("initdb failed\n{}", String::from_utf8_lossy(&output.stderr))))
    }

    /// Runs a script as the superuser; the first error ends it.
    fn load(&self, binaries: &Path, owner: Option<Owner>, database: &str, script: &str) -> Result<()> {
        let mut single = command(&binaries.join("postgres"), owner);
        single.args(["--single", "-j", "-D"]).arg(self.data());
        single.args([
            "-c",
            "exit_on_error=true",
            "-c",
            "fsync=off",
            "-c",
            "log_min_messages=error",
            database,
        ]);
        let mut child = single.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        if let Some(mut input) = child.stdin.take() {
            // It stops reading at an error; the error itself comes below.
            input.write_all(script.as_bytes()).ok();
        }
        let output = child.wait_with_output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() && !said.contains("ERROR:") {
            return Ok(());
        }
        Err(Failure::new(format!("the schema could not be loaded\n{}", said.trim())))
    }

    fn serve(&mut self, binaries: &Path, owner: Option<Owner>) -> Result<()> {
        let log = fs::File::create(self.folder.join("log"))?;
        let mut server = command(&binaries.join("postgres"), owner);
        server.arg("-D").arg(self.data()).args(["-c", "listen_addresses=", "-c", "fsync=off", "-c"]);
        server.arg(format!("unix_socket_directories={}", self.folder.display()));
        self.server = Some(server.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?);
        let start = Instant::now();
        while start.elapsed() < START_LIMIT {
            if self.is_ready() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(Failure::new(format!("PostgreSQL did not start\n{log}")))
    }

    /// The last line of the pid file says so.
    fn is_ready(&self) -> bool {
        fs::read_to_string(self.data().join("postmaster.pid"))
            .is_ok_and(|text| text.lines().any(|line| line.trim() == "ready"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            crate::process::stop(server, rustix::process::Signal::INT, Duration::from_secs(20));
        }
        remove_folder(&self.folder).ok();
    }
}

/// A server program from `/`, which every user can enter.
fn command(program: &Path, owner: Option<Owner>) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/").env("LC_ALL", "C");
    if let Some(owner) = owner {
        command.uid(owner.uid).gid(owner.gid);
    }
    command
}

/// PostgreSQL refuses to run as root; `postgres` or `nobody` does it then.
fn owner() -> Result<Option<Owner>> {
    if !environment::is_root() {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| owner_in(&users, name))
        .map(Some)
        .ok_or_else(|| Failure::new("no user `postgres` or `nobody` to run PostgreSQL as"))
}

fn owner_in(users: &str, name: &str) -> Option<Owner> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some(Owner { uid: fields.next()?.parse().ok()?, gid: fields.next()?.parse().ok()? })
}

/// `roles.sql` as superuser, then every migration in order as the owner of the schema.
fn schema(migrations: &Path) -> Result<String> {
    let mut files: Vec<_> = fs::read_dir(migrations)
        .doing(|| format!("cannot read {}", migrations.display()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|file| file.extension().is_some_and(|extension| extension == "sql"))
        .filter(|file| file.file_name().is_some_and(|name| name != "roles.sql"))
        .collect();
    files.sort();
    let mut script = String::new();
    let roles = migrations.join("roles.sql");
    if roles.is_file() {
        script.push_str(&as_one_command(&fs::read_to_string(roles)?));
        script.push_str(&as_one_command("set role naungan_owner"));
    }
    for file in files {
        script.push_str(&as_one_command(&fs::read_to_string(file)?));
    }
    Ok(script)
}

/// In single-user mode with `-j` a semicolon before an empty line ends a command. Without its
/// empty lines a file is one command, in one transaction, as the server runs it.
fn as_one_command(sql: &str) -> String {
    let mut command: String =
        sql.lines().filter(|line| !line.trim().is_empty()).flat_map(|line| [line, "\n"]).collect();
    command.push_str(";\n\n");
    command
}

/// Folders of runs that were killed.
fn remove_leftovers() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let pid =
            name.to_str().and_then(|name| name.strip_prefix(PREFIX)).and_then(|pid| pid.parse::<u32>().ok());
        if pid.is_some_and(|pid| !Path::new(&format!("/proc/{pid}")).exists()) {
            remove_folder(&entry.path()).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_becomes_one_command_that_ends_once() {
        let command = as_one_command("create table a ();\n\ncreate table b (); -- last\n");

        assert_eq!(command, "create table a ();\ncreate table b (); -- last\n;\n\n");
    }

    #[test]
    fn a_user_is_found_by_its_whole_name() {
        let users = "postgresx:x:1:2::/:\npostgres:x:105:112:PostgreSQL:/var/lib/postgresql:/bin/bash\n";

        let owner = owner_in(users, "postgres").unwrap();

        assert_eq!((owner.uid, owner.gid), (105, 112));
        assert!(owner_in(users, "nobody").is_none());
    }
}

//! Making the cluster, whole or not at all.
//!
//! `initdb` works in a folder beside the final one, which is renamed when the database exists in it too. A killed
//! `initdb` leaves a folder of a name nobody looks at, and the next start removes it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::super::{DATABASE, EmbeddedError, random_hex};
use super::binaries::Binaries;
use super::place::Place;

/// The superuser of the cluster. Only who can enter the socket's folder can be it.
pub(super) const SUPERUSER: &str = "postgres";

/// Makes the cluster at `place` unless it is there.
pub(super) async fn ensure(place: &Place, binaries: &Binaries) -> Result<(), EmbeddedError> {
    remove_leftovers(place);
    if place.has_cluster() {
        return Ok(());
    }
    if fs::read_dir(&place.home).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(EmbeddedError::NotCluster { path: place.home.clone() });
    }
    tracing::info!(path = %place.home.display(), "making a private PostgreSQL cluster");
    let workshop = workshop(place, &random_hex::<8>()?);
    place.private_folder(&workshop)?;
    let made = make(place, binaries, &workshop).await;
    if made.is_err() {
        // Best effort: the next start looks again.
        let _ = fs::remove_dir_all(&workshop);
    }
    made
}

async fn make(place: &Place, binaries: &Binaries, workshop: &Path) -> Result<(), EmbeddedError> {
    initdb(place, binaries, workshop).await?;
    create_database(place, binaries, workshop).await?;
    write_out(workshop).await?;
    fs::rename(workshop, &place.home)
        .map_err(|source| EmbeddedError::io("rename the new cluster to", &place.home, source))?;
    sync_parent(&place.home)
}

async fn initdb(place: &Place, binaries: &Binaries, workshop: &Path) -> Result<(), EmbeddedError> {
    let mut command = place.run_as.command(binaries.program("initdb"));
    // No sync of each file: all are written out at once before they count.
    command.arg("-D").arg(workshop).args(["-U", SUPERUSER, "-E", "UTF8", "--data-checksums", "--no-sync"]);
    // Nobody but the owner reaches the socket, and there is no other way in.
    command.args(["--auth-local=trust", "--auth-host=reject"]);
    if binaries.major >= 17 {
        // Carried by PostgreSQL itself: the same order on every machine, whatever its C library.
        command.args(["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]);
    } else {
        command.arg("--locale=C.UTF-8");
    }
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    finish("initdb", command, None).await
}

/// A single-user server makes the application's database while nobody can connect yet.
async fn create_database(place: &Place, binaries: &Binaries, workshop: &Path) -> Result<(), EmbeddedError> {
    let mut command = place.run_as.command(binaries.program("postgres"));
    command.arg("--single").arg("-D").arg(workshop).args([
        "-c",
        "exit_on_error=on",
        "-c",
        "fsync=off",
        "postgres",
    ]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    finish("postgres --single", command, Some(format!("create database \"{DATABASE}\"\n"))).await
}

/// Writes the whole file system out: for a thousand small files four times quicker than one after the other.
async fn write_out(workshop: &Path) -> Result<(), EmbeddedError> {
    let folder = File::open(workshop).map_err(|source| EmbeddedError::io("open", workshop, source))?;
    tokio::task::spawn_blocking(move || rustix::fs::syncfs(&folder))
        .await
        .map_err(std::io::Error::other)
        .and_then(|written| written.map_err(std::io::Error::from))
        .map_err(|source| EmbeddedError::io("write to disk", workshop, source))
}

/// Runs `command` to its end; what it complained about last is the error. Ends with us if we are cancelled.
async fn finish(
    name: &'static str,
    command: std::process::Command,
    input: Option<String>,
) -> Result<(), EmbeddedError> {
    let failed = |reason: String| EmbeddedError::Program { name, reason };
    let mut command = tokio::process::Command::from(command);
    let mut child = command.kill_on_drop(true).spawn().map_err(|source| failed(source.to_string()))?;
    if let (Some(text), Some(stdin)) = (input, child.stdin.take()) {
        // Into a pipe of 64 KiB this never waits.
        let mut pipe = File::from(stdin.into_owned_fd().map_err(|source| failed(source.to_string()))?);
        pipe.write_all(text.as_bytes()).map_err(|source| failed(source.to_string()))?;
    }
    let ended = child.wait_with_output().await.map_err(|source| failed(source.to_string()))?;
    if ended.status.success() { Ok(()) } else { Err(failed(complaint(&ended.stderr, ended.status))) }
}

/// The most telling line of what a program wrote: its last error, else its last line.
fn complaint(stderr: &[u8], status: std::process::ExitStatus) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines = || text.lines().rev().map(str::trim).filter(|line| !line.is_empty());
    lines()
        .find(|line| line.contains("error:") || line.contains("FATAL") || line.contains("ERROR"))
        .or_else(|| lines().next())
        .map_or_else(|| status.to_string(), str::to_owned)
}

fn workshop(place: &Place, suffix: &str) -> PathBuf {
    let mut path = prefix(place);
    path.push(suffix);
    place.home.with_file_name(path)
}

fn prefix(place: &Place) -> OsString {
    let mut name = place.home.file_name().unwrap_or_default().to_owned();
    name.push(".init.");
    name
}

fn remove_leftovers(place: &Place) {
    let prefix = prefix(place);
    let beside = place.home.parent().map(fs::read_dir);
    for entry in beside.into_iter().flatten().flatten().filter_map(Result::ok) {
        let leftover = entry.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes());
        if leftover && let Err(reason) = fs::remove_dir_all(entry.path()) {
            tracing::warn!(path = %entry.path().display(), %reason, "a half-made cluster could not be removed");
        }
    }
}

/// The rename itself must survive a power failure.
fn sync_parent(home: &Path) -> Result<(), EmbeddedError> {
    let parent = home.parent().unwrap_or(home);
    File::open(parent)
        .and_then(|folder| folder.sync_all())
        .map_err(|source| EmbeddedError::io("write to disk", parent, source))
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    use super::*;

    #[test]
    fn the_error_of_a_program_is_its_telling_line() {
        let failed = ExitStatus::from_raw(256);
        let initdb = b"initdb: error: invalid locale name \"C.UTF-8\"\ninitdb: hint: try another\n\n";

        assert_eq!(complaint(initdb, failed), "initdb: error: invalid locale name \"C.UTF-8\"");
        assert_eq!(complaint(b"cannot execute\n", failed), "cannot execute");
        assert_eq!(complaint(b"", failed), "exit status: 1");
    }
}

//! Which process, if any, serves a cluster right now.
//!
//! `postmaster.pid` alone proves nothing: after kill -9 it stays, its number may belong to another program by now
//! (in a container small numbers come again and again), and a dead child nobody waited for, a zombie, still
//! "exists". A process counts only when it is called `postgres`, is not a zombie, and works in the folder of this
//! very cluster: a postmaster changes into its data folder and stays there.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::process::{Pid, Signal, kill_process};

use super::super::EmbeddedError;
use super::place::Place;

/// A running server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Postmaster {
    pub(super) pid: i32,
    /// The folder of its socket, as it says itself.
    pub(super) socket_folder: PathBuf,
}

/// What `postmaster.pid` says.
#[derive(Debug, PartialEq, Eq)]
struct PidFile {
    pid: i32,
    socket_folder: Option<PathBuf>,
}

/// The running server of the cluster at `place`.
pub(super) fn running(place: &Place) -> Result<Option<Postmaster>, EmbeddedError> {
    let Some(file) = pid_file(&place.home)? else { return Ok(None) };
    // A server that has only just begun has no socket line yet: it is alive, but not to be adopted by us.
    let Some(socket_folder) = file.socket_folder else { return Ok(None) };
    Ok(serves(file.pid, place).then_some(Postmaster { pid: file.pid, socket_folder }))
}

/// Every process that works in the cluster: the server and what it left behind when it was killed.
pub(super) fn remaining(place: &Place) -> Vec<i32> {
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|pid| serves(*pid, place))
        .collect()
}

/// Whether `pid` is a live process of PostgreSQL, of whatever cluster. Cheap: asked while waiting.
pub(super) fn alive(pid: i32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| is_live_postgres(&stat))
}

/// Sends `signal` to the server. That it has ended already is no fault.
pub(super) fn signal(pid: i32, signal: Signal) -> Result<(), EmbeddedError> {
    let Some(raw) = Pid::from_raw(pid) else { return Ok(()) };
    match kill_process(raw, signal) {
        Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
        Err(source) => Err(EmbeddedError::Signal { pid, source: source.into() }),
    }
}

fn serves(pid: i32, place: &Place) -> bool {
    alive(pid) && works_in(pid, place).is_some_and(|folder| folder == place.home)
}

fn works_in(pid: i32, place: &Place) -> Option<PathBuf> {
    let link = format!("/proc/{pid}/cwd");
    match fs::read_link(&link) {
        Ok(folder) => Some(folder),
        // Root in a container often lacks CAP_SYS_PTRACE and may not look; the owner of the process may.
        Err(denied) if denied.kind() == ErrorKind::PermissionDenied => {
            let said = place.run_as.command("readlink").arg("-n").arg(&link).output().ok()?;
            Some(PathBuf::from(std::ffi::OsStr::from_bytes(&said.stdout)))
        }
        Err(_) => None,
    }
}

/// `4711 (postgres) S 1 ...`: the name stands in brackets and may hold brackets itself.
fn is_live_postgres(stat: &str) -> bool {
    let Some((head, tail)) = stat.rsplit_once(") ") else { return false };
    let name = head.split_once('(').map_or("", |(_, name)| name);
    let state = tail.chars().next().unwrap_or('X');
    name.starts_with("postgres") && !matches!(state, 'Z' | 'X' | 'x')
}

fn pid_file(home: &Path) -> Result<Option<PidFile>, EmbeddedError> {
    let path = home.join("postmaster.pid");
    match fs::read_to_string(&path) {
        Ok(text) => Ok(parse_pid_file(&text)),
        Err(missing) if missing.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(EmbeddedError::io("read", &path, source)),
    }
}

/// Line 1 is the pid, line 5 the folder of the socket.
fn parse_pid_file(text: &str) -> Option<PidFile> {
    let mut lines = text.lines();
    let pid = lines.next()?.trim().parse().ok().filter(|pid| *pid > 1)?;
    let socket_folder = lines.nth(3).filter(|line| line.starts_with('/')).map(PathBuf::from);
    Some(PidFile { pid, socket_folder })
}

#[cfg(test)]
mod tests {
    use super::super::place::RunAs;
    use super::*;

    #[test]
    fn the_pid_file_gives_the_process_and_its_socket() {
        let text = "4711\n/srv/pg\n1790000000\n5432\n/srv/pg/sock\n\n  5432001     12345\nready   \n";

        let file = parse_pid_file(text).unwrap();

        assert_eq!(file, PidFile { pid: 4711, socket_folder: Some(PathBuf::from("/srv/pg/sock")) });
    }

    #[test]
    fn a_broken_pid_file_names_nobody() {
        for text in ["", "\n", "abc\n", "-4711\n", "0\n", "1\n", "99999999999999\n"] {
            assert_eq!(parse_pid_file(text), None, "{text:?}");
        }
        assert_eq!(parse_pid_file("4711\n/srv/pg\n").unwrap().socket_folder, None);
    }

    #[test]
    fn a_zombie_and_a_stranger_are_not_a_live_server() {
        assert!(is_live_postgres("4711 (postgres) S 1 4711"));
        assert!(!is_live_postgres("4711 (postgres) Z 1 4711"));
        assert!(!is_live_postgres("4711 (naungan) S 1 4711"));
        assert!(!is_live_postgres("4711 (evil (postgres) S 1) S 1"));
        assert!(!is_live_postgres(""));
    }

    #[test]
    fn a_reused_pid_is_not_taken_for_the_server() {
        let data = tempfile::tempdir().unwrap();
        let place =
            Place { data: data.path().to_owned(), home: data.path().join("pg"), run_as: RunAs::Myself };
        fs::create_dir(&place.home).unwrap();
        let ours = std::process::id();
        fs::write(place.home.join("postmaster.pid"), format!("{ours}\n/x\n0\n5432\n/x/sock\n")).unwrap();

        assert_eq!(running(&place).unwrap(), None);
        assert!(remaining(&place).is_empty());
    }
}

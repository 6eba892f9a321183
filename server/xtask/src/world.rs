//! The demo world, made once and copied for every portal of the browser tests and the screenshots.
//!
//! Making it takes twenty seconds: a cluster, the list of regions, a paper and a photo for everybody. Copying
//! it takes less than one. It belongs to one server binary, one PostgreSQL and one day, because what stands in
//! it is dated; when one of them is another, it is made anew.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::environment;
use crate::failure::{Doing, Result};
use crate::process::Call;
use crate::project::{Project, remove_folder};

/// Western Indonesia, whose day the portal writes.
const AHEAD_OF_UTC: u64 = 7 * 3600;
const DAY: u64 = 24 * 3600;

/// Where the world of one binary and day is kept, and how to make it.
#[derive(Debug)]
pub struct World {
    shelf: PathBuf,
    binary: PathBuf,
    postgres: PathBuf,
    day: u64,
}

impl World {
    /// The world of today's debug build.
    pub fn of(project: &Project, postgres: &Path) -> Self {
        Self {
            shelf: project.notes().join("world"),
            binary: project.binary("debug"),
            postgres: postgres.to_owned(),
            day: (environment::since_epoch().as_secs() + AHEAD_OF_UTC) / DAY,
        }
    }

    /// Fills `data`, which is not there yet: with a copy of the kept world, else with a new one that is kept.
    pub fn furnish(&self, data: &Path) -> Result<()> {
        fs::create_dir_all(&self.shelf)?;
        let one_at_a_time = File::create(self.shelf.join("lock"))?;
        one_at_a_time.lock()?;
        let kept = self.shelf.join(self.name()?);
        if kept.is_dir() {
            return copy(&kept, data);
        }
        eprintln!("xtask: making the demo world; other portals of this build start from a copy of it today");
        self.make(data)?;
        self.clear()?;
        // The server puts the cluster elsewhere when PostgreSQL's user cannot get to `data`: no world to copy.
        if !data.join("pg.location").exists() {
            let half = self.shelf.join(".half");
            copy(data, &half)?;
            fs::rename(half, kept)?;
        }
        Ok(())
    }

    fn make(&self, data: &Path) -> Result<()> {
        naungan(&self.binary, &self.postgres, data)
            .args(["seed", "demo"])
            .quiet()
            .doing(|| "the demo world could not be made".to_owned())
    }

    /// Removes older worlds, and what is left of one that was broken off.
    fn clear(&self) -> Result<()> {
        for entry in fs::read_dir(&self.shelf)?.flatten() {
            if entry.file_type()?.is_dir() {
                remove_folder(&entry.path())?;
            }
        }
        Ok(())
    }

    /// Another one as soon as anything that the world depends on is another.
    fn name(&self) -> Result<String> {
        let mut digest = Sha256::new();
        for program in [&self.binary, &self.postgres.join("postgres")] {
            let found = fs::metadata(program).doing(|| format!("cannot find {}", program.display()))?;
            let stands = program.display();
            digest.update(format!("{stands} {} {} {}\n", found.len(), found.mtime(), found.mtime_nsec()));
        }
        Ok(format!("{}-{}", self.day, &HEXLOWER.encode(&digest.finalize())[..16]))
    }
}

/// The server program with nothing of what a developer has set for a portal of their own.
pub fn naungan(binary: &Path, postgres: &Path, data: &Path) -> Call {
    Call::new(binary)
        .without_all("NAUNGAN_")
        .without_all("MIGRATION_")
        .env("NAUNGAN_MODE", "embedded")
        .env("NAUNGAN_DATA", data)
        .env("NAUNGAN_PG_BIN", postgres)
}

/// With owners, modes and times: as root the files of the cluster belong to PostgreSQL's user.
fn copy(from: &Path, to: &Path) -> Result<()> {
    Call::new("cp").arg("-a").arg(from).arg(to).quiet()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAKES_A_WORLD: &str =
        r#"test "$*" = "seed demo" && mkdir "$NAUNGAN_DATA" && echo "$0" > "$NAUNGAN_DATA/by""#;

    /// A checkout whose server is a script.
    fn world(folder: &Path, script: &str) -> World {
        for name in ["naungan", "postgres"] {
            program(&folder.join(name), script);
        }
        World {
            shelf: folder.join("shelf"),
            binary: folder.join("naungan"),
            postgres: folder.to_owned(),
            day: 20_000,
        }
    }

    fn program(file: &Path, script: &str) {
        // By a program: a file that a thread of ours has open for writing cannot be run.
        let write = r#"printf '#!/bin/sh\n%s\n' "$1" > "$0" && chmod 755 "$0""#;
        Call::new("sh").args(["-c", write]).arg(file).arg(script).quiet().unwrap();
    }

    fn kept(world: &World) -> Vec<String> {
        let entries = fs::read_dir(&world.shelf).unwrap().flatten();
        let folders = entries.filter(|entry| entry.file_type().unwrap().is_dir());
        folders.map(|entry| entry.file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn the_second_portal_of_a_build_starts_from_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let world = world(folder.path(), MAKES_A_WORLD);
        let (first, second) = (folder.path().join("first"), folder.path().join("second"));

        world.furnish(&first).unwrap();
        fs::write(first.join("by"), "changed by the first portal").unwrap();
        fs::write(world.shelf.join(world.name().unwrap()).join("kept"), "").unwrap();
        world.furnish(&second).unwrap();

        assert!(fs::read_to_string(second.join("by")).unwrap().ends_with("/naungan\n"));
        assert!(second.join("kept").exists(), "it was not made again");
        assert!(!first.join("kept").exists());
    }

    #[test]
    fn another_build_another_postgresql_and_another_day_have_another_world_and_the_older_one_goes() {
        let folder = tempfile::tempdir().unwrap();
        let mut world = world(folder.path(), MAKES_A_WORLD);
        let mut names = vec![world.name().unwrap()];
        world.furnish(&folder.path().join("data")).unwrap();

        program(&folder.path().join("naungan"), &format!("true && {MAKES_A_WORLD}"));
        names.push(world.name().unwrap());
        program(&folder.path().join("postgres"), "echo another");
        names.push(world.name().unwrap());
        world.day += 1;
        names.push(world.name().unwrap());
        world.furnish(&folder.path().join("again")).unwrap();

        assert_eq!(kept(&world), names[3..]);
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 4);
    }

    #[test]
    fn a_world_that_was_broken_off_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let world = world(folder.path(), MAKES_A_WORLD);
        fs::create_dir_all(world.shelf.join(".half")).unwrap();
        fs::write(world.shelf.join(".half/half"), "").unwrap();
        let data = folder.path().join("data");

        world.furnish(&data).unwrap();

        assert!(data.join("by").exists() && !data.join("half").exists());
        assert_eq!(kept(&world), [world.name().unwrap()]);
    }

    #[test]
    fn a_world_that_cannot_be_made_is_said_and_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let world = world(folder.path(), r#"mkdir "$NAUNGAN_DATA"; echo no memory left >&2; exit 1"#);

        let failure = world.furnish(&folder.path().join("data")).unwrap_err().to_string();

        assert!(failure.contains("demo world") && failure.contains("no memory left"), "{failure}");
        assert_eq!(kept(&world), Vec::<String>::new());
    }

    #[test]
    fn a_world_whose_cluster_lies_elsewhere_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = format!(r#"{MAKES_A_WORLD} && echo /var/lib/x > "$NAUNGAN_DATA/pg.location""#);
        let world = world(folder.path(), &elsewhere);

        world.furnish(&folder.path().join("data")).unwrap();

        assert_eq!(kept(&world), Vec::<String>::new());
    }
}

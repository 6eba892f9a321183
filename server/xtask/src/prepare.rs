//! `cargo xtask prepare`: the checked data of every query, in `.sqlx/`.
//!
//! sqlx's macros write it while `services` is compiled against a database. Here that is a
//! throw-away cluster with the schema of `migrations/`, so the result depends on nothing but
//! the checkout. Only `services` holds SQL (architecture rule), so only it is compiled.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use clap::Args;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::cluster::Cluster;
use crate::failure::{Doing, Failure, Result};
use crate::process::Call;
use crate::project::{Project, remove_folder};
use crate::setup::Setup;

#[derive(Debug, Args)]
pub struct PrepareArgs {
    /// Change nothing: fail when .sqlx/ is not what the migrations and queries say
    #[arg(long)]
    check: bool,
    /// Install nothing: name what is missing and leave with 69
    #[arg(long)]
    no_install: bool,
}

pub fn prepare(args: &PrepareArgs) -> Result<()> {
    let project = Project::find()?;
    let postgres = Setup::new(&project, !args.no_install).postgres()?;
    if args.check { check(&project, &postgres, Call::run) } else { renew(&project, &postgres) }
}

fn renew(project: &Project, postgres: &Path) -> Result<()> {
    let fresh = describe(project, postgres, Call::run)?;
    let stored = stored_folder(project);
    remove_folder(&stored)?;
    fs::create_dir_all(&stored)?;
    for (name, text) in &fresh {
        fs::write(stored.join(name), text)?;
    }
    eprintln!("xtask: {} queries described in .sqlx/", fresh.len());
    remember(project)
}

/// Compares, unless nothing it depends on changed since it was last right. `run` runs the compiler.
pub fn check(project: &Project, postgres: &Path, run: impl FnOnce(Call) -> Result<()>) -> Result<()> {
    if fs::read_to_string(stamp_file(project)).is_ok_and(|stamp| Ok(stamp) == inputs(project).map_err(drop)) {
        eprintln!("xtask: .sqlx/, queries and migrations are unchanged since they last agreed");
        return Ok(());
    }
    let fresh = describe(project, postgres, run)?;
    let differences = differences(&read_folder(&stored_folder(project))?, &fresh);
    if differences.is_empty() {
        eprintln!("xtask: .sqlx/ agrees with {} queries and the migrations", fresh.len());
        return remember(project);
    }
    Err(Failure::new(format!("run `cargo xtask prepare`: .sqlx/ is out of date\n{}", differences.join("\n"))))
}

fn stored_folder(project: &Project) -> PathBuf {
    project.root().join(".sqlx")
}

fn stamp_file(project: &Project) -> PathBuf {
    project.notes().join("sqlx-agreed")
}

fn remember(project: &Project) -> Result<()> {
    fs::create_dir_all(project.notes())?;
    fs::write(stamp_file(project), inputs(project)?).map_err(Into::into)
}

/// Compiles `services` against a fresh database and returns what the macros wrote.
fn describe(
    project: &Project,
    postgres: &Path,
    run: impl FnOnce(Call) -> Result<()>,
) -> Result<BTreeMap<String, String>> {
    let cluster = Cluster::start(postgres, &project.root().join("migrations"))?;
    let folder = project.notes().join("sqlx");
    remove_folder(&folder)?;
    fs::create_dir_all(&folder)?;
    let messages = project.notes().join("describe.json");
    let compiler = Call::cargo(project.root())
        .args(["check", "--package", "services", "--all-targets"])
        .args(["--message-format", "json-render-diagnostics"])
        .env("RUSTC_WORKSPACE_WRAPPER", wrapper(project)?)
        .env("CARGO_INCREMENTAL", "0")
        .env("DATABASE_URL", cluster.address())
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", &folder)
        .printing_into(&messages)?;
    run(compiler)?;
    for artifact in own_artifacts(&fs::read_to_string(&messages)?) {
        // Nothing will ever use it again; one that stays only takes room.
        fs::remove_file(artifact).ok();
    }
    read_folder(&folder)
}

/// The files cargo made of this workspace's crates, out of its messages.
fn own_artifacts(messages: &str) -> Vec<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .filter(|message| message["package_id"].as_str().is_some_and(|id| id.starts_with("path+")))
        .filter_map(|message| message["filenames"].as_array().cloned())
        .flatten()
        .filter_map(|name| name.as_str().map(PathBuf::from))
        .collect()
}

/// A wrapper that does nothing, under a name never used before: cargo keeps the crates of each
/// wrapper apart, so `services` is compiled anew here and stays as it is for everything else.
fn wrapper(project: &Project) -> Result<PathBuf> {
    let folder = project.notes().join("describe");
    remove_folder(&folder)?;
    fs::create_dir_all(&folder)?;
    let name =
        hash(&[inputs(project)?.as_bytes(), &crate::environment::since_epoch().as_nanos().to_le_bytes()]);
    let file = folder.join(name);
    fs::write(&file, "#!/bin/sh\nexec \"$@\"\n")?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755))?;
    Ok(file)
}

/// Hash of everything the description depends on, and of the description itself.
fn inputs(project: &Project) -> Result<String> {
    let mut files = vec![project.root().join("Cargo.lock")];
    for folder in ["migrations", "server/services", ".sqlx"] {
        collect(&project.root().join(folder), &mut files)?;
    }
    files.sort();
    let mut parts = Vec::new();
    for file in &files {
        parts.push(file.to_string_lossy().into_owned().into_bytes());
        parts.push(fs::read(file)?);
    }
    Ok(hash(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn hash(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_le_bytes());
        digest.update(part);
    }
    HEXLOWER.encode(&digest.finalize())
}

fn read_folder(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    let mut found = BTreeMap::new();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).doing(|| format!("cannot read {}", file.display()))?;
        found.insert(name, text);
    }
    Ok(found)
}

fn differences(stored: &BTreeMap<String, String>, fresh: &BTreeMap<String, String>) -> Vec<String> {
    let missing =
        fresh.keys().filter(|name| !stored.contains_key(*name)).map(|name| format!("missing: {name}"));
    let unused =
        stored.keys().filter(|name| !fresh.contains_key(*name)).map(|name| format!("unused: {name}"));
    let changed = fresh
        .iter()
        .filter(|(name, text)| stored.get(*name).is_some_and(|old| old != *text))
        .map(|(name, _)| format!("changed: {name}"));
    missing.chain(unused).chain(changed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
        entries.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_difference_says_whether_a_query_is_missing_unused_or_changed() {
        let stored = folder(&[("a", "1"), ("b", "1")]);
        let fresh = folder(&[("b", "2"), ("c", "1")]);

        assert_eq!(differences(&stored, &fresh), ["missing: c", "unused: a", "changed: b"]);
    }

    #[test]
    fn equal_folders_have_no_difference() {
        let stored = folder(&[("a", "1")]);

        assert!(differences(&stored, &stored.clone()).is_empty());
    }

    #[test]
    fn only_artifacts_of_the_workspace_are_removed() {
        let messages = r#"{"reason":"compiler-artifact","package_id":"registry+x#serde@1","filenames":["/t/serde.rmeta"]}
{"reason":"compiler-artifact","package_id":"path+file:///p/server/services#0.1.0","filenames":["/t/services.rmeta"]}
{"reason":"build-finished","success":true}
not json"#;

        assert_eq!(own_artifacts(messages), [PathBuf::from("/t/services.rmeta")]);
    }

    #[test]
    fn a_hash_tells_where_one_part_ends() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
    }
}

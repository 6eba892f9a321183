//! The RustSec advisory database, from a local copy.
//!
//! It comes from no package registry, so the gate downloads nothing: it uses the copy named by
//! `NAUNGAN_ADVISORY_DB`, or `~/.cargo/advisory-db`, and the table of the gate says so when there is none.
//! cargo-deny reads it as a git repository under a name of its own, so one is made of it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::environment;
use crate::failure::Result;
use crate::process::Call;
use crate::project::{Project, remove_folder};

/// Where the local copy lies.
pub const VARIABLE: &str = "NAUNGAN_ADVISORY_DB";
/// The folder cargo-deny derives from the database's usual address.
const NAME: &str = "advisory-db-3157b0e258782691";
/// Older than this and news is missing.
const OLD_DAYS: u64 = 90;
const DAY: u64 = 24 * 60 * 60;

/// Lays the database where `deny.toml` says; `false` when there is none.
pub fn put_in_place(project: &Project) -> Result<bool> {
    let Some(source) = find() else { return Ok(false) };
    let newest = newest_date(&source);
    say_age(newest.as_deref());
    let folder = project.tools().join("advisories").join(NAME);
    let stamp = folder.with_extension("from");
    let known = format!("{} {newest:?} {}", source.display(), number_of_crates(&source)?);
    if fs::read_to_string(&stamp).is_ok_and(|text| text == known) {
        return Ok(true);
    }
    remove_folder(&folder)?;
    fs::create_dir_all(&folder)?;
    for part in ["crates", "rust", "support.toml"] {
        if source.join(part).exists() {
            Call::new("cp").args(["-r", "--no-preserve=mode"]).arg(source.join(part)).arg(&folder).quiet()?;
        }
    }
    let git = || {
        Call::new("git").within(&folder).args(["-c", "user.name=xtask", "-c", "user.email=xtask@localhost"])
    };
    git().args(["init", "--quiet"]).quiet()?;
    git().args(["add", "--all"]).quiet()?;
    git().args(["-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "local copy"]).quiet()?;
    fs::write(stamp, known)?;
    Ok(true)
}

fn find() -> Option<PathBuf> {
    let named = environment::variable(VARIABLE).map(PathBuf::from);
    let usual = environment::home().map(|home| home.join(".cargo/advisory-db"));
    [named, usual].into_iter().flatten().find(|folder| folder.join("crates").is_dir())
}

fn number_of_crates(source: &Path) -> Result<usize> {
    Ok(fs::read_dir(source.join("crates"))?.count())
}

fn say_age(newest: Option<&str>) {
    let Some(newest) = newest else {
        eprintln!("advisories: a local database of unknown age");
        return;
    };
    let today = environment::since_epoch().as_secs() / DAY;
    let age = days_since_epoch(newest).map_or(0, |day| today.saturating_sub(day));
    let warning = if age > OLD_DAYS { "warning: " } else { "" };
    eprintln!("advisories: {warning}the newest entry of the local database is of {newest}, {age} days old");
}

/// The latest `date = "2026-08-20"` of any advisory; ISO dates sort as text.
fn newest_date(source: &Path) -> Option<String> {
    let mut newest: Option<String> = None;
    for folder in fs::read_dir(source.join("crates")).ok()?.flatten() {
        for file in fs::read_dir(folder.path()).ok()?.flatten() {
            let date = fs::read_to_string(file.path()).ok().as_deref().and_then(date_of);
            newest = newest.max(date);
        }
    }
    newest
}

fn date_of(advisory: &str) -> Option<String> {
    let line = advisory.lines().find_map(|line| line.strip_prefix("date = \""))?;
    line.split_once('"').map(|(date, _)| date.to_owned())
}

/// Days from 1970-01-01 to an ISO date, by the civil calendar.
fn days_since_epoch(date: &str) -> Option<u64> {
    let mut parts = date.split('-').map(str::parse::<u64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // The year begins in March, so that the leap day is its last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    days.checked_sub(719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(days_since_epoch("1970-01-01"), Some(0));
        assert_eq!(days_since_epoch("2000-03-01"), Some(11_017));
        assert_eq!(days_since_epoch("2026-11-21"), Some(20_778));
    }

    #[test]
    fn a_broken_date_has_no_age() {
        assert_eq!(days_since_epoch("2026-13-01"), None);
        assert_eq!(days_since_epoch("yesterday"), None);
    }

    #[test]
    fn the_date_of_an_advisory_is_read_from_its_head() {
        assert_eq!(date_of("id = \"X\"\ndate = \"2026-08-20\"\n").as_deref(), Some("2026-08-20"));
    }
}

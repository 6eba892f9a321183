//! What may import what, read off the `use` lines.

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

fn sources(crate_folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(crate_folder);
    let mut found = Vec::new();
    files(&root, &mut found);
    assert!(!found.is_empty(), "{crate_folder} has sources");
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap_or_default())).collect()
}

fn offenders(crate_folder: &str, banned: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources(crate_folder) {
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for word in banned.iter().filter(|word| line.contains(**word)) {
                found.push(format!("{}: {word}: {line}", path.display()));
            }
        }
    }
    found
}

#[test]
fn the_domain_knows_no_io_and_none_of_our_crates() {
    let banned = [
        "use services",
        "use app",
        "use leptos",
        "use sqlx",
        "use tokio",
        "use axum",
        "async fn",
        "std::fs",
        "now_utc",
    ];
    assert_eq!(offenders("app/domain/src", &banned), Vec::<String>::new());
}

#[test]
fn use_cases_know_no_http_and_no_pages() {
    assert_eq!(
        offenders("server/services/src", &["use axum", "use leptos", "use http::", "StatusCode"]),
        Vec::<String>::new()
    );
}

#[test]
fn pages_hold_no_sql() {
    assert_eq!(offenders("app/src", &["sqlx::", "use sqlx"]), Vec::<String>::new());
}

#[test]
fn a_step_never_uses_a_later_one() {
    let later: &[(&str, &[&str])] = &[
        (
            "server/services/src/region",
            &["crate::account", "crate::institution", "crate::document", "crate::verification"],
        ),
        ("server/services/src/office", &["crate::account", "crate::institution", "crate::document"]),
        ("server/services/src/account", &["crate::institution", "crate::document", "crate::verification"]),
        ("server/services/src/document", &["crate::verification::"]),
        ("server/services/src/institution", &["crate::verification::", "crate::person"]),
        // People may be entered while their institution is still being verified.
        ("server/services/src/person", &["crate::verification", "crate::document"]),
        ("server/services/src/verification", &["crate::person"]),
    ];
    for (folder, banned) in later {
        assert_eq!(offenders(folder, banned), Vec::<String>::new(), "{folder}");
    }
}

#[test]
fn only_the_text_area_of_the_kit_writes_that_tag() {
    let found: Vec<String> = offenders("app/src", &["<textarea"])
        .into_iter()
        .filter(|line| !line.contains("ui/text_area.rs") && !line.contains("tests.rs"))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn statements_that_sqlx_cannot_check_stand_in_tests_only() {
    let found: Vec<String> = offenders("server/services/src", &["AssertSqlSafe"])
        .into_iter()
        .filter(|line| !line.contains("/testkit/"))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

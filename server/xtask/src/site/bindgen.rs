//! `wasm-bindgen` as a library, of exactly the version the crates are built with, and `wasm-opt`.
//!
//! Installing the command line tool would cost minutes; the library costs seconds.

use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use super::Effort;
use crate::failure::{Doing, Result};
use crate::project::remove_folder;

/// The module and the script that starts it.
#[derive(Debug)]
pub struct Glue {
    pub wasm: Vec<u8>,
    pub js: String,
}

/// The name wasm-bindgen gives the module inside the script.
pub const INNER_NAME: &str = "naungan_bg.wasm";

pub fn run(wasm: &[u8], work: &Path, effort: &Effort) -> Result<Glue> {
    let folder = work.join("bindgen");
    fs::create_dir_all(&folder)?;
    let input = folder.join("naungan.wasm");
    fs::write(&input, wasm)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&input)
        .out_name("naungan")
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate(&folder)
        })
        .doing(|| "wasm-bindgen".to_owned())?;
    let module = folder.join(INNER_NAME);
    if let Effort::Release { wasm_opt: Some(tool) } = effort {
        optimise(&module, tool)?;
    }
    let glue = Glue { wasm: fs::read(&module)?, js: fs::read_to_string(folder.join("naungan.js"))? };
    // Inline scripts of a crate are imported by a path relative to the script.
    if folder.join("snippets").is_dir() {
        fs::rename(folder.join("snippets"), work.join("pkg/snippets"))?;
    }
    remove_folder(&folder)?;
    Ok(glue)
}

fn optimise(module: &Path, (node, script): &(crate::setup::Node, std::path::PathBuf)) -> Result<()> {
    let smaller = module.with_extension("small.wasm");
    // What every browser since 2021 has, and rustc's own defaults for this target.
    let features = [
        "--enable-bulk-memory",
        "--enable-mutable-globals",
        "--enable-nontrapping-float-to-int",
        "--enable-sign-ext",
        "--enable-reference-types",
        "--enable-multivalue",
    ];
    node.call(script).args(["-Oz"]).args(features).arg("-o").arg(&smaller).arg(module).quiet()?;
    fs::rename(smaller, module).map_err(Into::into)
}

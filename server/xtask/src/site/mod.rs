//! The site folder: `pkg/` with styles, script and wasm, and `manifest.json`.
//!
//! Every file lies there twice: under its plain name and under a name that carries its hash
//! (`naungan.1a2b3c4d5e6f7a8b.css`), which the server gives out with endless caching. Beside
//! each lie `.br` and `.gz`, so the server never compresses them itself. The folder is built
//! aside and put in place by a rename: a running portal never sees half a site.

mod bindgen;
mod compress;
mod manifest;
mod style;

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Doing, Failure, Result};
use crate::process::Call;
use crate::project::Project;
use crate::setup::Node;
pub use manifest::Manifest;

/// How much effort goes into small files.
#[derive(Clone, Debug)]
pub enum Effort {
    /// Quick to build, for work and for the browser tests.
    Dev,
    /// Small; with `wasm-opt` where it could be had.
    Release { wasm_opt: Option<std::rc::Rc<(Node, PathBuf)>> },
}

/// Compressed wasm of a release must stay below this (decimal kB of the page budget).
const WASM_BUDGET: u64 = 80_000;
/// Wasm, script and styles of a release together, compressed: 110 kB for a page with islands, less 15 kB for the
/// page itself.
const PAGE_BUDGET: u64 = 95_000;

/// Builds the site into `target/site` and says what it weighs. `run` runs the compiler.
pub fn build(project: &Project, effort: &Effort, run: impl FnOnce(Call) -> Result<()>) -> Result<()> {
    let wasm = compile(project, effort, run)?;
    let css = style::compile(&project.root().join("style/main.scss"))?;
    let wasm = fs::read(&wasm).doing(|| format!("cannot read {}", wasm.display()))?;
    let site = project.site();
    let stamp = stamp(&wasm, &css, effort);
    if fs::read_to_string(site.join("stamp")).is_ok_and(|old| old == stamp) {
        return Ok(());
    }
    let work = project.notes().join("site");
    crate::project::remove_folder(&work)?;
    fs::create_dir_all(work.join("pkg"))?;
    let glue = bindgen::run(&wasm, &work, effort)?;
    let manifest = manifest::write(&work, &css, &glue, |bytes| compress::both(bytes, effort))?;
    fs::write(work.join("stamp"), stamp)?;
    put_in_place(&work, &site)?;
    weigh(&site, &manifest, effort)
}

/// For work the plain `dev` profile: its macros and build scripts are those of the server's
/// build, where a profile of its own would have them all compiled again.
fn compile(project: &Project, effort: &Effort, run: impl FnOnce(Call) -> Result<()>) -> Result<PathBuf> {
    let (profile, folder) = match effort {
        Effort::Dev => ("dev", "debug"),
        Effort::Release { .. } => ("wasm-release", "wasm-release"),
    };
    run(Call::cargo(project.root()).args([
        "build",
        "--package",
        "hydrate",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        profile,
    ]))?;
    Ok(project.target().join("wasm32-unknown-unknown").join(folder).join("hydrate.wasm"))
}

/// Changes whenever the files would.
fn stamp(wasm: &[u8], css: &str, effort: &Effort) -> String {
    let optimised = matches!(effort, Effort::Release { wasm_opt: Some(_) });
    let release = matches!(effort, Effort::Release { .. });
    format!("{} {} {release} {optimised} 1", manifest::hash(wasm), manifest::hash(css.as_bytes()))
}

fn put_in_place(work: &Path, site: &Path) -> Result<()> {
    let old = site.with_extension("old");
    crate::project::remove_folder(&old)?;
    if site.exists() {
        fs::rename(site, &old)?;
    }
    fs::rename(work, site)?;
    crate::project::remove_folder(&old)
}

fn weigh(site: &Path, manifest: &Manifest, effort: &Effort) -> Result<()> {
    let mut all = 0;
    for name in manifest.names() {
        let file = site.join("pkg").join(name);
        let raw = fs::metadata(&file)?.len();
        let brotli = fs::metadata(file.with_added_extension("br"))?.len();
        all += brotli;
        eprintln!("      {name}: {raw} bytes, {brotli} compressed");
    }
    if matches!(effort, Effort::Dev) {
        return Ok(());
    }
    let wasm = fs::metadata(site.join("pkg").join(format!("{}.br", manifest.wasm)))?.len();
    within("the wasm", wasm, WASM_BUDGET)?;
    within("what a page with islands fetches", all, PAGE_BUDGET)
}

/// A release that phones on a weak line would wait for is none.
fn within(what: &str, bytes: u64, budget: u64) -> Result<()> {
    if bytes > budget {
        return Err(Failure::new(format!(
            "{what} has {bytes} bytes compressed, over its budget of {budget}: \
             look for what an island draws that the server could draw"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_over_its_budget_is_refused() {
        assert!(within("the wasm", WASM_BUDGET, WASM_BUDGET).is_ok());
        let refused = within("the wasm", WASM_BUDGET + 1, WASM_BUDGET).unwrap_err().to_string();
        assert!(refused.contains("80001 bytes") && refused.contains("budget of 80000"), "{refused}");
    }
}

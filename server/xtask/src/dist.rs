//! `cargo xtask site` and `cargo xtask dist`.

use std::fs;
use std::path::Path;

use clap::Args;

use crate::failure::{Doing, Result};
use crate::process::Call;
use crate::progress::Progress;
use crate::project::{Project, remove_folder};
use crate::run::build_server;
use crate::setup::{Need, Setup};
use crate::site::{self, Effort};

#[derive(Debug, Args)]
pub struct SiteArgs {
    /// Small files: optimised wasm, best compression
    #[arg(long)]
    release: bool,
    /// Install nothing: name what is missing and leave with 69
    #[arg(long)]
    no_install: bool,
}

pub fn site(args: &SiteArgs) -> Result<()> {
    let project = Project::find()?;
    let setup = Setup::new(&project, !args.no_install);
    setup.ensure(&[Need::WasmTarget])?;
    let effort = if args.release {
        Effort::Release { wasm_opt: setup.wasm_opt().map(Into::into) }
    } else {
        Effort::Dev
    };
    site::build(&project, &effort, Call::run)?;
    eprintln!("      in {}", project.site().display());
    Ok(())
}

#[derive(Debug, Args)]
pub struct DistArgs {
    /// Install nothing: name what is missing and leave with 69
    #[arg(long)]
    no_install: bool,
}

/// `target/dist` holds the binary, the site and the page for maintenance, and can be copied to a server as it is.
pub fn dist(args: &DistArgs) -> Result<()> {
    let project = Project::find()?;
    let setup = Setup::new(&project, !args.no_install);
    let mut progress = Progress::of(4);
    progress.next("looking for the wasm target and wasm-opt");
    setup.ensure(&[Need::WasmTarget])?;
    let effort = Effort::Release { wasm_opt: setup.wasm_opt().map(Into::into) };
    progress.next("building the site");
    site::build(&project, &effort, Call::run)?;
    progress.next("building the server");
    build_server(&project, true, Call::run)?;
    progress.next("collecting target/dist");
    let dist = project.target().join("dist");
    let work = dist.with_extension("partial");
    remove_folder(&work)?;
    copy_folder(&project.site(), &work.join("site"))?;
    let binary = work.join("naungan");
    fs::copy(project.binary("release"), &binary)?;
    maintenance(&binary, &work)?;
    remove_folder(&dist)?;
    fs::rename(&work, &dist)?;
    eprintln!("      in {}; start it with NAUNGAN_SITE=site ./naungan serve", dist.display());
    Ok(())
}

/// What a balancer shows while the portal is down, as the portal itself writes it.
fn maintenance(binary: &Path, dist: &Path) -> Result<()> {
    let folder = dist.join("maintenance");
    fs::create_dir_all(&folder)?;
    for lang in ["id", "en"] {
        let page = Call::new(binary)
            .args(["maintenance-page", "--lang", lang])
            .without_all("NAUNGAN_")
            .env("NAUNGAN_SITE", dist.join("site"))
            .output()?;
        fs::write(folder.join(format!("{lang}.html")), page)?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).doing(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if entry.file_name() != "stamp" {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

//! `cargo xtask run`: from a bare machine to a portal with demo data.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;

use clap::Args;

use crate::failure::{Failure, Result};
use crate::process::Call;
use crate::progress::Progress;
use crate::project::Project;
use crate::setup::{Need, Setup};
use crate::site::{self, Effort};

#[derive(Debug, Args)]
pub struct RunArgs {
    /// Port on the loopback address
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Folder of the private database and files
    #[arg(long, value_name = "DIR", default_value = ".data")]
    data: PathBuf,
    /// Start with an empty portal instead of the demo world
    #[arg(long)]
    no_demo: bool,
    /// Optimised build
    #[arg(long)]
    release: bool,
    /// Install nothing: name what is missing and leave with 69
    #[arg(long)]
    no_install: bool,
}

/// Never returns on success: the server takes the place of this process, so that Ctrl-C and
/// signals reach it directly.
pub fn run(args: &RunArgs) -> Result<()> {
    let project = Project::find()?;
    let setup = Setup::new(&project, !args.no_install);
    let mut progress = Progress::of(4);
    progress.next("looking for what the portal needs: the wasm target, PostgreSQL");
    setup.ensure(&[Need::WasmTarget, Need::Postgres])?;
    let postgres = setup.postgres()?;
    progress.next("building the site: wasm and styles");
    site::build(&project, &effort(args, &setup), Call::run)?;
    progress.next("building the server; the first time takes some minutes");
    build_server(&project, args.release, Call::run)?;
    progress.next("starting the portal");
    let profile = if args.release { "release" } else { "debug" };
    let mut command = Call::new(project.binary(profile))
        .within(project.root())
        .arg("serve")
        .env("NAUNGAN_BIND", format!("127.0.0.1:{}", args.port))
        .env("NAUNGAN_DATA", &args.data)
        .env("NAUNGAN_DEMO", if args.no_demo { "0" } else { "1" })
        .env("NAUNGAN_SITE", project.site())
        .env("NAUNGAN_PG_BIN", postgres)
        .into_command();
    Err(Failure::new(format!("cannot start the server: {}", command.exec())))
}

fn effort(args: &RunArgs, setup: &Setup<'_>) -> Effort {
    if args.release { Effort::Release { wasm_opt: setup.wasm_opt().map(Into::into) } } else { Effort::Dev }
}

/// Features are joined over all default members, exactly as the tests build them, so the two
/// commands share every compiled crate. `run` runs the compiler.
pub fn build_server(project: &Project, release: bool, run: impl FnOnce(Call) -> Result<()>) -> Result<()> {
    let call = Call::cargo(project.root()).args(["build", "--bin", "naungan"]);
    run(if release { call.arg("--release") } else { call })
}

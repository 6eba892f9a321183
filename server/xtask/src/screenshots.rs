//! `cargo xtask screenshots`: the pictures of the README, from a fresh demo portal.
//!
//! Which pages, and how to get there, stands in `end2end/screenshots.ts`.

use std::path::Path;

use clap::Args;

use crate::failure::{Failure, Result};
use crate::portal::Portal;
use crate::process::Call;
use crate::progress::Progress;
use crate::project::Project;
use crate::run::build_server;
use crate::setup::{Chromium, Need, Node, Setup};
use crate::site::{self, Effort};

#[derive(Debug, Args)]
pub struct ScreenshotsArgs {
    /// Install nothing: name what is missing and leave with 69
    #[arg(long)]
    no_install: bool,
    /// Options for Playwright, after `--` (for example `-g landing`)
    #[arg(last = true)]
    browser: Vec<String>,
}

pub fn screenshots(args: &ScreenshotsArgs) -> Result<()> {
    let project = Project::find()?;
    let setup = Setup::new(&project, !args.no_install);
    let mut progress = Progress::of(4);
    progress.next("looking for what the portal and the browser need");
    setup.ensure(&[Need::WasmTarget, Need::Postgres, Need::Node, Need::EndToEndPackages, Need::Chromium])?;
    progress.next("building the site");
    site::build(&project, &Effort::Dev, Call::run)?;
    progress.next("building the server");
    build_server(&project, false, Call::run)?;
    progress.next("taking screenshots into end2end/screenshots");
    let portal = Portal::start(&project, &setup.postgres()?, "screenshots")?;
    playwright(&project, &setup.node()?, &setup.chromium()?, portal.address())
        .args(["--config", "screenshots.config.ts"])
        .args(&args.browser)
        .run()
        .map_err(|failure| {
            Failure::new(format!("{failure}\nwhat the server warned of:\n{}", portal.warnings()))
        })
}

/// Playwright on the machine's own browser against a portal.
pub fn playwright(project: &Project, node: &Node, chromium: &Chromium, address: &str) -> Call {
    node.call(Path::new("node_modules/@playwright/test/cli.js"))
        .within(&project.end2end())
        .arg("test")
        .env("NAUNGAN_URL", address)
        .env("NAUNGAN_CHROMIUM", &chromium.program)
        .env("NAUNGAN_CHROMIUM_SANDBOX", if chromium.sandbox { "1" } else { "0" })
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
}

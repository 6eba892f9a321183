//! `naungan maintenance-page`: what a balancer shows while the portal rests. Nothing is there then that could answer
//! for a stylesheet or a picture, so the page carries all it needs.

use super::{Failure, Opened};
use crate::house;
use app::public::maintenance;
use domain::lang::Lang;
use std::process::ExitCode;

/// Reads `--lang`.
///
/// # Errors
/// When the portal does not speak it.
pub fn language(tag: &str) -> Result<Lang, String> {
    let lang = Lang::from_tag(tag);
    if lang.tag() == tag { Ok(lang) } else { Err("write id or en".to_owned()) }
}

/// Prints it.
///
/// # Errors
/// When the built site, whose style it wears, is not there.
#[expect(clippy::print_stdout, reason = "it is written to a file")]
pub async fn run(lang: Lang) -> Result<ExitCode, Failure> {
    let site = Opened::config()?.site.folder;
    let path = site.join("pkg").join(house::assets(&site).css);
    let style = std::fs::read_to_string(&path)
        .map_err(|error| Failure::Other(format!("{}: {error}; look at NAUNGAN_SITE", path.display())))?;
    println!("{}", maintenance::in_one_piece(lang, &style).await);
    Ok(ExitCode::SUCCESS)
}

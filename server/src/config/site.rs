//! `NAUNGAN_DATA`, `NAUNGAN_SITE`, `NAUNGAN_DEMO`: folders, and the demo world.

use std::path::{Path, PathBuf};

use super::fault::{ConfigFault, shown};
use super::reading::Reading;
use super::{Env, Mode};

/// Folders, and the demo world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Everything embedded mode keeps: cluster, objects, mails, root key.
    pub data: PathBuf,
    /// The built site: `manifest.json` and `pkg/`.
    pub folder: PathBuf,
    /// Whether the demo world is made at start.
    pub demo: bool,
}

impl Site {
    /// Reads this section.
    pub fn from_env(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut reading = Reading::of(env);
        let mode = reading.mode();
        let data = reading.parse("NAUNGAN_DATA", folder).unwrap_or_else(|| PathBuf::from(".data"));
        let folder = reading.parse("NAUNGAN_SITE", folder).unwrap_or_else(|| PathBuf::from("target/site"));
        let demo = reading.parse("NAUNGAN_DEMO", |value| match (value, mode) {
            ("0", _) => Ok(false),
            ("1", Mode::Embedded) => Ok(true),
            ("1", Mode::Production) => Err((
                "is 1, but demo accounts have published passwords".to_owned(),
                "remove it in production mode".to_owned(),
            )),
            (other, _) => {
                Err((format!("is {}", shown(other)), "write 1 for the demo world, or 0".to_owned()))
            }
        });
        reading.finish(Some(Self { data, folder, demo: demo.unwrap_or(false) }))
    }
}

/// A folder may be missing yet, but it may not be something else.
fn folder(value: &str) -> Result<PathBuf, (String, String)> {
    let path = Path::new(value);
    if path.exists() && !path.is_dir() {
        return Err((
            format!("is {}, which is not a folder", shown(value)),
            "write the path of a folder".to_owned(),
        ));
    }
    Ok(path.to_owned())
}

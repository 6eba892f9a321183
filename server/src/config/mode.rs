//! `NAUNGAN_MODE`: whether what is not configured is brought along.

use super::Env;
use super::fault::{ConfigFault, shown};
use super::reading::Reading;

/// How `naungan` runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Brings along what is not configured, and listens on loopback only. For newcomers, development and tests.
    #[default]
    Embedded,
    /// Uses what is configured, and refuses to start when anything is missing.
    Production,
}

impl Mode {
    /// Reads `NAUNGAN_MODE`.
    pub fn from_env(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut reading = Reading::of(env);
        let mode = reading.parse("NAUNGAN_MODE", |value| match value {
            "embedded" => Ok(Self::Embedded),
            "production" => Ok(Self::Production),
            other => Err((
                format!("is {}, which is not a mode", shown(other)),
                "write embedded or production".to_owned(),
            )),
        });
        reading.finish(Some(mode.unwrap_or_default()))
    }

    /// Whether this is [`Mode::Embedded`].
    pub fn is_embedded(self) -> bool {
        self == Self::Embedded
    }
}

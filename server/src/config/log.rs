//! `NAUNGAN_LOG`, `NAUNGAN_LOG_FORMAT`: the log.

use tracing_subscriber::EnvFilter;

use super::Env;
use super::fault::{ConfigFault, shown};
use super::reading::Reading;

/// The log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// What is logged: `info`, or `info,services=debug`.
    pub filter: String,
    /// How; `None` lets the terminal decide.
    pub format: Option<LogFormat>,
}

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Short lines for people.
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

impl Log {
    /// Reads this section.
    pub fn from_env(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut reading = Reading::of(env);
        let filter = reading.parse("NAUNGAN_LOG", |value| match EnvFilter::builder().parse(value) {
            Ok(_) => Ok(value.to_owned()),
            Err(_) => Err((
                format!("is {}, which is no log filter", shown(value)),
                "write a level or targets with levels, for example info,services=debug".to_owned(),
            )),
        });
        let format = reading.parse("NAUNGAN_LOG_FORMAT", |value| match value {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            other => {
                Err((format!("is {}, which is no format", shown(other)), "write text or json".to_owned()))
            }
        });
        reading.finish(Some(Self { filter: filter.unwrap_or_else(|| "info".to_owned()), format }))
    }
}

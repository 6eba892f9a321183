//! The log and the figures of the running program.
//!
//! - **Log**: on standard error; short lines for people when that is a terminal, JSON lines otherwise. Never a NIK,
//!   name, address, token or body: callers log ids. Statements of sqlx appear at `debug`, their parameters never
//!   (sqlx does not log them).
//! - **Figures**: kept in memory and printed by [`Metrics::render`] for `/metrics`. No listener of their own: the
//!   router decides who may read them. The names are written here once, each with the function that counts. Of jobs
//!   and mail nothing is counted here: `/metrics` asks the database, which knows of every worker's.
//!
//! ```no_run
//! # fn example(config: server::config::Config) -> Result<(), server::telemetry::TelemetryError> {
//! // In `main`, first thing after the configuration.
//! let metrics = server::telemetry::start(&config.log)?;
//! // Within the runtime, once: figures are tidied up even when nobody asks for them.
//! tokio::spawn(metrics.clone().keep_tidy());
//! # Ok(())
//! # }
//! ```

use std::io::IsTerminal;
use std::time::Duration;

use metrics::{counter, describe_counter, describe_histogram, histogram};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::TryInitError;
use tracing_subscriber::{Layer, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::{Log, LogFormat};

/// Libraries that speak of their own affairs at `info`. A filter that names them is heard nevertheless.
const QUIET: &str = "s3s=warn,s3s_fs=warn,hyper=warn,h2=warn,rustls=warn";
/// How often figures are tidied up; between, every single duration is remembered.
const TIDY: Duration = Duration::from_secs(5);
/// Seconds: from a cached answer to a slow upload.
const BUCKETS: [f64; 12] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0];

const REQUESTS: &str = "naungan_http_requests_total";
const REQUEST_SECONDS: &str = "naungan_http_request_seconds";

/// Why log or figures could not be started.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The configuration checks the filter, so this is a filter it did not see.
    #[error("the log filter cannot be understood: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// It was started twice.
    #[error("the log was started before: {0}")]
    Log(#[from] TryInitError),
    /// It was started twice.
    #[error("the figures were started before: {0}")]
    Metrics(#[from] BuildError),
}

/// Starts the log and the figures of this process. Once.
pub fn start(log: &Log) -> Result<Metrics, TelemetryError> {
    let terminal = std::io::stderr().is_terminal();
    let lines = match log.format.unwrap_or(if terminal { LogFormat::Text } else { LogFormat::Json }) {
        LogFormat::Text => tracing_subscriber::fmt::layer()
            .compact()
            .with_ansi(terminal)
            .with_writer(std::io::stderr)
            .boxed(),
        LogFormat::Json => tracing_subscriber::fmt::layer()
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .with_writer(std::io::stderr)
            .boxed(),
    };
    tracing_subscriber::registry().with(filter(&log.filter)?).with(lines).try_init()?;
    Metrics::install()
}

fn filter(wanted: &str) -> Result<EnvFilter, tracing_subscriber::filter::ParseError> {
    // Of two directives for one target the later one counts.
    EnvFilter::builder().parse(format!("{QUIET},{wanted}"))
}

/// The figures of this process.
#[derive(Clone)]
pub struct Metrics {
    recorder: PrometheusHandle,
}

impl Metrics {
    fn install() -> Result<Self, TelemetryError> {
        let recorder = PrometheusBuilder::new().set_buckets(&BUCKETS)?.install_recorder()?;
        describe_counter!(REQUESTS, "Requests answered, by route, method and status");
        describe_histogram!(REQUEST_SECONDS, "Seconds from a request to its answer, by route");
        Ok(Self { recorder })
    }

    /// All figures in Prometheus' text format.
    pub fn render(&self) -> String {
        self.recorder.render()
    }

    /// Tidies up now and then, for ever. Without it memory grows while nobody asks for the figures.
    pub async fn keep_tidy(self) {
        let mut tick = tokio::time::interval(TIDY);
        loop {
            tick.tick().await;
            self.recorder.run_upkeep();
        }
    }
}

/// Counts an answered request. `route` is the pattern (`/kantor/berkas/{id}`), never the path: paths hold ids.
pub fn request_answered(route: &'static str, method: &'static str, status: u16, took: Duration) {
    counter!(REQUESTS, "route" => route, "method" => method, "status" => status.to_string()).increment(1);
    histogram!(REQUEST_SECONDS, "route" => route).record(took);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rendered_by_route() {
        let metrics = Metrics::install().unwrap();

        request_answered("/sponsor", "GET", 200, Duration::from_millis(7));

        let text = metrics.render();
        assert!(
            text.contains("naungan_http_requests_total{route=\"/sponsor\",method=\"GET\",status=\"200\"} 1"),
            "{text}"
        );
        assert!(
            text.contains("naungan_http_request_seconds_bucket{route=\"/sponsor\",le=\"0.01\"} 1"),
            "{text}"
        );
    }

    #[test]
    fn a_named_library_is_heard_although_it_is_quiet_otherwise() {
        let quiet = filter("info").unwrap().to_string();
        let heard = filter("info,s3s=debug").unwrap().to_string();

        assert!(quiet.contains("s3s=warn") && quiet.contains("info"), "{quiet}");
        assert!(heard.contains("s3s=debug") && !heard.contains("s3s=warn"), "{heard}");
    }
}

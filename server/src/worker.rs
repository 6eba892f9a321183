//! The worker of this process: takes jobs until it is told to stop.

use services::jobs::{Hands, Runner};
use tokio_util::sync::CancellationToken;

/// Runs jobs until `stop`.
pub async fn run(hands: Hands, stop: CancellationToken) {
    Runner::new(hands).run_until(stop.cancelled_owned()).await;
}

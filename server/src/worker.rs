//! The worker of this process: takes jobs until it is told to stop.

use services::jobs::{Hands, Runner};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Runs up to `lanes` jobs at once until `stop`. A lane is a whole runner; any number of them may work on one
/// database.
pub async fn run(hands: Hands, lanes: u32, stop: CancellationToken) {
    let mut running = JoinSet::new();
    for _ in 0..lanes {
        let (runner, stop) = (Runner::new(hands.clone()), stop.clone());
        running.spawn(async move { runner.run_until(stop.cancelled_owned()).await });
    }
    while let Some(ended) = running.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a lane of the worker broke; the others go on");
        }
    }
}

//! The worker runs as many jobs at once as it is told to.

use crate::app::TestApp;
use async_trait::async_trait;
use decode::Refusal;
use decode::protocol::{Decoded, Kind};
use server::worker;
use services::demo::Progress;
use services::error::Result;
use services::gateway::decoder::{Decoder, InProcessDecoder};
use services::jobs::Hands;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Barrier;
use tokio_util::sync::CancellationToken;

/// Opens no paper before two are asked for at once.
struct Together {
    both: Barrier,
    met: CancellationToken,
}

#[async_trait]
impl Decoder for Together {
    async fn decode(&self, kind: Kind, bytes: &[u8]) -> Result<std::result::Result<Decoded, Refusal>> {
        self.both.wait().await;
        self.met.cancel();
        InProcessDecoder.decode(kind, bytes).await
    }
}

#[tokio::test]
async fn two_lanes_run_two_jobs_at_once() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let papers = [
        ("premises_photo", decode::sample::premises_photo(3)),
        ("recommendation_letter", decode::sample::letter(3)),
    ];
    for (kind, bytes) in papers {
        let page = browser.upload(&format!("/sponsor/berkas/{kind}"), "berkas", &bytes).await;
        assert!(page.status.is_redirection(), "{kind}: {}", page.body);
    }
    let (met, stop) = (CancellationToken::new(), CancellationToken::new());
    let decoder = Arc::new(Together { both: Barrier::new(2), met: met.clone() });

    let running = tokio::spawn(worker::run(Hands { decoder, ..app.hands.clone() }, 2, stop.clone()));
    let both = tokio::time::timeout(Duration::from_secs(30), met.cancelled()).await;
    stop.cancel();

    assert!(both.is_ok(), "one job waited for the other to end");
    running.await.unwrap();
}

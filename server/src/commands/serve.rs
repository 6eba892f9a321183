//! `naungan serve`: the portal, ready when it says so.

use super::{Failure, Opened, seed};
use crate::http::connections::{self, Patience};
use crate::http::{Limits, Parts, router};
use crate::{house, telemetry, worker};
use app::house::House;
use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use hyper_util::service::TowerToHyperService;
use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tower::Layer;

/// How long requests may finish after the signal to stop.
const DRAIN: Duration = Duration::from_secs(25);

/// Runs the portal until it is told to stop.
///
/// # Errors
/// One line.
pub async fn run(with_worker: bool) -> Result<ExitCode, Failure> {
    let mut config = Opened::config()?;
    let metrics = telemetry::start(&config.log).map_err(|error| Failure::Other(error.to_string()))?;
    // The port first: a second portal on it must not touch the first one's data.
    let listener = TcpListener::bind(config.http.bind)
        .await
        .map_err(|error| Failure::Other(format!("cannot listen on {}: {error}", config.http.bind)))?;
    config.http = config.http.bound_to(listener.local_addr()?);
    let opened = Opened::for_work(config).await?;
    let demo = if opened.config.site.demo { Some(seed::demo(&opened.hands).await?) } else { None };
    let house = house::house(&opened.config, opened.hands.clone())?;
    let stop = CancellationToken::new();
    let tidy = tokio::spawn(metrics.clone().keep_tidy());
    let lanes = opened.config.worker.jobs;
    let jobs = with_worker.then(|| tokio::spawn(worker::run(opened.hands.clone(), lanes, stop.clone())));
    announce(&opened, demo.as_deref());
    serve(listener, &opened, house, metrics, stop.clone()).await;
    if let Some(jobs) = jobs {
        // A job that was cut off is taken up again when its lease has run out.
        let _ = tokio::time::timeout(DRAIN, jobs).await;
    }
    tidy.abort();
    opened.close().await?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(
    listener: TcpListener,
    opened: &Opened,
    house: House,
    metrics: telemetry::Metrics,
    stop: CancellationToken,
) {
    let public = &opened.config.http.public_url;
    let limits = Limits::default().behind(opened.config.http.trusted_proxies.clone());
    let tidy = tokio::spawn(limits.clone().keep_tidy());
    let portal = router(Parts {
        house,
        site: opened.config.site.folder.clone(),
        mailbox: opened.embedded.mailbox(),
        metrics: Some(metrics),
        limits,
        security_contact: opened.config.security.contact.clone(),
        https: public.scheme() == "https",
        origin: public.origin().ascii_serialization(),
    });
    let told = stop.clone();
    tokio::spawn(async move {
        wait_for_signal().await;
        told.cancel();
    });
    let service_for = |peer: SocketAddr| {
        let told: Router = portal.clone();
        TowerToHyperService::new(Extension(ConnectInfo(peer)).layer(told))
    };
    let patience = Patience { head: connections::HEAD, drain: DRAIN };
    connections::serve(listener, service_for, patience, &stop).await;
    tidy.abort();
}

/// Waits until the process is told to end, by a terminal or by a service manager.
pub async fn wait_for_signal() {
    let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
}

#[expect(clippy::print_stdout, reason = "the ready line is what the newcomer waits for")]
fn announce(opened: &Opened, demo: Option<&[seed::Login]>) {
    let url = opened.config.http.public_url.as_str().trim_end_matches('/');
    println!("Naungan siap di {url}");
    if opened.embedded.mailbox().is_some() {
        println!("  Email percobaan: {url}/dev/kotak-surat");
    }
    for login in demo.unwrap_or_default() {
        println!("  {:<46} {:<34} {}", login.who, login.email, login.password);
    }
    // A reader on a pipe waits for this line.
    let _ = std::io::stdout().flush();
}

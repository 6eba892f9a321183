//! The mail server of embedded mode: it accepts everything, delivers nothing, and keeps it for `/dev/kotak-surat`.
//!
//! Mail goes out through SMTP in every mode, so a newcomer sees the very mails a sponsor would get. The sink
//! listens on 127.0.0.1 and treats whoever connects as broken or hostile: lines, mails, recipients, errors,
//! connections and silence are all bounded.
//!
//! Tests switch it off ([`SmtpSink::set_down`]): an outage is then a short answer 421 or 451, both "try again".

mod mailbox;
mod session;
mod wire;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use self::mailbox::{Mail, MailId, Mailbox};
use super::EmbeddedError;

/// Connections at once; more are told to come back.
const CONNECTIONS: usize = 64;
/// A pause after a failed accept: it fails again at once while file descriptors are short.
const BREATH: Duration = Duration::from_millis(50);
/// How long mails under way may take when the sink stops.
const LAST_MAILS: Duration = Duration::from_secs(2);

/// A running mail sink. Dropping it stops it.
#[derive(Debug)]
pub struct SmtpSink {
    address: SocketAddr,
    mailbox: Mailbox,
    down: Arc<AtomicBool>,
    stop: CancellationToken,
    task: Option<JoinHandle<()>>,
}

impl SmtpSink {
    /// Starts the sink; mails are kept in `folder`, those of earlier starts are there again.
    pub async fn start(folder: &Path) -> Result<Self, EmbeddedError> {
        let mailbox = Mailbox::open(folder)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener =
            listener.map_err(|source| EmbeddedError::io("listen on", Path::new("127.0.0.1"), source))?;
        let address = listener
            .local_addr()
            .map_err(|source| EmbeddedError::io("listen on", Path::new("127.0.0.1"), source))?;
        let down = Arc::new(AtomicBool::new(false));
        let stop = CancellationToken::new();
        let task = tokio::spawn(serve(listener, mailbox.clone(), Arc::clone(&down), stop.clone()));
        Ok(Self { address, mailbox, down, stop, task: Some(task) })
    }

    /// `smtp://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The mails.
    pub fn mailbox(&self) -> Mailbox {
        self.mailbox.clone()
    }

    /// Simulates an outage, and ends it.
    pub fn set_down(&self, down: bool) {
        self.down.store(down, Ordering::Relaxed);
    }

    /// Takes no more mails and ends.
    pub async fn stop(mut self) {
        self.stop.cancel();
        if let Some(task) = self.task.take() {
            // It ends by itself within `LAST_MAILS`.
            let _ = task.await;
        }
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn serve(listener: TcpListener, mailbox: Mailbox, down: Arc<AtomicBool>, stop: CancellationToken) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let under_way = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(reason) => {
                tracing::warn!(%reason, "the mail sink could not accept a connection");
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        let place = Arc::clone(&places).try_acquire_owned().ok();
        let (mailbox, down, stop) = (mailbox.clone(), Arc::clone(&down), stop.clone());
        under_way.spawn(async move {
            let session = session::run(stream, mailbox, &down, place.is_some());
            let ended = stop.run_until_cancelled(session).await;
            if let Some(Err(reason)) = ended {
                tracing::debug!(%reason, "a connection to the mail sink broke");
            }
            drop(place);
        });
    }
    drop(listener);
    under_way.close();
    // Sessions end at once: an unfinished mail was never acknowledged.
    let _ = tokio::time::timeout(LAST_MAILS, under_way.wait()).await;
}

#[cfg(test)]
mod tests;

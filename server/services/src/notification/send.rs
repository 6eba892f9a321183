//! Job `outbox.send`: sends the mails that are due.
//!
//! A short transaction takes rows and a lease; SMTP is spoken outside any transaction; each result is
//! written at once. A worker killed between the two sends that mail once more, under the same `Message-ID`.
//!
//! An outage of the mail server is nobody's fault: what was not tried goes back untried, and a mail younger
//! than [`FRESH`] waits [`SHORT`] at most, so that an hour's outage is caught up within ten minutes (F6). A
//! mail that cannot leave for [`GIVE_UP`] fails, and so does one that is refused for good (5xx).

use super::compose::{Mail, Occasion, compose};
use super::facts::Facts;
use super::store::{self, Recipient, Taken};
use crate::context::Actor;
use crate::db::{Db, Scope};
use crate::error::Result;
use crate::gateway::mail::{Letter, MailError, Mailer, PATIENCE};
use domain::event::Message;
use futures::StreamExt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use time::{Duration, OffsetDateTime};
use tokio::time::Instant;
use uuid::Uuid;

/// Rows taken at once.
const BATCH: i64 = 40;
/// Mails under way at once.
const AT_ONCE: usize = 4;
/// How long taken rows belong to this worker; longer than [`STARTING`] and one mail together.
const LEASE: Duration = Duration::seconds(60);
/// No mail is begun later than this after taking.
const STARTING: std::time::Duration = std::time::Duration::from_secs(30);
const _: () = assert!(STARTING.as_secs() + PATIENCE.as_secs() < 60, "a mail must end within the lease");

/// First wait after a failure; it doubles with every further one.
const FIRST: Duration = Duration::seconds(30);
/// Longest wait of a fresh mail.
const SHORT: Duration = Duration::minutes(5);
/// How long a mail is fresh.
const FRESH: Duration = Duration::hours(6);
/// Longest wait of an older mail.
const LONG: Duration = Duration::hours(1);
/// After this the mail fails.
const GIVE_UP: Duration = Duration::days(3);

/// What one round did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    /// Rows taken.
    pub taken: usize,
    /// Rows whose mail left.
    pub sent: usize,
    /// Rows whose mail will never leave.
    pub failed: usize,
    /// The mail server is down: wait a little before the next round.
    pub unreachable: bool,
}

/// Sends what is due, at most [`BATCH`] rows.
///
/// # Errors
/// Those of the database. A mail server that is down is no error, but [`Round::unreachable`].
#[tracing::instrument(name = "notification.send", skip_all)]
pub async fn send(db: &Db, mailer: &dyn Mailer, public_url: &str) -> Result<Round> {
    let actor = Actor::system(None);
    let mut scope = db.begin(&actor).await?;
    let lease = scope.now() + LEASE;
    let taken = store::take(&mut scope, BATCH, lease).await?;
    scope.commit().await?;
    if taken.is_empty() {
        return Ok(Round::default());
    }

    let count = taken.len();
    let post = Post {
        db,
        mailer,
        public_url,
        actor,
        lease,
        begun: Instant::now(),
        sent: AtomicUsize::new(0),
        failed: AtomicUsize::new(0),
        unreachable: AtomicBool::new(false),
    };
    let results: Vec<Result<()>> = futures::stream::iter(taken)
        .map(|row| {
            let post = &post;
            async move { post.handle(&row).await }
        })
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    results.into_iter().collect::<Result<()>>()?;
    let round = post.round(count);
    tracing::debug!(taken = round.taken, sent = round.sent, failed = round.failed, "mails handled");
    Ok(round)
}

/// What becomes of a row.
enum Fate {
    Sent,
    Again(MailError),
    Failed(String),
    /// Not tried: the server is down, time is up, or a newer version of the portal has to write it.
    Untried(Duration),
}

struct Post<'a> {
    db: &'a Db,
    mailer: &'a dyn Mailer,
    public_url: &'a str,
    actor: Actor,
    lease: OffsetDateTime,
    begun: Instant,
    sent: AtomicUsize,
    failed: AtomicUsize,
    unreachable: AtomicBool,
}

impl Post<'_> {
    fn round(&self, taken: usize) -> Round {
        Round {
            taken,
            sent: self.sent.load(Ordering::Relaxed),
            failed: self.failed.load(Ordering::Relaxed),
            unreachable: self.unreachable.load(Ordering::Relaxed),
        }
    }

    async fn handle(&self, row: &Taken) -> Result<()> {
        let fate = self.try_to_send(row).await;
        let mut scope = self.db.begin(&self.actor).await?;
        self.settle(&mut scope, row, fate).await?;
        scope.commit().await
    }

    async fn try_to_send(&self, row: &Taken) -> Fate {
        if self.unreachable.load(Ordering::Relaxed) || self.begun.elapsed() > STARTING {
            return Fate::Untried(FIRST);
        }
        let Some(message) = Message::from_word(&row.message) else { return Fate::Untried(SHORT) };
        let Some(facts) = self.read(row, message) else {
            return Fate::Failed("payload unreadable".to_owned());
        };
        let mut refused = None;
        let mut delivered = false;
        for to in &row.to {
            match self.mailer.send(&self.letter(row, to, &facts)).await {
                Ok(()) => delivered = true,
                Err(error @ MailError::Refused(_)) => refused = Some(error),
                Err(error) => {
                    if matches!(error, MailError::Unreachable(_)) {
                        self.unreachable.store(true, Ordering::Relaxed);
                    }
                    return Fate::Again(error);
                }
            }
        }
        match (delivered, refused) {
            (true, _) => Fate::Sent,
            (false, Some(error)) => Fate::Failed(error.to_string()),
            (false, None) => Fate::Failed("nobody to send it to".to_owned()),
        }
    }

    fn read(&self, row: &Taken, message: Message) -> Option<Facts> {
        let plain = self.db.keys().open(&store::place(row.id), &row.payload).ok()?;
        let payload = serde_json::from_slice(&plain).ok()?;
        Facts::read(message, &payload).ok()
    }

    fn letter(&self, row: &Taken, to: &Recipient, facts: &Facts) -> Letter {
        let occasion = Occasion {
            lang: to.lang,
            public_url: self.public_url,
            owed_at: row.created_at,
            receipt: row.receipt.as_deref(),
        };
        let Mail { subject, text, html } = compose(facts, occasion);
        Letter {
            id: row.id,
            to: to.email.clone(),
            lang: to.lang,
            at: crate::clock::now(),
            subject: subject.to_owned(),
            text,
            html,
        }
    }

    async fn settle(&self, scope: &mut Scope, row: &Taken, fate: Fate) -> Result<()> {
        let age = scope.now() - row.created_at;
        match fate {
            Fate::Sent => {
                store::mark_sent(scope, row.id).await?;
                self.sent.fetch_add(1, Ordering::Relaxed);
                tracing::info!(outbox.id = %row.id, mail = row.message, attempts = row.attempts, "mail sent");
            }
            Fate::Again(why) if age < GIVE_UP => {
                store::mark_deferred(scope, row.id, self.lease, wait(row.attempts, age), why).await?;
                tracing::warn!(outbox.id = %row.id, mail = row.message, attempts = row.attempts, reason = %why,
                    "mail is tried again later");
            }
            Fate::Again(why) => self.fail(scope, row.id, &row.message, &format!("gave up: {why}")).await?,
            Fate::Failed(why) => self.fail(scope, row.id, &row.message, &why).await?,
            Fate::Untried(pause) => store::release(scope, row.id, self.lease, pause).await?,
        }
        Ok(())
    }

    async fn fail(&self, scope: &mut Scope, id: Uuid, message: &str, why: &str) -> Result<()> {
        store::mark_failed(scope, id, self.lease, why).await?;
        self.failed.fetch_add(1, Ordering::Relaxed);
        tracing::error!(outbox.id = %id, mail = message, reason = why, "mail failed for good");
        Ok(())
    }
}

/// The wait after the try number `attempts` of a mail that was owed `age` ago.
fn wait(attempts: i32, age: Duration) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    let cap = if age < FRESH { SHORT } else { LONG };
    FIRST.saturating_mul(1_i32 << doublings).min(cap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_five_minutes_while_a_mail_is_fresh_and_up_to_an_hour_later() {
        let fresh: Vec<i64> = (1..=6).map(|n| wait(n, Duration::minutes(5)).whole_seconds()).collect();

        assert_eq!(fresh, [30, 60, 120, 240, 300, 300]);
        assert_eq!(wait(40, Duration::hours(7)), LONG);
        assert_eq!(wait(i32::MAX, Duration::hours(1)), SHORT);
        assert_eq!(wait(0, Duration::ZERO), FIRST);
    }
}

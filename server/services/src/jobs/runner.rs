//! The worker: takes jobs one by one, and keeps mail apart so that no mail waits behind a heavy paper.
//!
//! A job ends in one of four ways ([`End`]): done; again, counted, with back-off; again, not counted, when a
//! part of the house is down; given up after [`TRIES`]. A job that panics is tried like one that fails.

use super::Hands;
use super::periodic::Schedule;
use super::store::{self, Taken};
use super::task::{NAMES, Task};
use crate::context::Actor;
use crate::error::{Error, Result};
use crate::notification;
use domain::problem::Problem;
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration as StdDuration;
use time::Duration;
use tokio::sync::watch;
use tracing::Instrument;

/// Tries after which a job is given up.
pub const TRIES: i32 = 5;
/// How long a taken job belongs to its worker without a heartbeat.
const LEASE: Duration = Duration::seconds(60);
/// Time between two heartbeats.
const HEARTBEAT: StdDuration = StdDuration::from_secs(20);
/// Longest run of one job.
const LONGEST: StdDuration = StdDuration::from_mins(10);
/// First wait after a counted failure; four times as long after each further one.
const FIRST: Duration = Duration::seconds(10);
/// Wait while a part of the house is down.
const OUTAGE: Duration = Duration::seconds(30);
/// An outage that lasts longer than this ends the job.
const GIVE_UP: Duration = Duration::days(3);

/// Pause between two looks at an empty queue, and when it has been empty for [`IDLE_LOOKS`].
const PAUSE: StdDuration = StdDuration::from_secs(1);
const LONG_PAUSE: StdDuration = StdDuration::from_secs(3);
const IDLE_LOOKS: u32 = 30;
/// Pause when the database does not answer.
const DATABASE_PAUSE: StdDuration = StdDuration::from_secs(5);
/// Pause when the mail server does not answer.
const MAIL_PAUSE: StdDuration = StdDuration::from_secs(15);

/// Runs jobs. Any number of runners, in any number of processes, may work on one database.
pub struct Runner {
    hands: Arc<Hands>,
    schedule: Schedule,
}

/// Runs jobs and sends mail until nothing is due, for set-up and tests.
///
/// # Errors
/// Those of the database.
pub async fn run_all_now(hands: &Hands) -> Result<usize> {
    Runner::new(hands.clone()).run_all_now().await
}

/// How a run ended.
enum End {
    Done,
    Again {
        wait: Duration,
        counts: bool,
        why: &'static str,
    },
    Failed(&'static str),
    /// The lease went to somebody else: theirs is the job.
    Lost,
}

impl Runner {
    /// A runner that works with `hands`.
    pub fn new(hands: Hands) -> Self {
        Self { hands: Arc::new(hands), schedule: Schedule::default() }
    }

    /// Runs the job that has been due longest. Returns how many were run: 0 or 1.
    ///
    /// # Errors
    /// Those of the database. A job that fails is no error of the runner.
    pub async fn run_once(&self) -> Result<usize> {
        let actor = Actor::system(None);
        let names = NAMES.map(str::to_owned);
        let taken =
            self.hands.db.write(&actor, async |scope| store::take(scope, &names, LEASE).await).await?;
        let Some(job) = taken else { return Ok(0) };
        let span =
            tracing::info_span!("job", job.id = %job.id, job.name = job.name, subject.id = %job.subject);
        async {
            let end = self.attempt(&job).await;
            self.settle(&job, end).await
        }
        .instrument(span)
        .await?;
        Ok(1)
    }

    /// Runs jobs and sends mail until nothing is due. Returns how many jobs and mails were handled.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn run_all_now(&self) -> Result<usize> {
        let mut total = 0;
        loop {
            let handled = self.run_once().await? + self.send_mail().await?.taken;
            if handled == 0 {
                return Ok(total);
            }
            total += handled;
        }
    }

    /// Runs what is due of the work that comes round by itself; all of it the first time.
    ///
    /// # Errors
    /// The first failure; the others run nevertheless.
    pub async fn run_periodic(&self) -> Result<()> {
        let mut outcome = Ok(());
        for round in self.schedule.due() {
            let ran = round.run(&self.hands).await;
            if let Err(error) = &ran {
                tracing::warn!(job.name = round.name(), %error, "periodic work failed, it comes round again");
            }
            outcome = outcome.and(ran);
        }
        outcome
    }

    /// Works until `cancel` is ready, then ends the job and the mails in hand and returns.
    pub async fn run_until(&self, cancel: impl Future<Output = ()>) {
        let (stop, stopped) = watch::channel(false);
        tokio::join!(
            async {
                cancel.await;
                stop.send_replace(true);
            },
            self.work_lane(stopped.clone()),
            self.mail_lane(stopped),
        );
    }

    async fn work_lane(&self, mut stop: watch::Receiver<bool>) {
        let mut idle = 0_u32;
        let mut trouble = Trouble::default();
        while !*stop.borrow() {
            // Its failures are told where they happen; they come round again.
            let _ = self.run_periodic().await;
            let pause = match trouble.hear("jobs", self.run_once().await) {
                Some(0) => look_again_after(&mut idle),
                Some(_) => {
                    idle = 0;
                    continue;
                }
                None => DATABASE_PAUSE,
            };
            tokio::select! {
                () = self.hands.db.waker().work() => idle = 0,
                () = tokio::time::sleep(pause) => {}
                _ = stop.changed() => {}
            }
        }
    }

    async fn mail_lane(&self, mut stop: watch::Receiver<bool>) {
        let mut idle = 0_u32;
        let mut trouble = Trouble::default();
        while !*stop.borrow() {
            let round = trouble.hear("mail", self.send_mail().await);
            let pause = match round {
                Some(round) if round.unreachable => MAIL_PAUSE,
                Some(round) if round.taken > 0 => {
                    idle = 0;
                    continue;
                }
                Some(_) => look_again_after(&mut idle),
                None => DATABASE_PAUSE,
            };
            // While the server is down, new mail is no reason to knock more often.
            let down = round.is_none_or(|round| round.unreachable);
            tokio::select! {
                () = self.hands.db.waker().mail(), if !down => idle = 0,
                () = tokio::time::sleep(pause) => {}
                _ = stop.changed() => {}
            }
        }
    }

    async fn send_mail(&self) -> Result<notification::Round> {
        notification::send(&self.hands.db, self.hands.mailer.as_ref(), &self.hands.public_url).await
    }

    async fn attempt(&self, job: &Taken) -> End {
        if job.attempts > TRIES {
            // Its workers died with it: nobody wrote how the fifth try ended.
            return End::Failed("worker-died");
        }
        let Some(task) = Task::read(&job.name, job.tenant, job.subject) else {
            return End::Failed("unreadable");
        };
        let body = AssertUnwindSafe(tokio::time::timeout(LONGEST, task.run(&self.hands))).catch_unwind();
        tokio::select! {
            () = self.keep_lease(job) => End::Lost,
            ran = body => match ran {
                Ok(Ok(Ok(()))) => End::Done,
                Ok(Ok(Err(error))) => verdict(job, &error),
                Ok(Err(_)) => again_or_failed(job, "took-too-long"),
                Err(_) => again_or_failed(job, "panicked"),
            },
        }
    }

    /// Renews the lease as long as it is ours; returns when it is not.
    async fn keep_lease(&self, job: &Taken) {
        let actor = Actor::system(None);
        loop {
            tokio::time::sleep(HEARTBEAT).await;
            match self.hands.db.write(&actor, async |scope| store::renew(scope, job, LEASE).await).await {
                Ok(true) => {}
                Ok(false) => return,
                // The body finds out by itself that the database is gone; a second run does no harm.
                Err(error) => tracing::debug!(%error, "heartbeat missed"),
            }
        }
    }

    async fn settle(&self, job: &Taken, end: End) -> Result<()> {
        let actor = Actor::system(None);
        if let (End::Failed(_), Some(task)) = (&end, Task::read(&job.name, job.tenant, job.subject)) {
            // Before the row: when this fails, the lease runs out and the job is given up once more.
            task.give_up(&self.hands).await?;
        }
        self.hands
            .db
            .write(&actor, async |scope| match &end {
                End::Done => store::mark_done(scope, job).await,
                End::Again { wait, counts, why } => store::mark_again(scope, job, *wait, *counts, why).await,
                End::Failed(why) => store::mark_failed(scope, job, why).await,
                End::Lost => Ok(()),
            })
            .await?;
        let attempts = job.attempts;
        match end {
            End::Done => tracing::info!(attempts, "job done"),
            End::Again { why: reason, .. } => tracing::warn!(attempts, reason, "job is tried again later"),
            End::Failed(reason) => tracing::error!(attempts, reason, "job given up"),
            End::Lost => tracing::warn!(attempts, "job went to another worker"),
        }
        Ok(())
    }
}

fn verdict(job: &Taken, error: &Error) -> End {
    // Both from the database: the machine's own clock may be wrong.
    let age = job.now - job.created_at;
    match error.problem() {
        // What it was about is gone: nothing is left to do.
        Problem::NotFound => End::Done,
        Problem::Unavailable if age < GIVE_UP => {
            tracing::debug!(%error, "a part of the house is down");
            End::Again { wait: OUTAGE, counts: false, why: "unavailable" }
        }
        problem => {
            tracing::warn!(%error, "a try failed");
            again_or_failed(job, problem.code())
        }
    }
}

fn again_or_failed(job: &Taken, why: &'static str) -> End {
    if job.attempts >= TRIES {
        return End::Failed(why);
    }
    let step = u32::try_from(job.attempts - 1).unwrap_or(0);
    End::Again { wait: FIRST.saturating_mul(4_i32.saturating_pow(step)), counts: true, why }
}

/// The pause before the next look at an empty queue.
fn look_again_after(idle: &mut u32) -> StdDuration {
    *idle = idle.saturating_add(1);
    if *idle > IDLE_LOOKS { LONG_PAUSE } else { PAUSE }
}

/// Tells the log of an outage once at its beginning and once at its end.
#[derive(Default)]
struct Trouble(bool);

impl Trouble {
    fn hear<T>(&mut self, lane: &'static str, result: Result<T>) -> Option<T> {
        match result {
            Ok(value) => {
                if std::mem::take(&mut self.0) {
                    tracing::info!(lane, "worker goes on");
                }
                Some(value)
            }
            Err(error) => {
                if !std::mem::replace(&mut self.0, true) {
                    tracing::error!(lane, %error, "worker waits");
                }
                None
            }
        }
    }
}

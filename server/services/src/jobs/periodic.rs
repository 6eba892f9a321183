//! What comes round by itself. The clock is the process's own: every worker runs these, and each bears
//! being run by several at once.

use super::{Hands, forget};
use crate::document;
use crate::error::Result;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Something periodic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Round {
    /// Objects without a row, and rows whose job was lost.
    SweepDocuments,
    /// What nobody needs any more.
    Forget,
}

impl Round {
    pub const ALL: [Self; 2] = [Self::SweepDocuments, Self::Forget];

    pub const fn name(self) -> &'static str {
        match self {
            Self::SweepDocuments => "document.sweep",
            Self::Forget => "account.forget_pending",
        }
    }

    const fn every(self) -> Duration {
        match self {
            Self::SweepDocuments | Self::Forget => Duration::from_hours(1),
        }
    }

    pub async fn run(self, hands: &Hands) -> Result<()> {
        match self {
            Self::SweepDocuments => document::job::sweep(hands).await,
            Self::Forget => forget::forget(&hands.db).await,
        }
    }
}

/// When each comes next; at the start, all of them are due.
#[derive(Debug, Default)]
pub(super) struct Schedule(Mutex<[Option<Instant>; Round::ALL.len()]>);

impl Schedule {
    /// What is due now; it is written down for its next time, whether it succeeds or not.
    pub fn due(&self) -> Vec<Round> {
        let now = Instant::now();
        let mut next = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut due = Vec::new();
        for (round, next) in Round::ALL.into_iter().zip(next.iter_mut()) {
            if next.is_none_or(|at| at <= now) {
                *next = now.checked_add(round.every());
                due.push(round);
            }
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_round_is_due_at_the_start_and_not_again_at_once() {
        let schedule = Schedule::default();

        assert_eq!(schedule.due(), Round::ALL);
        assert_eq!(schedule.due(), []);
    }
}

//! A nudge for the worker in the same process, so that a mail leaves at once instead of at the next look.
//! Losing a nudge costs a second or three: the worker looks by itself too.

use std::sync::Arc;
use tokio::sync::Notify;

/// Wakes the [`crate::jobs::Runner`] of this process. Cheap to clone; [`crate::db::Scope::commit`] rings it when
/// the transaction owed something.
#[derive(Debug, Clone, Default)]
pub struct Waker(Arc<Bells>);

#[derive(Debug, Default)]
struct Bells {
    work: Notify,
    mail: Notify,
}

impl Waker {
    /// Something was owed.
    pub fn wake(&self) {
        self.0.work.notify_one();
        self.0.mail.notify_one();
    }

    pub(crate) async fn work(&self) {
        self.0.work.notified().await;
    }

    pub(crate) async fn mail(&self) {
        self.0.mail.notified().await;
    }
}

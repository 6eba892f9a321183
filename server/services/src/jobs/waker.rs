//! A nudge for the worker in the same process, so that a mail leaves at once instead of at the next look.
//! Losing a nudge costs a second or three: the worker looks by itself too.

use std::sync::Arc;
use tokio::sync::Notify;

/// Wakes a [`super::Runner`]. Cheap to clone; call it after a commit that owed something.
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

    pub(super) async fn work(&self) {
        self.0.work.notified().await;
    }

    pub(super) async fn mail(&self) {
        self.0.mail.notified().await;
    }
}

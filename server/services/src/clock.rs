//! The one place outside the database that knows what time it is: for logs and for rate limits. Whatever
//! is decided or stored takes its time from `Scope::now`, the database's clock.

use time::OffsetDateTime;

/// The machine's time.
#[expect(clippy::disallowed_methods, reason = "the one place that may ask")]
pub fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

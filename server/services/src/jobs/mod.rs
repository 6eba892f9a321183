//! Jobs: work that is owed and done outside a request, by `naungan work` or by the worker inside `serve`.
//!
//! ```text
//! use case --enqueue()--> jobs (same transaction) --Runner--> body, outside any transaction --> done
//!                                                             retry with back-off, or failed after 5 tries
//! ```
//!
//! # Decision: a lease, not a lock (2026-11-21)
//!
//! Context: a row lock over a run of ten minutes pins vacuum, and a killed worker must not lose a job.
//! Choice: a short transaction takes the job (`for update skip locked`) and writes `lease_until`; the work
//! runs outside it while a heartbeat renews the lease. Consequence: any number of workers may run, a job
//! whose worker died is taken again when its lease ends, and therefore **every body must bear a second
//! run**. A try counts when the job is taken, so one that kills its worker leaves after five tries too.
//!
//! A job is a name and ids ([`Task`]); no name ever changes. A name that this version does not know stays
//! where it is, for the version that does.
//!
//! | Job | Runs | Body |
//! |---|---|---|
//! | `document.decode` | once a paper | `document::job::decode(&Hands, TenantId, DocumentId) -> Result<()>` |
//! | `document.sweep` | every hour | `document::job::sweep(&Hands) -> Result<()>` |
//! | `account.forget_pending` | every hour | [`forget`] |
//! | `outbox.send` | every second, or when woken | [`crate::notification::send`] |

mod figures;
mod forget;
mod hands;
mod periodic;
mod runner;
mod store;
mod task;

pub use figures::{Figures, figures};
pub use hands::Hands;
pub use runner::{Runner, run_all_now};
pub use task::{Task, enqueue};

//! Regions: the national list in its editions, looked up, searched and imported.
//!
//! - Reading needs no permission: the list is public, and every door may read it.
//! - Nothing here writes but the import, which runs as the schema's owner (`naungan migrate` loads the
//!   editions in `data/`, `naungan import regions FILE…` an operator's file).
//! - What is shown is always the current entry; an entry that ended is shown with its successors, so that
//!   an old name or an old code leads to the place that people mean.
//! - A stored row keeps code **and** edition as it was filed ([`entry`] reads it back), and an office is
//!   compared by the current code ([`domain::region::Reach`]).
//!
//! # Decision: words, not trigrams, over the paths (2026-11-21)
//!
//! Context: a name alone is ambiguous (98 villages are called Sidomulyo), so people type parts of the path
//! in any order, and the island asks again while they type. Choice: every word typed has to begin a word of
//! the path and one of them a word of the own name; only the own names are indexed (GIN), the rest of the
//! path is read from the few rows that are left. Only when nothing is found are mistyped words replaced by
//! similar ones from the dictionary of all words, by trigrams, and the search repeated. Consequence: the
//! usual search is one statement, and trigrams are compared with 50,000 short words instead of 100,000 long
//! paths. Aliases that everybody uses for provinces (jatim, ntb) stand among their words.

mod file;
mod import;
mod look_up;
mod refused;
mod search;
mod staging;
mod store;

pub use import::{Outcome, Report, import, import_builtin};
pub use look_up::{children, current_edition, entry, find, is_current};
pub use refused::{Reason, Refused};
pub use search::{MOST_ANSWERS, search};

/// All editions that the project carries, in the import's format, packed.
pub(crate) const SHIPPED: &[u8] = include_bytes!("data/regions.csv.gz");

//! What must always be true of the data (trust goals I1–I4, I7, I9, I13). Prints offenders, changes nothing.
//!
//! - I1: a file has the number of a receipt exactly when an event sent it; the papers that a sponsor declared are
//!   papers of its file, and while an office has the file, or has decided it, they are the ones that stand.
//! - I2: no two current papers of a kind in one institution. (One key of a form, one effect: the primary key of
//!   `form_keys` holds that, and this door may not read the table.)
//! - I3: each paper has its objects: the upload with the hash and size that were acknowledged; and where it may be
//!   opened, the clean file (of a letter: the upload unchanged), the small picture, and each page. A paper that
//!   passed has pages. And each object belongs to a paper: the sweep takes one that does not after a day.
//! - I4: a state is the fold of its events; versions run 1..n; each event follows from the one before; nothing is
//!   decided twice.
//! - I7: the chain of each history is unbroken: a changed or removed row is named.
//! - I9: counters equal a recount.
//! - I13: the NIK of a person in care opens, and is the one that stands beside it in parts and as a hash.
//!
//! I3 fetches the objects of the newest papers ([`Limits::papers`]), I13 opens the NIK of the newest people (20,000),
//! and names of objects are read, all of them; at most [`Limits::rows`] offenders among rows and names are listed. The
//! [`Report`] says how far it got, so that no limit is silent. The object store is asked for nothing while a
//! transaction is open. What institutions, their papers and histories tell by themselves is read in one statement, and
//! so of one moment; all else is read page by page.

mod declared;
mod objects;
mod people;
mod strays;

use crate::context::Actor;
use crate::db::{Db, Scope};
use crate::error::Result;
use crate::jobs::Hands;
use domain::verification::{State, Turn};
use domain::workflow::Word;
use std::fmt;

/// Something that must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offender {
    /// The invariant.
    pub invariant: &'static str,
    /// The row, by table and key.
    pub row: String,
}

impl fmt::Display for Offender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.row)
    }
}

/// How much is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Papers whose objects are fetched, the newest first.
    pub papers: i64,
    /// Papers, people or sendings of one look at the database.
    pub page: i64,
    /// Offenders that are listed of the rows, and of the names of objects.
    pub rows: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { papers: 2_000, page: 200, rows: 10_000 }
    }
}

/// What was found, and in how much.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Every offender that was found.
    pub offenders: Vec<Offender>,
    /// Whether there may be more offenders than are listed.
    pub more: bool,
    /// Papers that there are.
    pub papers: i64,
    /// Papers whose objects were fetched: the newest.
    pub opened: i64,
    /// Objects that were fetched.
    pub objects: u64,
    /// Declarations that were compared with the papers.
    pub declared: u64,
    /// People in care whose NIK was compared with what stands beside it, or who have none: the newest.
    pub people: i64,
    /// Objects whose names were looked up.
    pub names: u64,
}

impl Report {
    /// Lists an offender, unless enough are listed: then it says that there are more, and answers that looking on is
    /// of no use.
    fn lists(&mut self, limits: Limits, invariant: &'static str, row: String) -> bool {
        if i64::try_from(self.offenders.len()).is_ok_and(|listed| listed < limits.rows) {
            self.offenders.push(Offender { invariant, row });
            return true;
        }
        self.more = true;
        false
    }
}

/// Looks at everything, within the limits of [`Limits::default`].
///
/// # Errors
/// When the database or the object store cannot be reached.
pub async fn verify(hands: &Hands) -> Result<Report> {
    verify_within(hands, Limits::default()).await
}

/// Looks at as much as `limits` say.
///
/// # Errors
/// When the database or the object store cannot be reached.
pub async fn verify_within(hands: &Hands, limits: Limits) -> Result<Report> {
    let mut report = rows(&hands.db, limits.rows).await?;
    declared::look(&hands.db, limits, &mut report).await?;
    people::look(&hands.db, limits, &mut report).await?;
    strays::look(hands, limits, &mut report).await?;
    objects::look(hands, limits, &mut report).await?;
    Ok(report)
}

/// What the database can tell by itself, in one statement and so of one moment.
async fn rows(db: &Db, most: i64) -> Result<Report> {
    let mut scope = db.begin(&Actor::ops()).await?;
    take_time(&mut scope).await?;
    // One more than is listed tells whether there are more.
    let rows = sqlx::query_file!("src/verify/rows.sql", most + 1, &decided()).fetch_all(scope.conn()).await?;
    let papers =
        sqlx::query_scalar!(r#"select count(*) as "n!" from documents"#).fetch_one(scope.conn()).await?;
    scope.commit().await?;
    let mut offenders: Vec<Offender> =
        rows.into_iter().map(|row| Offender { invariant: name_of(&row.invariant), row: row.row }).collect();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let more = offenders.len() > most;
    offenders.truncate(most);
    Ok(Report { offenders, more, papers, ..Report::default() })
}

/// The states in which a file is decided.
fn decided() -> Vec<String> {
    let decided = State::ALL.into_iter().filter(|state| state.turn() == Turn::Nobody);
    decided.map(|state| state.word().to_owned()).collect()
}

/// All histories are read and hashed again: that may last longer than any statement of a page, and only here.
async fn take_time(scope: &mut Scope) -> Result<()> {
    sqlx::query!("select set_config('statement_timeout', '30min', true)").fetch_one(scope.conn()).await?;
    Ok(())
}

fn name_of(word: &str) -> &'static str {
    ["I1", "I2", "I3", "I4", "I7", "I9"].into_iter().find(|name| *name == word).unwrap_or("I?")
}

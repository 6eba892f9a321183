//! The list of the people in a sponsor's care, by name, a page at a time. Nothing that is sealed is opened for it.

use super::cursor::{self, Cursor};
use crate::db::Scope;
use crate::error::{Error, Result};
use domain::id::{PersonId, TenantId};
use domain::person::{Precision, Sex, masked, name_key};
use domain::policy::Permission;
use serde::{Deserialize, Serialize};
use std::fmt;
use time::Date;
use uuid::Uuid;

/// Rows of a page.
pub const PAGE: i64 = 25;
/// Longest search that is looked at.
const LONGEST: usize = 200;
/// More words than a name has.
const MOST_WORDS: usize = 12;

/// Which people are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Parts of the name, in any order; empty for everybody.
    pub words: String,
    /// Only those with a group that is not answered.
    pub incomplete: bool,
}

impl Filter {
    /// As an address carries it: sealed, because it holds a name.
    ///
    /// # Errors
    /// Those of sealing.
    pub fn word(&self, scope: &Scope) -> Result<String> {
        cursor::word(scope, FILTER, self)
    }

    /// Reads the word; anything else asks for everybody.
    pub fn from_word(scope: &Scope, word: &str) -> Option<Self> {
        cursor::read(scope, FILTER, word)
    }
}

const FILTER: &str = "filter";

/// One page of the list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Its lines, by name.
    pub lines: Vec<Line>,
    /// Where the next page begins, when there is one.
    pub next: Option<String>,
    /// Everybody, whatever the filter says.
    pub totals: Totals,
}

/// How many people are in the sponsor's care.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Everybody.
    pub all: i64,
    /// Those of them with every group answered.
    pub complete: i64,
}

/// One person on the list.
#[derive(Clone)]
pub struct Line {
    /// Whose file.
    pub id: PersonId,
    /// Name as typed.
    pub name: String,
    /// NIK with its middle hidden.
    pub nik: Option<String>,
    /// Sex.
    pub sex: Sex,
    /// Birth and how exactly it is known.
    pub birth: Option<(Date, Precision)>,
    /// Groups that are not answered.
    pub missing: u8,
}

/// Nobody's line ends in a log.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("id", &self.id).finish_non_exhaustive()
    }
}

struct Row {
    id: Uuid,
    full_name: String,
    name_key: String,
    nik_head: Option<String>,
    nik_tail: Option<String>,
    sex: String,
    birth_date: Option<Date>,
    birth_precision: Option<String>,
    missing: i16,
}

impl Row {
    fn line(self) -> Result<Line> {
        let precision = self.birth_precision.as_deref();
        let precision =
            precision.map(|word| Precision::from_word(word).ok_or_else(|| odd("birth_precision")));
        Ok(Line {
            id: PersonId(self.id),
            name: self.full_name,
            nik: self.nik_head.zip(self.nik_tail).map(|(head, tail)| masked(&head, &tail)),
            sex: Sex::from_word(&self.sex).ok_or_else(|| odd("sex"))?,
            birth: self.birth_date.zip(precision.transpose()?),
            missing: u8::try_from(self.missing).map_err(|_| odd("missing"))?,
        })
    }
}

fn odd(column: &'static str) -> Error {
    Error::inconsistent("persons", column)
}

/// One page of the actor's list, by name. A broken cursor begins the first page.
///
/// # Errors
/// [`domain::problem::Problem::Forbidden`] for whoever has no people in care.
#[tracing::instrument(name = "person.list", skip_all)]
pub async fn list(scope: &mut Scope, filter: &Filter, after: Option<&str>) -> Result<Listing> {
    scope.require(Permission::ReadPeople)?;
    let tenant = scope.tenant()?;
    let after = after.and_then(|word| Cursor::from_word(scope, word)).unwrap_or_else(Cursor::first);
    let mut rows = rows(scope, tenant, filter, &after).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|n| n > PAGE);
    if more {
        rows.pop();
    }
    let last = rows.last().filter(|_| more);
    let last = last.map(|row| Cursor { name_key: row.name_key.clone(), id: row.id });
    let next = last.map(|cursor| cursor.word(scope)).transpose()?;
    let totals = totals(scope).await?;
    let lines = rows.into_iter().map(Row::line).collect::<Result<Vec<Line>>>()?;
    Ok(Listing { lines, next, totals })
}

/// How many people are in the actor's care. From the counters: a page must not count its rows.
///
/// # Errors
/// [`domain::problem::Problem::Forbidden`] for whoever has no people in care.
#[tracing::instrument(name = "person.totals", skip_all)]
pub async fn totals(scope: &mut Scope) -> Result<Totals> {
    scope.require(Permission::ReadPeople)?;
    let tenant = scope.tenant()?;
    let row = sqlx::query_file!("src/person/sql/counts.sql", tenant.0).fetch_optional(scope.conn()).await?;
    Ok(row
        .map_or_else(Totals::default, |row| Totals { all: row.people.into(), complete: row.complete.into() }))
}

/// One row more than a page.
async fn rows(scope: &mut Scope, tenant: TenantId, filter: &Filter, after: &Cursor) -> Result<Vec<Row>> {
    let words = words(&filter.words);
    if words.is_empty() && !filter.incomplete {
        let rows = sqlx::query_file_as!(
            Row,
            "src/person/sql/page.sql",
            tenant.0,
            after.name_key,
            after.id,
            PAGE + 1
        )
        .fetch_all(scope.conn())
        .await?;
        return Ok(rows);
    }
    let patterns: Vec<String> = words.iter().map(|word| format!("%{word}%")).collect();
    let rows = sqlx::query_file_as!(
        Row,
        "src/person/sql/page_found.sql",
        tenant.0,
        after.name_key,
        after.id,
        PAGE + 1,
        i16::from(filter.incomplete),
        &patterns,
        format!("%{}%", words.concat()),
    )
    .fetch_all(scope.conn())
    .await?;
    Ok(rows)
}

/// What was typed, made comparable: letters and digits only, so nothing in it is a pattern.
fn words(typed: &str) -> Vec<String> {
    let typed: String = typed.chars().take(LONGEST).collect();
    name_key(&typed).split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).map(str::to_owned).collect()
}

//! What goes wrong in a use case: a [`Problem`] for the person, and the source for the log.

use crate::context::Door;
use domain::problem::{Problem, Violation};
use domain::workflow::Refusal;
use std::fmt;

/// A failed use case.
#[derive(Debug)]
pub struct Error {
    problem: Problem,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// What the person is told.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// What the person is told. What is our fault is logged here, once: its source goes no further.
    pub fn into_problem(self) -> Problem {
        if self.is_ours() {
            tracing::error!(error = %self, problem = self.problem.code(), "a request failed on our side");
        }
        self.problem
    }

    /// Our fault, with the reason for the log.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { problem: Problem::Internal, source: Some(source.into()) }
    }

    /// A part of the house is down, with the reason for the log.
    pub fn unavailable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { problem: Problem::Unavailable, source: Some(source.into()) }
    }

    /// A row that the code cannot understand: never guessed.
    pub fn inconsistent(table: &'static str, column: &'static str) -> Self {
        Self::internal(Inconsistent { table, column })
    }

    /// Whether the log should hear of it.
    pub fn is_ours(&self) -> bool {
        self.problem.is_ours()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(source) => write!(f, "{}: {source}", self.problem),
            None => self.problem.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self { problem, source: None }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Problem::Refused(refusal).into()
    }
}

impl From<Vec<Violation>> for Error {
    fn from(violations: Vec<Violation>) -> Self {
        Problem::Invalid(violations).into()
    }
}

/// A column with a value that no version of the code writes.
#[derive(Debug, thiserror::Error)]
#[error("{table}.{column} holds a value that cannot be read")]
pub struct Inconsistent {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
}

/// A door without a pool: configuration, not a person's fault.
#[derive(Debug, thiserror::Error)]
#[error("no database pool for the door {0:?}")]
pub struct NoPool(pub Door);

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let problem = match &error {
            sqlx::Error::RowNotFound => Problem::NotFound,
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Problem::Unavailable,
            sqlx::Error::Database(db) => database_problem(db.code().as_deref(), db.constraint()),
            _ => Problem::Internal,
        };
        Self { problem, source: Some(Box::new(error)) }
    }
}

/// SQLSTATE and constraint name to problem; a name that stands here is a rule, any other is our fault.
fn database_problem(code: Option<&str>, constraint: Option<&str>) -> Problem {
    match (code, constraint) {
        // Raised by our triggers: the version that was read is no longer the newest; nothing there.
        // Two events with one sequence number, two current papers of a kind: the same.
        (Some("NA409"), _)
        | (
            _,
            Some(
                "institution_events_pkey"
                | "document_events_pkey"
                | "documents_current"
                | "documents_number_once",
            ),
        ) => Problem::Stale,
        (Some("NA404"), _) => Problem::NotFound,
        // The database is going down, starting, or at its connection limit; a lock, a statement or a transaction
        // took too long; two transactions were in each other's way. Nothing was done, and trying again helps.
        (
            Some(
                "57P01" | "57P02" | "57P03" | "53300" | "08000" | "08003" | "08006" | "57014" | "25P03"
                | "55P03" | "40001" | "40P01",
            ),
            _,
        ) => Problem::Unavailable,
        _ => Problem::Internal,
    }
}

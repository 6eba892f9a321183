//! The lint of row-level security: what a migration must never leave behind (trust goals 2.3, A6).
//!
//! Each rule is a line of `lint.sql`; what is allowed on purpose stands in the lists there, with its reason.
//! `naungan check` runs it, and a test seeds each mistake and expects it to be found.

use crate::context::Door;
use crate::db::Db;
use crate::error::Result;
use sqlx::PgExecutor;
use std::fmt;

/// A mistake in the schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// The table, function, policy or role.
    pub object: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rls: {}: {}", self.rule, self.object)
    }
}

/// Every mistake in the schema behind `db`.
///
/// # Errors
/// When the database cannot be reached.
pub async fn findings(db: &Db) -> Result<Vec<Finding>> {
    findings_in(db.pool(Door::Ops)?).await
}

/// Every mistake that `conn` sees.
///
/// # Errors
/// When the database cannot be reached.
pub async fn findings_in(conn: impl PgExecutor<'_>) -> Result<Vec<Finding>> {
    Ok(sqlx::query_file_as!(Finding, "src/lint/lint.sql").fetch_all(conn).await?)
}

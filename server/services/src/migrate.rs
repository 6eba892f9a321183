//! The schema: roles, migrations, and the reference data that comes with the project.
//!
//! Roles are made by whoever rules the cluster ([`prepare`], the text of `migrations/roles.sql`); everything
//! else runs as `naungan_owner`, which cannot sign in. Repeating is harmless.

use crate::context::Door;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::region::{self, Report};
use sqlx::migrate::Migrator;
use sqlx::{Connection, PgConnection};

/// Every migration, in order, embedded in the binary.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// The statements that a superuser runs once in the portal's database.
pub const ROLES: &str = include_str!("../../../migrations/roles.sql");

/// Makes the roles; `conn` belongs to a superuser in the portal's database.
///
/// # Errors
/// Those of the database.
pub async fn prepare(conn: &mut PgConnection) -> Result<()> {
    sqlx::raw_sql(ROLES).execute(conn).await?;
    Ok(())
}

/// Brings the schema to its newest version; `conn` may act as `naungan_owner`.
///
/// # Errors
/// Those of the database; a migration that failed left nothing behind.
pub async fn migrate(conn: &mut PgConnection) -> Result<()> {
    as_owner(conn).await?;
    MIGRATIONS.run_direct(None, conn, false).await.map_err(Error::internal)?;
    sqlx::raw_sql("grant select on _sqlx_migrations to naungan_ops").execute(&mut *conn).await?;
    sqlx::raw_sql("reset role").execute(conn).await?;
    Ok(())
}

/// Loads the region list that comes with the project, unless it is there.
///
/// # Errors
/// Those of the database.
pub async fn load_regions(conn: &mut PgConnection) -> Result<Report> {
    as_owner(conn).await?;
    let report = region::import_builtin(conn).await?;
    sqlx::raw_sql("reset role").execute(conn).await?;
    Ok(report)
}

/// Acts as the schema's owner from here on.
///
/// # Errors
/// When the login may not.
pub async fn as_owner(conn: &mut PgConnection) -> Result<()> {
    sqlx::raw_sql("set role naungan_owner").execute(&mut *conn).await?;
    conn.ping().await?;
    Ok(())
}

/// Why the schema cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the schema is at version {found}, this program needs {needed}")]
struct OldSchema {
    found: i64,
    needed: i64,
}

/// Whether the schema is one that this program works with, asked as a door: its own, or a newer one, which is made to
/// fit the program before it (breaking changes come in three landings).
///
/// # Errors
/// When it is older, or the database cannot be reached.
pub async fn is_current(db: &Db) -> Result<()> {
    let needed = MIGRATIONS.iter().map(|m| m.version).max().unwrap_or_default();
    // Not a checked query: the table is sqlx's own, made by the migrator and not by a migration.
    let found: i64 =
        sqlx::query_scalar("select coalesce(max(version), 0) from _sqlx_migrations where success")
            .fetch_one(db.pool(Door::Ops)?)
            .await?;
    if found >= needed { Ok(()) } else { Err(Error::internal(OldSchema { found, needed })) }
}

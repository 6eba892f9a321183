//! A database for one test: a clone of a migrated template, reached as the doors reach it.
//!
//! `NAUNGAN_TEST_DATABASE_URL` names a superuser of a throw-away cluster; `cargo xtask test` starts one.

use crate::db::Db;
use crate::migrate;
use crate::seal::Keys;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use std::str::FromStr;
use std::sync::Arc;

/// The lock under which the template is made, once for all tests.
const TEMPLATE_LOCK: i64 = 7_214_077;

/// Regions of the template: all provinces and regencies, and the villages around the tests' offices.
const VILLAGES: &[&str] = &["51.08", "51.71", "35.78.0", "93.01", "91.01", "74.08.1"];

/// Connections of a door; the tests' cluster allows some hundreds for all tests together.
const POOL: u32 = 8;

/// A database of its own.
#[derive(Debug, Clone)]
pub struct TestDb {
    /// The doors.
    pub db: Db,
    options: PgConnectOptions,
}

fn server() -> PgConnectOptions {
    #[expect(clippy::disallowed_methods, reason = "the tests' cluster is named by who starts the tests")]
    let url = std::env::var("NAUNGAN_TEST_DATABASE_URL").unwrap_or_default();
    match PgConnectOptions::from_str(&url) {
        Ok(options) if !url.is_empty() => options,
        _ => fail("NAUNGAN_TEST_DATABASE_URL is not set: run `cargo xtask test --only it`"),
    }
}

#[expect(clippy::panic, reason = "a test without its database has to stop, with a sentence")]
fn fail(why: &str) -> ! {
    panic!("{why}")
}

async fn must<T, E: std::fmt::Display>(what: &str, work: impl Future<Output = Result<T, E>>) -> T {
    match work.await {
        Ok(value) => value,
        Err(error) => fail(&format!("{what}: {error}")),
    }
}

impl TestDb {
    /// A fresh clone of the template.
    pub async fn fresh() -> Self {
        let server = server();
        let mut conn = must("connect", server.connect()).await;
        let template = template_name();
        must("lock", sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut conn)).await;
        let there: Option<(i32,)> = must(
            "look for the template",
            sqlx::query_as("select 1 from pg_database where datname = $1")
                .bind(&template)
                .fetch_optional(&mut conn),
        )
        .await;
        if there.is_none() {
            make_template(&server, &mut conn, &template).await;
        }
        must("unlock", sqlx::query("select pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(&mut conn))
            .await;
        let name = format!("naungan_test_{}", unique());
        // Small and thrown away: copying its files costs half of writing each page to the log.
        run(&mut conn, &format!("create database {name} template {template} strategy file_copy")).await;
        must("close", conn.close()).await;
        Self::at(server.database(&name))
    }

    /// The doors of an existing database.
    fn at(options: PgConnectOptions) -> Self {
        let doors = options.clone();
        let keys = Arc::new(Keys::new(&[42; 32]));
        Self {
            db: Db::new(move |door| doors.clone().username(door.role()).password("-"), POOL, keys),
            options,
        }
    }

    /// A connection that may do everything, to look behind the doors.
    pub async fn superuser(&self) -> PgConnection {
        must("connect", self.options.connect()).await
    }

    /// How a role reaches this database.
    pub fn options_for(&self, role: &str) -> PgConnectOptions {
        self.options.clone().username(role).password("-")
    }
}

fn unique() -> String {
    match crate::seal::random::<8>() {
        Ok(bytes) => data_encoding::HEXLOWER.encode(&bytes),
        Err(error) => fail(&error.to_string()),
    }
}

/// Named by what it is made of: a changed migration makes another template.
fn template_name() -> String {
    let mut all = migrate::ROLES.as_bytes().to_vec();
    for migration in migrate::MIGRATIONS.iter() {
        all.extend_from_slice(&migration.checksum);
    }
    let hash = data_encoding::HEXLOWER.encode(&crate::seal::sha256(&all));
    format!("naungan_template_{}", &hash[..12])
}

async fn run(conn: &mut PgConnection, sql: &str) {
    must(sql, sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(conn)).await;
}

async fn make_template(server: &PgConnectOptions, conn: &mut PgConnection, template: &str) {
    let half = format!("{template}_half");
    run(conn, &format!("drop database if exists {half} with (force)")).await;
    run(conn, &format!("create database {half}")).await;
    let mut inside = must("connect", server.clone().database(&half).connect()).await;
    must("roles", migrate::prepare(&mut inside)).await;
    must("migrate", migrate::migrate(&mut inside)).await;
    must("owner", migrate::as_owner(&mut inside)).await;
    let (regions, successors) = super::regions::around(VILLAGES);
    must("regions", crate::region::import(&mut inside, std::io::Cursor::new(regions))).await;
    must("successors", crate::region::import(&mut inside, std::io::Cursor::new(successors))).await;
    must("close", inside.close()).await;
    run(conn, &format!("alter database {half} rename to {template}")).await;
}

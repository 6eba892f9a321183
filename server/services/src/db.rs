//! The only way to the database: [`Db::begin`] opens a transaction as the actor's door and tells
//! PostgreSQL who acts. Settings are local to the transaction, so a pooled connection keeps nothing.

use crate::context::{Actor, Door};
use crate::error::{Error, NoPool, Result};
use crate::seal::Keys;
use crate::waker::Waker;
use domain::id::{AccountId, FormKey, TenantId};
use domain::policy::{Permission, Roles};
use domain::problem::Problem;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use time::{Date, OffsetDateTime, UtcOffset};
use uuid::Uuid;

/// Longest wait for a connection; then the person is told to try again.
const ACQUIRE: Duration = Duration::from_secs(3);

/// The database, one pool a door.
#[derive(Debug, Clone)]
pub struct Db {
    pools: Arc<HashMap<Door, PgPool>>,
    keys: Arc<Keys>,
    waker: Waker,
    shift: time::Duration,
}

impl Db {
    /// Pools that connect when first used; `options` gives each door its login, `size` is the most connections
    /// that each may hold.
    pub fn new(options: impl Fn(Door) -> PgConnectOptions, size: u32, keys: Arc<Keys>) -> Self {
        let pools = Door::ALL
            .into_iter()
            .map(|door| {
                let options = options(door).application_name(door.role()).options([
                    ("statement_timeout", "15000"),
                    ("lock_timeout", "5000"),
                    ("idle_in_transaction_session_timeout", "30000"),
                    // The database lies on solid state. With the default of 4 the planner gathers and sorts a
                    // whole queue instead of walking its index for one page.
                    ("random_page_cost", "1.1"),
                ]);
                let pool = PgPoolOptions::new()
                    .max_connections(size)
                    .acquire_timeout(ACQUIRE)
                    .idle_timeout(Duration::from_mins(1))
                    .connect_lazy_with(options);
                (door, pool)
            })
            .collect();
        Self { pools: Arc::new(pools), keys, waker: Waker::default(), shift: time::Duration::ZERO }
    }

    /// The same database with its clock moved, for tests of deadlines.
    #[must_use]
    pub fn shifted(&self, by: time::Duration) -> Self {
        Self { shift: self.shift + by, ..self.clone() }
    }

    /// The keys of the house.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// What wakes the worker of this process.
    pub fn waker(&self) -> &Waker {
        &self.waker
    }

    /// The pool of a door, for the one statement that runs before the actor is known.
    ///
    /// # Errors
    /// When the door has no pool.
    pub fn pool(&self, door: Door) -> Result<&PgPool> {
        self.pools.get(&door).ok_or_else(|| Error::internal(NoPool(door)))
    }

    /// Opens a transaction for `actor`, and learns the time in the same statement.
    ///
    /// # Errors
    /// [`Problem::Unavailable`] when the database cannot be reached.
    #[expect(clippy::disallowed_methods, reason = "the one place that opens transactions")]
    pub async fn begin(&self, actor: &Actor) -> Result<Scope> {
        let mut tx = self.pool(actor.door)?.begin().await?;
        let account = actor.account.map(|id| id.to_string()).unwrap_or_default();
        let tenant = actor.tenant.map(|id| id.to_string()).unwrap_or_default();
        let now = sqlx::query_scalar!(
            r#"select now() as "now!" from (select
                 set_config('app.account', $1, true), set_config('app.tenant', $2, true),
                 set_config('app.reach_from', $3, true), set_config('app.reach_upto', $4, true),
                 set_config('app.email_key', '', true), set_config('app.key', '', true)) as settings"#,
            account,
            tenant,
            actor.reach_from,
            actor.reach_upto,
        )
        .fetch_one(&mut *tx)
        .await?;
        Ok(Scope {
            tx,
            actor: actor.clone(),
            now: now + self.shift,
            keys: Arc::clone(&self.keys),
            waker: self.waker.clone(),
            owes: false,
        })
    }

    /// Runs `work` in one transaction: commits when it succeeds, undoes everything when it does not.
    ///
    /// # Errors
    /// Those of `work`, and those of the database.
    pub async fn write<T>(
        &self,
        actor: &Actor,
        work: impl AsyncFnOnce(&mut Scope) -> Result<T>,
    ) -> Result<T> {
        let mut scope = self.begin(actor).await?;
        let value = work(&mut scope).await?;
        scope.commit().await?;
        Ok(value)
    }

    /// Closes every pool.
    pub async fn close(&self) {
        for pool in self.pools.values() {
            pool.close().await;
        }
    }
}

/// A transaction in which somebody acts.
#[derive(Debug)]
pub struct Scope {
    tx: Transaction<'static, Postgres>,
    actor: Actor,
    now: OffsetDateTime,
    keys: Arc<Keys>,
    waker: Waker,
    owes: bool,
}

impl Scope {
    /// The connection, for stores.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The roles of whoever acts.
    pub fn roles(&self) -> Roles {
        self.actor.roles
    }

    /// The transaction's time, from the database.
    pub fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// Today in Jakarta (WIB), the day by which offices count.
    pub fn today(&self) -> Date {
        let wib = UtcOffset::from_hms(7, 0, 0).unwrap_or(UtcOffset::UTC);
        self.now.to_offset(wib).date()
    }

    /// A new id: time-ordered, so that new rows lie together.
    #[expect(clippy::disallowed_methods, reason = "the one place that makes ids")]
    pub fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    /// The keys of the house.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Seals a value as JSON for `place` (`table.column:row`).
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn seal<T: Serialize>(&self, place: &str, value: &T) -> Result<Vec<u8>> {
        self.keys.seal(place, &serde_json::to_vec(value).map_err(Error::internal)?)
    }

    /// Opens what [`Self::seal`] made.
    ///
    /// # Errors
    /// When it was made elsewhere or cannot be read.
    pub fn unseal<T: DeserializeOwned>(&self, place: &str, sealed: &[u8]) -> Result<T> {
        serde_json::from_slice(&self.keys.open(place, sealed)?).map_err(Error::internal)
    }

    /// Stops whoever may not.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] or [`Problem::Unauthenticated`].
    pub fn require(&self, permission: Permission) -> Result<()> {
        Ok(self.actor.require(permission)?)
    }

    /// The account that acts.
    ///
    /// # Errors
    /// [`Problem::Unauthenticated`].
    pub fn account(&self) -> Result<AccountId> {
        self.actor.account.ok_or_else(|| Problem::Unauthenticated.into())
    }

    /// The tenant that acts.
    ///
    /// # Errors
    /// [`Problem::Unauthenticated`].
    pub fn tenant(&self) -> Result<TenantId> {
        self.actor.tenant.ok_or_else(|| Problem::Unauthenticated.into())
    }

    /// Lets the public door see the one account that proved itself.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn as_account(&mut self, id: AccountId) -> Result<()> {
        self.set("app.account", &id.to_string()).await?;
        self.actor.account = Some(id);
        Ok(())
    }

    /// Lets the public door see the one tenant that it is making.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn as_tenant(&mut self, id: TenantId) -> Result<()> {
        self.set("app.tenant", &id.to_string()).await?;
        self.actor.tenant = Some(id);
        Ok(())
    }

    /// Lets the public door look up one address.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn with_email(&mut self, email_key: &str) -> Result<()> {
        self.set("app.email_key", email_key).await
    }

    /// Lets the public door look up one secret reference (mail link, parked form, throttle, identity).
    ///
    /// # Errors
    /// Those of the database.
    pub async fn with_key(&mut self, key: &str) -> Result<()> {
        self.set("app.key", key).await
    }

    async fn set(&mut self, name: &str, value: &str) -> Result<()> {
        sqlx::query_scalar!("select set_config($1, $2, true)", name, value).fetch_one(&mut *self.tx).await?;
        Ok(())
    }

    /// Claims the key of a form; `location` is where its result will lie.
    ///
    /// # Errors
    /// [`Problem::Duplicate`] with the first sender's location when the form was sent before.
    pub async fn claim(&mut self, key: FormKey, location: &str) -> Result<()> {
        let account = self.account()?;
        let fresh = sqlx::query_scalar!(
            "insert into form_keys (account_id, key, location) values ($1, $2, $3)
             on conflict do nothing returning true",
            account.0,
            key.0,
            location,
        )
        .fetch_optional(&mut *self.tx)
        .await?;
        if fresh.is_some() {
            return Ok(());
        }
        let first = sqlx::query_scalar!(
            "select location from form_keys where account_id = $1 and key = $2",
            account.0,
            key.0,
        )
        .fetch_optional(&mut *self.tx)
        .await?;
        Err(Problem::Duplicate(first.unwrap_or_else(|| location.to_owned())).into())
    }

    /// This transaction owes a job or a mail: the worker is woken when it is committed.
    pub(crate) fn owe(&mut self) {
        self.owes = true;
    }

    /// Undoes everything, and frees every lock, at once.
    ///
    /// # Errors
    /// Those of the database; then it was undone as well.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.tx.rollback().await?)
    }

    /// Makes everything that was done in this transaction lasting.
    ///
    /// # Errors
    /// Those of the database; then nothing was done.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await?;
        if self.owes {
            self.waker.wake();
        }
        Ok(())
    }
}

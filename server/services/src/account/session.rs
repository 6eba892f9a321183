//! Sessions: 256 random bits in a cookie, their hash in the database, idle and absolute ends.

use crate::context::{Actor, Door, TenantKind};
use crate::db::{Db, Scope};
use crate::error::{Error, Result};
use crate::seal::{sha256, token};
use domain::account::{IDLE_MINUTES_OFFICE, IDLE_MINUTES_SPONSOR, SESSION_HOURS};
use domain::id::{AccountId, TenantId};
use domain::lang::Lang;
use domain::policy::Role;
use domain::problem::Problem;
use time::Duration;

/// The secret that the cookie carries. Never printed.
#[derive(Clone)]
pub struct SessionToken(String);

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

impl SessionToken {
    /// What came in the cookie.
    pub fn from_cookie(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// What goes into the cookie.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Opens a session for an account that has just proved itself.
///
/// # Errors
/// Those of the database.
pub(crate) async fn open(scope: &mut Scope, account: AccountId, tenant: TenantId) -> Result<SessionToken> {
    let secret = token()?;
    let (id, now) = (scope.new_id(), scope.now());
    sqlx::query!(
        "insert into sessions (id, token_hash, account_id, tenant_id, created_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $5, $6)",
        id,
        sha256(secret.as_bytes()),
        account.0,
        tenant.0,
        now,
        now + Duration::hours(SESSION_HOURS),
    )
    .execute(scope.conn())
    .await?;
    Ok(SessionToken(secret))
}

/// Who a cookie is; nobody when it is unknown, ended, idle or too old. One statement.
///
/// # Errors
/// [`Problem::Unavailable`] when the database cannot be reached.
pub async fn resolve(db: &Db, token: &SessionToken) -> Result<Option<Actor>> {
    let row = sqlx::query!(
        r#"select session_id as "session_id!", account_id as "account_id!", account_name as "account_name!",
                  lang as "lang!", tenant_id as "tenant_id!", tenant_kind as "tenant_kind!",
                  tenant_name as "tenant_name!", reach_from as "reach_from!", reach_upto as "reach_upto!",
                  roles as "roles!"
             from session_open($1, make_interval(mins => $2), make_interval(mins => $3))"#,
        sha256(token.0.as_bytes()),
        i32::try_from(IDLE_MINUTES_SPONSOR).unwrap_or(60),
        i32::try_from(IDLE_MINUTES_OFFICE).unwrap_or(30),
    )
    .fetch_optional(db.pool(Door::Publik)?)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let kind = TenantKind::from_word(&row.tenant_kind);
    let roles = row
        .roles
        .iter()
        .map(|word| Role::from_word(word).ok_or_else(|| Error::inconsistent("memberships", "role")))
        .collect::<Result<_>>()?;
    Ok(Some(Actor {
        account: Some(AccountId(row.account_id)),
        name: row.account_name,
        tenant: Some(TenantId(row.tenant_id)),
        tenant_name: row.tenant_name,
        kind: Some(kind),
        roles,
        reach_from: row.reach_from,
        reach_upto: row.reach_upto,
        door: kind.door(),
        session: Some(row.session_id),
        lang: Lang::from_tag(&row.lang),
    }))
}

/// Ends the session in which the actor acts.
///
/// # Errors
/// [`Problem::Unauthenticated`] when there is none.
#[tracing::instrument(name = "account.sign_out", skip_all)]
pub async fn close(scope: &mut Scope) -> Result<()> {
    let session = scope.actor().session.ok_or(Problem::Unauthenticated)?;
    let now = scope.now();
    sqlx::query!("update sessions set ended_at = $2 where id = $1 and ended_at is null", session, now)
        .execute(scope.conn())
        .await?;
    Ok(())
}

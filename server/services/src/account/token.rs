//! Links and codes in mails: `reference.secret` in the link, six digits beside it.
//!
//! The reference finds the row (through row-level security by key), the secret proves the mailbox. A newer
//! mail replaces an older one: the account names the newest reference.

use crate::db::Scope;
use crate::error::Result;
use crate::seal::{random, sha256, token};
use domain::account::{CODE_MINUTES, Code};
use domain::id::AccountId;
use subtle::ConstantTimeEq;
use time::{Duration, OffsetDateTime};

/// A token as it was made: the only moment at which its secrets are known.
pub(super) struct Fresh {
    pub key: String,
    pub secret: String,
    pub code: String,
    pub expires_at: OffsetDateTime,
    pub code_expires_at: OffsetDateTime,
}

impl Fresh {
    /// What the link in the mail carries.
    pub fn link(&self) -> String {
        format!("{}.{}", self.key, self.secret)
    }
}

/// A stored token.
pub(super) struct Token {
    pub key: String,
    pub account: AccountId,
    pub purpose: String,
    pub secret_hash: Vec<u8>,
    pub code_hash: Option<Vec<u8>>,
    pub tries: i16,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub code_expires_at: Option<OffsetDateTime>,
    pub used_at: Option<OffsetDateTime>,
}

/// Splits `reference.secret`; anything else is no link of ours.
pub(super) fn split(link: &str) -> Option<(&str, &str)> {
    link.split_once('.').filter(|(key, secret)| is_reference(key) && secret.len() == 43)
}

/// Makes a token for `account`, valid for `lifetime`.
pub(super) async fn issue(
    scope: &mut Scope,
    account: AccountId,
    purpose: &str,
    lifetime: Duration,
) -> Result<Fresh> {
    let number = u32::from_le_bytes(random::<4>()?) % 1_000_000;
    let fresh = Fresh {
        key: data_encoding::HEXLOWER.encode(&random::<16>()?),
        secret: token()?,
        code: format!("{number:06}"),
        expires_at: scope.now() + lifetime,
        code_expires_at: scope.now() + Duration::minutes(CODE_MINUTES),
    };
    let code_hash = hash_code(scope, &fresh.key, &fresh.code);
    let now = scope.now();
    scope.with_key(&fresh.key).await?;
    sqlx::query!(
        "insert into email_tokens (key, account_id, purpose, secret_hash, code_hash, created_at, expires_at,
                                   code_expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        fresh.key,
        account.0,
        purpose,
        sha256(fresh.secret.as_bytes()),
        code_hash,
        now,
        fresh.expires_at,
        fresh.code_expires_at,
    )
    .execute(scope.conn())
    .await?;
    Ok(fresh)
}

/// Whether this can be a reference of ours. Whatever else somebody types names nothing, and is not asked about: not
/// every character is a text to the database, which fails on such a question instead of finding nothing.
fn is_reference(key: &str) -> bool {
    key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Finds the token with this reference, locked for its use.
pub(super) async fn find(scope: &mut Scope, key: &str) -> Result<Option<Token>> {
    if !is_reference(key) {
        return Ok(None);
    }
    scope.with_key(key).await?;
    let row = sqlx::query!(
        "select key, account_id, purpose, secret_hash, code_hash, tries, created_at, expires_at,
                code_expires_at, used_at
           from email_tokens where key = $1 for update",
        key,
    )
    .fetch_optional(scope.conn())
    .await?;
    Ok(row.map(|r| Token {
        key: r.key,
        account: AccountId(r.account_id),
        purpose: r.purpose,
        secret_hash: r.secret_hash,
        code_hash: r.code_hash,
        tries: r.tries,
        created_at: r.created_at,
        expires_at: r.expires_at,
        code_expires_at: r.code_expires_at,
        used_at: r.used_at,
    }))
}

/// Marks the token as used: once is all.
pub(super) async fn spend(scope: &mut Scope, token: &Token) -> Result<()> {
    let now = scope.now();
    sqlx::query!("update email_tokens set used_at = $2 where key = $1", token.key, now)
        .execute(scope.conn())
        .await?;
    Ok(())
}

/// Counts a wrong code.
pub(super) async fn count_try(scope: &mut Scope, token: &Token) -> Result<()> {
    sqlx::query!("update email_tokens set tries = tries + 1 where key = $1", token.key)
        .execute(scope.conn())
        .await?;
    Ok(())
}

impl Token {
    /// Whether `secret` is the one in the mail.
    pub fn has_secret(&self, secret: &str) -> bool {
        sha256(secret.as_bytes()).ct_eq(&self.secret_hash).into()
    }

    /// Whether `code` is the one in the mail.
    pub fn has_code(&self, scope: &Scope, code: &Code) -> bool {
        let hash = hash_code(scope, &self.key, code.as_str());
        self.code_hash.as_ref().is_some_and(|stored| hash.ct_eq(stored).into())
    }
}

/// Six digits are few: the hash is keyed, so that a copy of the table does not tell them.
fn hash_code(scope: &Scope, key: &str, code: &str) -> Vec<u8> {
    scope.keys().index("code", &format!("{key}:{code}")).into_bytes()
}

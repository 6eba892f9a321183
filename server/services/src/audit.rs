//! The access log: who looked at whose data, from which office. Written in the transaction of the look.

use crate::db::Scope;
use crate::error::Result;
use domain::event::Look;
use domain::id::TenantId;
use uuid::Uuid;

/// Logs a look of an officer.
///
/// # Errors
/// Those of the database: a look that cannot be logged does not happen.
pub async fn log(scope: &mut Scope, look: Look, subject: Option<TenantId>, ids: &[Uuid]) -> Result<()> {
    let (account, tenant) = (scope.account()?, scope.tenant()?);
    let (name, office) = (scope.actor().name.clone(), scope.actor().tenant_name.clone());
    sqlx::query!(
        "insert into access_log (account_id, account_name, tenant_id, office, look, subject_tenant, ids)
         values ($1, $2, $3, $4, $5, $6, $7)",
        account.0,
        name,
        tenant.0,
        office,
        look.word(),
        subject.map(|t| t.0),
        ids,
    )
    .execute(scope.conn())
    .await?;
    Ok(())
}

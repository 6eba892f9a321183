//! What one may change about one's own account.

use crate::db::Scope;
use crate::error::Result;
use domain::lang::Lang;
use domain::policy::Permission;

/// Chooses the language of pages and mails.
///
/// # Errors
/// When nobody is signed in.
#[tracing::instrument(name = "account.choose_language", skip_all)]
pub async fn choose_language(scope: &mut Scope, lang: Lang) -> Result<()> {
    scope.require(Permission::OwnAccount)?;
    let account = scope.account()?;
    sqlx::query!("update accounts set lang = $2 where id = $1", account.0, lang.tag())
        .execute(scope.conn())
        .await?;
    Ok(())
}

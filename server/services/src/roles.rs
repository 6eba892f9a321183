//! Whether each door is what it must be: a login without power over row-level security.

use crate::context::Door;
use crate::db::Db;
use crate::error::Result;

/// One line for each door that must not be used. Start-up refuses to go on with any.
///
/// # Errors
/// When the database cannot be reached.
pub async fn faults(db: &Db) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for door in Door::ALL {
        let row = sqlx::query!(
            r#"select current_user::text as "name!", rolsuper as "super_!", rolbypassrls as "bypass!",
                      rolcreaterole as "create!",
                      pg_has_role(current_user, 'naungan_owner', 'member') as "owner!"
                 from pg_roles where rolname = current_user"#,
        )
        .fetch_one(db.pool(door)?)
        .await?;
        let wrong = [
            (row.name != door.role(), "signs in as another role"),
            (row.super_, "is a superuser"),
            (row.bypass, "bypasses row-level security"),
            (row.create, "may make roles"),
            (row.owner, "may act as naungan_owner"),
        ];
        faults.extend(wrong.into_iter().filter(|(is, _)| *is).map(|(_, what)| {
            format!("database role {} {what}; see naungan migrate --print-roles", row.name)
        }));
    }
    Ok(faults)
}

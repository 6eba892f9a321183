//! What a job row can say: a name, fixed for ever, and the ids it is about.

use super::{Hands, store};
use crate::db::Scope;
use crate::document;
use crate::error::Result;
use domain::id::{DocumentId, TenantId};
use uuid::Uuid;

/// A job that somebody owes. Periodic ones are not owed, they are [`super::periodic`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Opens an uploaded paper in the confined child; it becomes ready or refused.
    DecodeDocument {
        /// Whose paper.
        tenant: TenantId,
        /// Which version.
        document: DocumentId,
    },
}

/// Every name that this version can run.
pub(super) const NAMES: [&str; 1] = [DECODE];
const DECODE: &str = "document.decode";

impl Task {
    /// As the row names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DecodeDocument { .. } => DECODE,
        }
    }

    /// Reads a row; none when its name or its ids are not ours.
    pub(super) fn read(name: &str, tenant: Option<Uuid>, subject: Uuid) -> Option<Self> {
        match (name, tenant) {
            (DECODE, Some(tenant)) => {
                Some(Self::DecodeDocument { tenant: TenantId(tenant), document: DocumentId(subject) })
            }
            _ => None,
        }
    }

    fn ids(self) -> (Option<Uuid>, Uuid) {
        match self {
            Self::DecodeDocument { tenant, document } => (Some(tenant.0), document.0),
        }
    }

    /// Says what must be said when the last try has failed, so that nobody waits for ever.
    pub(super) async fn give_up(self, hands: &Hands) -> Result<()> {
        match self {
            Self::DecodeDocument { tenant, document } => {
                document::job::give_up(hands, tenant, document).await
            }
        }
    }

    /// Does it.
    pub(super) async fn run(self, hands: &Hands) -> Result<()> {
        match self {
            Self::DecodeDocument { tenant, document } => document::job::decode(hands, tenant, document).await,
        }
    }
}

/// Owes a job, in the transaction that needs it.
///
/// # Errors
/// Those of the database.
pub async fn enqueue(scope: &mut Scope, task: Task) -> Result<()> {
    let id = scope.new_id();
    let (tenant, subject) = task.ids();
    scope.owe();
    store::insert(scope, id, task.name(), tenant, subject).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_survives_its_row() {
        let task = Task::DecodeDocument {
            tenant: TenantId(Uuid::from_u128(1)),
            document: DocumentId(Uuid::from_u128(2)),
        };
        let (tenant, subject) = task.ids();

        assert_eq!(Task::read(task.name(), tenant, subject), Some(task));
        assert!(NAMES.contains(&task.name()));
    }

    #[test]
    fn a_row_without_its_tenant_or_with_a_strange_name_is_no_task() {
        assert_eq!(Task::read(DECODE, None, Uuid::nil()), None);
        assert_eq!(Task::read("document.paint", Some(Uuid::nil()), Uuid::nil()), None);
    }
}

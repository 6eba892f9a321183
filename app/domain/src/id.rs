//! Typed identifiers: a bare `Uuid` never travels between functions.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// One person's login.
    AccountId,
    /// A sponsor institution or an office: whoever owns rows.
    TenantId,
    /// A sponsor institution as the social office sees it.
    InstitutionId,
    /// One person in care, as one sponsor entered it.
    PersonId,
    /// One uploaded paper, one version of it.
    DocumentId,
    /// The idempotency key that a form carries.
    FormKey,
}

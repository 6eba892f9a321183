//! Where a page of the list begins. The place is a name, and a name has no business in an address, a history or a
//! proxy's log: the cursor is sealed, for its own tenant alone.

use crate::db::Scope;
use crate::error::Result;
use data_encoding::BASE64URL_NOPAD;
use domain::id::TenantId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest word that is looked at.
const LONGEST: usize = 4_000;

/// Where a page begins: after this name and id.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    pub(super) name_key: String,
    pub(super) id: Uuid,
}

impl Cursor {
    /// Before everybody.
    pub(super) fn first() -> Self {
        Self { name_key: String::new(), id: Uuid::nil() }
    }

    /// As the address of the page carries it.
    pub(super) fn word(&self, scope: &Scope) -> Result<String> {
        Ok(BASE64URL_NOPAD.encode(&scope.seal(&place(scope.tenant()?), self)?))
    }

    /// Reads the word; anything else is the first page.
    pub(super) fn from_word(scope: &Scope, word: &str) -> Option<Self> {
        if word.len() > LONGEST {
            return None;
        }
        let sealed = BASE64URL_NOPAD.decode(word.as_bytes()).ok()?;
        scope.unseal(&place(scope.tenant().ok()?), &sealed).ok()
    }
}

fn place(tenant: TenantId) -> String {
    format!("persons.cursor:{tenant}")
}

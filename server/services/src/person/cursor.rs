//! Where a page of the list begins, and who is looked for. Both are names, and a name has no business in an address, a
//! history or a proxy's log: they are sealed, for their own tenant alone.

use crate::db::Scope;
use crate::error::Result;
use data_encoding::BASE64URL_NOPAD;
use domain::id::TenantId;
use serde::de::DeserializeOwned;
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
        word(scope, CURSOR, self)
    }

    /// Reads the word; anything else is the first page.
    pub(super) fn from_word(scope: &Scope, word: &str) -> Option<Self> {
        read(scope, CURSOR, word)
    }
}

const CURSOR: &str = "cursor";

/// A value as an address carries it; `what` keeps a word of one kind from being read as another.
pub(super) fn word<T: Serialize>(scope: &Scope, what: &str, value: &T) -> Result<String> {
    Ok(BASE64URL_NOPAD.encode(&scope.seal(&place(what, scope.tenant()?), value)?))
}

/// Reads what [`word`] wrote for the same tenant; nothing for anything else.
pub(super) fn read<T: DeserializeOwned>(scope: &Scope, what: &str, word: &str) -> Option<T> {
    if word.len() > LONGEST {
        return None;
    }
    let sealed = BASE64URL_NOPAD.decode(word.as_bytes()).ok()?;
    scope.unseal(&place(what, scope.tenant().ok()?), &sealed).ok()
}

fn place(what: &str, tenant: TenantId) -> String {
    format!("persons.{what}:{tenant}")
}

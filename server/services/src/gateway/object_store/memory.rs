//! A store in memory, for tests: with a switch that makes it fail like a store that is down.

use super::{MAX_KEYS, ObjectStore, StoreError};
use crate::error::{Error, Result};
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Objects in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    objects: Mutex<BTreeMap<String, Vec<u8>>>,
    down: AtomicBool,
}

impl MemoryStore {
    /// While `down`, everything fails.
    pub fn set_down(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }

    /// Every key, in order.
    pub fn keys(&self) -> Vec<String> {
        self.lock().keys().cloned().collect()
    }

    /// An object as it lies there, sealed, also while the store is down.
    pub fn peek(&self, key: &str) -> Option<Vec<u8>> {
        self.lock().get(key).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        // A test that died while it held the lock left the map whole.
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn up(&self) -> Result<MutexGuard<'_, BTreeMap<String, Vec<u8>>>> {
        if self.down.load(Ordering::SeqCst) {
            return Err(Error::unavailable(StoreError::Down));
        }
        Ok(self.lock())
    }
}

#[async_trait]
impl ObjectStore for MemoryStore {
    async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        self.up()?.insert(key.to_owned(), bytes);
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.up()?.get(key).cloned())
    }

    async fn delete(&self, key: &str) -> Result<()> {
        self.up()?.remove(key);
        Ok(())
    }

    async fn list(&self, prefix: &str, after: &str) -> Result<Vec<String>> {
        let objects = self.up()?;
        let found = objects.keys().filter(|key| key.starts_with(prefix) && key.as_str() > after);
        Ok(found.take(MAX_KEYS).cloned().collect())
    }

    async fn ready(&self) -> Result<()> {
        self.up().map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::problem::Problem;

    #[tokio::test]
    async fn a_store_that_is_down_fails_and_forgets_nothing() {
        let store = MemoryStore::default();
        store.put("a/1", vec![1]).await.unwrap();

        store.set_down(true);
        assert_eq!(store.get("a/1").await.unwrap_err().problem(), &Problem::Unavailable);
        assert_eq!(store.ready().await.unwrap_err().problem(), &Problem::Unavailable);
        store.set_down(false);

        assert_eq!(store.get("a/1").await.unwrap(), Some(vec![1]));
    }

    #[tokio::test]
    async fn a_list_goes_on_behind_the_key_that_was_named() {
        let store = MemoryStore::default();
        for key in ["a/1", "a/2", "a/3", "b/1"] {
            store.put(key, Vec::new()).await.unwrap();
        }

        assert_eq!(store.list("a/", "").await.unwrap(), ["a/1", "a/2", "a/3"]);
        assert_eq!(store.list("a/", "a/2").await.unwrap(), ["a/3"]);
    }
}

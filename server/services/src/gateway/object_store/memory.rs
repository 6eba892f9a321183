//! A store in memory, for tests: with a switch that makes it fail like a store that is down.

use super::{MAX_KEYS, Names, ObjectStore, StoreError};
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

    async fn list(&self, prefix: &str, next: Option<&str>) -> Result<Names> {
        let (objects, after) = (self.up()?, next.unwrap_or_default());
        let mut found = objects.keys().filter(|key| key.starts_with(prefix) && key.as_str() > after);
        let keys: Vec<String> = found.by_ref().take(MAX_KEYS).cloned().collect();
        let next = found.next().and(keys.last()).cloned();
        Ok(Names { keys, next })
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
    async fn a_list_goes_on_where_its_page_ended_and_says_when_it_is_over() {
        let store = MemoryStore::default();
        let keys: Vec<String> = (0..=MAX_KEYS).map(|n| format!("a/{n:04}")).collect();
        for key in keys.iter().map(String::as_str).chain(["b/1"]) {
            store.put(key, Vec::new()).await.unwrap();
        }

        let first = store.list("a/", None).await.unwrap();
        let second = store.list("a/", first.next.as_deref()).await.unwrap();
        let only = store.list("b/", None).await.unwrap();

        assert_eq!((&first.keys[..], &second.keys[..]), (&keys[..MAX_KEYS], &keys[MAX_KEYS..]));
        assert!(first.next.is_some() && second.next.is_none());
        assert_eq!(only, Names { keys: vec!["b/1".to_owned()], next: None });
    }
}

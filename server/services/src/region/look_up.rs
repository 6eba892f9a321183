//! Looking a region up by its code.

use super::store;
use crate::db::Scope;
use crate::error::Result;
use domain::region::{Edition, Found, RegionCode};

/// The region behind a code: the current one, else the last one that had it, with its successors.
pub async fn find(scope: &mut Scope, code: &RegionCode) -> Result<Option<Found>> {
    let mut rows = store::by_code(scope.conn(), code).await?;
    rows.truncate(1);
    Ok(store::found(scope.conn(), rows).await?.pop())
}

/// The region that a row was filed under: what stood behind the code in that edition.
pub async fn entry(scope: &mut Scope, code: &RegionCode, edition: &Edition) -> Result<Option<Found>> {
    let mut rows = store::by_code(scope.conn(), code).await?;
    rows.retain(|row| row.edition == edition.as_str());
    Ok(store::found(scope.conn(), rows).await?.pop())
}

/// The current regions right inside one, in the order of their codes; without a code the provinces.
pub async fn children(scope: &mut Scope, code: Option<&RegionCode>) -> Result<Vec<Found>> {
    let rows = store::children(scope.conn(), code).await?;
    store::found(scope.conn(), rows).await
}

/// Whether the current edition has the code.
pub async fn is_current(scope: &mut Scope, code: &RegionCode) -> Result<bool> {
    Ok(store::by_code(scope.conn(), code).await?.first().is_some_and(|row| row.current))
}

/// The newest edition in the list; none before the first import.
pub async fn current_edition(scope: &mut Scope) -> Result<Option<Edition>> {
    Ok(store::editions(scope.conn()).await?.pop())
}

//! Pages anybody may read, without signing in and without a script; and the pages that say what went
//! wrong.
//!
//! Every page here is a plain axum handler: `async fn view(visit: Visit) -> Response`. Texts are whole in
//! both languages; names of laws stay Indonesian, with a gloss. No page promises what the portal cannot
//! do yet, and none shows a figure that was not counted.
//!
//! | Path | Handler |
//! |---|---|
//! | GET `/` | [`landing::view`] |
//! | GET `/standar-pelayanan` | [`standard::view`] |
//! | GET `/privasi` | [`privacy::view`] |
//! | GET `/aksesibilitas` | [`accessibility::view`] |
//! | GET `/pemeliharaan` | [`maintenance::view`] (503; also what a balancer shows while the portal rests) |
//! | GET `/luring`, `/luring.js` | [`offline::view`], [`offline::worker`] |
//! | GET `/ikon.svg` | [`icon::view`] |
//! | any error | [`error::page`] |

pub mod accessibility;
mod article;
pub mod error;
pub mod icon;
pub mod landing;
pub mod maintenance;
pub mod offline;
pub mod privacy;
pub mod standard;

#[cfg(test)]
mod tests;

//! `document.decode`: opens a paper that was received, in a confined child, and says ready or refused.
//!
//! Objects first, row last: as long as the row says "received" the whole job can run again, and writes the
//! same objects to the same keys. A version that was replaced in the meantime is left alone.

use super::super::keys::{self, Shape};
use super::super::open::MissingObject;
use super::super::{fault, store};
use crate::context::Actor;
use crate::error::{Error, Result};
use crate::jobs::Hands;
use crate::notification::{self, Addressee};
use decode::protocol::Decoded;
use decode::{Hint, Photo};
use domain::document::{PaperAction, PaperFault, PaperHint, PaperKind, PaperState};
use domain::event::Message;
use domain::id::{DocumentId, TenantId};
use serde_json::json;

/// Decodes a paper of `tenant`.
///
/// # Errors
/// When the store, the decoder or the database cannot be reached: the job tries again.
#[tracing::instrument(name = "document.decode", skip_all, fields(document.id = %id))]
pub async fn decode(hands: &Hands, tenant: TenantId, id: DocumentId) -> Result<()> {
    let Some(kind) = waiting(hands, tenant, id).await? else { return Ok(()) };
    let key = keys::quarantine(tenant, id);
    let sealed = hands.store.get(&key).await?.ok_or_else(|| Error::internal(MissingObject))?;
    let bytes = hands.db.keys().open_blob(&key, &sealed)?;
    drop(sealed);
    match hands.decoder.decode(fault::kind(kind, &bytes), &bytes).await? {
        Ok(decoded) => {
            let found = keep(hands, tenant, id, kind, &bytes, decoded).await?;
            pass(hands, tenant, id, &found).await
        }
        Err(refusal) => refuse(hands, tenant, id, fault::fault(refusal)).await,
    }
}

/// The last try to decode a paper failed, and not by the paper's own fault as far as anybody knows: it is
/// refused, so that the sponsor is told and may send it again instead of waiting for ever.
///
/// # Errors
/// Those of the database.
#[tracing::instrument(name = "document.give_up", skip_all, fields(document.id = %id))]
pub async fn give_up(hands: &Hands, tenant: TenantId, id: DocumentId) -> Result<()> {
    refuse(hands, tenant, id, PaperFault::NotChecked).await
}

/// The kind of the paper, while it waits to be decoded.
async fn waiting(hands: &Hands, tenant: TenantId, id: DocumentId) -> Result<Option<PaperKind>> {
    let mut scope = hands.db.begin(&Actor::system(Some(tenant))).await?;
    let paper = store::head(&mut scope, id).await?;
    Ok(paper.filter(|paper| paper.state == PaperState::Received).map(|paper| paper.kind))
}

/// Writes the pictures, and a PDF itself, sealed.
async fn keep(
    hands: &Hands,
    tenant: TenantId,
    id: DocumentId,
    kind: PaperKind,
    original: &[u8],
    decoded: Decoded,
) -> Result<store::Found> {
    match decoded {
        Decoded::Photo(photo) => {
            put(hands, &keys::clean(tenant, id, Shape::Photo), &photo.clean).await?;
            put(hands, &keys::preview(tenant, id), &photo.preview).await?;
            Ok(store::Found {
                pages: 1,
                width: Some(i32::try_from(photo.width).map_err(Error::internal)?),
                height: Some(i32::try_from(photo.height).map_err(Error::internal)?),
                hints: hints(kind, &photo),
            })
        }
        Decoded::Letter(letter) => {
            put(hands, &keys::clean(tenant, id, Shape::Pdf), original).await?;
            for (number, page) in (1_u32..).zip(&letter.pages) {
                put(hands, &keys::page(tenant, id, number), page).await?;
            }
            put(hands, &keys::preview(tenant, id), &letter.preview).await?;
            let pages = i32::try_from(letter.pages.len()).map_err(Error::internal)?;
            Ok(store::Found { pages, width: None, height: None, hints: Vec::new() })
        }
    }
}

fn hints(kind: PaperKind, photo: &Photo) -> Vec<String> {
    let shape = match kind {
        PaperKind::PasFoto => PaperHint::of_shape(photo.width, photo.height),
        _ => None,
    };
    let seen = photo.hints.iter().map(|hint: &Hint| fault::hint(*hint));
    seen.chain(shape).map(|hint| hint.word().to_owned()).collect()
}

async fn put(hands: &Hands, key: &str, plain: &[u8]) -> Result<()> {
    hands.store.put(key, hands.db.keys().seal_blob(key, plain)?).await
}

async fn pass(hands: &Hands, tenant: TenantId, id: DocumentId, found: &store::Found) -> Result<()> {
    let mut scope = hands.db.begin(&Actor::system(Some(tenant))).await?;
    let Some(before) = store::head_for_update(&mut scope, id).await? else { return Ok(()) };
    if before.state != PaperState::Received {
        return Ok(());
    }
    store::set_found(&mut scope, id, found).await?;
    store::append::<()>(&mut scope, &before, PaperAction::Pass, None).await?;
    scope.commit().await
}

async fn refuse(hands: &Hands, tenant: TenantId, id: DocumentId, fault: PaperFault) -> Result<()> {
    let mut scope = hands.db.begin(&Actor::system(Some(tenant))).await?;
    let Some(before) = store::head_for_update(&mut scope, id).await? else { return Ok(()) };
    if before.state != PaperState::Received {
        return Ok(());
    }
    // The reason first: no row is ever refused without one.
    store::set_refusal(&mut scope, id, fault).await?;
    store::append::<()>(&mut scope, &before, PaperAction::Refuse, None).await?;
    let facts = json!({ "kind": before.kind, "refusal": fault.to_string(), "person": before.person });
    let to = Addressee::Tenant(tenant);
    notification::owe(&mut scope, Message::PaperRefused, to, Some(before.institution), &facts).await?;
    scope.commit().await
}

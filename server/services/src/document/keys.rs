//! The keys under which the objects of a paper lie. An object is sealed to its key, so one that was moved or
//! copied to another key does not open.
//!
//! | Key | What | Read by |
//! |---|---|---|
//! | `quarantine/<tenant>/<document>` | the upload as it came | the decoder, `naungan verify` |
//! | `clean/<tenant>/<document>.jpg` | a photo, written anew | [`super::open`], `naungan verify` |
//! | `clean/<tenant>/<document>.pdf` | a letter that passed, unchanged | [`super::open`], `naungan verify` |
//! | `derived/<tenant>/<document>/page-<n>.jpg` | a page of a letter, from 1 | [`super::open`], `naungan verify` |
//! | `derived/<tenant>/<document>/preview.jpg` | the small picture | [`super::open`], `naungan verify` |

use domain::document::PaperKind;
use domain::id::{DocumentId, TenantId};
use uuid::Uuid;

/// Every folder, for whoever walks over all objects.
pub const FOLDERS: [&str; 3] = ["quarantine/", "clean/", "derived/"];

/// The upload as it came.
pub fn quarantine(tenant: TenantId, id: DocumentId) -> String {
    format!("quarantine/{tenant}/{id}")
}

/// The paper as it may be given out.
pub fn clean(tenant: TenantId, id: DocumentId, kind: PaperKind) -> String {
    format!("clean/{tenant}/{id}.{}", ending(kind))
}

/// A page of a letter, counted from 1.
pub fn page(tenant: TenantId, id: DocumentId, number: u32) -> String {
    format!("derived/{tenant}/{id}/page-{number}.jpg")
}

/// The small picture.
pub fn preview(tenant: TenantId, id: DocumentId) -> String {
    format!("derived/{tenant}/{id}/preview.jpg")
}

/// The ending of a clean paper's name.
pub const fn ending(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::PremisesPhoto => "jpg",
        PaperKind::RecommendationLetter => "pdf",
    }
}

/// The document that an object belongs to; none for a key that we did not write.
pub fn document_of(key: &str) -> Option<DocumentId> {
    let mut parts = key.split('/');
    let (_folder, _tenant, document) = (parts.next()?, parts.next()?, parts.next()?);
    let id = document.split('.').next()?;
    Uuid::parse_str(id).ok().map(DocumentId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_lies_in_a_known_folder_and_names_its_document() {
        let (tenant, id) = (TenantId(Uuid::from_u128(1)), DocumentId(Uuid::from_u128(2)));
        let keys = [
            quarantine(tenant, id),
            clean(tenant, id, PaperKind::PremisesPhoto),
            clean(tenant, id, PaperKind::RecommendationLetter),
            page(tenant, id, 10),
            preview(tenant, id),
        ];

        for key in keys {
            assert!(FOLDERS.iter().any(|folder| key.starts_with(folder)), "{key}");
            assert_eq!(document_of(&key), Some(id), "{key}");
        }
        for foreign in ["", "quarantine/x", "clean/a/b.jpg", "README"] {
            assert_eq!(document_of(foreign), None);
        }
    }
}

//! The keys under which the objects of a paper lie. An object is sealed to its key, so one that was moved or
//! copied to another key does not open.
//!
//! | Key | What | Read by |
//! |---|---|---|
//! | `quarantine/<tenant>/<document>` | the upload as it came | the decoder, `naungan verify` |
//! | `clean/<tenant>/<document>.jpg` | a photo, written anew | [`super::open`], `naungan verify` |
//! | `clean/<tenant>/<document>.pdf` | a PDF that passed, unchanged | [`super::open`], `naungan verify` |
//! | `derived/<tenant>/<document>/page-<n>.jpg` | a page of a PDF, from 1 | [`super::open`], `naungan verify` |
//! | `derived/<tenant>/<document>/preview.jpg` | the small picture | [`super::open`], `naungan verify` |

use domain::id::{DocumentId, TenantId};
use uuid::Uuid;

/// Every folder, for whoever walks over all objects.
pub const FOLDERS: [&str; 3] = ["quarantine/", "clean/", "derived/"];

/// The upload as it came.
pub fn quarantine(tenant: TenantId, id: DocumentId) -> String {
    format!("quarantine/{tenant}/{id}")
}

/// The paper as it may be given out.
pub fn clean(tenant: TenantId, id: DocumentId, shape: Shape) -> String {
    format!("clean/{tenant}/{id}.{}", shape.ending())
}

/// A page of a PDF, counted from 1.
pub fn page(tenant: TenantId, id: DocumentId, number: u32) -> String {
    format!("derived/{tenant}/{id}/page-{number}.jpg")
}

/// The small picture.
pub fn preview(tenant: TenantId, id: DocumentId) -> String {
    format!("derived/{tenant}/{id}/preview.jpg")
}

/// What a paper turned out to be when it was decoded: some may be either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A photo, kept as our own JPEG.
    Photo,
    /// A PDF, kept unchanged, with a picture of each page.
    Pdf,
}

impl Shape {
    /// The shape of a paper that passed: only a photo has pixels.
    pub const fn of_pixels(width: Option<i32>) -> Self {
        if width.is_some() { Self::Photo } else { Self::Pdf }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Photo => "jpg",
            Self::Pdf => "pdf",
        }
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
            clean(tenant, id, Shape::of_pixels(Some(400))),
            clean(tenant, id, Shape::of_pixels(None)),
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

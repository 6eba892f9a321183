//! The outline of a picture, read without decoding it: its size, whether its end is there, and which of
//! its bytes are not pixels. The size is asked before a decoder may allocate for it.

pub(crate) mod jpeg;
mod png;
mod webp;

use std::ops::Range;

use crate::{Looks, Refusal, hidden};

/// What a picture says about itself.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Width in pixels as stored, before the camera's orientation.
    pub(crate) width: u32,
    /// Height in pixels as stored.
    pub(crate) height: u32,
    /// Whether the end mark was reached.
    pub(crate) complete: bool,
    /// The bytes that are not pixels: metadata, and whatever follows the end.
    pub(crate) side: Vec<Range<usize>>,
}

impl Outline {
    /// Reads the outline of a picture of the given kind.
    pub(crate) fn of(looks: Looks, bytes: &[u8]) -> Result<Self, Refusal> {
        match looks {
            Looks::Jpeg => jpeg::outline(bytes),
            Looks::Png => png::outline(bytes),
            Looks::Webp => webp::outline(bytes),
            other => Err(Refusal::NotAPhoto(other)),
        }
    }

    /// Whether a second file hides in this one.
    pub(crate) fn hides_something(&self, bytes: &[u8]) -> bool {
        let mut side = self.side.iter().filter_map(|range| bytes.get(range.clone()));
        side.any(hidden::in_text) || hidden::has_archive(bytes)
    }
}

/// Reads `N` bytes at `at`.
fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// A length as an index.
fn index(length: u32) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}

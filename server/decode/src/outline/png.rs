//! The chunks of a PNG.

use super::{Outline, array, index};
use crate::Refusal;

/// Reads the outline of a PNG.
pub(super) fn outline(bytes: &[u8]) -> Result<Outline, Refusal> {
    let mut outline = Outline::default();
    let mut at = 8;
    while let (Some(length), Some(name)) = (array(bytes, at), array::<4>(bytes, at + 4)) {
        let start = at + 8;
        let end = start.saturating_add(index(u32::from_be_bytes(length)));
        // Each chunk is followed by four bytes of checksum.
        let next = end.saturating_add(4);
        match &name {
            b"IHDR" => {
                outline.width = array(bytes, start).map_or(0, u32::from_be_bytes);
                outline.height = array(bytes, start + 4).map_or(0, u32::from_be_bytes);
                if outline.width == 0 || outline.height == 0 {
                    return Err(Refusal::Broken);
                }
            }
            b"IEND" if next <= bytes.len() => {
                outline.complete = true;
                outline.side.push(next..bytes.len());
                break;
            }
            b"IDAT" | b"fdAT" | b"PLTE" => {}
            _ => outline.side.push(start..end.min(bytes.len())),
        }
        at = next;
    }
    match (outline.width, outline.complete) {
        (0, true) => Err(Refusal::Broken),
        (0, false) => Err(Refusal::Truncated),
        _ => Ok(outline),
    }
}

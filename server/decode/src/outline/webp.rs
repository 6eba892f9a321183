//! The chunks of a WebP.

use super::{Outline, array, index};
use crate::Refusal;

/// Reads the outline of a WebP.
pub(super) fn outline(bytes: &[u8]) -> Result<Outline, Refusal> {
    let length = array(bytes, 4).map(u32::from_le_bytes).ok_or(Refusal::Truncated)?;
    let end = index(length).saturating_add(8);
    let mut outline = Outline { complete: end <= bytes.len(), ..Outline::default() };
    outline.side.push(end.min(bytes.len())..bytes.len());

    let mut at = 12;
    while at < end {
        let (Some(name), Some(size)) = (array::<4>(bytes, at), array(bytes, at + 4)) else { break };
        let start = at + 8;
        let stop = start.saturating_add(index(u32::from_le_bytes(size)));
        if outline.width == 0
            && let Some((width, height)) = frame(bytes, name, start)
        {
            (outline.width, outline.height) = (width, height);
        }
        if !matches!(&name, b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF") {
            outline.side.push(start..stop.min(bytes.len()));
        }
        // Chunks begin at even offsets.
        at = stop.saturating_add(stop & 1);
    }
    match (outline.width, outline.complete) {
        (0, true) => Err(Refusal::Broken),
        (0, false) => Err(Refusal::Truncated),
        _ => Ok(outline),
    }
}

/// The size, from whichever chunk comes first: canvas, lossy or lossless picture.
fn frame(bytes: &[u8], name: [u8; 4], at: usize) -> Option<(u32, u32)> {
    match &name {
        b"VP8X" => {
            // Three bytes each.
            let side =
                |at| array(bytes, at).map(|[low, mid, high]| u32::from_le_bytes([low, mid, high, 0]) + 1);
            side(at + 4).zip(side(at + 7))
        }
        b"VP8 " => {
            let side = |at| array(bytes, at).map(|pair| u32::from(u16::from_le_bytes(pair) & 0x3FFF));
            let (width, height) = side(at + 6).zip(side(at + 8))?;
            (width > 0 && height > 0).then_some((width, height))
        }
        b"VP8L" => {
            let bits = u32::from_le_bytes(array(bytes, at + 1)?);
            Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        _ => None,
    }
}

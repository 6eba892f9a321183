//! The segments of a JPEG. The decoder accepts a photo whose lower half is missing and paints it grey, so
//! the end mark is looked for here.

use super::{Outline, array};
use crate::Refusal;

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;

/// One part of a JPEG: its marker, and where its content stands.
#[derive(Debug, Clone, Copy)]
struct Segment {
    marker: u8,
    start: usize,
    end: usize,
}

/// Walks the segments up to the end mark; `None` where the file ends first.
struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
    in_scan: bool,
}

impl<'a> Segments<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 2, in_scan: false }
    }

    /// Moves to the next marker. Inside a scan `FF 00` is a pixel and `FF D0..D7` a restart.
    fn marker(&mut self) -> Option<u8> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at += rest.iter().position(|byte| *byte == 0xFF)? + 1;
            match *self.bytes.get(self.at)? {
                0x00 | 0xFF => {}
                0xD0..=0xD7 if self.in_scan => {}
                marker => {
                    self.at += 1;
                    return Some(marker);
                }
            }
        }
    }

    fn next(&mut self) -> Option<Segment> {
        let marker = self.marker()?;
        self.in_scan = marker == SOS;
        if matches!(marker, SOI | EOI | 0x01 | 0xD0..=0xD7) {
            return Some(Segment { marker, start: self.at, end: self.at });
        }
        let length = usize::from(u16::from_be_bytes(array(self.bytes, self.at)?));
        let segment = Segment { marker, start: self.at + 2, end: self.at.checked_add(length.max(2))? };
        self.at = segment.end;
        (segment.end <= self.bytes.len()).then_some(segment)
    }
}

/// Whether a marker begins a frame (SOF0..SOF15 without the tables that share the range).
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

fn size(bytes: &[u8], frame: Segment) -> Option<(u32, u32)> {
    let [height_high, height_low, width_high, width_low] = array(bytes, frame.start + 1)?;
    let height = u16::from_be_bytes([height_high, height_low]);
    let width = u16::from_be_bytes([width_high, width_low]);
    (width > 0 && height > 0).then(|| (width.into(), height.into()))
}

/// Reads the outline of a JPEG.
pub(super) fn outline(bytes: &[u8]) -> Result<Outline, Refusal> {
    let mut outline = Outline::default();
    let mut segments = Segments::new(bytes);
    while let Some(segment) = segments.next() {
        if segment.marker == EOI {
            outline.complete = true;
            outline.side.push(segment.end..bytes.len());
            break;
        }
        if is_frame(segment.marker) && outline.width == 0 {
            (outline.width, outline.height) = size(bytes, segment).ok_or(Refusal::Broken)?;
        }
        if matches!(segment.marker, 0xE0..=0xEF | 0xFE) {
            outline.side.push(segment.start..segment.end);
        }
    }
    match (outline.width, outline.complete) {
        (0, true) => Err(Refusal::Broken),
        (0, false) => Err(Refusal::Truncated),
        _ => Ok(outline),
    }
}

/// Whether this is a JPEG as we write them: the JFIF line and nothing else beside the pixels, no side
/// over `longest`. The parent asks this of every picture the child hands back.
pub(crate) fn is_ours(bytes: &[u8], longest: u32) -> bool {
    if !bytes.starts_with(&[0xFF, SOI]) {
        return false;
    }
    let mut segments = Segments::new(bytes);
    let mut fits = false;
    while let Some(segment) = segments.next() {
        match segment.marker {
            0xE0 if segment.end - segment.start == 14 => {}
            0xDB | 0xC4 | 0xDD | SOS => {}
            0xC0 => fits = size(bytes, segment).is_some_and(|(w, h)| w.max(h) <= longest),
            EOI => return fits && segment.end == bytes.len(),
            _ => return false,
        }
    }
    false
}

/// The size a JPEG of ours says it has.
pub(crate) fn size_of(bytes: &[u8]) -> Option<(u32, u32)> {
    outline(bytes).ok().map(|outline| (outline.width, outline.height))
}

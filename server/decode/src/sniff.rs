//! What a file looks like, from its first bytes alone. The name and the Content-Type are not asked:
//! both are typed by the sender. Cheap and safe: the web process uses it for an immediate answer.

use serde::{Deserialize, Serialize};

use crate::hidden;
use crate::limits::PDF_HEAD_BYTES;

/// What a file looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Looks {
    /// A JPEG photo.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A WebP picture.
    Webp,
    /// A PDF document.
    Pdf,
    /// A photo of the HEIF family (HEIC, AVIF).
    Heic,
    /// A GIF picture.
    Gif,
    /// A TIFF picture, as scanners make.
    Tiff,
    /// A vector drawing (SVG).
    Svg,
    /// A web page or script.
    Html,
    /// A Word, Excel, PowerPoint or OpenDocument file.
    Office,
    /// An archive.
    Zip,
    /// A film.
    Video,
    /// A program.
    Exe,
    /// None of these.
    Unknown,
}

impl Looks {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Pdf,
        Self::Heic,
        Self::Gif,
        Self::Tiff,
        Self::Svg,
        Self::Html,
        Self::Office,
        Self::Zip,
        Self::Video,
        Self::Exe,
        Self::Unknown,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Heic => "heic",
            Self::Gif => "gif",
            Self::Tiff => "tiff",
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Office => "office",
            Self::Zip => "zip",
            Self::Video => "video",
            Self::Exe => "exe",
            Self::Unknown => "unknown",
        }
    }
}

/// How much of a file [`looks_like`] reads.
pub const HEAD_BYTES: usize = 4_096;

/// Marks that stand at the very beginning of a file.
const MAGIC: &[(&[u8], Looks)] = &[
    (b"\xFF\xD8\xFF", Looks::Jpeg),
    (b"\x89PNG\r\n\x1A\n", Looks::Png),
    (b"%PDF-", Looks::Pdf),
    (b"GIF87a", Looks::Gif),
    (b"GIF89a", Looks::Gif),
    (b"II*\0", Looks::Tiff),
    (b"MM\0*", Looks::Tiff),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Looks::Office),
    (b"{\\rtf", Looks::Office),
    (b"Rar!\x1A\x07", Looks::Zip),
    (b"7z\xBC\xAF\x27\x1C", Looks::Zip),
    (b"\x1F\x8B\x08", Looks::Zip),
    (b"\x7FELF", Looks::Exe),
    (b"\xCF\xFA\xED\xFE", Looks::Exe),
    (b"\xCA\xFE\xBA\xBE", Looks::Exe),
    (b"#!", Looks::Exe),
    (b"MZ", Looks::Exe),
];

/// Words inside the first parts of an archive that say it is an office document.
const OFFICE: &[&[u8]] =
    &[b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis.opendocument"];

/// Says what `bytes` look like; their first [`HEAD_BYTES`] are enough.
pub fn looks_like(bytes: &[u8]) -> Looks {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    if let Some((_, looks)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return *looks;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let office = OFFICE.iter().any(|word| hidden::find(head, word).is_some());
        return if office { Looks::Office } else { Looks::Zip };
    }
    riff(head)
        .or_else(|| brand(head))
        .or_else(|| markup(head))
        .or_else(|| late_pdf(head))
        .unwrap_or(Looks::Unknown)
}

fn riff(head: &[u8]) -> Option<Looks> {
    let form = head.strip_prefix(b"RIFF")?.get(4..8)?;
    match form {
        b"WEBP" => Some(Looks::Webp),
        b"AVI " => Some(Looks::Video),
        _ => None,
    }
}

/// Files of the ISO family carry `ftyp` and a brand.
fn brand(head: &[u8]) -> Option<Looks> {
    if head.get(4..8)? != b"ftyp" {
        return None;
    }
    match head.get(8..12)? {
        b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" | b"avif" | b"avis" => {
            Some(Looks::Heic)
        }
        _ => Some(Looks::Video),
    }
}

/// Text that opens with a tag. XML that is neither a page nor a drawing stays unknown.
fn markup(head: &[u8]) -> Option<Looks> {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if !text.starts_with(b"<") {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let page = lower.starts_with(b"<!doctype html") || lower.starts_with(b"<?php");
    let drawing = hidden::find(&lower, b"<svg");
    let html = [&b"<html"[..], b"<head", b"<body", b"<script", b"<iframe"]
        .iter()
        .filter_map(|tag| hidden::find(&lower, tag))
        .min();
    match (drawing, html) {
        // A drawing with a script inside is a drawing; a page with a drawing inside is a page.
        (Some(drawing), Some(html)) if drawing < html && !page => Some(Looks::Svg),
        (Some(_), None) if !page => Some(Looks::Svg),
        (_, Some(_)) => Some(Looks::Html),
        _ if page => Some(Looks::Html),
        _ => None,
    }
}

/// Printers write job lines before the mark of a PDF.
fn late_pdf(head: &[u8]) -> Option<Looks> {
    let area = head.get(..PDF_HEAD_BYTES).unwrap_or(head);
    hidden::find(area, b"%PDF-").map(|_| Looks::Pdf)
}

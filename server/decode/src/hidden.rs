//! Finding a second file inside a file (polyglots).
//!
//! Bytes behind the end of a photo are usual: phones append a film, a second exposure, a depth map. So
//! not their presence is refused but what they are: a web page, a PDF, an archive. Each mark is long
//! enough that compressed data do not show it by chance (under one in 100,000 photos).

/// Tags that make a browser read a file as a page, and the opening of a PHP script.
const TAGS: &[&[u8]] = &[b"script", b"html", b"body", b"iframe", b"!doctype", b"?php", b"svg"];

/// Where `needle` begins in `bytes`.
pub(crate) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

/// Where the last `needle` begins in `bytes`.
pub(crate) fn find_last(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|window| window == needle)
}

/// Whether these bytes, none of them pixels, hide a page, a PDF or a program.
pub(crate) fn in_text(bytes: &[u8]) -> bool {
    has_markup(bytes) || find(bytes, b"%PDF-").is_some()
}

/// Whether a browser would find a page or script here.
pub(crate) fn has_markup(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'<').skip(1).any(opens_tag)
}

fn opens_tag(after: &[u8]) -> bool {
    TAGS.iter().any(|tag| {
        let Some((name, rest)) = after.split_at_checked(tag.len()) else { return false };
        let ends = rest.first().is_none_or(|b| b.is_ascii_whitespace() || b">/".contains(b));
        ends && name.eq_ignore_ascii_case(tag)
    })
}

/// Whether an archive ends here: its end record, and a directory where the record says it is.
pub(crate) fn has_archive(bytes: &[u8]) -> bool {
    const RECORD: &[u8] = b"PK\x05\x06";
    const LOCATOR: &[u8] = b"PK\x06\x07";
    // The record, its longest comment, and what a lenient reader skips behind it.
    let start = bytes.len().saturating_sub(22 + 65_535 + 65_535);
    let Some(area) = bytes.get(start..) else { return false };

    area.windows(RECORD.len()).enumerate().filter(|(_, window)| *window == RECORD).any(|(at, _)| {
        let end = start + at;
        let field = bytes.get(end + 12..end + 16).and_then(|b| <[u8; 4]>::try_from(b).ok());
        let size = field.and_then(|b| usize::try_from(u32::from_le_bytes(b)).ok());
        let directory = size.filter(|size| *size > 0).and_then(|size| end.checked_sub(size));
        let listed = directory.and_then(|at| bytes.get(at..at + 4)) == Some(b"PK\x01\x02");
        let large = end.checked_sub(20).and_then(|at| bytes.get(at..at + 4)) == Some(LOCATOR);
        listed || large
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_any_case_and_only_when_it_is_whole() {
        assert!(has_markup(b"...<ScRiPt>alert(1)"));
        assert!(has_markup(b"<html"));
        assert!(has_markup(b"\xFF<?php system('id')"));
        assert!(!has_markup(b"<htmlish> <scripture> <bodyguard>"));
        assert!(!has_markup(b"a < b, script"));
    }

    #[test]
    fn an_end_record_without_a_directory_is_chance() {
        let mut bytes = vec![0; 100];
        bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x20\0\0\0\0\0\0\0\0\0");

        assert!(!has_archive(&bytes));
    }
}

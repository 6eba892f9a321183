//! What can be said of a PDF from its outside: its mark, its end, a lock, a second file around it.

use crate::limits::{LETTER_MAX_BYTES, PDF_HEAD_BYTES, PDF_TAIL_BYTES};
use crate::{Looks, Refusal, hidden, sniff};

/// Checks the outside of a letter.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > LETTER_MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    head(bytes)?;
    tail(bytes)?;
    if hidden::has_archive(bytes) {
        return Err(Refusal::Polyglot);
    }
    if is_locked(bytes) {
        return Err(Refusal::EncryptedPdf);
    }
    Ok(())
}

fn head(bytes: &[u8]) -> Result<(), Refusal> {
    let looks = sniff::looks_like(bytes);
    let area = bytes.get(..PDF_HEAD_BYTES).unwrap_or(bytes);
    match looks {
        Looks::Pdf if hidden::has_markup(area) => Err(Refusal::Polyglot),
        Looks::Pdf => Ok(()),
        // A PDF packed into an archive is an archive; anything else with both marks is made to deceive.
        Looks::Zip | Looks::Office => Err(Refusal::NotAPdf(looks)),
        Looks::Unknown if hidden::find(bytes, b"%PDF-").is_some() => Err(Refusal::Polyglot),
        _ if hidden::find(area, b"%PDF-").is_some() => Err(Refusal::Polyglot),
        _ => Err(Refusal::NotAPdf(looks)),
    }
}

/// The end mark must be there, and nothing of weight behind it. Objects behind it are the beginning of a
/// later revision (a signature, say) whose own end is missing.
fn tail(bytes: &[u8]) -> Result<(), Refusal> {
    const END: &[u8] = b"%%EOF";
    let end = hidden::find_last(bytes, END).ok_or(Refusal::Truncated)?;
    let after = bytes.get(end + END.len()..).unwrap_or_default();
    let after = after.trim_ascii_end();
    if hidden::find(after, b" obj").is_some() {
        return Err(Refusal::Truncated);
    }
    let weight = after.iter().filter(|byte| **byte != 0).count();
    if weight > PDF_TAIL_BYTES || hidden::has_markup(after) {
        return Err(Refusal::Polyglot);
    }
    Ok(())
}

/// Whether a trailer names an encryption dictionary. Trailers are never compressed or encrypted, so the
/// bytes are searched; the reader's view would hide files that open with an empty password.
fn is_locked(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"/Encrypt";
    bytes.windows(KEY.len()).enumerate().filter(|(_, window)| *window == KEY).any(|(at, _)| {
        let after = bytes.get(at + KEY.len()..).unwrap_or_default();
        let value = after.trim_ascii_start();
        // `/EncryptMetadata` is another key; a value is a dictionary or a reference.
        value.starts_with(b"<<")
            || (value.len() < after.len() && value.first().is_some_and(u8::is_ascii_digit))
    })
}

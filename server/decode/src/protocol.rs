//! What parent and child say to each other over two pipes. Plain bytes, no async: the parent reads and
//! writes them with whatever runtime it has.
//!
//! ```text
//! request  "NGQ1"  kind: u8  length: u32          then the file
//! answer   "NGA1"            length: u32  head    then the images, one behind the other
//! ```
//! Numbers are big-endian; the head is JSON. The child is not trusted: it may have been taken over by
//! what it decoded. [`Answer::from_bytes`] therefore accepts only what a sound child can have written.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::confine::Walls;
use crate::limits::{
    ANSWER_HEAD_MAX_BYTES, ANSWER_MAX_BYTES, CLEAN_SIDE, LETTER_MAX_BYTES, LETTER_MAX_PAGES, PAGE_SIDE,
    PHOTO_MAX_BYTES, PREVIEW_SIDE,
};
use crate::outline::jpeg;
use crate::{Hint, Letter, Photo, Refusal, letter, photo};

const ASK: &[u8; 4] = b"NGQ1";
const TELL: &[u8; 4] = b"NGA1";

/// What kind of paper it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A photo of the premises: JPEG, PNG or WebP.
    Photo,
    /// A letter: PDF.
    Letter,
}

impl Kind {
    /// Largest file of this kind.
    pub fn max_bytes(self) -> usize {
        match self {
            Self::Photo => PHOTO_MAX_BYTES,
            Self::Letter => LETTER_MAX_BYTES,
        }
    }

    fn letter(self) -> u8 {
        match self {
            Self::Photo => b'P',
            Self::Letter => b'L',
        }
    }
}

/// The bytes are not what the other side can have written.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// The pipe broke.
    #[error("the pipe broke")]
    Io(#[from] io::Error),
    /// The file is over the limit of its kind.
    #[error("the file is over its limit")]
    Oversized,
    /// Not our format, or pictures a sound child does not make.
    #[error("malformed: {0}")]
    Malformed(&'static str),
}

/// A file to decode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What it should be.
    pub kind: Kind,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Request {
    /// Length of [`Request::head`].
    pub const HEAD_BYTES: usize = 9;

    /// What goes before the file, for a parent that does not want to copy the file.
    pub fn head(kind: Kind, length: usize) -> Result<[u8; Self::HEAD_BYTES], WireError> {
        if length > kind.max_bytes() {
            return Err(WireError::Oversized);
        }
        let length = u32::try_from(length).map_err(|_| WireError::Oversized)?;
        let mut head = [kind.letter(); Self::HEAD_BYTES];
        let (mark, rest) = head.split_at_mut(ASK.len());
        mark.copy_from_slice(ASK);
        for (to, from) in rest.iter_mut().skip(1).zip(length.to_be_bytes()) {
            *to = from;
        }
        Ok(head)
    }

    /// Writes the request.
    pub fn write_to(&self, mut pipe: impl Write) -> Result<(), WireError> {
        pipe.write_all(&Self::head(self.kind, self.bytes.len())?)?;
        pipe.write_all(&self.bytes)?;
        pipe.flush()?;
        Ok(())
    }

    /// Reads a request; a file over its limit is not read.
    pub fn read_from(mut pipe: impl Read) -> Result<Self, WireError> {
        let (mut mark, mut kind, mut length) = ([0; 4], [0; 1], [0; 4]);
        pipe.read_exact(&mut mark)?;
        if mark != *ASK {
            return Err(WireError::Malformed("not a request"));
        }
        pipe.read_exact(&mut kind)?;
        let kind = match kind {
            [b'P'] => Kind::Photo,
            [b'L'] => Kind::Letter,
            _ => return Err(WireError::Malformed("unknown kind")),
        };
        pipe.read_exact(&mut length)?;
        let length = usize::try_from(u32::from_be_bytes(length)).map_err(|_| WireError::Oversized)?;
        if length > kind.max_bytes() {
            return Err(WireError::Oversized);
        }
        let mut bytes = vec![0; length];
        pipe.read_exact(&mut bytes)?;
        Ok(Self { kind, bytes })
    }

    /// Decodes, in this process.
    pub fn decode(&self) -> Result<Decoded, Refusal> {
        match self.kind {
            Kind::Photo => photo::decode(&self.bytes).map(Decoded::Photo),
            Kind::Letter => letter::decode(&self.bytes).map(Decoded::Letter),
        }
    }
}

/// A paper that could be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded {
    /// A photo.
    Photo(Photo),
    /// A letter.
    Letter(Letter),
}

/// What the child says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The walls that stood while it decoded; where one is missing the parent writes a warning.
    pub walls: Walls,
    /// The paper, or why not.
    pub outcome: Result<Decoded, Refusal>,
}

/// The head of an answer: everything but the pictures.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    walls: Walls,
    outcome: Outcome,
    images: Vec<u32>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Outcome {
    Photo { width: u32, height: u32, hints: Vec<Hint> },
    Letter,
    Refused(Refusal),
}

impl Answer {
    /// The answer as bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, WireError> {
        let (outcome, images): (Outcome, Vec<&[u8]>) = match &self.outcome {
            Ok(Decoded::Photo(photo)) => {
                let Photo { width, height, hints, clean, preview } = photo;
                let outcome = Outcome::Photo { width: *width, height: *height, hints: hints.clone() };
                (outcome, vec![clean, preview])
            }
            Ok(Decoded::Letter(letter)) => {
                let pages = letter.pages.iter().map(Vec::as_slice);
                (Outcome::Letter, pages.chain([letter.preview.as_slice()]).collect())
            }
            Err(refusal) => (Outcome::Refused(*refusal), Vec::new()),
        };
        let lengths: Result<_, _> = images.iter().map(|image| u32::try_from(image.len())).collect();
        let head = Head {
            walls: self.walls,
            outcome,
            images: lengths.map_err(|_| WireError::Malformed("an image is too large"))?,
        };
        let head = serde_json::to_vec(&head).map_err(|_| WireError::Malformed("no head"))?;
        let length = u32::try_from(head.len()).map_err(|_| WireError::Malformed("the head is too large"))?;
        Ok([&TELL[..], &length.to_be_bytes(), &head, &images.concat()].concat())
    }

    /// Reads an answer and believes only what a sound child can have written: the right number of
    /// pictures, each a bare JPEG of at most the promised size, and nothing behind them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > ANSWER_MAX_BYTES {
            return Err(WireError::Malformed("the answer is too large"));
        }
        let rest = bytes.strip_prefix(TELL).ok_or(WireError::Malformed("not an answer"))?;
        let (length, rest) = rest.split_first_chunk().ok_or(WireError::Malformed("cut"))?;
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        if length > ANSWER_HEAD_MAX_BYTES {
            return Err(WireError::Malformed("the head is too large"));
        }
        let (head, rest) = rest.split_at_checked(length).ok_or(WireError::Malformed("cut"))?;
        let head: Head = serde_json::from_slice(head).map_err(|_| WireError::Malformed("no head"))?;
        let images = split(rest, &head.images)?;
        Ok(Self { walls: head.walls, outcome: believe(head.outcome, images)? })
    }
}

fn split<'a>(mut rest: &'a [u8], lengths: &[u32]) -> Result<Vec<&'a [u8]>, WireError> {
    let mut images = Vec::new();
    for length in lengths {
        let length = usize::try_from(*length).unwrap_or(usize::MAX);
        let (image, behind) = rest.split_at_checked(length).ok_or(WireError::Malformed("cut"))?;
        images.push(image);
        rest = behind;
    }
    if rest.is_empty() { Ok(images) } else { Err(WireError::Malformed("bytes behind the images")) }
}

fn believe(outcome: Outcome, images: Vec<&[u8]>) -> Result<Result<Decoded, Refusal>, WireError> {
    match outcome {
        Outcome::Refused(refusal) if images.is_empty() => Ok(Err(refusal)),
        Outcome::Photo { width, height, hints } => {
            let [clean, preview] = images[..] else { return Err(WireError::Malformed("two images a photo")) };
            if jpeg::size_of(clean) != Some((width, height)) {
                return Err(WireError::Malformed("another size than said"));
            }
            let (clean, preview) = (ours(clean, CLEAN_SIDE)?, ours(preview, PREVIEW_SIDE)?);
            Ok(Ok(Decoded::Photo(Photo { clean, preview, width, height, hints })))
        }
        Outcome::Letter => {
            let Some((preview, pages)) = images.split_last() else {
                return Err(WireError::Malformed("no images"));
            };
            if pages.is_empty() || pages.len() > LETTER_MAX_PAGES {
                return Err(WireError::Malformed("another number of pages than allowed"));
            }
            let preview = ours(preview, PREVIEW_SIDE)?;
            let page_count = u32::try_from(pages.len()).map_err(|_| WireError::Malformed("pages"))?;
            let pages = pages.iter().map(|page| ours(page, PAGE_SIDE)).collect::<Result<_, _>>()?;
            Ok(Ok(Decoded::Letter(Letter { pages, preview, page_count })))
        }
        Outcome::Refused(_) => Err(WireError::Malformed("a refusal with images")),
    }
}

fn ours(image: &[u8], longest: u32) -> Result<Vec<u8>, WireError> {
    if jpeg::is_ours(image, longest) {
        Ok(image.to_vec())
    } else {
        Err(WireError::Malformed("a picture we do not make"))
    }
}

/// What a child that was killed by `signal` says about its file.
///
/// SIGXCPU is the CPU limit; SIGKILL the harder one, or the parent's own patience. SIGABRT is memory that
/// ran out. Everything else (SIGSEGV: the stack ran out; SIGSYS: a forbidden system call) is a file that
/// cannot be opened; the parent should log SIGSYS as an attack.
pub fn from_exit(signal: i32) -> Refusal {
    match signal {
        libc::SIGXCPU | libc::SIGKILL => Refusal::TookTooLong,
        libc::SIGABRT => Refusal::OutOfMemory,
        _ => Refusal::Broken,
    }
}

//! A photo of the premises: JPEG, PNG or WebP in, our own JPEG out.
//!
//! Rules: the size is read from the header before anything is decoded; a photo that ends too early is
//! refused, not repaired; the camera's orientation is applied and then forgotten with everything else it
//! wrote (place, time, owner, thumbnail). Blurred or dark is a hint, never a refusal.

use std::io::Cursor;

use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::error::{ImageError, LimitErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits};
use serde::{Deserialize, Serialize};

use crate::limits::{CLEAN_SIDE, MAX_PIXELS, MAX_SIDE, MIN_SIDE, PHOTO_MAX_BYTES, PREVIEW_SIDE};
use crate::outline::Outline;
use crate::{Looks, Refusal, guarded, picture, sniff};

/// A photo, decoded and written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// JPEG, at most [`CLEAN_SIDE`] pixels a side, upright, without metadata.
    pub clean: Vec<u8>,
    /// JPEG, at most [`PREVIEW_SIDE`] pixels a side.
    pub preview: Vec<u8>,
    /// Width of `clean`.
    pub width: u32,
    /// Height of `clean`.
    pub height: u32,
    /// What the sender might want to do better.
    pub hints: Vec<Hint>,
}

/// What a person might want to do better; never a reason to refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hint {
    /// Take it by daylight or with the lamp on.
    Dark,
    /// Hold the phone still, clean the lens.
    Blurred,
}

/// Decodes a photo and writes it anew.
pub fn decode(bytes: &[u8]) -> Result<Photo, Refusal> {
    let looks = admit(bytes)?;
    let outline = Outline::of(looks, bytes)?;
    measure(&outline)?;
    if !outline.complete {
        return Err(Refusal::Truncated);
    }
    if outline.hides_something(bytes) {
        return Err(Refusal::Polyglot);
    }
    guarded(|| {
        let (image, orientation) = pixels(looks, bytes)?;
        rewrite(image, orientation)
    })
}

/// Size of the file, and whether it is a photo at all.
fn admit(bytes: &[u8]) -> Result<Looks, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > PHOTO_MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    match sniff::looks_like(bytes) {
        Looks::Heic => Err(Refusal::Heic),
        looks @ (Looks::Jpeg | Looks::Png | Looks::Webp) => Ok(looks),
        other => Err(Refusal::NotAPhoto(other)),
    }
}

fn measure(outline: &Outline) -> Result<(), Refusal> {
    let (width, height) = (outline.width, outline.height);
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refusal::TooManyPixels);
    }
    if width.min(height) < MIN_SIDE {
        return Err(Refusal::TooSmall);
    }
    Ok(())
}

fn pixels(looks: Looks, bytes: &[u8]) -> Result<(DynamicImage, Orientation), Refusal> {
    let file = Cursor::new(bytes);
    match looks {
        Looks::Jpeg => read(JpegDecoder::new(file)),
        Looks::Png => read(PngDecoder::with_limits(file, limits())),
        Looks::Webp => read(WebPDecoder::new(file)),
        other => Err(Refusal::NotAPhoto(other)),
    }
}

/// The decoders' own limits, a second lock behind [`measure`]: enough for 64 megapixels with alpha.
fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_PIXELS * 4 + 64 * 1024 * 1024);
    limits
}

fn read(decoder: ImageResult<impl ImageDecoder>) -> Result<(DynamicImage, Orientation), Refusal> {
    let mut decoder = decoder.map_err(|error| refusal(&error))?;
    decoder.set_limits(limits()).map_err(|error| refusal(&error))?;
    // An orientation that cannot be read is none: the photo may lie on its side, and is still one.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    Ok((image, orientation))
}

fn refusal(error: &ImageError) -> Refusal {
    match error {
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Refusal::Truncated,
        ImageError::Limits(error) => match error.kind() {
            LimitErrorKind::InsufficientMemory => Refusal::OutOfMemory,
            _ => Refusal::TooManyPixels,
        },
        _ => Refusal::Broken,
    }
}

fn rewrite(image: DynamicImage, orientation: Orientation) -> Result<Photo, Refusal> {
    let mut image = picture::shrink(image, CLEAN_SIDE);
    image.apply_orientation(orientation);
    let clean = picture::on_paper(image);
    let (width, height) = clean.dimensions();
    let encoded = picture::jpeg(&clean)?;
    let preview = picture::shrink(DynamicImage::ImageRgb8(clean), PREVIEW_SIDE).into_rgb8();
    Ok(Photo {
        clean: encoded,
        preview: picture::jpeg(&preview)?,
        width,
        height,
        hints: picture::hints(&preview),
    })
}

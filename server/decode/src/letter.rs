//! A letter: a PDF in, images of its pages out. The original stays as it is, with its signature; nobody
//! opens it in a browser, they look at the images.
//!
//! Rules: refused are locked files (a paper must be readable in ten years, without a key), files with a
//! program or another file inside, and files that are two things at once. A digital signature, a link and
//! "open at page 1" are usual in honest letters and pass. A broken table of contents is rebuilt by the
//! reader as every viewer does it; a file whose end is missing is refused.

mod active;
mod envelope;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use image::{DynamicImage, RgbImage};

use crate::limits::{LETTER_MAX_PAGES, PAGE_SIDE, PREVIEW_SIDE};
use crate::{Refusal, guarded, picture};

/// A letter, its pages painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One JPEG a page, at most [`PAGE_SIDE`] pixels a side.
    pub pages: Vec<Vec<u8>>,
    /// The first page as a JPEG of at most [`PREVIEW_SIDE`] pixels a side.
    pub preview: Vec<u8>,
    /// How many pages.
    pub page_count: u32,
}

/// Opens a letter and paints its pages.
pub fn decode(bytes: &[u8]) -> Result<Letter, Refusal> {
    envelope::check(bytes)?;
    guarded(|| {
        let pdf = open(bytes)?;
        let count = count(&pdf)?;
        if active::is_active(&pdf)? {
            return Err(Refusal::ActivePdf);
        }
        paint(&pdf, count)
    })
}

fn open(bytes: &[u8]) -> Result<Pdf, Refusal> {
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Refusal::EncryptedPdf,
        LoadPdfError::Invalid => Refusal::Broken,
    })
}

fn count(pdf: &Pdf) -> Result<u32, Refusal> {
    match pdf.pages().len() {
        0 => Err(Refusal::NoPages),
        pages if pages > LETTER_MAX_PAGES => Err(Refusal::TooManyPages),
        pages => u32::try_from(pages).map_err(|_| Refusal::TooManyPages),
    }
}

fn paint(pdf: &Pdf, page_count: u32) -> Result<Letter, Refusal> {
    let cache = RenderCache::new();
    let settings = InterpreterSettings::default();
    let mut pages = Vec::new();
    let mut preview = Vec::new();
    for page in pdf.pages().iter() {
        let image = paint_page(page, &cache, &settings)?;
        pages.push(picture::jpeg(&image)?);
        if preview.is_empty() {
            let small = picture::shrink(DynamicImage::ImageRgb8(image), PREVIEW_SIDE);
            preview = picture::jpeg(&small.into_rgb8())?;
        }
    }
    Ok(Letter { pages, preview, page_count })
}

fn paint_page<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
) -> Result<RgbImage, Refusal> {
    let (scale, width, height) = scale(page.render_dimensions()).ok_or(Refusal::Broken)?;
    let view = RenderSettings {
        x_scale: scale,
        y_scale: scale,
        width: Some(width),
        height: Some(height),
        bg_color: WHITE,
    };
    flatten(&hayro::render(page, cache, settings, &view)).ok_or(Refusal::Broken)
}

/// How far a page of this size in points is enlarged, and the pixels it then has. A stamp of one point is
/// enlarged no more than four times, a poster of 200 inches is made small.
fn scale((width, height): (f32, f32)) -> Option<(f32, u16, u16)> {
    const ENLARGED: f32 = 4.0;
    let side = f32::from(u16::try_from(PAGE_SIDE).ok()?);
    let long = width.max(height);
    if !long.is_finite() || width.min(height) <= 0.0 {
        return None;
    }
    let scale = (side / long).min(ENLARGED);
    Some((scale, whole(width * scale, side), whole(height * scale, side)))
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value was clamped to 1..=PAGE_SIDE; std has no checked conversion from f32"
)]
fn whole(length: f32, longest: f32) -> u16 {
    length.round().clamp(1.0, longest) as u16
}

/// Pixels over white paper.
fn flatten(pixmap: &Pixmap) -> Option<RgbImage> {
    let (width, height) = (pixmap.width(), pixmap.height());
    let mut rgb = Vec::with_capacity(usize::from(width) * usize::from(height) * 3);
    for pixel in pixmap.data() {
        // The colours are multiplied with alpha already.
        let white = 255 - pixel.a;
        rgb.extend([pixel.r, pixel.g, pixel.b].map(|colour| colour.saturating_add(white)));
    }
    RgbImage::from_raw(width.into(), height.into(), rgb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_any_size_gets_a_sensible_number_of_pixels() {
        assert_eq!(scale((595.0, 842.0)).map(|(_, w, h)| (w, h)), Some((989, 1400)));
        assert_eq!(scale((1.0, 1.0)).map(|(_, w, h)| (w, h)), Some((4, 4)));
        assert_eq!(scale((1_036_800.0, 1.0)).map(|(_, w, h)| (w, h)), Some((1400, 1)));
        assert_eq!(scale((f32::NAN, f32::NAN)), None);
        assert_eq!(scale((f32::INFINITY, 10.0)), None);
    }
}

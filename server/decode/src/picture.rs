//! Pixels on their way out: shrink, encode, judge.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, GrayImage, ImageEncoder, RgbImage};

use crate::limits::QUALITY;
use crate::{Hint, Refusal};

/// The size with the longer side at most `longest`, in proportion, never enlarged and never zero.
pub(crate) fn fit(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= longest {
        return (width, height);
    }
    let scaled = |side: u32| {
        let rounded = (u64::from(side) * u64::from(longest) + u64::from(long) / 2) / u64::from(long);
        u32::try_from(rounded).unwrap_or(longest).max(1)
    };
    (scaled(width), scaled(height))
}

/// Shrinks to `longest`. Large photos go down in two steps: averaging needs no memory of its own, the
/// better filter does.
pub(crate) fn shrink(image: DynamicImage, longest: u32) -> DynamicImage {
    let (width, height) = (image.width(), image.height());
    if width.max(height) <= longest {
        return image;
    }
    let (half_way_width, half_way_height) = fit(width, height, longest * 2);
    let image =
        if half_way_width < width { image.thumbnail_exact(half_way_width, half_way_height) } else { image };
    let (width, height) = fit(width, height, longest);
    image.resize_exact(width, height, FilterType::CatmullRom)
}

/// Opaque RGB; what shows through becomes white, as on paper.
pub(crate) fn on_paper(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    let mut paper = RgbImage::new(image.width(), image.height());
    for (to, from) in paper.pixels_mut().zip(image.pixels()) {
        let [red, green, blue, alpha] = from.0;
        to.0 = [red, green, blue].map(|colour| over_white(colour, alpha));
    }
    paper
}

fn over_white(colour: u8, alpha: u8) -> u8 {
    let mixed = u32::from(colour) * u32::from(alpha) + 255 * u32::from(255 - alpha);
    u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
}

/// Encodes as JPEG: the JFIF line, tables, pixels, nothing else.
pub(crate) fn jpeg(image: &RgbImage) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8)
        .map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}

/// Mean brightness under which a photo is called dark, of 255.
const DARK: i64 = 45;
/// Variance of the Laplacian under which a photo is called blurred. Measured on previews of 480 pixels:
/// sharp buildings have several hundred and more, the same ones shaken have under 30.
const BLURRED: i64 = 30;

/// What a person might want to do better. Never a reason to refuse.
pub(crate) fn hints(preview: &RgbImage) -> Vec<Hint> {
    let grey = DynamicImage::ImageRgb8(preview.clone()).into_luma8();
    if brightness(&grey) < DARK {
        // Sharpness cannot be judged in the dark.
        return vec![Hint::Dark];
    }
    if sharpness(&grey) < BLURRED { vec![Hint::Blurred] } else { Vec::new() }
}

fn brightness(grey: &GrayImage) -> i64 {
    mean(grey.as_raw().iter().map(|light| i64::from(*light)))
}

/// Variance of the Laplacian: how much each point differs from its four neighbours.
fn sharpness(grey: &GrayImage) -> i64 {
    let light = |x: u32, y: u32| i64::from(grey.get_pixel(x, y).0[0]);
    let edges = || {
        (1..grey.height().saturating_sub(1)).flat_map(move |y| {
            (1..grey.width().saturating_sub(1)).map(move |x| {
                4 * light(x, y) - light(x - 1, y) - light(x + 1, y) - light(x, y - 1) - light(x, y + 1)
            })
        })
    };
    let average = mean(edges());
    mean(edges().map(|edge| (edge - average) * (edge - average)))
}

fn mean(values: impl Iterator<Item = i64>) -> i64 {
    let (sum, count) = values.fold((0_i64, 0_i64), |(sum, count), value| (sum + value, count + 1));
    sum / count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_shrunk_in_proportion_and_never_to_nothing() {
        assert_eq!(fit(4000, 3000, 1600), (1600, 1200));
        assert_eq!(fit(300, 200, 1600), (300, 200));
        assert_eq!(fit(12_000, 1, 480), (480, 1));
    }

    #[test]
    fn what_shows_through_becomes_white() {
        assert_eq!(over_white(0, 0), 255);
        assert_eq!(over_white(10, 255), 10);
        assert_eq!(over_white(0, 128), 127);
    }
}

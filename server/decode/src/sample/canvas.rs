//! A small painter: gradients, boxes, triangles, discs, and capitals of five by seven dots.

use image::{Rgb, RgbImage};

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// A picture being painted. Coordinates outside it are ignored.
#[derive(Debug)]
pub(super) struct Canvas(pub(super) RgbImage);

impl Canvas {
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self(RgbImage::new(width, height))
    }

    pub(super) fn dot(&mut self, x: i32, y: i32, colour: Colour) {
        if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y))
            && let Some(pixel) = self.0.get_pixel_mut_checked(x, y)
        {
            *pixel = Rgb(colour);
        }
    }

    /// A box.
    pub(super) fn block(&mut self, [left, top, width, height]: [i32; 4], colour: Colour) {
        self.fade([left, top, width, height], colour, colour);
    }

    /// A box that changes its colour downwards.
    pub(super) fn fade(&mut self, [left, top, width, height]: [i32; 4], from: Colour, to: Colour) {
        for row in 0..height {
            let colour = mix(from, to, row, height);
            for x in left..left + width {
                self.dot(x, top + row, colour);
            }
        }
    }

    /// A roof: a trapezium that grows from `ridge` to `eaves`, both `(left, right)`.
    pub(super) fn roof(
        &mut self,
        top: i32,
        bottom: i32,
        ridge: (i32, i32),
        eaves: (i32, i32),
        colour: Colour,
    ) {
        let height = (bottom - top).max(1);
        for row in 0..height {
            let left = ridge.0 + (eaves.0 - ridge.0) * row / height;
            let right = ridge.1 + (eaves.1 - ridge.1) * row / height;
            // Every few rows a course of tiles casts its shadow.
            let shade = if row % 16 < 3 { 28 } else { row % 16 };
            for x in left..right {
                let joint = if (x + row / 16 * 9) % 18 == 0 { 22 } else { 0 };
                self.dot(x, top + row, darker(colour, shade + joint));
            }
        }
    }

    /// A disc.
    pub(super) fn disc(&mut self, (x, y): (i32, i32), radius: i32, colour: Colour) {
        for down in -radius..=radius {
            for right in -radius..=radius {
                let distance = down * down + right * right;
                if distance <= radius * radius {
                    // Light comes from the upper left.
                    let shade = (right + down + radius).max(0) * 12 / radius;
                    self.dot(x + right, y + down, darker(colour, shade));
                }
            }
        }
    }

    /// Capitals, `scale` pixels a dot.
    pub(super) fn text(&mut self, (left, top): (i32, i32), scale: i32, colour: Colour, text: &str) {
        let mut x = left;
        for character in text.chars() {
            for (row, bits) in (0_i32..).zip(glyph(character.to_ascii_uppercase())) {
                for column in 0..5 {
                    if bits & (0x10 >> column) != 0 {
                        self.block([x + column * scale, top + row * scale, scale, scale], colour);
                    }
                }
            }
            x += 6 * scale;
        }
    }
}

/// Width of [`Canvas::text`] in dots.
pub(super) fn text_dots(text: &str) -> i32 {
    i32::try_from(text.chars().count()).unwrap_or(0) * 6 - 1
}

/// The colour `part` of `whole` on the way.
fn mix(from: Colour, to: Colour, part: i32, whole: i32) -> Colour {
    let whole = whole.max(1);
    let mut mixed = from;
    for ((out, from), to) in mixed.iter_mut().zip(from).zip(to) {
        let value = i32::from(from) + (i32::from(to) - i32::from(from)) * part / whole;
        *out = u8::try_from(value.clamp(0, 255)).unwrap_or(u8::MAX);
    }
    mixed
}

/// The same colour with less light.
pub(super) fn darker(colour: Colour, by: i32) -> Colour {
    colour.map(|value| u8::try_from((i32::from(value) - by).clamp(0, 255)).unwrap_or(0))
}

/// Rows of five dots, the leftmost the highest bit.
fn glyph(character: char) -> [u8; 7] {
    match character {
        'A' => [14, 17, 17, 31, 17, 17, 17],
        'B' => [30, 17, 17, 30, 17, 17, 30],
        'C' => [14, 17, 16, 16, 16, 17, 14],
        'D' => [30, 17, 17, 17, 17, 17, 30],
        'E' => [31, 16, 16, 30, 16, 16, 31],
        'F' => [31, 16, 16, 30, 16, 16, 16],
        'G' => [14, 17, 16, 23, 17, 17, 14],
        'H' => [17, 17, 17, 31, 17, 17, 17],
        'I' => [14, 4, 4, 4, 4, 4, 14],
        'J' => [7, 2, 2, 2, 2, 18, 12],
        'K' => [17, 18, 20, 24, 20, 18, 17],
        'L' => [16, 16, 16, 16, 16, 16, 31],
        'M' => [17, 27, 21, 21, 17, 17, 17],
        'N' => [17, 25, 21, 19, 17, 17, 17],
        'O' => [14, 17, 17, 17, 17, 17, 14],
        'P' => [30, 17, 17, 30, 16, 16, 16],
        'Q' => [14, 17, 17, 17, 21, 18, 13],
        'R' => [30, 17, 17, 30, 20, 18, 17],
        'S' => [15, 16, 16, 14, 1, 1, 30],
        'T' => [31, 4, 4, 4, 4, 4, 4],
        'U' => [17, 17, 17, 17, 17, 17, 14],
        'V' => [17, 17, 17, 17, 17, 10, 4],
        'W' => [17, 17, 17, 21, 21, 27, 17],
        'X' => [17, 17, 10, 4, 10, 17, 17],
        'Y' => [17, 17, 10, 4, 4, 4, 4],
        'Z' => [31, 1, 2, 4, 8, 16, 31],
        _ => [0; 7],
    }
}

//! A drawn house with a sign, as the photo of an institution's premises.

use super::Dice;
use super::canvas::{Canvas, Colour, darker, text_dots};
use crate::picture;

const WIDTH: i32 = 1_280;
const HEIGHT: i32 = 960;
/// Where the ground begins.
const GROUND: i32 = 690;

const WALLS: &[Colour] =
    &[[238, 226, 200], [214, 230, 222], [240, 214, 196], [222, 224, 236], [244, 236, 214]];
const ROOFS: &[Colour] = &[[168, 74, 52], [140, 60, 48], [112, 92, 84], [184, 96, 60]];
const DOORS: &[Colour] = &[[108, 70, 44], [58, 92, 84], [70, 84, 120]];
const SIGNS: &[&str] = &["LKS HARAPAN", "LKSA MELATI", "PANTI KENANGA", "LKS BAKTI", "RUMAH CEMARA"];

/// The premises of an invented institution, a JPEG of 1280 × 960 pixels.
pub fn premises_photo(seed: u64) -> Vec<u8> {
    let sign = Dice::new(seed ^ 0x5167_4E00).pick(SIGNS).copied().unwrap_or("LKS");
    premises_photo_with_sign(seed, sign)
}

/// The same with these words on the sign: capitals and spaces, the first sixteen are painted.
pub fn premises_photo_with_sign(seed: u64, sign: &str) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let mut canvas = Canvas::new(WIDTH.unsigned_abs(), HEIGHT.unsigned_abs());
    let wall = dice.pick(WALLS).copied().unwrap_or([230; 3]);
    let roof = dice.pick(ROOFS).copied().unwrap_or([150, 70, 50]);
    let door = dice.pick(DOORS).copied().unwrap_or([100, 70, 40]);
    sky(&mut canvas, &mut dice);
    tree(&mut canvas, 110 + dice.below(60), 150 + dice.below(40));
    house(&mut canvas, wall, roof, door);
    tree(&mut canvas, 1_150 + dice.below(60), 130 + dice.below(50));
    ground(&mut canvas, &mut dice);
    board(&mut canvas, 150 + dice.below(60), sign);
    grain(&mut canvas, &mut dice);
    // Only an encoder without room could fail, and it writes into memory.
    picture::jpeg(&canvas.0).unwrap_or_default()
}

/// A photo of few pixels, for tests to whom it matters that there is one: it is drawn and opened ten times faster.
pub fn small_photo(seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let mut canvas = Canvas::new(400, 300);
    canvas.fade([0, 0, 400, 200], [122, 170, 214], [222, 234, 240]);
    canvas.block([0, 200, 400, 100], [120, 150, 90]);
    for _ in 0..40 {
        canvas.disc((dice.below(400), dice.below(300)), 6 + dice.below(20), [200, 90, 60]);
    }
    picture::jpeg(&canvas.0).unwrap_or_default()
}

fn sky(canvas: &mut Canvas, dice: &mut Dice) {
    canvas.fade([0, 0, WIDTH, GROUND], [122, 170, 214], [222, 234, 240]);
    for _ in 0..4 {
        let (x, y) = (dice.below(WIDTH), 60 + dice.below(150));
        for puff in 0..5 {
            canvas.disc((x + puff * 34, y + dice.below(14)), 26 + dice.below(18), [240, 244, 247]);
        }
    }
}

fn house(canvas: &mut Canvas, wall: Colour, roof: Colour, door: Colour) {
    let (left, width, top) = (330, 680, 380);
    canvas.fade([left, top, width, GROUND - top], wall, darker(wall, 24));
    canvas.block([left, GROUND - 34, width, 34], darker(wall, 70));
    canvas.roof(200, top + 14, (left + 190, left + width - 190), (left - 56, left + width + 56), roof);
    canvas.block([left - 56, top + 8, width + 112, 10], darker(roof, 50));
    for window in [left + 50, left + 180, left + 420, left + 550] {
        pane(canvas, window, top + 90);
    }
    canvas.block([left + 300, top + 96, 90, GROUND - top - 96], darker(door, 30));
    canvas.fade([left + 308, top + 104, 74, GROUND - top - 104], door, darker(door, 22));
    canvas.disc((left + 368, top + 220), 6, [214, 190, 110]);
    for post in [left + 270, left + 408] {
        canvas.fade([post, top + 14, 16, GROUND - top - 14], [246, 244, 238], [206, 204, 198]);
    }
}

fn pane(canvas: &mut Canvas, left: i32, top: i32) {
    canvas.block([left - 8, top - 8, 96, 126], [248, 246, 240]);
    canvas.fade([left, top, 80, 110], [84, 112, 134], [142, 168, 182]);
    canvas.block([left + 37, top, 6, 110], [248, 246, 240]);
    canvas.block([left, top + 52, 80, 6], [248, 246, 240]);
    canvas.block([left - 14, top + 118, 108, 8], [190, 184, 172]);
}

fn tree(canvas: &mut Canvas, x: i32, size: i32) {
    canvas.fade([x - 14, GROUND - 230, 28, 240], [112, 84, 60], [84, 62, 44]);
    for (right, down, part) in [(0, 0, 10), (-6, 3, 7), (6, 2, 7), (-3, -5, 7), (4, -5, 6)] {
        let centre = (x + right * size / 10, GROUND - 300 + down * size / 10);
        canvas.disc(centre, size * part / 14, [66 + u8::try_from(part).unwrap_or(0) * 3, 122, 66]);
    }
}

fn ground(canvas: &mut Canvas, dice: &mut Dice) {
    canvas.fade([0, GROUND, WIDTH, HEIGHT - GROUND], [126, 156, 92], [96, 128, 74]);
    canvas.roof(GROUND, HEIGHT, (630, 720), (440, 930), [196, 184, 164]);
    for _ in 0..2_600 {
        let (x, y) = (dice.below(WIDTH), GROUND + dice.below(HEIGHT - GROUND));
        let edge = (y - GROUND) * 200 / (HEIGHT - GROUND);
        if x < 620 - edge || x > 730 + edge {
            canvas.block([x, y, 2, 5 + dice.below(7)], [84, 124, 66]);
        }
    }
}

fn board(canvas: &mut Canvas, left: i32, sign: &str) {
    let sign: String = sign.chars().take(16).collect();
    let scale = 4;
    let width = text_dots(&sign) * scale + 48;
    for post in [left + 24, left + width - 36] {
        canvas.fade([post, 640, 12, 180], [120, 120, 124], [84, 84, 88]);
    }
    canvas.block([left - 6, 594, width + 12, 92], [52, 66, 84]);
    canvas.fade([left, 600, width, 80], [252, 252, 248], [232, 232, 226]);
    canvas.block([left, 600, width, 12], [38, 110, 104]);
    canvas.text((left + 24, 630), scale, [30, 42, 60], &sign);
}

/// The grain of a small sensor.
fn grain(canvas: &mut Canvas, dice: &mut Dice) {
    for pixel in canvas.0.pixels_mut() {
        let noise = dice.below(13) - 6;
        pixel.0 = darker(pixel.0, noise);
    }
}

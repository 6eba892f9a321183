//! Synthetic papers for the demo world and for tests: a drawn house and a typed letter. No real place, no
//! real person, nobody's photo. Same seed, same bytes.

mod canvas;
mod house;
mod pdf;
mod words;

pub use house::{premises_photo, premises_photo_with_sign, small_photo};
pub use pdf::{Assembly, stream};
pub use words::{Words, letter, letter_of_pages, letter_with};

/// A small generator of numbers (SplitMix64): the samples need variety, not secrecy.
#[derive(Debug, Clone)]
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    fn below(&mut self, limit: i32) -> i32 {
        let limit = u64::from(limit.unsigned_abs().max(1));
        i32::try_from(self.roll() % limit).unwrap_or_default()
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let length = i32::try_from(from.len()).ok()?;
        from.get(usize::try_from(self.below(length)).ok()?)
    }
}

//! `.br` and `.gz` twins of a file.

use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::Effort;
use crate::failure::Result;

/// The bytes as brotli and as gzip.
#[derive(Debug)]
pub struct Twins {
    pub brotli: Vec<u8>,
    pub gzip: Vec<u8>,
}

pub fn both(bytes: &[u8], effort: &Effort) -> Result<Twins> {
    let (quality, level) = match effort {
        Effort::Dev => (5, Compression::fast()),
        Effort::Release { .. } => (11, Compression::best()),
    };
    let parameters = BrotliEncoderParams { quality, ..BrotliEncoderParams::default() };
    let mut brotli = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &parameters)?;
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes)?;
    Ok(Twins { brotli, gzip: encoder.finish()? })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_twins_unpack_to_the_same_bytes() {
        let text = "naungan ".repeat(500);

        let twins = both(text.as_bytes(), &Effort::Dev).unwrap();

        let mut from_gzip = String::new();
        flate2::read::GzDecoder::new(twins.gzip.as_slice()).read_to_string(&mut from_gzip).unwrap();
        let mut from_brotli = Vec::new();
        brotli::BrotliDecompress(&mut twins.brotli.as_slice(), &mut from_brotli).unwrap();
        assert_eq!(from_gzip, text);
        assert_eq!(from_brotli, text.as_bytes());
    }
}

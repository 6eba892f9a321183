//! The corpus, made here: no file of it is committed from elsewhere.

use std::io::Cursor;

use decode::sample::{self, Assembly, stream};
use image::{DynamicImage, ImageFormat, RgbImage};

/// Stands in every kind of metadata; it may appear in no output.
pub const CANARY: &[u8] = b"CANARY-6.1754S-106.8272E";

/// Where `needle` first stands in `bytes`.
pub fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

/// A house of 1280 x 960 pixels, as pixels.
pub fn house() -> DynamicImage {
    image::load_from_memory(&sample::premises_photo(1)).unwrap()
}

pub fn encode(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Left half red, right half blue: shows which way up a photo came out.
pub fn red_left_blue_right(width: u32, height: u32) -> DynamicImage {
    let colour = |x| if x < width / 2 { [220, 20, 20] } else { [20, 20, 220] };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| image::Rgb(colour(x))))
}

/// EXIF data with an orientation and the canary as the place.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    tiff.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend_from_slice(&[0x01, 0x0E, 0, 2, 0, 0, 0, u8::try_from(CANARY.len()).unwrap(), 0, 0, 0, 38]);
    tiff.extend_from_slice(&[0; 4]);
    tiff.extend_from_slice(CANARY);
    tiff
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker][..], &length, body].concat()
}

/// Puts segments behind the first mark of a JPEG.
pub fn with_segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let extra: Vec<u8> = segments.iter().flat_map(|(marker, body)| segment(*marker, body)).collect();
    [&jpeg[..2], &extra, &jpeg[2..]].concat()
}

/// A JPEG as phones write it: EXIF, XMP, IPTC, colour profile, comment, each with the canary.
pub fn phone_jpeg(image: &DynamicImage, orientation: u8) -> Vec<u8> {
    let tagged = |head: &[u8], tail: &[u8]| [head, tail].concat();
    with_segments(
        &encode(image, ImageFormat::Jpeg),
        &[
            (0xE1, tagged(b"Exif\0\0", &exif(orientation))),
            (0xE1, tagged(b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>", CANARY)),
            (0xE2, tagged(b"ICC_PROFILE\0\x01\x01", CANARY)),
            (0xED, tagged(b"Photoshop 3.0\08BIM", CANARY)),
            (0xFE, CANARY.to_vec()),
        ],
    )
}

pub fn chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    let named = [&name[..], body].concat();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    })
}

/// Puts chunks behind the header of a PNG.
pub fn with_chunks(png: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    [&png[..33], &chunks.concat(), &png[33..]].concat()
}

/// A whole PNG of one colour that claims to be this large: a few hundred bytes.
pub fn one_colour_png(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let zlib =
        [0x78, 0x9C, 0x63, 0x60, 0x18, 0x05, 0xA3, 0x60, 0x14, 0x8C, 0x02, 0x08, 0x00, 0x00, 0x00, 0x01];
    [b"\x89PNG\r\n\x1A\n".to_vec(), chunk(*b"IHDR", &header), chunk(*b"IDAT", &zlib), chunk(*b"IEND", b"")]
        .concat()
}

/// An archive with one stored file.
pub fn zip(name: &str, content: &[u8]) -> Vec<u8> {
    let (name_length, length) = (
        u16::try_from(name.len()).unwrap().to_le_bytes(),
        u32::try_from(content.len()).unwrap().to_le_bytes(),
    );
    let sum = crc(content).to_le_bytes();
    let common =
        [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sum, &length, &length, &name_length, &[0, 0]].concat();
    let local = [b"PK\x03\x04", &common[..], name.as_bytes(), content].concat();
    let central = [b"PK\x01\x02\x14\0", &common[..], &[0; 14], name.as_bytes()].concat();
    let at = u32::try_from(local.len()).unwrap().to_le_bytes();
    let size = u32::try_from(central.len()).unwrap().to_le_bytes();
    let end = [&b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..], &size, &at, &[0, 0]].concat();
    [local, central, end].concat()
}

pub fn docx() -> Vec<u8> {
    zip("[Content_Types].xml", b"<Types/>")
}

pub fn svg() -> Vec<u8> {
    br#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#
        .to_vec()
}

pub fn html() -> Vec<u8> {
    b"<!DOCTYPE html><html><body><script>alert(document.cookie)</script></body></html>".to_vec()
}

pub fn heic() -> Vec<u8> {
    [&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], &[0; 400]].concat()
}

pub fn gif() -> Vec<u8> {
    b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()
}

pub fn exe() -> Vec<u8> {
    [&b"MZ\x90\0\x03\0\0\0"[..], &[0; 200]].concat()
}

/// Bytes without meaning, the same for the same seed.
pub fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

/// A PDF of empty pages.
pub fn pdf_of_pages(pages: usize) -> Assembly {
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", page + 3)).collect();
    (0..pages).fold(
        Assembly::default().object("<< /Type /Catalog /Pages 2 0 R >>").object(format!(
            "<< /Type /Pages /Kids [{}] /Count {pages} /MediaBox [0 0 595 842] >>",
            kids.join(" ")
        )),
        |pdf, _| pdf.object("<< /Type /Page /Parent 2 0 R >>"),
    )
}

/// A PDF of one page with these entries in its catalogue, and these objects from number 4 on.
pub fn pdf_with(catalogue: &str, objects: &[&str]) -> Vec<u8> {
    let pdf = Assembly::default()
        .object(format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>"))
        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>");
    objects.iter().fold(pdf, |pdf, object| pdf.object(*object)).finish()
}

/// A PDF whose page has this description.
pub fn pdf_painting(content: &[u8]) -> Vec<u8> {
    Assembly::default()
        .object("<< /Type /Catalog /Pages 2 0 R >>")
        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>")
        .object(stream("", content))
        .finish()
}

/// A PDF of one page of this size in points.
pub fn pdf_of_size(width: u32, height: u32) -> Vec<u8> {
    Assembly::default()
        .object("<< /Type /Catalog /Pages 2 0 R >>")
        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        .object(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] >>"))
        .finish()
}

/// A signed letter: the fields a signing service writes, its value a stand-in for the real thing.
pub fn signed_pdf() -> Vec<u8> {
    pdf_with(
        "/AcroForm << /SigFlags 3 /Fields [4 0 R] /DA (/Helv 0 Tf 0 g) >> /DSS << /Certs [] >> \
         /OpenAction [3 0 R /XYZ null null 0] /Perms << /DocMDP 5 0 R >>",
        &[
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V 5 0 R /F 132 /P 3 0 R \
             /Rect [40 40 200 90] /Lock << /Type /SigFieldLock /Action /All >> >>",
            "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached \
             /ByteRange [0 10 20 30] /Contents <3082> /M (D:20261121000000Z) /Reason (Permohonan) \
             /Reference [<< /Type /SigRef /TransformMethod /DocMDP \
             /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> >>] >>",
        ],
    )
}

/// A PDF whose page tree hides behind very many brackets.
pub fn nested_pdf(depth: usize) -> Vec<u8> {
    let nested = ["[".repeat(depth), "]".repeat(depth)].concat();
    pdf_with("/Names 4 0 R", &[&nested])
}

/// A PDF whose table of contents points back at itself.
pub fn xref_loop() -> Vec<u8> {
    let pdf = pdf_with("", &[]);
    let table = find(&pdf, b"xref\n0").unwrap();
    let text = String::from_utf8_lossy(&pdf[table..]).replace("/Size", &format!("/Prev {table} /Size"));
    [&pdf[..table], text.as_bytes()].concat()
}

//! Photos: what is accepted comes out clean, everything else is refused for the right reason.

use decode::limits::{PHOTO_MAX_BYTES, PREVIEW_SIDE};
use decode::photo::decode;
use decode::sniff::looks_like;
use decode::{Hint, Looks, Photo, Refusal, sample};
use image::{DynamicImage, ImageFormat, RgbImage};

use crate::corpus::{self, CANARY};

fn refused(bytes: &[u8]) -> Refusal {
    decode(bytes).unwrap_err()
}

/// Our own JPEG and nothing else: first mark, the JFIF line, last mark, no canary.
fn assert_clean(photo: &Photo) {
    for image in [&photo.clean, &photo.preview] {
        assert!(image.starts_with(b"\xFF\xD8\xFF\xE0\0\x10JFIF\0"));
        assert!(image.ends_with(b"\xFF\xD9"));
        assert_eq!(corpus::find(image, CANARY), None);
        for mark in [&b"Exif"[..], b"ICC_PROFILE", b"http://", b"8BIM", b"\xFF\xFE"] {
            assert_eq!(corpus::find(image, mark), None);
        }
    }
}

#[test]
fn jpeg_png_and_webp_come_out_as_our_own_jpeg() {
    let house = corpus::house();
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let photo = decode(&corpus::encode(&house, format)).unwrap();

        assert_clean(&photo);
        assert_eq!((photo.width, photo.height), (1280, 960));
        let preview = image::load_from_memory(&photo.preview).unwrap();
        assert_eq!((preview.width(), preview.height()), (PREVIEW_SIDE, 360));
    }
}

#[test]
fn what_the_camera_wrote_about_place_and_owner_is_gone() {
    let jpeg = corpus::phone_jpeg(&corpus::house(), 1);
    let png = corpus::with_chunks(
        &corpus::encode(&corpus::house(), ImageFormat::Png),
        &[
            corpus::chunk(*b"eXIf", &corpus::exif(1)),
            corpus::chunk(*b"tEXt", &[b"Comment\0", CANARY].concat()),
            corpus::chunk(*b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", CANARY].concat()),
        ],
    );

    for bytes in [jpeg, png] {
        assert!(corpus::find(&bytes, CANARY).is_some());
        assert_clean(&decode(&bytes).unwrap());
    }
}

#[test]
fn a_photo_taken_on_its_side_is_turned_upright() {
    let bytes = corpus::phone_jpeg(&corpus::red_left_blue_right(800, 400), 6);

    let photo = decode(&bytes).unwrap();

    let pixels = image::load_from_memory(&photo.clean).unwrap().into_rgb8();
    assert_eq!((photo.width, photo.height), (400, 800));
    // Turned by a quarter to the right: what was left is now above.
    assert!(pixels.get_pixel(200, 100).0[0] > 150);
    assert!(pixels.get_pixel(200, 700).0[2] > 150);
}

#[test]
fn a_large_photo_is_shrunk_in_proportion() {
    let large = corpus::red_left_blue_right(4000, 3000);

    let photo = decode(&corpus::encode(&large, ImageFormat::Jpeg)).unwrap();

    assert_eq!((photo.width, photo.height), (1600, 1200));
}

#[test]
fn what_shows_through_becomes_white() {
    let clear = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(300, 300, image::Rgba([0, 0, 0, 0])));

    let photo = decode(&corpus::encode(&clear, ImageFormat::Png)).unwrap();

    let pixels = image::load_from_memory(&photo.clean).unwrap().into_rgb8();
    assert!(pixels.get_pixel(150, 150).0[0] > 250);
}

#[test]
fn a_photo_cut_anywhere_is_truncated() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = corpus::encode(&corpus::house(), format);
        let ends = [whole.len() / 3, whole.len() / 2, whole.len() - 100, whole.len() - 2];
        for end in ends {
            assert_eq!(refused(&whole[..end]), Refusal::Truncated, "{format:?} cut at {end}");
        }
    }
}

#[test]
fn the_size_is_asked_before_anything_is_decoded() {
    assert_eq!(refused(&corpus::one_colour_png(30_000, 30_000)), Refusal::TooManyPixels);
    assert_eq!(refused(&corpus::one_colour_png(1, u32::MAX / 2)), Refusal::TooManyPixels);
    assert_eq!(refused(&corpus::one_colour_png(11_000, 11_000)), Refusal::TooManyPixels);
    assert_eq!(refused(&corpus::one_colour_png(0, 10)), Refusal::Broken);
    let mut wide = corpus::encode(&corpus::red_left_blue_right(300, 300), ImageFormat::Jpeg);
    let frame = corpus::find(&wide, b"\xFF\xC0").unwrap();
    wide[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xDC, 0xFF, 0xDC]);
    assert_eq!(refused(&wide), Refusal::TooManyPixels);
}

#[test]
fn a_thumbnail_is_too_small() {
    let small = corpus::red_left_blue_right(640, 199);
    assert_eq!(refused(&corpus::encode(&small, ImageFormat::Jpeg)), Refusal::TooSmall);
}

#[test]
fn a_picture_whose_pixels_are_missing_is_broken_or_cut() {
    // The header is right, the pixels end at once.
    let refusal = refused(&corpus::one_colour_png(1_000, 1_000));
    assert!(matches!(refusal, Refusal::Broken | Refusal::Truncated), "{refusal}");
}

#[test]
fn a_wrong_type_with_a_right_name_is_named() {
    let cases = [
        (corpus::html(), Looks::Html),
        (corpus::svg(), Looks::Svg),
        (corpus::gif(), Looks::Gif),
        (corpus::docx(), Looks::Office),
        (corpus::zip("a.txt", b"x"), Looks::Zip),
        (corpus::exe(), Looks::Exe),
        (b"\x7FELF\x02\x01\x01".to_vec(), Looks::Exe),
        (b"<?php system($_GET['c']);".to_vec(), Looks::Html),
        (sample::letter(1), Looks::Pdf),
        (b"II*\0\x08\0\0\0".to_vec(), Looks::Tiff),
        (b"\0\0\0\x18ftypmp42".to_vec(), Looks::Video),
        (b"x".to_vec(), Looks::Unknown),
        (corpus::noise(3, 5_000), Looks::Unknown),
    ];
    for (bytes, looks) in cases {
        assert_eq!(looks_like(&bytes), looks);
        assert_eq!(refused(&bytes), Refusal::NotAPhoto(looks));
    }
}

#[test]
fn a_heic_photo_gets_its_own_answer() {
    assert_eq!(looks_like(&corpus::heic()), Looks::Heic);
    assert_eq!(refused(&corpus::heic()), Refusal::Heic);
}

#[test]
fn nothing_and_too_much_are_refused_and_the_limit_itself_is_not() {
    let photo = sample::premises_photo(1);
    let padded = |length: usize| [&photo[..], &vec![0; length - photo.len()]].concat();

    assert_eq!(refused(b""), Refusal::Empty);
    assert!(decode(&padded(PHOTO_MAX_BYTES)).is_ok());
    assert_eq!(refused(&padded(PHOTO_MAX_BYTES + 1)), Refusal::TooLarge);
}

#[test]
fn a_second_file_inside_a_photo_is_found() {
    let photo = sample::premises_photo(1);
    let png = corpus::encode(&corpus::red_left_blue_right(300, 300), ImageFormat::Png);
    let webp = corpus::encode(&corpus::red_left_blue_right(300, 300), ImageFormat::WebP);
    let cases = [
        ("jpeg + html behind", [&photo[..], &corpus::html()].concat()),
        ("jpeg + html in a comment", corpus::with_segments(&photo, &[(0xFE, corpus::html())])),
        ("jpeg + php in exif", corpus::with_segments(&photo, &[(0xE1, b"Exif\0\0<?php eval(1);".to_vec())])),
        ("jpeg + zip", [&photo[..], &corpus::zip("a", b"b")].concat()),
        ("jpeg + docx", [&photo[..], &corpus::docx()].concat()),
        ("jpeg + pdf", [&photo[..], &sample::letter(1)].concat()),
        ("jpeg + svg", [&photo[..], &corpus::svg()].concat()),
        ("png + zip", [&png[..], &corpus::zip("a", b"b")].concat()),
        ("png + html", corpus::with_chunks(&png, &[corpus::chunk(*b"tEXt", &corpus::html())])),
        ("webp + html", [&webp[..], &corpus::html()].concat()),
    ];
    for (name, bytes) in cases {
        assert_eq!(refused(&bytes), Refusal::Polyglot, "{name}");
    }
}

#[test]
fn what_phones_append_to_a_photo_is_no_second_file() {
    let photo = sample::premises_photo(1);
    let film = [&b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"[..], &corpus::noise(5, 200_000)].concat();

    for tail in [film, photo.clone(), vec![0; 4_096], b"SEFHk\0\0\0".to_vec()] {
        let photo = decode(&[&photo[..], &tail].concat()).unwrap();
        assert_clean(&photo);
    }
}

#[test]
fn a_thumbnail_inside_the_metadata_does_not_end_the_photo() {
    let thumbnail = corpus::encode(&corpus::red_left_blue_right(64, 64), ImageFormat::Jpeg);
    let whole =
        corpus::with_segments(&sample::premises_photo(1), &[(0xE1, [b"Exif\0\0", &thumbnail[..]].concat())]);

    assert!(decode(&whole).is_ok());
    assert_eq!(refused(&whole[..whole.len() - 2]), Refusal::Truncated);
}

#[test]
fn every_cut_and_every_scratch_ends_in_an_answer() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = corpus::encode(&corpus::red_left_blue_right(240, 240), format);
        for step in 0..40 {
            let mut scratched = whole.clone();
            for (at, value) in corpus::noise(step, 12)
                .chunks_exact(3)
                .map(|n| (usize::from(n[0]) * 256 + usize::from(n[1]), n[2]))
            {
                let at = at % scratched.len();
                scratched[at] = value;
            }
            if let Ok(photo) = decode(&scratched) {
                assert_clean(&photo);
            }
        }
    }
}

#[test]
fn a_dark_and_a_blurred_photo_pass_with_a_hint() {
    let house = corpus::house();
    let dark = DynamicImage::ImageRgb8(RgbImage::from_pixel(400, 400, image::Rgb([20, 20, 24])));

    assert_eq!(decode(&corpus::encode(&dark, ImageFormat::Jpeg)).unwrap().hints, [Hint::Dark]);
    let blurred = house.blur(14.0);
    assert_eq!(decode(&corpus::encode(&blurred, ImageFormat::Jpeg)).unwrap().hints, [Hint::Blurred]);
    assert_eq!(decode(&corpus::encode(&house, ImageFormat::Jpeg)).unwrap().hints, []);
}

#[test]
fn the_same_bytes_give_the_same_bytes() {
    let bytes = sample::premises_photo(4);
    assert_eq!(decode(&bytes), decode(&bytes));
}

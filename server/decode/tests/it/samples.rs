//! The synthetic papers of the demo world.

use decode::{letter, photo, sample};

#[test]
fn a_sample_is_the_same_for_the_same_seed_and_another_for_another() {
    assert_eq!(sample::premises_photo(7), sample::premises_photo(7));
    assert_ne!(sample::premises_photo(7), sample::premises_photo(8));
    assert_eq!(sample::letter(7), sample::letter(7));
    assert_ne!(sample::letter(7), sample::letter(8));
}

#[test]
fn sample_photos_are_accepted_bright_and_sharp() {
    for seed in 0..6 {
        let photo = photo::decode(&sample::premises_photo(seed)).unwrap();

        assert_eq!((photo.width, photo.height), (1280, 960));
        assert_eq!(photo.hints, []);
    }
}

#[test]
fn sample_letters_are_accepted_and_carry_ink() {
    for seed in 0..6 {
        let letter = letter::decode(&sample::letter(seed)).unwrap();
        let page = image::load_from_memory(&letter.pages[0]).unwrap().into_luma8();
        let ink = page.pixels().filter(|pixel| pixel.0[0] < 128).count();

        assert_eq!(letter.page_count, 1);
        assert_eq!(page.dimensions(), (989, 1400));
        assert!((5_000..200_000).contains(&ink), "{ink} dark pixels");
    }
}

#[test]
fn a_name_with_brackets_stays_inside_its_line() {
    let words = sample::Words {
        institution: r"LKS (Uji) \ Coba".to_owned(),
        address: "Jalan Contoh Nomor 1".to_owned(),
        town: "Kota Contoh".to_owned(),
        number: "001".to_owned(),
        date: "1 November 2026".to_owned(),
        leader: "Pengurus Satu".to_owned(),
    };

    assert!(letter::decode(&sample::letter_with(&words)).is_ok());
}

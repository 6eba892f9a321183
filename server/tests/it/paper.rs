//! What a sponsor does with the papers of the people in its care.

use crate::app::{Browser, Page, TestApp};
use crate::person::walk;
use domain::document::PaperKind;
use domain::person::Sex;
use http::StatusCode;
use services::demo::{PersonBuilder, Progress};

/// Somebody with every answer and no paper; the path of the file.
async fn somebody(app: &TestApp, name: &str) -> (Browser, String) {
    let sponsor = app.sponsor(name, Progress::Confirmed).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let file = walk(&mut browser).await;
    (browser, file)
}

async fn upload(browser: &mut Browser, path: &str, bytes: &[u8]) {
    let sent = browser.upload(path, "berkas", bytes).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, path), "{}", sent.body);
}

/// Where the picture of the first page is.
fn picture(page: &Page) -> String {
    let found = page.body.split("src=\"").find(|part| part.contains("/halaman/1\""));
    assert!(found.is_some(), "{}", page.body);
    found.unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_file_with_its_answers_asks_for_two_papers_and_is_complete_with_them() {
    let app = TestApp::start().await;
    let (mut browser, file) = somebody(&app, "Panti Kasih").await;
    let (face, card) = (format!("{file}/berkas/pas_foto"), format!("{file}/berkas/family_card"));
    let page = browser.get(&face).await;
    assert!(page.says("tegak 3:4 atau 4:6") && page.says("Paling besar 10 MB"), "{}", page.body);

    upload(&mut browser, &face, &decode::sample::small_photo(3)).await;
    assert!(browser.get(&file).await.says("Sedang diperiksa sistem"));
    app.run_jobs().await;
    let one_left = browser.get(&file).await;
    upload(&mut browser, &card, &decode::sample::letter_of_pages(2)).await;
    app.run_jobs().await;
    let (done, seen) = (browser.get(&file).await, browser.get(&card).await);

    assert!(
        one_left.says("Kurang 1 berkas</span>") && one_left.says("Lanjutkan: Kartu keluarga"),
        "{}",
        one_left.body
    );
    assert!(
        done.says("Semua bagian dan berkas sudah lengkap") && done.says("Lengkap</span>"),
        "{}",
        done.body
    );
    assert!(!done.says("<img") && !browser.get("/sponsor/orang").await.says("<img"), "no list shows a face");
    let first = browser.get(&picture(&seen)).await;
    assert_eq!(
        (first.status, &first.headers["content-type"]),
        (StatusCode::OK, &"image/jpeg".parse().unwrap())
    );
    assert!(seen.says("/halaman/2\""), "the second page of the card: {}", seen.body);
}

#[tokio::test]
async fn a_wrong_file_is_refused_beside_the_field_and_a_broken_one_is_asked_for_again() {
    let app = TestApp::start().await;
    let (mut browser, file) = somebody(&app, "Panti Kasih").await;
    let (face, card) = (format!("{file}/berkas/pas_foto"), format!("{file}/berkas/family_card"));

    for (path, bytes, why) in [
        (&face, &b"%PDF-1.7"[..], "Ini PDF, bukan foto."),
        (&face, b"", "Berkasnya kosong."),
        (&card, b"<svg></svg>", "Ini bukan foto dan bukan PDF"),
    ] {
        let page = browser.upload(path, "berkas", bytes).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(page.says(why) && page.says("id=\"berkas\""), "{why}: {}", page.body);
        let told = browser.upload_with(path, "berkas", bytes, true).await;
        assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.says("salah"), "{}", told.body);
    }
    let photo = decode::sample::small_photo(3);
    upload(&mut browser, &face, &photo[..photo.len() / 2]).await;
    app.run_jobs().await;
    let (list, page) = (browser.get(&file).await, browser.get(&face).await);
    assert!(list.says("Perbaiki: Pas foto") && list.says("Berkasnya terpotong"), "{}", list.body);
    assert!(page.says("Berkasnya terpotong") && page.says("Ganti dengan berkas lain"), "{}", page.body);
    upload(&mut browser, &face, &photo).await;
    app.run_jobs().await;
    assert!(browser.get(&file).await.says("Lanjutkan: Kartu keluarga"));
}

#[tokio::test]
async fn that_there_is_no_family_card_is_an_answer_that_can_be_taken_back() {
    let app = TestApp::start().await;
    let (mut browser, file) = somebody(&app, "Panti Kasih").await;
    let (face, card) = (format!("{file}/berkas/pas_foto"), format!("{file}/berkas/family_card"));
    assert!(!browser.get(&face).await.says("name=\"kartu\""), "a face is always there");

    let said = browser.post(&card, &[("kartu", "belum")]).await;
    let (list, page) = (browser.get(&file).await, browser.get(&card).await);
    let unsaid = browser.post(&card, &[("kartu", "batal")]).await;

    assert_eq!((said.location(), unsaid.location()), (&*file, &*file));
    assert!(list.says("Kurang 1 berkas</span>") && list.says("Belum punya kartu keluarga."), "{}", list.body);
    assert!(page.says("Jawaban Anda") && page.says("Batalkan jawaban ini"), "{}", page.body);
    assert!(browser.get(&file).await.says("Kurang 2 berkas</span>"));
    assert_eq!(browser.post(&card, &[("kartu", "mungkin")]).await.status, StatusCode::NOT_FOUND);
    assert!(browser.post(&face, &[("kartu", "belum")]).await.status.is_client_error());
}

#[tokio::test]
async fn neither_page_nor_picture_of_anothers_person_is_there() {
    let app = TestApp::start().await;
    let (mut browser, file) = somebody(&app, "Panti Kasih").await;
    let face = format!("{file}/berkas/pas_foto");
    upload(&mut browser, &face, &decode::sample::small_photo(3)).await;
    app.run_jobs().await;
    let picture = picture(&browser.get(&face).await);
    let (mut stranger, theirs) = somebody(&app, "Panti Lain").await;
    let paper = picture.split('/').nth(5).unwrap();

    for path in [
        &face,
        &picture,
        &format!("{theirs}/berkas/{paper}/halaman/1"),
        &format!("/sponsor/berkas/{paper}/halaman/1"),
    ] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let sent = stranger.upload(&face, "a.jpg", &decode::sample::small_photo(4)).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.post(&face, &[("kartu", "belum")]).await.status, StatusCode::NOT_FOUND);
    // Not even its own sponsor finds it under another address.
    for path in [
        format!("/sponsor/berkas/{paper}/halaman/1"),
        format!("{file}/berkas/premises_photo"),
        format!("{file}/berkas/{paper}/halaman/2"),
        "/sponsor/berkas/pas_foto".to_owned(),
    ] {
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(browser.get(&picture).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_beyond_its_limit_is_told_so_and_one_within_it_arrives() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let id = PersonBuilder::new("Ketut Ayu", Sex::Female).add(&app.hands.db, &sponsor.actor).await.unwrap();
    let mut browser = app.signed_in(&sponsor.email).await;
    let card = format!("/sponsor/orang/{id}/berkas/family_card");
    let most = PaperKind::FamilyCard.max_bytes();

    let large = browser.upload(&card, "kk.pdf", &vec![b'x'; most + 1]).await;
    let padded = [decode::sample::letter(1), vec![b'\n'; most / 2]].concat();
    let right = browser.upload(&card, "kk.pdf", &padded).await;
    app.run_jobs().await;

    assert!(large.status.is_client_error() && large.says("lebih besar dari batas"), "{}", large.body);
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.body);
}

#[tokio::test]
async fn somebody_who_is_taken_out_takes_the_papers_along() {
    let app = TestApp::start().await;
    let (mut browser, file) = somebody(&app, "Panti Kasih").await;
    let face = format!("{file}/berkas/pas_foto");
    upload(&mut browser, &face, &decode::sample::small_photo(3)).await;
    app.run_jobs().await;
    let picture = picture(&browser.get(&face).await);

    let question = browser.get(&format!("{file}/hapus")).await;
    assert!(question.says("juga foto dan kartu keluarganya"), "{}", question.body);
    let version = question.field("versi");
    let done = browser.post(&format!("{file}/hapus"), &[("versi", &version)]).await;

    assert_eq!(done.location(), "/sponsor/orang", "{}", done.body);
    for path in [&face, &picture] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

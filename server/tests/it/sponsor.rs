//! What a sponsor does, from the first form to the receipt.

use crate::app::{TestApp, code_in};
use domain::event::Message;
use http::StatusCode;
use services::demo::{PASSWORD, Progress};

pub const FORM: &[(&str, &str)] = &[
    ("kind", "panti"),
    ("institution", "Panti Asuhan Kasih Bunda"),
    ("in_charge", "Sari Dewi"),
    ("email", "sari@contoh.id"),
    ("phone", "0812 3456 7890"),
    ("password", PASSWORD),
];

#[tokio::test]
async fn a_sponsor_registers_confirms_by_code_and_sees_what_to_do() {
    let app = TestApp::start().await;
    let mut browser = app.browser();

    let sent = browser.post("/daftar", FORM).await;
    assert_eq!(
        (sent.status, sent.location()),
        (StatusCode::SEE_OTHER, "/daftar/konfirmasi"),
        "{}",
        sent.body
    );
    app.run_jobs().await;
    let mail = app.mailer.sent_to("sari@contoh.id").pop().expect("a mail was sent");
    let done = browser.post("/daftar/konfirmasi", &[("code", &code_in(&mail.text))]).await;

    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/sponsor"), "{}", done.body);
    let home = browser.get("/sponsor").await;
    assert!(home.says("Panti Asuhan Kasih Bunda") && home.says("Yang perlu diisi"));
    assert!(!mail.subject.contains("Kasih Bunda"), "a subject names nobody");
    assert_eq!(Message::ALL.len(), 10);
}

#[tokio::test]
async fn a_refused_registration_keeps_everything_but_the_password() {
    let app = TestApp::start().await;
    let mut form = FORM.to_vec();
    form[3] = ("email", "sari(at)contoh.id");
    form[5] = ("password", "pendek");

    let page = app.browser().post("/daftar", &form).await;

    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("<title>Kesalahan: "));
    assert!(page.says("value=\"Panti Asuhan Kasih Bunda\"") && page.says("value=\"sari(at)contoh.id\""));
    assert!(!page.says("pendek\""));
}

#[tokio::test]
async fn a_known_address_is_answered_like_a_new_one() {
    let app = TestApp::start().await;
    let known = app.sponsor("Panti Lama", Progress::Confirmed).await;
    let mut form = FORM.to_vec();
    form[3] = ("email", &known.email);

    let again = app.browser().post("/daftar", &form).await;
    let fresh = app.browser().post("/daftar", FORM).await;

    assert_eq!((again.status, again.location()), (fresh.status, fresh.location()));
    app.run_jobs().await;
    assert!(!app.mailer.sent_to(&known.email).is_empty(), "its owner is told");
}

#[tokio::test]
async fn a_village_that_ended_is_pointed_out_and_its_successor_offered() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Merauke", Progress::Papered).await;
    // As it was saved before Papua Selatan was there.
    app.change("update institutions set village_code = '91.01.01.1002', region_edition = '2019'").await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let why = "dimekarkan, digabung, atau berganti nama atau kode";

    let home = browser.get("/sponsor").await;
    let profile = browser.get("/sponsor/lembaga").await;
    let check = browser.get("/sponsor/kirim").await;
    assert!(home.says(why) && home.says("Perbaiki: Profil lembaga"), "{}", home.body);
    assert!(profile.says(why) && profile.says("value=\"93.01.01.1002\""), "{}", profile.body);
    assert!(!check.says("Kirim ke Dinas Sosial</button>"), "nothing to send yet: {}", check.body);
}

#[tokio::test]
async fn the_profile_is_saved_and_the_slower_of_two_tabs_loses_nothing() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let page = browser.get("/sponsor/lembaga").await;
    let revision = page.field("versi");
    let form = |name: &'static str| {
        vec![
            ("kind", "panti"),
            ("name", name),
            ("in_charge", "Sari Dewi"),
            ("phone", "0812 3456 7890"),
            ("residents", "24"),
            ("village", "51.08.05.2002"),
            ("street", "Jalan Pahlawan 12"),
            ("rt", "3"),
            ("rw", ""),
            ("postcode", ""),
        ]
    };

    let mut first = form("Panti Kasih Bunda");
    first.push(("versi", &revision));
    let saved = browser.post("/sponsor/lembaga", &first).await;
    let mut second = form("Panti Kasih Ibu");
    second.push(("versi", &revision));
    let late = browser.post("/sponsor/lembaga", &second).await;

    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Panti Kasih Ibu") && late.says("tab atau perangkat lain"));
    assert_ne!(late.field("versi"), revision, "saving again works");
}

#[tokio::test]
async fn a_refused_profile_names_each_wrong_field_on_top() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let mut browser = app.signed_in(&sponsor.email).await;

    let page = browser.post("/sponsor/lembaga", &[("kind", "panti"), ("rt", "x"), ("rw", "y")]).await;

    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for line in [
        "<a href=\"#name\">Nama lembaga: ",
        "<a href=\"#residents\">Jumlah orang yang diasuh sekarang: ",
        "<a href=\"#village\">Desa atau kelurahan: ",
        "<a href=\"#street\">Alamat: ",
        "<a href=\"#rt\">RT: ",
        "<a href=\"#rw\">RW: ",
    ] {
        assert!(page.says(line), "{line}: {}", page.body);
    }
}

#[tokio::test]
async fn the_first_page_has_one_button_for_the_next_step_and_none_while_the_office_has_the_file() {
    let app = TestApp::start().await;
    for (number, (progress, button)) in [
        (Progress::Confirmed, Some(("/sponsor/lembaga", "Lanjutkan: Profil lembaga"))),
        (Progress::Profiled, Some(("/sponsor/berkas/premises_photo", "Lanjutkan: Foto"))),
        (Progress::Papered, Some(("/sponsor/kirim", "Periksa dan kirim"))),
        (Progress::Submitted, None),
    ]
    .into_iter()
    .enumerate()
    {
        let sponsor = app.sponsor(&format!("Panti Kasih {number}"), progress).await;
        let home = app.signed_in(&sponsor.email).await.get("/sponsor").await;

        let primary = home.body.matches("class=\"button\">").count();
        assert_eq!(primary, usize::from(button.is_some()), "{progress:?}: {}", home.body);
        if let Some((href, words)) = button {
            let link = format!("<a href=\"{href}\" class=\"button\">{words}");
            assert!(home.says(&link), "{progress:?}: {}", home.body);
        } else {
            assert!(home.says("tidak ada yang perlu Anda lakukan") && home.says("Jawaban paling lambat"));
        }
    }
}

#[tokio::test]
async fn while_the_system_checks_the_papers_the_first_page_says_what_is_waited_for() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Profiled).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    browser.upload("/sponsor/berkas/premises_photo", "a.jpg", &decode::sample::premises_photo(3)).await;
    browser.upload("/sponsor/berkas/recommendation_letter", "s.pdf", &decode::sample::letter(9)).await;

    let waiting = browser.get("/sponsor").await;
    app.run_jobs().await;
    let ready = browser.get("/sponsor").await;

    assert!(waiting.says("sedang diperiksa sistem") && waiting.says("Muat ulang"), "{}", waiting.body);
    assert!(!waiting.says("class=\"button\">"), "there is nothing to press yet");
    assert!(ready.says("class=\"button\">Periksa dan kirim"), "{}", ready.body);
}

#[tokio::test]
async fn the_receipt_is_linked_as_soon_as_there_is_one() {
    let app = TestApp::start().await;
    let waiting = app.sponsor("Panti Kasih", Progress::Papered).await;
    let sent = app.sponsor("Panti Bunda", Progress::Submitted).await;

    for path in ["/sponsor", "/sponsor/riwayat"] {
        assert!(!app.signed_in(&waiting.email).await.get(path).await.says("/sponsor/terkirim"), "{path}");
        let page = app.signed_in(&sent.email).await.get(path).await;
        assert!(page.says("href=\"/sponsor/terkirim\">Lihat tanda terima"), "{path}: {}", page.body);
    }
}

#[tokio::test]
async fn taking_a_file_back_is_asked_about_first() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    assert!(browser.get("/sponsor").await.says("href=\"/sponsor/tarik\""));

    let question = browser.get("/sponsor/tarik").await;
    assert_eq!(question.status, StatusCode::OK);
    assert!(question.says("Tempat Anda di antrean hilang"), "{}", question.body);
    assert!(browser.get("/sponsor").await.says("Giliran Dinas Sosial"), "a look changes nothing");
    let form = [("kunci", &*question.field("kunci")), ("versi", &*question.field("versi"))];
    let done = browser.post("/sponsor/tarik", &form).await;
    let home = browser.get("/sponsor").await;

    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/sponsor"));
    assert!(home.says("Berkas ditarik kembali") && home.says("Periksa dan kirim"), "{}", home.body);
    assert!(home.says("/sponsor/terkirim"), "the receipt of the first time stays");
    assert_eq!(browser.get("/sponsor/tarik").await.location(), "/sponsor", "there is nothing left to ask");
}

#[tokio::test]
async fn a_file_that_an_officer_has_is_not_taken_back() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let question = browser.get("/sponsor/tarik").await;
    let taken =
        app.verifier().await.post(&format!("/kantor/lembaga/{}/ambil", sponsor.institution), &[]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);

    let late = browser.post("/sponsor/tarik", &[("versi", &question.field("versi"))]).await;

    assert_eq!(late.location(), "/sponsor");
    let home = browser.get("/sponsor").await;
    assert!(home.says("tidak bisa ditarik kembali") && home.says("diperiksa"), "{}", home.body);
    assert!(!home.says("href=\"/sponsor/tarik\""), "it is not offered any more");
    assert_eq!(browser.get("/sponsor/tarik").await.location(), "/sponsor");
}

#[tokio::test]
async fn looking_for_a_village_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let mut browser = app.signed_in(&sponsor.email).await;

    let page = browser
        .post(
            "/sponsor/lembaga",
            &[("aksi", "cari"), ("village_cari", "wanagiri"), ("street", "Jalan Mawar 5")],
        )
        .await;

    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("51.08.05.2002") && page.says("Jalan Mawar 5"), "{}", page.body);
}

#[tokio::test]
async fn wrong_files_are_refused_with_a_sentence_and_the_good_one_is_acknowledged_with_its_hash() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Profiled).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    for (name, bytes) in [
        ("foto.jpg", &b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"[..]),
        ("foto.jpg", &b"<!doctype html><script>alert(1)</script>"[..]),
        ("foto.heic", &heic[..]),
        ("foto.jpg", &b""[..]),
        ("surat.pdf", &b"%PDF-1.7\n"[..]),
    ] {
        let page = browser.upload("/sponsor/berkas/premises_photo", name, bytes).await;

        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.says("class=\"why\""), "{name} gets a sentence");
    }

    let photo = decode::sample::premises_photo(7);
    let hash = data_encoding::HEXLOWER.encode(&services::seal::sha256(&photo));
    let sent = browser.upload("/sponsor/berkas/premises_photo", "foto.jpg", &photo).await;
    app.run_jobs().await;
    let page = browser.get("/sponsor/berkas/premises_photo").await;

    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(page.says(&hash));
    let image = page.body.split("src=\"").find(|part| part.contains("/halaman/1\"")).unwrap();
    let picture = browser.get(image.split('"').next().unwrap()).await;
    assert_eq!((picture.status, &picture.bytes[..2]), (StatusCode::OK, &b"\xff\xd8"[..]));
    assert_eq!(picture.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn a_file_beyond_its_limit_gets_a_sentence_and_not_a_broken_connection() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Profiled).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let file = vec![0xff; 61 * 1024 * 1024];

    let page = browser.upload("/sponsor/berkas/premises_photo", "foto.jpg", &file).await;
    let script = browser.upload_with("/sponsor/berkas/premises_photo", "foto.jpg", &file, true).await;

    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("class=\"why\""));
    assert!(script.status.is_client_error() && script.says("\"salah\""));
}

#[tokio::test]
async fn with_the_store_down_nothing_is_acknowledged() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Profiled).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    app.store.set_down(true);

    let down =
        browser.upload("/sponsor/berkas/premises_photo", "a.jpg", &decode::sample::premises_photo(7)).await;
    app.store.set_down(false);
    let again =
        browser.upload("/sponsor/berkas/premises_photo", "a.jpg", &decode::sample::premises_photo(7)).await;

    assert!(down.says("belum tersimpan"), "{}", down.body);
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_file_is_sent_once_however_often_the_button_is_pressed() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Papered).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let page = browser.get("/sponsor/kirim").await;
    let (key, version) = (page.field("kunci"), page.field("versi"));
    let form = [("kunci", key.as_str()), ("versi", version.as_str()), ("declared", "1")];

    let first = browser.post("/sponsor/kirim", &form).await;
    let second = browser.post("/sponsor/kirim", &form).await;

    assert_eq!(
        (first.status, first.location()),
        (StatusCode::SEE_OTHER, "/sponsor/terkirim"),
        "{}",
        first.body
    );
    assert_eq!((second.status, second.location()), (StatusCode::SEE_OTHER, "/sponsor/terkirim"));
    assert!(browser.get("/sponsor/terkirim").await.says("VL-"));
    let back = browser.get("/sponsor/kirim").await;
    assert_eq!(back.location(), "/sponsor", "the back button finds the file sent");
}

#[tokio::test]
async fn sending_without_the_declaration_says_so() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Papered).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let page = browser.get("/sponsor/kirim").await;

    let sent = browser
        .post("/sponsor/kirim", &[("kunci", &page.field("kunci")), ("versi", &page.field("versi"))])
        .await;

    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_comes_back_with_everything_typed() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let page = browser.get("/sponsor/lembaga").await;
    browser.cookies.remove("__Host-sesi");

    let lost = browser
        .post("/sponsor/lembaga", &[("street", "Jalan Kenanga 77"), ("versi", &page.field("versi"))])
        .await;
    assert!(lost.location().starts_with("/masuk?lanjut="), "{}", lost.location());
    let form = [("email", sponsor.email.as_str()), ("password", PASSWORD), ("lanjut", "/sponsor/lembaga")];
    let back = browser.post("/masuk", &form).await;
    let page = browser.get(back.location()).await;

    assert!(back.location().starts_with("/sponsor/lembaga"), "{}", back.location());
    assert!(page.says("Jalan Kenanga 77"), "{}", page.body);
}

#[tokio::test]
async fn a_page_asked_for_after_the_session_ended_says_so_and_comes_after_signing_in() {
    const OVER: &str = "Anda sudah keluar atau sesi berakhir. Masuk lagi untuk melanjutkan.";
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let mut left = browser.clone();
    browser.post("/keluar", &[]).await;

    let led = left.get("/sponsor/lembaga?dari=a%20b").await;
    let page = left.get(led.location()).await;
    let form = [("email", &*sponsor.email), ("password", PASSWORD), ("lanjut", &page.field("lanjut"))];
    let back = left.post("/masuk", &form).await;
    let mut fresh = app.browser();
    let first = fresh.get("/sponsor/lembaga").await;
    let first = fresh.get(first.location()).await;

    assert!(led.location().starts_with("/masuk?lanjut=/sponsor/lembaga"), "{}", led.location());
    assert!(page.says(OVER) && !page.says("tetap kami simpan"), "{}", page.body);
    assert_eq!(back.location(), "/sponsor/lembaga?dari=a%20b");
    assert!(!first.says(OVER), "whoever was never here has not left");
}

#[tokio::test]
async fn english_is_complete_on_the_sponsors_pages() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Papered).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    browser.get("/?bahasa=en").await;

    for (path, words) in [
        ("/sponsor", "What to fill in"),
        ("/sponsor/lembaga", "Name of the institution"),
        ("/sponsor/kirim", "Check and send"),
        ("/sponsor", "Check and send"),
    ] {
        let page = browser.get(path).await;
        assert!(page.says("<html lang=\"en\"") && page.says(words), "{path}: {}", page.body);
    }
}

#[tokio::test]
async fn a_profile_that_is_saved_after_sending_is_told_why_and_kept() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let form = [
        ("kind", "panti"),
        ("name", "Panti Kasih"),
        ("in_charge", "Sari Dewi"),
        ("phone", "0812 3456 7890"),
        ("residents", "24"),
        ("village", "51.08.05.2002"),
        ("street", "Jalan Terlambat 9"),
        ("versi", "1"),
    ];

    let late = browser.post("/sponsor/lembaga", &form).await;
    let receipt = browser.get("/sponsor/terkirim").await;

    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Berkas sudah dikirim") && late.says("Jalan Terlambat 9"), "{}", late.body);
    assert!(receipt.says("Jawaban paling lambat"));
}

#[tokio::test]
async fn enter_saves_and_a_search_without_a_choice_shows_its_answers() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let mut browser = app.signed_in(&sponsor.email).await;

    let page = browser.get("/sponsor/lembaga").await;
    let first = page.body.split_once("action=\"/sponsor/lembaga\"").unwrap().1;
    let first = first[first.find("<button").unwrap()..].split('>').next().unwrap().to_owned();
    let looked = browser.post("/sponsor/lembaga", &[("village_cari", "wanagiri"), ("residents", "-3")]).await;

    assert!(!first.contains("aksi"), "the button that Enter presses saves: {first}");
    assert!(looked.says("Wanagiri") && looked.says("value=\"-3\""), "{}", looked.body);
    assert!(looked.says("Pilih satu desa atau kelurahan di bawah"), "and why: {}", looked.body);
}

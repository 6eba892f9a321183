//! What an office does with a file, and what two officers do to each other.

use crate::app::{Browser, Page, TestApp};
use domain::office::OfficeKind;
use http::StatusCode;
use services::demo::{Progress, Sponsor};

async fn case(browser: &mut Browser, sponsor: &Sponsor) -> Page {
    browser.get(&format!("/kantor/lembaga/{}", sponsor.institution)).await
}

/// Takes the file and looks at every paper, as the page of the case does by itself.
async fn take(browser: &mut Browser, sponsor: &Sponsor) -> Page {
    let base = format!("/kantor/lembaga/{}", sponsor.institution);
    let taken = browser.post(&format!("{base}/ambil"), &[]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    look(browser, sponsor).await
}

async fn look(browser: &mut Browser, sponsor: &Sponsor) -> Page {
    let page = case(browser, sponsor).await;
    for part in page.body.split("src=\"").filter(|part| part.contains("/halaman/1\"")) {
        let picture = browser.get(part.split('"').next().unwrap()).await;
        assert_eq!(picture.status, StatusCode::OK);
    }
    page
}

async fn form(browser: &mut Browser, sponsor: &Sponsor, path: &str) -> (String, Page) {
    let path = format!("/kantor/lembaga/{}/{path}", sponsor.institution);
    let page = browser.get(&path).await;
    (path, page)
}

#[tokio::test]
async fn a_file_is_returned_corrected_and_verified() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Asuhan Kasih Bunda", Progress::Submitted).await;
    let mut officer = app.verifier().await;
    assert!(officer.get("/kantor").await.says("Panti Asuhan Kasih Bunda"));
    take(&mut officer, &sponsor).await;

    let (path, page) = form(&mut officer, &sponsor, "kembalikan").await;
    let returned = officer
        .post(
            &path,
            &[
                ("kunci", &page.field("kunci")),
                ("versi", &page.field("versi")),
                ("profile", "benar"),
                ("premises_photo", "benar"),
                ("recommendation_letter", "not_signed"),
                ("recommendation_letter_kata", "Tanda tangan kepala desa belum ada."),
            ],
        )
        .await;
    assert_eq!(returned.status, StatusCode::SEE_OTHER, "{}", returned.body);

    let mut owner = app.signed_in(&sponsor.email).await;
    let home = owner.get("/sponsor").await;
    assert!(home.says("Tanda tangan kepala desa belum ada."), "{}", home.body);
    let kept =
        owner.upload("/sponsor/berkas/premises_photo", "a.jpg", &decode::sample::premises_photo(3)).await;
    assert!(!kept.status.is_redirection(), "the accepted photo is not asked for again");
    let mended =
        owner.upload("/sponsor/berkas/recommendation_letter", "s.pdf", &decode::sample::letter(9)).await;
    assert_eq!(mended.status, StatusCode::SEE_OTHER, "{}", mended.body);
    app.run_jobs().await;
    let check = owner.get("/sponsor/kirim").await;
    let sent = owner
        .post(
            "/sponsor/kirim",
            &[("kunci", &check.field("kunci")), ("versi", &check.field("versi")), ("declared", "1")],
        )
        .await;
    assert_eq!(sent.location(), "/sponsor/terkirim", "{}", sent.body);

    take(&mut officer, &sponsor).await;
    let (path, page) = form(&mut officer, &sponsor, "verifikasi").await;
    let today = app.hands.db.begin(&services::context::Actor::ops()).await.unwrap().today();
    let day = format!("{} {} {}", today.day(), u8::from(today.month()), today.year());
    let verified = officer
        .post(
            &path,
            &[
                ("kunci", &page.field("kunci")),
                ("versi", &page.field("versi")),
                ("visited_on", &day),
                ("visit_words", "Papan nama ada, pengurus ditemui."),
            ],
        )
        .await;
    assert_eq!(verified.status, StatusCode::SEE_OTHER, "{}", verified.body);
    assert!(owner.get("/sponsor").await.says("Lembaga Anda terverifikasi"));
    assert!(owner.get("/sponsor/riwayat").await.says("Siapa yang membuka berkas ini"));
    app.run_jobs().await;
    assert!(app.mailer.sent_to(&sponsor.email).len() >= 4, "told by mail at every step");
}

#[tokio::test]
async fn nothing_is_decided_before_every_paper_was_opened() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let mut officer = app.verifier().await;
    officer.post(&format!("/kantor/lembaga/{}/ambil", sponsor.institution), &[]).await;
    let (path, page) = form(&mut officer, &sponsor, "tolak").await;

    let refused = officer
        .post(
            &path,
            &[
                ("kunci", &page.field("kunci")),
                ("versi", &page.field("versi")),
                ("words", "Lembaga ini tidak ada di alamat itu."),
            ],
        )
        .await;

    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Buka setiap berkas dulu") && refused.says("Lembaga ini tidak ada di alamat itu."));
}

#[tokio::test]
async fn the_slower_of_two_officers_is_told_what_changed_and_keeps_their_words() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let mut first = app.verifier().await;
    take(&mut first, &sponsor).await;
    let (path, old) = form(&mut first, &sponsor, "kembalikan").await;
    // The first one put the file back in another tab; a colleague took it.
    let page = case(&mut first, &sponsor).await;
    let released = first
        .post(&format!("/kantor/lembaga/{}/lepas", sponsor.institution), &[("versi", &page.field("versi"))])
        .await;
    assert_eq!(released.status, StatusCode::SEE_OTHER);
    let mut second = app.verifier_called("ketut@dinsos.contoh.id").await;
    take(&mut second, &sponsor).await;

    let late = first
        .post(
            &path,
            &[
                ("kunci", &old.field("kunci")),
                ("versi", &old.field("versi")),
                ("premises_photo", "blurred"),
                ("premises_photo_kata", "Foto terlalu gelap untuk dibaca."),
            ],
        )
        .await;

    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Berkas berubah sejak Anda membukanya"));
    assert!(late.says("Foto terlalu gelap untuk dibaca."), "the words are kept");
    assert!(late.says("Diambil oleh"), "and what happened is told");
}

#[tokio::test]
async fn a_file_somebody_holds_cannot_be_taken() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let mut first = app.verifier().await;
    take(&mut first, &sponsor).await;
    let mut second = app.verifier_called("ketut@dinsos.contoh.id").await;

    let page = case(&mut second, &sponsor).await;
    second.post(&format!("/kantor/lembaga/{}/ambil", sponsor.institution), &[]).await;
    let after = case(&mut second, &sponsor).await;

    assert!(page.says("Sedang dipegang"));
    assert!(after.says("Sedang dipegang"), "still the first one's");
}

#[tokio::test]
async fn a_return_without_a_reason_is_refused_and_what_was_typed_is_kept() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let mut officer = app.verifier().await;
    take(&mut officer, &sponsor).await;
    let (path, page) = form(&mut officer, &sponsor, "kembalikan").await;
    let (key, version) = (page.field("kunci"), page.field("versi"));

    let nothing = officer.post(&path, &[("kunci", &key), ("versi", &version), ("profile", "benar")]).await;
    let script = officer
        .post(
            &path,
            &[
                ("kunci", &key),
                ("versi", &version),
                ("profile", "other"),
                ("profile_kata", "</textarea><script>alert(1)</script>"),
                ("premises_photo", "not_signed"),
            ],
        )
        .await;

    assert_eq!(
        (nothing.status, script.status),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
    assert!(nothing.says("Tandai sedikitnya satu"));
    assert!(script.says("&lt;/textarea&gt;&lt;script&gt;") && !script.says("<script>alert(1)"));
}

#[tokio::test]
async fn the_province_reads_and_does_not_decide_and_other_offices_see_nothing() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Asuhan Kasih Bunda", Progress::Submitted).await;
    let base = format!("/kantor/lembaga/{}", sponsor.institution);
    app.officer(OfficeKind::DinsosProvinsi, Some("51"), "putu@dinsos.contoh.id").await;
    app.officer(OfficeKind::DinsosKabkota, Some("51.71"), "made@dinsos.contoh.id").await;
    app.officer(OfficeKind::Pusdatin, None, "dewi@pusdatin.contoh.id").await;

    let mut province = app.signed_in("putu@dinsos.contoh.id").await;
    assert!(province.get("/kantor").await.says("Panti Asuhan Kasih Bunda"));
    assert_eq!(province.get(&base).await.status, StatusCode::OK);
    assert_eq!(province.post(&format!("{base}/ambil"), &[]).await.status, StatusCode::FORBIDDEN);
    for page in ["kembalikan", "verifikasi", "tolak"] {
        let status = province.get(&format!("{base}/{page}")).await.status;
        assert_eq!(status, StatusCode::FORBIDDEN, "no form for whoever may not send it: {page}");
    }

    for stranger in ["made@dinsos.contoh.id", "dewi@pusdatin.contoh.id"] {
        let mut browser = app.signed_in(stranger).await;
        assert!(!browser.get("/kantor").await.says("Kasih Bunda"), "{stranger}");
        let status = browser.get(&base).await.status;
        assert!(matches!(status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{stranger}: {status}");
    }
}

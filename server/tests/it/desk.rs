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
    assert!(!page.says("Ada halaman yang belum Anda buka"), "first pages come with the page: {}", page.body);
    for left in ["Foto lembaga (tab baru)</a>", "Surat rekomendasi (tab baru)</a>"] {
        assert!(refused.says(left), "they did not come, and are named: {}", refused.body);
    }
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

/// A sponsor whose letter has three pages, sent.
async fn with_a_long_letter(app: &TestApp, name: &str) -> Sponsor {
    let sponsor = app.sponsor(name, Progress::Papered).await;
    let mut owner = app.signed_in(&sponsor.email).await;
    let letter = decode::sample::letter_of_pages(3);
    let sent = owner.upload("/sponsor/berkas/recommendation_letter", "s.pdf", &letter).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    app.run_jobs().await;
    let check = owner.get("/sponsor/kirim").await;
    let form = [("kunci", check.field("kunci")), ("versi", check.field("versi"))];
    let form = [("kunci", form[0].1.as_str()), ("versi", form[1].1.as_str()), ("declared", "1")];
    assert_eq!(owner.post("/sponsor/kirim", &form).await.location(), "/sponsor/terkirim");
    sponsor
}

/// The addresses on a page that hold `part`, each once.
fn addresses(page: &Page, mark: &str, part: &str) -> Vec<String> {
    let mut found: Vec<String> = page
        .body
        .split(mark)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|address| address.contains(part))
        .map(str::to_owned)
        .collect();
    found.dedup();
    found
}

/// How many looks of this kind the log has.
async fn looks(app: &TestApp, look: &str) -> i64 {
    let mut scope = app.hands.db.begin(&services::context::Actor::ops()).await.unwrap();
    sqlx::query_scalar("select count(*) from access_log where look = $1")
        .bind(look)
        .fetch_one(scope.conn())
        .await
        .unwrap()
}

#[tokio::test]
async fn every_decision_shows_what_is_decided_about() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let mut officer = app.verifier().await;
    take(&mut officer, &sponsor).await;

    for path in ["kembalikan", "verifikasi", "tolak"] {
        let (_, page) = form(&mut officer, &sponsor, path).await;

        assert_eq!(addresses(&page, "src=\"", "/halaman/1").len(), 2, "{path}: photo and letter");
        assert!(page.says("Jalan Pahlawan 12") && page.says("Sari Dewi"), "{path}: the answers");
        let (form, papers) = (page.body.find("<form class=\"post-form\""), page.body.find("<figure"));
        assert!(form < papers, "{path}: the form comes first");
        let larger = page.body.find("Buka lebih besar (tab baru)");
        assert!(larger.is_some(), "{path}: looking closer does not lose what was typed");
    }
}

#[tokio::test]
async fn a_letter_of_three_pages_is_read_page_by_page_before_it_is_decided() {
    let app = TestApp::start().await;
    let sponsor = with_a_long_letter(&app, "Panti Surat Panjang").await;
    let mut officer = app.verifier().await;
    let case = take(&mut officer, &sponsor).await;
    assert!(case.says("Surat rekomendasi. Halaman 1 dari 3"), "{}", case.body);
    assert!(case.says("belum Anda buka"));
    let (path, page) = form(&mut officer, &sponsor, "tolak").await;
    assert!(page.says("Ada halaman yang belum Anda buka"), "{}", page.body);
    let (key, version) = (page.field("kunci"), page.field("versi"));
    let sent = [
        ("kunci", key.as_str()),
        ("versi", version.as_str()),
        ("words", "Lembaga ini tidak ada di alamat itu."),
    ];

    let early = officer.post(&path, &sent).await;
    let viewers = addresses(&case, "href=\"", "/lihat/");
    let (mut here, before) =
        (viewers.iter().find(|v| v.ends_with("/2")).unwrap().clone(), looks(&app, "paper").await);
    let first = officer.get(&here.replace("/lihat/2", "/lihat/1")).await;
    assert!(first.says("Halaman 1 dari 3") && !first.says("rel=\"prev\""));
    let mut opened = 0;
    loop {
        let page = officer.get(&here).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("Panti Surat Panjang") && page.says("Ukuran penuh") && page.says("rel=\"prev\""));
        let pictures = addresses(&page, "src=\"", "/halaman/");
        assert_eq!(pictures.len(), 1);
        assert_eq!(officer.get(&pictures[0]).await.status, StatusCode::OK);
        opened += 1;
        let Some(next) = page.body.split("<a ").find(|link| link.contains("rel=\"next\"")) else { break };
        here = next.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    }
    let after = looks(&app, "paper").await;
    let (_, page) = form(&mut officer, &sponsor, "tolak").await;
    let key = page.field("kunci");
    let sent = [("kunci", key.as_str()), sent[1], sent[2]];
    let done = officer.post(&path, &sent).await;

    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.body);
    assert!(early.says("sampai halaman terakhir"));
    assert_eq!(
        (opened, after - before),
        (2, 2),
        "each picture is one look, the page around it none of a paper"
    );
    assert!(!page.says("Ada halaman yang belum Anda buka"));
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[tokio::test]
async fn a_page_of_a_paper_has_an_address_in_its_own_case_only_and_for_its_own_office() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let other = app.sponsor("Panti Lain", Progress::Submitted).await;
    let mut officer = app.verifier().await;
    let case = case(&mut officer, &sponsor).await;
    let viewers = addresses(&case, "href=\"", "/lihat/1");
    assert_eq!(viewers.len(), 2);
    app.officer(OfficeKind::DinsosKabkota, Some("51.71"), "made@dinsos.contoh.id").await;
    let mut stranger = app.signed_in("made@dinsos.contoh.id").await;

    for viewer in &viewers {
        assert_eq!(officer.get(viewer).await.status, StatusCode::OK);
        assert_eq!(stranger.get(viewer).await.status, StatusCode::NOT_FOUND);
        let elsewhere = viewer.replace(&sponsor.institution.to_string(), &other.institution.to_string());
        assert_eq!(officer.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
        for page in ["0", "2", "99", "x", "-1"] {
            let there = viewer.replace("/lihat/1", &format!("/lihat/{page}"));
            assert_eq!(officer.get(&there).await.status, StatusCode::NOT_FOUND, "{page}");
        }
    }
}

#[tokio::test]
async fn a_file_is_found_in_whatever_state_and_by_nobody_elses_office() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Asuhan Kasih Bunda", Progress::Submitted).await;
    app.sponsor("Yayasan Tunas", Progress::Submitted).await;
    let mut officer = app.verifier().await;
    take(&mut officer, &sponsor).await;
    app.officer(OfficeKind::DinsosProvinsi, Some("51"), "putu@dinsos.contoh.id").await;
    app.officer(OfficeKind::DinsosKabkota, Some("51.71"), "made@dinsos.contoh.id").await;
    let mut province = app.signed_in("putu@dinsos.contoh.id").await;
    let mut stranger = app.signed_in("made@dinsos.contoh.id").await;

    for browser in [&mut officer, &mut province] {
        let page = browser.get("/kantor?cari=bunda+kasih").await;
        assert!(page.says("Panti Asuhan Kasih Bunda") && !page.says("Yayasan Tunas"), "{}", page.body);
        assert!(page.says("1 berkas cocok dengan “bunda kasih”") && page.says("diperiksa"));
    }
    let nothing = stranger.get("/kantor?cari=bunda").await;
    assert!(nothing.says("Tidak ada berkas yang cocok") && !nothing.says("Kasih Bunda"), "{}", nothing.body);
    let script = officer.get("/kantor?cari=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    assert!(!script.says("<script>alert") && script.status == StatusCode::OK);
    let blank = officer.get("/kantor?cari=+").await;
    assert!(blank.says("aria-current=\"page\""), "nothing typed is the queue");
}

#[tokio::test]
async fn an_answered_file_shows_the_day_of_the_answer() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let mut officer = app.verifier().await;
    take(&mut officer, &sponsor).await;
    let (path, page) = form(&mut officer, &sponsor, "kembalikan").await;
    let (key, version) = (page.field("kunci"), page.field("versi"));
    let form = [("kunci", key.as_str()), ("versi", version.as_str()), ("premises_photo", "blurred")];
    assert_eq!(officer.post(&path, &form).await.status, StatusCode::SEE_OTHER);

    let list = officer.get("/kantor?tab=dikembalikan").await;

    let now = app.hands.db.begin(&services::context::Actor::ops()).await.unwrap().now();
    let wita = now.to_offset(time::UtcOffset::from_hms(8, 0, 0).unwrap()).date();
    let day = domain::text::date(domain::lang::Lang::Id, wita);
    let row = list.body.split("<tbody").nth(1).unwrap();
    assert!(list.says("Dikembalikan</th>") && row.matches(&day).count() == 2, "sent and returned: {row}");
    assert!(!list.says("Batas waktu"));
}

#[tokio::test]
async fn english_is_complete_on_the_desk() {
    let app = TestApp::start().await;
    let sponsor = with_a_long_letter(&app, "Panti Surat Panjang").await;
    let mut officer = app.verifier().await;
    officer.get("/?bahasa=en").await;
    let case = take(&mut officer, &sponsor).await;
    let viewer = addresses(&case, "href=\"", "/lihat/").remove(0);
    let base = format!("/kantor/lembaga/{}", sponsor.institution);

    for (path, words) in [
        ("/kantor?cari=surat", "1 file matches"),
        ("/kantor?cari=zzz", "No file matches"),
        ("/kantor?tab=ditolak", "the newest answer first"),
        (&base, "Page 1 of 3"),
        (&format!("{base}/tolak"), "There are pages you have not opened"),
        (&viewer, "Back to the institution"),
    ] {
        let page = officer.get(path).await;
        assert!(page.says("<html lang=\"en\"") && page.says(words), "{path}: {}", page.body);
        for foreign in ["Halaman", "Kembali", "berkas ", "Cari<"] {
            assert!(!page.says(foreign), "{path} says {foreign}: {}", page.body);
        }
    }
}

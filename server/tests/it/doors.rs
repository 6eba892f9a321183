//! What holds for every answer: headers, origin, cookies, languages, absent pages.

use crate::app::{Page, TestApp, own};
use crate::person;
use app::routes::TABLE;
use http::{HeaderMap, Method, StatusCode};
use services::demo::{PASSWORD, Progress};

/// A page with its sentence and the number by which the log is searched.
fn check_page(page: &Page, sentence: &str) {
    let id = page.headers["x-request-id"].to_str().unwrap();
    assert!(page.says(sentence) && page.says(id), "{}: {}", page.status, page.body);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    for path in [
        "/",
        "/masuk",
        "/daftar",
        "/tidak-ada",
        "/wilayah?q=panji",
        "/pkg/tidak-ada.css",
        "/sponsor",
        "/healthz",
    ] {
        let page = browser.get(path).await;
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "strict-transport-security",
            "x-request-id",
        ] {
            assert!(page.headers.contains_key(name), "{path} lacks {name}");
        }
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"),
            "{path}: {policy}"
        );
    }
}

#[tokio::test]
async fn no_write_comes_from_another_site() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let browser = app.signed_in(&sponsor.email).await;
    let shapes = [
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "none")],
        vec![("origin", "https://jahat.example")],
        vec![("origin", "null")],
        vec![],
    ];
    for route in TABLE.iter().filter(|route| route.method == "post") {
        for shape in &shapes {
            let mut headers = HeaderMap::new();
            for (name, value) in shape {
                headers.insert(*name, value.parse().unwrap());
            }
            headers.insert("content-type", "text/plain".parse().unwrap());

            let page = browser.clone().send(Method::POST, route.path, headers, b"x=y".to_vec()).await;

            assert_eq!(page.status, StatusCode::FORBIDDEN, "{} {shape:?}", route.path);
            check_page(&page, "Tidak diizinkan");
        }
    }
}

#[tokio::test]
async fn methods_that_no_page_uses_are_refused() {
    let app = TestApp::start().await;
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS, Method::TRACE] {
        let page = app.browser().send(method.clone(), "/", own(), Vec::new()).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{method}");
        check_page(&page, "Tidak diizinkan");
    }
}

#[tokio::test]
async fn a_form_that_is_too_long_is_refused_with_a_page_before_anything_else_is_asked() {
    let app = TestApp::start().await;
    let mut headers = own();
    headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    let body = format!("name={}", "x".repeat(app::sent::LONGEST)).into_bytes();
    headers.insert("content-length", body.len().into());

    let page = app.browser().send(Method::POST, "/daftar?bahasa=en", headers, body).await;

    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    check_page(&page, "The file is too large");
}

#[tokio::test]
async fn an_address_that_writes_too_much_is_held_back_with_what_was_typed() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let mut held = browser.post("/tidak-ada", &[("name", "Panti Kasih")]).await;
    for _ in 0..2000 {
        if held.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        held = browser.post("/tidak-ada", &[("name", "Panti Kasih")]).await;
    }

    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
    check_page(&held, "Terlalu banyak percobaan");
    assert_eq!(held.field("name"), "Panti Kasih");
    assert_eq!(held.headers["retry-after"], "60");
    assert_eq!(browser.get("/").await.status, StatusCode::OK, "reading goes on");
}

#[tokio::test]
async fn a_script_that_is_refused_is_told_in_json() {
    let app = TestApp::start().await;
    let mut headers = HeaderMap::new();
    headers.insert("sec-fetch-site", "cross-site".parse().unwrap());
    headers.insert("accept", "application/json".parse().unwrap());

    let answer = app.browser().send(Method::POST, "/daftar", headers, Vec::new()).await;

    let json: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(json["salah"].as_str().unwrap().contains("tidak dikirim dari halaman Naungan"), "{json}");
}

#[tokio::test]
async fn whoever_finds_a_weakness_reads_whom_to_tell_and_until_when() {
    let app = TestApp::start().await;

    let page = app.browser().get("/.well-known/security.txt").await;

    let year = (services::clock::now() + time::Duration::days(365)).year();
    assert!(page.says("Contact: mailto:keamanan@naungan.example.id\n"), "{}", page.body);
    assert!(page.says(&format!("Expires: {year}-")), "{}", page.body);
}

#[tokio::test]
async fn the_figures_tell_of_mails_that_were_given_up() {
    let app = TestApp::start().await;

    let page = app.browser().get("/metrics").await;

    assert!(page.says("naungan_outbox_failed 0\n") && page.says("naungan_jobs_failed 0\n"), "{}", page.body);
}

#[tokio::test]
async fn an_absent_page_says_what_to_do_and_carries_the_request_id() {
    let app = TestApp::start().await;
    let page = app.browser().get("/tidak-ada").await;
    let id = page.headers["x-request-id"].to_str().unwrap().to_owned();

    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.says(&id) && page.says("Halaman tidak ditemukan"));
    let english = app.browser().get("/tidak-ada?bahasa=en").await;
    assert!(english.says("Page not found"));
}

#[tokio::test]
async fn asking_for_a_password_says_the_same_in_the_same_time_with_and_without_an_account() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Lupa", Progress::Confirmed).await;
    for email in [sponsor.email.as_str(), "tidak.ada@contoh.id"] {
        let begin = std::time::Instant::now();
        let answer = app.browser().post("/lupa-sandi", &[("email", email)]).await;
        assert_eq!(answer.location(), "/lupa-sandi?terkirim=1", "{email}: {}", answer.body);
        assert!(begin.elapsed().as_millis() >= 250, "{email}: as long as the longest takes");
    }
    app.run_jobs().await;

    let told =
        |email: &str| app.mailer.sent_to(email).iter().filter(|m| m.text.contains("/sandi-baru/")).count();
    assert_eq!((told(&sponsor.email), told("tidak.ada@contoh.id")), (1, 0));
}

#[tokio::test]
async fn public_pages_keep_the_frame_of_whoever_is_signed_in_and_are_not_stored() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Bingkai", Progress::Confirmed).await;
    let mut owner = app.signed_in(&sponsor.email).await;
    let mut stranger = app.browser();
    for path in ["/", "/privasi", "/standar-pelayanan", "/aksesibilitas", "/wilayah"] {
        let page = owner.get(path).await;
        assert!(page.says("Panti Bingkai") && page.says("action=\"/keluar\""), "{path}: {}", page.body);
        assert_eq!(page.headers["cache-control"], "no-store", "{path}");
        let page = stranger.get(path).await;
        assert!(page.says("href=\"/masuk\"") && !page.says("Panti Bingkai"), "{path}");
    }

    let landing = owner.get("/").await;
    assert!(landing.says("Buka halaman kerja Anda") && !landing.says("href=\"/daftar\""), "{}", landing.body);
}

#[tokio::test]
async fn what_leads_on_or_is_of_this_moment_is_not_stored() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let (mut owner, mut stranger) = (app.signed_in(&sponsor.email).await, app.browser());
    let signed = [("email", &*sponsor.email), ("password", PASSWORD)];

    let entered = app.browser().post("/masuk", &signed).await;
    let saved = person::send(&mut owner, "/sponsor/orang/baru", person::FORMS[0].1).await;
    let door = stranger.get("/sponsor/orang").await;
    let mut lost = owner.clone();
    lost.cookies.remove("__Host-sesi");
    let parked = lost.post("/sponsor/orang/baru", person::FORMS[0].1).await;
    let left = owner.post("/keluar", &[]).await;

    for page in [&entered, &saved, &door, &parked, &left] {
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        assert_eq!(page.headers["cache-control"], "no-store", "{}", page.location());
    }
    for page in [&entered, &parked, &left] {
        assert!(page.headers.contains_key("set-cookie"), "{}", page.location());
    }
    for path in ["/healthz", "/readyz", "/metrics"] {
        let page = stranger.get(path).await;
        assert_eq!(
            (page.status, page.headers["cache-control"].to_str().unwrap()),
            (StatusCode::OK, "no-store")
        );
    }
    // What says for itself how long it may be kept, keeps it.
    for (path, kept) in [
        ("/", "private, no-cache"),
        ("/privasi", "private, no-cache"),
        ("/luring.js", "no-cache"),
        ("/ikon.svg", "public, max-age=604800"),
    ] {
        assert_eq!(
            stranger.get(path).await.headers.get_all("cache-control").iter().collect::<Vec<_>>(),
            [kept]
        );
    }
}

#[tokio::test]
async fn an_error_page_knows_who_is_signed_in_and_tells_nobody_else() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Papered).await;
    let mut owner = app.signed_in(&sponsor.email).await;
    let mut officer = app.verifier().await;
    let photo = owner.get("/sponsor/berkas/premises_photo").await;
    let photo = photo.body.split("src=\"").find(|part| part.contains("/halaman/1\"")).unwrap();
    let photo = photo.split('"').next().unwrap().to_owned();

    let absent = owner.get("/tidak-ada").await;
    let desk = officer.get("/kantor/tidak-ada").await;
    app.store.set_down(true);
    let broken = owner.get(&photo).await;
    let stranger = app.browser().get("/tidak-ada").await;

    for (page, status, door, way) in [
        (&absent, 404, "<strong>Panti Kasih</strong>", "href=\"/sponsor/riwayat\""),
        (&broken, 503, "<strong>Panti Kasih</strong>", "href=\"/sponsor/riwayat\""),
        (&desk, 404, "<strong>Dinas Sosial 51.08</strong>", "admin di kantor Anda"),
    ] {
        assert_eq!(page.status.as_u16(), status, "{}", page.body);
        assert!(page.says(door) && page.says(way) && page.says("action=\"/keluar\""), "{}", page.body);
        assert!(!page.says("href=\"/masuk\""), "{}", page.body);
        assert_eq!(page.headers["cache-control"], "no-store");
    }
    assert!(stranger.says("href=\"/masuk\"") && !stranger.says("/keluar"), "{}", stranger.body);
}

#[tokio::test]
async fn an_error_page_speaks_the_language_of_the_account() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    browser.post("/bahasa", &[("bahasa", "en"), ("kembali", "/sponsor")]).await;
    browser.cookies.remove("bahasa");

    assert!(browser.get("/tidak-ada").await.says("Page not found"));
}

#[tokio::test]
async fn every_form_names_its_wrong_fields() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let mut officer = app.verifier().await;
    let case = format!("/kantor/lembaga/{}", sponsor.institution);
    officer.post(&format!("{case}/ambil"), &[]).await;
    for part in officer.get(&case).await.body.split("src=\"").filter(|part| part.contains("/halaman/1\"")) {
        officer.get(part.split('"').next().unwrap()).await;
    }
    let anybody = app.browser();
    let (verify, give_back, reject) =
        (format!("{case}/verifikasi"), format!("{case}/kembalikan"), format!("{case}/tolak"));
    let none: &[(&str, &str)] = &[];
    let other: &[(&str, &str)] = &[
        ("profile", "other"),
        ("premises_photo", "other"),
        ("recommendation_letter", "other"),
        ("premises_photo_kata", "ya"),
    ];

    for (browser, path, form, lines) in [
        (
            &officer,
            &*verify,
            none,
            vec!["#visited_on\">Tulis tanggal kunjungan", "#visit_words\">Catatan kunjungan: "],
        ),
        (&officer, &*reject, none, vec!["#words\">Alasan penolakan: "]),
        (
            &officer,
            &*give_back,
            other,
            vec![
                "#profile_kata\">Penjelasan untuk sponsor (Profil lembaga): ",
                "#premises_photo_kata\">Penjelasan untuk sponsor (Foto",
            ],
        ),
        (
            &anybody,
            "/daftar",
            none,
            vec!["#kind\">Anda mendaftar sebagai apa? Pilih", "#institution\">Tulis nama lembaga."],
        ),
        (&anybody, "/masuk", none, vec!["#email\">Tulis alamat email.", "#password\">Ketik kata sandi."]),
    ] {
        let page = browser.clone().post(path, form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", page.body);
        for line in lines {
            assert!(page.says(&format!("<a href=\"{line}")), "{path} {line}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn public_pages_stand_in_both_languages_without_scripts() {
    let app = TestApp::start().await;
    for path in ["/", "/standar-pelayanan", "/privasi", "/aksesibilitas", "/masuk", "/lupa-sandi"] {
        for (lang, tag) in [("id", "lang=\"id\""), ("en", "lang=\"en\"")] {
            let page = app.browser().get(&format!("{path}?bahasa={lang}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.says(tag) && !page.says("<script"), "{path} {lang}");
        }
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_everywhere() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Confirmed).await;
    let mut browser = app.signed_in(&sponsor.email).await;
    let mut copy = browser.clone();

    let out = browser.post("/keluar", &[]).await;

    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert!(copy.get("/sponsor").await.location().starts_with("/masuk"), "the old cookie is worth nothing");
}

#[tokio::test]
async fn old_names_of_regions_lead_to_the_new_ones() {
    let app = TestApp::start().await;
    let page = app.browser().get("/wilayah?q=91.01").await;

    assert!(page.says("93.01"), "Merauke moved: {}", page.body);
    let read = app.browser().get("/wilayah/usul?semua=1&q=bali").await;
    assert!(read.says("<span class=\"num\">51</span>"), "every level, to read: {}", read.body);
    let choose = app.browser().get("/wilayah/usul?q=bali").await;
    assert!(
        !choose.says("value=\"51\"") && choose.says("type=\"radio\""),
        "villages, to choose: {}",
        choose.body
    );
    let garbage = app.browser().get("/wilayah?q=%00%FF%27%22%3E%3Cscript%3E").await;
    assert_eq!(garbage.status, StatusCode::OK);
    assert!(!garbage.says("<script>"));
}

#[tokio::test]
async fn the_page_of_a_link_never_makes_a_browser_the_one_that_registered() {
    let app = TestApp::start().await;
    let mut stranger = app.browser();
    stranger.post("/daftar", crate::sponsor::FORM).await;
    let reference = stranger.cookies["__Host-daftar"].clone();

    // The owner of the address presses "Kirim email baru" on the page of the link, too early.
    let mut owner = app.browser();
    let early = owner.post("/daftar/kirim-ulang", &[("acuan", &reference)]).await;

    assert_eq!(early.location(), "/daftar/konfirmasi");
    assert!(!owner.cookies.contains_key("__Host-daftar"), "{:?}", owner.cookies);
}

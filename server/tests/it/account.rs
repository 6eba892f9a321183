//! Links in mails: confirming an address, a new password, an invitation. Each is followed as its reader would, and
//! one that no longer works says why and leads on.

use crate::app::{Browser, Page, TestApp, code_in, encode, own};
use crate::english::check_english;
use crate::sponsor::FORM;
use domain::account::{Email, Name, Password, Phone};
use domain::institution::SponsorKind;
use domain::lang::Lang;
use domain::office::OfficeKind;
use http::{Method, StatusCode};
use services::account::Registration;
use services::account::invite::{Invitation, invite};
use services::account::register::{UNCONFIRMED_AN_HOUR, register_from};
use services::context::Actor;
use services::demo::{PASSWORD, Progress, open_office};
use time::Duration;

const EMAIL: &str = "sari@contoh.id";
const OFFICER: &str = "made@dinsos.contoh.id";
const OTHER: &str = "kerbau tujuh hijau sawah";
const SESSION: &str = "__Host-sesi";
const WAITING: &str = "__Host-daftar";

/// The path of the link in the mail that invites this officer of Buleleng.
pub async fn invited(app: &TestApp, email: &str) -> String {
    let db = &app.hands.db;
    let kind = OfficeKind::DinsosKabkota;
    let office = open_office(db, kind, "Dinas Sosial Kabupaten Buleleng", Some("51.08")).await.unwrap();
    let invitation = Invitation {
        email: Email::parse(email).unwrap(),
        name: Name::parse("Made Arta").unwrap(),
        tenant: office.tenant,
        role: office.kind.role(),
    };
    db.write(&Actor::system(None), async |scope| invite(scope, &invitation).await).await.unwrap();
    app.mailed_link(email, "/sandi-baru/").await
}

/// Registers, and reads the mail: the browser that waits, and the path of the link.
async fn registered(app: &TestApp) -> (Browser, String) {
    let mut browser = app.browser();
    assert_eq!(browser.post("/daftar", FORM).await.location(), "/daftar/konfirmasi");
    (browser, app.mailed_link(EMAIL, "/konfirmasi/").await)
}

async fn ask_for_a_password(app: &TestApp, email: &str) -> String {
    app.browser().post("/lupa-sandi", &[("email", email)]).await;
    app.mailed_link(email, "/sandi-baru/").await
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Page {
    app.browser().post("/masuk", &[("email", email), ("password", password)]).await
}

/// The page says what became of a link, links to the way on, and lets nobody in.
fn check_over(page: &Page, browser: &Browser, status: StatusCode, says: &[&str]) {
    assert_eq!(page.status, status, "{}", page.body);
    for words in says {
        assert!(page.says(words), "{words}: {}", page.body);
    }
    assert!(!browser.cookies.contains_key(SESSION), "nobody is signed in");
}

/// Links that nobody mailed, made of one that somebody did.
fn garbage(kind: &str, link: &str) -> Vec<String> {
    let (key, secret) = link.strip_prefix(kind).unwrap().split_once('.').unwrap();
    let last = if secret.ends_with('A') { 'B' } else { 'A' };
    vec![
        format!("{kind}0"),
        format!("{kind}a.b"),
        format!("{kind}{key}"),
        format!("{kind}{key}.{}{last}", &secret[..secret.len() - 1]),
        format!("{kind}{}.{secret}", "0".repeat(key.len())),
        format!("{kind}{}.{secret}", "%00".repeat(key.len())),
        format!("{kind}%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E"),
    ]
}

#[tokio::test]
async fn the_mailed_link_confirms_by_a_button_and_signs_in_the_browser_that_registered() {
    let app = TestApp::start().await;
    let (mut browser, link) = registered(&app).await;

    let look = browser.get(&link).await;
    let scanned = app.browser().get(&link).await;
    let before = browser.get("/sponsor").await;
    let done = browser.post(&link, &[]).await;
    let home = browser.get("/sponsor").await;

    assert_eq!((look.status, scanned.status), (StatusCode::OK, StatusCode::OK));
    assert!(look.says("Ya, ini alamat saya") && look.says("s•••@contoh.id"), "{}", look.body);
    assert!(!look.says(EMAIL), "whoever found the link does not learn the address");
    assert!(before.location().starts_with("/masuk"), "looking changes nothing");
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/sponsor"), "{}", done.body);
    assert!(home.says("Alamat email Anda sudah dikonfirmasi.") && home.says("Panti Asuhan Kasih Bunda"));
    assert!(!browser.cookies.contains_key(WAITING), "there is nothing left to wait for");
}

#[tokio::test]
async fn in_another_browser_the_link_leads_to_a_password_of_its_own_and_the_registered_one_is_worth_nothing()
{
    let app = TestApp::start().await;
    let (mut first, link) = registered(&app).await;
    let mut owner = app.browser();

    let proven = owner.post(&link, &[]).await;
    let choose = owner.get(proven.location()).await;
    assert!(!owner.cookies.contains_key(SESSION), "the mailbox alone opens nothing");
    let old = sign_in(&app, EMAIL, PASSWORD).await;
    let saved = owner.post(proven.location(), &[("password", OTHER)]).await;
    let new = sign_in(&app, EMAIL, OTHER).await;
    let code = code_in(&app.mailer.sent_to(EMAIL)[0].text);
    let late = first.post("/daftar/konfirmasi", &[("code", &code)]).await;

    assert!(proven.location().starts_with("/sandi-baru/"), "{}", proven.location());
    assert!(choose.says("demi keamanan buat kata sandi Anda sekarang"), "{}", choose.body);
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY, "it may be a stranger's");
    assert_eq!(saved.location(), "/masuk", "{}", saved.body);
    assert_eq!(new.location(), "/sponsor", "{}", new.body);
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "the code went with the link");
    assert!(!first.cookies.contains_key(SESSION));
}

#[tokio::test]
async fn a_used_link_of_a_confirmation_leads_to_the_sign_in() {
    let app = TestApp::start().await;
    let (mut browser, link) = registered(&app).await;
    browser.post(&link, &[]).await;
    let mut again = app.browser();

    for page in [again.get(&link).await, again.post(&link, &[]).await] {
        let says = ["Alamat ini sudah dikonfirmasi", "href=\"/masuk\"", "href=\"/lupa-sandi\""];
        check_over(&page, &again, StatusCode::OK, &says);
    }
}

#[tokio::test]
async fn a_link_of_a_confirmation_that_is_too_old_offers_another_mail_whose_link_works() {
    let app = TestApp::start().await;
    let (browser, link) = registered(&app).await;
    let mut late = app.browser_after(Duration::hours(49));
    late.cookies = browser.cookies;

    for page in [late.get(&link).await, late.post(&link, &[]).await] {
        check_over(&page, &late, StatusCode::GONE, &["sudah lewat waktunya", "Kirim email baru"]);
    }
    let page = late.get(&link).await;
    let asked = late.post("/daftar/kirim-ulang", &[("acuan", &page.field("acuan"))]).await;
    let newer = app.mailed_link(EMAIL, "/konfirmasi/").await;
    let done = late.post(&newer, &[]).await;

    assert_eq!(asked.location(), "/daftar/konfirmasi", "{}", asked.body);
    assert_ne!(newer, link);
    assert_eq!(done.location(), "/sponsor", "it is the browser that registered: {}", done.body);
}

#[tokio::test]
async fn a_link_of_a_confirmation_that_a_newer_mail_replaced_says_when() {
    let app = TestApp::start().await;
    let (mut browser, link) = registered(&app).await;
    let (_, newer) = registered(&app).await;

    for page in [browser.get(&link).await, browser.post(&link, &[]).await] {
        let says = ["sudah digantikan", "email yang lebih baru pada", "Kirim email baru"];
        check_over(&page, &browser, StatusCode::GONE, &says);
    }
    assert!(app.browser().get(&newer).await.says("Ya, ini alamat saya"));
}

#[tokio::test]
async fn a_link_of_a_confirmation_that_nobody_mailed_is_not_known() {
    let app = TestApp::start().await;
    let (mut browser, link) = registered(&app).await;
    let sponsor = app.sponsor("Panti Lama", Progress::Confirmed).await;
    let password = ask_for_a_password(&app, &sponsor.email).await;
    let mut links = garbage("/konfirmasi/", &link);
    links.push(password.replace("/sandi-baru/", "/konfirmasi/"));

    for path in links {
        for page in [browser.get(&path).await, browser.post(&path, &[]).await] {
            let says = ["Tautan ini tidak kami kenal", "salin sampai huruf terakhir", "href=\"/daftar\""];
            check_over(&page, &browser, StatusCode::NOT_FOUND, &says);
            assert!(!page.says("<script>alert"), "{path}");
        }
    }
    assert_eq!(browser.post(&link, &[]).await.location(), "/sponsor", "the right one still works");
}

#[tokio::test]
async fn another_mail_for_a_reference_that_nobody_has_sends_nothing() {
    let app = TestApp::start().await;

    for reference in ["0", &"0".repeat(32), "\0", "\"><script>alert(1)</script>"] {
        let page = app.browser().post("/daftar/kirim-ulang", &[("acuan", reference)]).await;

        assert_eq!(page.location(), "/daftar/konfirmasi", "{reference:?}: {} {}", page.status, page.body);
    }
}

#[tokio::test]
async fn a_new_password_by_the_mailed_link_ends_every_session_and_is_told_by_mail() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Lupa", Progress::Confirmed).await;
    let mut lost = app.signed_in(&sponsor.email).await;
    let link = ask_for_a_password(&app, &sponsor.email).await;
    let mut browser = app.browser();

    let look = browser.get(&link).await;
    assert_eq!(lost.get("/sponsor").await.status, StatusCode::OK, "looking changes nothing");
    let saved = browser.post(&link, &[("password", OTHER)]).await;
    let says = browser.get(saved.location()).await;
    let old = sign_in(&app, &sponsor.email, PASSWORD).await;
    let new = sign_in(&app, &sponsor.email, OTHER).await;
    app.run_jobs().await;

    assert!(look.status.is_success() && look.says("Buat kata sandi baru"), "{}", look.body);
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/masuk"), "{}", saved.body);
    assert!(says.says("Kata sandi sudah diganti."), "{}", says.body);
    assert!(lost.get("/sponsor").await.location().starts_with("/masuk"), "the other device is signed out");
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(new.location(), "/sponsor", "{}", new.body);
    let told = app.mailer.sent_to(&sponsor.email).pop().unwrap();
    assert!(!told.text.contains("/sandi-baru/") && told.text.contains("/lupa-sandi"), "{}", told.text);
}

#[tokio::test]
async fn a_weak_new_password_is_refused_with_the_reason_and_is_not_shown_again() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Lupa", Progress::Confirmed).await;
    let reset = ask_for_a_password(&app, &sponsor.email).await;
    let invitation = invited(&app, OFFICER).await;

    for (link, personal, title) in [
        (&reset, "pantilupa-pantilupa", "Buat kata sandi baru"),
        (&invitation, "made-arta-made-arta", "Terima undangan"),
    ] {
        let mut browser = app.browser();
        for weak in ["", "pendek", "passwordpassword", personal] {
            let key = browser.get(link).await.field("kunci");
            let page = browser.post(link, &[("kunci", &key), ("password", weak)]).await;

            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{weak}: {}", page.body);
            assert!(page.says("<a href=\"#password\">") && page.says(title), "{weak}: {}", page.body);
            assert!(page.says("<title>Kesalahan: ") && page.says(&format!("action=\"{link}\"")), "{weak}");
            assert_eq!(page.field("kunci"), key, "{weak}: sent again, it is the same form");
            assert!(weak.is_empty() || !page.says(&format!("\"{weak}\"")), "{weak} stands in no page");
        }
        assert_eq!(browser.post(link, &[("password", OTHER)]).await.location(), "/masuk", "it still works");
    }
}

#[tokio::test]
async fn a_link_to_a_new_password_that_no_longer_works_says_why_and_how_to_get_another() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Lupa", Progress::Confirmed).await;
    let replaced = ask_for_a_password(&app, &sponsor.email).await;
    let used = ask_for_a_password(&app, &sponsor.email).await;
    assert_ne!(replaced, used);
    let newer = app.browser().get(&replaced).await;
    assert!(newer.says("sudah digantikan"), "{}", newer.body);
    assert_eq!(app.browser().post(&used, &[("password", OTHER)]).await.location(), "/masuk");
    let old = ask_for_a_password(&app, &sponsor.email).await;
    let (now, late) = (Duration::ZERO, Duration::minutes(61));
    let mut cases: Vec<(String, Duration, StatusCode, &str)> = garbage("/sandi-baru/", &old)
        .into_iter()
        .map(|link| (link, now, StatusCode::NOT_FOUND, "tidak kami kenal"))
        .collect();
    cases.push((used, now, StatusCode::GONE, "Tautan ini sudah dipakai"));
    cases.push((replaced, now, StatusCode::GONE, "Tautan ini sudah digantikan"));
    cases.push((old.clone(), late, StatusCode::GONE, "Tautan ini sudah lewat waktunya"));

    for (link, after, status, why) in cases {
        let mut browser = app.browser_after(after);
        let typed = [("password", "jeruk manis sembilan gajah")];
        for page in [browser.get(&link).await, browser.post(&link, &typed).await] {
            check_over(&page, &browser, status, &[why, "href=\"/lupa-sandi\"", "href=\"/masuk\""]);
        }
        // Nor is a dead link asked for a better password.
        check_over(&browser.post(&link, &[]).await, &browser, status, &[why]);
    }
    assert_eq!(sign_in(&app, &sponsor.email, OTHER).await.location(), "/sponsor", "nothing changed");
    assert_eq!(app.browser().post(&old, &[("password", PASSWORD)]).await.location(), "/masuk", "it works");
}

#[tokio::test]
async fn an_invited_officer_chooses_a_password_and_enters_their_office() {
    let app = TestApp::start().await;
    let link = invited(&app, OFFICER).await;
    let mut browser = app.browser();

    let look = browser.get(&link).await;
    let early = sign_in(&app, OFFICER, OTHER).await;
    let saved = browser.post(&link, &[("password", OTHER)]).await;
    let says = browser.get(saved.location()).await;
    let entered =
        browser.post("/masuk", &[("email", OFFICER), ("password", OTHER)]).await.location().to_owned();
    let desk = browser.get("/kantor").await;

    assert!(look.says("Terima undangan") && look.says("m•••@dinsos.contoh.id"), "{}", look.body);
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(saved.location(), "/masuk", "{}", saved.body);
    assert!(says.says("Kata sandi tersimpan. Masuk untuk mulai bekerja."), "{}", says.body);
    assert_eq!(entered, "/kantor");
    assert!(desk.says("Made Arta") && desk.says("Dinas Sosial Kabupaten Buleleng"), "{}", desk.body);
}

#[tokio::test]
async fn an_invitation_that_no_longer_works_says_why_and_whom_to_ask() {
    let app = TestApp::start().await;
    let replaced = invited(&app, OFFICER).await;
    let used = invited(&app, OFFICER).await;
    assert_ne!(replaced, used);
    assert!(app.browser().get(&replaced).await.says("Undangan ini sudah digantikan"));
    assert_eq!(app.browser().post(&used, &[("password", OTHER)]).await.location(), "/masuk");
    let old = invited(&app, "putu@dinsos.contoh.id").await;
    let (now, late) = (Duration::ZERO, Duration::hours(73));

    for (link, after, says) in [
        (&used, now, ["Undangan ini sudah diterima", "Masuk dengan kata sandi"]),
        (&old, late, ["Undangan ini sudah lewat waktunya", "Minta undangan baru kepada admin"]),
    ] {
        let mut browser = app.browser_after(after);
        for page in [browser.get(link).await, browser.post(link, &[("password", PASSWORD)]).await] {
            check_over(&page, &browser, StatusCode::GONE, &says);
            assert!(page.says("href=\"/masuk\"") && !page.says("href=\"/lupa-sandi\""), "{}", page.body);
        }
    }
    assert_eq!(sign_in(&app, OFFICER, OTHER).await.location(), "/kantor", "nothing changed");
}

#[tokio::test]
async fn a_wrong_address_is_mended_where_it_was_typed_and_nothing_tells_whether_it_has_an_account() {
    let app = TestApp::start().await;
    let known = app.sponsor("Panti Dikenal", Progress::Confirmed).await.email;
    for wrong in [known.as_str(), "tidak.dikenal@contoh.id"] {
        let mut browser = app.browser();
        let form: Vec<_> = FORM.iter().map(|(k, v)| (*k, if *k == "email" { wrong } else { *v })).collect();
        browser.post("/daftar", &form).await;
        let mended = browser.get("/daftar?alamat=salah").await;
        let mut stranger = app.browser();
        stranger.cookies.insert(WAITING.to_owned(), browser.cookies[WAITING].clone());
        let elsewhere = stranger.get("/daftar?alamat=salah").await;
        let right = [FORM, &[("ganti", "1")]].concat();
        let done = browser.post("/daftar", &right).await;
        let before = stranger.get("/daftar/konfirmasi").await;

        assert!(mended.says("Sari Dewi") && mended.says(wrong) && mended.says("0812 3456 7890"), "{wrong}");
        assert!(mended.says("name=\"ganti\"") && !mended.says(PASSWORD), "{}", mended.body);
        assert!(!elsewhere.says("Sari Dewi") && !elsewhere.says(wrong), "{}", elsewhere.body);
        assert_eq!(done.location(), "/daftar/konfirmasi");
        assert!(before.says("Kode 6 angka"), "the first reference waits as before: {}", before.body);
    }
}

#[tokio::test]
async fn a_browser_that_signed_in_before_is_let_in_while_a_stranger_has_to_wait() {
    const DEVICE: &str = "__Host-perangkat";
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kunci", Progress::Confirmed).await;
    let right = [("email", sponsor.email.as_str()), ("password", PASSWORD)];
    let mut owner = app.browser();
    let first = owner.post("/masuk", &right).await;
    owner.post("/keluar", &[]).await;
    for _ in 0..6 {
        sign_in(&app, &sponsor.email, OTHER).await;
    }

    let elsewhere = sign_in(&app, &sponsor.email, PASSWORD).await;
    let forged = {
        let mut browser = app.browser();
        let (name, _) = owner.cookies[DEVICE].split_once('.').unwrap();
        browser.cookies.insert(DEVICE.to_owned(), format!("{name}.{}", "0".repeat(32)));
        browser.post("/masuk", &right).await
    };
    let here = owner.post("/masuk", &right).await;

    let cookies = first.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
    let cookie = cookies.filter(|line| line.starts_with(DEVICE)).collect::<Vec<_>>();
    assert!(cookie[0].ends_with("; Path=/; Max-Age=15552000; Secure; HttpOnly; SameSite=Lax"), "{cookie:?}");
    assert_ne!(elsewhere.status, StatusCode::SEE_OTHER, "a new browser waits");
    assert_ne!(forged.status, StatusCode::SEE_OTHER, "so does one that claims to be known");
    assert_eq!(here.location(), "/sponsor", "{}", here.body);
}

// ---- one network

/// Fills the hour of a network with registrations that nobody confirms.
async fn fill(app: &TestApp, network: &str) {
    let public = Actor::public(Lang::Id);
    for n in 0..UNCONFIRMED_AN_HOUR {
        let form = Registration {
            kind: SponsorKind::Panti,
            institution: Name::parse("Panti Kosong").unwrap(),
            in_charge: Name::parse("Tanpa Nama").unwrap(),
            email: Email::parse(&format!("kosong{n}@contoh.id")).unwrap(),
            phone: Phone::parse("0812 3456 7890").unwrap(),
            password: Password::parse(OTHER).unwrap(),
        };
        let network = network.parse().unwrap();
        let write = async |scope: &mut _| register_from(scope, network, &form, "-").await;
        app.hands.db.write(&public, write).await.unwrap().unwrap();
    }
}

/// Posts a form that a proxy on this machine passed on from this address.
async fn post_from(browser: &mut Browser, address: &str, path: &str, form: &[(&str, &str)]) -> Page {
    let body: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let mut headers = own();
    headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    headers.insert("x-forwarded-for", address.parse().unwrap());
    browser.send(Method::POST, path, headers, body.join("&").into_bytes()).await
}

#[tokio::test]
async fn a_network_with_too_many_unconfirmed_registrations_is_told_when_to_come_back_and_keeps_the_form() {
    let app = TestApp::start().await;
    fill(&app, "2001:db8:1:2::").await;
    let (mut browser, mut english) = (app.browser(), app.browser());
    english.get("/?bahasa=en").await;

    let refused = post_from(&mut browser, "2001:db8:1:2::99", "/daftar", FORM).await;
    let read = post_from(&mut english, "2001:db8:1:2:3::4", "/daftar", FORM).await;
    let elsewhere = post_from(&mut app.browser(), "2001:db8:1:3::99", "/daftar", FORM).await;
    let here = browser.post("/daftar", FORM).await;
    app.run_jobs().await;
    let code = code_in(&app.mailer.sent_to(EMAIL).pop().unwrap().text);
    let confirmed =
        post_from(&mut browser, "2001:db8:1:2::7", "/daftar/konfirmasi", &[("code", &code)]).await;
    let mut other = FORM.to_vec();
    other[3] = ("email", "baru@contoh.id");
    let again = post_from(&mut app.browser(), "2001:db8:1:2::99", "/daftar", &other).await;
    let full = post_from(&mut app.browser(), "2001:db8:1:2::99", "/daftar", &other).await;

    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{}", refused.body);
    assert!(refused.says("20 pendaftaran yang belum dikonfirmasi"), "{}", refused.body);
    assert!(refused.says("Coba lagi dalam 60 menit.") || refused.says("Coba lagi dalam 61 menit."));
    let wait: u32 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((3_000..=3_601).contains(&wait), "{wait}");
    for (name, value) in &FORM[1..5] {
        assert!(refused.says(value), "{name}: {}", refused.body);
    }
    assert!(!refused.says(FORM[5].1), "the password is not sent back");
    assert_eq!(read.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(read.says("Try again in "), "{}", read.body);
    check_english(&read);
    assert_eq!(elsewhere.location(), "/daftar/konfirmasi", "another network");
    assert_eq!(here.location(), "/daftar/konfirmasi", "this machine itself");
    assert_eq!(confirmed.location(), "/sponsor", "{}", confirmed.body);
    assert_eq!(again.location(), "/daftar/konfirmasi", "one was confirmed: there is room for one more");
    assert_eq!(full.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_network_with_too_many_unconfirmed_registrations_is_refused_before_its_password_is_hashed() {
    let app = TestApp::start().await;
    fill(&app, "198.51.100.7").await;
    let mut browser = app.browser_without_hashes();

    let refused = post_from(&mut browser, "198.51.100.7", "/daftar", FORM).await;
    let elsewhere = post_from(&mut browser, "198.51.100.8", "/daftar", FORM).await;

    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{}", refused.body);
    assert_eq!(
        elsewhere.status,
        StatusCode::INTERNAL_SERVER_ERROR,
        "here it would be hashed: {}",
        elsewhere.body
    );
}

//! Officers who sign in through their ministry, from the button to the desk; the issuer runs in the test. What a
//! token must be stands in the tests of `services`: here are the two pages, the cookies and the sentences.

#[path = "../../services/tests/it/account/issuer.rs"]
#[expect(dead_code, reason = "the other test binary uses every switch of the issuer")]
mod issuer;

use crate::account::invited;
use crate::app::{Browser, Page, TestApp, encode};
use crate::english::check_english;
use http::{HeaderMap, Method, StatusCode};
use issuer::{TestIssuer, Twist};
use services::account::oidc::Answer;

pub use issuer::configured;

const OFFICER: &str = "made@dinsos.contoh.id";
const SESSION: &str = "__Host-sesi";
const UNDER_WAY: &str = "__Host-sso";
const START: &str = "/masuk/sso/kemensos";

/// A portal that knows two issuers; one of them runs.
struct Sso {
    app: TestApp,
    issuer: TestIssuer,
}

impl Sso {
    async fn new() -> Self {
        Self::of(&[]).await
    }

    async fn of(tenants: &[&str]) -> Self {
        let issuer = TestIssuer::start().await;
        let issuers = vec![
            configured("kemensos", &issuer.base(), tenants),
            configured("mati", "http://127.0.0.1:1", &[]),
        ];
        Self { app: TestApp::with_issuers(issuers).await, issuer }
    }

    /// Goes to the issuer from this path, and is vouched for there.
    async fn vouched(&self, browser: &mut Browser, path: &str, subject: &str) -> Answer {
        let sent = browser.get(path).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert!(browser.cookies.contains_key(UNDER_WAY));
        self.issuer.vouches(sent.location(), subject, OFFICER)
    }

    /// An officer who linked this subject by their invitation.
    async fn linked(&self, email: &str, subject: &str) -> Browser {
        let invitation = invited(&self.app, email).await;
        let mut browser = self.app.browser();
        let button = button(&browser.get(&invitation).await);
        let answer = self.vouched(&mut browser, &button, subject).await;
        let done = back(&mut browser, &answer).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/kantor"), "{}", done.body);
        browser
    }
}

/// Where the button to the issuer leads.
fn button(page: &Page) -> String {
    let mark = format!("href=\"{START}");
    let (_, rest) = page.body.split_once(&mark).unwrap();
    format!("{START}{}", rest.split('"').next().unwrap().replace("&amp;", "&"))
}

/// Comes back from the issuer, which is another site.
async fn back(browser: &mut Browser, answer: &Answer) -> Page {
    back_to(browser, "kemensos", answer).await
}

async fn back_to(browser: &mut Browser, issuer: &str, answer: &Answer) -> Page {
    let parts =
        [("code", &answer.code), ("state", &answer.state), ("iss", &answer.iss), ("error", &answer.error)];
    let query: Vec<String> = parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", encode(value.as_deref()?))))
        .collect();
    let mut headers = HeaderMap::new();
    headers.insert("sec-fetch-site", "cross-site".parse().unwrap());
    let path = format!("/masuk/sso/{issuer}/kembali?{}", query.join("&"));
    browser.send(Method::GET, &path, headers, Vec::new()).await
}

/// A page that says what to do; nobody is signed in, and the sign-in is over.
async fn check_refused(page: &Page, browser: &mut Browser, status: StatusCode, title: &str) {
    assert_eq!(page.status, status, "{title}: {}", page.body);
    assert!(page.says(&format!("{title}</h1>")) && page.says("href=\"/masuk\""), "{title}: {}", page.body);
    assert!(!browser.cookies.contains_key(SESSION) && !browser.cookies.contains_key(UNDER_WAY), "{title}");
    assert!(browser.get("/kantor").await.location().starts_with("/masuk"), "{title}");
}

#[tokio::test]
async fn an_officer_links_by_the_invitation_and_enters_by_the_button_from_then_on() {
    let sso = Sso::new().await;
    let mut first = sso.linked(OFFICER, "7").await;
    let desk = first.get("/kantor").await;
    assert!(desk.says("Akun SSO Anda sudah ditautkan") && desk.says("Made Arta"), "{}", desk.body);
    assert!(!first.cookies.contains_key(UNDER_WAY), "once is all");

    let mut browser = sso.app.browser();
    let page = browser.get("/masuk?lanjut=/kantor%3Ftab%3Dditolak").await;
    assert!(page.says("Masuk dengan SSO Kemensos"), "{}", page.body);
    let answer = sso.vouched(&mut browser, &button(&page), "7").await;
    let entered = back(&mut browser, &answer).await;

    assert_eq!((entered.status, entered.location()), (StatusCode::SEE_OTHER, "/kantor?tab=ditolak"));
    let desk = browser.get(entered.location()).await;
    assert!(desk.says("Made Arta") && desk.says("Dinas Sosial Kabupaten Buleleng"), "{}", desk.body);
}

#[tokio::test]
async fn an_invitation_that_was_accepted_is_not_accepted_again_by_somebody_else() {
    let sso = Sso::new().await;
    let invitation = invited(&sso.app, OFFICER).await;
    let (mut owner, mut thief) = (sso.app.browser(), sso.app.browser());
    let path = button(&owner.get(&invitation).await);
    let own = sso.vouched(&mut owner, &path, "7").await;
    let stolen = sso.vouched(&mut thief, &path, "13").await;

    assert_eq!(back(&mut owner, &own).await.location(), "/kantor");
    let late = back(&mut thief, &stolen).await;
    let page = thief.get(late.location()).await;

    assert_eq!(late.location(), invitation, "its own page says what became of it");
    assert!(page.says("Undangan ini sudah diterima"), "{}", page.body);
    assert!(!thief.cookies.contains_key(SESSION));
}

#[tokio::test]
async fn an_answer_that_is_no_proof_gets_a_page_and_no_session() {
    let sso = Sso::new().await;
    sso.linked(OFFICER, "7").await;
    let said = |change: fn(Answer) -> Answer, status, title| (Twist::Nothing, change, status, title);
    let same: fn(Answer) -> Answer = |answer| answer;
    let (again, doubt) = ("Mulai lagi dari halaman masuk", "Jawaban SSO tidak dapat dipercaya");
    let cases = [
        (Twist::OtherNonce, same, StatusCode::FORBIDDEN, doubt),
        (Twist::NoNonce, same, StatusCode::FORBIDDEN, doubt),
        (Twist::NoSignature, same, StatusCode::FORBIDDEN, doubt),
        said(|a| Answer { state: Some("lain".to_owned()), ..a }, StatusCode::BAD_REQUEST, again),
        said(|a| Answer { state: None, ..a }, StatusCode::BAD_REQUEST, again),
        said(|a| Answer { code: Some("palsu".to_owned()), ..a }, StatusCode::FORBIDDEN, doubt),
        said(|a| Answer { iss: Some("https://lain.example".to_owned()), ..a }, StatusCode::FORBIDDEN, doubt),
        said(
            |a| Answer { code: None, error: Some("access_denied".to_owned()), ..a },
            StatusCode::FORBIDDEN,
            "Anda belum masuk",
        ),
    ];

    for (twist, change, status, title) in cases {
        let mut browser = sso.app.browser();
        let answer = change(sso.vouched(&mut browser, START, "7").await);
        sso.issuer.does(twist);
        let page = back(&mut browser, &answer).await;
        sso.issuer.does(Twist::Nothing);

        check_refused(&page, &mut browser, status, title).await;
        assert!(
            !page.says("access_denied") && !page.says("lain.example"),
            "what came from outside stays there"
        );
    }
}

#[tokio::test]
async fn an_answer_opens_nothing_in_another_browser_nor_a_second_time() {
    let sso = Sso::new().await;
    sso.linked(OFFICER, "7").await;
    let mut browser = sso.app.browser();
    let answer = sso.vouched(&mut browser, START, "7").await;
    let mut victim = sso.app.browser();

    let planted = back(&mut victim, &answer).await;
    let before = browser.clone();
    let own = back(&mut browser, &answer).await;
    let mut copy = before;
    let again = back(&mut copy, &answer).await;

    check_refused(&planted, &mut victim, StatusCode::BAD_REQUEST, "Mulai lagi dari halaman masuk").await;
    assert_eq!(own.location(), "/kantor", "{}", own.body);
    check_refused(&again, &mut copy, StatusCode::FORBIDDEN, "Jawaban SSO tidak dapat dipercaya").await;
}

#[tokio::test]
async fn an_issuer_that_nobody_configured_does_not_exist_and_one_that_is_down_says_so() {
    let sso = Sso::new().await;
    let mut browser = sso.app.browser();
    let answer = sso.vouched(&mut browser, START, "7").await;

    for page in [browser.get("/masuk/sso/siapa").await, back_to(&mut browser, "siapa", &answer).await] {
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.says("Halaman tidak ditemukan"), "{}", page.body);
    }
    let mut browser = sso.app.browser();
    let down = browser.get("/masuk/sso/mati").await;

    check_refused(&down, &mut browser, StatusCode::BAD_GATEWAY, "SSO tidak menjawab").await;
    assert!(down.says("Gangguannya di luar Naungan"), "{}", down.body);
}

#[tokio::test]
async fn no_other_site_starts_a_sign_in_and_none_is_led_to() {
    let sso = Sso::new().await;
    sso.linked(OFFICER, "7").await;
    let mut browser = sso.app.browser();
    let mut headers = HeaderMap::new();
    headers.insert("sec-fetch-site", "cross-site".parse().unwrap());

    let lured = browser.send(Method::GET, START, headers, Vec::new()).await;
    assert_eq!((lured.status, lured.location()), (StatusCode::SEE_OTHER, "/masuk"));
    assert!(!browser.cookies.contains_key(UNDER_WAY));

    for wanted in ["https://jahat.example", "//jahat.example", "/sponsor", "/masuk"] {
        let mut browser = sso.app.browser();
        let path = format!("{START}?lanjut={}", encode(wanted));
        let answer = sso.vouched(&mut browser, &path, "7").await;
        assert_eq!(back(&mut browser, &answer).await.location(), "/kantor", "{wanted}");
    }
}

#[tokio::test]
async fn an_identity_that_may_not_enter_is_told_what_to_ask_for() {
    let sso = Sso::of(&["dinsos_kabkota"]).await;
    sso.linked(OFFICER, "7").await;
    let other = invited(&sso.app, "putu@dinsos.contoh.id").await;
    let mut second = sso.app.browser();
    let path = button(&second.get(&other).await);

    // A stranger whose token names the officer's address.
    let mut stranger = sso.app.browser();
    let answer = sso.vouched(&mut stranger, START, "99").await;
    let unlinked = back(&mut stranger, &answer).await;
    let answer = sso.vouched(&mut second, &path, "7").await;
    let taken = back(&mut second, &answer).await;

    let none = "Akun SSO ini belum ditautkan";
    check_refused(&unlinked, &mut stranger, StatusCode::FORBIDDEN, none).await;
    assert!(unlinked.says("Minta undangan kepada admin di kantor Anda"), "{}", unlinked.body);
    check_refused(&taken, &mut second, StatusCode::CONFLICT, "Akun SSO ini sudah dipakai akun lain").await;
}

#[tokio::test]
async fn an_officer_who_was_barred_is_told_so_and_whom_to_ask_and_a_stranger_learns_nothing() {
    let sso = Sso::of(&["dinsos_kabkota"]).await;
    sso.linked(OFFICER, "7").await;

    for (change, title) in [
        ("update accounts set state = 'suspended' where email = ", "Akun Anda sedang ditangguhkan"),
        ("update accounts set state = 'active' where email = ", ""),
        (
            "update memberships set ended_at = now() where account_id = (select id from accounts where email = ",
            "Anda tidak lagi terdaftar di kantor mana pun",
        ),
    ] {
        let close = if change.contains('(') { ")" } else { "" };
        sso.app.change(&format!("{change}'{OFFICER}'{close}")).await;
        if title.is_empty() {
            continue;
        }
        let (mut barred, mut stranger) = (sso.app.browser(), sso.app.browser());
        let answer = sso.vouched(&mut barred, START, "7").await;
        let told = back(&mut barred, &answer).await;
        // Somebody else's identity, with the officer's address in its token.
        let answer = sso.vouched(&mut stranger, START, "99").await;
        let unlinked = back(&mut stranger, &answer).await;

        check_refused(&told, &mut barred, StatusCode::FORBIDDEN, title).await;
        assert!(told.says("admin di kantor Anda"), "{}", told.body);
        check_refused(&unlinked, &mut stranger, StatusCode::FORBIDDEN, "Akun SSO ini belum ditautkan").await;
    }
}

#[tokio::test]
async fn an_invitation_of_odd_characters_is_no_fault_of_ours() {
    let sso = Sso::new().await;
    let mut browser = sso.app.browser();

    for odd in ["%00", "%0d%0aX-Y:%20z", "%C3%B1.%22%3E"] {
        let answer = sso.vouched(&mut browser, &format!("{START}?undangan={odd}"), "7").await;
        let led = back(&mut browser, &answer).await;
        let page = browser.get(led.location()).await;

        assert_eq!(led.status, StatusCode::SEE_OTHER, "{odd}: {}", led.body);
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{odd}: {}", led.location());
        assert!(page.says("Tautan ini tidak kami kenal"), "{odd}: {}", page.body);
    }
}

#[tokio::test]
async fn an_issuer_accepts_no_invitation_of_an_office_that_is_not_its_own() {
    let sso = Sso::of(&["Dinas Sosial Provinsi Jawa Timur"]).await;
    let invitation = invited(&sso.app, OFFICER).await;
    let mut browser = sso.app.browser();
    let path = button(&browser.get(&invitation).await);
    let answer = sso.vouched(&mut browser, &path, "7").await;

    let page = back(&mut browser, &answer).await;

    check_refused(&page, &mut browser, StatusCode::FORBIDDEN, "SSO ini bukan untuk kantor Anda").await;
    let still = browser.get(&invitation).await;
    assert!(still.says("Buat kata sandi untuk akun"), "the invitation was not used up: {}", still.body);
}

#[tokio::test]
async fn every_page_of_a_sign_in_that_failed_stands_in_english_too() {
    let sso = Sso::of(&["dinsos_kabkota"]).await;
    sso.linked(OFFICER, "7").await;
    let invitation = invited(&sso.app, "putu@dinsos.contoh.id").await;
    let mut browser = sso.app.browser();
    browser.get("/?bahasa=en").await;
    let link = button(&browser.get(&invitation).await);
    let other = Sso::of(&["Dinas Sosial Provinsi Jawa Timur"]).await;
    let mut elsewhere = other.app.browser();
    elsewhere.get("/?bahasa=en").await;
    let foreign = button(&elsewhere.get(&invited(&other.app, OFFICER).await).await);

    let unlinked = sso.vouched(&mut browser, START, "99").await;
    let unlinked = back(&mut browser, &unlinked).await;
    let taken = sso.vouched(&mut browser, &link, "7").await;
    let taken = back(&mut browser, &taken).await;
    let late = back(&mut browser, &Answer::default()).await;
    let declined = Answer { code: None, ..sso.vouched(&mut browser, START, "7").await };
    let declined = back(&mut browser, &declined).await;
    let doubtful = Answer { code: Some("palsu".to_owned()), ..sso.vouched(&mut browser, START, "7").await };
    let doubtful = back(&mut browser, &doubtful).await;
    let down = browser.get("/masuk/sso/mati").await;
    let not_ours = other.vouched(&mut elsewhere, &foreign, "7").await;
    let not_ours = back(&mut elsewhere, &not_ours).await;
    let mut barred = Vec::new();
    for change in ["update memberships set ended_at = now()", "update accounts set state = 'suspended'"] {
        sso.app.change(change).await;
        let answer = sso.vouched(&mut browser, START, "7").await;
        barred.push(back(&mut browser, &answer).await);
    }
    let suspended = barred.pop().unwrap();
    let ended = barred.pop().unwrap();

    for (page, title) in [
        (unlinked, "This SSO account is not linked yet"),
        (taken, "This SSO account belongs to another account"),
        (late, "Start again from the sign-in page"),
        (declined, "You are not signed in"),
        (doubtful, "The answer could not be trusted"),
        (down, "The single sign-on does not answer"),
        (not_ours, "This SSO is not for your office"),
        (ended, "You no longer belong to an office"),
        (suspended, "Your account is suspended"),
    ] {
        assert!(page.says(&format!("{title}</h1>")), "{title}: {}", page.body);
        check_english(&page);
    }
}

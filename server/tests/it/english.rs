//! English is complete: every page that can be opened, in every state that changes its words, is read for Indonesian
//! function words. What people typed is marked as Indonesian, for whoever hears the page read, and is left out here.

use crate::account::invited;
use crate::app::{Browser, Page, TestApp, own};
use crate::person::{FORMS, NIK, form, send, walk};
use crate::routes::{Words, look};
use crate::sponsor::FORM;
use crate::sso::configured;
use app::flash::Flash;
use app::routes::{Access, Route, TABLE};
use domain::lang::Lang;
use domain::office::OfficeKind;
use domain::person::{Criterion, Parents, Sex};
use domain::policy::Permission;
use http::{HeaderMap, Method, StatusCode};
use services::demo::{PersonBuilder, Progress, Sponsor};
use std::collections::BTreeSet;
use time::Duration;

/// Words that stand in every Indonesian sentence of this portal and in no English one. Names of places and offices
/// stay Indonesian, so `desa`, `dinas` and the like are not among them.
const INDONESIAN: &str = "anda yang dengan untuk dari belum sudah tidak atau berkas dan ini itu akan bisa harus oleh \
    pada kepada karena kami kita jika setelah sebelum hari lembaga kantor petugas masuk keluar halaman tanggal alamat \
    nama surat foto kembali lagi dapat telah sedang juga saat sampai hanya lewat tanpa dalam bila kalau adalah kirim \
    dikirim unggah pilih simpan tersimpan diperiksa dikembalikan ditolak terverifikasi jam kerja berikutnya ke di \
    para antara seperti sebagai masih orang nomor sandi kata keadaan giliran jumlah ada bukan setiap mereka semua";

/// Indonesian on purpose, though not marked as such: file names.
const NAMED: [&str; 2] = ["foto-lembaga.jpg", "surat.pdf"];

/// Answers without a word to read.
const WORDLESS: [&str; 5] = [
    "/luring.js",
    "/ikon.svg",
    "/sponsor/berkas/{id}/halaman/{page}",
    "/sponsor/orang/{id}/berkas/{paper}/halaman/{page}",
    "/kantor/lembaga/{id}/berkas/{paper}/halaman/{page}",
];

/// What is on a page for a reader's eyes and ears: its text, and the attributes that are read out.
fn words_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + close];
        rest = &rest[open + close + 1..];
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        for attribute in ["alt", "aria-label", "placeholder", "title", "data-broken"] {
            if let Some((_, value)) = tag.split_once(&format!(" {attribute}=\"")) {
                text.push('\n');
                text.push_str(value.split('"').next().unwrap());
                text.push('\n');
            }
        }
        // Scripts are not read, nor what somebody is typing; what is marked as Indonesian is read as Indonesian.
        if (name == "script" || name == "textarea" || tag.contains(" lang=\"id\""))
            && let Some(end) = rest.find(&format!("</{name}>"))
        {
            rest = &rest[end..];
        }
        text.push(' ');
    }
    text + rest
}

/// The Indonesian words in a text, each with what stands around it. What holds a digit is a number or a code.
fn indonesian_in(text: &str) -> Vec<String> {
    let text = NAMED.iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
    let words: Vec<&str> = text.split_whitespace().collect();
    let known: BTreeSet<&str> = INDONESIAN.split_whitespace().collect();
    let is_one = |word: &str| {
        word.split(|c: char| !c.is_alphanumeric()).any(|part| known.contains(part.to_lowercase().as_str()))
    };
    (0..words.len())
        .filter(|&at| is_one(words[at]))
        .map(|at| words[at.saturating_sub(3)..words.len().min(at + 4)].join(" "))
        .collect()
}

/// Whether the page is English from its first word to its last.
pub fn check_english(page: &Page) {
    let mut reader = Reader::default();
    reader.check("the page", page);
    assert!(reader.faults.is_empty(), "{}", reader.faults.join("\n"));
}

/// Somebody who reads one page after the other, and notes what they do not understand.
#[derive(Default)]
struct Reader {
    read: BTreeSet<String>,
    faults: Vec<String>,
}

impl Reader {
    fn check(&mut self, name: &str, page: &Page) {
        if !page.says("<html lang=\"en\"") {
            self.faults.push(format!("{name}: {} is no English page", page.status));
        }
        self.faults
            .extend(indonesian_in(&words_of(&page.body)).into_iter().map(|said| format!("{name}: {said}")));
    }

    async fn get(&mut self, browser: &mut Browser, path: &str) -> Page {
        self.expect(browser, path, StatusCode::OK).await
    }

    async fn expect(&mut self, browser: &mut Browser, path: &str, status: StatusCode) -> Page {
        let page = browser.get(path).await;
        assert_eq!(page.status, status, "{path}: {}", page.body);
        self.check(path, &page);
        let route = TABLE.iter().find(|route| route.method == "get" && fits(route, path)).unwrap();
        self.read.insert(route.path.to_owned());
        page
    }

    /// Sends a form that is refused, and reads the page that says why.
    async fn refused(&mut self, browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> Page {
        let page = browser.post(path, form).await;
        assert!(page.status.is_client_error(), "POST {path}: {} {}", page.status, page.location());
        self.check(&format!("POST {path}"), &page);
        page
    }

    /// Every page of this kind was read, and understood.
    fn done(self, of: impl Fn(Access) -> bool) {
        let there: Vec<&str> = TABLE
            .iter()
            .filter(|route| route.method == "get" && of(route.access) && !WORDLESS.contains(&route.path))
            .map(|route| route.path)
            .filter(|path| !self.read.contains(*path))
            .collect();
        assert!(there.is_empty(), "nobody read {there:?}");
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
    }
}

/// Whether the path is one of this route. A fixed address comes before one with a parameter in the table.
fn fits(route: &Route, path: &str) -> bool {
    let (want, have): (Vec<&str>, Vec<&str>) =
        (route.path.split('/').collect(), path.split('?').next().unwrap().split('/').collect());
    want.len() == have.len()
        && want.iter().zip(&have).all(|(want, have)| want == have || want.starts_with('{'))
}

async fn in_english(mut browser: Browser) -> Browser {
    browser.get("/?bahasa=en").await;
    browser
}

async fn cross_site(reader: &mut Reader, browser: &mut Browser) {
    let mut headers = HeaderMap::new();
    headers.insert("sec-fetch-site", "cross-site".parse().unwrap());
    let page = browser.send(Method::POST, "/daftar", headers, Vec::new()).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    reader.check("403", &page);
    let mut headers = own();
    headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    let long = "x=".to_owned() + &"y".repeat(app::sent::LONGEST);
    let page = browser.send(Method::POST, "/daftar", headers, long.into_bytes()).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    reader.check("413", &page);
}

#[test]
fn what_is_read_finds_what_is_not_translated() {
    let page =
        "<p title=\"Pilih berkas\">File <b lang=\"id\">Bahasa ini</b>Untuk\u{a0}Anda</p><script>dan</script>";

    let found = indonesian_in(&words_of(page));

    assert_eq!(found.len(), 4, "{found:?}");
    assert!(indonesian_in("The social office of Buleleng, Desa Panji").is_empty());
}

#[test]
fn a_code_is_no_word_whatever_its_letters_spell() {
    for code in ["Request number: DI4F47LF", "7KE-22ITU", "SP-2026-DAN9"] {
        assert!(indonesian_in(code).is_empty(), "{code}");
    }
    assert_eq!(indonesian_in("DI4F47LF di (ke) 2 dan-3").len(), 3, "words beside a code are read");
}

#[test]
fn every_sentence_after_a_redirect_is_translated() {
    for flash in Flash::ALL {
        assert!(indonesian_in(flash.text().get(Lang::En)).is_empty(), "{}", flash.text().get(Lang::En));
    }
}

#[tokio::test]
async fn english_is_complete_for_whoever_has_no_account_yet() {
    // An issuer that does not answer: its buttons are there.
    let app = TestApp::with_issuers(vec![configured("mati", "http://127.0.0.1:1", &[])]).await;
    let mut reader = Reader::default();
    let mut browser = in_english(app.browser()).await;
    for path in [
        "/",
        "/standar-pelayanan",
        "/privasi",
        "/aksesibilitas",
        "/luring",
        "/wilayah",
        "/wilayah?q=panji",
        "/wilayah?q=91.01",
        "/wilayah?q=zzzz",
        "/daftar",
        "/daftar/konfirmasi",
        "/masuk",
        "/lupa-sandi",
        "/lupa-sandi?terkirim=1",
    ] {
        reader.get(&mut browser, path).await;
    }
    reader.expect(&mut browser, "/pemeliharaan", StatusCode::SERVICE_UNAVAILABLE).await;
    for path in ["/masuk/sso/siapa", "/konfirmasi/0", "/sandi-baru/0"] {
        reader.expect(&mut browser, path, StatusCode::NOT_FOUND).await;
    }
    reader.expect(&mut browser, "/masuk/sso/mati", StatusCode::BAD_GATEWAY).await;
    reader.expect(&mut browser, "/masuk/sso/mati/kembali", StatusCode::BAD_REQUEST).await;
    let piece = browser.get("/wilayah/usul?q=panji&bahasa=en").await;
    reader.faults.extend(indonesian_in(&words_of(&piece.body)));
    reader.read.insert("/wilayah/usul".to_owned());
    let absent = browser.get("/tidak-ada").await;
    reader.check("404", &absent);
    cross_site(&mut reader, &mut browser).await;
    let (weak, own) = ([("password", "passwordpassword")], [("password", "sari sari dewi dewi")]);
    for path in ["/daftar", "/masuk", "/lupa-sandi"] {
        reader.refused(&mut browser, path, &[]).await;
        reader.refused(&mut browser, path, &[("email", "x"), weak[0]]).await;
    }
    for password in [weak[0], own[0], ("password", "pendek")] {
        let mut form = FORM.to_vec();
        form[5] = password;
        reader.refused(&mut browser, "/daftar", &form).await;
    }

    assert_eq!(browser.post("/daftar", FORM).await.location(), "/daftar/konfirmasi");
    let link = app.mailed_link("sari@contoh.id", "/konfirmasi/").await;
    reader.get(&mut browser, "/daftar/konfirmasi").await;
    for code in ["", "x", "000000", "000001", "000002", "000003", "000004", "000005"] {
        reader.refused(&mut browser, "/daftar/konfirmasi", &[("code", code)]).await;
    }
    browser.post("/daftar/kirim-ulang", &[]).await;
    reader.get(&mut browser, "/daftar/konfirmasi").await;
    reader.get(&mut browser, &link).await;
    let mut late = in_english(app.browser_after(Duration::hours(49))).await;
    reader.expect(&mut late, &link, StatusCode::GONE).await;
    browser.post("/daftar", FORM).await;
    let newer = app.mailed_link("sari@contoh.id", "/konfirmasi/").await;
    reader.expect(&mut browser, &link, StatusCode::GONE).await;
    let mut other = in_english(app.browser()).await;
    let choose = other.post(&newer, &[]).await.location().to_owned();
    reader.get(&mut other, &newer).await;
    read_password_link(&mut reader, &app, &mut other, &choose, Duration::minutes(61)).await;
    let invitation = invited(&app, "made@dinsos.contoh.id").await;
    read_password_link(&mut reader, &app, &mut other, &invitation, Duration::hours(73)).await;

    reader.done(|access| access == Access::Public);
}

/// Reads a link to a password: fresh, refused, too old, used.
async fn read_password_link(
    reader: &mut Reader,
    app: &TestApp,
    browser: &mut Browser,
    link: &str,
    over: Duration,
) {
    reader.get(browser, link).await;
    for weak in ["", "pendek", "passwordpassword"] {
        reader.refused(browser, link, &[("password", weak)]).await;
    }
    let mut late = in_english(app.browser_after(over)).await;
    reader.expect(&mut late, link, StatusCode::GONE).await;
    let saved = browser.post(link, &[("password", "kerbau tujuh hijau sawah")]).await;
    reader.get(browser, saved.location()).await;
    reader.expect(browser, link, StatusCode::GONE).await;
}

const PAPERS: [&str; 2] = ["/sponsor/berkas/premises_photo", "/sponsor/berkas/recommendation_letter"];

async fn read_all(reader: &mut Reader, browser: &mut Browser, paths: &[&str]) {
    for path in paths {
        reader.get(browser, path).await;
    }
}

#[tokio::test]
async fn english_is_complete_for_a_sponsor_until_the_file_is_sent() {
    let app = TestApp::start().await;
    let mut reader = Reader::default();
    let sponsor = app.sponsor("Rumah Teduh", Progress::Confirmed).await;
    let mut browser = in_english(app.signed_in(&sponsor.email).await).await;
    read_all(&mut reader, &mut browser, &["/sponsor", "/sponsor/lembaga", "/sponsor/riwayat"]).await;
    read_all(&mut reader, &mut browser, &PAPERS).await;
    reader.refused(&mut browser, "/sponsor/lembaga", &[]).await;
    let wrong =
        [("kind", "panti"), ("name", "R"), ("residents", "-3"), ("rt", "x"), ("rw", "y"), ("postcode", "z")];
    reader.refused(&mut browser, "/sponsor/lembaga", &wrong).await;
    for asked in ["panji", "zzzz"] {
        let form = [("aksi", "cari"), ("village_cari", asked)];
        let found = browser.post("/sponsor/lembaga", &form).await;
        reader.check("POST /sponsor/lembaga: a search", &found);
    }
    let photo = decode::sample::small_photo(3);
    for (path, name, bytes) in [
        (PAPERS[0], "a.jpg", &b"<!doctype html><script>alert(1)</script>"[..]),
        (PAPERS[0], "a.heic", &b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..]),
        (PAPERS[0], "a.jpg", &b""[..]),
        (PAPERS[0], "", &b""[..]),
        (PAPERS[0], "a.pdf", &b"%PDF-1.7\n"[..]),
        (PAPERS[1], "a.jpg", &photo),
        (PAPERS[1], "a.pdf", &b""[..]),
    ] {
        let page = browser.upload(path, name, bytes).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {name}");
        reader.check(&format!("POST {path} {name}"), &page);
    }
    // Refused by the system, after they were taken.
    for (path, bytes) in [(PAPERS[0], &photo[..photo.len() / 2]), (PAPERS[1], &b"%PDF-1.7\n"[..])] {
        let sent = browser.upload(path, "a", bytes).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        read_all(&mut reader, &mut browser, &[path, "/sponsor"]).await;
        app.run_jobs().await;
        let refused = reader.get(&mut browser, path).await;
        assert!(!refused.says("/halaman/1"), "it was refused: {}", refused.body);
        reader.get(&mut browser, "/sponsor").await;
    }

    let ready = app.sponsor("Rumah Damai", Progress::Papered).await;
    let mut browser = in_english(app.signed_in(&ready.email).await).await;
    read_all(&mut reader, &mut browser, &["/sponsor", "/sponsor/kirim", "/sponsor/riwayat"]).await;
    read_all(&mut reader, &mut browser, &PAPERS).await;
    let version = browser.get("/sponsor/kirim").await.field("versi");
    reader.refused(&mut browser, "/sponsor/kirim", &[("versi", &version)]).await;
    reader.refused(&mut browser, "/sponsor/kirim", &[("versi", "7"), ("declared", "1")]).await;
    let absent = browser.get("/sponsor/tidak-ada").await;
    reader.check("404 of a sponsor", &absent);

    assert!(reader.faults.is_empty(), "{}", reader.faults.join("\n"));
}

/// Takes the file, and sends this act.
async fn decide(app: &TestApp, officer: &mut Browser, sponsor: &Sponsor, act: &str) {
    let base = format!("/kantor/lembaga/{}", sponsor.institution);
    assert_eq!(officer.post(&format!("{base}/ambil"), &[]).await.location(), base);
    look(officer, sponsor).await;
    let done = Words::of(app, sponsor).await.sent(officer, &format!("{base}/{act}")).await;
    assert_eq!(done.location(), "/kantor", "{act}: {}", done.body);
}

#[tokio::test]
async fn english_is_complete_for_a_sponsor_once_the_file_is_sent() {
    let app = TestApp::start().await;
    let mut reader = Reader::default();
    let mut officer = app.verifier().await;
    let after =
        ["/sponsor", "/sponsor/terkirim", "/sponsor/riwayat", "/sponsor/lembaga", PAPERS[0], PAPERS[1]];

    let sponsor = app.sponsor("Rumah Teduh", Progress::Submitted).await;
    let mut browser = in_english(app.signed_in(&sponsor.email).await).await;
    read_all(&mut reader, &mut browser, &after).await;
    let question = reader.get(&mut browser, "/sponsor/tarik").await;
    Words::of(&app, &sponsor).await.sent(&mut browser, "/sponsor/kirim").await;
    reader.refused(&mut browser, "/sponsor/lembaga", &[("name", "Rumah Lain"), ("kind", "panti")]).await;
    decide(&app, &mut officer, &sponsor, "kembalikan").await;
    browser.post("/sponsor/tarik", &[("versi", &question.field("versi"))]).await;
    read_all(&mut reader, &mut browser, &after).await;
    let accepted = browser.upload(PAPERS[1], "s.pdf", &decode::sample::letter(9)).await;
    reader.check("an accepted paper again", &accepted);

    for (name, act) in [("Rumah Damai", "verifikasi"), ("Rumah Kelam", "tolak")] {
        let sponsor = app.sponsor(name, Progress::Submitted).await;
        let mut browser = in_english(app.signed_in(&sponsor.email).await).await;
        officer.post(&format!("/kantor/lembaga/{}/ambil", sponsor.institution), &[]).await;
        reader.get(&mut browser, "/sponsor").await;
        assert_eq!(browser.get("/sponsor/tarik").await.location(), "/sponsor");
        reader.get(&mut browser, "/sponsor").await;
        look(&mut officer, &sponsor).await;
        let path = format!("/kantor/lembaga/{}/{act}", sponsor.institution);
        assert_eq!(Words::of(&app, &sponsor).await.sent(&mut officer, &path).await.location(), "/kantor");
        read_all(&mut reader, &mut browser, &after).await;
    }

    let again = app.sponsor("Rumah Balik", Progress::Submitted).await;
    let mut browser = in_english(app.signed_in(&again.email).await).await;
    let version = browser.get("/sponsor/tarik").await.field("versi");
    assert_eq!(browser.post("/sponsor/tarik", &[("versi", &version)]).await.location(), "/sponsor");
    read_all(&mut reader, &mut browser, &after).await;
    reader.get(&mut browser, "/sponsor/kirim").await;

    reader.done(|access| matches!(access, Access::Sponsor(_)) && !is_about_people(access));
}

const fn is_about_people(access: Access) -> bool {
    matches!(access, Access::Sponsor(Permission::ReadPeople | Permission::EditPeople))
}

#[tokio::test]
async fn english_is_complete_on_the_pages_of_the_people_in_care() {
    let app = TestApp::start().await;
    let mut reader = Reader::default();
    let sponsor = app.sponsor("Rumah Teduh", Progress::Confirmed).await;
    let mut browser = in_english(app.signed_in(&sponsor.email).await).await;
    let (list, new) = ("/sponsor/orang", "/sponsor/orang/baru");
    read_all(&mut reader, &mut browser, &[list, new]).await;
    reader.refused(&mut browser, new, &[]).await;
    let wrong = form("identitas", &[("name", "Ayu 3"), ("nik", "12")]);
    reader.refused(&mut browser, new, &wrong).await;

    let file = walk(&mut browser).await;
    reader.refused(&mut browser, new, &form("identitas", &[("name", "Ayu")])).await;
    let odd = PersonBuilder::new("Made Raka", Sex::Male)
        .nik("9999995203150001")
        .born("Singaraja", 1, 1, 1990)
        .because(Criterion::AbusedChild, Parents::Unknown)
        .add(&app.hands.db, &sponsor.actor);
    let odd = format!("{list}/{}", odd.await.unwrap());
    let without =
        PersonBuilder::new("Gede Oka", Sex::Male).lives_outside(7, 2021, "51.08.05.2002", "Jalan X");
    let without = format!("{list}/{}", without.add(&app.hands.db, &sponsor.actor).await.unwrap());
    read_all(
        &mut reader,
        &mut browser,
        &["/sponsor", list, &file, &odd, &without, &format!("{list}?kurang=1")],
    )
    .await;
    for (group, fields) in FORMS {
        let path = format!("{file}/{group}");
        reader.get(&mut browser, &path).await;
        reader.get(&mut browser, &format!("{without}/{group}")).await;
        reader.refused(&mut browser, &path, &[]).await;
        reader.refused(&mut browser, &path, &[&[("versi", "0")], fields].concat()).await;
    }
    for (group, other) in [
        ("identitas", vec![("nik", NIK), ("has_nik", "lain")]),
        ("kelahiran", vec![("day", "31"), ("month", "2"), ("kk", "1"), ("mother", "-")]),
        ("kelahiran", vec![("year", "1910")]),
        ("kelahiran", vec![("year", "1810")]),
        (
            "tempat-tinggal",
            vec![("village", "51.08.05"), ("since_year", "2099"), ("rt", "x"), ("postcode", "y")],
        ),
        ("persetujuan", vec![("by", "oneself"), ("method", "witnessed")]),
        ("persetujuan", vec![("by", "institution"), ("agreed", "")]),
    ] {
        let refused = send(&mut browser, &format!("{file}/{group}"), &form(group, &other)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{group} {other:?}");
        reader.check(&format!("POST {group} {other:?}"), &refused);
    }
    for form in [vec![("cari", "made")], vec![("cari", "zzzz"), ("kurang", "1")]] {
        let found = crate::person::look(&mut browser, &form).await;
        reader.check(&format!("{list} {form:?}"), &found);
    }
    let found = [("aksi", "cari"), ("village_cari", "panji")];
    let found = browser.post(&format!("{without}/tempat-tinggal"), &found).await;
    reader.check("a search for a village", &found);
    app.change("update persons set village_code = '91.01.01.1002', region_edition = '2019' where village_code is not null").await;
    read_all(&mut reader, &mut browser, &[&without, &format!("{without}/tempat-tinggal")]).await;
    read_papers(&app, &mut reader, &mut browser, &file).await;
    let question = reader.get(&mut browser, &format!("{file}/hapus")).await;
    reader.refused(&mut browser, &format!("{file}/hapus"), &[]).await;
    let done = browser.post(&format!("{file}/hapus"), &[("versi", &question.field("versi"))]).await;
    assert_eq!(done.location(), list, "{}", done.body);
    reader.get(&mut browser, list).await;
    reader.expect(&mut browser, &file, StatusCode::NOT_FOUND).await;

    reader.done(is_about_people);
}

/// The two papers of a person, in every state that changes their words.
async fn read_papers(app: &TestApp, reader: &mut Reader, browser: &mut Browser, file: &str) {
    let (face, card) = (format!("{file}/berkas/pas_foto"), format!("{file}/berkas/family_card"));
    read_all(reader, browser, &[file, &face, &card]).await;
    for answer in ["belum", "batal"] {
        let said = browser.post(&card, &[("kartu", answer)]).await;
        assert_eq!(said.location(), file, "{answer}: {}", said.body);
        read_all(reader, browser, &[file, &card]).await;
    }
    reader.refused(browser, &card, &[("kartu", "mungkin")]).await;
    for (path, bytes) in
        [(&face, &b"%PDF-1.7"[..]), (&face, b""), (&card, b"<svg></svg>"), (&card, b"PK\x03\x04")]
    {
        let page = browser.upload(path, "a", bytes).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        reader.check(&format!("POST {path}"), &page);
    }
    let photo = decode::sample::small_photo(3);
    for bytes in [&photo[..photo.len() / 2], &photo] {
        let sent = browser.upload(&face, "a.jpg", bytes).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        read_all(reader, browser, &[&face, file]).await;
        app.run_jobs().await;
        read_all(reader, browser, &[&face, file]).await;
    }
}

#[tokio::test]
async fn english_is_complete_on_every_page_of_the_desk() {
    let app = TestApp::start().await;
    let mut reader = Reader::default();
    let mut officer = in_english(app.verifier().await).await;
    let mut colleague = in_english(app.verifier_called("ketut@dinsos.contoh.id").await).await;
    app.officer(OfficeKind::DinsosProvinsi, Some("51"), "putu@dinsos.contoh.id").await;
    app.officer(OfficeKind::Pusdatin, None, "dewi@pusdatin.contoh.id").await;
    let mut province = in_english(app.signed_in("putu@dinsos.contoh.id").await).await;
    let mut national = in_english(app.signed_in("dewi@pusdatin.contoh.id").await).await;
    reader.get(&mut officer, "/kantor").await;
    for tab in services::verification::Tab::ALL {
        reader.get(&mut officer, &format!("/kantor?tab={}", tab.word())).await;
    }
    reader.get(&mut national, "/kantor").await;
    officer.post("/kantor/ambil", &[]).await;
    reader.get(&mut officer, "/kantor").await;

    let sponsor = app.sponsor("Rumah Teduh", Progress::Submitted).await;
    let base = format!("/kantor/lembaga/{}", sponsor.institution);
    for browser in [&mut officer, &mut province] {
        for path in ["/kantor", "/kantor?cari=teduh", "/kantor?cari=zzzz", &base] {
            reader.get(browser, path).await;
        }
    }
    reader.refused(&mut province, &format!("{base}/ambil"), &[]).await;
    let stranger = national.get(&base).await;
    reader.check("another office", &stranger);
    assert_eq!(officer.post(&format!("{base}/ambil"), &[]).await.location(), base);
    let case = reader.get(&mut officer, &base).await;
    reader.get(&mut colleague, &base).await;
    colleague.post(&format!("{base}/ambil"), &[]).await;
    reader.get(&mut colleague, &base).await;
    for part in case.body.split("href=\"").filter(|part| part.contains("/lihat/1\"")) {
        reader.get(&mut officer, part.split('"').next().unwrap()).await;
    }
    for act in ["kembalikan", "verifikasi", "tolak"] {
        let path = format!("{base}/{act}");
        let page = reader.get(&mut officer, &path).await;
        let version = page.field("versi");
        reader.refused(&mut officer, &path, &[("versi", &version)]).await;
        Words::of(&app, &sponsor).await.sent(&mut colleague, &path).await;
    }
    // Nothing was opened yet: the decision names what is left.
    let page = Words::of(&app, &sponsor).await.sent(&mut officer, &format!("{base}/tolak")).await;
    reader.check("POST tolak, unread", &page);
    let other = [("profile", "other"), ("premises_photo", "other"), ("recommendation_letter", "other")];
    reader.refused(&mut officer, &format!("{base}/kembalikan"), &other).await;
    look(&mut officer, &sponsor).await;
    let old = Words::of(&app, &sponsor).await;
    assert_eq!(old.sent(&mut officer, &format!("{base}/lepas")).await.location(), "/kantor");
    reader.get(&mut officer, "/kantor").await;
    assert_eq!(colleague.post(&format!("{base}/ambil"), &[]).await.location(), base);
    let late = old.sent(&mut officer, &format!("{base}/kembalikan")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    reader.check("POST kembalikan, too late", &late);
    look(&mut colleague, &sponsor).await;
    let returned = Words::of(&app, &sponsor).await.sent(&mut colleague, &format!("{base}/kembalikan")).await;
    assert_eq!(returned.location(), "/kantor", "{}", returned.body);
    read_all(&mut reader, &mut colleague, &["/kantor", &base]).await;

    for (name, act) in [("Rumah Damai", "verifikasi"), ("Rumah Kelam", "tolak")] {
        let sponsor = app.sponsor(name, Progress::Submitted).await;
        decide(&app, &mut officer, &sponsor, act).await;
        let base = format!("/kantor/lembaga/{}", sponsor.institution);
        read_all(&mut reader, &mut officer, &["/kantor", &base]).await;
        Words::of(&app, &sponsor).await.sent(&mut officer, &format!("{base}/tolak")).await;
    }
    app.sponsor("Rumah Rindang", Progress::Submitted).await;
    for tab in services::verification::Tab::ALL {
        for browser in [&mut officer, &mut province] {
            reader.get(browser, &format!("/kantor?tab={}", tab.word())).await;
        }
    }
    let found = reader.get(&mut officer, "/kantor?cari=rumah").await;
    assert!(found.says("4 files match"), "{}", found.body);
    let absent = officer.get("/kantor/tidak-ada").await;
    reader.check("404 of an officer", &absent);

    reader.done(|access| matches!(access, Access::Office(_) | Access::Desk));
}

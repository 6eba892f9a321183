//! Every route, tried by everybody who may not: anonymous, another role, another tenant. The victim's rows
//! carry canaries, and no refused answer holds one.

use crate::app::{Browser, Page, TestApp, own};
use app::routes::{Access, Route, TABLE};
use domain::document::PaperKind;
use domain::id::{FormKey, PersonId};
use domain::office::OfficeKind;
use domain::person::{Criterion, Disability, Parents, Sex};
use http::{HeaderMap, Method, StatusCode};
use services::context::Actor;
use services::demo::{PASSWORD, PersonBuilder, Progress, Sponsor, SponsorBuilder};
use services::document::Upload;
use services::person::Filter;
use services::{document, institution, person};

const CANARY: &str = "KANARI";

fn is_upload(route: &Route) -> bool {
    route.method == "post" && route.path.contains("/berkas/")
}

async fn ask(browser: &Browser, route: &Route, path: &str) -> Page {
    let mut browser = browser.clone();
    if route.method == "get" {
        return browser.get(path).await;
    }
    if is_upload(route) {
        return browser.upload(path, "foto.jpg", &decode::sample::small_photo(9)).await;
    }
    let mut headers: HeaderMap = own();
    headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    browser.send(Method::POST, path, headers, b"versi=1&words=kata&declared=1".to_vec()).await
}

/// Whether anything of the victim stands in an answer; its address is written in small letters.
fn leaks(page: &Page) -> bool {
    let holds = |text: &str| text.to_uppercase().contains(CANARY);
    holds(&page.body) || page.headers.values().any(|value| holds(&String::from_utf8_lossy(value.as_bytes())))
}

/// A sponsor whose every word is a canary, with one person in care whose words are canaries too.
async fn canary(app: &TestApp, name: &str, progress: Progress) -> Sponsor {
    let builder = SponsorBuilder::new(&format!("{CANARY} {name}"))
        .in_charge(&format!("{CANARY} Sari"))
        .stands_in("51.08.05.2002", &format!("Jalan {CANARY} 12"));
    let sponsor = app.build(builder, progress).await;
    let said = |words: &str| format!("{CANARY} {words}");
    let person = PersonBuilder::new(&said("Ketut"), Sex::Female)
        .also_called(&said("Ayu"))
        .born(&said("Singaraja"), 12, 3, 2015)
        .of_mother(&said("Luh"))
        .lives_outside(7, 2021, "51.08.05.2002", &format!("Jalan {CANARY} 12"))
        .because(Criterion::OrphanageChild, Parents::Mother)
        .with(Disability::Physical, &said("catatan"))
        .agreed_by_parent(&said("Luh"))
        .add(&app.hands.db, &sponsor.actor)
        .await
        .unwrap();
    let upload = Upload {
        kind: PaperKind::PasFoto,
        person: Some(person),
        file_name: said("Ketut.jpg"),
        bytes: decode::sample::small_photo(8),
        form_key: FormKey(uuid::Uuid::new_v4()),
    };
    document::receive(&app.hands.db, &sponsor.actor, app.hands.store.as_ref(), upload).await.unwrap();
    app.run_jobs().await;
    sponsor
}

/// The one person in the victim's care.
async fn person_of(app: &TestApp, victim: &Sponsor) -> PersonId {
    let all = Filter::default();
    let listing =
        app.hands.db.write(&victim.actor, async |scope| person::list(scope, &all, None).await).await.unwrap();
    listing.lines[0].id
}

/// The route's path, pointed at the victim.
async fn at_victim(app: &TestApp, victim: &Sponsor, route: &Route) -> String {
    let papers = app
        .hands
        .db
        .write(&victim.actor, async |scope| document::current(scope, victim.institution).await)
        .await
        .unwrap();
    let paper = papers[0].id.to_string();
    if route.path.starts_with("/sponsor/orang/{id}") {
        let person = person_of(app, victim).await;
        let papers = app
            .hands
            .db
            .write(&victim.actor, async |scope| document::current_of_person(scope, person).await)
            .await
            .unwrap();
        return route
            .path
            .replace("{id}", &person.to_string())
            .replace("{paper}", &papers[0].id.to_string())
            .replace("{kind}", "pas_foto")
            .replace("{group}", "kelahiran")
            .replace("{page}", "1");
    }
    let id = match route.path {
        path if path.starts_with("/sponsor") => paper.clone(),
        _ => victim.institution.to_string(),
    };
    route
        .path
        .replace("{id}", &id)
        .replace("{paper}", &paper)
        .replace("{kind}", "premises_photo")
        .replace("{page}", "1")
        .replace("{link}", "0")
        .replace("{issuer}", "tidak-ada")
}

#[tokio::test]
async fn nobody_gets_through_a_door_that_is_not_theirs() {
    let app = TestApp::start().await;
    let victim = canary(&app, "Panti", Progress::Submitted).await;
    let other = app.sponsor("Panti Lain", Progress::Submitted).await;
    app.officer(OfficeKind::DinsosKabkota, Some("51.71"), "made@dinsos.contoh.id").await;
    app.officer(OfficeKind::Pusdatin, None, "dewi@pusdatin.contoh.id").await;
    let anonymous = app.browser();
    let unproven = app.sponsor("Panti Belum", Progress::Registered).await;
    let mut unconfirmed = app.browser();
    let form = [("email", &*unproven.email), ("password", PASSWORD)];
    assert_eq!(unconfirmed.post("/masuk", &form).await.location(), "/daftar/konfirmasi");
    let sponsor = app.signed_in(&other.email).await;
    let stranger = app.signed_in("made@dinsos.contoh.id").await;
    let national = app.signed_in("dewi@pusdatin.contoh.id").await;

    for route in TABLE {
        let path = at_victim(&app, &victim, route).await;
        let wrong: Vec<(&str, &Browser)> = match route.access {
            Access::Public => vec![],
            Access::Sponsor(_) => {
                vec![
                    ("anonymous", &anonymous),
                    ("unconfirmed", &unconfirmed),
                    ("officer", &stranger),
                    ("national", &national),
                ]
            }
            Access::Office(_) | Access::Desk => {
                vec![("anonymous", &anonymous), ("unconfirmed", &unconfirmed), ("sponsor", &sponsor)]
            }
        };
        for (who, browser) in wrong {
            let page = ask(browser, route, &path).await;
            assert!(!page.status.is_success(), "{who} {} {path}: {}", route.method, page.status);
            assert!(!leaks(&page), "{who} {} {path}", route.method);
        }
        // The right kind of door, the wrong tenant or area.
        let neighbours: Vec<(&str, &Browser)> = match route.access {
            Access::Sponsor(_) => vec![("another sponsor", &sponsor)],
            Access::Office(_) | Access::Desk => vec![("another area", &stranger), ("national", &national)],
            Access::Public => vec![],
        };
        for (who, browser) in neighbours {
            let page = ask(browser, route, &path).await;
            assert!(!leaks(&page), "{who} {} {path}", route.method);
            if route.path.contains("{id}") {
                assert!(page.status.is_client_error(), "{who} {} {path}: {}", route.method, page.status);
            }
        }
    }
}

#[tokio::test]
async fn a_hidden_case_and_an_absent_one_are_the_same_answer() {
    let app = TestApp::start().await;
    let victim = canary(&app, "Panti", Progress::Submitted).await;
    app.officer(OfficeKind::DinsosKabkota, Some("51.71"), "made@dinsos.contoh.id").await;
    let mut stranger = app.signed_in("made@dinsos.contoh.id").await;
    let absent_id = uuid::Uuid::new_v4().to_string();

    let hidden = stranger.get(&format!("/kantor/lembaga/{}", victim.institution)).await;
    let absent = stranger.get(&format!("/kantor/lembaga/{absent_id}")).await;

    let blank = |page: &Page, id: &str| {
        let request = page.headers["x-request-id"].to_str().unwrap().to_owned();
        page.body.replace(&request, "").replace(id, "")
    };
    assert_eq!(hidden.status, absent.status);
    assert_eq!(blank(&hidden, &victim.institution.to_string()), blank(&absent, &absent_id));
}

/// The routes behind a sign-in.
fn inside() -> impl Iterator<Item = &'static Route> {
    TABLE.iter().filter(|route| route.access != Access::Public)
}

#[tokio::test]
async fn whoever_lost_their_place_is_led_to_the_sign_in_and_learns_nothing_any_more() {
    let app = TestApp::start().await;
    let victim = canary(&app, "Panti", Progress::Submitted).await;
    let left = canary(&app, "Yayasan", Progress::Submitted).await;
    let (barred, gone) = ("barred@dinsos.contoh.id", "gone@dinsos.contoh.id");
    let actors = [
        ("an owner whose address is not proven", app.signed_in(&victim.email).await),
        ("an owner who is no member any more", app.signed_in(&left.email).await),
        ("an officer who was barred", app.verifier_called(barred).await),
        ("an officer who left the office", app.verifier_called(gone).await),
    ];
    assert!(leaks(&actors[3].1.clone().get("/kantor").await), "until then they read it");
    let mut paths = Vec::new();
    for route in inside() {
        paths.push((route, at_victim(&app, &victim, route).await));
    }
    app.change(&format!("update accounts set state = 'pending' where email = '{}'", victim.email)).await;
    app.change(&format!("update accounts set state = 'suspended' where email = '{barred}'")).await;
    for email in [gone, &left.email] {
        let ended = format!(
            "update memberships m set ended_at = now() from accounts a
              where a.id = m.account_id and a.email = '{email}'"
        );
        app.change(&ended).await;
    }
    let before = app.stored(&victim).await;

    for (route, path) in &paths {
        for (who, browser) in &actors {
            let page = ask(browser, route, path).await;

            assert_eq!(page.status, StatusCode::SEE_OTHER, "{who} {} {path}", route.method);
            assert!(
                page.location().starts_with("/masuk"),
                "{who} {} {path}: {}",
                route.method,
                page.location()
            );
            assert!(!leaks(&page), "{who} {} {path}", route.method);
        }
    }
    for email in [&*victim.email, &left.email, barred, gone] {
        let mut browser = app.browser();
        let page = browser.post("/masuk", &[("email", email), ("password", PASSWORD)]).await;
        assert!(!browser.cookies.contains_key("__Host-sesi"), "{email}: {} {}", page.status, page.location());
    }
    assert_eq!(app.stored(&victim).await, before, "nothing was written");
}

#[tokio::test]
async fn a_stranger_uploads_nothing() {
    let app = TestApp::start().await;
    let victim = canary(&app, "Panti", Progress::Papered).await;
    app.officer(OfficeKind::DinsosKabkota, Some("51.08"), "nyoman@dinsos.contoh.id").await;
    app.officer(OfficeKind::Pusdatin, None, "dewi@pusdatin.contoh.id").await;
    let strangers = [
        ("anonymous", app.browser()),
        ("the officer of the area", app.signed_in("nyoman@dinsos.contoh.id").await),
        ("national", app.signed_in("dewi@pusdatin.contoh.id").await),
    ];
    let (before, kept) = (app.stored(&victim).await, app.store.keys());

    for (who, browser) in strangers {
        for (kind, bytes) in [
            ("premises_photo", decode::sample::small_photo(9)),
            ("recommendation_letter", decode::sample::letter(9)),
        ] {
            for script in [false, true] {
                let path = format!("/sponsor/berkas/{kind}");
                let page = browser.clone().upload_with(&path, "berkas", &bytes, script).await;

                let led = page.location().starts_with("/masuk") || page.says("/masuk?lanjut=");
                assert!(
                    page.status == StatusCode::NOT_FOUND || led,
                    "{who} {path}: {} {}",
                    page.status,
                    page.body
                );
                assert!(!leaks(&page), "{who} {path}");
            }
        }
    }
    assert_eq!((app.stored(&victim).await, app.store.keys()), (before, kept));
}

/// A form that every decision accepts, from whoever may send it now.
pub struct Words {
    version: String,
    day: String,
}

impl Words {
    pub async fn of(app: &TestApp, sponsor: &Sponsor) -> Self {
        let db = &app.hands.db;
        let version =
            db.write(&sponsor.actor, async |scope| Ok(institution::own(scope).await?.version)).await;
        let today = db.begin(&Actor::ops()).await.unwrap().today();
        Self {
            version: version.unwrap().to_string(),
            day: format!("{} {} {}", today.day(), u8::from(today.month()), today.year()),
        }
    }

    /// Sends it, under a key of its own: a key that was used answers as it did the first time.
    pub async fn sent(&self, browser: &mut Browser, path: &str) -> Page {
        let key = uuid::Uuid::new_v4().to_string();
        let form = [
            ("kunci", &*key),
            ("versi", &self.version),
            ("declared", "1"),
            ("visited_on", &self.day),
            ("visit_words", "Papan nama ada, pengurus ditemui."),
            ("words", "Lembaga ini tidak ada di alamat itu."),
            ("premises_photo", "blurred"),
            ("premises_photo_kata", "Foto terlalu gelap untuk dibaca."),
        ];
        browser.post(path, &form).await
    }
}

/// Opens every paper of the case.
pub async fn look(browser: &mut Browser, sponsor: &Sponsor) {
    let case = browser.get(&format!("/kantor/lembaga/{}", sponsor.institution)).await;
    for part in case.body.split("src=\"").filter(|part| part.contains("/halaman/1\"")) {
        assert_eq!(browser.get(part.split('"').next().unwrap()).await.status, StatusCode::OK);
    }
}

/// Tries every act of an officer, of which none may happen.
async fn try_in_vain(app: &TestApp, who: &str, browser: &mut Browser, sponsor: &Sponsor, acts: &[&str]) {
    look(browser, sponsor).await;
    let (words, before) = (Words::of(app, sponsor).await, app.stored(sponsor).await);
    let base = format!("/kantor/lembaga/{}", sponsor.institution);
    for act in acts {
        let page = words.sent(browser, &format!("{base}/{act}")).await;

        let back = page.status == StatusCode::SEE_OTHER && page.location() == base;
        assert!(page.status.is_client_error() || back, "{who} {act}: {} {}", page.status, page.location());
        assert_eq!(app.stored(sponsor).await, before, "{who} {act}: something changed");
    }
}

const DECISIONS: &[&str] = &["kembalikan", "verifikasi", "tolak", "lepas"];
const ACTS: &[&str] = &["kembalikan", "verifikasi", "tolak", "lepas", "ambil"];

#[tokio::test]
async fn only_the_officer_who_holds_a_file_decides_about_it_and_only_once() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let base = format!("/kantor/lembaga/{}", sponsor.institution);
    app.officer(OfficeKind::DinsosProvinsi, Some("51"), "putu@dinsos.contoh.id").await;
    let mut province = app.signed_in("putu@dinsos.contoh.id").await;
    let mut holder = app.verifier().await;
    let mut colleague = app.verifier_called("ketut@dinsos.contoh.id").await;

    try_in_vain(&app, "nobody holds it", &mut holder, &sponsor, DECISIONS).await;
    try_in_vain(&app, "province", &mut province, &sponsor, ACTS).await;
    assert_eq!(holder.post(&format!("{base}/ambil"), &[]).await.location(), base);
    try_in_vain(&app, "a colleague holds it", &mut colleague, &sponsor, ACTS).await;
    try_in_vain(&app, "province", &mut province, &sponsor, ACTS).await;
    look(&mut holder, &sponsor).await;
    let words = Words::of(&app, &sponsor).await;
    let decided = words.sent(&mut holder, &format!("{base}/tolak")).await;
    assert_eq!(decided.location(), "/kantor", "the form is right: {}", decided.body);
    for (who, browser) in
        [("holder", &mut holder), ("colleague", &mut colleague), ("province", &mut province)]
    {
        try_in_vain(&app, &format!("decided, {who}"), browser, &sponsor, ACTS).await;
    }
}

#[tokio::test]
async fn the_province_is_refused_every_act() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let base = format!("/kantor/lembaga/{}", sponsor.institution);
    app.officer(OfficeKind::DinsosProvinsi, Some("51"), "putu@dinsos.contoh.id").await;
    let mut province = app.signed_in("putu@dinsos.contoh.id").await;
    let (words, before) = (Words::of(&app, &sponsor).await, app.stored(&sponsor).await);

    let mut paths: Vec<String> = ACTS.iter().map(|act| format!("{base}/{act}")).collect();
    paths.push("/kantor/ambil".to_owned());
    for path in paths {
        let page = words.sent(&mut province, &path).await;

        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}: {}", page.body);
        assert!(page.says("Tidak diizinkan"), "{path}: {}", page.body);
    }
    assert_eq!(app.stored(&sponsor).await, before);
}

#[tokio::test]
async fn a_sponsor_changes_nothing_while_the_office_has_the_file_or_after_it_was_decided() {
    let app = TestApp::start().await;
    let sponsor = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let base = format!("/kantor/lembaga/{}", sponsor.institution);
    let mut owner = app.signed_in(&sponsor.email).await;
    let mut officer = app.verifier().await;
    let all = ["/sponsor/kirim", "/sponsor/lembaga", "/sponsor/tarik"];

    for (state, paths) in [("submitted", &all[..2]), ("in review", &all[..]), ("rejected", &all[..])] {
        match state {
            "in review" => assert_eq!(officer.post(&format!("{base}/ambil"), &[]).await.location(), base),
            "rejected" => {
                look(&mut officer, &sponsor).await;
                let words = Words::of(&app, &sponsor).await;
                let done = words.sent(&mut officer, &format!("{base}/tolak")).await;
                assert_eq!(done.location(), "/kantor", "{}", done.body);
            }
            _ => {}
        }
        let (words, before, kept) =
            (Words::of(&app, &sponsor).await, app.stored(&sponsor).await, app.store.keys());
        for path in paths {
            let page = words.sent(&mut owner, path).await;

            let back = page.location() == "/sponsor";
            assert!(
                page.status.is_client_error() || back,
                "{state} {path}: {} {}",
                page.status,
                page.location()
            );
            assert_eq!(app.stored(&sponsor).await, before, "{state} {path}");
        }
        let upload =
            owner.upload("/sponsor/berkas/premises_photo", "a.jpg", &decode::sample::small_photo(9)).await;
        assert!(upload.status.is_client_error(), "{state}: {}", upload.status);
        assert_eq!((app.stored(&sponsor).await, app.store.keys()), (before, kept), "{state}: the upload");
    }
}

/// Sends the form once for each field, with a character in it that no text of the database may hold.
async fn send_nul(browser: &Browser, path: &str, form: &[(&str, &str)], faults: &mut Vec<String>) {
    for (spoilt, _) in form {
        let typed: Vec<(&str, String)> = form
            .iter()
            .map(|(name, value)| {
                (*name, if name == spoilt { format!("{value}\0") } else { (*value).to_owned() })
            })
            .collect();
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = browser.clone().post(path, &typed).await;
        if page.status.is_server_error() {
            faults.push(format!("POST {path} {spoilt}: {}", page.status));
        }
    }
}

#[tokio::test]
async fn a_character_that_the_database_cannot_keep_is_no_fault_of_ours() {
    let app = TestApp::start().await;
    let draft = app.sponsor("Panti Draf", Progress::Papered).await;
    let sent = app.sponsor("Panti Kasih", Progress::Submitted).await;
    let (anonymous, sponsor) = (app.browser(), app.signed_in(&draft.email).await);
    let mut officer = app.verifier().await;
    let base = format!("/kantor/lembaga/{}", sent.institution);
    officer.post(&format!("{base}/ambil"), &[]).await;
    look(&mut officer, &sent).await;
    let (words, own) = (Words::of(&app, &sent).await, Words::of(&app, &draft).await);
    let revision = sponsor.clone().get("/sponsor/lembaga").await.field("versi");
    let someone =
        PersonBuilder::new("Ketut Ayu", Sex::Female).add(&app.hands.db, &draft.actor).await.unwrap();
    let group = |word: &str| format!("/sponsor/orang/{someone}/{word}");
    let mut faults = Vec::new();

    for (browser, path, form) in [
        (&anonymous, "/daftar", crate::sponsor::FORM.to_vec()),
        (&anonymous, "/daftar/kirim-ulang", vec![("acuan", "0")]),
        (
            &anonymous,
            "/masuk",
            vec![("email", &*draft.email), ("password", PASSWORD), ("lanjut", "/sponsor")],
        ),
        (&anonymous, "/lupa-sandi", vec![("email", &*draft.email)]),
        (&anonymous, "/bahasa", vec![("bahasa", "en"), ("kembali", "/")]),
        (
            &sponsor,
            "/sponsor/lembaga",
            vec![
                ("kunci", ""),
                ("versi", &*revision),
                ("kind", "panti"),
                ("name", "Panti Draf"),
                ("in_charge", "Sari Dewi"),
                ("phone", "0812 3456 7890"),
                ("residents", "24"),
                ("village", "51.08.05.2002"),
                ("street", "Jalan Pahlawan 12"),
                ("rt", "3"),
                ("rw", ""),
                ("postcode", "81116"),
            ],
        ),
        (&sponsor, "/sponsor/lembaga", vec![("aksi", "cari"), ("village_cari", "panji")]),
        (&sponsor, "/sponsor/kirim", vec![("versi", &*own.version), ("kunci", "")]),
        (&sponsor, "/sponsor/orang", vec![("cari", "ayu"), ("kurang", "1"), ("setelah", "x")]),
        (&sponsor, "/sponsor/orang/baru", crate::person::FORMS[0].1.to_vec()),
        (&sponsor, &*group("kelahiran"), crate::person::FORMS[1].1.to_vec()),
        (&sponsor, &*group("tempat-tinggal"), crate::person::FORMS[2].1.to_vec()),
        (&sponsor, &*group("kriteria"), crate::person::FORMS[3].1.to_vec()),
        (&sponsor, &*group("persetujuan"), crate::person::FORMS[4].1.to_vec()),
        (&sponsor, &*group("hapus"), vec![("versi", "0")]),
        (&officer, &*format!("{base}/tolak"), vec![("versi", &*words.version), ("words", "Tidak ada.")]),
        (
            &officer,
            &*format!("{base}/kembalikan"),
            vec![("versi", &*words.version), ("profile", "other"), ("profile_kata", "Nama tidak sama.")],
        ),
        (
            &officer,
            &*format!("{base}/verifikasi"),
            vec![("versi", &*words.version), ("visited_on", &*words.day), ("visit_words", "Papan nama ada.")],
        ),
    ] {
        send_nul(browser, path, &form, &mut faults).await;
    }
    let asked = [
        "/kantor?cari=%00",
        "/kantor?tab=%00",
        "/kantor?setelah=%00",
        "/sponsor/orang?setelah=%00",
        "/masuk?lanjut=%00",
        "/wilayah?q=%00",
    ];
    let named = TABLE.iter().filter(|route| route.path.contains('{')).map(|route| {
        let path: Vec<&str> =
            route.path.split('/').map(|part| if part.starts_with('{') { "%00" } else { part }).collect();
        (route.method, path.join("/"))
    });
    for (method, path) in named.chain(asked.into_iter().map(|path| ("get", path.to_owned()))) {
        for browser in [&anonymous, &sponsor, &officer] {
            let mut browser = browser.clone();
            let page =
                if method == "get" { browser.get(&path).await } else { browser.post(&path, &[]).await };
            if page.status.is_server_error() {
                faults.push(format!("{method} {path}: {}", page.status));
            }
        }
    }

    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

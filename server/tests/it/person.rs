//! What a sponsor does with the people in its care: five groups of questions, the file, the list, taking out.

use crate::app::{Browser, Page, TestApp, encode};
use domain::id::PersonId;
use domain::person::{Criterion, Parents, Precision, Sex};
use http::StatusCode;
use services::demo::{PASSWORD, PersonBuilder, Progress, Sponsor};

const LIST: &str = "/sponsor/orang";
const NEW: &str = "/sponsor/orang/baru";
/// A woman's, of Buleleng, born on 12 March 2015.
pub const NIK: &str = "5108055203150001";
pub const KK: &str = "5108051203180007";
const SHOWN: &str = "5108 •••• •••• 0001";

/// The five groups as a browser sends them, by the word of each.
pub const FORMS: [(&str, &[(&str, &str)]); 5] = [
    (
        "identitas",
        &[
            ("name", "Ketut Ayu Lestari"),
            ("aliases", "Ayu"),
            ("sex", "P"),
            ("has_nik", "ya"),
            ("nik", "5108 0552 0315 0001"),
            ("no_nik", ""),
        ],
    ),
    (
        "kelahiran",
        &[
            ("place", "Singaraja"),
            ("day", "12"),
            ("month", "maret"),
            ("year", "2015"),
            ("precision", "day"),
            ("has_mother", "ya"),
            ("mother", "Luh Sari"),
            ("no_mother", ""),
            ("kk", KK),
        ],
    ),
    (
        "tempat-tinggal",
        &[
            ("lives", "inside"),
            ("since_month", "7"),
            ("since_year", "2021"),
            ("room", "Melati 2"),
            ("has_address", "ya"),
            ("village", "51.08.05.2002"),
            ("street", "Jalan Kenanga 77"),
            ("rt", "3"),
            ("rw", ""),
            ("postcode", "81116"),
        ],
    ),
    (
        "kriteria",
        &[
            ("criterion", "orphanage_child"),
            ("parents", "mother"),
            ("disabilities", "physical"),
            ("disabilities", "sensory"),
            ("note", "Perlu kursi roda."),
        ],
    ),
    (
        "persetujuan",
        &[
            ("by", "parent"),
            ("consenter", "Luh Sari"),
            ("method", "thumbprint"),
            ("day", "1"),
            ("month", "10"),
            ("year", "2024"),
            ("agreed", "1"),
        ],
    ),
];

/// The form of a group, some of its answers replaced.
pub fn form(group: &str, other: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let (_, fields) = FORMS.iter().find(|(word, _)| *word == group).unwrap();
    let kept = fields.iter().filter(|(name, _)| other.iter().all(|(replaced, _)| replaced != name));
    kept.chain(other).copied().collect()
}

/// Looks for people; the page to which the search leads, under an address that names nobody.
pub async fn look(browser: &mut Browser, form: &[(&str, &str)]) -> Page {
    let led = browser.post(LIST, form).await;
    assert_eq!(led.status, StatusCode::SEE_OTHER, "{}", led.body);
    let address = led.location().to_owned();
    for (_, typed) in form.iter().filter(|(_, typed)| typed.len() > 1) {
        assert!(!address.contains(typed), "{address} names {typed}");
    }
    browser.get(&address).await
}

/// Opens the page of a form, and sends it with what the page carries.
pub async fn send(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    let (key, version) = (page.field("kunci"), page.field("versi"));
    let mut all = vec![("kunci", &*key), ("versi", &*version)];
    // The consent carries the version of the text that was read.
    let text = if page.says("name=\"naskah\"") { page.field("naskah") } else { String::new() };
    all.push(("naskah", &*text));
    all.extend(fields);
    browser.post(path, &all).await
}

/// The path of somebody's file, from the address that an answer leads to.
fn file_of(page: &Page) -> String {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.location().split('/').take(4).collect::<Vec<_>>().join("/")
}

/// Walks through all five groups; the path of the file.
pub async fn walk(browser: &mut Browser) -> String {
    let mut path = NEW.to_owned();
    for (group, fields) in FORMS {
        assert!(path == NEW || path.ends_with(group), "{path} comes before {group}");
        let saved = send(browser, &path, fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{group}: {}", saved.body);
        saved.location().clone_into(&mut path);
    }
    path
}

async fn owner(app: &TestApp, name: &str) -> (Sponsor, Browser) {
    let sponsor = app.sponsor(name, Progress::Confirmed).await;
    let browser = app.signed_in(&sponsor.email).await;
    (sponsor, browser)
}

async fn add(app: &TestApp, sponsor: &Sponsor, builder: PersonBuilder) -> PersonId {
    builder.add(&app.hands.db, &sponsor.actor).await.unwrap()
}

/// Sixteen digits, in a row or in four groups. The number in an island's name is longer.
fn number_in(text: &str) -> Option<String> {
    let is_digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let alone = |at: usize, len: usize| {
        !is_digit(at.checked_sub(1).and_then(|before| bytes.get(before))) && !is_digit(bytes.get(at + len))
    };
    let row = |run: &[u8]| run.iter().all(u8::is_ascii_digit);
    let groups = |run: &[u8]| {
        run.iter().enumerate().all(|(at, b)| if at % 5 == 4 { *b == b' ' } else { b.is_ascii_digit() })
    };
    let rows = bytes.windows(16).enumerate().find(|(at, run)| row(run) && alone(*at, 16));
    let groups = || bytes.windows(19).enumerate().find(|(at, run)| groups(run) && alone(*at, 19));
    rows.or_else(groups).map(|(_, run)| String::from_utf8_lossy(run).into_owned())
}

#[tokio::test]
async fn somebody_new_is_entered_in_five_steps_that_lead_from_one_to_the_next() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let empty = browser.get(LIST).await;
    assert!(empty.says("Belum ada orang") && empty.says("lima menit") && empty.says(NEW), "{}", empty.body);

    let path = walk(&mut browser).await;
    let file = browser.get(&path).await;
    let list = browser.get(LIST).await;
    let home = browser.get("/sponsor").await;

    assert!(file.says("Kurang 2 berkas</span>") && file.says("Lanjutkan: Pas foto"), "{}", file.body);
    for words in [
        SHOWN,
        "5108 •••• •••• 0007",
        "Perempuan",
        "12 Maret 2015",
        "Luh Sari",
        "Juli 2021",
        "Wanagiri",
        "RT 003",
        "Fisik, Sensorik",
        "Perlu kursi roda.",
        "Cap jempol",
        "1 Oktober 2024",
        "2026-11",
        "Ubah<span class=\"unseen\"> tempat tinggal</span>",
    ] {
        assert!(file.says(words), "{words}: {}", file.body);
    }
    assert!(
        list.says("1 orang, 1 lengkap") && list.says("Ketut Ayu Lestari") && list.says(SHOWN),
        "{}",
        list.body
    );
    assert!(home.says("1 orang, 1 lengkap") && home.says("href=\"/sponsor/orang\""), "{}", home.body);
}

#[tokio::test]
async fn no_page_but_the_form_that_changes_it_shows_a_whole_number() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let path = walk(&mut browser).await;
    assert!(
        number_in(NIK).is_some() && number_in("5108 0552 0315 0001").is_some() && number_in(SHOWN).is_none()
    );

    for page in ["/sponsor", LIST, &*path, &format!("{path}/hapus"), NEW, "/sponsor/riwayat"] {
        let answer = browser.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert_eq!(number_in(&answer.body), None, "{page}");
    }
    for (group, number) in [("identitas", Some(NIK)), ("kelahiran", Some(KK)), ("tempat-tinggal", None)] {
        let answer = browser.get(&format!("{path}/{group}")).await;
        assert_eq!(number_in(&answer.body).as_deref(), number, "{group}");
        assert_eq!(answer.headers["cache-control"], "no-store", "{group}");
    }
}

#[tokio::test]
async fn no_title_and_no_address_names_anybody() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let path = walk(&mut browser).await;

    let mut pages = vec![path.clone(), format!("{path}/hapus")];
    pages.extend(FORMS.iter().map(|(group, _)| format!("{path}/{group}")));
    for page in pages {
        let answer = browser.get(&page).await;
        let title = answer.body.split_once("<title>").unwrap().1.split("</title>").next().unwrap().to_owned();
        assert!(!title.contains("Ayu") && !title.is_empty(), "{page}: {title}");
        assert!(answer.says("Ketut Ayu Lestari"), "{page}: the heading says who it is");
    }
    assert!(
        browser.get(LIST).await.says("method=\"post\" action=\"/sponsor/orang\""),
        "a name is not looked for by address"
    );
}

#[tokio::test]
async fn refused_answers_are_named_at_the_field_and_on_top_and_keep_what_was_typed() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let path = walk(&mut browser).await;

    for (group, other, line, kept) in [
        (
            "identitas",
            vec![("nik", "510805520315000")],
            "#nik\">NIK terdiri dari 16 angka",
            "value=\"510805520315000\"",
        ),
        ("identitas", vec![("nik", "5108059903150001")], "#nik\">Nomor ini bukan NIK", "5108059903150001"),
        ("identitas", vec![("name", "Ketut 3")], "#name\">Nama lengkap: Tulis nama dengan huruf", "Ketut 3"),
        ("identitas", vec![("has_nik", "")], "#has_nik\">Apakah", "5108 0552"),
        (
            "kelahiran",
            vec![("day", "31"), ("month", "02")],
            "#day\">Tanggal lahir: Tanggal ini tidak ada",
            "value=\"02\"",
        ),
        ("kelahiran", vec![("month", "Maretember")], "#day\">Tanggal lahir: ", "value=\"Maretember\""),
        ("kelahiran", vec![("mother", "-")], "#mother\">", "Singaraja"),
        ("kelahiran", vec![("kk", "123")], "#kk\">Nomor kartu keluarga", "value=\"123\""),
        ("tempat-tinggal", vec![("village", "51.08.05")], "#village\">Pilih sampai desa", "Jalan Kenanga 77"),
        (
            "tempat-tinggal",
            vec![("village", "51.08.05.9999")],
            "#village\">Desa atau kelurahan: ",
            "Jalan Kenanga 77",
        ),
        ("tempat-tinggal", vec![("since_year", "2099")], "#since_month\">", "value=\"2099\""),
        ("kriteria", vec![("criterion", "lain")], "#criterion\">", "Perlu kursi roda."),
        (
            "persetujuan",
            vec![("by", "oneself")],
            "#by\">Siapa yang setuju? Belum berumur 17 tahun",
            "Luh Sari",
        ),
        ("persetujuan", vec![("agreed", "")], "#agreed\">", "Luh Sari"),
        ("persetujuan", vec![("by", "institution"), ("basis", "")], "#basis\">", "Luh Sari"),
    ] {
        let page = send(&mut browser, &format!("{path}/{group}"), &form(group, &other)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{group} {other:?}");
        assert!(page.says(&format!("<a href=\"{line}")), "{group} {other:?}: {}", page.body);
        assert!(
            page.says(kept) && page.says("class=\"why\"") && page.says("<title>Kesalahan: "),
            "{group} {other:?}"
        );
    }
    assert!(browser.get(&path).await.says("12 Maret 2015"), "nothing was written");
}

#[tokio::test]
async fn a_very_high_age_is_asked_about_once_more() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Werdha").await;
    let path = file_of(&send(&mut browser, NEW, FORMS[0].1).await) + "/kelahiran";
    let year = (services::clock::now().year() - 117).to_string();
    let mut fields: Vec<(&str, &str)> = form("kelahiran", &[("year", "")]);
    fields.retain(|(name, _)| *name != "year");
    fields.push(("year", &year));

    let before = browser.get(&path).await;
    let asked = send(&mut browser, &path, &fields).await;
    fields.push(("sure", "1"));
    let saved = send(&mut browser, &path, &fields).await;

    assert!(!before.says("name=\"sure\""), "nobody is asked before it looks odd");
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.says("<a href=\"#sure\">") && asked.says("name=\"sure\" value=\"1\""), "{}", asked.body);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

#[tokio::test]
async fn until_it_is_known_where_somebody_lives_no_address_is_asked_for() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let path = file_of(&send(&mut browser, NEW, FORMS[0].1).await) + "/tempat-tinggal";

    let nothing = send(&mut browser, &path, &[]).await;
    let outside = send(&mut browser, &path, &[("lives", "outside")]).await;

    assert!(
        nothing.says("<a href=\"#lives\">") && nothing.says("<a href=\"#since_month\">"),
        "{}",
        nothing.body
    );
    assert!(!nothing.says("<a href=\"#street\">"), "{}", nothing.body);
    assert!(
        outside.says("<a href=\"#street\">") && outside.says("<a href=\"#village\">"),
        "{}",
        outside.body
    );
}

#[tokio::test]
async fn looking_for_the_village_of_a_person_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let path = file_of(&send(&mut browser, NEW, FORMS[0].1).await) + "/tempat-tinggal";

    let found = send(
        &mut browser,
        &path,
        &[("aksi", "cari"), ("village_cari", "wanagiri"), ("lives", "inside"), ("street", "Jalan Mawar 5")],
    )
    .await;

    assert_eq!(found.status, StatusCode::OK, "{}", found.body);
    assert!(found.says("51.08.05.2002") && found.says("Jalan Mawar 5"), "{}", found.body);
    assert!(found.says("value=\"inside\" checked"), "{}", found.body);
    assert!(found.says("formaction=\"tempat-tinggal#village\""), "the button asks this very page");
    let first = found.body.split_once("class=\"post-form\"").unwrap().1;
    let first = first[first.find("<button").unwrap()..].split('>').next().unwrap();
    assert!(!first.contains("aksi"), "the button that Enter presses saves: {first}");
}

#[tokio::test]
async fn a_village_that_was_typed_and_not_chosen_is_named_and_one_that_was_given_up_is_left_alone() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let path = file_of(&send(&mut browser, NEW, FORMS[0].1).await) + "/tempat-tinggal";
    let typed = [("village", ""), ("village_cari", "wanagiri")];

    let asked = send(&mut browser, &path, &form("tempat-tinggal", &typed)).await;
    let none = [typed[0], typed[1], ("has_address", "tidak")];
    let saved = send(&mut browser, &path, &form("tempat-tinggal", &none)).await;

    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.body);
    assert!(asked.says("pilih satu di bawah") && asked.says("51.08.05.2002"), "{}", asked.body);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

#[tokio::test]
async fn somebody_without_a_nik_is_entered_and_the_page_says_what_to_do() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let without = form("identitas", &[("has_nik", "belum"), ("nik", ""), ("no_nik", "papers_lost")]);

    let path = file_of(&send(&mut browser, NEW, &without).await);
    let file = browser.get(&path).await;

    assert!(
        file.says("Belum punya NIK") && file.says("Dukcapil") && file.says("tidak menghalangi"),
        "{}",
        file.body
    );
    assert!(file.says("Kurang 4 bagian") && file.says("Lanjutkan: Kelahiran dan keluarga"), "{}", file.body);
    assert!(browser.get(LIST).await.says("Belum punya NIK"));
}

#[tokio::test]
async fn what_looks_odd_is_said_and_blocks_nothing() {
    let app = TestApp::start().await;
    let (sponsor, mut browser) = owner(&app, "Panti Kasih").await;
    let odd = PersonBuilder::new("Made Raka", Sex::Male)
        .nik(NIK)
        .born("Singaraja", 1, 1, 1990)
        .because(Criterion::OrphanageChild, Parents::Unknown);
    let id = add(&app, &sponsor, odd).await;

    let file = browser.get(&format!("{LIST}/{id}")).await;

    for words in [
        "Jenis kelamin di dalam NIK berbeda",
        "Tanggal lahir di dalam NIK berbeda",
        "1 Januari dan 31 Desember",
        "paling tinggi 18 tahun",
        "Catatan ini tidak menghalangi apa pun",
    ] {
        assert!(file.says(words), "{words}: {}", file.body);
    }
}

#[tokio::test]
async fn a_criterion_that_could_endanger_somebody_stands_in_no_list() {
    let app = TestApp::start().await;
    let (sponsor, mut browser) = owner(&app, "Panti Kasih").await;
    let victim = PersonBuilder::new("Ni Putu", Sex::Female).because(Criterion::AbusedChild, Parents::Neither);
    let id = add(&app, &sponsor, victim).await;

    let list = browser.get(LIST).await;
    let file = browser.get(&format!("{LIST}/{id}")).await;

    assert!(list.says("Ni Putu") && !list.says("korban kekerasan") && !list.says("riteria"), "{}", list.body);
    assert!(
        file.says("Anak korban kekerasan")
            && file.says("hanya petugas yang memutuskan yang melihat kriteria"),
        "{}",
        file.body
    );
}

#[tokio::test]
async fn another_sponsors_people_and_nobodys_are_the_same_answer() {
    let app = TestApp::start().await;
    let (victim, mut browser) = owner(&app, "Panti Kasih").await;
    let (_, mut stranger) = owner(&app, "Panti Lain").await;
    let path = walk(&mut browser).await;
    let absent = format!("{LIST}/{}", uuid::Uuid::new_v4());
    let before = browser.get(&path).await;
    let blank = |page: &Page, path: &str| {
        let request = page.headers["x-request-id"].to_str().unwrap().to_owned();
        page.body.replace(&request, "").replace(path, "")
    };
    let mut tails = vec![String::new(), "/hapus".to_owned(), "/lain".to_owned()];
    tails.extend(FORMS.iter().map(|(group, _)| format!("/{group}")));

    for tail in &tails {
        let (theirs, nobodys) = (format!("{path}{tail}"), format!("{absent}{tail}"));
        let (hidden, gone) = (stranger.get(&theirs).await, stranger.get(&nobodys).await);
        assert_eq!((hidden.status, gone.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{tail}");
        assert_eq!(blank(&hidden, &path), blank(&gone, &absent), "{tail}");
        if tail.is_empty() {
            continue;
        }
        let fields =
            FORMS.iter().find(|(group, _)| tail.ends_with(group)).map_or(&[][..], |(_, fields)| *fields);
        let mut fields = fields.to_vec();
        fields.push(("versi", "4"));
        let (hidden, gone) = (stranger.post(&theirs, &fields).await, stranger.post(&nobodys, &fields).await);
        assert_eq!(
            (hidden.status, gone.status),
            (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
            "POST {tail}"
        );
        assert_eq!(blank(&hidden, &path), blank(&gone, &absent), "POST {tail}");
    }
    for broken in ["1", "ketut", "%00", "baru/identitas"] {
        assert_eq!(browser.get(&format!("{LIST}/{broken}")).await.status, StatusCode::NOT_FOUND, "{broken}");
    }
    assert!(stranger.get(LIST).await.says("Belum ada orang"));
    let found = look(&mut stranger, &[("cari", "ketut")]).await;
    assert!(!found.says("Lestari"), "{}", found.body);
    assert!(
        before.says("Kurang 2 berkas</span>") && browser.get(&path).await.says("Kurang 2 berkas</span>"),
        "{}",
        victim.email
    );
}

#[tokio::test]
async fn the_slower_of_two_tabs_loses_nothing_and_may_save_again() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let path = walk(&mut browser).await + "/tempat-tinggal";
    let page = browser.get(&path).await;
    let (key, version) = (page.field("kunci"), page.field("versi"));
    let first = send(&mut browser, &path, &form("tempat-tinggal", &[("street", "Jalan Cepat 1")])).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);

    let mut slow: Vec<(&str, &str)> = form("tempat-tinggal", &[("street", "Jalan Lambat 2")]);
    slow.extend([("kunci", &*key), ("versi", &*version)]);
    let late = browser.post(&path, &slow).await;
    let newer = late.field("versi");
    slow.retain(|(name, _)| *name != "versi");
    slow.push(("versi", &newer));
    let again = browser.post(&path, &slow).await;

    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("tab atau perangkat lain") && late.says("Jalan Lambat 2"), "{}", late.body);
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert!(browser.get(again.location()).await.says("Jalan Lambat 2"));
}

#[tokio::test]
async fn a_button_pressed_twice_makes_one_person_and_saves_once() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let page = browser.get(NEW).await;
    let key = page.field("kunci");
    let mut fields = FORMS[0].1.to_vec();
    fields.push(("kunci", &key));

    let first = browser.post(NEW, &fields).await;
    let second = browser.post(NEW, &fields).await;
    let path = file_of(&first);

    assert_eq!(file_of(&second), path, "the second one leads to the same person");
    assert!(browser.get(LIST).await.says("1 orang, 0 lengkap"));
    let birth = format!("{path}/kelahiran");
    let page = browser.get(&birth).await;
    let (key, version) = (page.field("kunci"), page.field("versi"));
    let mut fields = FORMS[1].1.to_vec();
    fields.extend([("kunci", &*key), ("versi", &*version)]);
    assert_eq!(browser.post(&birth, &fields).await.status, StatusCode::SEE_OTHER);
    let twice = browser.post(&birth, &fields).await;
    assert_eq!((twice.status, twice.location()), (StatusCode::SEE_OTHER, &*path));
}

#[tokio::test]
async fn the_same_nik_is_not_entered_twice() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    send(&mut browser, NEW, FORMS[0].1).await;

    let again = send(&mut browser, NEW, &form("identitas", &[("name", "Ketut Ayu")])).await;

    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.says("<a href=\"#nik\">NIK ini sudah ada") && again.says("value=\"Ketut Ayu\""),
        "{}",
        again.body
    );
}

#[tokio::test]
async fn whoever_stops_in_between_comes_back_to_what_is_missing() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let mut later = FORMS[0].1.to_vec();
    later.push(("aksi", "nanti"));

    let stopped = send(&mut browser, NEW, &later).await;
    let list = browser.get(LIST).await;
    let path =
        list.body.split("href=\"").find(|part| part.starts_with("/sponsor/orang/") && !part.starts_with(NEW));
    let path = path.unwrap().split('"').next().unwrap().to_owned();
    let ground = send(&mut browser, &format!("{path}/kriteria"), FORMS[3].1).await;
    let consent = send(&mut browser, &format!("{path}/persetujuan"), FORMS[4].1).await;

    assert_eq!(stopped.location(), LIST);
    assert!(list.says("Kurang 4 bagian"), "{}", list.body);
    assert_eq!(ground.location(), format!("{path}/persetujuan"), "the next one that is missing");
    assert_eq!(consent.location(), format!("{path}/kelahiran"), "then those before it");
}

#[tokio::test]
async fn a_form_about_a_person_comes_back_after_the_session_ended() {
    let app = TestApp::start().await;
    let (sponsor, mut browser) = owner(&app, "Panti Kasih").await;
    let path = walk(&mut browser).await + "/kelahiran";
    browser.cookies.remove("__Host-sesi");

    let lost = browser.post(&path, &form("kelahiran", &[("mother", "Wayan Sukerti")])).await;
    let (_, to) = lost.location().split_once("lanjut=").unwrap();
    let to = to.replace("%2F", "/");
    let signed = [("email", &*sponsor.email), ("password", PASSWORD), ("lanjut", &*to)];
    let back = browser.post("/masuk", &signed).await;
    let page = browser.get(back.location()).await;

    assert!(back.location().starts_with(&path), "{}", back.location());
    assert!(page.says("Wayan Sukerti") && page.says("value=\"maret\""), "{}", page.body);
}

#[tokio::test]
async fn the_list_is_searched_by_name_filtered_and_read_page_by_page() {
    let app = TestApp::start().await;
    let (sponsor, mut browser) = owner(&app, "Panti Kasih").await;
    walk(&mut browser).await;
    for number in 0..26 {
        let letter = char::from(b'A' + number);
        add(&app, &sponsor, PersonBuilder::new(&format!("Wayan {letter}"), Sex::Male)).await;
    }
    let one =
        PersonBuilder::new("Gede Oka", Sex::Male).born("Seririt", 1, 1, 1950).known_to(Precision::Estimated);
    add(&app, &sponsor, one).await;

    let first = browser.get(LIST).await;
    let next = first.body.split("href=\"").find(|part| part.contains("setelah=")).unwrap();
    let second = browser.get(next.split('"').next().unwrap()).await;
    assert!(
        first.says("28 orang, 1 lengkap") && first.says("Gede Oka") && first.says("sekitar 1950"),
        "{}",
        first.body
    );
    assert!(!first.says("Wayan Z") && second.says("Wayan Z") && !second.says("Gede Oka"), "{}", second.body);
    assert!(second.says("Sebelumnya"), "{}", second.body);

    let found = look(&mut browser, &[("cari", "ayu ketut")]).await;
    assert!(found.says("Ketut Ayu Lestari") && !found.says("Gede Oka"), "{}", found.body);
    assert!(found.says("value=\"ayu ketut\"") && found.says("Tampilkan semua"), "{}", found.body);
    assert!(found.says("1 orang cocok"), "{}", found.body);
    let incomplete = look(&mut browser, &[("cari", ""), ("kurang", "1")]).await;
    assert!(!incomplete.says("Ketut Ayu Lestari") && incomplete.says("Gede Oka"), "{}", incomplete.body);
    let many = look(&mut browser, &[("cari", "wayan")]).await;
    let next = many.body.split("href=\"").find(|part| part.contains("setelah=")).unwrap();
    let next = next.split('"').next().unwrap().replace("&amp;", "&");
    let rest = browser.get(&next).await;
    assert!(!many.says("Wayan Z") && rest.says("Wayan Z") && !rest.says("Wayan B<"), "{}", rest.body);
    for nothing in ["zzzz", "\0", "'; drop table persons; --", "%"] {
        let page = look(&mut browser, &[("cari", nothing)]).await;
        assert_eq!(page.status, StatusCode::OK, "{nothing}: {}", page.body);
    }
    assert!(look(&mut browser, &[("cari", "zzzz")]).await.says("Tidak ada yang cocok"));
    for broken in ["x", "%00", &encode("';--")] {
        let page = browser.get(&format!("{LIST}?setelah={broken}&siapa={broken}")).await;
        assert!(page.status == StatusCode::OK && page.says("Gede Oka"), "{broken}: {}", page.body);
    }
}

#[tokio::test]
async fn taking_somebody_out_asks_first_and_then_keeps_nothing() {
    let app = TestApp::start().await;
    let (_, mut browser) = owner(&app, "Panti Kasih").await;
    let path = walk(&mut browser).await;
    let out = format!("{path}/hapus");
    assert!(browser.get(&path).await.says(&format!("href=\"{out}\"")));

    let question = browser.get(&out).await;
    assert!(
        question.says("Hapus Ketut Ayu Lestari dari daftar?") && question.says("tidak bisa dibatalkan"),
        "{}",
        question.body
    );
    assert!(browser.get(&path).await.says("Kurang 2 berkas</span>"), "a look changes nothing");
    let version = question.field("versi");
    send(&mut browser, &format!("{path}/kriteria"), &form("kriteria", &[("note", "Baru.")])).await;
    let late = browser.post(&out, &[("versi", &version)]).await;
    assert!(
        late.status == StatusCode::UNPROCESSABLE_ENTITY && late.says("baru saja berubah"),
        "{}",
        late.body
    );
    let done = browser.post(&out, &[("versi", &late.field("versi"))]).await;
    let list = browser.get(LIST).await;

    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, LIST), "{}", done.body);
    assert!(list.says("sudah dihapus dari daftar") && list.says("Belum ada orang"), "{}", list.body);
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post(&out, &[("versi", "6")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn people_are_entered_in_any_state_of_the_institution() {
    let app = TestApp::start().await;
    for (number, progress) in
        [Progress::Confirmed, Progress::Papered, Progress::Submitted].into_iter().enumerate()
    {
        let sponsor = app.sponsor(&format!("Panti Kasih {number}"), progress).await;
        let mut browser = app.signed_in(&sponsor.email).await;
        let home = browser.get("/sponsor").await;
        assert!(
            home.says(&format!("href=\"{NEW}\"")) && home.says("href=\"/sponsor/orang\""),
            "{progress:?}"
        );

        let path = walk(&mut browser).await;

        assert!(browser.get(&path).await.says("Kurang 2 berkas</span>"), "{progress:?}");
    }
}

//! What the running program says: nothing that belongs to a person.

use crate::binary::{Portal, Running, World, address_of, code_in};
use crate::outage::{borrowed, profile};
use crate::person::{self, KK, NIK};
use http::StatusCode;
use services::testkit::TestDb;
use std::process::Stdio;
use std::time::Duration;

const FORM: &[(&str, &str)] = &[
    ("kind", "panti"),
    ("institution", "Panti Asuhan Cempaka Ungu"),
    ("in_charge", "Zulaikha Wirasakti"),
    ("email", "zulaikha.w@contoh.id"),
    ("phone", "0812 9753 1864"),
    ("password", "zamrud kelabu sembilan gajah"),
];

/// A NIK of a day that no month has.
const MISTYPED: &str = "5108059903150001";

#[tokio::test]
async fn nothing_that_belongs_to_a_person_reaches_the_log() {
    let (world, test) = (World::new(), TestDb::fresh().await);
    let settings = [
        ("NAUNGAN_DATABASE_URL", address_of(&test)),
        ("NAUNGAN_LOG", "debug".to_owned()),
        ("NAUNGAN_LOG_FORMAT", "json".to_owned()),
    ];
    let mut command = world.naungan(&["serve"], &[]);
    command.envs(settings).stderr(Stdio::piped());
    let portal = Portal::of(Running::ready(command).await);
    let mut browser = portal.registered(FORM).await;
    let code = code_in(&portal.mail().await);
    let form = profile(&browser.get("/sponsor/lembaga").await);
    let saved = browser.post("/sponsor/lembaga", &borrowed(&form)).await;
    let photo = decode::sample::premises_photo(3);
    let sent = browser.upload("/sponsor/berkas/premises_photo", "KK keluarga Wirasakti.jpg", &photo).await;
    while !browser.get("/sponsor/berkas/premises_photo").await.says("/halaman/1") {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let file = person::walk(&mut browser).await;
    let list = browser.get("/sponsor/orang").await;
    let shown = browser.get(&file).await;
    let led = browser.post("/sponsor/orang", &[("cari", "lestari ketut")]).await;
    let found = browser.get(led.location()).await;
    let other = person::form("identitas", &[("nik", MISTYPED)]);
    let mistyped = person::send(&mut browser, &format!("{file}/identitas"), &other).await;
    let wrong = [("email", "zulaikha.w@contoh.id"), ("password", "zamrud keliru")];
    let refused = portal.browser().post("/masuk", &wrong).await;
    let opened = portal.browser().get("/konfirmasi/rahasia-dari-surat").await;
    portal.browser().get("/pkg/naungan.css").await;

    let (status, said) = portal.end().await;

    assert_eq!((saved.status, sent.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(mistyped.status, StatusCode::UNPROCESSABLE_ENTITY);
    for page in [list, shown, found] {
        assert!(page.status.is_success() && page.says("Ketut Ayu Lestari"), "{}", page.body);
    }
    assert!(status.success() && !opened.status.is_success());
    for word in [
        "Zulaikha",
        "zulaikha",
        "Wirasakti",
        "Cempaka",
        "contoh.id",
        "9753 1864",
        "97531864",
        "zamrud",
        "Pahlawan",
        "rahasia-dari-surat",
        NIK,
        "5108 0552",
        KK,
        MISTYPED,
        "Lestari",
        "lestari",
        "Ketut",
        "ketut",
        "Luh Sari",
        "luh sari",
        "Kenanga",
        "kenanga",
        "Melati 2",
        "kursi roda",
    ] {
        let line = said.lines().find(|line| line.contains(word));
        assert_eq!(line, None, "{word}");
    }
    // Six digits stand in many a moment and duration: a code is six and no more.
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let words = said.split(|sign: char| !(sign.is_ascii_alphanumeric() || "-._".contains(sign)));
    assert_eq!(words.clone().filter(|word| *word == code).count(), 0);
    let numbers = words.map(|word| word.trim_matches(['-', '.', '_']));
    let sixteen = |word: &&str| word.len() == 16 && word.bytes().all(|sign| sign.is_ascii_digit());
    assert_eq!(numbers.filter(sixteen).count(), 0, "the length of a NIK and of a KK");
    assert!(!said.contains(&spaced));
    let (_, sealed) = led.location().split_once('?').unwrap();
    assert!(!said.contains(sealed), "the log holds patterns, not addresses");
    for session in browser.cookies.values() {
        assert!(!said.contains(session.as_str()), "a session is as good as a password");
    }
    for route in
        ["/sponsor/berkas/{kind}", "/sponsor/orang/{id}", "/sponsor/orang/{id}/{group}", "/pkg/{file}"]
    {
        assert!(said.contains(&format!("\"route\":\"{route}\"")), "{route}");
    }
    assert!(said.contains("\"message\":\"mail sent\""), "what happened is there nevertheless");
    let twice = said.lines().find(|line| line.matches("\"message\":").count() > 1);
    assert_eq!(twice, None, "a line of JSON has each name once");
}

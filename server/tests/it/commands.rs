//! The operator's commands, through the binary.

use crate::binary::{Ended, Portal, Running, World, address_of, nobody, test_server};
use data_encoding::BASE64;
use domain::account::Password;
use domain::office::OfficeKind;
use http::StatusCode;
use server::commands::faults;
use services::account::{Cost, Passwords};
use services::db::Db;
use services::demo::{PASSWORD, Progress, SponsorBuilder, invite_officer, open_office};
use services::gateway::decoder::InProcessDecoder;
use services::gateway::mail::MemoryMailer;
use services::gateway::object_store::MemoryStore;
use services::jobs::Hands;
use services::seal::Keys;
use services::testkit::TestDb;
use sqlx::ConnectOptions;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use time::Duration;

/// The last account of the demo world.
const LAST: &str = "maria@sahabatlansia.contoh.id";
/// The exit code after which a supervisor does not try again.
const REFUSED: Option<i32> = Some(78);
/// As random as production wants it.
const ROOT: [u8; 32] = [
    7, 201, 33, 90, 154, 12, 255, 61, 180, 44, 99, 2, 231, 118, 73, 166, 25, 210, 141, 58, 193, 84, 17, 248,
    105, 36, 223, 150, 67, 131, 9, 172,
];

/// Production, with neither storage nor mail to be found.
fn production(database: &str) -> Vec<(&'static str, String)> {
    vec![
        ("NAUNGAN_MODE", "production".to_owned()),
        ("NAUNGAN_PUBLIC_URL", "https://naungan.example.id".to_owned()),
        ("NAUNGAN_DATABASE_URL", database.to_owned()),
        ("NAUNGAN_S3_ENDPOINT", format!("http://{}", nobody())),
        ("NAUNGAN_S3_BUCKET", "naungan".to_owned()),
        ("NAUNGAN_S3_REGION", "us-east-1".to_owned()),
        ("NAUNGAN_S3_ACCESS_KEY", "kunci".to_owned()),
        ("NAUNGAN_S3_SECRET_KEY", "rahasia".to_owned()),
        ("NAUNGAN_SMTP_URL", format!("smtp://{}", nobody())),
        ("NAUNGAN_MAIL_FROM", "Naungan <naungan@example.id>".to_owned()),
        ("NAUNGAN_SECURITY_CONTACT", "mailto:keamanan@example.id".to_owned()),
        ("NAUNGAN_ROOT_KEY", BASE64.encode(&ROOT)),
    ]
}

async fn run(world: &World, arguments: &[&str], settings: &[(&'static str, String)]) -> Ended {
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    world.run(arguments, &settings).await
}

fn mails(folder: &Path) -> String {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| fs::read_to_string(file.path()).ok()).collect()
}

#[tokio::test]
async fn the_commands_of_a_new_portal_work_one_after_the_other() {
    const INVITE: [&str; 10] = [
        "admin",
        "invite",
        "--email",
        "nyoman@dinsos.contoh.id",
        "--name",
        "Nyoman Pratama",
        "--office",
        "Dinas Sosial Kabupaten Buleleng",
        "--kind",
        "dinsos-kabkota",
    ];
    let world = World::new();

    let migrated = world.run(&["migrate"], &[]).await;
    let cluster = world.cluster().await;
    let again = world.run(&["migrate"], &[]).await;
    let checked = world.run(&["check"], &[]).await;
    let nowhere = world.run(&INVITE, &[]).await;
    let invited = world.run(&[&INVITE[..], &["--region", "51.08"]].concat(), &[]).await;
    let worker = Running::ready(world.naungan(&["work"], &[])).await;
    while !mails(&world.data().join("surat")).contains("nyoman@dinsos.contoh.id") {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let (ended, _) = worker.end().await;

    assert_eq!(migrated.code, Some(0), "{migrated:?}");
    assert!(migrated.out.contains("Skema terbaru."), "{migrated:?}");
    assert_eq!(again.code, Some(0), "{again:?}");
    assert_eq!((checked.code, checked.out.starts_with("Semua baik")), (Some(0), true), "{checked:?}");
    assert_eq!((nowhere.code, nowhere.err.contains("--region")), (Some(1), true), "{nowhere:?}");
    assert_eq!((invited.code, invited.out.contains("Buleleng")), (Some(0), true), "{invited:?}");
    assert!(ended.success(), "told to end, a worker ends well: {ended:?}");

    let mut superuser = cluster.superuser_options().connect().await.unwrap();
    sqlx::query("alter role naungan_pusat bypassrls").execute(&mut superuser).await.unwrap();
    for command in ["check", "serve", "work"] {
        let refused = world.run(&[command], &[]).await;
        let said = format!("{}{}", refused.out, refused.err);
        assert_eq!(refused.code, REFUSED, "{command}: {said}");
        assert!(said.contains("naungan_pusat bypasses row-level security"), "{command}: {said}");
    }
    drop(cluster);
    world.end(None).await;
}

#[tokio::test]
async fn a_check_tells_every_part_that_is_down_in_a_line_of_its_own() {
    let world = World::new();
    let settings = production(&format!("postgres://{}/naungan", nobody()));

    let checked = run(&world, &["check"], &settings).await;
    let served = run(&world, &["serve"], &settings).await;

    let parts: Vec<&str> = checked.out.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!((checked.code, parts), (REFUSED, vec!["database", "storage", "mail"]), "{checked:?}");
    assert!(checked.out.contains("NAUNGAN_DATABASE_URL") && checked.err.is_empty(), "{checked:?}");
    assert_eq!(served.code, Some(1), "a supervisor tries again: {served:?}");
    assert!(served.err.contains("naungan: database: "), "{served:?}");
}

#[tokio::test]
async fn a_database_that_was_never_migrated_is_refused_before_anything_is_served() {
    let world = World::new();
    // The roles belong to the whole server.
    drop(TestDb::fresh().await);
    let settings = production(test_server().as_str());

    // Somebody may be migrating just now: a supervisor tries again.
    for (command, code) in [("check", REFUSED), ("serve", Some(1)), ("work", Some(1))] {
        let refused = run(&world, &[command], &settings).await;

        let said = format!("{}{}", refused.out, refused.err);
        assert_eq!(refused.code, code, "{command}: {said}");
        assert_eq!(said.matches("schema: ").count(), 1, "{command}: {said}");
        assert!(!said.contains("rls: "), "{command}: {said}");
        assert!(said.contains("run naungan migrate") && !said.contains("siap"), "{command}: {said}");
    }
}

#[tokio::test]
async fn with_the_object_store_down_the_portal_starts_and_only_papers_wait() {
    let (world, test) = (World::new(), TestDb::fresh().await);
    let doors = test.clone();
    let hands = Hands {
        db: Db::new(move |door| doors.options_for(door.role()), 2, Arc::new(Keys::new(&ROOT))),
        store: Arc::new(MemoryStore::default()),
        mailer: Arc::new(MemoryMailer::new()),
        decoder: Arc::new(InProcessDecoder),
        public_url: String::new(),
    };
    let hash = Passwords::new(Cost::LEAST).hash(&Password::parse(PASSWORD).unwrap()).await.unwrap();
    let sponsor = SponsorBuilder::new("Panti Kasih").build(&hands, &hash, Progress::Confirmed).await.unwrap();
    let address = nobody();
    let mut command = world.naungan(&["serve"], &[]);
    command.envs(production(&address_of(&test))).env("NAUNGAN_BIND", address.to_string());
    command.stderr(Stdio::piped());
    let portal = Portal::at(address, Running::ready(command).await);
    let mut browser = portal.browser();

    let signed_in = browser.post("/masuk", &[("email", &sponsor.email), ("password", PASSWORD)]).await;
    let home = browser.get("/sponsor").await;
    let photo = decode::sample::premises_photo(3);
    let paper = browser.upload("/sponsor/berkas/premises_photo", "foto.jpg", &photo).await;
    let script = browser.upload_with("/sponsor/berkas/premises_photo", "foto.jpg", &photo, true).await;
    let (status, said) = portal.end().await;

    assert_eq!((signed_in.location(), home.status), ("/sponsor", StatusCode::OK), "{}", signed_in.body);
    assert_eq!(script.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(paper.says("belum tersimpan") && script.says("belum tersimpan"), "{}", paper.body);
    assert!(said.contains("the object store is not usable"), "{said}");
    assert!(status.success());
}

#[tokio::test]
async fn the_demo_world_is_made_once_and_never_in_production() {
    let (world, test) = (World::new(), TestDb::fresh().await);
    let office = open_office(&test.db, OfficeKind::Pusdatin, "Pusdatin", None).await.unwrap();
    invite_officer(&test.db, &office, "Maria Lestari", LAST, "-").await.unwrap();
    let here = [("NAUNGAN_DATABASE_URL", address_of(&test)), ("NAUNGAN_ROOT_KEY", BASE64.encode(&[42; 32]))];

    let again = run(&world, &["seed", "demo"], &here).await;
    let refused = run(&world, &["seed", "demo"], &production(&address_of(&test))).await;
    let accounts: i64 = sqlx::query_scalar("select count(*) from accounts")
        .fetch_one(&mut test.superuser().await)
        .await
        .unwrap();

    assert_eq!((again.code, accounts), (Some(0), 1), "{again:?}");
    assert!(again.out.lines().any(|line| line.contains(LAST)), "its accounts are told again: {again:?}");
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("not in production mode"), "{refused:?}");
}

#[tokio::test]
async fn a_clock_that_is_far_from_the_databases_is_a_fault() {
    let db = TestDb::fresh().await.db;

    let right = faults::clock(&db).await.unwrap();
    let behind = faults::clock(&db.shifted(Duration::minutes(2))).await.unwrap();
    let ahead = faults::clock(&db.shifted(Duration::minutes(-2))).await.unwrap();

    assert_eq!(right, None);
    assert!(behind.unwrap().contains("behind the database"));
    assert!(ahead.unwrap().contains("ahead of the database"));
}

#[tokio::test]
async fn the_page_for_maintenance_is_printed_in_one_piece_or_not_at_all() {
    let world = World::new();
    let site = world.data().join("site");
    let settings = [("NAUNGAN_SITE", site.display().to_string())];
    let unbuilt = run(&world, &["maintenance-page"], &settings).await;
    fs::create_dir_all(site.join("pkg")).unwrap();
    let manifest = r#"{"css":"naungan.1.css","js":"naungan.1.js","wasm":"naungan.1.wasm"}"#;
    fs::write(site.join("manifest.json"), manifest).unwrap();
    fs::write(site.join("pkg/naungan.1.css"), "h1{color:red}").unwrap();

    let english = run(&world, &["maintenance-page", "--lang", "en"], &settings).await;
    let unknown = run(&world, &["maintenance-page", "--lang", "jv"], &settings).await;

    assert_eq!((unbuilt.code, unbuilt.out.as_str()), (Some(1), ""), "{unbuilt:?}");
    assert!(unbuilt.err.contains("NAUNGAN_SITE"), "{unbuilt:?}");
    assert_eq!(english.code, Some(0), "{english:?}");
    assert!(english.out.contains("<style>h1{color:red}</style>") && !english.out.contains("/pkg/"));
    assert!(english.out.contains("Naungan is under maintenance"));
    assert_eq!((unknown.code, unknown.out.as_str()), (Some(2), ""), "{unknown:?}");
}

//! The binary itself, with everything it brings along, and somebody who pulls the plug.

use crate::app::Page;
use crate::binary::{World, nobody};
use crate::sponsor::FORM;
use http::StatusCode;
use rustix::process::{Pid, Signal, kill_process};
use sqlx::{ConnectOptions, PgConnection};
use std::process::Stdio;

const EMAIL: &str = "sari@contoh.id";

pub fn profile(page: &Page) -> Vec<(String, String)> {
    let typed = [
        ("kind", "panti"),
        ("name", "Panti Asuhan Kasih Bunda"),
        ("in_charge", "Sari Dewi"),
        ("phone", "0812 3456 7890"),
        ("residents", "24"),
        ("village", "51.08.05.2002"),
        ("street", "Jalan \"Pahlawan\" 12"),
        ("rt", "3"),
        ("rw", ""),
        ("postcode", "81116"),
    ];
    let hidden = ["kunci", "versi"].map(|name| (name.to_owned(), page.field(name)));
    typed.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().chain(hidden).collect()
}

pub fn borrowed(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn killed_at_once_after_an_answer_the_portal_has_everything_it_acknowledged() {
    let world = World::ready().await;
    let mut portal = world.portal(&[]).await;
    let mut browser = portal.sponsor().await;
    let form = profile(&browser.get("/sponsor/lembaga").await);
    let saved = browser.post("/sponsor/lembaga", &borrowed(&form)).await;
    let sent = browser
        .upload("/sponsor/berkas/premises_photo", "foto.jpg", &decode::sample::premises_photo(3))
        .await;
    portal.kill().await;
    world.let_time_pass().await;
    assert_eq!((saved.status, sent.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));

    let portal = world.portal(&[]).await;
    let mut again = portal.browser();
    again.cookies = browser.cookies;
    let page = again.get("/sponsor/lembaga").await;
    let verified = world.naungan(&["verify"], &[]).stdout(Stdio::null()).status().await.unwrap();
    while !again.get("/sponsor/berkas/premises_photo").await.says("/halaman/1") {
        tokio::task::yield_now().await;
    }

    assert!(page.says("Jalan &quot;Pahlawan&quot; 12"), "the session and the profile are there");
    assert!(verified.success(), "every promise of the database holds");
    world.end(Some(portal)).await;
}

#[tokio::test]
async fn a_form_that_meets_a_database_that_is_down_is_offered_again_and_counts_once() {
    let world = World::ready().await;
    let portal = world.portal(&[]).await;
    let mut browser = portal.sponsor().await;
    let form = profile(&browser.get("/sponsor/lembaga").await);
    let mut cluster = world.cluster().await;
    kill_process(Pid::from_raw(cluster.pid()).unwrap(), Signal::KILL).unwrap();

    let down = browser.post("/sponsor/lembaga", &borrowed(&form)).await;
    let upload = browser
        .upload("/sponsor/berkas/premises_photo", "foto.jpg", &decode::sample::premises_photo(3))
        .await;
    let landing = browser.get("/").await;
    cluster.restart().await.unwrap();
    let offered: Vec<(String, String)> =
        form.iter().map(|(name, _)| (name.clone(), unescaped(&down.field(name)))).collect();
    let first = browser.post("/sponsor/lembaga", &borrowed(&offered)).await;
    let second = browser.post("/sponsor/lembaga", &borrowed(&offered)).await;

    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(down.says("Kirim lagi") && down.says("tidak hilang"), "{}", down.body);
    assert!(!down.says("sqlx") && !down.says("PostgreSQL"), "what failed inside stays inside");
    assert_eq!(offered, form, "every field is on the page, as it was typed");
    assert_eq!(upload.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        landing.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "a page for whoever is signed in says it too"
    );
    assert_eq!(portal.browser().get("/").await.status, StatusCode::OK);
    assert_eq!((first.status, first.location()), (StatusCode::SEE_OTHER, "/sponsor"), "{}", first.body);
    assert_eq!(second.location(), "/sponsor", "sent twice, it counts once");
    assert!(browser.get("/sponsor/lembaga").await.says("81116"));
    drop(cluster);
    world.end(Some(portal)).await;
}

#[tokio::test]
async fn a_form_whose_database_dies_under_it_is_offered_again_and_counts_once() {
    let world = World::ready().await;
    let portal = world.portal(&[]).await;
    let mut browser = portal.sponsor().await;
    let form = profile(&browser.get("/sponsor/lembaga").await);
    let mut cluster = world.cluster().await;
    let mut holder = cluster.superuser_options().connect().await.unwrap();
    let mut watcher = cluster.superuser_options().connect().await.unwrap();
    for hold in ["begin", "select from institutions for update"] {
        sqlx::query(hold).execute(&mut holder).await.unwrap();
    }
    let (mut sender, sent) = (browser.clone(), form.clone());
    let answer = tokio::spawn(async move { sender.post("/sponsor/lembaga", &borrowed(&sent)).await });
    while !sponsor_waits(&mut watcher).await {
        tokio::task::yield_now().await;
    }
    kill_process(Pid::from_raw(cluster.pid()).unwrap(), Signal::KILL).unwrap();

    let down = answer.await.unwrap();
    cluster.restart().await.unwrap();
    let before = browser.get("/sponsor/lembaga").await;
    let offered: Vec<(String, String)> =
        form.iter().map(|(name, _)| (name.clone(), unescaped(&down.field(name)))).collect();
    let first = browser.post("/sponsor/lembaga", &borrowed(&offered)).await;
    let once = browser.get("/sponsor/lembaga").await;
    let second = browser.post("/sponsor/lembaga", &borrowed(&offered)).await;
    let after = browser.get("/sponsor/lembaga").await;

    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(down.says("Kirim lagi") && down.says("tidak hilang"), "{}", down.body);
    assert_eq!(offered, form, "every field is on the page, as it was typed");
    assert!(
        !before.says("81116") && before.field("versi") == form_field(&form, "versi"),
        "nothing half done"
    );
    assert_eq!((first.status, first.location()), (StatusCode::SEE_OTHER, "/sponsor"), "{}", first.body);
    assert_eq!(second.location(), "/sponsor");
    assert!(once.says("81116") && once.field("versi") != form_field(&form, "versi"));
    assert_eq!(after.field("versi"), once.field("versi"), "sent twice, it counts once");
    drop(cluster);
    world.end(Some(portal)).await;
}

/// Whether a statement of the sponsors' door waits for a lock.
async fn sponsor_waits(watcher: &mut PgConnection) -> bool {
    sqlx::query_scalar(
        "select exists (select from pg_stat_activity
                         where usename = 'naungan_sponsor' and wait_event_type = 'Lock')",
    )
    .fetch_one(watcher)
    .await
    .unwrap()
}

#[tokio::test]
async fn with_the_mail_server_down_somebody_can_register_and_the_mail_leaves_when_it_is_back() {
    let world = World::ready().await;
    let url = format!("smtp://{}", nobody());
    let mut portal = world.portal(&[("NAUNGAN_SMTP_URL", &url)]).await;
    let mut browser = portal.browser();

    let sent = browser.post("/daftar", FORM).await;
    let told = browser.get("/daftar/konfirmasi").await;
    portal.kill().await;
    world.let_time_pass().await;
    let portal = world.portal(&[]).await;
    let mail = portal.mail().await;

    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, "/daftar/konfirmasi"));
    assert!(told.says(EMAIL), "the page says where the mail goes");
    assert!(mail.contains(EMAIL));
    world.end(Some(portal)).await;
}

fn form_field(form: &[(String, String)], name: &str) -> String {
    form.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// The text of an attribute.
fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

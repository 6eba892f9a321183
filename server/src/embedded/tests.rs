//! Embedded mode as `serve` meets it.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;

use sqlx::{Connection, PgConnection};

use super::*;

fn config(variables: &[(&str, &str)]) -> Config {
    let variables: BTreeMap<_, _> = variables.iter().copied().collect();
    Config::load(&|name| variables.get(name).map(ToString::to_string)).unwrap()
}

#[tokio::test]
async fn what_is_not_configured_is_brought_along_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let config = config(&[("NAUNGAN_DATA", folder.path().to_str().unwrap())]);

    let (embedded, gateways) = Embedded::start(&config).await.unwrap();

    let owner = gateways.database.migration().unwrap();
    PgConnection::connect_with(&owner).await.unwrap().close().await.unwrap();
    assert_eq!(gateways.database.options_for("naungan_work").get_username(), "naungan_work");
    assert!(gateways.storage.endpoint().starts_with("http://127.0.0.1:"));
    assert!(gateways.mail.url().starts_with("smtp://127.0.0.1:"));
    assert!(embedded.mailbox().unwrap().latest(1).is_empty());
    for place in ["pg", "s3/naungan", "surat"] {
        assert!(folder.path().join(place).is_dir(), "{place}");
    }
    embedded.stop().await.unwrap();
}

#[tokio::test]
async fn what_is_configured_is_used_and_nothing_is_started_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(&[
        ("NAUNGAN_DATA", folder.path().to_str().unwrap()),
        ("NAUNGAN_DATABASE_URL", "postgres://db.example/naungan"),
        ("NAUNGAN_S3_ENDPOINT", "https://s3.example"),
        ("NAUNGAN_S3_BUCKET", "papers"),
        ("NAUNGAN_S3_REGION", "id"),
        ("NAUNGAN_S3_ACCESS_KEY", "a"),
        ("NAUNGAN_S3_SECRET_KEY", "b"),
        ("NAUNGAN_SMTP_URL", "smtps://mail.example"),
    ]);

    let (embedded, gateways) = Embedded::start(&config).await.unwrap();

    assert_eq!(gateways.database.options_for("naungan_work").get_host(), "db.example");
    assert_eq!(gateways.storage.bucket(), "papers");
    assert_eq!(gateways.mail.url(), "smtps://mail.example");
    assert!(embedded.mailbox().is_none() && embedded.cluster().is_none());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    embedded.stop().await.unwrap();
}

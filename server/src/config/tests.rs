//! The configuration as an operator meets it: good ones are read, bad ones are told in one clear line each.

use std::collections::BTreeMap;

use sqlx::postgres::PgSslMode;

use super::*;

/// Drawn once for these tests with `openssl rand -base64 32`; used nowhere else.
const KEY: &str = "k0mJ3y5ZC5f0T8B5Wc1qkqkC1Wv2m7q9Vd3xJ6aYh0Q=";

/// A production configuration without a fault.
const PRODUCTION: &[(&str, &str)] = &[
    ("NAUNGAN_MODE", "production"),
    ("NAUNGAN_BIND", "0.0.0.0:8080"),
    ("NAUNGAN_PUBLIC_URL", "https://naungan.go.id"),
    ("NAUNGAN_DATABASE_URL", "postgres://any:hush-url@db.example:5433/naungan?sslmode=verify-full"),
    ("NAUNGAN_DATABASE_PASSWORD_OFFICE", "hush-office"),
    ("NAUNGAN_S3_ENDPOINT", "https://s3.example:9000/"),
    ("NAUNGAN_S3_BUCKET", "naungan-papers"),
    ("NAUNGAN_S3_REGION", "id-jkt-1"),
    ("NAUNGAN_S3_ACCESS_KEY", "hush-access"),
    ("NAUNGAN_S3_SECRET_KEY", "hush-secret"),
    ("NAUNGAN_SMTP_URL", "smtps://naungan:hush-smtp@mail.example"),
    ("NAUNGAN_MAIL_FROM", "Naungan <naungan@kemensos.go.id>"),
    ("NAUNGAN_SECURITY_CONTACT", "mailto:keamanan@kemensos.go.id"),
    ("NAUNGAN_ROOT_KEY", KEY),
    ("NAUNGAN_OIDC", "pusdatin"),
    ("NAUNGAN_OIDC_PUSDATIN_ISSUER", "https://sso.example/realms/pusdatin"),
    ("NAUNGAN_OIDC_PUSDATIN_CLIENT_ID", "naungan"),
    ("NAUNGAN_OIDC_PUSDATIN_CLIENT_SECRET", "hush-oidc"),
    ("NAUNGAN_OIDC_PUSDATIN_TENANTS", "pusdatin, rehsos,"),
];

fn load<'a>(pairs: impl IntoIterator<Item = &'a (&'a str, &'a str)>) -> Result<Config, Vec<ConfigFault>> {
    let variables: BTreeMap<&str, &str> = pairs.into_iter().copied().collect();
    Config::load(&|name| variables.get(name).map(ToString::to_string))
}

#[test]
fn nothing_configured_is_embedded_mode_on_loopback() {
    let config = load(&[]).unwrap();

    assert_eq!(config.mode, Mode::Embedded);
    assert_eq!(config.http.bind.to_string(), "127.0.0.1:3000");
    assert_eq!(config.http.public_url.as_str(), "http://127.0.0.1:3000/");
    assert!(config.database.server.is_none());
    assert!(config.storage.server.is_none());
    assert!(config.mail.server.is_none());
    assert!(!config.site.demo);
    assert!(config.oidc.issuers.is_empty());
}

#[test]
fn empty_variables_are_unset_ones() {
    let config = load(&[("NAUNGAN_MODE", ""), ("NAUNGAN_BIND", " "), ("NAUNGAN_S3_BUCKET", "")]).unwrap();

    assert_eq!(config.http.bind.port(), 3000);
}

#[test]
fn a_public_address_that_was_not_given_follows_the_port() {
    let bound = "127.0.0.1:4321".parse().unwrap();
    let free = load(&[("NAUNGAN_BIND", "127.0.0.1:0")]).unwrap().http.bound_to(bound);
    let given = load(&[("NAUNGAN_PUBLIC_URL", "http://localhost:9")]).unwrap().http.bound_to(bound);

    assert_eq!(free.public_url.as_str(), "http://127.0.0.1:4321/");
    assert_eq!(given.public_url.as_str(), "http://localhost:9/");
    assert_eq!(given.bind, bound);
}

#[test]
fn without_a_word_only_this_machine_is_a_trusted_proxy_and_a_list_replaces_it() {
    let holds = |config: &Config, address: &str| {
        let address = address.parse().unwrap();
        config.http.trusted_proxies.iter().any(|network| network.holds(address))
    };
    let silent = load(PRODUCTION).unwrap();
    let list = ("NAUNGAN_TRUSTED_PROXIES", "10.1.0.0/16, 2001:db8::7,");
    let named = load(PRODUCTION.iter().chain([&list])).unwrap();

    assert!(holds(&silent, "127.0.0.1") && holds(&silent, "::1") && !holds(&silent, "10.1.0.1"));
    assert!(holds(&named, "10.1.0.1") && holds(&named, "2001:db8::7") && !holds(&named, "127.0.0.1"));
}

#[test]
fn the_contact_for_weaknesses_follows_the_sender_of_mails_where_none_is_given() {
    let from = ("NAUNGAN_MAIL_FROM", "Naungan <naungan@dinsos.contoh.id>");

    assert_eq!(load(&[]).unwrap().security.contact.as_str(), "mailto:keamanan@naungan.test");
    assert_eq!(load(&[from]).unwrap().security.contact.as_str(), "mailto:keamanan@dinsos.contoh.id");
    assert_eq!(load(PRODUCTION).unwrap().security.contact.as_str(), "mailto:keamanan@kemensos.go.id");
}

#[test]
fn a_whole_production_configuration_is_read() {
    let config = load(PRODUCTION).unwrap();

    let storage = config.storage.server.unwrap();
    let issuer = config.oidc.issuers.first().unwrap();
    assert_eq!(config.http.public_url.as_str(), "https://naungan.go.id/");
    assert_eq!(storage.endpoint(), "https://s3.example:9000");
    assert_eq!(storage.secret_key(), "hush-secret");
    assert_eq!(config.mail.server.unwrap().url(), "smtps://naungan:hush-smtp@mail.example");
    assert_eq!(issuer.tenants, ["pusdatin", "rehsos"]);
    assert_eq!(issuer.label, "pusdatin");
    assert!(config.keys.root(std::path::Path::new("/nowhere")).is_ok());
}

#[test]
fn each_door_has_its_own_role_and_may_have_its_own_password() {
    let server = load(PRODUCTION).unwrap().database.server.unwrap();

    let office = server.options_for("naungan_office");
    let sponsor = server.options_for("naungan_sponsor");

    assert_eq!(office.get_username(), "naungan_office");
    assert_eq!(office.get_host(), "db.example");
    assert_eq!(office.get_port(), 5433);
    assert!(matches!(office.get_ssl_mode(), PgSslMode::VerifyFull));
    // Only the debug form of sqlx tells a password.
    assert!(format!("{office:?}").contains("hush-office"));
    assert!(format!("{sponsor:?}").contains("hush-url"));
}

#[test]
fn the_schema_is_migrated_by_its_owner_alone() {
    let without = load(PRODUCTION).unwrap().database.server.unwrap();
    let url = ("MIGRATION_DATABASE_URL", "postgres://owner@db.example/naungan");
    let with = load(PRODUCTION.iter().chain([&url])).unwrap().database.server.unwrap();

    assert!(without.migration().unwrap_err().to_string().starts_with("MIGRATION_DATABASE_URL is missing"));
    assert_eq!(with.migration().unwrap().get_username(), "owner");
}

#[test]
fn no_secret_is_ever_printed() {
    let url = ("MIGRATION_DATABASE_URL", "postgres://owner:hush-owner@db.example/naungan");
    let config = load(PRODUCTION.iter().chain([&url])).unwrap();

    let printed = format!("{config:?}");

    assert!(!printed.contains("hush"), "{printed}");
    assert!(!printed.contains(KEY), "{printed}");
}

#[test]
fn production_mode_tells_everything_that_is_missing_at_once() {
    let faults = load(&[("NAUNGAN_MODE", "production")]).unwrap_err();

    let variables: Vec<_> = faults.iter().map(ConfigFault::variable).collect();
    assert_eq!(
        variables,
        [
            "NAUNGAN_PUBLIC_URL",
            "NAUNGAN_DATABASE_URL",
            "NAUNGAN_S3_ENDPOINT",
            "NAUNGAN_S3_BUCKET",
            "NAUNGAN_S3_REGION",
            "NAUNGAN_S3_ACCESS_KEY",
            "NAUNGAN_S3_SECRET_KEY",
            "NAUNGAN_SMTP_URL",
            "NAUNGAN_MAIL_FROM",
            "NAUNGAN_SECURITY_CONTACT",
            "NAUNGAN_ROOT_KEY",
        ]
    );
    for fault in &faults {
        check_sentence(fault, fault.variable());
    }
}

/// Mode, variable, bad value, and what the line must say.
const BAD: &[(Mode, &str, &str, &str)] = {
    use Mode::{Embedded as E, Production as P};
    &[
        (E, "NAUNGAN_MODE", "prod", "write embedded or production"),
        (E, "NAUNGAN_MODE", "Production", "\"Production\", which is not a mode"),
        (E, "NAUNGAN_BIND", "0.0.0.0:3000", "embedded mode listens on loopback only"),
        (E, "NAUNGAN_BIND", "[::]:3000", "embedded mode listens on loopback only"),
        (E, "NAUNGAN_BIND", "192.168.1.7:80", "embedded mode listens on loopback only"),
        (E, "NAUNGAN_BIND", "localhost:3000", "write both in figures"),
        (E, "NAUNGAN_BIND", "3000", "not an address and a port"),
        (E, "NAUNGAN_BIND", "127.0.0.1:99999", "not an address and a port"),
        (E, "NAUNGAN_BIND", "127.0.0.1\n:3000", "\"127.0.0.1\\n:3000\""),
        (E, "NAUNGAN_PUBLIC_URL", "naungan.go.id", "no web address"),
        (E, "NAUNGAN_PUBLIC_URL", "ftp://naungan.go.id", "no web address"),
        (E, "NAUNGAN_PUBLIC_URL", "http://a:hush@naungan.go.id", "holds a user name or password"),
        (E, "NAUNGAN_PUBLIC_URL", "http://naungan.go.id/portal", "more than scheme and host"),
        (E, "NAUNGAN_PUBLIC_URL", "http://naungan.go.id/?a", "more than scheme and host"),
        (P, "NAUNGAN_PUBLIC_URL", "http://naungan.go.id", "reached by https only"),
        (E, "NAUNGAN_DATABASE_URL", "mysql://u:hush@db/naungan", "is not a PostgreSQL address"),
        (E, "NAUNGAN_DATABASE_URL", "db.example", "is not a PostgreSQL address"),
        (P, "NAUNGAN_DATABASE_URL", "postgres://u:hush@db:port/naungan", "cannot be understood"),
        (P, "NAUNGAN_DATABASE_URL", "postgres://u:hush@db/naungan?sslmode=perhaps", "cannot be understood"),
        (P, "NAUNGAN_DATABASE_URL", "postgres:///naungan", "names no host"),
        (P, "NAUNGAN_DATABASE_URL", "postgres://u:hush@db:5432", "names no database"),
        (P, "MIGRATION_DATABASE_URL", "owner:hush@db/naungan", "is not a PostgreSQL address"),
        (E, "NAUNGAN_DATABASE_PASSWORD_WORK", "hush", "set NAUNGAN_DATABASE_URL too"),
        (E, "NAUNGAN_DATABASE_POOL", "0", "not a whole number from 1 to 500"),
        (E, "NAUNGAN_DATABASE_POOL", "many", "not a whole number from 1 to 500"),
        (E, "NAUNGAN_PG_BIN", "postgresql/bin", "is not a full path"),
        (P, "NAUNGAN_S3_ENDPOINT", "s3.example", "is no web address"),
        (P, "NAUNGAN_S3_ENDPOINT", "https://key:hush@s3.example", "holds keys"),
        (P, "NAUNGAN_S3_ENDPOINT", "https://s3.example/bucket", "more than scheme, host and port"),
        (P, "NAUNGAN_S3_ENDPOINT", "s3://s3.example", "is no http or https address"),
        (P, "NAUNGAN_S3_BUCKET", "Naungan_Papers", "no S3 server takes as a bucket"),
        (P, "NAUNGAN_S3_BUCKET", "ab", "no S3 server takes as a bucket"),
        (E, "NAUNGAN_S3_SECRET_KEY", "hush", "set NAUNGAN_S3_ENDPOINT too"),
        (P, "NAUNGAN_SMTP_URL", "mail.example:25", "not smtp or smtps"),
        (P, "NAUNGAN_SMTP_URL", "https://mail.example", "not smtp or smtps"),
        (P, "NAUNGAN_SMTP_URL", "smtp://u:hush@mail.example", "another machine in the clear"),
        (P, "NAUNGAN_SMTP_URL", "smtp://mail.example?tls=maybe", "write tls=required"),
        (P, "NAUNGAN_SMTP_URL", "smtp://", "names no host"),
        (P, "NAUNGAN_MAIL_FROM", "Naungan", "which is no mail address"),
        (P, "NAUNGAN_MAIL_FROM", "Naungan <naungan@kemensos.go.id", "is not closed"),
        (P, "NAUNGAN_MAIL_FROM", "naungan@kemensos", "which is no mail address"),
        (P, "NAUNGAN_MAIL_FROM", "a@x.id\r\nBcc: b@x.id", "control character"),
        (P, "NAUNGAN_MAIL_FROM", "a@x.id, b@x.id", "which is no mail address"),
        (P, "NAUNGAN_SECURITY_CONTACT", "keamanan@x.id", "neither a mailto nor"),
        (P, "NAUNGAN_SECURITY_CONTACT", "http://x.id/lapor", "neither a mailto nor"),
        (P, "NAUNGAN_SECURITY_CONTACT", "mailto:keamanan", "neither a mailto nor"),
        (E, "NAUNGAN_SECURITY_CONTACT", "mailto:a@x.id\nContact: b@x.id", "neither a mailto nor"),
        (P, "NAUNGAN_TRUSTED_PROXIES", "127.0.0.1, proxy.local", "neither an address nor a network"),
        (P, "NAUNGAN_TRUSTED_PROXIES", "0.0.0.0/0", "neither an address nor a network"),
        (P, "NAUNGAN_ROOT_KEY", "hush", "is not 32 bytes in base64"),
        (P, "NAUNGAN_ROOT_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "repeats itself"),
        (P, "NAUNGAN_ROOT_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "published development key"),
        (P, "NAUNGAN_ROOT_KEY", "bmF1bmdhbiBkZXZlbG9wbWVudCByb290IGtleSAwMDE=", "text somebody typed"),
        (E, "NAUNGAN_ROOT_KEY", "a0kzSjN5NVpDNWYwVDhCNQ==", "is not 32 bytes in base64"),
        (E, "NAUNGAN_DATA", "/etc/passwd", "which is not a folder"),
        (E, "NAUNGAN_SITE", "/etc/passwd", "which is not a folder"),
        (E, "NAUNGAN_DEMO", "yes", "write 1 for the demo world, or 0"),
        (P, "NAUNGAN_DEMO", "1", "remove it in production mode"),
        (P, "NAUNGAN_OIDC", "Pus-Datin", "which is no short name"),
        (P, "NAUNGAN_OIDC", "pusdatin,pusdatin", "names an issuer twice"),
        (P, "NAUNGAN_OIDC_PUSDATIN_ISSUER", "", "is missing: NAUNGAN_OIDC names pusdatin"),
        (P, "NAUNGAN_OIDC_PUSDATIN_ISSUER", "http://127.0.0.1:9", "not an https address"),
        (P, "NAUNGAN_OIDC_PUSDATIN_ISSUER", "https://sso.example/?realm=a", "with a query or fragment"),
        (P, "NAUNGAN_OIDC_PUSDATIN_CLIENT_ID", "", "is missing"),
        (P, "NAUNGAN_OIDC_PUSDATIN_CLIENT_SECRET", "", "is missing"),
        (E, "NAUNGAN_WORKER_JOBS", "-1", "not a whole number from 1 to 32"),
        (E, "NAUNGAN_LOG", "naungan=loud", "no log filter"),
        (E, "NAUNGAN_LOG_FORMAT", "xml", "write text or json"),
    ]
};

#[test]
fn every_bad_value_gives_one_clear_sentence() {
    for &(mode, variable, value, must_say) in BAD {
        let base = if mode == Mode::Production { PRODUCTION } else { &[] };
        let faults = load(base.iter().chain([&(variable, value)])).unwrap_err();

        let fault = faults.first().unwrap();
        assert_eq!(faults.len(), 1, "{variable}={value:?}: {faults:?}");
        check_sentence(fault, variable);
        assert!(fault.to_string().contains(must_say), "{fault}");
    }
}

fn check_sentence(fault: &ConfigFault, variable: &str) {
    let line = fault.to_string();
    assert!(line.starts_with(variable), "{line}");
    assert!(line.ends_with('.') && line.contains("; "), "{line}");
    assert!(line.lines().count() == 1 && line.len() < 250, "{line}");
    assert!(!line.contains("hush"), "a secret is told: {line}");
}

#[test]
fn the_example_file_names_every_variable_and_loads_as_it_stands() {
    let example = include_str!("../../../.env.example");
    let settings: Vec<(&str, &str)> = example
        .lines()
        .filter_map(|line| line.trim_start_matches("# ").split_once('='))
        .filter(|(name, _)| reading::is_ours(name))
        .collect();

    let active: Vec<_> = example.lines().filter_map(|line| line.split_once('=')).collect();
    assert!(reading::misspelt(settings.iter().map(|(name, _)| *name)).is_empty());
    assert_eq!(reading::missing_from(settings.iter().map(|(name, _)| *name)), Vec::<&str>::new());
    load(active.iter().filter(|(name, _)| !name.starts_with('#'))).unwrap();
}

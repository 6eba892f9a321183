//! Registrations that nobody confirms, from one network: a table that a stranger cannot fill.

use super::{PASSWORD, Portal, form, nobody};
use services::account::register::{self, UNCONFIRMED_AN_HOUR};
use services::db::Db;
use std::net::IpAddr;
use time::Duration;

const HOME: &str = "198.51.100.7";

/// Registers from this network; for how many seconds there is no room, where there is none.
async fn registers(portal: &Portal, db: &Db, network: &str, email: &str) -> Option<u32> {
    let (network, form): (IpAddr, _) = (network.parse().unwrap(), form(email, PASSWORD));
    let answer =
        db.write(&nobody(), async |scope| register::register_from(scope, network, &form, "-").await).await;
    let count = portal.house.count("select count(*) from accounts").await;
    assert!(count <= 2 + i64::from(UNCONFIRMED_AN_HOUR), "{count} accounts");
    answer.unwrap().err()
}

/// For how many seconds this network is told that there is no room, before anything is counted.
async fn room(db: &Db, network: &str) -> Option<u32> {
    let network: IpAddr = network.parse().unwrap();
    db.write(&nobody(), async |scope| register::room_from(scope, network).await).await.unwrap().err()
}

/// Fills the hour of a network.
async fn fill(portal: &Portal, network: &str) {
    for n in 0..UNCONFIRMED_AN_HOUR {
        let email = format!("orang{n}@contoh.id");
        assert_eq!(registers(portal, portal.db(), network, &email).await, None, "{n}");
    }
}

#[tokio::test]
async fn a_network_that_confirms_nothing_registers_nobody_else_until_the_hour_is_over() {
    let portal = Portal::new().await;
    fill(&portal, HOME).await;
    let late = portal.later(Duration::minutes(45));

    let refused = registers(&portal, portal.db(), HOME, "baru@contoh.id").await;
    let known = registers(&portal, portal.db(), HOME, "orang1@contoh.id").await;
    let refused_late = registers(&portal, &late, HOME, "baru@contoh.id").await.unwrap();
    let neighbour = registers(&portal, portal.db(), "2001:db8:1:2::", "tetangga@contoh.id").await;
    let next_hour = registers(&portal, &portal.later(Duration::minutes(61)), HOME, "baru@contoh.id").await;

    assert!(refused.is_some_and(|wait| (3_500..=3_601).contains(&wait)), "{refused:?}");
    assert!(known.is_some(), "an address that has an account is answered alike");
    assert!(refused_late <= 15 * 60 + 1, "asking in between does not make it longer: {refused_late}");
    assert_eq!((neighbour, next_hour), (None, None));
}

#[tokio::test]
async fn whoever_confirms_makes_room_for_one_more_from_the_same_network() {
    let portal = Portal::new().await;
    let home: IpAddr = HOME.parse().unwrap();
    fill(&portal, HOME).await;
    assert!(registers(&portal, portal.db(), HOME, "baru@contoh.id").await.is_some());

    let db = portal.db();
    db.write(&nobody(), async |scope| register::confirmed_from(scope, home).await).await.unwrap();

    assert_eq!(registers(&portal, db, HOME, "baru@contoh.id").await, None);
    assert!(registers(&portal, db, HOME, "lain@contoh.id").await.is_some());
}

#[tokio::test]
async fn confirming_gives_a_network_no_more_room_than_it_began_with() {
    let portal = Portal::new().await;
    let (db, home): (_, IpAddr) = (portal.db(), HOME.parse().unwrap());

    for _ in 0..3 {
        db.write(&nobody(), async |scope| register::confirmed_from(scope, home).await).await.unwrap();
    }
    fill(&portal, HOME).await;

    assert!(registers(&portal, db, HOME, "baru@contoh.id").await.is_some());
}

#[tokio::test]
async fn asking_for_room_counts_nothing_and_says_what_registering_would_say() {
    let portal = Portal::new().await;
    let db = portal.db();
    for _ in 0..=UNCONFIRMED_AN_HOUR {
        assert_eq!(room(db, HOME).await, None, "nobody registered");
    }

    fill(&portal, HOME).await;

    let wait = room(db, HOME).await;
    assert!(wait.is_some_and(|wait| (3_500..=3_601).contains(&wait)), "{wait:?}");
    assert_eq!(room(db, "198.51.100.8").await, None, "another network");
    assert_eq!(room(&portal.later(Duration::minutes(61)), HOME).await, None, "the next hour");
    let home: IpAddr = HOME.parse().unwrap();
    db.write(&nobody(), async |scope| register::confirmed_from(scope, home).await).await.unwrap();
    assert_eq!(room(db, HOME).await, None, "one was confirmed");
}

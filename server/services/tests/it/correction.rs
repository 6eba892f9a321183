//! A file that came back to its sponsor: what the office reads meanwhile, and what a correction is.

use crate::house::House;
use crate::verification::{found, key, look, return_, take};
use domain::document::{PaperFault, PaperKind, PaperState};
use domain::institution::SponsorKind;
use domain::problem::Problem;
use domain::verification::{Action, Faults, Item, ReturnReason};
use services::context::Actor;
use services::demo::{Progress, Sponsor};
use services::document::{self, Upload, View};
use services::error::Result;
use services::institution::{self, Entry, ProfileInput};
use services::jobs;
use services::verification::{self, Case, Tab};

/// A file whose photo was returned.
async fn returned(house: &House) -> (Sponsor, Actor) {
    let sponsor = house.sponsor("Panti Perbaikan", Progress::Submitted).await;
    let officer = house.officer("51.08").await;
    take(house, &officer, &sponsor).await.unwrap();
    let version = look(house, &officer, &sponsor).await;
    return_(house, &officer, &sponsor, version).await.unwrap();
    (sponsor, officer)
}

/// A sent file, read by the officer who took it, and the version that a decision must name. Its papers are those that
/// [`House::upload`] sends again.
async fn read(house: &House, name: &str) -> (Sponsor, Actor, i32) {
    let sponsor = house.sponsor(name, Progress::Profiled).await;
    house.upload(&sponsor, PaperKind::PremisesPhoto).await;
    house.upload(&sponsor, PaperKind::RecommendationLetter).await;
    jobs::run_all_now(&house.hands).await.unwrap();
    send(house, &sponsor).await.unwrap();
    let officer = house.officer("51.08").await;
    take(house, &officer, &sponsor).await.unwrap();
    let version = look(house, &officer, &sponsor).await;
    (sponsor, officer, version)
}

async fn case(house: &House, officer: &Actor, sponsor: &Sponsor) -> Case {
    house
        .hands
        .db
        .write(officer, async |scope| verification::open(scope, sponsor.institution).await)
        .await
        .unwrap()
}

/// Names in a list of the officer's queue.
async fn listed(house: &House, officer: &Actor, tab: Tab) -> Vec<String> {
    let db = &house.hands.db;
    let page = db.write(officer, async |scope| verification::queue(scope, tab, None).await).await.unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

async fn rename(house: &House, sponsor: &Sponsor, name: &str) {
    house
        .hands
        .db
        .write(&sponsor.actor, async |scope| {
            let own = institution::own(scope).await?;
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            let (_, profile) = ProfileInput {
                kind: own.says.kind.word().to_owned(),
                name: name.to_owned(),
                in_charge: own.says.in_charge.clone(),
                phone: own.says.phone.clone(),
                residents: own.says.residents.unwrap_or(1).to_string(),
                village: text(&own.says.village),
                street: text(&own.says.street),
                rt: text(&own.says.rt),
                rw: text(&own.says.rw),
                postcode: text(&own.says.postcode),
            }
            .parse()
            .unwrap();
            institution::save(scope, own.id, own.revision, SponsorKind::Panti, &profile, key()).await
        })
        .await
        .unwrap();
}

async fn send(house: &House, sponsor: &Sponsor) -> Result<String> {
    house
        .hands
        .db
        .write(&sponsor.actor, async |scope| {
            let version = institution::own(scope).await?.version;
            institution::submit(scope, version, true, key()).await
        })
        .await
}

#[tokio::test]
async fn the_office_reads_what_was_sent_until_it_is_sent_again() {
    let house = House::new().await;
    let (sponsor, officer) = returned(&house).await;
    let before = case(&house, &officer, &sponsor).await;

    rename(&house, &sponsor, "Panti Nama Baru").await;
    house.upload(&sponsor, PaperKind::PremisesPhoto).await;
    jobs::run_all_now(&house.hands).await.unwrap();
    let meanwhile = case(&house, &officer, &sponsor).await;
    let own =
        house.hands.db.write(&sponsor.actor, async |scope| institution::own(scope).await).await.unwrap();
    let new = own.paper(PaperKind::PremisesPhoto).unwrap();

    assert_eq!(meanwhile.says.name, "Panti Perbaikan");
    assert_eq!(listed(&house, &officer, Tab::Returned).await, ["Panti Perbaikan"]);
    assert_eq!(found(&house, &officer, "perbaikan").await, ["Panti Perbaikan"], "as its officers know it");
    assert_eq!(found(&house, &officer, "nama baru").await, [""; 0], "what is not sent yet");
    assert_eq!(own.says.name, "Panti Nama Baru");
    let ids = |case: &Case| case.papers.iter().map(|paper| paper.id).collect::<Vec<_>>();
    assert_eq!(ids(&meanwhile), ids(&before), "the versions that were sent");
    assert_eq!(new.state, PaperState::Ready);
    let early =
        document::open(&house.hands.db, &officer, house.hands.store.as_ref(), new.id, View::Page(1)).await;
    assert!(matches!(early.unwrap_err().into_problem(), Problem::NotFound));

    send(&house, &sponsor).await.unwrap();
    let after = case(&house, &officer, &sponsor).await;

    assert_eq!(after.says.name, "Panti Nama Baru");
    assert_eq!(listed(&house, &officer, Tab::Waiting).await, ["Panti Nama Baru"]);
    assert_eq!(found(&house, &officer, "nama baru").await, ["Panti Nama Baru"]);
    assert!(ids(&after).contains(&new.id));
    document::open(&house.hands.db, &officer, house.hands.store.as_ref(), new.id, View::Page(1))
        .await
        .unwrap();
}

#[tokio::test]
async fn history_says_what_a_correction_changed_and_keeps_both_declarations() {
    let house = House::new().await;
    let (sponsor, officer) = returned(&house).await;
    rename(&house, &sponsor, "Panti Nama Baru").await;
    house.upload(&sponsor, PaperKind::PremisesPhoto).await;
    jobs::run_all_now(&house.hands).await.unwrap();
    send(&house, &sponsor).await.unwrap();

    let history = case(&house, &officer, &sponsor).await.history;
    let sent: Vec<&Entry> = history.iter().filter(|entry| entry.action == Action::Submit).collect();

    assert_eq!(sent[0].changed, [Item::Profile, Item::PremisesPhoto]);
    assert!(sent[1].changed.is_empty(), "the first sending changed nothing");
    let names = sent.iter().map(|entry| entry.detail.declared.as_ref().unwrap().says.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["Panti Nama Baru", "Panti Perbaikan"]);
}

#[tokio::test]
async fn the_very_file_that_was_returned_is_no_correction() {
    let house = House::new().await;
    let (sponsor, officer, version) = read(&house, "Panti Sama").await;
    return_(&house, &officer, &sponsor, version).await.unwrap();

    let same = house.try_upload(&sponsor, PaperKind::PremisesPhoto).await.unwrap_err().into_problem();
    let other = document::receive(
        &house.hands.db,
        &sponsor.actor,
        house.hands.store.as_ref(),
        Upload {
            kind: PaperKind::PremisesPhoto,
            person: None,
            file_name: "foto.jpg".to_owned(),
            bytes: decode::sample::premises_photo(3),
            form_key: key(),
        },
    )
    .await;

    assert!(matches!(same, Problem::Paper(PaperFault::Unchanged)), "{same:?}");
    other.unwrap();
}

#[tokio::test]
async fn a_file_that_was_returned_for_what_stands_elsewhere_may_come_again() {
    let house = House::new().await;
    let (sponsor, officer, version) = read(&house, "Panti Nama").await;
    // The name in the profile was wrong, and the letter differs from it.
    let faults = Faults::parse(vec![
        (Item::Profile, Some(ReturnReason::NameDiffers), String::new()),
        (Item::RecommendationLetter, Some(ReturnReason::NameDiffers), String::new()),
    ])
    .unwrap();
    let id = sponsor.institution;
    house
        .hands
        .db
        .write(&officer, async |scope| verification::return_(scope, id, version, &faults, key()).await)
        .await
        .unwrap();

    house.upload(&sponsor, PaperKind::RecommendationLetter).await;
}

//! The sponsor's own file: a village that ended is neither saved nor sent.

use crate::house::House;
use crate::region::{NEXT, import_text, list_of_today};
use crate::verification::key;
use domain::institution::SponsorKind;
use domain::problem::{Problem, Rule};
use domain::verification::{Item, State};
use domain::workflow::Need;
use services::demo::{Progress, Sponsor};
use services::error::Result;
use services::institution::{self, Own, ProfileInput, TaskState};
use services::region::Outcome;
use services::verification::{self, Tab};

/// Kelurahan Samkai, Merauke: until 2022 in Papua, since then in Papua Selatan.
const SAMKAI: [&str; 2] = ["91.01.01.1002", "93.01.01.1002"];

async fn own(house: &House, sponsor: &Sponsor) -> Own {
    house.hands.db.write(&sponsor.actor, async |scope| institution::own(scope).await).await.unwrap()
}

/// Chooses a village and changes nothing else.
async fn choose(house: &House, sponsor: &Sponsor, village: &str) -> Result<()> {
    let own = own(house, sponsor).await;
    let (_, profile) = ProfileInput {
        kind: SponsorKind::Panti.word().to_owned(),
        name: own.says.name.clone(),
        in_charge: own.says.in_charge.clone(),
        phone: own.says.phone.clone(),
        residents: "24".to_owned(),
        village: village.to_owned(),
        street: "Jalan Pahlawan 12".to_owned(),
        ..ProfileInput::default()
    }
    .parse()
    .unwrap();
    house
        .hands
        .db
        .write(&sponsor.actor, async |scope| {
            institution::save(scope, own.id, own.revision, SponsorKind::Panti, &profile, key()).await
        })
        .await
}

async fn send(house: &House, sponsor: &Sponsor) -> Result<String> {
    let version = own(house, sponsor).await.version;
    let db = &house.hands.db;
    db.write(&sponsor.actor, async |scope| institution::submit(scope, version, true, key()).await).await
}

/// Names in the queue of an office.
async fn waiting(house: &House, area: &str) -> Vec<String> {
    let officer = house.officer(area).await;
    let db = &house.hands.db;
    let page = db.write(&officer, async |scope| verification::queue(scope, Tab::Waiting, None).await).await;
    page.unwrap().rows.into_iter().map(|row| row.name).collect()
}

fn profile(own: &Own) -> &TaskState {
    &own.tasks.iter().find(|task| task.item == Item::Profile).unwrap().state
}

fn village(rule: Rule) -> Problem {
    Problem::field("village", rule)
}

#[tokio::test]
async fn a_village_that_has_ended_is_not_saved() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Lama", Progress::Confirmed).await;

    let ended = choose(&house, &sponsor, SAMKAI[0]).await.unwrap_err();
    let unknown = choose(&house, &sponsor, "51.08.05.2999").await.unwrap_err();

    assert_eq!(ended.problem(), &village(Rule::RetiredRegion));
    assert_eq!(unknown.problem(), &village(Rule::UnknownRegion));
    let own = own(&house, &sponsor).await;
    assert_eq!((own.says.village.as_deref(), profile(&own)), (None, &TaskState::Missing));
}

#[tokio::test]
async fn a_file_whose_village_ended_after_saving_is_sent_only_to_the_office_of_today() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Merauke", Progress::Papered).await;
    // As it was saved before 2022.
    house.change("update institutions set village_code = '91.01.01.1002', region_edition = '2019'").await;

    let before = own(&house, &sponsor).await;
    let refused = send(&house, &sponsor).await.unwrap_err();

    assert_eq!(refused.problem(), &village(Rule::RetiredRegion));
    assert_eq!(profile(&before), &TaskState::Refused);
    assert!(!before.is_ready() && !before.meets(Need::CompleteProfile));
    assert_eq!(own(&house, &sponsor).await.state, State::Draft);
    assert_eq!(house.count("select count(*) from institution_events").await, 0);
    assert_eq!(house.count("select count(*) from outbox where message = 'institution_submitted'").await, 0);

    choose(&house, &sponsor, SAMKAI[1]).await.unwrap();
    let after = own(&house, &sponsor).await;
    send(&house, &sponsor).await.unwrap();

    assert_eq!((profile(&after), after.is_ready()), (&TaskState::Done, true));
    assert_eq!(waiting(&house, "93.01").await, ["Panti Merauke"]);
}

#[tokio::test]
async fn a_village_that_kept_its_code_but_not_its_name_is_chosen_again() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Penyambangan", Progress::Papered).await;
    // Penyambangan became Penyabangan in 2025 and kept its code; elsewhere a code came back for another place.
    house.change("update institutions set village_code = '51.08.01.2006', region_edition = '2019'").await;

    let refused = send(&house, &sponsor).await.unwrap_err();
    choose(&house, &sponsor, "51.08.01.2006").await.unwrap();
    send(&house, &sponsor).await.unwrap();

    assert_eq!(refused.problem(), &village(Rule::RetiredRegion));
    assert_eq!(
        own(&house, &sponsor).await.says.region_path.as_deref(),
        Some("Desa Penyabangan, Kec. Gerokgak, Kab. Buleleng, Bali")
    );
}

#[tokio::test]
async fn an_edition_that_comes_between_saving_and_sending_stops_only_whom_it_moves() {
    let house = House::new().await;
    let moved = house.sponsor("Panti Pindah", Progress::Papered).await;
    let stays = house.sponsor("Panti Tetap", Progress::Profiled).await;
    choose(&house, &stays, "51.08.05.2011").await.unwrap();
    let sent = house.sponsor("Panti Terkirim", Progress::Submitted).await;
    let next: String = list_of_today(&house.test)
        .await
        .lines()
        .filter(|line| !line.starts_with("51.08.05.2002,"))
        .map(|line| format!("{line}\n"))
        .collect();
    let report = import_text(&house.test, format!("{NEXT}code,name,kind\n{next}")).await;
    assert_eq!((report.outcome, report.ended), (Outcome::Imported, 1), "{report:?}");

    let refused = send(&house, &moved).await.unwrap_err();

    assert_eq!(refused.problem(), &village(Rule::RetiredRegion));
    assert_eq!(profile(&own(&house, &moved).await), &TaskState::Refused);
    assert_eq!(profile(&own(&house, &stays).await), &TaskState::Done);
    let sent = own(&house, &sent).await;
    assert_eq!((profile(&sent), sent.village_ended), (&TaskState::Done, false), "its office has it");
}

//! The social office's desk against a real PostgreSQL, as its door.

use crate::house::House;
use domain::document::PaperKind;
use domain::id::FormKey;
use domain::problem::Problem;
use domain::verification::{Faults, Item, ReturnReason, State, VisitNote};
use domain::workflow::{Need, Refusal};
use services::context::Actor;
use services::demo::{Progress, Sponsor};
use services::document::{self, View};
use services::error::Result;
use services::institution;
use services::verification::{self, Lease, Tab};
use time::Duration;
use uuid::Uuid;

fn key() -> FormKey {
    FormKey(Uuid::new_v4())
}

fn faults() -> Faults {
    Faults::parse(vec![(Item::PremisesPhoto, Some(ReturnReason::Blurred), String::new())]).unwrap()
}

async fn take(house: &House, officer: &Actor, sponsor: &Sponsor) -> Result<()> {
    house.hands.db.write(officer, async |scope| verification::take(scope, sponsor.institution).await).await
}

/// Looks at every paper; returns the version that a decision must name.
async fn look(house: &House, officer: &Actor, sponsor: &Sponsor) -> i32 {
    let case = house
        .hands
        .db
        .write(officer, async |scope| verification::open(scope, sponsor.institution).await)
        .await
        .unwrap();
    for paper in &case.papers {
        document::open(&house.hands.db, officer, house.hands.store.as_ref(), paper.id, View::Page(1))
            .await
            .unwrap();
    }
    case.version
}

async fn return_(house: &House, officer: &Actor, sponsor: &Sponsor, version: i32) -> Result<()> {
    let faults = faults();
    let id = sponsor.institution;
    house
        .hands
        .db
        .write(officer, async |scope| verification::return_(scope, id, version, &faults, key()).await)
        .await
}

async fn verify(house: &House, officer: &Actor, sponsor: &Sponsor, version: i32) -> Result<()> {
    let id = sponsor.institution;
    house
        .hands
        .db
        .write(officer, async |scope| {
            let visit =
                VisitNote::parse(Some(scope.today()), "Papan nama ada, pengurus ditemui.", scope.today())
                    .unwrap();
            verification::verify(scope, id, version, &visit, key()).await
        })
        .await
}

async fn state(house: &House, sponsor: &Sponsor) -> State {
    house.hands.db.write(&sponsor.actor, async |scope| institution::own(scope).await).await.unwrap().state
}

#[tokio::test]
async fn a_file_is_seen_by_its_office_from_the_moment_it_is_sent() {
    let house = House::new().await;
    let draft = house.sponsor("Panti Konsep", Progress::Papered).await;
    let sent = house.sponsor("Panti Terkirim", Progress::Submitted).await;
    let officer = house.officer("51.08").await;

    let page = house
        .hands
        .db
        .write(&officer, async |scope| verification::queue(scope, Tab::Waiting, None).await)
        .await
        .unwrap();

    let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
    assert_eq!(ids, vec![sent.institution]);
    let hidden = house
        .hands
        .db
        .write(&officer, async |scope| verification::open(scope, draft.institution).await)
        .await;
    assert_eq!(hidden.unwrap_err().problem(), &Problem::NotFound);
}

#[tokio::test]
async fn another_area_finds_nothing_where_the_case_is() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let stranger = house.officer("51.71").await;

    let page = house
        .hands
        .db
        .write(&stranger, async |scope| verification::queue(scope, Tab::Waiting, None).await)
        .await
        .unwrap();

    assert!(page.rows.is_empty() && page.counts.is_empty());
    assert_eq!(take(&house, &stranger, &sponsor).await.unwrap_err().problem(), &Problem::NotFound);
    assert_eq!(return_(&house, &stranger, &sponsor, 1).await.unwrap_err().problem(), &Problem::NotFound);
}

#[tokio::test]
async fn a_sponsor_may_not_decide_even_its_own_file() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;

    let refused = verify(&house, &sponsor.actor, &sponsor, 1).await.unwrap_err();

    assert_eq!(refused.problem(), &Problem::Forbidden);
}

#[tokio::test]
async fn a_taken_file_is_the_holders_until_the_lease_runs_out() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let first = house.officer("51.08").await;
    let second = house.second_officer("51.08").await;
    take(&house, &first, &sponsor).await.unwrap();

    let refused = take(&house, &second, &sponsor).await.unwrap_err();
    let later = house.hands.db.shifted(Duration::minutes(31));
    later.write(&second, async |scope| verification::take(scope, sponsor.institution).await).await.unwrap();

    assert_eq!(refused.problem(), &Problem::Refused(Refusal::Lacks(Need::LeaseFree)));
    let case = later
        .write(&second, async |scope| verification::open(scope, sponsor.institution).await)
        .await
        .unwrap();
    assert!(matches!(case.lease, Lease::Mine(_)));
}

#[tokio::test]
async fn nothing_is_decided_unread_and_nothing_by_who_does_not_hold_the_file() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let officer = house.officer("51.08").await;

    let untaken = verify(&house, &officer, &sponsor, 1).await.unwrap_err();
    take(&house, &officer, &sponsor).await.unwrap();
    let unread = verify(&house, &officer, &sponsor, 2).await.unwrap_err();
    let version = look(&house, &officer, &sponsor).await;
    verify(&house, &officer, &sponsor, version).await.unwrap();

    assert_eq!(untaken.problem(), &Problem::Refused(Refusal::WrongState));
    assert_eq!(unread.problem(), &Problem::Refused(Refusal::Lacks(Need::PapersOpened)));
    assert_eq!(state(&house, &sponsor).await, State::Verified);
}

#[tokio::test]
async fn a_stale_decision_changes_nothing() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let officer = house.officer("51.08").await;
    take(&house, &officer, &sponsor).await.unwrap();
    let version = look(&house, &officer, &sponsor).await;

    let stale = return_(&house, &officer, &sponsor, version - 1).await.unwrap_err();

    assert_eq!(stale.problem(), &Problem::Stale);
    assert_eq!(state(&house, &sponsor).await, State::InReview);
}

#[tokio::test]
async fn of_eight_officers_exactly_one_takes_the_file() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let officer = house.officer("51.08").await;
    let mut rivals = vec![officer];
    for n in 0..3 {
        rivals.push(house.officer_called("51.08", &format!("petugas{n}@contoh.go.id")).await);
    }

    let tries = rivals.iter().map(|rival| take(&house, rival, &sponsor));
    let won = futures::future::join_all(tries).await.into_iter().flatten().count();

    assert_eq!(won, 1);
    assert_eq!(house.count("select count(*) from institution_events where action = 'take'").await, 1);
}

#[tokio::test]
async fn a_returned_file_asks_only_for_what_was_wrong() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let officer = house.officer("51.08").await;
    take(&house, &officer, &sponsor).await.unwrap();
    let version = look(&house, &officer, &sponsor).await;
    return_(&house, &officer, &sponsor, version).await.unwrap();

    let own =
        house.hands.db.write(&sponsor.actor, async |scope| institution::own(scope).await).await.unwrap();
    let early = house
        .hands
        .db
        .write(&sponsor.actor, async |scope| institution::submit(scope, own.version, true, key()).await)
        .await
        .unwrap_err();

    assert!(!own.is_ready());
    assert!(matches!(
        early.problem(),
        Problem::Refused(Refusal::Lacks(Need::ReadablePapers | Need::Corrections))
    ));
    let letter = own.paper(domain::document::PaperKind::RecommendationLetter).unwrap();
    assert!(!letter.replaceable, "the letter was accepted");
    assert!(own.paper(domain::document::PaperKind::PremisesPhoto).unwrap().replaceable);
}

#[tokio::test]
async fn a_form_sent_twice_decides_once() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let officer = house.officer("51.08").await;
    take(&house, &officer, &sponsor).await.unwrap();
    let version = look(&house, &officer, &sponsor).await;
    let (id, key, faults) = (sponsor.institution, key(), faults());
    let send = || {
        house
            .hands
            .db
            .write(&officer, async |scope| verification::return_(scope, id, version, &faults, key).await)
    };

    send().await.unwrap();
    let again = send().await.unwrap_err();

    assert!(matches!(again.problem(), Problem::Duplicate(_)));
    assert_eq!(house.count("select count(*) from outbox where message = 'institution_returned'").await, 1);
}

#[tokio::test]
async fn a_withdrawn_file_leaves_the_offices_sight() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let officer = house.officer("51.08").await;

    house.hands.db.write(&sponsor.actor, async |scope| institution::withdraw(scope, 1).await).await.unwrap();

    let page = house
        .hands
        .db
        .write(&officer, async |scope| verification::queue(scope, Tab::Waiting, None).await)
        .await
        .unwrap();
    assert!(page.rows.is_empty());
    assert_eq!(page.counts.get(&Tab::Waiting).copied().unwrap_or_default(), 0);
}

#[tokio::test]
async fn a_rejected_file_is_decided_and_its_sponsor_reads_why() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let officer = house.officer("51.08").await;
    let id = sponsor.institution;
    let reject = async |version| {
        let words = "Alamat yang ditulis adalah rumah kosong.";
        house
            .hands
            .db
            .write(&officer, async |scope| verification::reject(scope, id, version, words, key()).await)
            .await
    };
    assert!(reject(1).await.is_err(), "nobody rejects what they do not hold");
    take(&house, &officer, &sponsor).await.unwrap();
    assert!(reject(2).await.is_err(), "nobody rejects what they have not looked at");
    let version = look(&house, &officer, &sponsor).await;

    reject(version).await.unwrap();

    assert_eq!(state(&house, &sponsor).await, State::Rejected);
    assert_eq!(house.count("select count(*) from outbox where message = 'institution_rejected'").await, 1);
    assert!(take(&house, &officer, &sponsor).await.is_err(), "what is decided is decided");
    assert_eq!(house.count("select count(*) from institutions where decided_at is not null").await, 1);
}

#[tokio::test]
async fn a_released_file_waits_again_and_only_its_holder_releases_it() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let (officer, colleague) = (house.officer("51.08").await, house.second_officer("51.08").await);
    take(&house, &officer, &sponsor).await.unwrap();
    let id = sponsor.institution;
    let release = async |who: &Actor, version| {
        house.hands.db.write(who, async |scope| verification::release(scope, id, version).await).await
    };

    assert!(release(&colleague, 2).await.is_err());
    assert_eq!(release(&officer, 1).await.unwrap_err().problem(), &Problem::Stale);
    release(&officer, 2).await.unwrap();

    assert_eq!(state(&house, &sponsor).await, State::Submitted);
    take(&house, &colleague, &sponsor).await.unwrap();
}

#[tokio::test]
async fn the_next_file_is_one_that_was_left_lying_else_the_one_due_first() {
    let house = House::new().await;
    let first = house.sponsor("Panti Pertama", Progress::Submitted).await;
    let second = house.sponsor("Panti Kedua", Progress::Submitted).await;
    house.change("update institutions set due_on = due_on + 1 where name = 'Panti Kedua'").await;
    let (officer, colleague) = (house.officer("51.08").await, house.second_officer("51.08").await);
    let next = async |who: &Actor, later: Duration| {
        house.test.db.shifted(later).write(who, async |scope| verification::take_next(scope).await).await
    };
    let now = Duration::ZERO;

    let taken = next(&officer, now).await.unwrap();
    let other = next(&colleague, now).await.unwrap();
    let nothing = next(&colleague, now).await.unwrap();
    house
        .change(
            "update institutions set lease_until = now() - interval '1 minute' where name = 'Panti Pertama'",
        )
        .await;
    let left = next(&colleague, now).await.unwrap();

    assert_eq!(taken, Some(first.institution));
    assert_eq!(other, Some(second.institution));
    assert_eq!(nothing, None);
    assert_eq!(left, Some(first.institution), "its officer has gone home");
}

#[tokio::test]
async fn a_file_is_never_sent_with_a_paper_that_nobody_has_opened_yet() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Balap", Progress::Papered).await;
    let send = async || {
        let db = &house.hands.db;
        let version = db.write(&sponsor.actor, async |scope| institution::own(scope).await).await?.version;
        db.write(&sponsor.actor, async |scope| institution::submit(scope, version, true, key()).await).await
    };
    for _ in 0..12 {
        // Whoever is second may be refused; both together never succeed.
        let (outcome, _) = tokio::join!(send(), house.try_upload(&sponsor, PaperKind::RecommendationLetter));
        let unchecked = "select count(*) from documents d join institutions i on i.id = d.institution_id
                          where i.state = 'submitted' and d.state = 'received'";
        assert_eq!(house.count(unchecked).await, 0);
        house.worker(Duration::ZERO).run_all_now().await.unwrap();
        if outcome.is_ok() {
            house
                .hands
                .db
                .write(&sponsor.actor, async |scope| {
                    let version = institution::own(scope).await?.version;
                    institution::withdraw(scope, version).await
                })
                .await
                .unwrap();
        }
    }
}

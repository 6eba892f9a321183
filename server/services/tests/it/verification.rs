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

pub fn key() -> FormKey {
    FormKey(Uuid::new_v4())
}

fn faults() -> Faults {
    Faults::parse(vec![(Item::PremisesPhoto, Some(ReturnReason::Blurred), String::new())]).unwrap()
}

pub async fn take(house: &House, officer: &Actor, sponsor: &Sponsor) -> Result<()> {
    house.hands.db.write(officer, async |scope| verification::take(scope, sponsor.institution).await).await
}

/// Looks at every paper; returns the version that a decision must name.
pub async fn look(house: &House, officer: &Actor, sponsor: &Sponsor) -> i32 {
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

pub async fn return_(house: &House, officer: &Actor, sponsor: &Sponsor, version: i32) -> Result<()> {
    let faults = faults();
    let id = sponsor.institution;
    house
        .hands
        .db
        .write(officer, async |scope| verification::return_(scope, id, version, &faults, key()).await)
        .await
}

pub async fn verify(house: &House, officer: &Actor, sponsor: &Sponsor, version: i32) -> Result<()> {
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

/// A sponsor whose letter has three pages.
async fn with_a_long_letter(house: &House, name: &str) -> Sponsor {
    let sponsor = house.sponsor(name, Progress::Papered).await;
    let upload = document::Upload {
        kind: PaperKind::RecommendationLetter,
        person: None,
        file_name: "surat.pdf".to_owned(),
        bytes: decode::sample::letter_of_pages(3),
        form_key: key(),
    };
    document::receive(&house.hands.db, &sponsor.actor, house.hands.store.as_ref(), upload).await.unwrap();
    house.worker(Duration::ZERO).run_all_now().await.unwrap();
    let db = &house.hands.db;
    db.write(&sponsor.actor, async |scope| {
        let version = institution::own(scope).await?.version;
        institution::submit(scope, version, true, key()).await
    })
    .await
    .unwrap();
    sponsor
}

#[tokio::test]
async fn a_letter_is_read_when_its_last_page_was_opened_and_not_before() {
    let house = House::new().await;
    let sponsor = with_a_long_letter(&house, "Panti Surat Panjang").await;
    let officer = house.officer("51.08").await;
    take(&house, &officer, &sponsor).await.unwrap();
    let version = look(&house, &officer, &sponsor).await;
    let open = async || {
        let id = sponsor.institution;
        house.hands.db.write(&officer, async |scope| verification::open(scope, id).await).await.unwrap()
    };

    let early = verify(&house, &officer, &sponsor, version).await.unwrap_err();
    let left: Vec<u32> = open().await.unread.iter().map(|unread| unread.page).collect();
    let letter = open().await.papers.iter().find(|p| p.kind == PaperKind::RecommendationLetter).unwrap().id;
    for page in [2, 3] {
        let store = house.hands.store.as_ref();
        document::open(&house.hands.db, &officer, store, letter, View::Page(page)).await.unwrap();
    }
    let rest = open().await.unread;
    verify(&house, &officer, &sponsor, version).await.unwrap();

    assert_eq!(early.problem(), &Problem::Refused(Refusal::Lacks(Need::PapersOpened)));
    assert_eq!((left, rest), (vec![2, 3], vec![]));
    assert_eq!(house.count("select count(*) from access_log where look = 'paper'").await, 4, "one a picture");
}

#[tokio::test]
async fn a_paper_of_one_page_that_was_opened_before_pages_were_told_apart_counts_as_read() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let officer = house.officer("51.08").await;
    take(&house, &officer, &sponsor).await.unwrap();
    house
        .change(
            "insert into access_log (account_id, account_name, tenant_id, office, look, subject_tenant, ids)
             select i.holder_id, 'X', t.id, 'X', 'paper', i.tenant_id, array[d.id]
               from documents d join institutions i on i.id = d.institution_id
               join tenants t on t.kind = 'dinsos_kabkota'",
        )
        .await;

    verify(&house, &officer, &sponsor, 2).await.unwrap();
}

/// Names that a search finds for `officer`, in order.
pub async fn found(house: &House, officer: &Actor, asked: &str) -> Vec<String> {
    let search = verification::Search::parse(asked);
    let db = &house.hands.db;
    let found = db.write(officer, async |scope| verification::find(scope, search.as_ref()).await).await;
    found.unwrap().rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn a_file_is_found_by_words_of_its_name_and_by_its_number_in_every_state() {
    let house = House::new().await;
    let kasih = house.sponsor("Panti Asuhan Kasih Bunda", Progress::Submitted).await;
    house.sponsor("Pondok Pesantren Darul Ma'arif", Progress::Submitted).await;
    house.sponsor("Yayasan Kasih Sesama", Progress::Papered).await;
    let officer = house.officer("51.08").await;
    take(&house, &officer, &kasih).await.unwrap();
    let version = look(&house, &officer, &kasih).await;
    return_(&house, &officer, &kasih, version).await.unwrap();
    house.change("update institutions set receipt = 'VL-2026-000042' where name like 'Panti%'").await;
    let (returned, waiting) = ("Panti Asuhan Kasih Bunda", "Pondok Pesantren Darul Ma'arif");

    for asked in
        ["kasih", "BUNDA panti", "kasihbunda", "kasi bun", "VL-2026-000042", "vl 2026 42", "42", "000042"]
    {
        assert_eq!(found(&house, &officer, asked).await, [returned], "{asked}");
    }
    for asked in ["maarif", "ma'arif", "darul ma’arif", "darulmaarif", "pesantren pondok"] {
        assert_eq!(found(&house, &officer, asked).await, [waiting], "{asked}");
    }
    for asked in
        ["asih", "kasih sesama", "20", "VL-2026-000020", "%", "VL-1999-000001", ".*", "tidak)|(.*", ""]
    {
        assert!(found(&house, &officer, asked).await.is_empty(), "{asked}");
    }
    assert_eq!(found(&house, &officer, "vl").await, [returned, waiting]);
}

#[tokio::test]
async fn a_search_finds_nothing_of_another_area_and_is_logged_with_what_it_showed() {
    let house = House::new().await;
    house.sponsor("Panti Kasih", Progress::Submitted).await;
    let (stranger, officer) = (house.officer("51.71").await, house.officer("51.08").await);

    assert!(found(&house, &stranger, "kasih").await.is_empty());
    assert_eq!(found(&house, &officer, "kasih").await, ["Panti Kasih"]);

    let logged = "select string_agg(cardinality(ids)::text, ' ' order by at, id) from access_log
                   where look = 'queue'";
    assert_eq!(house.text(logged).await, "0 1");
}

#[tokio::test]
async fn a_search_shows_twenty_files_and_says_that_there_are_more() {
    let house = House::new().await;
    house.many_institutions(400).await;
    let officer = house.officer("51.08").await;
    let find = async |asked: &str| {
        let search = verification::Search::parse(asked);
        let db = &house.hands.db;
        db.write(&officer, async |scope| verification::find(scope, search.as_ref()).await).await.unwrap()
    };

    let many = find("panti").await;
    let one = find(&many.rows[7].name).await;

    assert_eq!((many.rows.len(), many.more), (verification::MOST_FOUND, true));
    assert!(!one.more && one.rows[0].name == many.rows[7].name);
}

#[tokio::test]
async fn a_search_reads_the_entries_of_its_area_and_fetches_only_what_it_shows() {
    let house = House::new().await;
    let officer = house.officer("51.08").await;
    house.many_institutions(20_000).await;
    let search = (vec![r"\mpanti".to_owned(), r"\m0*1".to_owned()], None::<String>, "panti 1");
    let mut scope = house.hands.db.begin(&officer).await.unwrap();

    let plan: Vec<String> = sqlx::query_scalar(concat!(
        "explain (analyze, buffers, costs off) ",
        include_str!("../../src/verification/sql/find.sql")
    ))
    .bind(&officer.reach_from)
    .bind(&officer.reach_upto)
    .bind(search.0)
    .bind(search.1)
    .bind(search.2)
    .bind(21_i64)
    .bind(officer.account.unwrap().0)
    .bind("X")
    .bind(officer.tenant.unwrap().0)
    .bind("X")
    .bind("queue")
    .fetch_all(scope.conn())
    .await
    .unwrap();

    let plan = plan.join("\n");
    // One regency of eight: 2,500 entries on some 30 pages, 20 rows of three or four pages each, one row of the log.
    assert!(
        buffers(&plan) <= 150 && plan.contains("Index Only Scan using institutions_area_search"),
        "{plan}"
    );
}

/// The pages that a plan touched, all in all.
fn buffers(plan: &str) -> u64 {
    let line = plan.lines().find(|line| line.contains("Buffers:")).unwrap_or_default();
    line.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u64>().ok()).sum()
}

#[tokio::test]
async fn answered_files_stand_by_the_moment_of_the_answer_and_are_paged_by_it() {
    let house = House::new().await;
    let officer = house.officer("51.08").await;
    let first = house.sponsor("Panti Pertama", Progress::Submitted).await;
    let second = house.sponsor("Panti Kedua", Progress::Submitted).await;
    for sponsor in [&second, &first] {
        take(&house, &officer, sponsor).await.unwrap();
        let version = look(&house, &officer, sponsor).await;
        return_(&house, &officer, sponsor, version).await.unwrap();
    }
    let queue = async |tab, after| {
        let db = &house.hands.db;
        db.write(&officer, async |scope| verification::queue(scope, tab, after).await).await.unwrap()
    };

    let returned = queue(Tab::Returned, None).await;
    let names: Vec<&str> = returned.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Panti Pertama", "Panti Kedua"], "the newest answer first");
    assert!(returned.rows.iter().all(|row| row.settled_at.is_some()));

    // Many decided files, some of the same moment, and one of before the moment of a return was kept.
    house.many_institutions(900).await;
    house
        .change(
            "update institutions set state = 'verified',
                    decided_at = '2026-11-01'::timestamptz + (abs(hashtext(name)) % 20) * interval '1 hour'
              where state = 'submitted'",
        )
        .await;
    house.change("update institutions set decided_at = null where name = 'Panti Kedua'").await;
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = queue(Tab::Verified, after).await;
        seen.extend(page.rows.iter().map(|row| (row.settled_at, row.id.0)));
        let Some(next) = page.next else { break };
        after = verification::Cursor::from_word(&next.word());
    }

    let all =
        house.count("select count(*) from institutions where regency = '51.08' and state = 'verified'").await;
    let mut sorted = seen.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    sorted.dedup();
    assert_eq!((seen.len(), i64::try_from(seen.len()).unwrap()), (sorted.len(), all), "each once");
    assert!(all > 100 && seen == sorted);
    assert_eq!(queue(Tab::Returned, None).await.rows.len(), 2, "none is lost");
    // A cursor of another kind begins the first page.
    let foreign = verification::Cursor::from_word("2026-12-04_00000000-0000-0000-0000-000000000000");
    assert_eq!(queue(Tab::Verified, foreign).await.rows.len(), 50);
}

#[tokio::test]
async fn a_page_of_answered_files_costs_little_however_many_there_are() {
    let house = House::new().await;
    let officer = house.officer("51.08").await;
    house.many_institutions(20_000).await;
    house
        .change(
            "update institutions set decided_at = now() - (abs(hashtext(name)) % 9000) * interval '1 minute'",
        )
        .await;
    house.change("vacuum analyze institutions").await;
    let mut scope = house.hands.db.begin(&officer).await.unwrap();

    let plan: Vec<String> = sqlx::query_scalar(concat!(
        "explain (analyze, buffers, costs off) ",
        include_str!("../../src/verification/sql/settled_regency.sql")
    ))
    .bind("51.08")
    .bind("submitted")
    .bind(scope.now() - Duration::days(3))
    .bind(Uuid::max())
    .bind(51_i64)
    .bind(officer.account.unwrap().0)
    .bind("X")
    .bind(officer.tenant.unwrap().0)
    .bind("X")
    .bind("queue")
    .fetch_all(scope.conn())
    .await
    .unwrap();

    let plan = plan.join("\n");
    assert!(buffers(&plan) <= 100 && plan.contains("institutions_regency_settled"), "{plan}");
}

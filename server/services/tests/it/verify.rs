//! `naungan verify`: what must never be, done on purpose, and named.

use crate::house::House;
use crate::verification::{key, look, return_, take};
use async_trait::async_trait;
use domain::document::PaperKind;
use domain::id::DocumentId;
use domain::person::Sex;
use services::demo::{PersonBuilder, Progress, Sponsor};
use services::document;
use services::gateway::object_store::{Names, ObjectStore};
use services::institution;
use services::jobs::Hands;
use services::testkit::TestDb;
use services::verify::{self, Limits};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use time::Duration;
use uuid::Uuid;

/// The offenders, as an operator reads them.
async fn offenders(house: &House) -> Vec<String> {
    let report = verify::verify(&house.hands).await.unwrap();
    report.offenders.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn verify_names_what_was_tampered_with() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    assert_eq!(offenders(&house).await, Vec::<String>::new());

    house.change("alter table institution_events disable trigger all").await;
    house.change("update institution_events set actor_name = 'Orang Lain'").await;
    house.change("update institution_counts set n = n + 1").await;
    house.change("update documents set size = size + 1 where kind = 'premises_photo'").await;
    house.change("update documents set pages = null where kind = 'recommendation_letter'").await;

    let offenders = offenders(&house).await;
    let named =
        |what: &str, how: &str| offenders.iter().any(|line| line.starts_with(what) && line.contains(how));
    assert!(named(&format!("I7: institution_events {}", sponsor.institution), ""), "{offenders:?}");
    assert!(named("I9: institution_counts 51.08", ""), "{offenders:?}");
    assert!(
        named("I3: documents", "quarantine/") && named("I3: documents", "without pages"),
        "{offenders:?}"
    );
}

#[tokio::test]
async fn verify_names_each_object_that_is_gone_or_does_not_open() {
    let house = House::new().await;
    house.sponsor("Panti Kasih", Progress::Submitted).await;
    let mut keys = Vec::new();
    for folder in document::keys::FOLDERS {
        keys.extend(house.hands.store.list(folder, None).await.unwrap().keys);
    }
    assert!(keys.len() >= 7, "an upload, a clean file and a small picture of each, and a page: {keys:?}");

    for (n, key) in keys.iter().enumerate() {
        let whole = house.hands.store.get(key).await.unwrap().unwrap();
        if n % 2 == 0 {
            house.hands.store.delete(key).await.unwrap();
        } else {
            house.hands.store.put(key, b"something else".to_vec()).await.unwrap();
        }
        let found = offenders(&house).await;
        assert!(
            found.len() == 1 && found[0].starts_with("I3: documents") && found[0].ends_with(key),
            "{key}: {found:?}"
        );
        house.hands.store.put(key, whole).await.unwrap();
    }
}

#[tokio::test]
async fn verify_says_how_much_it_looked_at() {
    let house = House::new().await;
    house.sponsor("Panti Satu", Progress::Papered).await;
    house.sponsor("Panti Dua", Progress::Submitted).await;

    let all = verify::verify(&house.hands).await.unwrap();
    let pages = verify::verify_within(&house.hands, Limits { page: 1, ..Limits::default() }).await.unwrap();
    let some = verify::verify_within(&house.hands, Limits { papers: 3, page: 2, rows: 1 }).await.unwrap();
    house.change("update institution_counts set n = n + 1").await;
    house.change("update institutions set receipt = 'x' where receipt is null").await;
    let cut = verify::verify_within(&house.hands, Limits { papers: 0, page: 2, rows: 1 }).await.unwrap();

    assert_eq!((all.papers, all.opened, all.more), (4, 4, false));
    assert!(all.objects >= 14, "{all:?}");
    assert_eq!(pages, all);
    assert_eq!((some.papers, some.opened, some.more), (4, 3, false));
    assert_eq!((cut.offenders.len(), cut.more, cut.opened), (1, true, 0));
}

/// A store that hears, at each object, whether the watcher's door keeps a transaction open meanwhile.
struct Listening {
    inside: Arc<dyn ObjectStore>,
    test: TestDb,
    open: AtomicUsize,
    asked: AtomicUsize,
}

#[async_trait]
impl ObjectStore for Listening {
    async fn put(&self, key: &str, bytes: Vec<u8>) -> services::error::Result<()> {
        self.inside.put(key, bytes).await
    }

    async fn get(&self, key: &str) -> services::error::Result<Option<Vec<u8>>> {
        let open: i64 = sqlx::query_scalar(
            "select count(*) from pg_stat_activity
              where datname = current_database() and usename = 'naungan_ops' and state <> 'idle'",
        )
        .fetch_one(&mut self.test.superuser().await)
        .await
        .unwrap();
        self.open.fetch_add(usize::try_from(open).unwrap(), Ordering::Relaxed);
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.inside.get(key).await
    }

    async fn delete(&self, key: &str) -> services::error::Result<()> {
        self.inside.delete(key).await
    }

    async fn list(&self, prefix: &str, next: Option<&str>) -> services::error::Result<Names> {
        self.inside.list(prefix, next).await
    }

    async fn ready(&self) -> services::error::Result<()> {
        self.inside.ready().await
    }
}

#[tokio::test]
async fn verify_holds_no_transaction_open_while_it_fetches_objects() {
    let house = House::new().await;
    house.sponsor("Panti Kasih", Progress::Submitted).await;
    let store = Arc::new(Listening {
        inside: house.hands.store.clone(),
        test: house.test.clone(),
        open: AtomicUsize::new(0),
        asked: AtomicUsize::new(0),
    });

    verify::verify(&Hands { store: store.clone(), ..house.hands.clone() }).await.unwrap();

    assert!(store.asked.load(Ordering::Relaxed) >= 7);
    assert_eq!(store.open.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn verify_may_read_longer_than_a_page_may() {
    let house = House::new().await;
    // The counters become a view that looks at the time that is left to its reader.
    let mut conn = house.behind().await;
    sqlx::raw_sql(
        "alter table institution_counts rename to counts;
         create function has_time() returns boolean language plpgsql as $$
         begin
             if current_setting('statement_timeout')::interval < '10 minutes' then
                 raise exception 'in a hurry';
             end if;
             return true;
         end $$;
         create view institution_counts as select * from counts where has_time();
         insert into counts values ('51.08', 'submitted', 0);
         grant select on institution_counts to naungan_ops",
    )
    .execute(&mut conn)
    .await
    .unwrap();

    assert_eq!(offenders(&house).await, ["I9: institution_counts 51.08 submitted"; 0]);
}

#[tokio::test]
async fn verify_counts_people_again_a_page_of_lists_at_a_time() {
    let house = House::new().await;
    let mut tenants = Vec::new();
    for name in ["Panti Satu", "Panti Dua", "Panti Tiga", "Panti Empat"] {
        let sponsor = house.sponsor(name, Progress::Confirmed).await;
        PersonBuilder::new("Gede Oka", Sex::Male).add(&house.hands.db, &sponsor.actor).await.unwrap();
        tenants.push(sponsor.actor.tenant.unwrap());
    }
    tenants.sort();
    let found = async |page: i64, rows: i64| {
        let limits = Limits { page, rows, ..Limits::default() };
        let report = verify::verify_within(&house.hands, limits).await.unwrap();
        let named = report.offenders.iter().map(ToString::to_string).collect::<Vec<_>>();
        (named, report.more)
    };
    let named =
        |at: &[usize]| at.iter().map(|n| format!("I9: person_counts {}", tenants[*n])).collect::<Vec<_>>();
    // Whoever reads the counters of a page has no more time than a page has.
    let mut conn = house.behind().await;
    sqlx::raw_sql(
        "alter table person_counts rename to counted;
         create function is_quick() returns boolean language plpgsql as $$
         begin
             if current_setting('statement_timeout')::interval > '1 minute' then
                 raise exception 'at leisure';
             end if;
             return true;
         end $$;
         create view person_counts as select * from counted where is_quick();
         grant select on person_counts to naungan_ops",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    for page in [1, 2, 3, 200] {
        assert_eq!(found(page, 10).await, (Vec::new(), false), "{page}");
    }

    for (change, tenant) in [
        ("delete from counted", tenants[0]),
        ("update counted set complete = 1", tenants[2]),
        ("update counted set people = 0", tenants[3]),
    ] {
        let sql = format!("{change} where tenant_id = '{tenant}'");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut conn).await.unwrap();
    }

    for page in [1, 2, 3, 200] {
        assert_eq!(found(page, 10).await, (named(&[0, 2, 3]), false), "{page}");
    }
    assert_eq!(found(1, 2).await, (named(&[0, 2]), true), "and more");
}

// ---- objects that no paper knows

#[tokio::test]
async fn verify_names_an_object_that_no_paper_knows_once_it_is_not_young() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let tenant = sponsor.actor.tenant.unwrap();
    let known: Uuid = house.text("select id::text from documents limit 1").await.parse().unwrap();
    let lost = DocumentId(house.hands.db.begin(&sponsor.actor).await.unwrap().new_id());
    let (_, stranger, _) = crate::house::strangers();
    let strays = [
        "clean/catatan.txt".to_owned(),
        document::keys::quarantine(stranger, DocumentId(known)),
        document::keys::quarantine(tenant, lost),
    ];
    for stray in &strays {
        house.hands.store.put(stray, vec![0]).await.unwrap();
    }
    let found_after = async |later: Duration| {
        let hands = Hands { db: house.hands.db.shifted(later), ..house.hands.clone() };
        let report = verify::verify(&hands).await.unwrap();
        let mut found: Vec<String> = report.offenders.iter().map(ToString::to_string).collect();
        found.sort();
        found
    };

    let young = found_after(Duration::ZERO).await;
    let still_young = found_after(Duration::hours(25)).await;
    let old = found_after(Duration::hours(27)).await;

    let named = |name: &String| format!("I3: object {name}");
    assert_eq!(young, [named(&strays[0])], "its name tells no age");
    assert_eq!(still_young, young, "the sweep comes first");
    let mut all: Vec<String> = strays.iter().map(named).collect();
    all.sort();
    assert_eq!(old, all);
}

#[tokio::test]
async fn verify_reads_the_names_of_all_objects_and_lists_as_many_as_it_was_told() {
    let house = House::new().await;
    house.sponsor("Panti Kasih", Progress::Papered).await;
    let before = verify::verify(&house.hands).await.unwrap();
    for n in 0..1_003 {
        house.hands.store.put(&format!("clean/asing-{n:04}"), vec![0]).await.unwrap();
    }

    let all = verify::verify(&house.hands).await.unwrap();
    let some = verify::verify_within(&house.hands, Limits { rows: 3, ..Limits::default() }).await.unwrap();

    assert_eq!((before.names, before.offenders.len()), (7, 0));
    assert_eq!((all.names, all.offenders.len(), all.more), (1_010, 1_003, false));
    assert_eq!((some.offenders.len(), some.more), (3, true));
}

/// A store whose pages hold one name or none before the list is over, as S3 may answer.
struct Short(Arc<dyn ObjectStore>);

#[async_trait]
impl ObjectStore for Short {
    async fn put(&self, key: &str, bytes: Vec<u8>) -> services::error::Result<()> {
        self.0.put(key, bytes).await
    }

    async fn get(&self, key: &str) -> services::error::Result<Option<Vec<u8>>> {
        self.0.get(key).await
    }

    async fn delete(&self, key: &str) -> services::error::Result<()> {
        self.0.delete(key).await
    }

    async fn list(&self, prefix: &str, next: Option<&str>) -> services::error::Result<Names> {
        // Each name comes behind an empty page; a token is `full` or `empty`, and the name that came last.
        let (kind, after) = next.and_then(|next| next.split_once(' ')).unwrap_or(("empty", ""));
        let all = self.0.list(prefix, None).await?.keys;
        let mut rest = all.into_iter().filter(|key| key.as_str() > after);
        let Some(first) = rest.next() else { return Ok(Names::default()) };
        Ok(match kind {
            "empty" => Names { keys: Vec::new(), next: Some(format!("full {after}")) },
            _ => Names { next: rest.next().map(|_| format!("empty {first}")), keys: vec![first] },
        })
    }

    async fn ready(&self) -> services::error::Result<()> {
        self.0.ready().await
    }
}

#[tokio::test]
async fn a_store_that_answers_in_short_pages_is_read_to_its_end_by_verify_and_by_the_sweep() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let tenant = sponsor.actor.tenant.unwrap();
    for _ in 0..3 {
        let lost = DocumentId(house.hands.db.begin(&sponsor.actor).await.unwrap().new_id());
        house.hands.store.put(&document::keys::quarantine(tenant, lost), vec![0]).await.unwrap();
    }
    let later = house.hands.db.shifted(Duration::hours(27));
    let hands = Hands { db: later, store: Arc::new(Short(house.hands.store.clone())), ..house.hands.clone() };

    let before = verify::verify(&hands).await.unwrap();
    document::job::sweep(&hands).await.unwrap();
    let after = verify::verify(&hands).await.unwrap();

    assert_eq!((before.names, before.offenders.len()), (10, 3));
    assert_eq!((after.names, after.offenders.len()), (7, 0));
}

// ---- what was declared

/// A file that was verified.
async fn decided(house: &House) -> Sponsor {
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let officer = house.officer("51.08").await;
    take(house, &officer, &sponsor).await.unwrap();
    let version = look(house, &officer, &sponsor).await;
    crate::verification::verify(house, &officer, &sponsor, version).await.unwrap();
    sponsor
}

/// Whether `offenders` has the declaration of the sending that was this move of the file.
fn declared(offenders: &[String], sponsor: &Sponsor, seq: i32) -> bool {
    offenders.contains(&format!("I1: institution_events {} {seq} declared", sponsor.institution))
}

#[tokio::test]
async fn verify_names_a_declaration_whose_papers_are_not_the_ones_that_stand() {
    let house = House::new().await;
    let sponsor = decided(&house).await;
    assert_eq!(offenders(&house).await, [""; 0]);

    for fault in [
        "update documents set sha256 = sha256('x') where kind = 'premises_photo'",
        "update documents set state = 'replaced' where kind = 'recommendation_letter'",
        "update institution_events set detail = 'x' where action = 'submit'",
    ] {
        let house = House::new().await;
        let sponsor = decided(&house).await;
        house.change("alter table institution_events disable trigger all").await;
        assert!(house.try_change(fault).await.unwrap() > 0, "{fault}");

        let found = offenders(&house).await;

        assert!(declared(&found, &sponsor, 1), "{fault}: {found:?}");
    }
    let report = verify::verify_within(&house.hands, Limits { page: 1, ..Limits::default() }).await.unwrap();
    assert_eq!((report.declared, report.offenders.len()), (1, 0), "{}", sponsor.institution);
}

#[tokio::test]
async fn verify_compares_every_sending_and_lets_a_sponsor_replace_what_was_returned() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let officer = house.officer("51.08").await;
    take(&house, &officer, &sponsor).await.unwrap();
    let version = look(&house, &officer, &sponsor).await;
    return_(&house, &officer, &sponsor, version).await.unwrap();
    house.upload(&sponsor, PaperKind::PremisesPhoto).await;
    house.worker(Duration::ZERO).run_all_now().await.unwrap();
    assert_eq!(offenders(&house).await, [""; 0], "with its sponsor");
    let version = house
        .hands
        .db
        .write(&sponsor.actor, async |scope| {
            let version = institution::own(scope).await?.version;
            institution::submit(scope, version, true, key()).await?;
            Ok(institution::own(scope).await?.version)
        })
        .await
        .unwrap();
    assert_eq!(offenders(&house).await, [""; 0], "sent again");

    house.change("update documents set sha256 = sha256('x') where state = 'replaced'").await;

    let found = offenders(&house).await;
    assert!(declared(&found, &sponsor, 1) && !declared(&found, &sponsor, version), "{found:?}");
}

#[tokio::test]
async fn a_sending_of_before_declarations_were_kept_is_passed_over() {
    let house = House::new().await;
    house.sponsor("Panti Kasih", Progress::Submitted).await;
    house.change("alter table institution_events disable trigger all").await;
    house.change("update institution_events set detail = null").await;

    let report = verify::verify(&house.hands).await.unwrap();

    assert_eq!(report.declared, 0);
    assert!(report.offenders.iter().all(|offender| offender.invariant == "I7"), "{report:?}");
}

#[tokio::test]
async fn verify_names_a_file_that_was_decided_twice() {
    let house = House::new().await;
    let sponsor = decided(&house).await;
    house.change("alter table institution_events disable trigger all").await;
    house
        .change(
            "insert into institution_events (institution_id, seq, tenant_id, reach, door, from_state, action,
                 to_state, actor_id, actor_name, actor_office, prev_hash, hash)
             select id, version + 1, tenant_id, reach, 'naungan_office', 'in_review', 'reject', 'rejected',
                    gen_random_uuid(), 'x', 'x', '', ''
               from institutions",
        )
        .await;

    let found = offenders(&house).await;

    assert!(found.contains(&format!("I4: institutions {} decided twice", sponsor.institution)), "{found:?}");
}

//! The walls in the database: what a door cannot do whatever a use case forgets.

use crate::house::House;
use domain::workflow::Word;
use services::context::Door;
use services::demo::Progress;
use services::lint;
use services::testkit::TestDb;
use sqlx::{ConnectOptions, Connection};
use std::collections::BTreeSet;

#[tokio::test]
async fn the_lint_finds_nothing_in_our_schema() {
    let test = TestDb::fresh().await;
    assert_eq!(lint::findings(&test.db).await.unwrap(), vec![]);
}

#[tokio::test]
async fn the_lint_finds_every_mistake_that_is_made_on_purpose() {
    let test = TestDb::fresh().await;
    let mistakes = [
        (
            "no forced row-level security",
            "create table naked (id uuid primary key); alter table naked owner to naungan_owner",
        ),
        (
            "view without security_invoker",
            "create view all_institutions as select * from institutions; alter view all_institutions owner to naungan_owner",
        ),
        (
            "materialised view readable by a door",
            "create materialized view copied as select id from institutions; alter materialized view copied owner to naungan_owner; grant select on copied to naungan_sponsor",
        ),
        (
            "security definer function",
            "create function peek() returns bigint language sql security definer as 'select count(*) from institutions'",
        ),
        (
            "function claims to be leakproof",
            "create function quiet() returns boolean language sql leakproof as 'select true'",
        ),
        (
            "owner is not naungan_owner",
            "create table foreign_owned (id uuid); alter table foreign_owned enable row level security; alter table foreign_owned force row level security",
        ),
        ("role has too much power", "alter role naungan_pusat createdb"),
        ("door may truncate or refer", "grant truncate on institutions to naungan_sponsor"),
        ("door writes reference data", "grant insert on regions to naungan_publik"),
        ("partition readable by itself", "grant select on access_log_2026_11 to naungan_office"),
        ("public may do something", "grant select on institutions to public"),
        (
            "restrictive or unknown policy form",
            "create policy odd on outbox for select to naungan_pusat using (reach like current_setting('app.reach_from', true) || '%')",
        ),
        (
            "policy is true for a door",
            "create policy open on tenants for select to naungan_pusat using (true)",
        ),
        (
            "permissive policies overlap",
            "create policy twice on documents for select to naungan_sponsor using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)",
        ),
        (
            "foreign key without the tenant",
            "alter table documents add column other uuid references institutions (id)",
        ),
        ("door updates state or version", "grant update (state) on institutions to naungan_office"),
        ("door rewrites history", "grant update on institution_events to naungan_work"),
    ];
    let mut conn = test.superuser().await;

    for (rule, mistake) in mistakes {
        let mut tx = conn.begin().await.unwrap();
        sqlx::raw_sql(mistake).execute(&mut *tx).await.unwrap();
        let found: BTreeSet<String> =
            lint::findings_in(&mut *tx).await.unwrap().into_iter().map(|finding| finding.rule).collect();
        tx.rollback().await.unwrap();
        assert!(found.contains(rule), "{rule} is not found: {found:?}");
    }
}

#[tokio::test]
async fn the_moves_in_the_database_are_the_moves_in_the_domain() {
    let test = TestDb::fresh().await;
    let mut conn = test.superuser().await;
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("select from_state, action, to_state from institution_moves")
            .fetch_all(&mut conn)
            .await
            .unwrap();
    let papers: Vec<(String, String, String)> =
        sqlx::query_as("select from_state, action, to_state from document_moves")
            .fetch_all(&mut conn)
            .await
            .unwrap();

    let ours: BTreeSet<_> = domain::verification::MOVES
        .iter()
        .map(|m| (m.from.word().to_owned(), m.action.word().to_owned(), m.to.word().to_owned()))
        .collect();
    let ours_papers: BTreeSet<_> = domain::document::MOVES
        .iter()
        .map(|m| (m.from.word().to_owned(), m.action.word().to_owned(), m.to.word().to_owned()))
        .collect();
    assert_eq!(rows.into_iter().collect::<BTreeSet<_>>(), ours);
    assert_eq!(papers.into_iter().collect::<BTreeSet<_>>(), ours_papers);
}

#[tokio::test]
async fn a_door_without_a_scope_sees_nothing() {
    let house = House::new().await;
    house.sponsor("Panti Kasih", Progress::Submitted).await;
    for door in [Door::Sponsor, Door::Office, Door::Pusat, Door::Publik] {
        let mut conn = house.test.options_for(door.role()).connect().await.unwrap();
        for table in [
            "institutions",
            "documents",
            "institution_events",
            "accounts",
            "sessions",
            "outbox",
            "access_log",
            "tenants",
        ] {
            let seen: Result<i64, _> =
                sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
                    .fetch_one(&mut conn)
                    .await;
            assert!(seen.unwrap_or(0) == 0, "{door:?} sees rows of {table}");
        }
        conn.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_pooled_connection_keeps_nothing_of_its_last_scope() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    for _ in 0..20 {
        let scope = house.hands.db.begin(&sponsor.actor).await.unwrap();
        drop(scope);
    }
    let pool = house.hands.db.pool(Door::Sponsor).unwrap();
    for _ in 0..20 {
        let (tenant, rows): (String, i64) = sqlx::query_as(
            "select coalesce(current_setting('app.tenant', true), ''), (select count(*) from institutions)",
        )
        .fetch_one(pool)
        .await
        .unwrap();
        assert_eq!((tenant.as_str(), rows), ("", 0));
    }
}

#[tokio::test]
async fn a_sponsor_cannot_attach_a_paper_to_another_institution() {
    let house = House::new().await;
    let victim = house.sponsor("Panti Korban", Progress::Profiled).await;
    let thief = house.sponsor("Panti Lain", Progress::Profiled).await;
    let mut scope = house.hands.db.begin(&thief.actor).await.unwrap();
    let tenant = thief.actor.tenant.unwrap();

    let stolen = sqlx::query(
        "insert into documents (id, tenant_id, institution_id, kind, number, file_name, size, sha256, uploaded_by, received_at)
         values (gen_random_uuid(), $1, $2, 'premises_photo', 1, 'x', 1, sha256('x'), $3, now())",
    )
    .bind(tenant.0)
    .bind(victim.institution.0)
    .bind(thief.account.0)
    .execute(scope.conn())
    .await;

    assert!(stolen.is_err());
}

#[tokio::test]
async fn nobody_moves_a_state_without_an_event_or_rewrites_history() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let officer = house.officer("51.08").await;
    for (actor, sql) in [
        (&sponsor.actor, "update institutions set state = 'verified'"),
        (&sponsor.actor, "update institutions set version = 9"),
        (&officer, "update institutions set state = 'verified'"),
        (&officer, "update institution_events set actor_name = 'x'"),
        (&officer, "delete from institution_events"),
        (&officer, "delete from access_log"),
        (&sponsor.actor, "truncate institutions"),
    ] {
        let mut scope = house.hands.db.begin(actor).await.unwrap();
        assert!(sqlx::query(sql).execute(scope.conn()).await.is_err(), "{sql}");
    }
    let superuser = house.try_change("update institution_events set actor_name = 'x'").await;
    assert!(superuser.is_err(), "even the superuser meets the trigger");
}

#[tokio::test]
async fn verify_names_what_was_tampered_with() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    assert_eq!(services::verify::offenders(&house.hands).await.unwrap(), vec![]);

    house.change("alter table institution_events disable trigger all").await;
    house.change("update institution_events set actor_name = 'Orang Lain'").await;
    house.change("update institution_counts set n = n + 1").await;
    house.change("update documents set size = size + 1 where kind = 'premises_photo'").await;

    let offenders: Vec<String> =
        services::verify::offenders(&house.hands).await.unwrap().iter().map(ToString::to_string).collect();
    let named = |what: &str| offenders.iter().any(|line| line.contains(what));
    assert!(named(&format!("I7: institution_events {}", sponsor.institution)), "{offenders:?}");
    assert!(named("I9: institution_counts 51.08") && named("I3: documents"), "{offenders:?}");
}

#[tokio::test]
async fn a_role_with_too_much_power_is_named() {
    let test = TestDb::fresh().await;
    assert_eq!(services::roles::faults(&test.db).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn the_queue_costs_little_however_many_files_there_are() {
    let house = House::new().await;
    let officer = house.officer("51.08").await;
    house.many_institutions(20_000).await;
    let mut scope = house.hands.db.begin(&officer).await.unwrap();

    for depth in ["2000-01-01", "2026-12-20"] {
        let plan: Vec<String> = sqlx::query_scalar(
            "explain (analyze, buffers) select id from institutions where regency = '51.08' and state = 'submitted'
              and (due_on, id) > ($1::date, '00000000-0000-0000-0000-000000000000') order by due_on, id limit 51",
        )
        .bind(depth.parse::<String>().unwrap())
        .fetch_all(scope.conn())
        .await
        .unwrap();
        let plan = plan.join("\n");
        let buffers: u64 = plan
            .lines()
            .find(|line| line.contains("Buffers:"))
            .and_then(|line| {
                line.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u64>().ok()).max()
            })
            .unwrap_or(0);
        assert!(buffers <= 100 && plan.contains("institutions_regency_queue"), "{plan}");
    }
}

//! The walls in the database: what a door cannot do whatever a use case forgets.

use crate::house::House;
use domain::id::InstitutionId;
use domain::policy::{REGENCY, Roles, SPONSOR, SYSTEM};
use domain::workflow::{Move, Word};
use services::context::{Actor, Door};
use services::demo::Progress;
use services::testkit::TestDb;
use services::{lint, verification, verify};
use sqlx::{ConnectOptions, Connection, PgConnection};
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
        (
            "security definer function",
            "grant execute on function session_open(bytea, interval, interval) to public",
        ),
        (
            "security definer function",
            "alter function session_open(bytea, interval, interval) set search_path = pg_temp, public",
        ),
        ("role has too much power", "alter role naungan_pusat createdb"),
        ("role has too much power", "alter role naungan_pusat replication"),
        ("role has too much power", "alter role naungan_engine login"),
        ("door may act as another role", "grant naungan_engine to naungan_pusat"),
        ("schema besides public", "create schema hidden"),
        (
            "rights by default",
            "alter default privileges in schema public grant select on tables to naungan_office",
        ),
        ("door may truncate or refer", "grant truncate on institutions to naungan_sponsor"),
        ("door may truncate or refer", "grant references (id) on institutions to naungan_sponsor"),
        ("door writes reference data", "grant insert on regions to naungan_publik"),
        ("door writes reference data", "grant update (name) on regions to naungan_publik"),
        ("partition reachable by itself", "grant select on access_log_2026_11 to naungan_office"),
        ("partition reachable by itself", "grant select (ids) on access_log_2026_11 to naungan_office"),
        ("partition reachable by itself", "grant insert on access_log_2026_11 to naungan_office"),
        ("public may do something", "grant select on institutions to public"),
        ("public may do something", "grant select (name) on institutions to public"),
        (
            "restrictive or unknown policy form",
            "create policy odd on outbox for select to naungan_pusat using (reach like current_setting('app.reach_from', true) || '%')",
        ),
        (
            "policy is true for a door",
            "create policy open on tenants for select to naungan_pusat using (true)",
        ),
        (
            "restrictive or unknown policy form",
            "create policy odd on outbox for update to naungan_pusat using (account_id = nullif(current_setting('app.account', true), '')::uuid) with check (account_id is not null)",
        ),
        (
            "policy is true for a door",
            "create policy open on outbox for update to naungan_pusat using (account_id = nullif(current_setting('app.account', true), '')::uuid) with check (true)",
        ),
        (
            "policy writes what it does not see",
            "create policy move on outbox for update to naungan_pusat using (account_id = nullif(current_setting('app.account', true), '')::uuid) with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)",
        ),
        (
            "permissive policies overlap",
            "create policy twice on documents for select to naungan_sponsor using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)",
        ),
        (
            "foreign key without the tenant",
            "alter table documents add column other uuid references institutions (id)",
        ),
        (
            "materialised view readable by a door",
            "create materialized view copied as select id from institutions; alter materialized view copied owner to naungan_owner; grant select (id) on copied to naungan_sponsor",
        ),
        ("door writes what events write", "grant update (state) on institutions to naungan_office"),
        ("door writes what events write", "grant update (sent_name) on institutions to naungan_sponsor"),
        ("door writes what events write", "grant insert on documents to naungan_sponsor"),
        ("door names the door of an event", "grant insert on institution_events to naungan_sponsor"),
        ("event without its door", "alter table document_events alter column door drop default"),
        ("event without its door", "alter table institution_events drop constraint institution_events_move"),
        ("door writes counters", "grant update (n) on institution_counts to naungan_office"),
        ("door rewrites history", "grant update on institution_events to naungan_work"),
        ("door rewrites history", "grant update (hash) on institution_events to naungan_office"),
        ("door rewrites history", "grant delete on access_log to naungan_work"),
        (
            "history without its wall",
            "alter table document_events disable trigger document_events_append_only",
        ),
        ("history without its wall", "drop trigger institution_events_no_truncate on institution_events"),
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
    let in_table = async |conn: &mut PgConnection, table: &str| -> BTreeSet<[String; 4]> {
        let rows: Vec<(String, String, String, String)> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "select door, from_state, action, to_state from {table}"
        )))
        .fetch_all(conn)
        .await
        .unwrap();
        rows.into_iter().map(|(door, from, action, to)| [door, from, action, to]).collect()
    };

    assert_eq!(in_table(&mut conn, "institution_moves").await, written(domain::verification::MOVES));
    assert_eq!(in_table(&mut conn, "document_moves").await, written(domain::document::MOVES));
}

/// Moves as the database writes them: the door of whoever may make each, and its words.
fn written<S: Word, A: Word>(table: &[Move<S, A>]) -> BTreeSet<[String; 4]> {
    let door_of = |roles: Roles| {
        let doors = [(SPONSOR, Door::Sponsor), (REGENCY, Door::Office), (SYSTEM, Door::Work)];
        let mut its = doors.into_iter().filter(|(of, _)| roles.intersects(*of)).map(|(_, door)| door);
        let door = its.next().unwrap();
        assert!(its.next().is_none(), "a move of two doors needs a line for each");
        door.role()
    };
    table
        .iter()
        .map(|m| [door_of(m.who), m.from.word(), m.action.word(), m.to.word()].map(str::to_owned))
        .collect()
}

/// The login role of a sponsor writes an officer's decision about its own file, and an officer's login declares
/// for a sponsor: whatever a use case forgets to ask, the database has no such move for that door.
#[tokio::test]
async fn no_door_makes_the_moves_of_another() {
    let house = House::new().await;
    let sent = house.sponsor("Panti Nekat", Progress::Submitted).await;
    let officer = house.officer("51.08").await;
    let event = |actor: &Actor, id: InstitutionId, moved: &str| {
        format!(
            "insert into institution_events (institution_id, seq, tenant_id, reach, from_state, action, to_state,
                                             actor_id, actor_name, actor_office, prev_hash, hash)
             select id, version + 1, tenant_id, reach, {moved}, '{}', 'x', 'x', '', ''
               from institutions where id = '{id}'",
            actor.account.unwrap(),
        )
    };

    let refusal = async |actor: &Actor, statement: String| {
        let mut scope = house.hands.db.begin(actor).await.unwrap();
        let refused = sqlx::query(sqlx::AssertSqlSafe(statement)).execute(scope.conn()).await;
        refused.unwrap_err().into_database_error().unwrap()
    };
    let (mine, take) = (sent.institution, "'submitted', 'take', 'in_review'");

    let decides = refusal(&sent.actor, event(&sent.actor, mine, take)).await;
    assert_eq!(decides.constraint(), Some("institution_events_move"));
    // The file would leave the office's sight by it: the policy stands before the table of moves.
    let withdraws = refusal(&officer, event(&officer, mine, "'submitted', 'withdraw', 'draft'")).await;
    assert_eq!(withdraws.code().as_deref(), Some("42501"));
    // Nor does it help to name another door.
    let pretends = event(&sent.actor, mine, take)
        .replace("(institution_id,", "(door, institution_id,")
        .replace("select id,", "select 'naungan_office', id,");
    assert_eq!(refusal(&sent.actor, pretends).await.code().as_deref(), Some("42501"));
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
            "persons",
            "person_counts",
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
    let system = Actor::system(None);
    for (actor, sql) in [
        (&sponsor.actor, "update institutions set state = 'verified'"),
        (&sponsor.actor, "update institutions set version = 9"),
        (&officer, "update institutions set state = 'verified'"),
        (&officer, "update institution_events set actor_name = 'x'"),
        (&officer, "delete from institution_events"),
        (&officer, "delete from access_log"),
        (&sponsor.actor, "truncate institutions"),
        (&system, "delete from institutions"),
        (&system, "update tenants set name = 'x'"),
    ] {
        let mut scope = house.hands.db.begin(actor).await.unwrap();
        let refused = sqlx::query(sql).execute(scope.conn()).await.unwrap_err();
        let code = refused.as_database_error().and_then(sqlx::error::DatabaseError::code);
        assert_eq!(code.as_deref(), Some("42501"), "{sql}: {refused}");
    }
}

#[tokio::test]
async fn even_the_superuser_meets_the_wall_before_history() {
    let house = House::new().await;
    house.sponsor("Panti Kasih", Progress::Submitted).await;
    house
        .change(
            "insert into access_log (account_id, account_name, tenant_id, office, look, ids)
             values (gen_random_uuid(), 'x', gen_random_uuid(), 'x', 'queue', '{}')",
        )
        .await;
    for sql in [
        "update institution_events set actor_name = 'x'",
        "update document_events set actor_name = 'x'",
        "update access_log set account_name = 'x'",
        "delete from institution_events",
        "delete from document_events",
        "delete from access_log",
        "delete from documents",
        "delete from institutions",
        "delete from tenants",
        "truncate institution_events",
        "truncate document_events",
        "truncate access_log",
        "truncate documents cascade",
        "truncate tenants cascade",
    ] {
        let refused = house.try_change(sql).await.unwrap_err();
        let code = refused.as_database_error().and_then(sqlx::error::DatabaseError::code);
        assert_eq!(code.as_deref(), Some("NA403"), "{sql}: {refused}");
    }
}

#[tokio::test]
async fn the_jobs_door_deletes_a_tenant_without_history_and_no_other() {
    let house = House::new().await;
    let sent = house.sponsor("Panti Terkirim", Progress::Submitted).await;
    let draft = house.sponsor("Panti Coretan", Progress::Registered).await;
    let delete = async |institution: uuid::Uuid| {
        let mut scope = house.hands.db.begin(&Actor::system(None)).await.unwrap();
        let gone =
            sqlx::query("delete from tenants where id = (select tenant_id from institutions where id = $1)")
                .bind(institution)
                .execute(scope.conn())
                .await?;
        scope.commit().await.unwrap();
        Ok::<_, sqlx::Error>(gone.rows_affected())
    };

    assert!(delete(sent.institution.0).await.is_err());
    assert_eq!(delete(draft.institution.0).await.unwrap(), 1);
    assert_eq!(house.count("select count(*) from institutions").await, 1);
}

#[tokio::test]
async fn a_sponsor_cannot_insert_a_paper_that_has_passed_already() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Cepat", Progress::Profiled).await;
    let mut scope = house.hands.db.begin(&sponsor.actor).await.unwrap();

    let passed = sqlx::query(
        "insert into documents (id, tenant_id, institution_id, kind, number, file_name, size, sha256, uploaded_by,
                                received_at, state, pages)
         values (gen_random_uuid(), $1, $2, 'premises_photo', 1, 'x', 1, sha256('x'), $3, now(), 'accepted', 1)",
    )
    .bind(sponsor.actor.tenant.unwrap().0)
    .bind(sponsor.institution.0)
    .bind(sponsor.account.0)
    .execute(scope.conn())
    .await
    .unwrap_err();

    assert_eq!(
        passed.as_database_error().and_then(sqlx::error::DatabaseError::code).as_deref(),
        Some("42501")
    );
}

// ---- opposite moves

/// Waits until so many transactions of this database wait for a lock.
async fn until_waiting(conn: &mut sqlx::PgConnection, count: i64) {
    loop {
        let waiting: i64 = sqlx::query_scalar(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
        .fetch_one(&mut *conn)
        .await
        .unwrap();
        if waiting >= count {
            return;
        }
        tokio::task::yield_now().await;
    }
}

async fn version(house: &House, officer: &Actor, id: InstitutionId) -> i32 {
    let mut scope = house.hands.db.begin(officer).await.unwrap();
    sqlx::query_scalar("select version from institutions where id = $1")
        .bind(id.0)
        .fetch_one(scope.conn())
        .await
        .unwrap()
}

async fn take(house: &House, officer: &Actor, id: InstitutionId) -> services::error::Result<()> {
    house.hands.db.write(officer, async |scope| verification::take(scope, id).await).await
}

async fn release(house: &House, officer: &Actor, id: InstitutionId) -> services::error::Result<()> {
    let version = version(house, officer, id).await;
    house.hands.db.write(officer, async |scope| verification::release(scope, id, version).await).await
}

#[tokio::test]
async fn a_file_that_is_put_back_never_waits_crosswise_with_one_that_is_taken() {
    let house = House::new().await;
    let officer = house.officer("51.08").await;
    let held = house.sponsor("Panti Dipegang", Progress::Submitted).await.institution;
    let free = house.sponsor("Panti Bebas", Progress::Submitted).await.institution;
    take(&house, &officer, held).await.unwrap();
    let (mut blocker, mut watcher) = (house.behind().await, house.behind().await);
    let mut block = blocker.begin().await.unwrap();
    sqlx::query("select from institution_counts where state = 'in_review' for update")
        .execute(&mut *block)
        .await
        .unwrap();

    // The one that is put back waits first, then the one that is taken joins it; then both go on.
    let (back, taken, ()) = tokio::join!(
        release(&house, &officer, held),
        async {
            until_waiting(&mut house.behind().await, 1).await;
            take(&house, &officer, free).await
        },
        async {
            until_waiting(&mut watcher, 2).await;
            block.commit().await.unwrap();
        },
    );

    assert!(back.is_ok() && taken.is_ok(), "{back:?} {taken:?}");
    assert_eq!(
        house.text("select string_agg(state || n, ' ' order by state) from institution_counts").await,
        "in_review1 submitted1"
    );
}

#[tokio::test]
async fn many_opposite_moves_at_once_all_succeed_and_are_counted() {
    let house = House::new().await;
    let officer = house.officer("51.08").await;
    let mut files = Vec::new();
    for n in 0..4 {
        files.push(house.sponsor(&format!("Panti Nomor {n}"), Progress::Submitted).await.institution);
    }
    for file in &files[..2] {
        take(&house, &officer, *file).await.unwrap();
    }

    for round in 0..20 {
        let moves = files.iter().enumerate().map(async |(n, file)| {
            if (n < 2) == (round % 2 == 0) {
                release(&house, &officer, *file).await
            } else {
                take(&house, &officer, *file).await
            }
        });
        for moved in futures::future::join_all(moves).await {
            moved.unwrap();
        }
    }

    assert_eq!(verify::verify(&house.hands).await.unwrap().offenders, vec![]);
    assert_eq!(
        house.text("select string_agg(state || n, ' ' order by state) from institution_counts").await,
        "in_review2 submitted2"
    );
}

#[tokio::test]
async fn a_role_with_too_much_power_is_named() {
    let test = TestDb::fresh().await;
    assert_eq!(services::roles::faults(&test.db).await.unwrap(), Vec::<String>::new());
}

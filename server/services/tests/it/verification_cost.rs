//! What a page of the queue costs with 20,000 files. The budget: at most 6 statements, and at most 100 buffers of the
//! database for the rows.

use crate::house::House;
use domain::office::OfficeKind;
use serde_json::Value;
use services::context::Actor;
use services::demo::{actor, invite_officer, open_office};
use services::verification::{self, Tab};
use sqlx::{AssertSqlSafe, Row};
use std::sync::{Arc, Mutex, PoisonError};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const MOST_BUFFERS: u64 = 100;
const MOST_STATEMENTS: usize = 6;

/// A text of the queue as it is sent, the index that it walks, and where it begins: at the first page and twice near
/// the end.
struct Walk {
    of: &'static str,
    sql: &'static str,
    index: &'static str,
    area: &'static str,
    state: &'static str,
    places: [&'static str; 3],
}

const FIRST: &str = "00000000-0000-0000-0000-000000000000";
const LAST: &str = "ffffffff-ffff-ffff-ffff-ffffffffffff";

const WALKS: [Walk; 4] = [
    Walk {
        of: "regency",
        sql: include_str!("../../src/verification/sql/queue_regency.sql"),
        index: "institutions_regency_queue",
        area: "51.08",
        state: "submitted",
        places: ["2000-01-01", "2026-12-20", "2026-12-28"],
    },
    Walk {
        of: "province",
        sql: include_str!("../../src/verification/sql/queue_province.sql"),
        index: "institutions_province_queue",
        area: "51",
        state: "submitted",
        places: ["2000-01-01", "2026-12-20", "2026-12-28"],
    },
    Walk {
        of: "regency",
        sql: include_str!("../../src/verification/sql/settled_regency.sql"),
        index: "institutions_regency_settled",
        area: "51.08",
        state: "verified",
        places: ["9999-01-01 00:00Z", "2026-09-01 00:00Z", "2026-08-25 00:00Z"],
    },
    Walk {
        of: "province",
        sql: include_str!("../../src/verification/sql/settled_province.sql"),
        index: "institutions_province_settled",
        area: "51",
        state: "verified",
        places: ["9999-01-01 00:00Z", "2026-09-01 00:00Z", "2026-08-25 00:00Z"],
    },
];

/// 20,000 files over all regencies of Bali; half of them wait, half were verified over the last months.
async fn crowded() -> House {
    let house = House::new().await;
    house.many_institutions(20_000).await;
    house
        .change(
            "update institutions set state = 'verified', decided_at = '2026-11-20'::timestamptz
                                         - interval '1 hour' * (abs(hashtext(name || 'x')) % 2400)
              where abs(hashtext(name || 'y')) % 2 = 0",
        )
        .await;
    sqlx::raw_sql("vacuum analyze institutions").execute(&mut house.behind().await).await.unwrap();
    house
}

async fn officer_of(house: &House, of: &str) -> Actor {
    if of == "regency" {
        return house.officer("51.08").await;
    }
    let db = &house.hands.db;
    let kind = OfficeKind::DinsosProvinsi;
    let office = open_office(db, kind, "Dinas Sosial Provinsi Bali", Some("51")).await.unwrap();
    let officer = invite_officer(db, &office, "Ketut Provinsi", "provinsi@contoh.go.id", "-").await.unwrap();
    actor(db, officer.account).await.unwrap()
}

/// Buffers that a node and everything below it touched, wherever they lay.
fn buffers(node: &Value) -> u64 {
    ["Shared Hit Blocks", "Shared Read Blocks"].iter().filter_map(|kind| node[*kind].as_u64()).sum()
}

/// The node that makes the page, below `node`.
fn page(node: &Value) -> Option<&Value> {
    if node["Subplan Name"] == "CTE page" {
        return Some(node);
    }
    node["Plans"].as_array()?.iter().find_map(page)
}

/// Each text of the queue runs as it is sent: its parameters are bound, through the office's door, with the door's
/// settings; as a plan made for its parameters and as the one that PostgreSQL keeps for all. What is counted is the
/// reading of the page. Not counted: planning, and the line of the access log, which the same statement writes and
/// which costs the same whatever the queue holds.
#[tokio::test]
async fn a_page_of_the_queue_costs_little_however_many_files_there_are() {
    let house = crowded().await;
    for walk in WALKS {
        let officer = officer_of(&house, walk.of).await;
        let mut scope = house.hands.db.begin(&officer).await.unwrap();
        let prepare = format!("prepare walk as {}", walk.sql);
        sqlx::raw_sql(AssertSqlSafe(prepare)).execute(scope.conn()).await.unwrap();
        let modes = ["force_custom_plan", "force_generic_plan"];
        for (place, mode) in walk.places.into_iter().flat_map(|place| modes.map(|mode| (place, mode))) {
            let id = if walk.state == "submitted" { FIRST } else { LAST };
            let explain = format!(
                "set local plan_cache_mode = {mode};
                 explain (analyze, buffers, format json)
                 execute walk ('{}', '{}', '{place}', '{id}', 51, '{}', 'Made', '{}', 'Dinas Sosial', 'queue')",
                walk.area,
                walk.state,
                officer.account.unwrap(),
                officer.tenant.unwrap(),
            );
            let row = sqlx::raw_sql(AssertSqlSafe(explain)).fetch_one(scope.conn()).await.unwrap();
            let plan: Value = row.try_get_unchecked(0).unwrap();
            let page = page(&plan[0]["Plan"]).unwrap();

            let what = format!("{} of a {} from {place}, {mode}: {page:#}", walk.state, walk.of);
            assert_eq!(page["Actual Rows"].as_f64(), Some(51.0), "{what}");
            assert!(page.to_string().contains(walk.index), "{what}");
            assert!((1..=MOST_BUFFERS).contains(&buffers(page)), "{} buffers: {what}", buffers(page));
        }
        sqlx::raw_sql("deallocate walk").execute(scope.conn()).await.unwrap();
    }
}

/// Hears every statement that sqlx sends; not the beginning and the end of a transaction, which sqlx does not tell.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl Subscriber for Statements {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut heard = Heard(String::new());
        event.record(&mut heard);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(heard.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The beginning of a statement.
struct Heard(String);

impl Visit for Heard {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "summary" {
            self.0 = format!("{value:?}");
        }
    }
}

#[tokio::test]
async fn a_page_of_the_queue_takes_few_statements_whatever_it_shows() {
    let house = crowded().await;
    for of in ["regency", "province"] {
        let officer = officer_of(&house, of).await;
        let load = async |tab, after| {
            let db = &house.hands.db;
            db.write(&officer, async |scope| verification::queue(scope, tab, after).await).await.unwrap()
        };
        for tab in [Tab::Waiting, Tab::Verified] {
            let first = load(tab, None).await;
            let statements = Statements::default();

            let guard = tracing::subscriber::set_default(statements.clone());
            let second = load(tab, first.next).await;
            drop(guard);

            let sent = statements.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
            assert_eq!((first.rows.len(), second.rows.len()), (50, 50));
            assert!(!sent.is_empty(), "statements are heard");
            // Those that are heard, and the beginning and the end.
            assert!(sent.len() + 2 <= MOST_STATEMENTS, "{of}, {tab:?}: {sent:?}");
        }
    }
}

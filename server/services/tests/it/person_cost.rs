//! What the list of a sponsor costs with 5,000 people in care. The budget in buffers of the database: 100 for the page
//! and the counters; 200 for a search, which reads the names of the whole list off an index and then fetches its page.

use crate::house::House;
use serde_json::Value;
use services::demo::{Progress, Sponsor};
use sqlx::{AssertSqlSafe, Row};

const MOST_BUFFERS: u64 = 100;
const MOST_BUFFERS_OF_A_SEARCH: u64 = 200;
const FIRST: &str = "00000000-0000-0000-0000-000000000000";

/// 5,000 people of one sponsor among 20,000; one in fifty is not complete.
async fn crowded() -> (House, Sponsor) {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Besar", Progress::Confirmed).await;
    let mut conn = house.behind().await;
    // What is committed but not yet on disk is not taken for visible, whatever a vacuum does.
    sqlx::raw_sql("set session_replication_role = replica; set synchronous_commit = on")
        .execute(&mut conn)
        .await
        .unwrap();
    sqlx::query(
        "insert into persons (id, tenant_id, institution_id, full_name, name_key, sex, nik, nik_head, nik_tail, nik_index,
             birth_date, birth_precision, mother, lives, since, parents, particulars, consent_by, consent,
             consent_method, consent_on, consent_version, created_by, created_at, changed_at)
         select gen_random_uuid(), case n % 4 when 0 then $1 else gen_random_uuid() end, $2,
                initcap(key), key, 'L', blob, '5108', '9001', encode(sha256(n::text::bytea), 'hex'),
                '2015-03-14', 'day', blob, 'inside', '2021-07-01', 'neither', blob,
                case when n % 200 = 0 then null else 'parent' end, case when n % 200 = 0 then null else blob end,
                case when n % 200 = 0 then null else 'signature' end,
                case when n % 200 = 0 then null else date '2026-11-01' end,
                case when n % 200 = 0 then null else '2026-11' end, $3, now(), now()
           from (select n, 'anak ' || translate(left(md5(n::text), 12), '0123456789', 'ghijklmnop') || ' putra' as key,
                        decode(repeat(md5(n::text), 5), 'hex') as blob
                   from generate_series(1, 20000) n) made",
    )
    .bind(sponsor.actor.tenant.unwrap().0)
    .bind(sponsor.institution.0)
    .bind(sponsor.account.0)
    .execute(&mut conn)
    .await
    .unwrap();
    sqlx::query("insert into person_counts (tenant_id, people, complete) values ($1, 5000, 4900)")
        .bind(sponsor.actor.tenant.unwrap().0)
        .execute(&mut conn)
        .await
        .unwrap();
    sqlx::raw_sql("vacuum analyze persons, person_counts").execute(&mut conn).await.unwrap();
    (house, sponsor)
}

/// Buffers that the plan touched, wherever they lay.
fn buffers(plan: &Value) -> u64 {
    ["Shared Hit Blocks", "Shared Read Blocks"].iter().filter_map(|kind| plan[*kind].as_u64()).sum()
}

/// Each statement runs as it is sent, through the sponsor's door; as a plan made for its parameters and as the one that
/// PostgreSQL keeps for all. The next page costs what the first does.
#[tokio::test]
async fn the_list_costs_little_however_many_people_there_are() {
    let (house, sponsor) = crowded().await;
    let tenant = sponsor.actor.tenant.unwrap();
    let page = include_str!("../../src/person/sql/page.sql");
    let found = include_str!("../../src/person/sql/page_found.sql");
    let counts = include_str!("../../src/person/sql/counts.sql");
    let walks = [
        (counts, format!("'{tenant}'"), 1.0),
        (page, format!("'{tenant}', '', '{FIRST}', 26"), 26.0),
        (page, format!("'{tenant}', 'anak m', '{FIRST}', 26"), 26.0),
        (found, format!("'{tenant}', '', '{FIRST}', 26, 1, '{{}}', '%%'"), 26.0),
        (found, format!("'{tenant}', '', '{FIRST}', 26, 0, '{{%putra%,%anak%}}', '%putraanak%'"), 26.0),
        (found, format!("'{tenant}', '', '{FIRST}', 26, 0, '{{%siapa%}}', '%siapa%'"), 0.0),
    ];
    let mut scope = house.hands.db.begin(&sponsor.actor).await.unwrap();
    for (sql, parameters, rows) in walks {
        let prepare = format!("prepare walk as {sql}");
        sqlx::raw_sql(AssertSqlSafe(prepare)).execute(scope.conn()).await.unwrap();
        for mode in ["force_custom_plan", "force_generic_plan"] {
            let explain = format!(
                "set local plan_cache_mode = {mode};
                 explain (analyze, buffers, format json) execute walk ({parameters})"
            );
            let row = sqlx::raw_sql(AssertSqlSafe(explain)).fetch_one(scope.conn()).await.unwrap();
            let plan: Value = row.try_get_unchecked(0).unwrap();
            let plan = &plan[0]["Plan"];

            assert_eq!(plan["Actual Rows"].as_f64(), Some(rows), "{mode} {parameters}: {plan:#}");
            let cost = buffers(plan);
            let most = if sql == found { MOST_BUFFERS_OF_A_SEARCH } else { MOST_BUFFERS };
            assert!((1..=most).contains(&cost), "{cost} buffers, {mode} {parameters}: {plan:#}");
        }
        sqlx::raw_sql("deallocate walk").execute(scope.conn()).await.unwrap();
    }
}

//! I9 and I13, of people in care: the counters of a list equal a recount, and the NIK of the newest opens and agrees
//! with what stands beside it: its head, its tail, and the keyed hash by which it is found. The watcher's door shows
//! no more of a person.

use super::{Limits, Report};
use crate::context::Actor;
use crate::db::{Db, Scope};
use crate::error::Result;
use crate::person::sealed::{Column, nik_index};
use domain::id::PersonId;
use domain::person::Nik;
use uuid::Uuid;

/// People whose NIK is opened, the newest first.
const MOST: i64 = 20_000;

/// What a row says of a NIK; none of a person without one.
struct Beside {
    id: Uuid,
    nik: Option<Vec<u8>>,
    nik_head: Option<String>,
    nik_tail: Option<String>,
    nik_index: Option<String>,
}

/// Compares and adds what is wrong to the report.
pub(super) async fn look(db: &Db, limits: Limits, report: &mut Report) -> Result<()> {
    counters(db, limits, report).await?;
    let mut before = Uuid::max();
    while report.people < MOST {
        let mut scope = db.begin(&Actor::ops()).await?;
        let people = page(&mut scope, before, limits.page.min(MOST - report.people)).await?;
        let Some(last) = people.last() else { return Ok(()) };
        before = last.id;
        for person in &people {
            report.people += 1;
            let row = format!("persons {} nik", person.id);
            if !agrees(&scope, person) && !report.lists(limits, "I13", row) {
                return Ok(());
            }
        }
        scope.commit().await?;
    }
    Ok(())
}

/// A list's counters beside a recount.
struct Counted {
    tenant: Uuid,
    wrong: bool,
}

/// Counts again, a page of tenants at a time: each is compared within one statement, and so at one moment.
async fn counters(db: &Db, limits: Limits, report: &mut Report) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let mut scope = db.begin(&Actor::ops()).await?;
        let tenants = recount(&mut scope, after, limits.page).await?;
        scope.commit().await?;
        let Some(last) = tenants.last() else { return Ok(()) };
        after = last.tenant;
        for Counted { tenant, .. } in tenants.iter().filter(|counted| counted.wrong) {
            if !report.lists(limits, "I9", format!("person_counts {tenant}")) {
                return Ok(());
            }
        }
    }
}

/// The next tenants behind `after` that have a counter, or may have people.
async fn recount(scope: &mut Scope, after: Uuid, most: i64) -> Result<Vec<Counted>> {
    let tenants = sqlx::query_as!(
        Counted,
        r#"
        select t.tenant_id as "tenant!",
               (coalesce(c.people, 0), coalesce(c.complete, 0)) <> (r.people, r.complete) as "wrong!"
          from ((select tenant_id from institutions where tenant_id > $1 order by tenant_id limit $2)
                union
                (select tenant_id from person_counts where tenant_id > $1 order by tenant_id limit $2)
                order by tenant_id
                limit $2) t
          left join person_counts c on c.tenant_id = t.tenant_id
         cross join lateral (select count(*) as people, count(*) filter (where p.missing = 0) as complete
                               from persons p where p.tenant_id = t.tenant_id) r
         order by t.tenant_id
        "#,
        after,
        most,
    )
    .fetch_all(scope.conn())
    .await?;
    Ok(tenants)
}

/// The next people behind `before`, the newest first: ids grow with time.
async fn page(scope: &mut Scope, before: Uuid, most: i64) -> Result<Vec<Beside>> {
    let people = sqlx::query_as!(
        Beside,
        "select id, nik, nik_head, nik_tail, nik_index from persons where id < $1 order by id desc limit $2",
        before,
        most,
    )
    .fetch_all(scope.conn())
    .await?;
    Ok(people)
}

/// Whether the NIK opens and is the one that is told beside it.
fn agrees(scope: &Scope, person: &Beside) -> bool {
    let Some(sealed) = &person.nik else { return true };
    let place = Column::Nik.place(PersonId(person.id));
    let opened = scope.keys().open_text(&place, sealed).ok();
    opened.and_then(|digits| Nik::parse(&digits).ok()).is_some_and(|nik| {
        person.nik_head.as_deref() == Some(nik.head())
            && person.nik_tail.as_deref() == Some(nik.tail())
            && person.nik_index == Some(nik_index(scope, &nik))
    })
}

//! I9 and I13, of people in care: the counters of a list equal a recount, and the NIK of the newest opens and agrees
//! with what stands beside it: its head, its tail, and the keyed hash by which it is found. The watcher's door shows
//! no more of a person.

use super::{Limits, Report, take_time};
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

async fn counters(db: &Db, limits: Limits, report: &mut Report) -> Result<()> {
    let mut scope = db.begin(&Actor::ops()).await?;
    take_time(&mut scope).await?;
    let wrong = sqlx::query_scalar!(
        r#"
        select coalesce(c.tenant_id, r.tenant_id) as "tenant!"
          from person_counts c
          full join (select tenant_id, count(*) as people, count(*) filter (where missing = 0) as complete
                       from persons group by tenant_id) r on r.tenant_id = c.tenant_id
         where (coalesce(c.people, 0), coalesce(c.complete, 0))
               <> (coalesce(r.people, 0), coalesce(r.complete, 0))
         order by 1
         limit $1
        "#,
        limits.rows,
    )
    .fetch_all(scope.conn())
    .await?;
    scope.commit().await?;
    for tenant in wrong {
        report.lists(limits, "I9", format!("person_counts {tenant}"));
    }
    Ok(())
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

//! I1, of what was sent: every declaration is opened and its hashes are compared with those of the papers. One that
//! does not open proves nothing any more and is an offender as well. Sendings of the time before declarations were
//! kept have none and are passed over.

use super::{Limits, Report};
use crate::context::Actor;
use crate::db::{Db, Scope};
use crate::error::{Error, Result};
use crate::institution::Detail;
use domain::verification::State;
use std::collections::BTreeSet;
use uuid::Uuid;

/// An event of sending, and the papers of its file: kind and hash as one text.
struct Sending {
    institution: Uuid,
    seq: i32,
    detail: Option<Vec<u8>>,
    /// Where the file is now.
    state: String,
    /// Whether the file was not sent again.
    newest: bool,
    papers: Vec<String>,
    /// Those that were not replaced.
    standing: Vec<String>,
}

/// Compares every declaration and adds what is wrong to the report.
pub(super) async fn look(db: &Db, limits: Limits, report: &mut Report) -> Result<()> {
    let mut after = (Uuid::nil(), 0);
    loop {
        let mut scope = db.begin(&Actor::ops()).await?;
        let sendings = page(&mut scope, after, limits.page).await?;
        let Some(last) = sendings.last() else { return Ok(()) };
        after = (last.institution, last.seq);
        for sending in &sendings {
            let Some(agrees) = agrees(&scope, sending)? else { continue };
            report.declared += 1;
            let row = format!("institution_events {} {} declared", sending.institution, sending.seq);
            if !agrees && !report.lists(limits, "I1", row) {
                return Ok(());
            }
        }
        scope.commit().await?;
    }
}

async fn page(scope: &mut Scope, after: (Uuid, i32), most: i64) -> Result<Vec<Sending>> {
    let sendings = sqlx::query_as!(
        Sending,
        r#"
        select e.institution_id as institution, e.seq, e.detail, i.state,
               not exists (select from institution_events n
                            where n.institution_id = e.institution_id and n.seq > e.seq and n.action = 'submit')
                   as "newest!",
               array(select d.kind || ' ' || encode(d.sha256, 'hex') from documents d
                      where d.owner_id = e.institution_id) as "papers!",
               array(select d.kind || ' ' || encode(d.sha256, 'hex') from documents d
                      where d.owner_id = e.institution_id and d.state <> 'replaced') as "standing!"
          from institution_events e
          join institutions i on i.id = e.institution_id
         where e.action = 'submit' and (e.institution_id, e.seq) > ($1, $2)
         order by e.institution_id, e.seq
         limit $3
        "#,
        after.0,
        after.1,
        most,
    )
    .fetch_all(scope.conn())
    .await?;
    Ok(sendings)
}

/// Whether the papers are the declared ones; none of a sending without a declaration.
fn agrees(scope: &Scope, sending: &Sending) -> Result<Option<bool>> {
    let Some(sealed) = &sending.detail else { return Ok(None) };
    let place = format!("institution_events.detail:{}:{}", sending.institution, sending.seq);
    let Ok(detail) = scope.unseal::<Detail>(&place, sealed) else { return Ok(Some(false)) };
    let Some(declared) = detail.declared else { return Ok(None) };
    let state =
        State::from_word(&sending.state).ok_or_else(|| Error::inconsistent("institutions", "state"))?;
    let said: BTreeSet<String> =
        declared.papers.iter().map(|(kind, hash)| format!("{} {hash}", kind.word())).collect();
    let found = |papers: &[String]| papers.iter().cloned().collect::<BTreeSet<_>>();
    // A sponsor that has the file back may replace what it sent; what it sent is still kept.
    Ok(Some(if sending.newest && !state.is_with_sponsor() {
        said == found(&sending.standing)
    } else {
        said.is_subset(&found(&sending.papers))
    }))
}

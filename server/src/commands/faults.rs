//! What stands in the way of the portal, one clear line each: for `naungan check` all of it, for the start of
//! `serve` and `work` what no restart mends.

use super::{Failure, Opened};
use crate::config::{DatabaseServer, Mode};
use decode::confine::Walls;
use domain::problem::Problem;
use services::context::{Actor, Door};
use services::db::Db;
use services::error::{Error, Result};
use services::gateway::mail::Mailer;
use services::gateway::object_store::ObjectStore;
use services::{clock, lint, migrate, roles};
use sqlx::error::DatabaseError;
use sqlx::{ConnectOptions, Connection};
use std::time::Duration as Wait;
use time::{Duration, OffsetDateTime};

/// Longest wait for a sign-in to the database.
const SIGN_IN: Wait = Wait::from_secs(10);
/// SQLSTATE of a role that is not there, shows the wrong password, or may not connect.
const SIGN_IN_REFUSED: [&str; 3] = ["28000", "28P01", "42501"];
/// SQLSTATE of a database that is not there.
const NO_DATABASE: &str = "3D000";
/// Two clocks that are further apart than this are not the same time: links and codes would end early or late.
const APART: Duration = Duration::seconds(5);

/// Walls that production insists on and this machine does not give to a decoder of foreign files.
pub fn sandbox(mode: Mode, walls: Walls) -> Option<String> {
    let good = mode.is_embedded() || walls.suffice();
    (!good).then(|| {
        format!(
            "sandbox: what people upload cannot be opened safely here (resource limits: {}, seccomp: {}); \
             let this process and its children use both",
            walls.rlimits, walls.seccomp
        )
    })
}

/// Why the portal may not work on this database, whatever is tried again.
///
/// # Errors
/// When the database cannot be reached, or its schema is older than this program.
pub async fn database(opened: &Opened) -> Result<Vec<String>, Failure> {
    let faults = doors(opened).await?;
    if !faults.is_empty() {
        return Ok(faults);
    }
    match schema(&opened.hands.db).await? {
        // Somebody may be migrating just now: a supervisor tries again.
        Some(fault) => Err(Failure::Other(fault)),
        None => Ok(faults),
    }
}

/// Doors that cannot sign in; when all can, those that may too much.
///
/// # Errors
/// When the database cannot be reached.
pub async fn doors(opened: &Opened) -> Result<Vec<String>, Failure> {
    let faults = sign_ins(&opened.gateways.database).await?;
    if !faults.is_empty() {
        return Ok(faults);
    }
    Ok(roles::faults(&opened.hands.db).await?)
}

/// Asked without a pool, which would wait and not say why.
async fn sign_ins(server: &DatabaseServer) -> Result<Vec<String>, Failure> {
    let mut faults = Vec::new();
    for door in Door::ALL {
        let Ok(answer) = tokio::time::timeout(SIGN_IN, server.options_for(door.role()).connect()).await
        else {
            return Err(unreachable(&format!("no answer within {} s", SIGN_IN.as_secs())));
        };
        match answer {
            // It answered; how the connection ends does not matter.
            Ok(open) => drop(open.close().await),
            Err(error) => {
                let answer = error.as_database_error();
                let why =
                    one_line(&answer.map_or_else(|| error.to_string(), |said| said.message().to_owned()));
                let code = answer.and_then(DatabaseError::code);
                if code.as_deref().is_some_and(|code| SIGN_IN_REFUSED.contains(&code)) {
                    faults.push(format!("database role {} cannot sign in: {why}", door.role()));
                } else if code.as_deref() == Some(NO_DATABASE) || is_misconfigured(&error) {
                    // The same for every door.
                    return Ok(vec![format!("database: {why}; look at NAUNGAN_DATABASE_URL")]);
                } else {
                    // Whatever else a server or a pooler says may pass.
                    return Err(unreachable(&why));
                }
            }
        }
    }
    Ok(faults)
}

/// What trying again does not mend: an address that cannot be used, an encryption that cannot be had.
fn is_misconfigured(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Configuration(_) | sqlx::Error::Tls(_))
}

fn unreachable(why: &str) -> Failure {
    Failure::Other(format!("database: {why}; look at NAUNGAN_DATABASE_URL"))
}

/// A schema that is older than this program.
///
/// # Errors
/// When the database cannot be reached.
pub async fn schema(db: &Db) -> Result<Option<String>> {
    match migrate::is_current(db).await {
        Ok(()) => Ok(None),
        Err(error) if *error.problem() == Problem::Unavailable => Err(error),
        Err(error) => Ok(Some(format!("schema: {}; run naungan migrate", reason(&error)))),
    }
}

/// Mistakes in row-level security.
///
/// # Errors
/// When the database cannot be reached.
pub async fn row_level_security(db: &Db) -> Result<Vec<String>> {
    Ok(lint::findings(db).await?.iter().map(ToString::to_string).collect())
}

/// The clock of this machine beside the database's, which must have answered between asking and hearing.
///
/// # Errors
/// When the database cannot be reached.
pub async fn clock(db: &Db) -> Result<Option<String>> {
    let asked = clock::now();
    let scope = db.begin(&Actor::ops()).await?;
    let theirs = scope.now();
    let heard = clock::now();
    scope.rollback().await?;
    Ok(apart(asked, theirs, heard))
}

fn apart(asked: OffsetDateTime, theirs: OffsetDateTime, heard: OffsetDateTime) -> Option<String> {
    let (off, word) = if theirs < asked { (asked - theirs, "ahead of") } else { (theirs - heard, "behind") };
    (off > APART).then(|| {
        let seconds = off.whole_seconds();
        format!("clock: this machine is {seconds} s {word} the database; let both follow one time server")
    })
}

/// Whether papers can be kept.
pub async fn storage(store: &dyn ObjectStore) -> Option<String> {
    let error = store.ready().await.err()?;
    Some(format!("storage: {}; look at NAUNGAN_S3_ENDPOINT, its bucket and its keys", reason(&error)))
}

/// Whether the mail server lets us in; nothing is sent.
pub async fn mail(mailer: &dyn Mailer) -> Option<String> {
    mailer.answers().await.err().map(|error| format!("mail: {error}; look at NAUNGAN_SMTP_URL"))
}

/// What lies behind a problem, without the problem's name.
fn reason(error: &Error) -> String {
    let (whole, name) = (error.to_string(), format!("{}: ", error.problem()));
    one_line(whole.strip_prefix(&name).unwrap_or(&whole))
}

/// Some answers of others have several lines.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use services::gateway::mail::MemoryMailer;
    use services::gateway::object_store::MemoryStore;

    const WHOLE: Walls = Walls { rlimits: true, landlock: true, seccomp: true };

    #[test]
    fn production_refuses_a_machine_without_the_walls_that_it_insists_on() {
        let without_seccomp = sandbox(Mode::Production, Walls { seccomp: false, ..WHOLE }).unwrap();

        assert!(without_seccomp.contains("resource limits: true, seccomp: false"), "{without_seccomp}");
        assert!(sandbox(Mode::Production, Walls { rlimits: false, ..WHOLE }).is_some());
        assert_eq!(sandbox(Mode::Production, Walls { landlock: false, ..WHOLE }), None);
        assert_eq!(sandbox(Mode::Embedded, Walls::default()), None, "a trial machine may go on");
    }

    #[test]
    fn a_clock_is_apart_only_by_what_asking_does_not_explain() {
        let asked = OffsetDateTime::UNIX_EPOCH;
        let heard = asked + Duration::seconds(20);
        let told = |seconds| apart(asked, asked + Duration::seconds(seconds), heard);

        assert_eq!([told(-5), told(0), told(20), told(25)], [None, None, None, None]);
        assert!(told(-6).unwrap().contains("is 6 s ahead of the database"));
        assert!(told(26).unwrap().contains("is 6 s behind the database"));
    }

    #[tokio::test]
    async fn what_does_not_answer_is_a_fault_in_one_line() {
        let (mailer, store) = (MemoryMailer::new(), MemoryStore::default());
        assert_eq!((mail(&mailer).await, storage(&store).await), (None, None));

        mailer.set_down(true);
        store.set_down(true);

        let line = mail(&mailer).await.unwrap();
        assert_eq!(line, "mail: mail server not usable: no connection; look at NAUNGAN_SMTP_URL");
        assert!(storage(&store).await.unwrap().starts_with("storage: the object store is switched off; "));
        assert_eq!(one_line("<Error>\n  <Code>AccessDenied</Code>"), "<Error> <Code>AccessDenied</Code>");
    }
}

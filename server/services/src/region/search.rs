//! One box for everything: name parts in any order, old names, codes, typing mistakes.
//!
//! Every word typed has to begin a word of the region's path, and one of them a word of its own name; the
//! words that name a kind only decide the order ([`domain::region::Query`]). An entry that ended is shown
//! with its successors, and left out when they are among the answers anyway.

use super::store::{self, Matching, Row};
use crate::db::Scope;
use crate::error::Result;
use domain::region::{Found, Level, Query, RegionCode, Standing, Words};
use std::collections::{HashMap, HashSet};

/// Answers that a person gets at most: more than that is a reason to type more.
pub const MOST_ANSWERS: usize = 20;
/// Rows read for them, because some are left out.
const MOST_ROWS: i64 = 40;
/// Words whose neighbour may belong to them.
const MOST_JOINS: usize = 5;

/// Regions that `query` may mean, the likeliest first; empty for what means nothing.
#[tracing::instrument(name = "region.search", skip_all)]
pub async fn search(scope: &mut Scope, query: &str, level: Option<Level>) -> Result<Vec<Found>> {
    let conn = scope.conn();
    let (rows, by_code) = match Query::parse(query) {
        None => return Ok(Vec::new()),
        Some(Query::Code(code)) => (code_rows(scope, &code, level).await?, true),
        Some(Query::CodeHead(head)) => (store::by_code_head(conn, &head, level, MOST_ROWS).await?, true),
        Some(Query::Words(words)) => (word_rows(scope, &words, level).await?, false),
    };
    let mut found = store::found(scope.conn(), rows).await?;
    drop_replaced(&mut found, by_code);
    found.truncate(MOST_ANSWERS);
    Ok(found)
}

/// A whole code means its region; asked for a deeper level, what lies in it.
async fn code_rows(scope: &mut Scope, code: &RegionCode, level: Option<Level>) -> Result<Vec<Row>> {
    match level {
        Some(level) if level > code.level() => {
            let head = format!("{code}.");
            store::by_code_head(scope.conn(), &head, Some(level), MOST_ROWS).await
        }
        Some(level) if level < code.level() => match code.at(level) {
            Some(around) => store::by_code(scope.conn(), &around).await,
            None => Ok(Vec::new()),
        },
        _ => store::by_code(scope.conn(), code).await,
    }
}

/// By the words as typed; when nothing has them, by words that look like them.
async fn word_rows(scope: &mut Scope, words: &Words, level: Option<Level>) -> Result<Vec<Row>> {
    let rows = store::by_words(scope.conn(), &matching(words, &HashMap::new(), level), MOST_ROWS).await?;
    if !rows.is_empty() {
        return Ok(rows);
    }
    let similar = store::similar_words(scope.conn(), &words.needed).await?;
    if similar.is_empty() {
        return Ok(rows);
    }
    store::by_words(scope.conn(), &matching(words, &similar, level), MOST_ROWS).await
}

fn matching(words: &Words, similar: &HashMap<String, Vec<String>>, level: Option<Level>) -> Matching {
    let any = |word: &String| any_of(word, similar);
    let mut path: Vec<String> = vec![join(words.needed.iter().map(any), " & ")];
    let mut own: Vec<String> = words.needed.iter().map(any).collect();
    // "suka maju" is also written "sukamaju", and "kota baru" "kotabaru".
    for at in 0..words.all.len().saturating_sub(1).min(MOST_JOINS) {
        let mut joined = words.all.clone();
        let second = joined.remove(at + 1);
        if let Some(first) = joined.get_mut(at) {
            first.push_str(&second);
            own.push(any(first));
        }
        path.push(join(joined.iter().map(any), " & "));
    }
    Matching {
        path: join(path.into_iter(), " | "),
        own: join(own.into_iter(), " | "),
        words: words.needed.clone(),
        all: words.all.concat(),
        needed: words.needed.concat(),
        hint_level: words.hint.map(|hint| hint.level().number()),
        hint_kind: words.hint.map(|hint| hint.kind().to_owned()).unwrap_or_default(),
        level: level.map(Level::number),
    }
}

/// A word by its beginning, or one of the words that look like it. Words are letters and digits only
/// ([`domain::region::key_words`]), so the quotes hold.
fn any_of(word: &String, similar: &HashMap<String, Vec<String>>) -> String {
    match similar.get(word) {
        None => format!("'{word}':*"),
        Some(others) => join(others.iter().map(|other| format!("'{other}'")), " | "),
    }
}

fn join(parts: impl Iterator<Item = String>, with: &str) -> String {
    format!("({})", parts.collect::<Vec<_>>().join(with))
}

/// Leaves out an entry that ended when all its successors are among the answers; asked by code, only when
/// it is its own successor, that is, when merely its name changed.
fn drop_replaced(found: &mut Vec<Found>, by_code: bool) {
    let current: HashSet<RegionCode> =
        found.iter().filter(|region| region.is_current()).map(|region| region.code.clone()).collect();
    found.retain(|region| match &region.standing {
        Standing::Current => true,
        Standing::Ended(successors) => {
            let there = |code: &RegionCode| current.contains(code) && (!by_code || *code == region.code);
            successors.is_empty() || !successors.iter().all(|next| there(&next.code))
        }
    });
}

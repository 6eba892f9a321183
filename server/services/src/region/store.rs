//! Reading the region list. The tables: `migrations/…_create_regions.sql`.

use crate::error::{Error, Result};
use domain::region::{Edition, Found, Level, Reach, RegionCode, Standing, Successor};
use sqlx::PgConnection;
use std::collections::HashMap;

/// An entry as the table has it.
#[derive(Debug)]
pub struct Row {
    pub code: String,
    pub edition: String,
    pub level: i16,
    pub kind: String,
    pub name: String,
    pub path: String,
    pub current: bool,
}

/// What a search by name compares with; see `sql/search.sql`.
#[derive(Debug)]
pub struct Matching {
    /// Every word of the search somewhere in the path.
    pub path: String,
    /// At least one word in the name itself.
    pub own: String,
    /// The words, one by one.
    pub words: Vec<String>,
    /// All words as one.
    pub all: String,
    /// The words that name no kind, as one.
    pub needed: String,
    /// The level wished for.
    pub hint_level: Option<i16>,
    /// What the wished kind begins with.
    pub hint_kind: String,
    /// The only level to look at.
    pub level: Option<i16>,
}

/// Entries by the words of their paths, the best first.
pub async fn by_words(conn: &mut PgConnection, matching: &Matching, most: i64) -> Result<Vec<Row>> {
    let rows = sqlx::query_file_as!(
        Row,
        "src/region/sql/search.sql",
        matching.path,
        matching.own,
        matching.level,
        &matching.words,
        matching.all,
        matching.needed,
        matching.hint_level,
        matching.hint_kind,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// For each word that begins no known word, the known words that look like it.
pub async fn similar_words(
    conn: &mut PgConnection,
    words: &[String],
) -> Result<HashMap<String, Vec<String>>> {
    let pairs = sqlx::query_file!("src/region/sql/similar_words.sql", words).fetch_all(conn).await?;
    let mut similar: HashMap<String, Vec<String>> = HashMap::new();
    for pair in pairs {
        similar.entry(pair.typed).or_default().push(pair.word);
    }
    Ok(similar)
}

/// Entries whose code begins with `head`, of one level or of all; the current ones first.
pub async fn by_code_head(
    conn: &mut PgConnection,
    head: &str,
    level: Option<Level>,
    most: i64,
) -> Result<Vec<Row>> {
    let upto = format!("{head}:");
    let rows = sqlx::query_as!(
        Row,
        r#"
        select code, edition, level, kind, name, path, valid_upto is null as "current!"
        from regions
        where code >= $1 and code < $2 and ($3::smallint is null or level = $3)
        order by level, valid_upto is not null, code
        limit $4
        "#,
        head,
        upto,
        level.map(Level::number),
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Every entry of a code, the current one first, then the newest.
pub async fn by_code(conn: &mut PgConnection, code: &RegionCode) -> Result<Vec<Row>> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select code, edition, level, kind, name, path, valid_upto is null as "current!"
        from regions
        where code = $1
        order by valid_upto is not null, edition desc
        "#,
        code.as_str(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// The current regions right inside a region, or the provinces.
pub async fn children(conn: &mut PgConnection, parent: Option<&RegionCode>) -> Result<Vec<Row>> {
    let Some(parent) = parent else {
        return provinces(conn).await;
    };
    let reach = Reach::of(parent);
    let rows = sqlx::query_as!(
        Row,
        r#"
        select code, edition, level, kind, name, path, true as "current!"
        from regions
        where valid_upto is null and code > $1 and code < $2 and level = $3
        order by code
        "#,
        reach.from(),
        reach.upto(),
        parent.level().number() + 1,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

async fn provinces(conn: &mut PgConnection) -> Result<Vec<Row>> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select code, edition, level, kind, name, path, true as "current!"
        from regions
        where valid_upto is null and level = 1
        order by code
        "#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// The successors of entries that ended, by their code and edition.
pub async fn successors(
    conn: &mut PgConnection,
    ended: &[&Row],
) -> Result<HashMap<(String, String), Vec<Successor>>> {
    let codes: Vec<String> = ended.iter().map(|row| row.code.clone()).collect();
    let editions: Vec<String> = ended.iter().map(|row| row.edition.clone()).collect();
    let rows = sqlx::query_file!("src/region/sql/successors.sql", &codes, &editions).fetch_all(conn).await?;
    let mut successors: HashMap<(String, String), Vec<Successor>> = HashMap::new();
    for row in rows {
        let successor = Successor { code: code(&row.code)?, path: row.path };
        successors.entry((row.old_code, row.old_edition)).or_default().push(successor);
    }
    Ok(successors)
}

/// Rows as the portal shows them: those that ended with their successors.
pub async fn found(conn: &mut PgConnection, rows: Vec<Row>) -> Result<Vec<Found>> {
    let ended: Vec<&Row> = rows.iter().filter(|row| !row.current).collect();
    let mut successors = if ended.is_empty() { HashMap::new() } else { successors(conn, &ended).await? };
    rows.into_iter()
        .map(|row| {
            let key = (row.code, row.edition);
            let standing = if row.current {
                Standing::Current
            } else {
                Standing::Ended(successors.remove(&key).unwrap_or_default())
            };
            let (code_text, edition) = key;
            Ok(Found {
                code: code(&code_text)?,
                edition: Edition::parse(&edition).ok_or_else(|| Error::inconsistent("regions", "edition"))?,
                level: Level::from_number(row.level)
                    .ok_or_else(|| Error::inconsistent("regions", "level"))?,
                kind: row.kind,
                name: row.name,
                path: row.path,
                standing,
            })
        })
        .collect()
}

/// The editions in the list, the newest last.
pub async fn editions(conn: &mut PgConnection) -> Result<Vec<Edition>> {
    sqlx::query_scalar!("select edition from region_editions order by valid_from")
        .fetch_all(conn)
        .await?
        .iter()
        .map(|edition| {
            Edition::parse(edition).ok_or_else(|| Error::inconsistent("region_editions", "edition"))
        })
        .collect()
}

fn code(text: &str) -> Result<RegionCode> {
    RegionCode::parse(text).map_err(|_| Error::inconsistent("regions", "code"))
}

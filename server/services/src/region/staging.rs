//! Writing the region list: lines come into a stage, are checked there, and go on as one. The tables:
//! `migrations/…_create_regions.sql`.

use super::file::{EditionLine, RegionLine, SuccessorLine};
use super::refused::{Reason, Refused};
use crate::error::{Error, Result};
use domain::region::{Edition, Level};
use sqlx::PgConnection;
use sqlx::postgres::PgCopyIn;

/// One import at a time; readers are not held up.
pub async fn lock(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("lock table region_editions in share row exclusive mode").execute(conn).await?;
    Ok(())
}

/// Declares an edition.
pub async fn add_edition(conn: &mut PgConnection, line: &EditionLine) -> Result<()> {
    sqlx::query!(
        "insert into region_editions (edition, valid_from, legal_basis) values ($1, $2, $3)
         on conflict (edition) do nothing",
        line.edition.as_str(),
        line.valid_from,
        line.legal_basis,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What suits a hundred thousand rows in one go, until the end of the transaction: compiling the statements
/// takes longer than running them, and a small sample is enough to plan by.
pub async fn tune(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!(
        "select set_config('jit', 'off', true) as jit, set_config('work_mem', '64MB', true) as work_mem,
                set_config('maintenance_work_mem', '128MB', true) as maintenance_work_mem,
                set_config('default_statistics_target', '10', true) as target"
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}

/// Empties the stage.
pub async fn clear_stage(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("truncate region_stage").execute(conn).await?;
    Ok(())
}

/// The stage, being filled: a stream, so that the database takes lines in while the next are read.
pub struct Stage<'c> {
    copy: PgCopyIn<&'c mut PgConnection>,
    block: String,
}

/// Bytes that travel to the database together.
const BLOCK: usize = 256 * 1024;

impl<'c> Stage<'c> {
    /// Opens the stage.
    pub async fn open(conn: &'c mut PgConnection) -> Result<Self> {
        let copy = conn
            .copy_in_raw(
                "copy region_stage (line, code, edition, ended, level, kind, name, label, parent_code,
                                    name_key, own_key) from stdin",
            )
            .await?;
        Ok(Self { copy, block: String::with_capacity(2 * BLOCK) })
    }

    /// Adds a line.
    pub async fn add(&mut self, line: &RegionLine) -> Result<()> {
        let code = line.code.as_str();
        let ended = line.ended.as_ref().map(Edition::as_str);
        let parent = code.rsplit_once('.').map(|(parent, _)| parent);
        self.field(Some(&line.line.to_string()), '\t');
        self.field(Some(code), '\t');
        self.field(Some(line.edition.as_str()), '\t');
        self.field(ended, '\t');
        self.field(Some(&line.code.level().number().to_string()), '\t');
        self.field(Some(&line.kind), '\t');
        self.field(Some(&line.name), '\t');
        self.field(Some(&line.label()), '\t');
        self.field(parent, '\t');
        self.field(Some(&line.name_key()), '\t');
        self.field(Some(&line.own_key()), '\n');
        if self.block.len() > BLOCK {
            self.copy.send(self.block.as_bytes()).await?;
            self.block.clear();
        }
        Ok(())
    }

    /// A field as COPY wants it; lines have no control characters, so only the backslash is special.
    fn field(&mut self, text: Option<&str>, end: char) {
        match text {
            None => self.block.push_str("\\N"),
            Some(text) if text.contains('\\') => self.block.push_str(&text.replace('\\', "\\\\")),
            Some(text) => self.block.push_str(text),
        }
        self.block.push(end);
    }

    /// Closes the stage.
    pub async fn close(mut self) -> Result<()> {
        self.copy.send(self.block.as_bytes()).await?;
        self.copy.finish().await?;
        Ok(())
    }
}

/// Whether a whole list lacks a fifth or more of some level of what is current.
pub async fn is_incomplete(conn: &mut PgConnection) -> Result<bool> {
    let incomplete = sqlx::query_scalar!(
        r#"
        select exists (
            select from regions r left join region_stage s on s.code = r.code
            where r.valid_upto is null
            group by r.level
            having count(s.code) < 0.8 * count(*)
        ) as "incomplete!"
        "#
    )
    .fetch_one(conn)
    .await?;
    Ok(incomplete)
}

/// A whole list: what it does not name, or names otherwise, ends with its edition.
pub async fn end_missing(conn: &mut PgConnection, edition: &EditionLine) -> Result<u64> {
    let done = sqlx::query!(
        r#"
        update regions r set valid_upto = $1
        where r.valid_upto is null
          and not exists (
            select from region_stage s
            where s.code = r.code and replace(s.name_key, ' ', '') = replace(r.name_key, ' ', ''))
        "#,
        edition.valid_from,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// A history: entries of the list that it tells to have ended.
pub async fn end_told(conn: &mut PgConnection) -> Result<u64> {
    let done = sqlx::query!(
        r#"
        update regions r set valid_upto = e.valid_from
        from region_stage s join region_editions e on e.edition = s.ended
        where r.code = s.code and r.edition = s.edition and r.valid_upto is null
        "#
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Adds the staged entries of a level that the list does not have, with the path of what is around them.
pub async fn insert_level(conn: &mut PgConnection, level: Level) -> Result<u64> {
    let done = sqlx::query_file!("src/region/sql/insert_level.sql", level.number()).execute(conn).await?;
    Ok(done.rows_affected())
}

/// The lines that found no place in the list: the region around them is missing.
pub async fn orphans(conn: &mut PgConnection) -> Result<Vec<u64>> {
    let lines = sqlx::query_file_scalar!("src/region/sql/orphans.sql").fetch_all(conn).await?;
    lines.into_iter().map(|line| u64::try_from(line).map_err(Error::internal)).collect()
}

/// Takes over corrected spellings and kinds of entries that go on.
pub async fn correct(conn: &mut PgConnection) -> Result<u64> {
    let done = sqlx::query_file!("src/region/sql/correct.sql").execute(conn).await?;
    Ok(done.rows_affected())
}

/// Writes the paths of current entries anew where something around them has another name now.
pub async fn refresh_paths(conn: &mut PgConnection, level: Level) -> Result<()> {
    sqlx::query_file!("src/region/sql/refresh_paths.sql", level.number()).execute(conn).await?;
    Ok(())
}

/// A code that goes on under another name succeeds itself, unless a file of successors says otherwise.
pub async fn renamed(conn: &mut PgConnection) -> Result<()> {
    sqlx::query_file!("src/region/sql/renamed.sql").execute(conn).await?;
    Ok(())
}

/// Adds the words of the stage to the dictionary.
pub async fn learn_words(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!(
        "insert into region_words (word)
         select distinct w.word from region_stage, unnest(string_to_array(name_key, ' ')) w (word)
         where length(w.word) > 3 order by w.word
         on conflict do nothing"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes the indexes over words, the first time, because that is quicker than to fill them line by line;
/// later, brings in order what was added to them, which searches would otherwise read through. Tells the
/// planner how the list looks now.
pub async fn settle(conn: &mut PgConnection) -> Result<()> {
    sqlx::query_file!("src/region/sql/index_names.sql").execute(&mut *conn).await?;
    sqlx::query_file!("src/region/sql/index_words.sql").execute(&mut *conn).await?;
    sqlx::query!(
        "select gin_clean_pending_list(i.oid::regclass) from pg_class i
         where i.relname in ('regions_words', 'region_words_similar') and i.relkind = 'i'"
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!("analyze regions, region_words").execute(conn).await?;
    Ok(())
}

/// Tells the planner how the stage looks.
pub async fn analyze_stage(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("analyze region_stage").execute(conn).await?;
    Ok(())
}

/// Lines of a file of successors, by column.
#[derive(Debug)]
pub struct SuccessorColumns {
    lines: Vec<i64>,
    old_codes: Vec<String>,
    old_editions: Vec<String>,
    new_codes: Vec<String>,
}

impl SuccessorColumns {
    /// Turns lines into columns.
    pub fn of(lines: &[SuccessorLine]) -> Self {
        Self {
            lines: lines.iter().map(|line| i64::try_from(line.line).unwrap_or(i64::MAX)).collect(),
            old_codes: lines.iter().map(|line| line.old_code.to_string()).collect(),
            old_editions: lines.iter().map(|line| line.old_edition.to_string()).collect(),
            new_codes: lines.iter().map(|line| line.new_code.to_string()).collect(),
        }
    }
}

/// The lines that speak of regions which are not in the list.
pub async fn unknown_successors(conn: &mut PgConnection, given: &SuccessorColumns) -> Result<Vec<Refused>> {
    let rows = sqlx::query!(
        r#"
        select g.line as "line!", o.code is null as "old_unknown!"
        from unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
            g (line, old_code, old_edition, new_code)
        left join regions o on o.code = g.old_code and o.edition = g.old_edition and o.valid_upto is not null
        left join regions n on n.code = g.new_code and n.valid_upto is null
        where o.code is null or n.code is null
        order by g.line
        "#,
        &given.lines,
        &given.old_codes,
        &given.old_editions,
        &given.new_codes,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let line = u64::try_from(row.line).map_err(Error::internal)?;
            Ok(Refused {
                line,
                reason: if row.old_unknown { Reason::UnknownOld } else { Reason::UnknownNew },
            })
        })
        .collect()
}

/// Forgets successors which the file replaces by others.
pub async fn forget_successors(conn: &mut PgConnection, given: &SuccessorColumns) -> Result<u64> {
    let done = sqlx::query!(
        r#"
        with given as (
            select * from unnest($1::text[], $2::text[], $3::text[]) g (old_code, old_edition, new_code)
        )
        delete from region_successors s
        where exists (
            select from given g where g.old_code = s.old_code and g.old_edition = s.old_edition)
          and not exists (
            select from given g
            where g.old_code = s.old_code and g.old_edition = s.old_edition and g.new_code = s.new_code)
        "#,
        &given.old_codes,
        &given.old_editions,
        &given.new_codes,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Adds the successors of a file.
pub async fn add_successors(conn: &mut PgConnection, given: &SuccessorColumns) -> Result<u64> {
    let done = sqlx::query!(
        "insert into region_successors (old_code, old_edition, new_code)
         select * from unnest($1::text[], $2::text[], $3::text[])
         on conflict do nothing",
        &given.old_codes,
        &given.old_editions,
        &given.new_codes,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

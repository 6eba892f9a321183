//! Importing editions of the list: all of a file, or nothing of it.
//!
//! A file is one transaction: an import that is killed leaves no trace and is simply started again. An
//! edition that is already there is not read twice. A wrong line stops the file, because a list with holes
//! would end regions that exist; the report names the lines.

use super::file::{EditionLine, Layout, RegionFile, SuccessorLine};
use super::refused::{Reason, Refused};
use super::{staging, store};
use crate::error::Result;
use domain::lang::{Lang, Text};
use domain::region::Edition;
use sqlx::{Connection, PgConnection};
use std::io::Read;

/// Refused lines that a report names; the rest it counts.
const MOST_REFUSED: usize = 50;

/// What came of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything in it is in the list now.
    Imported,
    /// Its editions were in the list before; nothing was done.
    AlreadyThere,
    /// Something is wrong with it; nothing was done.
    Refused,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What came of the file.
    pub outcome: Outcome,
    /// Lines read, without the head.
    pub rows: u64,
    /// Entries that the list did not have.
    pub new: u64,
    /// Entries whose spelling or kind was corrected.
    pub changed: u64,
    /// Entries that ended.
    pub ended: u64,
    /// The first refused lines.
    pub refused: Vec<Refused>,
    /// How many lines were refused.
    pub refused_count: u64,
}

impl Report {
    fn new(outcome: Outcome) -> Self {
        Self { outcome, rows: 0, new: 0, changed: 0, ended: 0, refused: Vec::new(), refused_count: 0 }
    }

    fn refuse(&mut self, refused: Refused) {
        self.outcome = Outcome::Refused;
        self.refused_count += 1;
        if self.refused.len() < MOST_REFUSED {
            self.refused.push(refused);
        }
    }

    fn refused(refused: Refused) -> Self {
        let mut report = Self::new(Outcome::Refused);
        report.refuse(refused);
        report
    }

    /// One line for the operator; the refused lines have sentences of their own.
    pub fn summary(&self, lang: Lang) -> String {
        let Self { rows, new, changed, ended, refused_count, .. } = self;
        match (self.outcome, lang) {
            (Outcome::Imported, Lang::Id) => {
                format!("{rows} baris dibaca: {new} wilayah baru, {changed} diperbaiki, {ended} berakhir.")
            }
            (Outcome::Imported, Lang::En) => {
                format!("{rows} lines read: {new} new regions, {changed} corrected, {ended} ended.")
            }
            (Outcome::AlreadyThere, _) => Text::new(
                "Edisi ini sudah ada; tidak ada yang diubah.",
                "This edition is already there; nothing was changed.",
            )
            .get(lang)
            .to_owned(),
            (Outcome::Refused, Lang::Id) => {
                format!("Berkas ditolak, tidak ada yang diubah: {refused_count} baris salah.")
            }
            (Outcome::Refused, Lang::En) => {
                format!("File refused, nothing was changed: {refused_count} wrong lines.")
            }
        }
    }
}

/// Loads the editions that the project carries (`data/`): what `naungan migrate` does on every start.
pub async fn import_builtin(conn: &mut PgConnection) -> Result<Report> {
    let mut tx = conn.begin().await?;
    let report = import(&mut tx, super::SHIPPED).await?;
    if report.outcome == Outcome::Imported {
        import(&mut tx, &include_bytes!("data/successors.csv")[..]).await?;
    }
    tx.commit().await?;
    Ok(report)
}

/// Imports a file of regions or of successors, as the schema's owner. Formats: the module `file`.
#[tracing::instrument(name = "region.import", skip_all)]
pub async fn import(conn: &mut PgConnection, source: impl Read + Send + 'static) -> Result<Report> {
    let mut file = match RegionFile::open(source) {
        Ok(file) => file,
        Err(refused) => return Ok(Report::refused(refused)),
    };
    let mut tx = conn.begin().await?;
    let report = match file.layout {
        Layout::Successors => successors(&mut tx, &mut file).await?,
        Layout::History(_) | Layout::Whole(_) => regions(&mut tx, &mut file).await?,
    };
    if report.outcome == Outcome::Imported {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    tracing::info!(rows = report.rows, new = report.new, refused = report.refused_count, "regions imported");
    Ok(report)
}

async fn regions(conn: &mut PgConnection, file: &mut RegionFile) -> Result<Report> {
    staging::lock(conn).await?;
    let known = store::editions(conn).await?;
    if file.editions.iter().all(|line| known.contains(&line.edition)) {
        return Ok(Report::new(Outcome::AlreadyThere));
    }
    let whole = matches!(file.layout, Layout::Whole(_));
    if let Some(line) = file.editions.iter().find(|line| whole && known.last() > Some(&line.edition)) {
        return Ok(Report::refused(Refused { line: line.line, reason: Reason::NotNewer }));
    }
    for line in &file.editions {
        staging::add_edition(conn, line).await?;
    }
    let mut report = Report::new(Outcome::Imported);
    stage(conn, file, &known, &mut report).await?;
    if report.outcome == Outcome::Imported && whole && staging::is_incomplete(conn).await? {
        report.refuse(Refused { line: file.heading, reason: Reason::Incomplete });
    }
    if report.outcome == Outcome::Imported {
        merge(conn, file.editions.last().filter(|_| whole), &mut report).await?;
    }
    Ok(report)
}

/// Brings the lines into the stage.
async fn stage(
    conn: &mut PgConnection,
    file: &mut RegionFile,
    known: &[Edition],
    report: &mut Report,
) -> Result<()> {
    staging::tune(conn).await?;
    staging::clear_stage(conn).await?;
    let declared: Vec<Edition> = file.editions.iter().map(|line| line.edition.clone()).collect();
    let exists = |edition: &Edition| declared.contains(edition) || known.contains(edition);
    let mut stage = staging::Stage::open(conn).await?;
    while let Some(read) = file.next_region() {
        report.rows += 1;
        match read {
            Ok(line) if exists(&line.edition) && line.ended.as_ref().is_none_or(exists) => {
                stage.add(&line).await?;
            }
            Ok(line) => report.refuse(Refused { line: line.line, reason: Reason::Edition }),
            Err(refused) => {
                report.refuse(refused);
                if refused.reason == Reason::Unreadable {
                    break;
                }
            }
        }
    }
    stage.close().await?;
    staging::analyze_stage(conn).await
}

/// Makes the stage part of the list; `whole` is the edition of a whole list.
async fn merge(conn: &mut PgConnection, whole: Option<&EditionLine>, report: &mut Report) -> Result<()> {
    report.ended = match whole {
        Some(edition) => staging::end_missing(conn, edition).await?,
        None => staging::end_told(conn).await?,
    };
    for level in domain::region::Level::ALL {
        report.new += staging::insert_level(conn, level).await?;
    }
    if whole.is_some() {
        report.changed = staging::correct(conn).await?;
    }
    for line in staging::orphans(conn).await? {
        report.refuse(Refused { line, reason: Reason::Orphan });
    }
    if report.outcome == Outcome::Refused {
        return Ok(());
    }
    if whole.is_some() {
        for level in domain::region::Level::ALL {
            staging::refresh_paths(conn, level).await?;
        }
        staging::renamed(conn).await?;
    }
    staging::learn_words(conn).await?;
    staging::clear_stage(conn).await?;
    staging::settle(conn).await
}

async fn successors(conn: &mut PgConnection, file: &mut RegionFile) -> Result<Report> {
    staging::lock(conn).await?;
    let mut report = Report::new(Outcome::Imported);
    let mut lines: Vec<SuccessorLine> = Vec::new();
    while let Some(read) = file.next_successor() {
        report.rows += 1;
        match read {
            Ok(line) => lines.push(line),
            Err(refused) => {
                report.refuse(refused);
                if refused.reason == Reason::Unreadable {
                    break;
                }
            }
        }
    }
    let lines = staging::SuccessorColumns::of(&lines);
    for refused in staging::unknown_successors(conn, &lines).await? {
        report.refuse(refused);
    }
    if report.outcome == Outcome::Imported {
        report.changed = staging::forget_successors(conn, &lines).await?;
        report.new = staging::add_successors(conn, &lines).await?;
    }
    Ok(report)
}

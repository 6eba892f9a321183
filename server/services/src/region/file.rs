//! The file formats of `naungan import regions`, read line by line. No database here.
//!
//! Both are CSV in UTF-8 (comma or semicolon, with or without gzip, with or without byte order mark).
//!
//! **Regions.** First one line an edition: `#edition,2027,2027-03-01,Kepmendagri … Tahun 2027` (its short
//! name, the day from which it holds, the decree). Then the heading, then one line a region:
//!
//! | Column | | |
//! |---|---|---|
//! | `code` | needed | with or without dots |
//! | `name` | needed | without the kind, or with it when there is no column for it |
//! | `kind` | may be left out | Provinsi, Kabupaten, Kota, Kecamatan, Desa … |
//! | `edition`, `ended` | together or not at all | the editions from which and up to which an entry holds |
//!
//! Without `edition` the file is the **whole list** of its one edition: what it does not name, ends.
//!
//! **Successors.** `old_code,old_edition,new_code`: where an entry went that ended.

use super::refused::{Reason, Refused};
use domain::region::{Edition, Level, RegionCode, key_words, short_kind};
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use time::Date;
use time::macros::format_description;

/// The longest name of the list has 44 characters.
const LONGEST_NAME: usize = 100;

/// An edition as a file declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionLine {
    pub edition: Edition,
    pub valid_from: Date,
    pub legal_basis: String,
    pub line: u64,
}

/// A region as a line tells it, with what the database needs beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionLine {
    pub line: u64,
    pub code: RegionCode,
    pub edition: Edition,
    pub ended: Option<Edition>,
    pub kind: String,
    pub name: String,
    words: Vec<String>,
}

/// A successor as a line tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuccessorLine {
    pub line: u64,
    pub old_code: RegionCode,
    pub old_edition: Edition,
    pub new_code: RegionCode,
}

/// What kind of file it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// Entries with the editions that hold them.
    History(Places),
    /// The whole list of one edition.
    Whole(Places),
    /// Successors.
    Successors,
}

/// In which column what stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    code: usize,
    name: usize,
    kind: Option<usize>,
    edition: Option<(usize, usize)>,
}

/// A file whose head was read; the lines follow.
pub struct RegionFile {
    records: csv::StringRecordsIntoIter<Box<dyn Read + Send>>,
    pub layout: Layout,
    pub editions: Vec<EditionLine>,
    pub heading: u64,
    seen: HashSet<String>,
}

impl RegionFile {
    /// Reads the declarations and the heading.
    pub fn open(source: impl Read + Send + 'static) -> Result<Self, Refused> {
        let unreadable = Refused { line: 1, reason: Reason::Unreadable };
        let plain = unpacked(source).map_err(|_| unreadable)?;
        let (plain, delimiter) = separated(plain).map_err(|_| unreadable)?;
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .delimiter(delimiter)
            .from_reader(plain);
        let mut records = reader.into_records();
        let mut editions = Vec::new();
        loop {
            let (line, record) = next_record(&mut records).unwrap_or(Err(unreadable))?;
            if record.get(0) == Some("#edition") {
                editions.push(edition_line(line, &record)?);
                continue;
            }
            let layout = layout(&record).ok_or(Refused { line, reason: Reason::Heading })?;
            match layout {
                Layout::Successors => {}
                Layout::Whole(_) if editions.len() == 1 => {}
                Layout::History(_) if !editions.is_empty() => {}
                _ => return Err(Refused { line, reason: Reason::NoEdition }),
            }
            return Ok(Self { records, layout, editions, heading: line, seen: HashSet::new() });
        }
    }

    /// The next region, or why its line is none; none at the end.
    pub fn next_region(&mut self) -> Option<Result<RegionLine, Refused>> {
        let (line, record) = match next_record(&mut self.records)? {
            Ok(read) => read,
            Err(refused) => return Some(Err(refused)),
        };
        let region = self.region(line, &record).map_err(|reason| Refused { line, reason });
        Some(region.and_then(|region| {
            let key = [region.code.as_str(), region.edition.as_str()].join(" ");
            if self.seen.insert(key) { Ok(region) } else { Err(Refused { line, reason: Reason::Twice }) }
        }))
    }

    /// The next successor, or why its line is none; none at the end.
    pub fn next_successor(&mut self) -> Option<Result<SuccessorLine, Refused>> {
        let (line, record) = match next_record(&mut self.records)? {
            Ok(read) => read,
            Err(refused) => return Some(Err(refused)),
        };
        Some(successor(line, &record).map_err(|reason| Refused { line, reason }))
    }

    fn region(&self, line: u64, record: &csv::StringRecord) -> Result<RegionLine, Reason> {
        let (Layout::History(places) | Layout::Whole(places)) = &self.layout else {
            return Err(Reason::Heading);
        };
        let field = |at: usize| record.get(at).ok_or(Reason::Columns);
        let code = RegionCode::parse(field(places.code)?).map_err(|_| Reason::Code)?;
        let name = field(places.name)?.split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = places.kind.map(field).transpose()?.unwrap_or_default();
        let (kind, name) = kind_and_name(&code, kind, &name)?;
        let words = key_words(&name);
        if words.is_empty() || name.chars().count() > LONGEST_NAME || name.contains(char::is_control) {
            return Err(Reason::Name);
        }
        let (edition, ended) = match places.edition {
            Some((from, upto)) => held(field(from)?, field(upto)?)?,
            None => (self.editions.first().ok_or(Reason::Edition)?.edition.clone(), None),
        };
        Ok(RegionLine { line, code, edition, ended, kind, name, words })
    }
}

impl RegionLine {
    /// The name in front of a path: "Kab. Buleleng".
    pub fn label(&self) -> String {
        format!("{} {}", short_kind(&self.kind), self.name)
    }

    /// The words of the name.
    pub fn name_key(&self) -> String {
        self.words.join(" ")
    }

    /// The words of the name, two neighbours written as one ("Suka Maju" is also typed "Sukamaju"), and
    /// what everybody calls the province.
    pub fn own_key(&self) -> String {
        let mut key = self.name_key();
        for pair in self.words.windows(2) {
            key.push(' ');
            for word in pair {
                key.push_str(word);
            }
        }
        if self.code.level() == Level::Province {
            for (_, names) in NICKNAMES.iter().filter(|(code, _)| *code == self.code.as_str()) {
                key.push(' ');
                key.push_str(names);
            }
        }
        key
    }
}

/// What provinces are called in everyday life.
const NICKNAMES: &[(&str, &str)] = &[
    ("11", "nad"),
    ("12", "sumut"),
    ("13", "sumbar"),
    ("16", "sumsel"),
    ("19", "babel"),
    ("21", "kepri"),
    ("31", "dki dkj"),
    ("32", "jabar"),
    ("33", "jateng"),
    ("34", "diy jogja jogjakarta yogya"),
    ("35", "jatim"),
    ("52", "ntb"),
    ("53", "ntt"),
    ("61", "kalbar"),
    ("62", "kalteng"),
    ("63", "kalsel"),
    ("64", "kaltim"),
    ("65", "kaltara"),
    ("71", "sulut"),
    ("72", "sulteng"),
    ("73", "sulsel"),
    ("74", "sultra"),
    ("76", "sulbar"),
    ("82", "malut"),
];

type Records = csv::StringRecordsIntoIter<Box<dyn Read + Send>>;

/// The next line that is not empty, with its number.
fn next_record(records: &mut Records) -> Option<Result<(u64, csv::StringRecord), Refused>> {
    loop {
        let at = records.reader().position().line();
        let Ok(record) = records.next()? else {
            return Some(Err(Refused { line: at, reason: Reason::Unreadable }));
        };
        // The reader counts an empty line before a record as its beginning; its end tells better.
        let breaks = record.iter().map(|field| field.matches('\n').count()).sum::<usize>();
        let end = records.reader().position().line();
        let line = end.saturating_sub(1 + u64::try_from(breaks).unwrap_or(0)).max(at);
        if record.iter().any(|field| !field.is_empty()) {
            return Some(Ok((line, record)));
        }
    }
}

/// Takes the gzip off when there is one.
fn unpacked(source: impl Read + Send + 'static) -> std::io::Result<Box<dyn Read + Send>> {
    let mut source = BufReader::new(source);
    let packed = source.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    Ok(if packed { Box::new(flate2::bufread::MultiGzDecoder::new(source)) } else { Box::new(source) })
}

/// Skips the byte order mark and tells what separates the fields: spreadsheets of an Indonesian computer
/// write semicolons.
fn separated(plain: Box<dyn Read + Send>) -> std::io::Result<(Box<dyn Read + Send>, u8)> {
    let mut plain = BufReader::new(plain);
    let mut first = Vec::new();
    plain.by_ref().take(4096).read_until(b'\n', &mut first)?;
    let first = first.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(first);
    let commas_first = first.iter().find(|byte| matches!(byte, b',' | b';')) != Some(&b';');
    let delimiter = if commas_first { b',' } else { b';' };
    Ok((Box::new(std::io::Cursor::new(first).chain(plain)), delimiter))
}

fn edition_line(line: u64, record: &csv::StringRecord) -> Result<EditionLine, Refused> {
    let wrong = Refused { line, reason: Reason::EditionLine };
    let field = |at: usize| record.get(at).filter(|text| !text.is_empty()).ok_or(wrong);
    let edition = Edition::parse(field(1)?).ok_or(wrong)?;
    let valid_from =
        Date::parse(field(2)?, format_description!("[year]-[month]-[day]")).map_err(|_| wrong)?;
    Ok(EditionLine { edition, valid_from, legal_basis: field(3)?.to_owned(), line })
}

fn layout(record: &csv::StringRecord) -> Option<Layout> {
    let names: Vec<String> = record.iter().map(str::to_lowercase).collect();
    if names == ["old_code", "old_edition", "new_code"] {
        return Some(Layout::Successors);
    }
    let place = |name: &str| names.iter().position(|other| other == name);
    let known =
        names.iter().all(|name| matches!(name.as_str(), "code" | "name" | "kind" | "edition" | "ended"));
    let (code, name) = (place("code")?, place("name")?);
    let edition = match (place("edition"), place("ended")) {
        (Some(from), Some(upto)) => Some((from, upto)),
        (None, None) => None,
        _ => return None,
    };
    let places = Places { code, name, kind: place("kind"), edition };
    known.then_some(if edition.is_some() { Layout::History(places) } else { Layout::Whole(places) })
}

fn held(from: &str, upto: &str) -> Result<(Edition, Option<Edition>), Reason> {
    let edition = Edition::parse(from).ok_or(Reason::Edition)?;
    if upto.is_empty() {
        return Ok((edition, None));
    }
    let ended = Edition::parse(upto).filter(|ended| *ended > edition).ok_or(Reason::Edition)?;
    Ok((edition, Some(ended)))
}

fn successor(line: u64, record: &csv::StringRecord) -> Result<SuccessorLine, Reason> {
    let field = |at: usize| record.get(at).ok_or(Reason::Columns);
    let code = |at: usize| RegionCode::parse(field(at)?).map_err(|_| Reason::Code);
    let old_edition = Edition::parse(field(1)?).ok_or(Reason::Edition)?;
    Ok(SuccessorLine { line, old_code: code(0)?, old_edition, new_code: code(2)? })
}

/// The kind as the column says it; else as the name or the code tells it.
fn kind_and_name(code: &RegionCode, kind: &str, name: &str) -> Result<(String, String), Reason> {
    if !kind.is_empty() {
        let good = kind.chars().count() <= 40 && !kind.contains(char::is_control);
        return if good { Ok((kind.to_owned(), name.to_owned())) } else { Err(Reason::Kind) };
    }
    let village = || match code.as_str().as_bytes().get(9) {
        Some(b'1') => "Kelurahan",
        Some(b'3') => "Desa Adat",
        _ => "Desa",
    };
    let kind = match code.level() {
        Level::Province => "Provinsi",
        Level::District if code.as_str() >= "91" => "Distrik",
        Level::District => "Kecamatan",
        Level::Village => village(),
        Level::Regency => return regency_kind(name),
    };
    Ok((kind.to_owned(), name.to_owned()))
}

/// "KAB. ADM. KEPULAUAN SERIBU" is a Kabupaten Administrasi called KEPULAUAN SERIBU.
fn regency_kind(name: &str) -> Result<(String, String), Reason> {
    let (first, rest) = name.split_once(' ').ok_or(Reason::Kind)?;
    let kind = match first.to_lowercase().trim_end_matches('.') {
        "kab" | "kabupaten" => "Kabupaten",
        "kota" => "Kota",
        _ => return Err(Reason::Kind),
    };
    let (second, last) = rest.split_once(' ').unwrap_or((rest, ""));
    let special = matches!(second.to_lowercase().trim_end_matches('.'), "adm" | "administrasi");
    Ok(if special && !last.is_empty() {
        (format!("{kind} Administrasi"), last.to_owned())
    } else {
        (kind.to_owned(), rest.to_owned())
    })
}

#[cfg(test)]
mod tests;

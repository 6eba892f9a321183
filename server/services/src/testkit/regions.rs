//! A small part of the region list, so that a clone of the template is a matter of milliseconds.

use std::collections::HashSet;
use std::io::Read;

/// All provinces and regencies, and whatever lies behind `prefixes`, in the import's two formats.
pub(super) fn around(prefixes: &[&str]) -> (Vec<u8>, Vec<u8>) {
    let mut all = String::new();
    let read = flate2::read::GzDecoder::new(crate::region::SHIPPED).read_to_string(&mut all);
    debug_assert!(read.is_ok(), "the list in the project is readable");
    let wanted = |code: &str| code.len() <= 5 || prefixes.iter().any(|p| code.starts_with(p));
    let mut regions = String::new();
    let mut kept = HashSet::new();
    for line in all.lines() {
        let code = line.split(',').next().unwrap_or_default();
        if line.starts_with('#') || code == "code" || wanted(code) {
            kept.insert(code);
            regions.push_str(line);
            regions.push('\n');
        }
    }
    let mut successors = String::new();
    for (n, line) in include_str!("../region/data/successors.csv").lines().enumerate() {
        let mut cells = line.split(',');
        let (old, new) = (cells.next().unwrap_or_default(), cells.nth(1).unwrap_or_default());
        if n == 0 || (kept.contains(old) && kept.contains(new)) {
            successors.push_str(line);
            successors.push('\n');
        }
    }
    (regions.into_bytes(), successors.into_bytes())
}

//! What the search box answers: a region with its whole path, and for one that ended, where it went.

use super::{Edition, Level, RegionCode};
use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// A region as the list has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Its code.
    pub code: RegionCode,
    /// The edition from which the entry holds; with the code it is the entry's key.
    pub edition: Edition,
    /// Its level.
    pub level: Level,
    /// The kind in words: Provinsi, Kabupaten, Kota, Kecamatan, Distrik, Desa, Kelurahan ...
    pub kind: String,
    /// The bare name.
    pub name: String,
    /// Name and everything around it: "Desa Panji, Kec. Sukasada, Kab. Buleleng, Bali".
    pub path: String,
    /// Whether it still exists.
    pub standing: Standing,
}

/// Whether a region still exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// In the current edition.
    Current,
    /// No longer; these took its place, several after a split, none when nobody recorded it.
    Ended(Vec<Successor>),
}

/// A current region that took the place of one that ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Successor {
    /// Its code.
    pub code: RegionCode,
    /// Its whole path.
    pub path: String,
}

impl Found {
    /// Whether it is in the current edition.
    pub fn is_current(&self) -> bool {
        matches!(self.standing, Standing::Current)
    }

    /// The current regions to offer: itself, or its successors.
    pub fn current_codes(&self) -> Vec<&RegionCode> {
        match &self.standing {
            Standing::Current => vec![&self.code],
            Standing::Ended(successors) => successors.iter().map(|successor| &successor.code).collect(),
        }
    }

    /// For a region that ended: what it was and what it is now, as one sentence.
    pub fn note(&self, lang: Lang) -> Option<String> {
        let Standing::Ended(successors) = &self.standing else { return None };
        let now: Vec<String> = successors.iter().map(|next| format!("{} {}", next.code, next.path)).collect();
        let (code, path) = (&self.code, &self.path);
        Some(match (lang, now.is_empty()) {
            (Lang::Id, false) => format!("Dulu {code} {path}; sekarang {}.", now.join(" atau ")),
            (Lang::En, false) => format!("Formerly {code} {path}; now {}.", now.join(" or ")),
            (Lang::Id, true) => {
                format!("Dulu {code} {path}; tidak ada lagi. Cari nama wilayahnya yang sekarang.")
            }
            (Lang::En, true) => {
                format!("Formerly {code} {path}; it no longer exists. Search for its present name.")
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merauke(standing: Standing) -> Found {
        Found {
            code: RegionCode::parse("91.01").unwrap(),
            edition: Edition::parse("2019").unwrap(),
            level: Level::Regency,
            kind: "Kabupaten".to_owned(),
            name: "Merauke".to_owned(),
            path: "Kab. Merauke, Papua".to_owned(),
            standing,
        }
    }

    #[test]
    fn a_region_that_moved_says_where_it_is_now() {
        let code = RegionCode::parse("93.01").unwrap();
        let now = Successor { code, path: "Kab. Merauke, Papua Selatan".to_owned() };
        let found = merauke(Standing::Ended(vec![now]));

        assert_eq!(
            found.note(Lang::Id).unwrap(),
            "Dulu 91.01 Kab. Merauke, Papua; sekarang 93.01 Kab. Merauke, Papua Selatan."
        );
        assert!(found.note(Lang::En).unwrap().starts_with("Formerly 91.01"));
        assert_eq!(found.current_codes()[0].as_str(), "93.01");
    }

    #[test]
    fn a_current_region_has_no_note() {
        assert_eq!(merauke(Standing::Current).note(Lang::Id), None);
    }

    #[test]
    fn a_region_without_known_successor_says_what_to_do() {
        let note = merauke(Standing::Ended(vec![])).note(Lang::Id).unwrap();

        assert!(note.contains("tidak ada lagi. Cari nama"), "{note}");
    }
}

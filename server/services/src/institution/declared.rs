//! What a sponsor declares true when it sends its file: kept, sealed, with the event of sending. It stands in the
//! chain of history, so that nobody can say later that something else was sent; it is what the office reads
//! while the file is back with its sponsor; and two of them say what a correction has changed. Files that were sent
//! before declarations were kept (2026-11-22) have none; their office reads the answers as they are.

use super::Particulars;
use crate::document::Paper;
use domain::document::PaperKind;
use domain::verification::Item;
use serde::{Deserialize, Serialize};

/// The answers and the papers of one sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The answers. Where the file stands is no part of them.
    pub says: Particulars,
    /// The papers, by the SHA-256 of the file as it came, in hex.
    pub papers: Vec<(PaperKind, String)>,
}

impl Declared {
    /// What is declared by sending now.
    pub(super) fn of<'p>(says: &Particulars, papers: impl Iterator<Item = &'p Paper>) -> Self {
        let papers = papers.map(|paper| (paper.kind, paper.sha256.clone())).collect();
        Self { says: says.answers(), papers }
    }

    /// The parts that differ from what was declared `before`, in the order of the task list.
    pub(super) fn changed_since(&self, before: &Self) -> Vec<Item> {
        let file = |of: &Self, kind: PaperKind| of.papers.iter().find(|(k, _)| *k == kind).cloned();
        Item::ALL
            .into_iter()
            .filter(|item| match item.paper() {
                // What a village is called on the way up may change without anybody's doing.
                None => {
                    let plain = |of: &Self| Particulars { region_path: None, ..of.says.answers() };
                    plain(self) != plain(before)
                }
                Some(kind) => file(self, kind) != file(before, kind),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As it is sealed with events that exist. A new answer must be optional, or nobody can read them any more.
    const KEPT: &str = r#"{"says":{"kind":"panti","name":"Panti Kasih","in_charge":"Sari","phone":"+628123456789",
        "residents":24,"village":"51.08.05.2002","region_path":"Desa Panji","street":"Jalan 1","rt":"003","rw":null,
        "postcode":null},"papers":[["premises_photo","00ff"],["recommendation_letter","11ee"]]}"#;

    #[test]
    fn a_declaration_is_written_as_it_is_read_for_ever() {
        let declared: Declared = serde_json::from_str(KEPT).unwrap();

        assert_eq!((declared.says.name.as_str(), declared.papers.len()), ("Panti Kasih", 2));
        let written = serde_json::to_value(&declared).unwrap();
        assert_eq!(
            written,
            serde_json::from_str::<serde_json::Value>(KEPT).unwrap(),
            "what is written today"
        );
    }

    #[test]
    fn only_what_the_sponsor_changed_is_a_change() {
        let before: Declared = serde_json::from_str(KEPT).unwrap();
        let mut after = before.clone();
        after.says.region_path = Some("Desa Panji, Kec. Sukasada".to_owned());
        after.says.due_on = Some(time::macros::date!(2026 - 12 - 04));
        assert_eq!(after.changed_since(&before), []);

        after.says.street = Some("Jalan 2".to_owned());
        after.papers[1].1 = "22dd".to_owned();
        assert_eq!(after.changed_since(&before), [Item::Profile, Item::RecommendationLetter]);
    }
}

//! Fourth group: the ground on which the person is proposed.

use super::{choice, keep, optional_line};
use crate::problem::{Rule, Violation};
use serde::{Deserialize, Serialize};

/// Kriteria: the ten categories of the founding process (its first criterion, "all ages", is a rule of scope).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// Anak penghuni panti asuhan.
    OrphanageChild,
    /// Anak santri mukim pondok pesantren.
    PesantrenChild,
    /// Anak tanpa orang tua dan keluarga asuh.
    ChildWithoutParents,
    /// Anak penghuni rumah singgah.
    ShelterChild,
    /// Anak korban kekerasan.
    AbusedChild,
    /// Anak atau perempuan korban perdagangan orang.
    TraffickingVictim,
    /// Pekerja anak.
    WorkingChild,
    /// Gelandangan, pengemis, pemulung.
    Homeless,
    /// Bekas warga binaan lembaga pemasyarakatan.
    FormerPrisoner,
    /// Lanjut usia penghuni panti atau telantar.
    Elderly,
}

impl Criterion {
    /// Every one, in the order of the founding process.
    pub const ALL: [Self; 10] = [
        Self::OrphanageChild,
        Self::PesantrenChild,
        Self::ChildWithoutParents,
        Self::ShelterChild,
        Self::AbusedChild,
        Self::TraffickingVictim,
        Self::WorkingChild,
        Self::Homeless,
        Self::FormerPrisoner,
        Self::Elderly,
    ];

    /// As the database and the form write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OrphanageChild => "orphanage_child",
            Self::PesantrenChild => "pesantren_child",
            Self::ChildWithoutParents => "child_without_parents",
            Self::ShelterChild => "shelter_child",
            Self::AbusedChild => "abused_child",
            Self::TraffickingVictim => "trafficking_victim",
            Self::WorkingChild => "working_child",
            Self::Homeless => "homeless",
            Self::FormerPrisoner => "former_prisoner",
            Self::Elderly => "elderly",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|criterion| criterion.word() == word)
    }

    /// The types of PMKS (Permensos 8/2012, numbers 1 to 26) that it covers.
    pub const fn pmks(self) -> &'static [u8] {
        match self {
            Self::OrphanageChild => &[1, 2, 7],
            Self::PesantrenChild => &[2],
            Self::ChildWithoutParents => &[1, 2],
            Self::ShelterChild => &[4, 2],
            Self::AbusedChild => &[6],
            Self::TraffickingVictim => &[18, 20],
            Self::WorkingChild => &[7, 2],
            Self::Homeless => &[11, 12, 13],
            Self::FormerPrisoner => &[15],
            Self::Elderly => &[8],
        }
    }

    /// Ages, in full years, that it is meant for; outside of them is a doubt.
    pub const fn ages(self) -> (i32, i32) {
        match self {
            Self::OrphanageChild
            | Self::PesantrenChild
            | Self::ChildWithoutParents
            | Self::ShelterChild
            | Self::AbusedChild
            | Self::WorkingChild => (0, 18),
            Self::Elderly => (60, i32::MAX),
            Self::TraffickingVictim | Self::Homeless => (0, i32::MAX),
            Self::FormerPrisoner => (12, i32::MAX),
        }
    }

    /// Whether knowing of it could harm the person (a victim, somebody with a criminal record: Law 27/2022, article 4).
    /// No list shows any criterion, so that nobody stands out.
    pub const fn is_sensitive(self) -> bool {
        matches!(self, Self::AbusedChild | Self::TraffickingVictim | Self::FormerPrisoner)
    }
}

/// Which parents are alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parents {
    /// Both.
    Both,
    /// The father only.
    Father,
    /// The mother only.
    Mother,
    /// Neither.
    Neither,
    /// Not known.
    Unknown,
}

impl Parents {
    /// Every answer, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Both, Self::Father, Self::Mother, Self::Neither, Self::Unknown];

    /// As the database and the form write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Father => "father",
            Self::Mother => "mother",
            Self::Neither => "neither",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|parents| parents.word() == word)
    }
}

/// Ragam disabilitas (Law 8/2016, article 4). Specific personal data: kept sealed, shown to deciders only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disability {
    /// Fisik.
    Physical,
    /// Intelektual.
    Intellectual,
    /// Mental.
    Mental,
    /// Sensorik.
    Sensory,
}

impl Disability {
    /// Every kind, in the order of the law.
    pub const ALL: [Self; 4] = [Self::Physical, Self::Intellectual, Self::Mental, Self::Sensory];

    /// As the sealed column and the form write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Physical => "physical",
            Self::Intellectual => "intellectual",
            Self::Mental => "mental",
            Self::Sensory => "sensory",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The answers of the fourth group.
#[derive(Clone, PartialEq, Eq)]
pub struct Ground {
    /// The criterion.
    pub criterion: Criterion,
    /// Which parents are alive.
    pub parents: Parents,
    /// Kinds of disability, none of them twice; empty for nobody's.
    pub disabilities: Vec<Disability>,
    /// What an officer should know; at most 500 characters.
    pub note: Option<String>,
}

/// The fourth group as typed.
#[derive(Clone, Default, Serialize)]
pub struct GroundInput {
    /// A word of [`Criterion`].
    pub criterion: String,
    /// A word of [`Parents`].
    pub parents: String,
    /// Words of [`Disability`].
    pub disabilities: Vec<String>,
    /// Catatan.
    pub note: String,
}

impl GroundInput {
    /// Reads the group.
    ///
    /// # Errors
    /// Every violation, under the names of these fields.
    pub fn parse(&self) -> Result<Ground, Vec<Violation>> {
        let mut wrong = Vec::new();
        let criterion = keep(&mut wrong, "criterion", choice(&self.criterion, Criterion::from_word));
        let parents = keep(&mut wrong, "parents", choice(&self.parents, Parents::from_word));
        let disabilities = keep(&mut wrong, "disabilities", self.disabilities());
        let note = keep(&mut wrong, "note", optional_line(&self.note, 500));
        match (criterion, parents, disabilities, note) {
            (Some(criterion), Some(parents), Some(disabilities), Some(note)) => {
                Ok(Ground { criterion, parents, disabilities, note })
            }
            _ => Err(wrong),
        }
    }

    /// The kinds that are ticked, in the order of the law; an empty word is no tick.
    fn disabilities(&self) -> Result<Vec<Disability>, Rule> {
        let words = || self.disabilities.iter().map(|word| word.trim()).filter(|word| !word.is_empty());
        if words().any(|word| Disability::from_word(word).is_none()) {
            return Err(Rule::NotAChoice);
        }
        Ok(Disability::ALL.into_iter().filter(|kind| words().any(|word| word == kind.word())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{NASTY, fields};
    use super::*;
    use proptest::prelude::*;

    fn input() -> GroundInput {
        GroundInput { criterion: "elderly".into(), parents: "unknown".into(), ..GroundInput::default() }
    }

    fn ticked(words: &[&str]) -> Result<Vec<Disability>, Vec<Violation>> {
        let disabilities = words.iter().map(|word| (*word).to_owned()).collect();
        GroundInput { disabilities, ..input() }.parse().map(|ground| ground.disabilities)
    }

    #[test]
    fn kinds_of_disability_stand_once_and_in_the_order_of_the_law() {
        assert_eq!(ticked(&[]), Ok(vec![]));
        assert_eq!(
            ticked(&["sensory", "physical", "sensory"]),
            Ok(vec![Disability::Physical, Disability::Sensory])
        );
        assert_eq!(ticked(&["", "mental"]), Ok(vec![Disability::Mental]));
        assert_eq!(ticked(&["mental", "moody"]), Err(vec![Violation::new("disabilities", Rule::NotAChoice)]));
    }

    #[test]
    fn an_empty_page_names_every_question() {
        let wrong = GroundInput::default().parse().unwrap_err();

        assert_eq!(wrong, ["criterion", "parents"].map(|field| Violation::new(field, Rule::Missing)));
    }

    #[test]
    fn a_note_is_one_line_of_five_hundred_characters_at_most() {
        let note =
            |text: &str| GroundInput { note: text.into(), ..input() }.parse().map(|ground| ground.note);

        assert_eq!(note("Dibawa\r\nRT 3"), Ok(Some("Dibawa RT 3".into())));
        assert_eq!(note(" – "), Ok(None));
        assert!(note(&"é".repeat(500)).is_ok());
        assert_eq!(note(&"é".repeat(501)), Err(vec![Violation::new("note", Rule::TooLong(500))]));
    }

    #[test]
    fn every_criterion_covers_types_of_the_list_and_an_age() {
        for criterion in Criterion::ALL {
            let (from, upto) = criterion.ages();
            assert!(from < upto, "{criterion:?}");
            assert!(!criterion.pmks().is_empty(), "{criterion:?}");
            assert!(criterion.pmks().iter().all(|number| (1..=26).contains(number)), "{criterion:?}");
        }
    }

    #[test]
    fn no_text_in_any_box_makes_it_stumble() {
        let boxes = fields!(GroundInput: criterion parents note);
        for text in NASTY {
            let mut input = input();
            for set in boxes {
                set(&mut input, text);
            }
            assert!(input.parse().is_err(), "{text:?}");
            let _ = ticked(&[text]);
        }
    }

    proptest! {
        #[test]
        fn any_note_fits_or_is_too_long(text in any::<String>()) {
            let ground = GroundInput { note: text, ..input() }.parse();
            if let Ok(Ground { note: Some(note), .. }) = ground {
                prop_assert!(!note.contains(char::is_control) && note.trim() == note && !note.is_empty());
            }
        }
    }
}

//! What of a person rests sealed. Each value is bound to its column and its person, so that it opens nowhere else.
//!
//! What does not open or cannot be read names its column and nothing of what is in it: the messages of a JSON reader
//! quote what they do not like.

use crate::db::Scope;
use crate::error::{Error, Result};
use domain::id::PersonId;
use domain::person::{Consent, Criterion, Disability, Ground, Identity, Nik, NikAnswer, PersonName};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The kind of the keyed hash by which a NIK is found.
const NIK_INDEX: &str = "nik";

/// The sealed columns.
#[derive(Clone, Copy)]
pub(crate) enum Column {
    Nik,
    Aliases,
    Mother,
    Kk,
    Street,
    Particulars,
    Consent,
}

impl Column {
    const fn name(self) -> &'static str {
        match self {
            Self::Nik => "nik",
            Self::Aliases => "aliases",
            Self::Mother => "mother",
            Self::Kk => "kk",
            Self::Street => "street",
            Self::Particulars => "particulars",
            Self::Consent => "consent",
        }
    }

    /// Where the value of this person lies.
    pub(crate) fn place(self, id: PersonId) -> String {
        format!("persons.{}:{id}", self.name())
    }

    pub(super) fn seal(self, scope: &Scope, id: PersonId, plain: &str) -> Result<Vec<u8>> {
        scope.keys().seal(&self.place(id), plain.as_bytes())
    }

    pub(super) fn seal_json<T: Serialize>(self, scope: &Scope, id: PersonId, value: &T) -> Result<Vec<u8>> {
        scope.seal(&self.place(id), value)
    }

    pub(super) fn open(self, scope: &Scope, id: PersonId, sealed: &[u8]) -> Result<String> {
        let plain = scope.keys().open(&self.place(id), sealed)?;
        String::from_utf8(plain).map_err(|_| self.unreadable())
    }

    pub(super) fn open_json<T: DeserializeOwned>(
        self,
        scope: &Scope,
        id: PersonId,
        sealed: &[u8],
    ) -> Result<T> {
        let plain = scope.keys().open(&self.place(id), sealed)?;
        serde_json::from_slice(&plain).map_err(|_| self.unreadable())
    }

    pub(super) fn unreadable(self) -> Error {
        Error::inconsistent("persons", self.name())
    }
}

/// What is sealed of the ground.
#[derive(Serialize, Deserialize)]
pub(super) struct Particulars {
    pub(super) criterion: Criterion,
    pub(super) disabilities: Vec<Disability>,
    pub(super) note: Option<String>,
}

impl From<&Ground> for Particulars {
    fn from(ground: &Ground) -> Self {
        Self {
            criterion: ground.criterion,
            disabilities: ground.disabilities.clone(),
            note: ground.note.clone(),
        }
    }
}

/// What is sealed of the consent.
#[derive(Serialize, Deserialize)]
pub(super) struct Agreed {
    pub(super) name: Option<PersonName>,
    pub(super) basis: Option<String>,
    pub(super) witness: Option<PersonName>,
}

impl From<&Consent> for Agreed {
    fn from(consent: &Consent) -> Self {
        Self { name: consent.name.clone(), basis: consent.basis.clone(), witness: consent.witness.clone() }
    }
}

/// The columns of the first group that are not written as they were typed.
pub(super) struct Identified {
    pub(super) nik: Option<Vec<u8>>,
    pub(super) head: Option<String>,
    pub(super) tail: Option<String>,
    pub(super) index: Option<String>,
    pub(super) no_nik: Option<&'static str>,
    pub(super) aliases: Option<Vec<u8>>,
}

impl Identified {
    pub(super) fn seal(scope: &Scope, id: PersonId, identity: &Identity) -> Result<Self> {
        let nik = match &identity.nik {
            NikAnswer::Known(nik) => Some(nik),
            NikAnswer::None(_) => None,
        };
        let no_nik = match &identity.nik {
            NikAnswer::Known(_) => None,
            NikAnswer::None(reason) => Some(reason.word()),
        };
        let aliases = identity.aliases.as_deref();
        Ok(Self {
            nik: nik.map(|nik| Column::Nik.seal(scope, id, nik.as_str())).transpose()?,
            head: nik.map(|nik| nik.head().to_owned()),
            tail: nik.map(|nik| nik.tail().to_owned()),
            index: nik.map(|nik| nik_index(scope, nik)),
            no_nik,
            aliases: aliases.map(|text| Column::Aliases.seal(scope, id, text)).transpose()?,
        })
    }
}

/// The keyed hash of a NIK.
pub(crate) fn nik_index(scope: &Scope, nik: &Nik) -> String {
    scope.keys().index(NIK_INDEX, nik.as_str())
}

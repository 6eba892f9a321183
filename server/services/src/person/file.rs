//! The file of one person, opened for its own sponsor.

use super::sealed::{Agreed, Column, Particulars};
use super::store::{self, Row};
use crate::db::Scope;
use crate::error::{Error, Result};
use crate::region;
use domain::id::PersonId;
use domain::institution::Address;
use domain::person::{
    Birth, Consent, Consenter, Doubt, Ground, Group, Home, Identity, Known, Lives, Method, Nik, NikAnswer,
    NoKk, NoNik, Parents, PersonName, Precision, Sex, State, doubts,
};
use domain::policy::Permission;
use domain::problem::Problem;
use domain::region::{Edition, RegionCode};
use std::fmt;
use time::{Date, OffsetDateTime};

/// The file of one person.
#[derive(Clone)]
pub struct File {
    /// Its id.
    pub id: PersonId,
    /// Where it stands.
    pub state: State,
    /// Saves of the answers.
    pub revision: i32,
    /// First group; every person has it.
    pub identity: Identity,
    /// Second group.
    pub birth: Option<Birth>,
    /// Third group.
    pub home: Option<Home>,
    /// Path of the village, as the list had it when it was chosen.
    pub region_path: Option<String>,
    /// Whether the village has ended since it was chosen.
    pub village_ended: bool,
    /// Fourth group.
    pub ground: Option<Ground>,
    /// Fifth group.
    pub consent: Option<Consent>,
    /// The version of the text that was agreed to.
    pub consent_version: Option<String>,
    /// Whether the person is said to have no family card; a card that comes takes the answer back.
    pub no_family_card: bool,
    /// What looks odd.
    pub doubts: Vec<Doubt>,
    /// When the answers were saved last.
    pub changed_at: OffsetDateTime,
    /// Today, by which the page counts years.
    pub today: Date,
}

impl File {
    /// Whether a group is answered; a village that has ended has to be chosen again.
    pub fn is_done(&self, group: Group) -> bool {
        match group {
            Group::Identity => true,
            Group::Birth => self.birth.is_some(),
            Group::Home => self.home.is_some() && !self.village_ended,
            Group::Ground => self.ground.is_some(),
            Group::Consent => self.consent.is_some(),
        }
    }

    /// The first group that is not answered.
    pub fn first_missing(&self) -> Option<Group> {
        Group::ALL.into_iter().find(|group| !self.is_done(*group))
    }

    /// Whether every group is answered.
    pub fn is_complete(&self) -> bool {
        self.first_missing().is_none()
    }
}

/// Nobody's file ends in a log.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File").field("id", &self.id).field("revision", &self.revision).finish_non_exhaustive()
    }
}

/// The file of one person in the actor's care.
///
/// # Errors
/// [`Problem::NotFound`], for a person on another sponsor's list as for nobody.
#[tracing::instrument(name = "person.file", skip_all, fields(person.id = %id))]
pub async fn file(scope: &mut Scope, id: PersonId) -> Result<File> {
    scope.require(Permission::ReadPeople)?;
    let row = store::row(scope, id).await?.ok_or(Problem::NotFound)?;
    let home = home(scope, id, &row)?;
    let village_ended = match home.as_ref().and_then(|home| home.address.as_ref()) {
        Some(address) => has_ended(scope, &address.village, row.region_edition.as_deref()).await?,
        None => false,
    };
    let mut file = File {
        id,
        state: State::from_word(&row.state).ok_or_else(|| odd("state"))?,
        revision: row.revision,
        identity: identity(scope, id, &row)?,
        birth: birth(scope, id, &row)?,
        home,
        region_path: row.region_path.clone(),
        village_ended,
        ground: ground(scope, id, &row)?,
        consent: consent(scope, id, &row)?,
        consent_version: row.consent_version.clone(),
        no_family_card: row.no_family_card,
        doubts: Vec::new(),
        changed_at: row.changed_at,
        today: scope.today(),
    };
    file.doubts = look(scope, &file).await?;
    Ok(file)
}

/// Whether what stood behind the code in that edition is no more.
async fn has_ended(scope: &mut Scope, village: &RegionCode, edition: Option<&str>) -> Result<bool> {
    let edition = edition.and_then(Edition::parse).ok_or_else(|| odd("region_edition"))?;
    Ok(region::entry(scope, village, &edition).await?.is_none_or(|village| !village.is_current()))
}

/// What looks odd about the answers.
async fn look(scope: &mut Scope, file: &File) -> Result<Vec<Doubt>> {
    let (nik, has_no_nik) = match &file.identity.nik {
        NikAnswer::Known(nik) => (Some(nik), false),
        NikAnswer::None(_) => (None, true),
    };
    let place_known = match nik.map(|nik| RegionCode::parse(&nik.district())) {
        Some(Ok(district)) => Some(region::find(scope, &district).await?.is_some()),
        Some(Err(_)) => Some(false),
        None => None,
    };
    let known = Known {
        nik,
        has_no_nik,
        place_known,
        sex: Some(file.identity.sex),
        birth: file.birth.as_ref().map(|birth| (birth.date, birth.precision)),
        since: file.home.as_ref().map(|home| home.since),
        criterion: file.ground.as_ref().map(|ground| ground.criterion),
    };
    Ok(doubts(&known, file.today))
}

fn identity(scope: &Scope, id: PersonId, row: &Row) -> Result<Identity> {
    let nik = match (&row.nik, &row.no_nik) {
        (Some(sealed), None) => {
            let digits = Column::Nik.open(scope, id, sealed)?;
            NikAnswer::Known(Nik::parse(&digits).map_err(|_| Column::Nik.unreadable())?)
        }
        (None, Some(word)) => NikAnswer::None(NoNik::from_word(word).ok_or_else(|| odd("no_nik"))?),
        _ => return Err(odd("nik")),
    };
    let aliases = row.aliases.as_deref();
    Ok(Identity {
        name: PersonName::parse(&row.full_name).map_err(|_| odd("full_name"))?,
        aliases: aliases.map(|sealed| Column::Aliases.open(scope, id, sealed)).transpose()?,
        sex: Sex::from_word(&row.sex).ok_or_else(|| odd("sex"))?,
        nik,
    })
}

fn birth(scope: &Scope, id: PersonId, row: &Row) -> Result<Option<Birth>> {
    let Some(date) = row.birth_date else { return Ok(None) };
    let kk = match row.kk.as_deref().map(|sealed| Column::Kk.open(scope, id, sealed)).transpose()? {
        Some(digits) => NoKk::parse(&digits).map_err(|_| Column::Kk.unreadable())?,
        None => None,
    };
    let mother = row.mother.as_deref().ok_or_else(|| odd("mother"))?;
    Ok(Some(Birth {
        place: row.birth_place.clone(),
        date,
        precision: word(row.birth_precision.as_deref(), Precision::from_word, "birth_precision")?,
        mother: Column::Mother.open_json(scope, id, mother)?,
        kk,
    }))
}

fn home(scope: &Scope, id: PersonId, row: &Row) -> Result<Option<Home>> {
    let Some(since) = row.since else { return Ok(None) };
    let address = match (&row.village_code, &row.street) {
        (Some(village), Some(street)) => Some(Address {
            village: RegionCode::parse(village).map_err(|_| odd("village_code"))?,
            street: Column::Street.open(scope, id, street)?,
            rt: row.rt.clone(),
            rw: row.rw.clone(),
            postcode: row.postcode.clone(),
        }),
        (None, None) => None,
        _ => return Err(odd("street")),
    };
    let lives = word(row.lives.as_deref(), Lives::from_word, "lives")?;
    Ok(Some(Home { lives, since, room: row.room.clone(), address }))
}

fn ground(scope: &Scope, id: PersonId, row: &Row) -> Result<Option<Ground>> {
    let Some(sealed) = &row.particulars else { return Ok(None) };
    let Particulars { criterion, disabilities, note } = Column::Particulars.open_json(scope, id, sealed)?;
    Ok(Some(Ground {
        criterion,
        parents: word(row.parents.as_deref(), Parents::from_word, "parents")?,
        disabilities,
        note,
    }))
}

fn consent(scope: &Scope, id: PersonId, row: &Row) -> Result<Option<Consent>> {
    let Some(sealed) = &row.consent else { return Ok(None) };
    let Agreed { name, basis, witness } = Column::Consent.open_json(scope, id, sealed)?;
    Ok(Some(Consent {
        by: word(row.consent_by.as_deref(), Consenter::from_word, "consent_by")?,
        name,
        basis,
        method: word(row.consent_method.as_deref(), Method::from_word, "consent_method")?,
        witness,
        on: row.consent_on.ok_or_else(|| odd("consent_on"))?,
    }))
}

/// A word of a closed list that has to be there.
fn word<T>(word: Option<&str>, read: impl Fn(&str) -> Option<T>, column: &'static str) -> Result<T> {
    word.and_then(read).ok_or_else(|| odd(column))
}

fn odd(column: &'static str) -> Error {
    Error::inconsistent("persons", column)
}

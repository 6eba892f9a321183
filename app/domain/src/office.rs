//! Kantor: the offices that take part, which area each has, and what its people are in it.

use crate::policy::Role;
use crate::problem::{Problem, Rule};
use crate::region::{Level, Reach, RegionCode};

/// The kinds of office that can be founded so far. Each later step adds its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeKind {
    /// Dinas Sosial of a regency or city.
    DinsosKabkota,
    /// Dinas Sosial of a province.
    DinsosProvinsi,
    /// Pusdatin, the ministry's data centre.
    Pusdatin,
}

impl OfficeKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::DinsosKabkota, Self::DinsosProvinsi, Self::Pusdatin];

    /// As the database writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DinsosKabkota => "dinsos_kabkota",
            Self::DinsosProvinsi => "dinsos_provinsi",
            Self::Pusdatin => "pusdatin",
        }
    }

    /// Reads the database's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The level of the region that is its area; none for a national office.
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::DinsosKabkota => Some(Level::Regency),
            Self::DinsosProvinsi => Some(Level::Province),
            Self::Pusdatin => None,
        }
    }

    /// What an officer is there.
    pub const fn role(self) -> Role {
        match self {
            Self::DinsosKabkota => Role::RegencyVerifier,
            Self::DinsosProvinsi => Role::ProvinceVerifier,
            Self::Pusdatin => Role::NationalOfficer,
        }
    }

    /// The area of an office of this kind. A national office has no part in this step: its area is empty.
    ///
    /// # Errors
    /// [`Problem::Invalid`] at `region` when the region is missing, is of another level, or is not wanted.
    pub fn area(self, region: Option<&RegionCode>) -> Result<Reach, Problem> {
        match (self.level(), region) {
            (Some(level), Some(code)) if code.level() == level => Ok(Reach::of(code)),
            (Some(_), None) => Err(Problem::field("region", Rule::Missing)),
            (None, None) => Ok(Reach::nowhere()),
            _ => Err(Problem::field("region", Rule::NotAChoice)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(kind: OfficeKind, region: Option<&str>) -> Result<String, Problem> {
        let region = region.map(|code| RegionCode::parse(code).unwrap());
        kind.area(region.as_ref()).map(|reach| reach.from().to_owned())
    }

    #[test]
    fn an_office_has_the_area_of_its_level_and_no_other() {
        assert_eq!(area(OfficeKind::DinsosKabkota, Some("51.08")), Ok("51.08".to_owned()));
        assert_eq!(area(OfficeKind::DinsosProvinsi, Some("51")), Ok("51".to_owned()));
        assert_eq!(area(OfficeKind::Pusdatin, None), Ok(String::new()));

        for (kind, region) in [
            (OfficeKind::DinsosKabkota, None),
            (OfficeKind::DinsosKabkota, Some("51")),
            (OfficeKind::DinsosKabkota, Some("51.08.05")),
            (OfficeKind::DinsosProvinsi, Some("51.08")),
            (OfficeKind::Pusdatin, Some("51")),
        ] {
            assert!(area(kind, region).is_err(), "{kind:?} {region:?}");
        }
    }

    #[test]
    fn people_of_an_office_decide_only_in_a_regency() {
        let deciding: Vec<OfficeKind> =
            OfficeKind::ALL.into_iter().filter(|kind| kind.role() == Role::RegencyVerifier).collect();
        assert_eq!(deciding, [OfficeKind::DinsosKabkota]);
    }
}

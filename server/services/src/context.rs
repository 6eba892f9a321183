//! Who acts: account, tenant, roles, area, and the door through which they came.

use domain::id::{AccountId, TenantId};
use domain::lang::Lang;
use domain::office::OfficeKind;
use domain::policy::{Permission, Role, Roles, SYSTEM};
use domain::problem::Problem;
use domain::region::Level;
use uuid::Uuid;

/// A door of the portal; each is a login role of PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// Sponsors.
    Sponsor,
    /// Offices of regencies and provinces.
    Office,
    /// National offices.
    Pusat,
    /// Nobody is signed in.
    Publik,
    /// Jobs.
    Work,
    /// Figures and invariants, read-only.
    Ops,
}

impl Door {
    /// Every door.
    pub const ALL: [Self; 6] =
        [Self::Sponsor, Self::Office, Self::Pusat, Self::Publik, Self::Work, Self::Ops];

    /// The login role.
    pub const fn role(self) -> &'static str {
        match self {
            Self::Sponsor => "naungan_sponsor",
            Self::Office => "naungan_office",
            Self::Pusat => "naungan_pusat",
            Self::Publik => "naungan_publik",
            Self::Work => "naungan_work",
            Self::Ops => "naungan_ops",
        }
    }
}

/// The tenant of a sponsor, as the database writes it; offices have their own words.
const SPONSOR: &str = "sponsor";

/// What a tenant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TenantKind {
    /// A sponsor institution.
    Sponsor,
    /// Dinas Sosial of a regency or city.
    DinsosKabkota,
    /// Dinas Sosial of a province.
    DinsosProvinsi,
    /// Pusdatin, Rehsos, Kemenkes, BPJS, Pengawas.
    National,
}

impl TenantKind {
    /// Reads the database's word.
    pub fn from_word(word: &str) -> Self {
        if word == SPONSOR {
            return Self::Sponsor;
        }
        match OfficeKind::from_word(word).and_then(OfficeKind::level) {
            Some(Level::Regency) => Self::DinsosKabkota,
            Some(Level::Province) => Self::DinsosProvinsi,
            _ => Self::National,
        }
    }

    /// The door of its members.
    pub const fn door(self) -> Door {
        match self {
            Self::Sponsor => Door::Sponsor,
            Self::DinsosKabkota | Self::DinsosProvinsi => Door::Office,
            Self::National => Door::Pusat,
        }
    }
}

/// Somebody who acts.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The account; none for the public and for jobs.
    pub account: Option<AccountId>,
    /// The person's name, as history shows it.
    pub name: String,
    /// The tenant in which they act.
    pub tenant: Option<TenantId>,
    /// The tenant's name.
    pub tenant_name: String,
    /// What the tenant is.
    pub kind: Option<TenantKind>,
    /// What they are in it.
    pub roles: Roles,
    /// First region code of the office's area.
    pub reach_from: String,
    /// First region code beyond the area.
    pub reach_upto: String,
    /// The door.
    pub door: Door,
    /// The session, when there is one.
    pub session: Option<Uuid>,
    /// The language they chose.
    pub lang: Lang,
}

impl Actor {
    /// Nobody: the public door.
    pub fn public(lang: Lang) -> Self {
        Self::bare(Door::Publik, "Publik", Roles::NONE, lang)
    }

    /// The portal itself, in a job, for the rows of `tenant` where the job has one.
    pub fn system(tenant: Option<TenantId>) -> Self {
        Self { tenant, ..Self::bare(Door::Work, "Naungan", SYSTEM, Lang::Id) }
    }

    /// The watcher that counts and verifies.
    pub fn ops() -> Self {
        Self::bare(Door::Ops, "Naungan", Roles::NONE, Lang::Id)
    }

    fn bare(door: Door, name: &str, roles: Roles, lang: Lang) -> Self {
        Self {
            account: None,
            name: name.to_owned(),
            tenant: None,
            tenant_name: name.to_owned(),
            kind: None,
            roles,
            reach_from: String::new(),
            reach_upto: String::new(),
            door,
            session: None,
            lang,
        }
    }

    /// Whether the actor may do it.
    ///
    /// # Errors
    /// [`Problem::Unauthenticated`] when nobody is signed in, else [`Problem::Forbidden`].
    pub fn require(&self, permission: Permission) -> Result<(), Problem> {
        if self.roles.may(permission) {
            Ok(())
        } else if self.account.is_none() {
            Err(Problem::Unauthenticated)
        } else {
            Err(Problem::Forbidden)
        }
    }

    /// Whether the actor is a verifier of a regency.
    pub fn decides(&self) -> bool {
        self.roles.intersects(Role::RegencyVerifier.set())
    }
}

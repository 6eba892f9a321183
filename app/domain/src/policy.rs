//! Who may do what, as one table: [`Role`] × [`Permission`].
//!
//! The first of three locks. The second is row-level security (may this tenant see the row?), the third
//! the table of moves (now, in this state?). None trusts another.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::BitOr;

/// What somebody is in the tenant in which they act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Owner of a sponsor: edits its profile and papers, sends it for verification.
    SponsorOwner,
    /// Verifier of a regency's or city's Dinas Sosial: decides on the sponsors of that region.
    RegencyVerifier,
    /// Officer of a province's Dinas Sosial: reads the cases of its regencies.
    ProvinceVerifier,
    /// Officer of an office without a part in this step (Pusdatin, Rehsos, Kemenkes, BPJS, …).
    NationalOfficer,
}

impl Role {
    /// Every role, in the order of the printed matrix.
    pub const ALL: [Self; 4] =
        [Self::SponsorOwner, Self::RegencyVerifier, Self::ProvinceVerifier, Self::NationalOfficer];

    /// As the database writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SponsorOwner => "sponsor_owner",
            Self::RegencyVerifier => "regency_verifier",
            Self::ProvinceVerifier => "province_verifier",
            Self::NationalOfficer => "national_officer",
        }
    }

    /// Reads the database's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// The set of this one role.
    pub const fn set(self) -> Roles {
        Roles(match self {
            Self::SponsorOwner => 1,
            Self::RegencyVerifier => 2,
            Self::ProvinceVerifier => 4,
            Self::NationalOfficer => 8,
        })
    }
}

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(u16);

/// Owner of a sponsor.
pub const SPONSOR: Roles = Role::SponsorOwner.set();
/// Verifier of the regency or city.
pub const REGENCY: Roles = Role::RegencyVerifier.set();
/// Officer of the province.
pub const PROVINCE: Roles = Role::ProvinceVerifier.set();
/// The portal itself, in a job.
pub const SYSTEM: Roles = Roles(1 << 15);

impl Roles {
    /// Nobody.
    pub const NONE: Self = Self(0);

    /// The union, usable in constants.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two sets share a role.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether one of the roles carries `permission`.
    pub fn may(self, permission: Permission) -> bool {
        POLICY.iter().any(|(p, roles)| *p == permission && roles.intersects(self))
    }
}

impl BitOr for Roles {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::NONE, |set, role| set.or(role.set()))
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words: Vec<&str> =
            Role::ALL.into_iter().filter(|r| self.intersects(r.set())).map(Role::word).collect();
        if self.intersects(SYSTEM) {
            words.push("system");
        }
        f.write_str(&words.join("|"))
    }
}

/// Something one may be allowed to do. Every use case behind a sign-in asks for one of these first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// See and change one's own account, end one's own sessions.
    OwnAccount,
    /// See one's own institution, its papers and its history.
    ReadOwnInstitution,
    /// Change one's own institution's profile.
    EditInstitution,
    /// Upload a paper of one's own institution.
    UploadPaper,
    /// Send one's own institution to its social office.
    SubmitInstitution,
    /// See the people in one's own care.
    ReadPeople,
    /// Enter, change and take out people in one's own care.
    EditPeople,
    /// See the queue of institutions within one's area.
    ReadQueue,
    /// Open a case within one's area, with its papers.
    ReadCase,
    /// Take, release, return, verify, reject.
    ReviewInstitution,
}

/// The table. A permission that no line names is nobody's.
pub const POLICY: &[(Permission, Roles)] = &[
    (Permission::OwnAccount, Roles(u16::MAX)),
    (Permission::ReadOwnInstitution, SPONSOR),
    (Permission::EditInstitution, SPONSOR),
    (Permission::UploadPaper, SPONSOR),
    (Permission::SubmitInstitution, SPONSOR),
    (Permission::ReadPeople, SPONSOR),
    (Permission::EditPeople, SPONSOR),
    (Permission::ReadQueue, REGENCY.or(PROVINCE)),
    (Permission::ReadCase, REGENCY.or(PROVINCE)),
    (Permission::ReviewInstitution, REGENCY),
];

/// The table as text, for the snapshot.
pub fn matrix() -> String {
    let mut out = format!("{:<20}", "");
    for role in Role::ALL {
        out.push_str(&format!(" {:<18}", role.word()));
    }
    out.push('\n');
    for (permission, _) in POLICY {
        out.push_str(&format!("{:<20}", format!("{permission:?}")));
        for role in Role::ALL {
            out.push_str(&format!(" {:<18}", if role.set().may(*permission) { "yes" } else { "-" }));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_this_matrix() {
        insta::assert_snapshot!(matrix());
    }

    #[test]
    fn no_permission_stands_twice() {
        for (n, (permission, _)) in POLICY.iter().enumerate() {
            assert!(POLICY[n + 1..].iter().all(|(other, _)| other != permission));
        }
    }

    #[test]
    fn a_role_survives_its_word() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(role));
        }
        assert_eq!(Role::from_word("admin"), None);
    }
}

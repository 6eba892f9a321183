//! What was typed into a registration, sealed for the browser that typed it: a wrong address is mended without typing
//! the rest again.
//!
//! It lies in a cookie, not in the database, so it is there in the same way whether or not the address has an account.
//! The password is never in it. Whoever reads the mail knows the reference of the registration, but has no such cookie.

use super::Registration;
use crate::error::{Error, Result};
use crate::seal::Keys;
use domain::institution::SponsorKind;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

const PLACE: &str = "cookies.registration";
/// How long it is shown again.
const KEPT_SECONDS: i64 = 60 * 60;

/// A registration without its password, and the reference under which its browser waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The reference.
    pub reference: String,
    /// When it was typed, in seconds since 1970: phones are shared, and their browsers keep cookies for days.
    pub at: i64,
    /// Jenis sponsor.
    pub kind: SponsorKind,
    /// Name of the institution.
    pub institution: String,
    /// Name of the person in charge.
    pub in_charge: String,
    /// The address, wrong or right.
    pub email: String,
    /// Phone, as people write it.
    pub phone: String,
}

impl Typed {
    /// What was typed into this registration.
    pub fn of(registration: &Registration, reference: String, now: OffsetDateTime) -> Self {
        Self {
            reference,
            at: now.unix_timestamp(),
            kind: registration.kind,
            institution: registration.institution.as_str().to_owned(),
            in_charge: registration.in_charge.as_str().to_owned(),
            email: registration.email.as_str().to_owned(),
            phone: registration.phone.display(),
        }
    }

    /// What goes into the cookie.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn seal(&self, keys: &Keys) -> Result<String> {
        let plain = serde_json::to_vec(self).map_err(Error::internal)?;
        Ok(data_encoding::BASE64URL_NOPAD.encode(&keys.seal(PLACE, &plain)?))
    }

    /// Reads the cookies of a browser: nothing when `cookie` was not sealed here, belongs to another registration
    /// than the one under whose reference the browser waits, or is older than an hour.
    pub fn open(keys: &Keys, cookie: &str, waiting: &str, now: OffsetDateTime) -> Option<Self> {
        let sealed = data_encoding::BASE64URL_NOPAD.decode(cookie.as_bytes()).ok()?;
        let typed: Self = serde_json::from_slice(&keys.open(PLACE, &sealed).ok()?).ok()?;
        let age = now.unix_timestamp().checked_sub(typed.at)?;
        (typed.reference == waiting && age <= KEPT_SECONDS).then_some(typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::{Email, Name, Password, Phone};

    const SECRET: &str = "sawah hijau tujuh kerbau";
    const NOW: OffsetDateTime = time::macros::datetime!(2026-11-22 10:00 UTC);

    fn typed() -> Typed {
        let registration = Registration {
            kind: SponsorKind::Panti,
            institution: Name::parse("Panti Asuhan Kasih Bunda").unwrap(),
            in_charge: Name::parse("Sari Dewi").unwrap(),
            email: Email::parse("sari@gmial.com").unwrap(),
            phone: Phone::parse("081234567890").unwrap(),
            password: Password::parse(SECRET).unwrap(),
        };
        Typed::of(&registration, "acuan".to_owned(), NOW)
    }

    fn keys() -> Keys {
        Keys::new(&[7; 32])
    }

    #[test]
    fn everything_but_the_password_comes_back_where_the_registration_waits() {
        let cookie = typed().seal(&keys()).unwrap();

        assert_eq!(Typed::open(&keys(), &cookie, "acuan", NOW), Some(typed()));
        assert!(!serde_json::to_string(&typed()).unwrap().contains(SECRET));
        assert!(cookie.len() < 1_000, "every request carries it: {}", cookie.len());
    }

    #[test]
    fn nobody_else_reads_it_and_no_other_registration_shows_it() {
        let cookie = typed().seal(&keys()).unwrap();
        let plain = data_encoding::BASE64URL_NOPAD.encode(&serde_json::to_vec(&typed()).unwrap());

        assert_eq!(Typed::open(&keys(), &cookie, "lain", NOW), None);
        assert_eq!(Typed::open(&Keys::new(&[8; 32]), &cookie, "acuan", NOW), None);
        assert_eq!(
            Typed::open(&keys(), &cookie, "acuan", NOW + time::Duration::minutes(61)),
            None,
            "too late"
        );
        for forged in ["", "é", &plain, &cookie[1..], &format!("{cookie}AA")] {
            assert_eq!(Typed::open(&keys(), forged, "acuan", NOW), None, "{forged}");
        }
    }
}

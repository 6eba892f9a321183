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

const PLACE: &str = "cookies.registration";

/// A registration without its password, and the reference under which its browser waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The reference.
    pub reference: String,
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
    pub fn of(registration: &Registration, reference: String) -> Self {
        Self {
            reference,
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

    /// Reads the cookies of a browser: nothing when `cookie` was not sealed here, or belongs to another registration
    /// than the one under whose reference the browser waits.
    pub fn open(keys: &Keys, cookie: &str, waiting: &str) -> Option<Self> {
        let sealed = data_encoding::BASE64URL_NOPAD.decode(cookie.as_bytes()).ok()?;
        let typed: Self = serde_json::from_slice(&keys.open(PLACE, &sealed).ok()?).ok()?;
        (typed.reference == waiting).then_some(typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::{Email, Name, Password, Phone};

    const SECRET: &str = "sawah hijau tujuh kerbau";

    fn typed() -> Typed {
        let registration = Registration {
            kind: SponsorKind::Panti,
            institution: Name::parse("Panti Asuhan Kasih Bunda").unwrap(),
            in_charge: Name::parse("Sari Dewi").unwrap(),
            email: Email::parse("sari@gmial.com").unwrap(),
            phone: Phone::parse("081234567890").unwrap(),
            password: Password::parse(SECRET).unwrap(),
        };
        Typed::of(&registration, "acuan".to_owned())
    }

    fn keys() -> Keys {
        Keys::new(&[7; 32])
    }

    #[test]
    fn everything_but_the_password_comes_back_where_the_registration_waits() {
        let cookie = typed().seal(&keys()).unwrap();

        assert_eq!(Typed::open(&keys(), &cookie, "acuan"), Some(typed()));
        assert!(!serde_json::to_string(&typed()).unwrap().contains(SECRET));
        assert!(cookie.len() < 1_000, "every request carries it: {}", cookie.len());
    }

    #[test]
    fn nobody_else_reads_it_and_no_other_registration_shows_it() {
        let cookie = typed().seal(&keys()).unwrap();
        let plain = data_encoding::BASE64URL_NOPAD.encode(&serde_json::to_vec(&typed()).unwrap());

        assert_eq!(Typed::open(&keys(), &cookie, "lain"), None);
        assert_eq!(Typed::open(&Keys::new(&[8; 32]), &cookie, "acuan"), None);
        for forged in ["", "é", &plain, &cookie[1..], &format!("{cookie}AA")] {
            assert_eq!(Typed::open(&keys(), forged, "acuan"), None, "{forged}");
        }
    }
}

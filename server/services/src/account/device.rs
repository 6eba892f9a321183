//! Devices that an account knows: a browser in which somebody signed in has tries of its own, so that a stranger who
//! keeps typing wrong passwords for the same address does not keep its owner out.
//!
//! The browser carries a random name and, for each of its last accounts (phones are shared), a mark: a keyed hash of
//! that name and the address. Only the portal can make one, none fits another address or another device, and none
//! tells an address to whoever reads it. It opens nothing: the password is asked for all the same.

use crate::context::Actor;
use crate::db::Db;
use crate::error::Result;
use crate::seal::{Keys, random};
use domain::problem::Problem;
use subtle::ConstantTimeEq;

/// Days for which a device is remembered after a sign-in.
pub const REMEMBERED_DAYS: u32 = 180;
/// Accounts that a device is known to at one time; the oldest is forgotten.
const ACCOUNTS: usize = 4;
/// Letters of a device's name, and of a mark.
const LETTERS: usize = 32;

/// A browser as its cookie describes it: claims, until [`Device::is_known_to`] has looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    name: String,
    marks: Vec<String>,
}

impl Device {
    /// Reads the cookie; whatever no portal wrote is no device.
    pub fn read(cookie: &str) -> Option<Self> {
        let mut parts = cookie.split('.').map(str::to_owned);
        let (name, marks) = (parts.next()?, parts.collect::<Vec<_>>());
        let written = |part: &String| part.len() == LETTERS && part.bytes().all(|b| b.is_ascii_hexdigit());
        let ours = written(&name) && (1..=ACCOUNTS).contains(&marks.len()) && marks.iter().all(written);
        ours.then_some(Self { name, marks })
    }

    /// What goes into the cookie.
    pub fn cookie(&self) -> String {
        format!("{}.{}", self.name, self.marks.join("."))
    }

    /// Its name: the same for as long as the cookie is kept.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether somebody has signed in with this address here.
    pub(super) fn is_known_to(&self, keys: &Keys, email_key: &str) -> bool {
        let mark = mark_of(keys, &self.name, email_key);
        self.marks.iter().any(|one| one.as_bytes().ct_eq(mark.as_bytes()).into())
    }

    /// The device after a sign-in with this address.
    ///
    /// # Errors
    /// When the system has no random numbers.
    fn after(before: Option<Self>, keys: &Keys, email_key: &str) -> Result<Self> {
        let mut device = match before {
            Some(device) => device,
            None => Self { name: data_encoding::HEXLOWER.encode(&random::<16>()?), marks: Vec::new() },
        };
        let mark = mark_of(keys, &device.name, email_key);
        device.marks.retain(|one| *one != mark);
        device.marks.insert(0, mark);
        device.marks.truncate(ACCOUNTS);
        Ok(device)
    }
}

fn mark_of(keys: &Keys, name: &str, email_key: &str) -> String {
    let mut mark = keys.index("account.device", &format!("{name}:{email_key}"));
    mark.truncate(LETTERS);
    mark
}

/// Lets the device know the account that has just signed in on it; `cookie` is what it carried so far. Returns what it
/// carries from now on.
///
/// # Errors
/// [`Problem::Unauthenticated`] when nobody is signed in; those of the database.
pub async fn remember(db: &Db, actor: &Actor, cookie: Option<&str>) -> Result<String> {
    let account = actor.account.ok_or(Problem::Unauthenticated)?;
    let mut scope = db.begin(actor).await?;
    let email = sqlx::query_scalar!("select email from accounts where id = $1", account.0)
        .fetch_one(scope.conn())
        .await?;
    Ok(Device::after(cookie.and_then(Device::read), db.keys(), &email.to_ascii_lowercase())?.cookie())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SARI: &str = "sari@contoh.id";
    const SUSI: &str = "susi@contoh.id";

    fn keys() -> Keys {
        Keys::new(&[7; 32])
    }

    fn after(cookie: Option<&str>, email_key: &str) -> String {
        Device::after(cookie.and_then(Device::read), &keys(), email_key).unwrap().cookie()
    }

    fn knows(cookie: &str, email_key: &str) -> bool {
        Device::read(cookie).is_some_and(|device| device.is_known_to(&keys(), email_key))
    }

    #[test]
    fn a_device_is_known_to_the_account_that_signed_in_and_to_no_other() {
        let cookie = after(None, SARI);

        assert!(knows(&cookie, SARI) && !knows(&cookie, SUSI));
        assert!(!Device::read(&cookie).unwrap().is_known_to(&Keys::new(&[8; 32]), SARI));
        assert!(!cookie.contains("sari"));
    }

    #[test]
    fn a_mark_fits_no_other_device() {
        let (mine, yours) = (after(None, SARI), after(None, SUSI));
        let stolen = format!("{}.{}", &yours[..LETTERS], &mine[LETTERS + 1..]);

        assert!(!knows(&stolen, SARI));
    }

    #[test]
    fn a_shared_phone_knows_its_last_four_accounts() {
        let mut cookie = after(None, SARI);
        let name = cookie[..LETTERS].to_owned();
        for other in 0..ACCOUNTS - 1 {
            cookie = after(Some(&cookie), &format!("{other}@contoh.id"));
        }
        assert!(knows(&cookie, SARI) && cookie.starts_with(&name));
        assert_eq!(after(Some(&after(Some(&cookie), "0@contoh.id")), "0@contoh.id").len(), cookie.len());

        assert!(!knows(&after(Some(&cookie), SUSI), SARI));
    }

    #[test]
    fn what_no_portal_wrote_is_no_device() {
        let cookie = after(None, SARI);
        let many = format!("{cookie}{}", format!(".{}", "0".repeat(LETTERS)).repeat(ACCOUNTS));

        for bad in ["", ".", "a.b", &cookie[..LETTERS], &cookie[1..], &format!("{cookie}."), &many, "é.é"] {
            assert_eq!(Device::read(bad), None, "{bad}");
        }
        assert!(!knows(&format!("{}.{}", &cookie[..LETTERS], "0".repeat(LETTERS)), SARI));
    }
}

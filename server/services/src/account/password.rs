//! Passwords: hashing with bounded parallelism, and the question whether one is common.
//!
//! Argon2id with 19 MiB, two passes, one lane (the OWASP floor), at most two at once: a storm of sign-ins
//! waits instead of taking the memory of everybody else.

use crate::error::{Error, Result};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::account::Password;
use domain::problem::Rule;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Hashes computed at one time.
const PARALLEL: usize = 2;

/// Words of this service and this country that make a password guessable here.
const WORDS: &[&str] = &[
    "naungan",
    "kemensos",
    "dinsos",
    "dinas",
    "sosial",
    "kis",
    "bpjs",
    "kesehatan",
    "indonesia",
    "sehat",
    "kartu",
    "panti",
    "asuhan",
    "yayasan",
    "pesantren",
    "ponpes",
    "lembaga",
    "bismillah",
    "alhamdulillah",
    "rahasia",
    "sandi",
    "katasandi",
    "password",
    "qwerty",
    "jakarta",
    "bandung",
    "surabaya",
    "merdeka",
    "garuda",
    "pancasila",
    "sayang",
    "cinta",
    "anak",
    "ibu",
    "bapak",
    "admin",
    "sponsor",
    "portal",
    "masuk",
    "percobaan",
    "selamat",
];

/// Hashes and checks passwords.
#[derive(Debug, Clone)]
pub struct Passwords {
    gate: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { gate: Arc::new(Semaphore::new(PARALLEL)) }
    }
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

impl Passwords {
    /// The hash of a new password, with its parameters and salt.
    ///
    /// # Errors
    /// When the system has no random numbers or no threads.
    pub async fn hash(&self, password: &Password) -> Result<String> {
        let password = password.clone();
        self.run(move || {
            let salt = SaltString::encode_b64(&crate::seal::random::<16>()?).map_err(Error::internal)?;
            Ok(argon2()?
                .hash_password(password.expose().as_bytes(), &salt)
                .map_err(Error::internal)?
                .to_string())
        })
        .await
    }

    /// Whether `password` belongs to `hash`. Without a hash the same work is done for nothing, so that an
    /// address without an account takes as long as one with.
    ///
    /// # Errors
    /// When the stored hash cannot be read.
    pub async fn verify(&self, password: &Password, hash: Option<String>) -> Result<bool> {
        let password = password.clone();
        self.run(move || {
            let Some(hash) = hash else {
                let salt = SaltString::encode_b64(&[0; 16]).map_err(Error::internal)?;
                let _ = argon2()?.hash_password(password.expose().as_bytes(), &salt);
                return Ok(false);
            };
            let parsed = PasswordHash::new(&hash).map_err(Error::internal)?;
            Ok(argon2()?.verify_password(password.expose().as_bytes(), &parsed).is_ok())
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let _turn = self.gate.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }
}

/// Whether a new password is common, or made of what everybody can read about its owner (`own`).
pub fn weakness(password: &Password, own: &[&str]) -> Option<Rule> {
    let text = password.expose().to_lowercase();
    let parts: Vec<String> = own
        .iter()
        .flat_map(|word| word.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .filter(|part| part.chars().count() >= 4)
        .collect();
    // What is left when the owner's own words are taken away must still be a password.
    let left = parts.iter().fold(text.clone(), |rest, part| rest.replace(part.as_str(), ""));
    if left.len() < text.len() && left.chars().filter(|c| c.is_alphanumeric()).count() < 8 {
        return Some(Rule::PersonalPassword);
    }
    let inputs: Vec<&str> = WORDS.iter().copied().chain(parts.iter().map(String::as_str)).collect();
    let estimate = zxcvbn::zxcvbn(&text.chars().take(100).collect::<String>(), &inputs);
    if estimate.score() < zxcvbn::Score::Three { Some(Rule::CommonPassword) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::parse(text).unwrap()
    }

    #[test]
    fn common_and_local_passwords_are_refused() {
        for bad in [
            "passwordpassword",
            "1234567890123456",
            "aaaaaaaaaaaaaaaaaa",
            "qwertyuiopasdfgh",
            "bismillahbismillah",
        ] {
            assert_eq!(weakness(&password(bad), &[]), Some(Rule::CommonPassword), "{bad}");
        }
    }

    #[test]
    fn a_password_made_of_ones_own_name_is_refused() {
        let own = ["Panti Asuhan Kasih Bunda", "kasihbunda@contoh.id"];

        assert_eq!(weakness(&password("kasihbunda-2026"), &own), Some(Rule::PersonalPassword));
        assert_eq!(weakness(&password("sawah hijau tujuh kerbau"), &own), None);
    }

    #[tokio::test]
    async fn a_password_is_known_again_and_a_wrong_one_is_not() {
        let passwords = Passwords::default();
        let hash = passwords.hash(&password("sawah hijau tujuh")).await.unwrap();

        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify(&password("sawah hijau tujuh"), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify(&password("sawah hijau enam!"), Some(hash)).await.unwrap());
        assert!(!passwords.verify(&password("sawah hijau tujuh"), None).await.unwrap());
    }
}

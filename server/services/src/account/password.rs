//! Passwords: hashing with bounded parallelism, and the question whether one is common.
//!
//! Argon2id, one lane, at most two at once and a short queue: a storm of sign-ins waits, or is told to come back,
//! instead of taking the memory of everybody else.

use super::block_list::{self, WORDS};
use crate::error::{Error, Result};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::account::Password;
use domain::problem::{Problem, Rule};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{mpsc, oneshot};

/// Characters of a password that are looked at: more of them only take longer.
const LOOKED_AT: usize = 100;
/// Hashes computed at one time.
const PARALLEL: usize = 2;
/// Hashes that may wait for their turn: some five seconds of work.
const WAITING: usize = 64;

/// What one guess costs whoever guesses, and one sign-in us.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
}

impl Cost {
    /// The portal's: between 100 and 400 ms on a server of today, for two at once some 64 MiB.
    pub const PORTAL: Self = Self { memory_kib: 32 * 1024, passes: 3 };
    /// The least that OWASP allows, for tests, which sign in all day.
    pub const LEAST: Self = Self { memory_kib: 19 * 1024, passes: 2 };
    /// None that can be paid: whoever asks for a hash fails. For tests of what must happen without one.
    #[cfg(any(test, feature = "testkit"))]
    pub const NEVER: Self = Self { memory_kib: 0, passes: 0 };

    fn argon2(self) -> Result<Argon2<'static>> {
        let params = Params::new(self.memory_kib, self.passes, 1, None).map_err(Error::internal)?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

/// Hashes and checks passwords, on threads of their own: each keeps its memory for the next password, so that a
/// crowd at the door fills neither the memory nor the threads that others work on.
#[derive(Debug, Clone)]
pub struct Passwords {
    queue: mpsc::Sender<Work>,
    cost: Cost,
}

type Work = Box<dyn FnOnce() + Send>;

impl Default for Passwords {
    fn default() -> Self {
        Self::new(Cost::PORTAL)
    }
}

fn next(works: &Mutex<mpsc::Receiver<Work>>) -> Option<Work> {
    works.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv()
}

impl Passwords {
    /// New passwords cost this much; known ones what they cost when they were chosen.
    pub fn new(cost: Cost) -> Self {
        let (queue, works) = mpsc::channel::<Work>(WAITING);
        let works = Arc::new(Mutex::new(works));
        for _ in 0..PARALLEL {
            let works = Arc::clone(&works);
            // Ends when the last handle is dropped.
            std::thread::spawn(move || {
                while let Some(work) = next(&works) {
                    work();
                }
            });
        }
        Self { queue, cost }
    }

    /// The hash of a new password, with its parameters and salt.
    ///
    /// # Errors
    /// [`Problem::Unavailable`] when too many wait already; when the system has no random numbers.
    pub async fn hash(&self, password: &Password) -> Result<String> {
        let (password, cost) = (password.clone(), self.cost);
        self.run(move || {
            let salt = SaltString::encode_b64(&crate::seal::random::<16>()?).map_err(Error::internal)?;
            Ok(cost
                .argon2()?
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
    /// [`Problem::Unavailable`] when too many wait already; when the stored hash cannot be read.
    pub async fn verify(&self, password: &Password, hash: Option<String>) -> Result<bool> {
        let (password, cost) = (password.clone(), self.cost);
        self.run(move || {
            let Some(hash) = hash else {
                let salt = SaltString::encode_b64(&[0; 16]).map_err(Error::internal)?;
                let _ = cost.argon2()?.hash_password(password.expose().as_bytes(), &salt);
                return Ok(false);
            };
            let parsed = PasswordHash::new(&hash).map_err(Error::internal)?;
            Ok(cost.argon2()?.verify_password(password.expose().as_bytes(), &parsed).is_ok())
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        // Whoever has gone away needs no answer.
        let work: Work = Box::new(move || drop(answer.send(work())));
        // A longer queue would only be waited for in vain.
        self.queue.try_send(work).map_err(|_| Problem::Unavailable)?;
        answered.await.map_err(Error::internal)?
    }
}

/// Whether a new password is common ([`block_list`]), or made of what everybody can read about its owner (`own`).
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
    let text: String = text.chars().take(LOOKED_AT).collect();
    if block_list::holds(&text) {
        return Some(Rule::CommonPassword);
    }
    // What people write between words makes them no better.
    let joined: String = text.chars().filter(|c| !(c.is_whitespace() || "-_.,".contains(*c))).collect();
    let known = WORDS.iter().copied().chain(block_list::names_in(&joined));
    let inputs: Vec<&str> = known.chain(parts.iter().map(String::as_str)).collect();
    let estimate = zxcvbn::zxcvbn(&joined, &inputs);
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
            "Kabupaten Buleleng",
            "Singaraja-17-08-1945",
            "singaraja buleleng",
            "dinassosialbuleleng",
            "panti asuhan wanagiri",
            "4kuc1nt4k4mu2026",
            "merdekamerdeka17",
        ] {
            assert_eq!(weakness(&password(bad), &[]), Some(Rule::CommonPassword), "{bad}");
        }
    }

    #[test]
    fn four_unrelated_words_are_a_good_password_whatever_they_name() {
        for good in [
            "sawah hijau tujuh kerbau",
            "payung teduh hujan sore",
            "tujuh kerbau di sawah hijau",
            "kuda makan rumput ungu",
            "singaraja payung wanagiri kopi",
            "Xq7!vR2#mK9$wZ4",
            "#%&*()=[]{};:'!?+",
            "kunci 7391 4420 8856 60",
        ] {
            assert_eq!(weakness(&password(good), &[]), None, "{good}");
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

        assert!(hash.starts_with("$argon2id$v=19$m=32768,t=3,p=1$"));
        assert!(passwords.verify(&password("sawah hijau tujuh"), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify(&password("sawah hijau enam!"), Some(hash)).await.unwrap());
        assert!(!passwords.verify(&password("sawah hijau tujuh"), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_that_was_chosen_at_another_cost_is_still_known() {
        let cheap = Passwords::new(Cost::LEAST).hash(&password("sawah hijau tujuh")).await.unwrap();

        assert!(Passwords::default().verify(&password("sawah hijau tujuh"), Some(cheap)).await.unwrap());
    }

    #[tokio::test]
    async fn a_crowd_is_told_to_come_back_and_the_door_opens_again() {
        let passwords = Passwords::new(Cost::LEAST);
        let typed = password("sawah hijau tujuh");
        let crowd = (0..WAITING + 20).map(|_| passwords.verify(&typed, None));

        let answers = futures::future::join_all(crowd).await;

        let sent_away = answers.iter().filter(|answer| answer.is_err()).count();
        assert!((1..=20).contains(&sent_away), "{sent_away}");
        assert!(!passwords.verify(&typed, None).await.unwrap());
    }
}

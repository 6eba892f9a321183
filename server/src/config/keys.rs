//! `NAUNGAN_ROOT_KEY`: 32 random bytes from which every other key is derived.
//!
//! Lost, everything encrypted is lost; known, everything encrypted is open. In embedded mode it is made at the first
//! start and lies in `<data>/root.key`, mode 0600, in the very form the variable takes. Production mode takes it
//! from the environment only, and refuses keys that were typed or published rather than drawn.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use data_encoding::{BASE64, HEXLOWER};
use secrecy::{ExposeSecret, SecretBox, SecretString};

use super::fault::ConfigFault;
use super::reading::Reading;
use super::{Env, Mode};

/// The variable; faults of the file are told under its name too.
const VARIABLE: &str = "NAUNGAN_ROOT_KEY";
const MAKE_ONE: &str = "write 32 random bytes in base64, made by: openssl rand -base64 32";
/// Of 32 random bytes, fewer are different less than once in 10^20 draws.
const FEWEST_DIFFERENT: usize = 12;
/// Keys printed in documents and tests. Never a secret.
const PUBLISHED: [[u8; 32]; 1] = [[
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
    29, 30, 31,
]];

/// 32 bytes nobody else knows.
pub struct RootKey(SecretBox<[u8; 32]>);

impl RootKey {
    /// The bytes. Derive from them; never store or show them.
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }

    fn new(bytes: [u8; 32]) -> Self {
        Self(SecretBox::new(Box::new(bytes)))
    }
}

impl Clone for RootKey {
    fn clone(&self) -> Self {
        Self::new(*self.expose())
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RootKey")
    }
}

/// The root key, as far as the environment gives it.
#[derive(Debug, Clone)]
pub struct Keys {
    given: Option<RootKey>,
}

impl Keys {
    /// Reads this section.
    pub fn from_env(env: &Env<'_>) -> Result<Self, Vec<ConfigFault>> {
        let mut reading = Reading::of(env);
        let mode = reading.mode();
        let given = match mode {
            Mode::Embedded => reading.get(VARIABLE),
            Mode::Production => reading.require(VARIABLE, "without it nothing can be encrypted", MAKE_ONE),
        };
        let given = given.and_then(|value| {
            reading.understand(VARIABLE, &value, |value| {
                let key = decode(value).ok_or_else(|| wrong("is not 32 bytes in base64"))?;
                match (mode, weakness(key.expose())) {
                    (Mode::Production, Some(weakness)) => Err(wrong(weakness)),
                    _ => Ok(key),
                }
            })
        });
        reading.finish(Some(Self { given }))
    }

    /// The root key: the one given, else the one in `<data>/root.key`, which is made at the first call.
    pub fn root(&self, data: &Path) -> Result<RootKey, ConfigFault> {
        if let Some(key) = &self.given {
            return Ok(key.clone());
        }
        let path = data.join("root.key");
        match read(&path)? {
            Some(key) => Ok(key),
            None => make(data, &path),
        }
    }
}

fn wrong(problem: &str) -> (String, String) {
    (problem.to_owned(), MAKE_ONE.to_owned())
}

fn decode(text: &str) -> Option<RootKey> {
    let bytes = BASE64.decode(text.trim().as_bytes()).ok()?;
    <[u8; 32]>::try_from(bytes.as_slice()).ok().map(RootKey::new)
}

/// Why a key is no secret, if it is none.
fn weakness(key: &[u8; 32]) -> Option<&'static str> {
    if PUBLISHED.contains(key) {
        return Some("is a published development key");
    }
    if key.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
        return Some("is text somebody typed, not random bytes");
    }
    let mut different = *key;
    different.sort_unstable();
    let different = different.chunk_by(|a, b| a == b).count();
    (different < FEWEST_DIFFERENT).then_some("repeats itself too much to be random")
}

fn read(path: &Path) -> Result<Option<RootKey>, ConfigFault> {
    let fault = |problem: String, remedy: &str| ConfigFault::new(VARIABLE, problem, remedy);
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(missing) if missing.kind() == ErrorKind::NotFound => return Ok(None),
        Err(reason) => {
            let problem = format!("cannot be read from {}: {reason}", path.display());
            return Err(fault(problem, "give naungan access to its data folder"));
        }
    };
    if found.mode() & 0o077 != 0 {
        let problem = format!("lies in {}, which others may read", path.display());
        return Err(fault(problem, "run chmod 600 on the file, and replace the key if others did read it"));
    }
    let text = fs::read_to_string(path).map(SecretString::from).map_err(|reason| {
        let problem = format!("cannot be read from {}: {reason}", path.display());
        fault(problem, "give naungan access to its data folder")
    })?;
    decode(text.expose_secret()).map(Some).ok_or_else(|| {
        let problem = format!("cannot be read from {}: the file is damaged", path.display());
        fault(problem, "restore the file; without its key the stored papers and numbers stay closed")
    })
}

/// Whole or not at all, and never over an existing key: written beside, then linked to its name.
fn make(data: &Path, path: &Path) -> Result<RootKey, ConfigFault> {
    let failed = |reason: std::io::Error| {
        let problem = format!("cannot be written to {}: {reason}", path.display());
        ConfigFault::new(VARIABLE, problem, "give naungan a data folder it can write to")
    };
    let mut bytes = [0_u8; 32];
    let mut name = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(|reason| failed(reason.into()))?;
    getrandom::fill(&mut name).map_err(|reason| failed(reason.into()))?;
    let key = RootKey::new(bytes);
    fs::create_dir_all(data).map_err(failed)?;
    let beside = data.join(format!(".root.key.{}", HEXLOWER.encode(&name)));
    let written = (|| {
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        file.write_all(format!("{}\n", BASE64.encode(key.expose())).as_bytes())?;
        file.sync_all()?;
        let linked = fs::hard_link(&beside, path);
        fs::File::open(data)?.sync_all()?;
        linked
    })();
    // The name is only for us, and a leftover holds no key that is used.
    let _ = fs::remove_file(&beside);
    match written {
        Ok(()) => Ok(key),
        // Another process was faster: its key is the key.
        Err(exists) if exists.kind() == ErrorKind::AlreadyExists => read(path)?.ok_or_else(|| failed(exists)),
        Err(reason) => Err(failed(reason)),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn nothing_given() -> Keys {
        Keys { given: None }
    }

    #[test]
    fn the_key_is_made_once_and_only_its_owner_may_read_it() {
        let data = tempfile::tempdir().unwrap();

        let made = nothing_given().root(data.path()).unwrap();
        let again = nothing_given().root(data.path()).unwrap();

        let file = fs::metadata(data.path().join("root.key")).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
        assert_eq!(made.expose(), again.expose());
        assert_eq!(weakness(made.expose()), None);
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn processes_that_start_at_once_get_the_same_key() {
        let data = tempfile::tempdir().unwrap();

        let keys: Vec<[u8; 32]> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| *nothing_given().root(data.path()).unwrap().expose()))
                .collect();
            running.into_iter().map(|one| one.join().unwrap()).collect()
        });

        assert!(keys.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn a_key_others_may_read_and_a_damaged_one_are_refused_and_never_replaced() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("root.key");
        nothing_given().root(data.path()).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let open = nothing_given().root(data.path()).unwrap_err().to_string();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "damaged").unwrap();
        let damaged = nothing_given().root(data.path()).unwrap_err().to_string();

        assert!(open.contains("others may read"), "{open}");
        assert!(damaged.contains("is damaged"), "{damaged}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "damaged");
    }

    #[test]
    fn the_file_holds_what_the_variable_takes() {
        let data = tempfile::tempdir().unwrap();
        let made = nothing_given().root(data.path()).unwrap();
        let text = fs::read_to_string(data.path().join("root.key")).unwrap();

        let env = |name: &str| (name == VARIABLE).then(|| text.clone());
        let given = Keys::from_env(&env).unwrap().root(Path::new("/nowhere")).unwrap();

        assert_eq!(given.expose(), made.expose());
    }
}

//! Sealing: everything sensitive is encrypted before it reaches PostgreSQL or the object store.
//!
//! XChaCha20-Poly1305 with a random 192-bit nonce; the additional data name table, column and row, so that
//! a ciphertext moved to another row does not open. Sub-keys come from the root key by HKDF-SHA-256, one a
//! purpose. The first byte is the key version: rotation adds a version, old rows stay readable.

use crate::error::{Error, Result};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::{Digest, Sha256};
use std::fmt;

const VERSION: u8 = 1;
const NONCE: usize = 24;

/// The keys of the house, derived once from the root key.
pub struct Keys {
    columns: XChaCha20Poly1305,
    blobs: XChaCha20Poly1305,
    index: SecretBox<[u8; 32]>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// Why a ciphertext did not open.
#[derive(Debug, thiserror::Error)]
#[error("a sealed value of {0} does not open")]
struct Broken(String);

impl Keys {
    /// Derives the keys from 32 random bytes.
    pub fn new(root: &[u8; 32]) -> Self {
        Self {
            columns: XChaCha20Poly1305::new(Key::from_slice(&derive(root, b"naungan columns v1"))),
            blobs: XChaCha20Poly1305::new(Key::from_slice(&derive(root, b"naungan blobs v1"))),
            index: SecretBox::new(Box::new(derive(root, b"naungan index v1"))),
        }
    }

    /// Seals a column's value; `place` is `table.column:row`.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>> {
        seal_with(&self.columns, place, plain)
    }

    /// Opens what [`Self::seal`] made for the same place.
    ///
    /// # Errors
    /// When it was made for another place, with another key, or was tampered with.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        open_with(&self.columns, place, sealed)
    }

    /// Opens text.
    ///
    /// # Errors
    /// As [`Self::open`], or when it is no UTF-8.
    pub fn open_text(&self, place: &str, sealed: &[u8]) -> Result<String> {
        String::from_utf8(self.open(place, sealed)?).map_err(Error::internal)
    }

    /// Seals a file; `place` is the object's key.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn seal_blob(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>> {
        seal_with(&self.blobs, place, plain)
    }

    /// Opens a file.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_blob(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        open_with(&self.blobs, place, sealed)
    }

    /// Keyed hash for look-ups (blind index), as hex.
    pub fn index(&self, kind: &str, value: &str) -> String {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(self.index.expose_secret())
            .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes())
    }
}

fn derive(root: &[u8; 32], purpose: &[u8]) -> [u8; 32] {
    let mut key = [0_u8; 32];
    // 32 bytes are within HKDF's limit of 255 blocks.
    if Hkdf::<Sha256>::new(None, root).expand(purpose, &mut key).is_err() {
        unreachable!("32 bytes are within HKDF's limit");
    }
    key
}

fn seal_with(cipher: &XChaCha20Poly1305, place: &str, plain: &[u8]) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE] = random()?;
    let body = cipher
        .encrypt(XNonce::from_slice(&nonce), Payload { msg: plain, aad: place.as_bytes() })
        .map_err(|_| Error::internal(Broken(kind_of(place))))?;
    let mut out = Vec::with_capacity(1 + NONCE + body.len());
    out.push(VERSION);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&body);
    Ok(out)
}

fn open_with(cipher: &XChaCha20Poly1305, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    let broken = || Error::internal(Broken(kind_of(place)));
    let (version, rest) = sealed.split_first().ok_or_else(broken)?;
    if *version != VERSION || rest.len() < NONCE {
        return Err(broken());
    }
    let (nonce, body) = rest.split_at(NONCE);
    cipher
        .decrypt(XNonce::from_slice(nonce), Payload { msg: body, aad: place.as_bytes() })
        .map_err(|_| broken())
}

/// Table and column without the row: enough for the log, nobody's data.
fn kind_of(place: &str) -> String {
    place.split(':').next().unwrap_or_default().to_owned()
}

/// `N` random bytes of the operating system.
///
/// # Errors
/// When it has none.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(bytes)
}

/// A secret of 256 bits for a cookie or a link, as URL-safe text.
///
/// # Errors
/// When the system has no random numbers.
pub fn token() -> Result<String> {
    Ok(data_encoding::BASE64URL_NOPAD.encode(&random::<32>()?))
}

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::new(&[7; 32])
    }

    #[test]
    fn what_is_sealed_opens_in_its_own_place_only() {
        let sealed = keys().seal("accounts.phone:1", b"+62812").unwrap();

        assert_eq!(keys().open_text("accounts.phone:1", &sealed).unwrap(), "+62812");
        assert!(keys().open("accounts.phone:2", &sealed).is_err());
        assert!(Keys::new(&[8; 32]).open("accounts.phone:1", &sealed).is_err());
    }

    #[test]
    fn a_flipped_bit_is_noticed() {
        let mut sealed = keys().seal("a.b:1", b"x").unwrap();
        if let Some(last) = sealed.last_mut() {
            *last ^= 1;
        }

        assert!(keys().open("a.b:1", &sealed).is_err());
        assert!(keys().open("a.b:1", b"").is_err());
        assert!(keys().open("a.b:1", &[1, 2, 3]).is_err());
    }

    #[test]
    fn equal_values_look_different_and_index_alike() {
        assert_ne!(keys().seal("a.b:1", b"x").unwrap(), keys().seal("a.b:1", b"x").unwrap());
        assert_eq!(keys().index("email", "a@b.id"), keys().index("email", "a@b.id"));
        assert_ne!(keys().index("email", "a@b.id"), keys().index("nik", "a@b.id"));
    }
}

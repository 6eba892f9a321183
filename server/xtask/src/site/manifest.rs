//! Names with hashes, and the manifest that tells the server about them.

use std::fs;
use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::bindgen::{Glue, INNER_NAME};
use super::compress::Twins;
use crate::failure::Result;

/// Hexadecimal digits of a hash that stand in a file name: 64 bits tell versions apart.
const DIGITS: usize = 16;

/// The hashed names, as `manifest.json` holds them.
#[derive(Debug, PartialEq, Eq)]
pub struct Manifest {
    pub css: String,
    pub js: String,
    pub wasm: String,
}

impl Manifest {
    pub fn names(&self) -> [&str; 3] {
        [&self.css, &self.js, &self.wasm]
    }

    fn json(&self) -> String {
        let value = serde_json::json!({ "css": self.css, "js": self.js, "wasm": self.wasm });
        format!("{value}\n")
    }
}

/// Writes all files of `pkg/` below `site`, and `manifest.json` last.
pub fn write(
    site: &Path,
    css: &str,
    glue: &Glue,
    twins: impl Fn(&[u8]) -> Result<Twins>,
) -> Result<Manifest> {
    let pkg = site.join("pkg");
    let wasm = hashed_name("wasm", &glue.wasm);
    // The hashed script must start the module it was made with, whatever is deployed next.
    let hashed_js = glue.js.replace(INNER_NAME, &wasm);
    let manifest = Manifest {
        css: hashed_name("css", css.as_bytes()),
        js: hashed_name("js", hashed_js.as_bytes()),
        wasm,
    };
    let plain_js = glue.js.replace(INNER_NAME, "naungan.wasm");
    put(&pkg, &[&manifest.css, "naungan.css"], css.as_bytes(), &twins)?;
    put(&pkg, &[&manifest.wasm, "naungan.wasm"], &glue.wasm, &twins)?;
    put(&pkg, &[&manifest.js], hashed_js.as_bytes(), &twins)?;
    put(&pkg, &["naungan.js"], plain_js.as_bytes(), &twins)?;
    fs::write(site.join("manifest.json"), manifest.json())?;
    Ok(manifest)
}

/// One content under several names, compressed once.
fn put(pkg: &Path, names: &[&str], bytes: &[u8], twins: &impl Fn(&[u8]) -> Result<Twins>) -> Result<()> {
    let twins = twins(bytes)?;
    for name in names {
        fs::write(pkg.join(name), bytes)?;
        fs::write(pkg.join(format!("{name}.br")), &twins.brotli)?;
        fs::write(pkg.join(format!("{name}.gz")), &twins.gzip)?;
    }
    Ok(())
}

/// `naungan.<hash>.css` for these bytes.
fn hashed_name(extension: &str, bytes: &[u8]) -> String {
    format!("naungan.{}.{extension}", hash(bytes))
}

/// The first digits of the SHA-256.
pub fn hash(bytes: &[u8]) -> String {
    let mut digits = HEXLOWER.encode(&Sha256::digest(bytes));
    digits.truncate(DIGITS);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_carries_the_hash_of_its_bytes() {
        assert_eq!(hashed_name("css", b""), "naungan.e3b0c44298fc1c14.css");
        assert_ne!(hashed_name("css", b"a{}"), hashed_name("css", b"b{}"));
    }

    #[test]
    fn the_manifest_names_the_three_files() {
        let manifest = Manifest { css: "a.css".into(), js: "a.js".into(), wasm: "a.wasm".into() };

        assert_eq!(manifest.json(), "{\"css\":\"a.css\",\"js\":\"a.js\",\"wasm\":\"a.wasm\"}\n");
    }

    #[test]
    fn each_script_starts_the_module_beside_it() {
        let site = std::env::temp_dir().join(format!("naungan-manifest-{}", std::process::id()));
        fs::create_dir_all(site.join("pkg")).unwrap();
        let glue = Glue { wasm: vec![0], js: format!("new URL('{INNER_NAME}')") };

        let manifest =
            write(&site, "a{}", &glue, |bytes| Ok(Twins { brotli: bytes.to_vec(), gzip: bytes.to_vec() }))
                .unwrap();

        let script = |name: &str| fs::read_to_string(site.join("pkg").join(name)).unwrap();
        assert!(script(&manifest.js).contains(&manifest.wasm));
        assert!(script("naungan.js").contains("naungan.wasm"));
        fs::remove_dir_all(site).unwrap();
    }
}

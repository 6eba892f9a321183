//! Files from a package registry or archive, by whatever downloader the machine has.
//!
//! A bare Debian has neither curl nor wget, but always apt's own helper. Every npm tarball is
//! pinned to a version and its SHA-512, so no downloader and no mirror has to be trusted.

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256, Sha512};

use super::npmrc;
use crate::environment;
use crate::failure::{Doing, Failure, Result};
use crate::process::Call;
use crate::project::remove_folder;

/// Comes with apt; needs no rights.
pub const APT_HELPER: &str = "/usr/lib/apt/apt-helper";

/// One version of an npm package, pinned.
#[derive(Clone, Copy, Debug)]
pub struct Tarball {
    pub name: &'static str,
    pub version: &'static str,
    /// SHA-512 in base64, as npm prints it after `sha512-`.
    pub sha512: &'static str,
}

impl Tarball {
    /// Downloads, checks and unpacks it; returns the folder `package` inside `into`.
    ///
    /// The folder appears in one rename: an interrupted run leaves nothing half done.
    pub fn unpack(&self, into: &Path) -> Result<PathBuf> {
        self.unpack_from(into, |stage| self.download(stage))
    }

    /// As [`Self::unpack`], with the archive that `bring` puts into the folder it is given.
    pub fn unpack_from(&self, into: &Path, bring: impl FnOnce(&Path) -> Result<PathBuf>) -> Result<PathBuf> {
        let stage = into.with_extension("partial");
        remove_folder(&stage)?;
        fs::create_dir_all(&stage).doing(|| format!("cannot create {}", stage.display()))?;
        let archive = bring(&stage)?;
        self.check(&archive)?;
        Call::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(&stage).quiet()?;
        fs::remove_file(&archive)?;
        remove_folder(into)?;
        fs::rename(&stage, into)?;
        Ok(into.join("package"))
    }

    fn download(&self, folder: &Path) -> Result<PathBuf> {
        let archive = folder.join("package.tgz");
        if environment::on_path("npm").is_some() && self.pack_with_npm(folder, &archive).is_ok() {
            return Ok(archive);
        }
        self.fetch_from(&npmrc::registry(), folder)
    }

    /// Into `folder`, without npm.
    pub fn fetch_from(&self, registry: &str, folder: &Path) -> Result<PathBuf> {
        let archive = folder.join("package.tgz");
        fetch(&self.address(registry), &archive)?;
        Ok(archive)
    }

    /// npm knows proxies, certificates and mirrors of this machine better than we do.
    fn pack_with_npm(&self, folder: &Path, archive: &Path) -> Result<()> {
        let printed = Call::new("npm")
            .within(folder)
            .args(["pack", "--silent", "--pack-destination", "."])
            .arg(format!("{}@{}", self.name, self.version))
            .output()?;
        let name = printed.lines().last().unwrap_or_default().trim();
        fs::rename(folder.join(name), archive).map_err(Failure::from)
    }

    fn address(&self, registry: &str) -> String {
        let last = self.name.rsplit('/').next().unwrap_or(self.name);
        format!("{registry}/{}/-/{last}-{}.tgz", self.name, self.version)
    }

    pub fn sum(archive: &[u8]) -> String {
        BASE64.encode(&Sha512::digest(archive))
    }

    fn check(&self, archive: &Path) -> Result<()> {
        let found = Self::sum(&fs::read(archive)?);
        if found == self.sha512 {
            return Ok(());
        }
        Err(Failure::new(format!("{}@{} has the wrong SHA-512: {found}", self.name, self.version)))
    }
}

/// Downloads one file.
pub fn fetch(address: &str, file: &Path) -> Result<()> {
    if environment::on_path("curl").is_some() {
        let options = ["-fsSL", "--retry", "3", "--connect-timeout", "20", "--max-time", "900", "-o"];
        return Call::new("curl").args(options).arg(file).arg(address).quiet();
    }
    if environment::on_path("wget").is_some() {
        return Call::new("wget").args(["-q", "-t", "3", "-T", "20", "-O"]).arg(file).arg(address).quiet();
    }
    if Path::new(APT_HELPER).is_file() {
        return Call::new(APT_HELPER).args(["-qq", "download-file", address]).arg(file).quiet();
    }
    Err(Failure::unavailable("no curl, wget or apt here to download with"))
}

/// Whether the bytes have this SHA-256 in hexadecimal.
pub fn sha256_is(bytes: &[u8], expected: &str) -> bool {
    HEXLOWER.encode(&Sha256::digest(bytes)) == expected.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCOPED: Tarball = Tarball { name: "@scope/thing", version: "1.2.3", sha512: "" };

    #[test]
    fn a_scoped_package_has_its_scope_in_the_folder_and_not_in_the_file() {
        let address = SCOPED.address("https://npm.example.test");

        assert_eq!(address, "https://npm.example.test/@scope/thing/-/thing-1.2.3.tgz");
    }

    #[test]
    fn a_hash_is_compared_without_regard_to_case() {
        let of_nothing = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";

        assert!(sha256_is(b"", of_nothing));
        assert!(!sha256_is(b"x", of_nothing));
    }
}

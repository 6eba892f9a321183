//! The wasm standard library, built from Debian's `rust-src` of exactly this compiler's version.
//!
//! For machines that reach Debian's archive and crates.io but not rustup's server. The archive
//! is the one apt is set up for; other suites of it are looked into too, because a stable
//! Debian carries an older Rust. Its signature and the hashes are checked. Only the toolchain's
//! own folder is written.

use std::fs;
use std::path::{Path, PathBuf};

use super::download;
use super::wasm::{Rustc, TARGET};
use crate::environment;
use crate::failure::{Doing, Failure, Result};
use crate::process::Call;
use crate::project::{Project, remove_folder};

/// Lies in a library that was built here.
pub const MARK: &str = "built-from-source.txt";
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";
/// The likeliest first.
const SUITES: &[&str] =
    &["trixie-backports", "forky", "sid", "trixie", "experimental", "bookworm-backports", "bookworm"];
const SECURITY_SUITES: &[&str] = &["bookworm-security", "trixie-security"];
/// Backports have their list in this form only.
const PACKAGES: &str = "main/binary-amd64/Packages.xz";

pub fn build(project: &Project, rustc: &Rustc) -> Result<()> {
    let work = project.notes().join("rust-src");
    remove_folder(&work)?;
    fs::create_dir_all(&work)?;
    let (address, sum) = find_package(&work, &rustc.release)?;
    eprintln!("xtask: downloading {}", address.rsplit('/').next().unwrap_or(&address));
    let deb = work.join("rust-src.deb");
    download::fetch(&address, &deb)?;
    if !download::sha256_is(&fs::read(&deb)?, &sum) {
        return Err(Failure::new(format!("{address} has the wrong SHA-256")));
    }
    let library = unpack(&deb, &work)?;
    eprintln!("xtask: building the standard library for {TARGET}, about a minute");
    compile(&library, &work, rustc)?;
    install(&work, rustc)?;
    remove_folder(&work)
}

/// Address and SHA-256 of the sources of `release`.
fn find_package(work: &Path, release: &str) -> Result<(String, String)> {
    let archives = archives()?;
    let main = archives.iter().find(|site| site.ends_with("debian"));
    let security = archives.iter().find(|site| site.ends_with("debian-security"));
    let suites = SUITES
        .iter()
        .filter_map(|suite| Some((main?, suite)))
        .chain(SECURITY_SUITES.iter().filter_map(|suite| Some((security?, suite))));
    for (archive, suite) in suites {
        match find_in_suite(work, archive, suite, release) {
            Ok(Some((file, sum))) => return Ok((format!("{archive}/{file}"), sum)),
            Ok(None) => {}
            Err(failure) => eprintln!("xtask: suite {suite} skipped: {failure}"),
        }
    }
    Err(Failure::unavailable(format!(
        "no rust-src {release} in the archives apt is set up for; \
         run `rustup target add {TARGET}` where rustup's server is in reach"
    )))
}

/// The addresses of the archives in apt's configuration, each once.
fn archives() -> Result<Vec<String>> {
    let printed = Call::new("apt-get")
        .args(["indextargets", "--format", "$(SITE)", "Created-By: Packages"])
        .output()
        .doing(|| "apt's archives are needed to build the wasm library".to_owned())?;
    let mut sites: Vec<_> = printed.lines().map(|line| line.trim_end_matches('/').to_owned()).collect();
    sites.sort();
    sites.dedup();
    Ok(sites)
}

fn find_in_suite(work: &Path, archive: &str, suite: &str, release: &str) -> Result<Option<(String, String)>> {
    let signed = work.join(format!("{suite}.InRelease"));
    if download::fetch(&format!("{archive}/dists/{suite}/InRelease"), &signed).is_err() {
        return Ok(None);
    }
    let listing = verified(&signed)?;
    let Some(sum) = sum_of_packages(&listing) else { return Ok(None) };
    let index = work.join(format!("{suite}.Packages.xz"));
    let folder = format!("{archive}/dists/{suite}/main/binary-amd64");
    download::fetch(&format!("{folder}/by-hash/SHA256/{sum}"), &index)
        .or_else(|_| download::fetch(&format!("{folder}/Packages.xz"), &index))?;
    let bytes = fs::read(&index)?;
    if !download::sha256_is(&bytes, &sum) {
        return Err(Failure::new("Packages.xz has the wrong SHA-256"));
    }
    let text = uncompressed(&index)?;
    Ok(find_stanza(&text, release))
}

/// `xz` is no essential package of Debian, but apt can read what it downloads.
fn uncompressed(file: &Path) -> Result<String> {
    if environment::on_path("xz").is_some() {
        return Call::new("xz").arg("-dc").arg(file).output();
    }
    Call::new(download::APT_HELPER).arg("cat-file").arg(file).output()
}

/// The signed text, after checking its signature where Debian's keys and gpgv are here.
fn verified(signed: &Path) -> Result<String> {
    if environment::on_path("gpgv").is_some() && Path::new(KEYRING).is_file() {
        return Call::new("gpgv")
            .args(["--quiet", "--keyring", KEYRING, "--output", "-"])
            .arg(signed)
            .output();
    }
    eprintln!("xtask: no gpgv or no {KEYRING}: the archive's signature is not checked");
    Ok(fs::read_to_string(signed)?)
}

/// The SHA-256 of the package list of amd64 in a `Release` file.
fn sum_of_packages(release: &str) -> Option<String> {
    release
        .lines()
        .skip_while(|line| *line != "SHA256:")
        .skip(1)
        .take_while(|line| line.starts_with(' '))
        .find_map(|line| {
            let mut words = line.split_whitespace();
            let sum = words.next()?;
            (words.nth(1)? == PACKAGES).then(|| sum.to_owned())
        })
}

/// File and SHA-256 of `rust-src` (or `rust-web-src`, the same tree) of this upstream version.
fn find_stanza(packages: &str, release: &str) -> Option<(String, String)> {
    packages.split("\n\n").find_map(|stanza| {
        let field = |name: &str| stanza.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let right = matches!(field("Package")?, "rust-src" | "rust-web-src")
            && upstream(field("Version")?) == release;
        right.then_some(())?;
        Some((field("Filename")?.to_owned(), field("SHA256")?.to_owned()))
    })
}

/// `1:1.95.0+dfsg1-2~bpo13+1` is `1.95.0`.
fn upstream(version: &str) -> &str {
    let version = version.split_once(':').map_or(version, |(_, rest)| rest);
    version.split(['+', '~', '-']).next().unwrap_or(version)
}

/// Only the standard library's tree.
fn unpack(deb: &Path, work: &Path) -> Result<PathBuf> {
    let script = r#"dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" -f - --wildcards --no-wildcards-match-slash './usr/src/*/library'"#;
    Call::new("sh").args(["-c", script, "sh"]).arg(deb).arg(work).quiet()?;
    fs::read_dir(work.join("usr/src"))?
        .flatten()
        .map(|entry| entry.path().join("library"))
        .find(|library| library.join("sysroot/Cargo.toml").is_file())
        .ok_or_else(|| Failure::new("rust-src holds no library/sysroot"))
}

/// Profile `dist` is optimised and carries the bitcode that `lto = true` needs; the metadata
/// seed keeps its crates apart from the project's own hashbrown, memchr and so on.
fn compile(library: &Path, work: &Path, rustc: &Rustc) -> Result<()> {
    let flags = format!(
        "-Zforce-unstable-if-unmarked --remap-path-prefix={}=/rustc/{}/library",
        library.display(),
        rustc.commit
    );
    Call::cargo(library)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("__CARGO_DEFAULT_LIB_METADATA", "stable-from-rust-src")
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", flags)
        .without("CARGO_BUILD_TARGET")
        .without("CARGO_ENCODED_RUSTFLAGS")
        .without("RUSTC_WRAPPER")
        .without("RUSTC_WORKSPACE_WRAPPER")
        .args(["build", "--quiet", "--locked", "--profile", "dist", "--target", TARGET, "-p", "sysroot"])
        .args(["--features", "panic-unwind,backtrace,compiler-builtins-mem", "--target-dir"])
        .arg(work.join("target"))
        .quiet()
}

/// One rename puts the whole folder into the toolchain.
fn install(work: &Path, rustc: &Rustc) -> Result<()> {
    let library = rustc.library();
    let stage = library.with_extension(format!("{}.new", std::process::id()));
    let cannot = || format!("cannot write {}: run this as the owner of the toolchain", library.display());
    fs::create_dir_all(stage.join("lib")).doing(cannot)?;
    for entry in fs::read_dir(work.join("target").join(TARGET).join("dist/deps"))?.flatten() {
        if entry.path().extension().is_some_and(|extension| extension == "rlib") {
            fs::copy(entry.path(), stage.join("lib").join(entry.file_name()))?;
        }
    }
    fs::write(stage.join(MARK), format!("built by cargo xtask for rustc {}\n", rustc.release))?;
    remove_folder(&library)?;
    fs::rename(&stage, &library).doing(cannot)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = "Package: rust-doc\nVersion: 1.95.0+dfsg1-2\nFilename: pool/d.deb\nSHA256: aa\n\n\
        Package: rust-src\nVersion: 1.94.0+dfsg1-1\nFilename: pool/old.deb\nSHA256: bb\n\n\
        Package: rust-src\nVersion: 1:1.95.0+dfsg1-2~bpo13+1\nFilename: pool/new.deb\nSHA256: cc\n";

    #[test]
    fn the_sources_of_the_compilers_own_version_are_chosen() {
        let found = find_stanza(INDEX, "1.95.0");

        assert_eq!(found, Some(("pool/new.deb".to_owned(), "cc".to_owned())));
    }

    #[test]
    fn another_version_is_not_taken_instead() {
        assert_eq!(find_stanza(INDEX, "1.96.0"), None);
    }

    #[test]
    fn the_sum_comes_from_the_sha256_part_only() {
        let release = "MD5Sum:\n 11 5 main/binary-amd64/Packages.xz\nSHA256:\n 22 5 main/binary-arm64/Packages.xz\n 33 5 main/binary-amd64/Packages.xz\nOther: x\n";

        assert_eq!(sum_of_packages(release).as_deref(), Some("33"));
    }
}

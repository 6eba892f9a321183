//! What this user may do on this machine, and Debian's package manager.

use crate::environment;
use crate::failure::{Failure, Result};
use crate::process::Call;

/// How this user reaches the rights of root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Root,
    /// `sudo` that asks for no password: a prompt in the middle of a long command is missed.
    Sudo,
    Plain,
}

#[derive(Debug)]
pub struct Machine {
    access: Access,
    has_apt: bool,
}

impl Machine {
    pub fn look() -> Self {
        let access = if environment::is_root() {
            Access::Root
        } else if environment::on_path("sudo").is_some() && Call::new("sudo").args(["-n", "true"]).succeeds()
        {
            Access::Sudo
        } else {
            Access::Plain
        };
        Self { access, has_apt: environment::on_path("apt-get").is_some() }
    }

    /// Somebody without the rights of root on a Debian.
    #[cfg(test)]
    pub fn ordinary() -> Self {
        Self { access: Access::Plain, has_apt: true }
    }

    /// Whether Debian packages can be installed by this user.
    pub fn can_apt(&self) -> bool {
        self.has_apt && self.access != Access::Plain
    }

    /// Installs Debian packages without a question and without changing settings files.
    pub fn apt_install(&self, packages: &[&str]) -> Result<()> {
        if !self.can_apt() {
            return Err(Failure::unavailable(format!("cannot apt-get install {}", packages.join(" "))));
        }
        let install = || {
            self.as_root("env")
                .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-qq", "--no-install-recommends"])
                .args(["-o", "Dpkg::Options::=--force-confold", "-o", "DPkg::Lock::Timeout=300", "install"])
                .args(packages)
                .quiet()
        };
        // The lists of a new machine are empty, those of an old one name files that are gone.
        if let Err(failure) =
            self.as_root("apt-get").args(["-qq", "-o", "DPkg::Lock::Timeout=300", "update"]).quiet()
        {
            eprintln!("xtask: {failure}");
        }
        install()
    }

    pub fn as_root(&self, program: &str) -> Call {
        if self.access == Access::Sudo { Call::new("sudo").args(["-n", program]) } else { Call::new(program) }
    }
}

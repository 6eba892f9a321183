//! Running other programs.
//!
//! Children stay in our process group, so Ctrl-C reaches them as it reaches us.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::environment;
use crate::failure::{Doing, Failure, Result};

/// A program with its arguments, run in one folder.
#[derive(Debug)]
pub struct Call {
    command: Command,
    shown: String,
    /// Where its standard output goes instead of to ours.
    printed: Option<File>,
}

impl Call {
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let shown = Path::new(program.as_ref())
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Self { command: Command::new(program), shown, printed: None }
    }

    /// Cargo in `root`, without the variables that the cargo which started us has set: some
    /// build scripts (ring's) watch them and would compile everything again.
    pub fn cargo(root: &Path) -> Self {
        let cargo = environment::variable("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
        Self::new(cargo).within(root).without_all("CARGO_PKG_").without_all("CARGO_MANIFEST_")
    }

    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub fn arg(self, arg: impl AsRef<OsStr>) -> Self {
        self.args([arg])
    }

    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Without every inherited variable whose name begins so.
    pub fn without_all(mut self, prefix: &str) -> Self {
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with(prefix) {
                self.command.env_remove(&name);
            }
        }
        self
    }

    /// Standard output goes to a new file, when it is [`Self::run`] or [`Self::run_recorded`]; messages do not.
    pub fn printing_into(mut self, file: &Path) -> Result<Self> {
        self.printed = Some(File::create(file).doing(|| format!("cannot write {}", file.display()))?);
        Ok(self)
    }

    /// For what this wrapper does not say: users, pipes, `exec`.
    pub fn into_command(self) -> Command {
        self.command
    }

    /// Runs with our own input and output; anything but success is a failure.
    pub fn run(mut self) -> Result<()> {
        if let Some(file) = self.printed {
            self.command.stdout(file);
        }
        let status = self.command.status().doing(|| format!("cannot start `{}`", self.shown))?;
        if status.success() {
            Ok(())
        } else {
            Err(Failure::new(format!("`{}` ended with {status}", self.shown)))
        }
    }

    /// As [`Self::run`], and what it says stays in the file `record` after what stands there. It writes to a
    /// file then, and leaves out colours and moving lines.
    ///
    /// We read that file along with it: a pipe would stay open as long as any grandchild lives.
    pub fn run_recorded(mut self, record: &Path) -> Result<()> {
        let written = OpenOptions::new().create(true).append(true).open(record)?;
        let mut said = File::open(record)?;
        said.seek(SeekFrom::End(0))?;
        let printed = self.printed.map_or_else(|| written.try_clone(), Ok)?;
        self.command.stdin(Stdio::null()).stdout(printed).stderr(written);
        let mut child = self.command.spawn().doing(|| format!("cannot start `{}`", self.shown))?;
        let status = loop {
            let ended = child.try_wait()?;
            io::copy(&mut said, &mut io::stderr())?;
            match ended {
                Some(status) => break status,
                None => std::thread::sleep(Duration::from_millis(100)),
            }
        };
        if status.success() {
            return Ok(());
        }
        Err(Failure::new(format!("`{}` ended with {status}", self.shown)))
    }

    /// Runs silently; the output comes with the failure only.
    pub fn quiet(self) -> Result<()> {
        self.output().map(drop)
    }

    /// What it printed on standard output.
    pub fn output(mut self) -> Result<String> {
        let output =
            self.command.stdin(Stdio::null()).output().doing(|| format!("cannot start `{}`", self.shown))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let mut said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if said.is_empty() {
            String::from_utf8_lossy(&output.stdout).trim().clone_into(&mut said);
        }
        Err(Failure::new(format!("`{}` ended with {}\n{said}", self.shown, output.status)))
    }

    /// As [`Self::quiet`], ended after `limit`.
    pub fn quiet_within(mut self, limit: Duration) -> Result<()> {
        self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = self.command.spawn().doing(|| format!("cannot start `{}`", self.shown))?;
        let start = Instant::now();
        loop {
            match child.try_wait()? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => return Err(Failure::new(format!("`{}` ended with {status}", self.shown))),
                None if start.elapsed() > limit => {
                    child.kill()?;
                    child.wait()?;
                    let seconds = limit.as_secs();
                    return Err(Failure::new(format!("`{}` gave no answer in {seconds} s", self.shown)));
                }
                None => std::thread::sleep(Duration::from_millis(100)),
            }
        }
    }

    /// Whether it runs and succeeds; says nothing.
    pub fn succeeds(self) -> bool {
        self.quiet().is_ok()
    }
}

/// Asks a child to end, and ends it after `limit`.
pub fn stop(child: &mut std::process::Child, signal: rustix::process::Signal, limit: Duration) {
    if let Ok(pid) = i32::try_from(child.id())
        && let Some(pid) = rustix::process::Pid::from_raw(pid)
    {
        // It may have ended already; then there is nothing to ask.
        rustix::process::kill_process(pid, signal).ok();
    }
    let start = Instant::now();
    while start.elapsed() < limit {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().ok();
    child.wait().ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str, code: u8) -> Call {
        Call::new("sh").args(["-c", &format!("echo {text}; echo {text} bad >&2; exit {code}")])
    }

    #[test]
    fn what_recorded_calls_say_stays_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("record");

        says("one", 0).run_recorded(&record).unwrap();
        let failure = says("two", 3).run_recorded(&record).unwrap_err();

        assert_eq!(std::fs::read_to_string(&record).unwrap(), "one\none bad\ntwo\ntwo bad\n");
        assert!(failure.to_string().contains("exit status: 3"), "{failure}");
    }

    #[test]
    fn what_a_call_prints_into_a_file_is_not_in_its_record() {
        let folder = tempfile::tempdir().unwrap();
        let (record, printed) = (folder.path().join("record"), folder.path().join("printed"));

        says("one", 0).printing_into(&printed).unwrap().run_recorded(&record).unwrap();

        assert_eq!(std::fs::read_to_string(&record).unwrap(), "one bad\n");
        assert_eq!(std::fs::read_to_string(&printed).unwrap(), "one\n");
    }

    #[test]
    fn a_recorded_call_does_not_wait_for_what_it_leaves_behind() {
        let folder = tempfile::tempdir().unwrap();
        let start = Instant::now();

        Call::new("sh")
            .args(["-c", "sleep 60 & echo left"])
            .run_recorded(&folder.path().join("record"))
            .unwrap();

        assert!(start.elapsed() < Duration::from_secs(30));
    }
}

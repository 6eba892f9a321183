//! A portal with the demo world, started for browser tests and screenshots.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::environment;
use crate::failure::{Doing, Failure, Result};
use crate::gate::tail;
use crate::process;
use crate::project::{Project, remove_folder};
use crate::world::{World, naungan};

/// The server prints this when it answers.
const READY: &str = "Naungan siap di ";
/// For what hangs: a busy machine takes minutes for what a free one does in twenty seconds.
const START_LIMIT: Duration = Duration::from_mins(10);
const STOP_LIMIT: Duration = Duration::from_secs(20);

/// A running `naungan serve` on a free loopback port with a folder of its own.
#[derive(Debug)]
pub struct Portal {
    server: Child,
    log: PathBuf,
    data: PathBuf,
    address: String,
}

impl Portal {
    /// Starts the debug build in the demo world and waits until it answers.
    pub fn start(project: &Project, postgres: &Path, name: &str) -> Result<Self> {
        let folder = project.notes().join(name);
        remove_folder(&folder).doing(|| "a portal of an earlier run may still be alive".to_owned())?;
        fs::create_dir_all(&folder)?;
        let (log, data) = (folder.join("log"), data_folder(&folder));
        World::of(project, postgres).furnish(&data)?;
        let port = free_port()?;
        let output = fs::File::create(&log)?;
        let server = naungan(&project.binary("debug"), postgres, &data)
            .within(project.root())
            .arg("serve")
            .env("NAUNGAN_BIND", format!("127.0.0.1:{port}"))
            .env("NAUNGAN_DEMO", "1")
            .env("NAUNGAN_SITE", project.site())
            .into_command()
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .doing(|| "cannot start the server".to_owned())?;
        let mut portal = Self { server, log, data, address: String::new() };
        portal.wait_until_ready()?;
        Ok(portal)
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// The last lines the server wrote.
    pub fn log_tail(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        tail(&text, 60)
    }

    /// What the server warned of and what went wrong in it, last things last.
    pub fn warnings(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines = text.lines().filter(|line| !line.contains(r#""level":"INFO""#));
        tail(&lines.collect::<Vec<_>>().join("\n"), 30)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < START_LIMIT {
            if let Some(address) = fs::read_to_string(&self.log).ok().as_deref().and_then(ready_address) {
                self.address = address;
                return Ok(());
            }
            if let Some(status) = self.server.try_wait()? {
                return Err(Failure::new(format!("the server ended with {status}\n{}", self.log_tail())));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(Failure::new(format!("the server was not ready in time\n{}", self.log_tail())))
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        process::stop(&mut self.server, rustix::process::Signal::TERM, STOP_LIMIT);
        remove_folder(&self.data).ok();
    }
}

/// In `folder`, or in the folder of temporary files: where root works below `/root`, PostgreSQL, which runs as
/// another user, cannot get to its data.
fn data_folder(folder: &Path) -> PathBuf {
    if !environment::is_root() || is_open_to_all(folder) {
        return folder.join("data");
    }
    std::env::temp_dir().join(format!("naungan-portal-{}", std::process::id()))
}

fn is_open_to_all(folder: &Path) -> bool {
    let enters = |part: &Path| part.metadata().is_ok_and(|found| found.permissions().mode() & 0o001 != 0);
    folder.ancestors().all(enters)
}

/// The address in the ready line, once the line is complete.
fn ready_address(log: &str) -> Option<String> {
    let (_, rest) = log.split_once(READY)?;
    let (line, _) = rest.split_once('\n')?;
    line.split_whitespace().next().map(|address| address.trim_end_matches('/').to_owned())
}

/// The system gives a free one; it stays free for the moment until the server takes it.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_ready_line() {
        let log = "mulai\nNaungan siap di http://127.0.0.1:41234/\nakun demo";

        assert_eq!(ready_address(log).as_deref(), Some("http://127.0.0.1:41234"));
    }

    #[test]
    fn a_folder_within_a_private_one_is_not_open_to_all() {
        let private = tempfile::tempdir().unwrap();
        let inner = private.path().join("inner");
        fs::create_dir(&inner).unwrap();
        fs::set_permissions(private.path(), fs::Permissions::from_mode(0o700)).unwrap();

        assert!(is_open_to_all(Path::new("/usr")));
        assert!(!is_open_to_all(&inner));
    }

    #[test]
    fn half_a_ready_line_is_not_ready() {
        assert_eq!(ready_address("Naungan siap di http://127.0.0.1:41"), None);
    }
}

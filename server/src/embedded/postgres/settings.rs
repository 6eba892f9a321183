//! The settings of the private server, given on its command line: they belong to the program, not to the cluster,
//! so a new version of `naungan` changes them without touching the data.

use std::ffi::OsString;
use std::path::Path;

/// For a portal on one small machine: little memory, nothing acknowledged that is not on disk, and no personal
/// data in the log (no statements, no parameters, no `DETAIL` lines, which quote the offending row).
const FIXED: &[&str] = &[
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "fsync=on",
    "full_page_writes=on",
    "synchronous_commit=on",
    "shared_buffers=64MB",
    "max_connections=60",
    "max_wal_size=512MB",
    "min_wal_size=64MB",
    "max_parallel_workers_per_gather=0",
    "jit=off",
    "timezone=UTC",
    "log_timezone=UTC",
    "logging_collector=off",
    "log_destination=stderr",
    "log_line_prefix=%m [%p] ",
    "log_checkpoints=off",
    "log_statement=none",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
];

/// The arguments of `postgres` for the cluster at `home` with its socket in `socket_folder`.
pub(super) fn arguments(home: &Path, socket_folder: &Path) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = vec!["-D".into(), home.into()];
    for setting in FIXED {
        arguments.push("-c".into());
        arguments.push(setting.into());
    }
    let mut sockets = OsString::from("unix_socket_directories=");
    sockets.push(quoted(socket_folder));
    arguments.push("-c".into());
    arguments.push(sockets);
    arguments
}

/// The setting is a list divided by commas; a folder with a comma, a blank or capitals needs quotes.
fn quoted(folder: &Path) -> OsString {
    let mut quoted = OsString::from("\"");
    match folder.to_str() {
        Some(text) => quoted.push(text.replace('"', "\"\"")),
        None => quoted.push(folder),
    }
    quoted.push("\"");
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_commas_and_quotes_stays_one_folder() {
        assert_eq!(quoted(Path::new("/srv/a, b/\"c\"")), OsString::from("\"/srv/a, b/\"\"c\"\"\""));
    }

    #[test]
    fn nothing_listens_on_the_network_and_nothing_is_acknowledged_before_it_is_on_disk() {
        let arguments = arguments(Path::new("/srv/pg"), Path::new("/srv/pg/sock"));

        for must in ["listen_addresses=", "fsync=on", "synchronous_commit=on", "log_error_verbosity=terse"] {
            assert!(arguments.contains(&OsString::from(must)), "{must}");
        }
    }
}

//! The decoding child by itself: the tests run it as a real process, and a developer can try a file.
//!
//! Without arguments, or with `--require-seccomp`, it is exactly `naungan __decode`. With one of the words
//! below it builds its walls and then runs into them, so that a test can see them hold.

use std::hint::black_box;
use std::process::ExitCode;

use decode::{child, confine};

/// A word it does not know (`EX_USAGE`).
const EXIT_USAGE: u8 = 64;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let word = args.first().map(String::as_str).unwrap_or_default();
    match word {
        "attempt-file" => confined(|| std::fs::read("/etc/passwd").is_err()),
        "attempt-socket" => confined(|| std::net::UdpSocket::bind("127.0.0.1:0").is_err()),
        "attempt-thread" => confined(|| std::thread::Builder::new().spawn(|| ()).is_err()),
        "attempt-process" => confined(|| std::process::Command::new("/bin/true").spawn().is_err()),
        "attempt-file-behind-landlock" => {
            let wall = confine::close_files();
            report(!wall || std::fs::read("/etc/passwd").is_err())
        }
        "attempt-writing-behind-limits" => {
            // Writing to a file beyond the allowed size of nothing ends in SIGXFSZ.
            confine::limit_resources();
            report(std::fs::write(std::env::temp_dir().join("decode-child-attempt"), b"x").is_err())
        }
        "spin" => confined(|| {
            loop {
                black_box(0);
            }
        }),
        "hoard" => confined(|| {
            let mut hoard = Vec::new();
            loop {
                hoard.push(black_box(vec![1_u8; 16 * 1024 * 1024]));
            }
        }),
        "recurse" => confined(|| deeper(1) == 0),
        "" => child::main(false),
        child::REQUIRE_SECCOMP => child::main(true),
        _ => ExitCode::from(EXIT_USAGE),
    }
}

/// Does something that the walls should forbid. Ends with 0 when it was refused politely.
fn confined(attempt: impl FnOnce() -> bool) -> ExitCode {
    match confine::confine(true) {
        Ok(_) => report(attempt()),
        Err(_) => ExitCode::from(child::EXIT_UNCONFINED),
    }
}

fn report(refused: bool) -> ExitCode {
    if refused { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[expect(unconditional_recursion, reason = "running out of stack is what is tried here")]
fn deeper(depth: u64) -> u64 {
    black_box(black_box([depth; 64]).iter().sum::<u64>().wrapping_add(deeper(depth + 1)))
}

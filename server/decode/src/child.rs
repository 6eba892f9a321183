//! The child: `naungan __decode [--require-seccomp]`.
//!
//! Must be the first thing the program does: no thread, no runtime, no configuration before it, so that
//! nothing is in its memory worth stealing. Start it with an empty environment. It confines itself, reads
//! one request from standard input, writes one answer to standard output, and ends. It also ends when the
//! *thread* that started it does: start it from a thread that lives as long as the program.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use crate::Refusal;
use crate::confine::{self, Walls};
use crate::protocol::{Answer, Request, WireError};

/// The walls required could not be built (`EX_CONFIG`).
pub const EXIT_UNCONFINED: u8 = 78;
/// The parent did not speak the protocol, or went away (`EX_IOERR`).
pub const EXIT_PIPE: u8 = 74;

/// The argument with which missing walls are an error.
pub const REQUIRE_SECCOMP: &str = "--require-seccomp";

/// Runs the child. With `require_seccomp` it decodes nothing where the walls cannot be built.
pub fn main(require_seccomp: bool) -> ExitCode {
    // A panic's message may quote the file; it is a refusal, not something for a log.
    std::panic::set_hook(Box::new(|_| {}));
    match confine::confine(require_seccomp) {
        Err(error) => fail(EXIT_UNCONFINED, &error.to_string()),
        Ok(walls) => match answer(walls, io::stdin().lock(), io::stdout().lock()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(EXIT_PIPE, &error.to_string()),
        },
    }
}

fn answer(walls: Walls, input: impl Read, mut output: impl Write) -> Result<(), WireError> {
    let outcome = match Request::read_from(input) {
        Ok(request) => request.decode(),
        Err(WireError::Oversized) => Err(Refusal::TooLarge),
        Err(error) => return Err(error),
    };
    output.write_all(&Answer { walls, outcome }.to_bytes()?)?;
    output.flush()?;
    Ok(())
}

fn fail(code: u8, why: &str) -> ExitCode {
    // Nobody may be listening any more; there is nothing to do about that.
    let _ = writeln!(io::stderr(), "{why}");
    ExitCode::from(code)
}

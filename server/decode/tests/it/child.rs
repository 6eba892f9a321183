//! The child as a real process: the same answers as here, and walls that hold.

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};

use decode::confine::{self, Walls};
use decode::protocol::{self, Answer, Kind, Request, WireError};
use decode::{Refusal, child, sample};

use crate::corpus;

const SIGSEGV: i32 = 11;
const SIGSYS: i32 = 31;
const SIGABRT: i32 = 6;
const SIGXCPU: i32 = 24;
const SIGKILL: i32 = 9;
const SIGXFSZ: i32 = 25;

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_decode-child"));
    command.args(args).env_clear();
    command
}

/// Starts the child, hands it these bytes, and takes what it says.
fn speak(args: &[&str], bytes: &[u8]) -> (ExitStatus, Vec<u8>) {
    speak_to(command(args), bytes)
}

fn speak_to(mut command: Command, bytes: &[u8]) -> (ExitStatus, Vec<u8>) {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    // A child that ends early closes the pipe; that is its answer.
    let _ = child.stdin.take().unwrap().write_all(bytes);
    let mut answer = Vec::new();
    child.stdout.take().unwrap().read_to_end(&mut answer).unwrap();
    (child.wait().unwrap(), answer)
}

/// What a parent makes of a file.
fn through_child(kind: Kind, bytes: &[u8]) -> Answer {
    let head = Request::head(kind, bytes.len()).unwrap();
    let (status, answer) = speak(&["--require-seccomp"], &[&head[..], bytes].concat());
    match status.signal() {
        Some(signal) => Answer { walls: Walls::default(), outcome: Err(protocol::from_exit(signal)) },
        None => Answer::from_bytes(&answer).unwrap(),
    }
}

fn attempt(word: &str) -> ExitStatus {
    command(&[word]).stderr(Stdio::null()).status().unwrap()
}

#[test]
fn the_child_answers_what_this_process_would() {
    let cases = [
        (Kind::Photo, corpus::phone_jpeg(&corpus::house(), 6)),
        (Kind::Photo, corpus::encode(&corpus::house(), image::ImageFormat::Png)),
        (Kind::Photo, corpus::encode(&corpus::house(), image::ImageFormat::WebP)),
        (Kind::Photo, corpus::heic()),
        (Kind::Photo, Vec::new()),
        (Kind::Photo, corpus::one_colour_png(30_000, 30_000)),
        (Kind::Letter, sample::letter(2)),
        (Kind::Letter, corpus::signed_pdf()),
        (Kind::Letter, corpus::pdf_of_pages(10).finish()),
        (Kind::Letter, corpus::pdf_with("/OpenAction << /S /Launch /F (a) >>", &[])),
        (Kind::Letter, corpus::xref_loop()),
        (Kind::Letter, corpus::noise(2, 2_000)),
    ];
    for (kind, bytes) in cases {
        let here = Request { kind, bytes: bytes.clone() }.decode();

        let there = through_child(kind, &bytes);

        assert!(there.walls.suffice());
        assert_eq!(there.outcome, here);
    }
}

#[test]
fn the_photo_of_a_good_phone_fits_into_the_childs_memory() {
    // 50 megapixels, a camera's usual proportions.
    let large = corpus::red_left_blue_right(8_160, 6_120);
    let bytes = corpus::encode(&large, image::ImageFormat::Jpeg);
    drop(large);

    assert!(through_child(Kind::Photo, &bytes).outcome.is_ok());
}

#[test]
fn nesting_without_end_is_broken_whether_the_child_survives_it_or_not() {
    for depth in [10_380, 5_000_000] {
        let outcome = through_child(Kind::Letter, &corpus::nested_pdf(depth)).outcome;

        assert_eq!(outcome, Err(Refusal::Broken), "{depth}");
    }
}

#[test]
fn a_page_that_contains_itself_ends() {
    let pdf = sample::Assembly::default()
        .object("<< /Type /Catalog /Pages 2 0 R >>")
        .object("<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")
        .finish();

    assert!(through_child(Kind::Letter, &pdf).outcome.is_err());
}

#[test]
fn a_page_that_paints_for_ever_is_stopped() {
    let endless = b"0 0 m 600 800 l 10 700 l h f ".repeat(600_000);
    let pdf = corpus::pdf_painting(&endless);
    let request = [&Request::head(Kind::Letter, pdf.len()).unwrap()[..], &pdf].concat();
    // A lower limit of the parent stays: the test need not wait for all ten seconds.
    let mut hurried = Command::new("/bin/sh");
    hurried.args(["-c", "ulimit -t 1; exec \"$0\"", env!("CARGO_BIN_EXE_decode-child")]);

    let (status, answer) = speak_to(hurried, &request);

    assert_eq!(status.signal().map(protocol::from_exit), Some(Refusal::TookTooLong));
    assert!(answer.is_empty());
}

#[test]
fn the_confined_child_can_open_no_file_no_socket_no_thread_and_no_process() {
    for word in ["attempt-file", "attempt-socket", "attempt-thread", "attempt-process"] {
        assert_eq!(attempt(word).signal(), Some(SIGSYS), "{word}");
    }
    assert_eq!(protocol::from_exit(SIGSYS), Refusal::Broken);
}

#[test]
fn each_wall_holds_without_the_others() {
    assert!(attempt("attempt-file-behind-landlock").success());
    assert_eq!(attempt("attempt-writing-behind-limits").signal(), Some(SIGXFSZ));
}

#[test]
fn an_endless_loop_is_ended_by_the_cpu_limit() {
    let signal = attempt("spin").signal();

    assert!(matches!(signal, Some(SIGXCPU | SIGKILL)), "{signal:?}");
    assert_eq!(signal.map(protocol::from_exit), Some(Refusal::TookTooLong));
}

#[test]
fn memory_that_runs_out_and_a_stack_that_runs_out_are_told_apart() {
    assert_eq!(attempt("hoard").signal(), Some(SIGABRT));
    assert_eq!(attempt("recurse").signal(), Some(SIGSEGV));
    assert_eq!(protocol::from_exit(SIGABRT), Refusal::OutOfMemory);
    assert_eq!(protocol::from_exit(SIGSEGV), Refusal::Broken);
}

#[test]
fn probing_tells_what_the_child_then_has() {
    let answer = through_child(Kind::Photo, b"x");

    assert_eq!(answer.walls, confine::probe());
}

#[test]
fn a_stranger_on_the_pipe_is_not_answered() {
    for bytes in [&b""[..], b"GET / HTTP/1.1\r\n\r\n", b"NGQ1X\0\0\0\x01x", b"NGQ1P\0\0\0\x09x"] {
        let (status, answer) = speak(&[], bytes);
        assert_eq!(status.code(), Some(i32::from(child::EXIT_PIPE)));
        assert!(answer.is_empty());
    }
}

#[test]
fn a_file_over_its_limit_is_refused_unread() {
    let (status, answer) = speak(&[], b"NGQ1P\xFF\xFF\xFF\xFF");

    assert!(status.success());
    assert_eq!(Answer::from_bytes(&answer).unwrap().outcome, Err(Refusal::TooLarge));
    assert!(matches!(Request::head(Kind::Photo, usize::MAX), Err(WireError::Oversized)));
}

#[test]
fn the_parent_believes_only_what_a_sound_child_can_have_written() {
    let request = Request { kind: Kind::Photo, bytes: sample::premises_photo(1) };
    let sound = Answer { walls: Walls::default(), outcome: request.decode() };
    let bytes = sound.to_bytes().unwrap();
    assert_eq!(Answer::from_bytes(&bytes).unwrap(), sound);

    for end in [0, 3, 7, 20, bytes.len() / 2, bytes.len() - 1] {
        assert!(Answer::from_bytes(&bytes[..end]).is_err());
    }
    assert!(Answer::from_bytes(&[&bytes[..], b"more"].concat()).is_err());

    let decode::protocol::Decoded::Photo(photo) = request.decode().unwrap() else { unreachable!() };
    let forged = |change: fn(&mut decode::Photo)| {
        let mut photo = photo.clone();
        change(&mut photo);
        let outcome = Ok(protocol::Decoded::Photo(photo));
        Answer::from_bytes(&Answer { walls: Walls::default(), outcome }.to_bytes().unwrap())
    };
    assert!(forged(|_| ()).is_ok());
    assert!(forged(|photo| photo.clean = corpus::html()).is_err());
    assert!(forged(|photo| photo.clean = corpus::phone_jpeg(&corpus::house(), 1)).is_err());
    assert!(forged(|photo| photo.clean.extend(corpus::html())).is_err());
    assert!(forged(|photo| photo.preview = photo.clean.clone()).is_err());
    assert!(forged(|photo| photo.width = 1).is_err());
}

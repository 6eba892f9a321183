//! The child's part is played by shell scripts: what matters here is what the parent makes of it.

use super::*;
use domain::problem::Problem;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// A folder that goes away with the test.
struct Stage(PathBuf);

impl Stage {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("naungan-child-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// A child that runs `script`.
    fn child(&self, script: &str) -> ChildDecoder {
        let program = self.0.join("child");
        // Written under another name first: a file that is open for writing cannot be run.
        let draft = self.0.join("draft");
        std::fs::write(&draft, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&draft, std::fs::Permissions::from_mode(0o700)).unwrap();
        std::fs::rename(&draft, &program).unwrap();
        ChildDecoder::new(program, false)
    }

    fn file(&self, bytes: &[u8]) -> PathBuf {
        let path = self.0.join("answer");
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn says(path: &Path) -> String {
    format!("cat >/dev/null; cat {}", path.display())
}

fn refused(refusal: Refusal, walls: Walls) -> Vec<u8> {
    Answer { walls, outcome: Err(refusal) }.to_bytes().unwrap()
}

const WALLS: Walls = Walls { rlimits: true, landlock: true, seccomp: true };

async fn ask(decoder: &ChildDecoder) -> Result<Result<Decoded, Refusal>> {
    decoder.decode(Kind::Photo, &vec![7; 100_000]).await
}

#[tokio::test]
async fn the_answer_of_a_child_is_the_answer() {
    let stage = Stage::new("answer");
    let decoder = stage.child(&says(&stage.file(&refused(Refusal::Truncated, WALLS))));

    assert_eq!(ask(&decoder).await.unwrap(), Err(Refusal::Truncated));
}

#[tokio::test]
async fn a_child_that_answers_before_it_read_everything_is_heard() {
    let stage = Stage::new("early");
    let path = stage.file(&refused(Refusal::TooLarge, WALLS));
    let decoder = stage.child(&format!("exec 0<&-; cat {}", path.display()));

    assert_eq!(ask(&decoder).await.unwrap(), Err(Refusal::TooLarge));
}

#[tokio::test]
async fn a_child_that_dies_is_a_file_that_cannot_be_opened() {
    let stage = Stage::new("dies");
    let cases = [
        ("XCPU", Refusal::TookTooLong),
        ("KILL", Refusal::TookTooLong),
        ("ABRT", Refusal::OutOfMemory),
        ("SEGV", Refusal::Broken),
        ("SYS", Refusal::Broken),
    ];
    for (signal, refusal) in cases {
        let decoder = stage.child(&format!("cat >/dev/null; kill -{signal} $$; sleep 1"));

        assert_eq!(ask(&decoder).await.unwrap(), Err(refusal), "{signal}");
    }
}

#[tokio::test]
async fn a_child_that_never_ends_is_killed_and_the_next_one_has_its_turn() {
    let stage = Stage::new("endless");
    let decoder = stage.child("exec sleep 60").impatient(Duration::from_millis(300));

    assert_eq!(ask(&decoder).await.unwrap(), Err(Refusal::TookTooLong));
    assert_eq!(ask(&decoder).await.unwrap(), Err(Refusal::TookTooLong));
}

#[tokio::test]
async fn a_child_that_talks_without_end_is_not_listened_to() {
    let stage = Stage::new("flood");
    let decoder = stage.child("exec cat /dev/zero");

    // It dies of the closed pipe.
    assert_eq!(ask(&decoder).await.unwrap(), Err(Refusal::Broken));
}

#[tokio::test]
async fn an_answer_that_no_sound_child_gives_is_not_believed() {
    let stage = Stage::new("lies");
    for lie in [&b""[..], b"NGA1", b"<html>", &[0; 64]] {
        let decoder = stage.child(&says(&stage.file(lie)));

        assert_eq!(ask(&decoder).await.unwrap(), Err(Refusal::Broken));
    }
}

#[tokio::test]
async fn a_child_without_walls_is_our_fault_and_is_tried_again() {
    let stage = Stage::new("walls");
    let unconfined = stage.child("echo no seccomp here >&2; exit 78");
    let error = ask(&unconfined).await.unwrap_err();
    assert_eq!(error.problem(), &Problem::Unavailable);
    assert!(error.to_string().contains("no seccomp here"), "{error}");

    let bare = refused(Refusal::Broken, Walls { seccomp: false, ..WALLS });
    let mut boastful = stage.child(&says(&stage.file(&bare)));
    boastful.require_seccomp = true;
    assert_eq!(ask(&boastful).await.unwrap_err().problem(), &Problem::Unavailable);

    let missing = ChildDecoder::new(stage.0.join("nothing-here"), false);
    assert_eq!(ask(&missing).await.unwrap_err().problem(), &Problem::Unavailable);
}

#[tokio::test]
async fn a_child_sees_nothing_of_our_environment() {
    let stage = Stage::new("environment");
    let path = stage.file(&refused(Refusal::Truncated, WALLS));
    // `sh` itself sets PWD and a few more; anything of cargo's would be ours.
    let script = format!(
        "cat >/dev/null; test \"$(/usr/bin/env | /bin/grep -c CARGO)\" = 0 && test \"$PWD\" = / && test \"$1\" = {SUBCOMMAND} || exit 3; /bin/cat {}",
        path.display()
    );

    assert_eq!(ask(&stage.child(&script)).await.unwrap(), Err(Refusal::Truncated));
}

#[tokio::test]
async fn a_file_over_the_limit_starts_no_child() {
    let missing = ChildDecoder::new(PathBuf::from("/nothing-here"), false);

    let answer = missing.decode(Kind::Photo, &vec![0; Kind::Photo.max_bytes() + 1]).await.unwrap();

    assert_eq!(answer, Err(Refusal::TooLarge));
}

//! What the gate says at its end.

use crate::machine::Newcomer;

#[test]
fn the_last_words_of_every_failed_build_stand_before_the_table() {
    let newcomer = Newcomer::new();
    newcomer.program("toolchain/rustc", "true");
    let target = newcomer.at("target").display().to_string();
    let cargo = format!(
        "case \"$*\" in metadata*) echo '{{\"target_directory\":\"{target}\"}}' ;; \
         *wasm32*) echo 'no such island' >&2; exit 101 ;; *) echo 'no such crate'; exit 101 ;; esac"
    );
    newcomer.program("toolchain/cargo", &cargo);

    let run = newcomer.xtask(&["test", "--only", "site", "--only", "server"]);

    let printed = String::from_utf8_lossy(&run.stdout);
    let (words, table) = printed.split_once("\ntotal ").unwrap();
    assert_eq!(run.status.code(), Some(1), "{printed}");
    for (step, why) in [("site", "no such island"), ("server", "no such crate")] {
        let (_, end) = words.split_once(&format!("what {step} said at its end:\n")).unwrap();
        let (first, last) = end.split_once('\n').unwrap();
        assert_eq!(first, why);
        assert!(last.starts_with("xtask: `cargo build"), "{last}");
    }
    assert!(table.ends_with("1 passed, 2 failed\n"), "{table}");
}

//! Cases with a fault: each is refused with one message that names the file, the line and the
//! remedy, and a ledger beside it stays as it was.

use crate::program::{Folder, Ran, WRONG, outcome};
use crate::snapshot::check;

/// Bytes of the largest file that nobody wants to have read.
const HUGE: u64 = 1 << 30;
/// Memory, in KiB, that the program may ask for while it refuses such a file.
const MEMORY_KIB: u64 = 900_000;

/// A fault that a case of `case new` is given: in `file`, the first `from` becomes `to`.
struct Edit {
    name: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static [u8],
    /// The line that the message names.
    line: u64,
    /// What the message names as well.
    says: &'static [&'static str],
}

const EDITS: &[Edit] = &[
    Edit {
        name: "missing column",
        file: "events.csv",
        from: ",rank,",
        to: b",",
        line: 1,
        says: &["column rank", "missing column"],
    },
    Edit {
        name: "unknown actor",
        file: "events.csv",
        from: "deed,KOR",
        to: b"deed,KRO",
        line: 2,
        says: &["column actor", "\"KRO\""],
    },
    Edit {
        name: "impossible date",
        file: "events.csv",
        from: "2026-01-13",
        to: b"2026-02-30",
        line: 2,
        says: &["column start", "\"2026-02-30\""],
    },
    Edit {
        name: "duplicate id",
        file: "events.csv",
        from: "e002",
        to: b"e001",
        line: 3,
        says: &["column id", "e001", "line 2"],
    },
    Edit {
        name: "unknown unit",
        file: "flows.csv",
        from: "USD",
        to: b"USX",
        line: 2,
        says: &["column unit", "\"USX\""],
    },
    Edit {
        name: "unit that is no money",
        file: "flows.csv",
        from: "USD",
        to: b"km",
        line: 2,
        says: &["column unit", "km"],
    },
    Edit {
        name: "amount with a thousands separator",
        file: "flows.csv",
        from: "1000000",
        to: b"\"1,000,000\"",
        line: 2,
        says: &["column value", "1,000,000"],
    },
    Edit {
        name: "unknown source",
        file: "flows.csv",
        from: "example-customs",
        to: b"example-custom",
        line: 2,
        says: &["column source", "example-custom", "did you mean example-customs?"],
    },
    Edit {
        name: "table that is not UTF-8",
        file: "events.csv",
        from: "a two-day visit",
        to: b"\xb9\xe6\xb9\xae",
        line: 2,
        says: &["column what", "not UTF-8"],
    },
    Edit {
        name: "case.toml that is not UTF-8",
        file: "case.toml",
        from: "new",
        to: b"\xff",
        line: 0,
        says: &["not UTF-8"],
    },
    Edit {
        name: "syntax error in case.toml",
        file: "case.toml",
        from: "subject = \"KOR\"",
        to: b"subject = \"KOR",
        line: 0,
        says: &[],
    },
    Edit {
        name: "misspelt key in case.toml",
        file: "case.toml",
        from: "question_ko = ",
        to: b"questoin_ko = ",
        line: 0,
        says: &["questoin_ko", "did you mean question_ko?"],
    },
    Edit {
        name: "unknown actor in case.toml",
        file: "case.toml",
        from: "[\"JPN\"]",
        to: b"[\"JAPAN\"]",
        line: 0,
        says: &["JAPAN"],
    },
];

/// A folder with the case `good`, appended to the ledger `L`, and the same case as `bad`.
fn with_ledger() -> Folder {
    let folder = Folder::with_case("good");
    folder.run(&["ingest", "case", "good", "--ledger", "L"]).done();
    fs_err::create_dir(folder.path("bad")).expect("a new folder");
    for file in ["case.toml", "events.csv", "flows.csv", "mentions.csv"] {
        folder.write(&format!("bad/{file}"), folder.read(&format!("good/{file}")));
    }
    folder
}

/// The message with which the case `bad` is refused. Whoever asks, it is one and the same; and the
/// ledger is not touched.
#[track_caller]
fn refusal(name: &str, folder: &Folder) -> String {
    let before = folder.contents("L");
    let said = folder.run(&["ingest", "case", "bad", "--ledger", "L"]).refused();
    assert_eq!(folder.contents("L"), before, "{name}: the ledger has changed");
    folder.run(&["ingest", "case", "bad", "--ledger", "new"]).refused();
    assert!(!folder.path("new").exists(), "{name}: a ledger was made");
    for args in [&["case", "check", "bad"] as &[&str], &["brief", "bad", "--as-of", "2026-01-31"]] {
        assert_eq!(folder.run(args).refused(), said, "{name}: {args:?}");
    }
    said
}

/// One error, with its place at the beginning and its remedy on a line of its own.
#[track_caller]
fn has_place_and_remedy(name: &str, said: &str, place: &str) {
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{name}: {said}");
    assert!(lines[0].starts_with("error: ") && lines[0].contains(place), "{name}: {said}");
    assert!(lines[1].starts_with("  hint: ") && lines[1].len() > 20, "{name}: {said}");
}

/// The line on which `text` first has `part`.
fn line_of(text: &str, part: &str) -> usize {
    let at = text.find(part).expect("the file has what is replaced");
    text[..at].matches('\n').count() + 1
}

#[test]
fn a_faulty_case_is_refused_with_file_line_and_remedy() {
    let mut all = String::new();
    for edit in EDITS {
        let folder = with_ledger();
        let file = format!("bad/{}", edit.file);
        let line = match edit.line {
            0 => line_of(&folder.read(&file), edit.from),
            line => line as usize,
        };
        folder.edit(&file, edit.from, edit.to);
        let said = refusal(edit.name, &folder);
        all += &format!("{}\n{said}\n", edit.name);
        has_place_and_remedy(edit.name, &said, &format!("{file}:{line}: "));
        for part in edit.says {
            assert!(said.contains(part), "{}: {part:?} is not in: {said}", edit.name);
        }
    }
    check("bad-cases", &all);
}

#[test]
fn a_file_that_is_missing_is_named() {
    let mut all = String::new();
    for file in ["case.toml", "flows.csv"] {
        let folder = with_ledger();
        let path = format!("bad/{file}");
        fs_err::remove_file(folder.path(&path)).expect("the case has this file");
        let said = refusal(file, &folder);
        has_place_and_remedy(file, &said, &path);
        all += &format!("no {file}\n{said}\n");
    }
    check("missing-files", &all);
}

#[test]
fn every_fault_of_a_case_is_reported_at_once() {
    let folder = with_ledger();
    folder.edit("bad/events.csv", "deed,KOR", b"deed,KRO");
    folder.edit("bad/events.csv", "minister", b"ministre");
    folder.edit("bad/flows.csv", "USD", b"USX");
    let said = refusal("three faults", &folder);
    let places: Vec<_> = said.lines().filter_map(|line| line.split(": column").next()).collect();
    let errors: Vec<_> = places.into_iter().filter(|line| line.starts_with("error")).collect();
    assert_eq!(
        errors,
        ["error: bad/events.csv:2", "error: bad/events.csv:3", "error: bad/flows.csv:2"]
    );
}

#[test]
fn faults_of_the_case_of_its_tables_and_missing_tables_are_reported_at_once() {
    let folder = with_ledger();
    let file_line = line_of(&folder.read("bad/case.toml"), "\"flows.csv\"");
    folder.edit("bad/case.toml", "[\"JPN\"]", b"[\"JAPAN\"]");
    folder.edit("bad/events.csv", "minister", b"ministre");
    fs_err::remove_file(folder.path("bad/flows.csv")).expect("the case has this file");
    let said = refusal("faults of three kinds", &folder);
    assert!(said.contains("JAPAN") && said.contains("bad/events.csv:3: column rank"), "{said}");
    let missing = format!("bad/case.toml:{file_line}: no such table: bad/flows.csv");
    assert!(said.contains(&missing), "{said}");
    assert_eq!(said.matches("error: ").count(), 3, "{said}");
}

#[test]
fn faults_are_data_when_a_check_is_asked_for_json() {
    let folder = with_ledger();
    folder.edit("bad/events.csv", "deed,KOR", b"deed,KRO");
    let ran = folder.run(&["case", "check", "bad", "--format", "json"]);
    assert_eq!(ran.code, WRONG);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let fault = &report["faults"][0];
    assert_eq!((&fault["file"], &fault["line"]), (&"bad/events.csv".into(), &2.into()));
    assert_eq!(fault["column"], "actor");
}

/// Runs the program where memory is too scarce to read a huge file.
fn run_in_little_memory(folder: &Folder, args: &[&str]) -> Ran {
    // Systems without this limit run it without the limit.
    let script = format!("ulimit -v {MEMORY_KIB} 2>/dev/null; exec \"$0\" \"$@\"");
    let program = folder.command(args);
    let mut shell = std::process::Command::new("/bin/sh");
    shell.args(["-c", &script]).arg(program.get_program()).args(program.get_args());
    outcome(shell.env_clear().current_dir(folder.path("")).stdin(std::process::Stdio::null()))
}

#[test]
fn a_huge_file_is_refused_without_being_read() {
    for file in ["flows.csv", "case.toml"] {
        let folder = with_ledger();
        let path = format!("bad/{file}");
        let sparse = fs_err::OpenOptions::new().write(true).open(folder.path(&path));
        sparse.and_then(|sparse| sparse.set_len(HUGE)).expect("the file grows");
        let before = folder.contents("L");
        let said = run_in_little_memory(&folder, &["ingest", "case", "bad", "--ledger", "L"]);
        let said = said.refused();
        has_place_and_remedy(file, &said, &path);
        assert!(said.contains(&HUGE.to_string()), "{said}");
        assert_eq!(folder.contents("L"), before);
    }
}

#[test]
fn any_bytes_as_a_table_are_refused_without_a_panic() {
    let zeros = vec![0; 100_000];
    let commas = b",".repeat(100_000);
    for (name, bytes) in [
        ("empty", b"" as &[u8]),
        ("zeros", &zeros),
        ("commas", &commas),
        ("an image", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("an open quote", b"id,\"mode\nx,y\n"),
        ("UTF-16", b"\xff\xfei\0d\0,\0"),
    ] {
        let folder = with_ledger();
        folder.write("bad/events.csv", bytes);
        let said = refusal(name, &folder);
        assert!(said.starts_with("error: bad/events.csv"), "{name}: {said}");
        assert!(!said.contains("panicked"), "{name}: {said}");
    }
}

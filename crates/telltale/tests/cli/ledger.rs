//! A ledger from the command line: appended to once, asked, looked after, and never trusted blindly.

use serde_json::{Value, json};

use crate::program::{DAMAGED, Folder, WRONG, list, text};
use crate::snapshot::check;

/// A folder with the embedded case in the ledger `L`.
fn with_embedded() -> Folder {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    folder
}

/// A folder with the new case `baltic` in the ledger `L`.
fn with_new() -> Folder {
    let folder = Folder::with_case("baltic");
    folder.run(&["ingest", "case", "baltic", "--ledger", "L"]).done();
    folder
}

#[track_caller]
fn rows_add_up(report: &Value) {
    let count = |field: &str| report[field].as_u64().expect("a count");
    let parts = count("observations") + count("collapsed") + count("rejects");
    assert_eq!(count("rows"), parts, "{report}");
}

#[test]
fn ingesting_twice_is_ingesting_once() {
    let folder = Folder::new();
    let args = ["ingest", "case", "--ledger", "L", "--format", "json"];
    let first = folder.run(&args).json();
    rows_add_up(&first);
    assert!(first["observations"].as_u64() > Some(500), "{first}");
    assert_eq!((&first["files"], &first["files_already_read"]), (&json!(3), &json!(0)));
    let before = folder.contents("L");
    let again = folder.run(&args);
    assert!(again.stderr.contains("events.csv: already in the ledger"), "{}", again.stderr);
    let second = again.json();
    rows_add_up(&second);
    assert_eq!((&second["observations"], &second["files_already_read"]), (&json!(0), &json!(3)));
    assert_eq!(second["rows"], first["rows"]);
    let mut after = folder.contents("L");
    after.retain(|path, _| before.contains_key(path));
    assert!(after.keys().eq(before.keys()), "a file of the ledger is gone");
}

#[test]
fn a_row_that_is_added_is_appended_and_the_others_are_not() {
    let folder = with_new();
    let row = "e003,deed,JPN,KOR,meeting,2026-01-20,,minister,happened,talks,,example-news,,,\
               2026-01-20,,by hand\n";
    let events = folder.read("baltic/events.csv") + row;
    folder.write("baltic/events.csv", events);
    let args = ["ingest", "case", "baltic", "--ledger", "L", "--format", "json"];
    let report = folder.run(&args).json();
    rows_add_up(&report);
    assert_eq!((&report["observations"], &report["files_already_read"]), (&json!(1), &json!(2)));
}

#[test]
fn a_ledger_says_what_it_holds() {
    let folder = with_embedded();
    check("ledger-info", &without_bytes(&folder.run(&["ledger", "info", "--ledger", "L"]).done()));
    let info = folder.run(&["ledger", "info", "--ledger", "L", "--format", "json"]).json();
    let held: u64 = list(&info["sources"]).iter().filter_map(|s| s["observations"].as_u64()).sum();
    assert_eq!(info["observations"], held);
}

/// The text without its count of bytes, which compression may change.
fn without_bytes(info: &str) -> String {
    let line = |line: &str| match line.split_once(" (") {
        Some((before, after)) if after.ends_with("bytes)") => format!("{before} (… bytes)\n"),
        _ => format!("{line}\n"),
    };
    info.lines().map(line).collect()
}

#[test]
fn a_ledger_gives_the_same_brief_as_the_tables() {
    let folder = with_embedded();
    for day in ["2025-11-04", "2026-08-31"] {
        let from_tables = ["brief", "--as-of", day, "--format", "json"];
        let from_ledger = ["brief", "--as-of", day, "--format", "json", "--ledger", "L"];
        let tables = folder.run(&from_tables).done();
        assert!(tables == folder.run(&from_ledger).done(), "as of {day}, the briefs differ");
    }
}

#[test]
fn compacting_changes_no_brief() {
    let folder = with_embedded();
    let args = ["brief", "--as-of", "2025-11-04", "--format", "json", "--ledger", "L"];
    let before = folder.run(&args).done();
    folder.run(&["ledger", "compact", "--ledger", "L"]).done();
    assert!(before == folder.run(&args).done(), "the briefs differ");
    folder.run(&["ledger", "verify", "--ledger", "L"]).done();
}

/// A command on a ledger that is not there is refused, and makes none.
#[track_caller]
fn needs_a_ledger(command: &str) {
    let folder = Folder::new();
    let said = folder.run(&["ledger", command, "--ledger", "nowhere"]).refused();
    assert!(said.contains("nowhere") && said.contains("hint: "), "{command}: {said}");
    assert!(!folder.path("nowhere").exists(), "{command} made a ledger");
}

#[test]
fn only_a_ledger_that_is_there_says_what_it_holds() {
    needs_a_ledger("info");
}

#[test]
fn only_a_ledger_that_is_there_is_verified() {
    needs_a_ledger("verify");
}

#[test]
fn only_a_ledger_that_is_there_is_compacted() {
    needs_a_ledger("compact");
}

#[test]
fn a_whole_ledger_is_found_whole() {
    let folder = with_new();
    let args = ["ledger", "verify", "--ledger", "L"];
    assert_eq!(folder.run(&args).done(), "every byte is whole\n");
    let report = folder.run(&["ledger", "verify", "--ledger", "L", "--format", "json"]).json();
    assert_eq!(report, json!({"damage": []}));
}

#[test]
fn damage_is_found_and_its_file_named() {
    for harm in ["flip", "truncate", "remove"] {
        let folder = with_new();
        let files = folder.contents("L");
        let (path, bytes) = files
            .iter()
            .find(|(path, _)| path.extension().is_some_and(|ending| ending == "parquet"))
            .expect("a ledger has data files");
        let mut bytes = bytes.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        match harm {
            "flip" => fs_err::write(path, &bytes).expect("written"),
            "truncate" => fs_err::write(path, &bytes[..middle]).expect("written"),
            _ => fs_err::remove_file(path).expect("removed"),
        }
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let found = folder.run(&["ledger", "verify", "--ledger", "L"]);
        assert_eq!(found.code, DAMAGED, "{harm}: {}", found.stderr);
        assert!(found.stdout.contains(name) && found.stderr.contains(name), "{harm}: {found:?}");
        assert!(found.stderr.contains("hint: "), "{harm}: {}", found.stderr);
    }
}

#[test]
fn a_data_file_that_is_missing_is_damage_to_a_writer_too() {
    let folder = with_new();
    for path in folder.contents("L").keys() {
        if path.extension().is_some_and(|ending| ending == "parquet") {
            fs_err::remove_file(path).expect("removed");
        }
    }
    let events = folder.read("baltic/events.csv");
    let last = events.lines().last().expect("a row");
    let (id, rest) = last.split_once(',').expect("an id");
    folder.write("baltic/events.csv", format!("{events}{id}-again,{rest}\n"));
    let ran = folder.run(&["ingest", "case", "baltic", "--ledger", "L"]);
    assert_eq!(ran.code, DAMAGED, "{}", ran.stderr);
    assert!(
        ran.stderr.contains(".parquet: is missing\n  hint: restore that file"),
        "{}",
        ran.stderr
    );
}

#[test]
fn what_was_refused_is_listed_of_a_ledger_only() {
    let folder = with_new();
    assert_eq!(folder.run(&["rejects", "--ledger", "L"]).done(), "");
    fs_err::create_dir(folder.path("empty")).expect("a folder");
    for none in ["empty", "nowhere"] {
        let said = folder.run(&["rejects", "--ledger", none]).refused();
        assert!(said.contains(&format!("not a ledger: {none}\n  hint: ")), "{said}");
    }
}

#[test]
fn a_torn_log_is_damage() {
    let folder = with_new();
    let log = "L/_delta_log/00000000000000000001.json";
    let torn = folder.read(log);
    folder.write(log, &torn[..torn.len() / 2]);
    let found = folder.run(&["ledger", "verify", "--ledger", "L"]);
    assert_eq!(found.code, DAMAGED, "{found:?}");
    assert!(found.stderr.contains("00000000000000000001.json"), "{}", found.stderr);
}

#[test]
fn sql_answers_in_three_forms() {
    let folder = with_new();
    let query = "SELECT actor, target, channel FROM observation WHERE kind = 'event' ORDER BY id";
    for (format, name) in [("csv", "sql-csv"), ("json", "sql-json"), ("text", "sql-text")] {
        let args = ["sql", query, "--ledger", "L", "--as-of", "2026-01-31", "--format", format];
        check(name, &folder.run(&args).done());
    }
}

#[test]
fn sql_sees_nothing_known_later() {
    let folder = with_embedded();
    let query = "SELECT max(CAST(known_at AS DATE)) AS last, count(*) AS n FROM observation";
    let asked = |more: &[&str]| {
        let args = [&["sql", query, "--ledger", "L", "--format", "json"], more].concat();
        folder.run(&args).json()[0].take()
    };
    let then = asked(&["--as-of", "2025-11-04"]);
    assert!(text(&then["last"]) <= "2025-11-04", "{then}");
    assert!(then["n"].as_u64() < asked(&[])["n"].as_u64(), "{then}");
}

#[test]
fn sql_changes_nothing() {
    let folder = with_new();
    let before = folder.contents("L");
    for query in [
        "DROP TABLE observation",
        "DELETE FROM observation",
        "INSERT INTO observation SELECT * FROM observation",
        "UPDATE observation SET actor = 'USA'",
        "CREATE TABLE t AS SELECT 1",
        "COPY (SELECT 1) TO 'out.csv'",
        "CREATE EXTERNAL TABLE t STORED AS CSV LOCATION '/etc/hostname'",
        "SELECT 1; DROP TABLE observation",
    ] {
        let ran = folder.run(&["sql", query, "--ledger", "L"]);
        assert_eq!(ran.code, WRONG, "{query}: {ran:?}");
        assert!(ran.stdout.is_empty() && ran.stderr.contains("hint: "), "{query}: {ran:?}");
    }
    assert_eq!(folder.contents("L"), before);
    assert!(!folder.path("out.csv").exists());
}

#[test]
fn sql_ends_its_answer_with_a_line_end() {
    let folder = with_new();
    for format in ["csv", "json", "text"] {
        let args = ["sql", "SELECT 1 AS one", "--ledger", "L", "--format", format];
        let answer = folder.run(&args).done();
        assert!(answer.ends_with('\n'), "{format}: {answer:?}");
    }
}

//! A file that is given to the wrong reader, rows of which no record is made, data that are old, and
//! bytes that were not kept: each is said, with what would be right.

use serde_json::{Value, json};

use crate::program::{Folder, WRONG, list, text};

const GPR: &str = "month,GPR,N10,GPRC_CHN,GPRC_KOR\n2020-01-01,90,100,1,2\n2020-02-01,90,100,3,\n";

fn gdelt_row(id: u32, actor: &str) -> String {
    let mut fields = vec![String::new(); 61];
    let filled = [
        (0, id.to_string()),
        (1, "20240306".to_owned()),
        (7, actor.to_owned()),
        (17, "JPN".to_owned()),
        (26, "040".to_owned()),
        (29, "1".to_owned()),
        (31, "4".to_owned()),
        (32, "2".to_owned()),
        (33, "3".to_owned()),
        (52, format!("Place {id}")),
        (59, "20240307001500".to_owned()),
    ];
    for (at, value) in filled {
        fields[at] = value;
    }
    fields.join("\t") + "\n"
}

#[test]
fn a_file_of_another_source_is_one_error_that_names_the_source() {
    let folder = Folder::new();
    folder.write("gpr.csv", GPR);
    folder.write("events.csv", (1..300).map(|id| gdelt_row(id, "CHN")).collect::<String>());
    for (source, file, like) in [
        ("sipri", "gpr.csv", "gpr"),
        ("gdelt", "gpr.csv", "gpr"),
        ("un_votes", "gpr.csv", "gpr"),
        ("gdelt_mentions", "events.csv", "gdelt"),
        ("polecat", "events.csv", "gdelt"),
        ("gpr", "events.csv", "gdelt"),
    ] {
        let args = ["ingest", source, file, "--ledger", "L", "--format", "json"];
        let ran = folder.run(&args);
        assert_eq!(ran.code, WRONG, "{source} {file}: {}", ran.stderr);
        let what = format!(
            "error: {file}: does not look like a file of {source}: it looks like one of {like}\n  hint: \
             telltale ingest {like} FILE\n"
        );
        assert!(ran.stderr.contains(&what), "{}", ran.stderr);
        let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
        assert_eq!((&report["rows"], &report["files_refused"]), (&json!(0), &json!(1)), "{report}");
    }
    let rejects = folder.run(&["rejects", "--ledger", "L", "--format", "json"]).json();
    assert!(list(&rejects).iter().all(|fault| fault["row"].is_null()), "{rejects}");
    // It counts as read by nobody: the right reader takes it.
    folder.run(&["ingest", "gdelt", "events.csv", "--ledger", "L"]).done();
}

/// The sources of a row a line, and none of whose files such a table is.
const LINES: [&str; 6] = ["gdelt", "gdelt_gkg", "gdelt_mentions", "icews", "phoenix", "polecat"];

#[test]
fn a_table_of_another_kind_is_one_error_that_says_what_was_seen() {
    let folder = Folder::new();
    let days = (10..3000).map(|day| format!("2018{day},PRK,CHN,0.5\n"));
    folder.write("dyads.csv", "date,a,b,w\n".to_owned() + &days.collect::<String>());
    for source in LINES {
        let args = ["ingest", source, "dyads.csv", "--ledger", "L", "--format", "json"];
        let ran = folder.run(&args);
        assert_eq!(ran.code, WRONG, "{source}");
        // A single word on the first line of ICEWS is how many lines follow.
        let (lines, first) = match source {
            "icews" => (2990, "line 2 is \"201810,PRK,CHN,0.5\", "),
            _ => (2991, "line 1 is \"date,a,b,w\", "),
        };
        let what = format!("none of its {lines} lines has the form of a row of {source}: {first}");
        assert!(ran.stderr.starts_with(&format!("error: dyads.csv: {what}")), "{}", ran.stderr);
        let hint = "telltale ingest table FILE --map MAP.toml\nerror: 1 file could not be read\n";
        assert!(ran.stderr.contains(hint), "{}", ran.stderr);
        let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
        let counts = ["rows", "rejects", "files_refused"].map(|name| report[name].as_u64());
        assert_eq!(counts, [Some(0), Some(0), Some(1)], "{report}");
        let rejects = folder.run(&["rejects", "--ledger", "L", "--format", "json"]).json();
        assert_eq!(list(&rejects).len(), 1, "the file's alone: {rejects}");
    }
}

#[test]
fn a_table_of_another_kind_in_a_folder_costs_its_neighbours_nothing() {
    let folder = Folder::new();
    fs_err::create_dir_all(folder.path("in")).expect("a folder");
    folder.write("in/a.CSV", gdelt_row(1, "CHN"));
    folder.write("in/b.csv", "date,a,b,w\n".to_owned() + &"20180101,PRK,CHN,0.0\n".repeat(500));
    // A thousand lines of something else do not hide the row that follows them.
    folder.write("in/c.CSV", "20180101,PRK,CHN,0.0\n".repeat(1000) + &gdelt_row(2, "KOR"));
    let args = ["ingest", "gdelt", "in", "--ledger", "L", "--format", "json"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, WRONG, "{}", ran.stderr);
    assert!(ran.stderr.starts_with("error: b.csv: none of its 501 lines"), "{}", ran.stderr);
    let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
    let counts = ["rows", "observations", "rejects", "files_refused"].map(|name| &report[name]);
    assert_eq!(counts, [&json!(1002), &json!(2), &json!(1000), &json!(1)], "{report}");
}

#[test]
fn a_file_of_which_every_row_is_faulty_is_told_once() {
    let folder = Folder::new();
    let days: String =
        (0..3000).map(|id| gdelt_row(id, "CHN").replace("20240306", "1920")).collect();
    folder.write("old.csv", days);
    let ran = folder.run(&["ingest", "gdelt", "old.csv", "--ledger", "L", "--format", "json"]);
    assert_eq!(ran.code, WRONG);
    let what = "none of its 3000 rows could be read as one of gdelt: not a day since 1979";
    assert!(ran.stderr.contains(what), "{}", ran.stderr);
    let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
    assert_eq!((&report["rows"], &report["rejects"]), (&json!(3000), &json!(3000)), "{report}");
    let rejects = folder.run(&["rejects", "--ledger", "L", "--format", "json"]).json();
    assert_eq!(list(&rejects).len(), 6, "the first five, and the file's");
}

#[test]
fn rows_without_a_record_are_counted_by_reason_and_listed_when_asked() {
    let folder = Folder::new();
    let actors = ["CHN", "", "", "XXX", "JPN", ""];
    let rows = actors.iter().zip(1..).map(|(actor, id)| gdelt_row(id, actor));
    folder.write("a.CSV", rows.collect::<String>());
    let report = folder.run(&["ingest", "gdelt", "a.CSV", "--ledger", "L"]).done();
    assert!(
        report.starts_with(
            "6 rows = 2 observations appended + 0 collapsed + 0 already there + 4 rejects or without a \
             record\n  4 no state and no organisation of states acts\n"
        ),
        "{report}"
    );
    let all = folder.run(&["rejects", "--ledger", "L"]).done();
    assert_eq!(
        all,
        "a.CSV: 4 rows without a record: no state and no organisation of states acts\n"
    );
    let each = folder.run(&["rejects", "--ledger", "L", "--rows", "--format", "csv"]).done();
    let rows: Vec<&str> = each.lines().skip(1).map(|line| &line[..8]).collect();
    assert_eq!(rows, ["a.CSV,2,", "a.CSV,3,", "a.CSV,4,", "a.CSV,6,"], "{each}");
    folder.write("gpr.csv", GPR);
    let args = ["ingest", "gpr", "gpr.csv", "--ledger", "L", "--published", "2020-04-01"];
    let said = folder.run(&args).done();
    assert!(said.contains("1 the source states that it holds no record"), "{said}");
    let each = folder.run(&["rejects", "--ledger", "L", "--rows"]).done();
    assert!(each.contains("gpr.csv:3: the source states that it holds no record"), "{each}");
    let doctor = folder.run(&["doctor", "--ledger", "L", "--format", "json"]).json();
    assert_eq!(doctor["rejects"], 0, "a row without a record is no fault");
}

#[test]
fn what_is_there_already_is_told_from_what_is_collapsed() {
    let folder = Folder::new();
    folder.write("a.CSV", gdelt_row(1, "CHN") + &gdelt_row(2, "KOR"));
    folder.write("b.CSV", gdelt_row(1, "CHN") + &gdelt_row(3, "USA"));
    folder.run(&["ingest", "gdelt", "a.CSV", "--ledger", "L"]).done();
    let said = folder.run(&["ingest", "gdelt", "b.CSV", "--ledger", "L"]).done();
    assert!(said.starts_with("2 rows = 1 observation appended + 0 collapsed + 1 already there"));
}

#[test]
fn old_data_are_stale_however_late_they_came() {
    let folder = Folder::new();
    folder.write("gpr.csv", GPR);
    // It is known from now on; its newest month is of 2020.
    folder.run(&["ingest", "gpr", "gpr.csv", "--ledger", "L"]).done();
    let state = |args: &[&str]| {
        let args = [&["doctor", "--ledger", "L", "--format", "json"], args].concat();
        let report = folder.run(&args).json();
        let found = list(&report["sources"]).first().cloned().unwrap_or(Value::Null);
        (found["state"].clone(), found["newest_day"].clone(), report["next"].to_string())
    };
    let (stale, newest, next) = state(&[]);
    assert_eq!((stale, newest), (json!("stale"), json!("2020-02-29")));
    assert!(next.contains("gpr is stale"), "{next}");

    let folder = Folder::new();
    folder.write("gpr.csv", GPR);
    let args = ["ingest", "gpr", "gpr.csv", "--ledger", "L", "--published", "2020-03-02"];
    folder.run(&args).done();
    let at = |day: &str| {
        let args = ["doctor", "--ledger", "L", "--as-of", day, "--format", "json"];
        folder.run(&args).json()["sources"].clone()
    };
    assert_eq!(at("2020-03-20")[0]["state"], "fresh");
    assert_eq!(at("2020-09-20")[0]["state"], "stale");
    assert_eq!(at("2020-03-01"), json!([]), "nothing was known yet");
}

#[test]
fn bytes_that_were_not_kept_are_said_to_be_missing_and_how_to_keep_them() {
    let folder = Folder::new();
    folder.write("a.CSV", gdelt_row(1, "CHN"));
    let args = ["ingest", "gdelt", "a.CSV", "--ledger", "L"];
    folder.run(&[&args[..], &["--no-archive"]].concat()).done();
    let said = folder.run(&["why", "1", "--ledger", "L"]).done();
    assert!(said.contains("archived    no: its file was read with --no-archive"), "{said}");
    assert!(
        said.contains("hint: telltale ingest gdelt a.CSV --ledger L without --no-archive"),
        "{said}"
    );
    let answer = folder.run(&["why", "1", "--ledger", "L", "--format", "json"]).json();
    assert!(text(&answer["hint"]).contains("without --no-archive"), "{answer}");
    let again = folder.run(&[&args[..], &["--format", "json"]].concat()).json();
    assert_eq!(again["observations"], 0, "nothing is appended twice");
    let answer = folder.run(&["why", "1", "--ledger", "L", "--format", "json"]).json();
    assert!(answer["archived"].is_string() && answer["hint"].is_null(), "{answer}");
    assert!(text(&answer["row"]).starts_with("1\t20240306"), "{answer}");
}

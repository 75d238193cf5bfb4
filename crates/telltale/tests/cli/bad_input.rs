//! Files that came to harm on their way, and runs that were cut off: what is good is kept, what is bad
//! is listed with file, row and reason, the exit status tells, and running again completes the rest.

use std::io::{Cursor, Write as _};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use crate::program::{Folder, WRONG, list, outcome, text};

const INGEST: &[&str] = &["ingest", "gdelt", "in", "--ledger", "L", "--format", "json"];

/// A row of GDELT 2.0 with the fields that are given in place of its own.
fn row(id: u32, changed: &[(usize, &[u8])]) -> Vec<u8> {
    let mut fields = vec![Vec::new(); 61];
    let filled = [
        (0, id.to_string()),
        (1, "20240306".to_owned()),
        (7, "CHN".to_owned()),
        (17, "JPN".to_owned()),
        (26, "040".to_owned()),
        (29, "1".to_owned()),
        (30, "1.0".to_owned()),
        (31, "4".to_owned()),
        (32, "2".to_owned()),
        (33, "3".to_owned()),
        (34, "0.5".to_owned()),
        (52, format!("Place {id}")),
        (59, "20240307001500".to_owned()),
        (60, format!("https://example.org/{id}")),
    ];
    for (at, value) in filled {
        fields[at] = value.into_bytes();
    }
    for (at, value) in changed {
        fields[*at] = value.to_vec();
    }
    let mut line = fields.join(&b'\t');
    line.push(b'\n');
    line
}

fn rows(ids: std::ops::Range<u32>) -> Vec<u8> {
    ids.flat_map(|id| row(id, &[])).collect()
}

fn zipped(members: &[(&str, &[u8])], method: zip::CompressionMethod) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).expect("a member");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn deflated(members: &[(&str, &[u8])]) -> Vec<u8> {
    zipped(members, zip::CompressionMethod::Deflated)
}

fn folder_with(files: &[(&str, &[u8])]) -> Folder {
    let folder = Folder::new();
    fs_err::create_dir_all(folder.path("in")).expect("a folder");
    for (name, bytes) in files {
        folder.write(&format!("in/{name}"), bytes);
    }
    folder
}

/// Rows, observations, collapsed and rejects of a report, whose equation holds.
#[track_caller]
fn counts(report: &Value) -> [u64; 4] {
    let count = |name: &str| report[name].as_u64().expect("a number");
    let all = [count("rows"), count("observations"), count("collapsed"), count("rejects")];
    assert_eq!(all[0], all[1] + all[2] + all[3], "{report}");
    all
}

/// The counts of a run that found something wrong, and what it said.
#[track_caller]
fn faulty(folder: &Folder) -> ([u64; 4], String) {
    let ran = folder.run(INGEST);
    assert_eq!(ran.code, WRONG, "{}", ran.stderr);
    (counts(&serde_json::from_str(&ran.stdout).expect("a report")), ran.stderr)
}

/// Row, column and reason of each reject.
fn rejects(folder: &Folder) -> Vec<String> {
    let all = folder.run(&["rejects", "--ledger", "L", "--format", "json"]).json();
    let said = |fault: &Value| {
        format!("{} {} {}", fault["row"], text(&fault["column"]), text(&fault["reason"]))
    };
    list(&all).iter().map(said).collect()
}

fn held(folder: &Folder) -> String {
    let query = "SELECT count(*) AS n FROM observation";
    folder.run(&["ledger", "verify", "--ledger", "L"]).done();
    folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done()
}

#[test]
fn a_bad_row_is_listed_and_its_neighbours_are_kept() {
    let bad: &[&[u8]] = &[
        &[b"\t".repeat(55), b"\n".to_vec()].concat(),
        &[b"\t".repeat(59), b"\n".to_vec()].concat(),
        &row(3, &[(52, b"a\0b")]),
        &row(4, &[(1, b"20161332")]),
        &row(5, &[(1, b"1920")]),
        &row(6, &[(1, b"19200306")]),
        &row(7, &[(34, b"1.2.3")]),
        &row(8, &[(31, b"-1")]),
        &row(9, &[(29, b"5")]),
        &row(10, &[(26, b"999")]),
        &row(11, &[(59, b"20240307991500")]),
        &row(12, &[(30, b"NaN")]),
    ];
    let heading = b"GLOBALEVENTID\tSQLDATE".to_vec();
    let heading = [heading, b"\tX".repeat(59), b"\n".to_vec()].concat();
    let latin = row(20, &[(60, b"https://example.org/caf\xe9")]);
    let file =
        [&heading, &rows(1..2), &bad.concat(), &latin, &rows(2..3)].map(Vec::as_slice).concat();
    let folder = folder_with(&[("a.export.CSV", &file)]);
    let (counts, said) = faulty(&folder);
    assert_eq!(counts, [16, 3, 0, 13]);
    assert!(said.contains("13 rows were refused") && said.contains("telltale rejects"), "{said}");
    let listed = rejects(&folder);
    for (said, expected) in listed.iter().zip([
        "1 GLOBALEVENTID not a number",
        "3  56 columns",
        "4  60 columns",
        "5  a NUL byte",
        "6 SQLDATE not a day",
        "7 SQLDATE not a day",
        "8 SQLDATE not a day",
        "9 AvgTone not a number",
        "10 NumMentions not a whole number",
        "11 QuadClass not a quad class",
        "12 EventCode not a code",
        "13 DATEADDED not a day",
        "14 GoldsteinScale not a number",
    ]) {
        assert!(said.starts_with(expected), "{said} where {expected} was expected");
    }
    let query = "SELECT url FROM observation WHERE url LIKE '%caf%'";
    let url = folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done();
    assert_eq!(url, "url\nhttps://example.org/café\n");
}

#[test]
fn lines_that_end_in_cr_are_lines() {
    let mut file = rows(1..4);
    file.iter_mut().filter(|byte| **byte == b'\n').for_each(|byte| *byte = b'\r');
    let folder = folder_with(&[("a.export.CSV", &file)]);
    assert_eq!(counts(&folder.run(INGEST).json()), [3, 3, 0, 0]);
}

#[test]
fn what_holds_no_rows_is_refused_by_name() {
    let page = b"\n<!DOCTYPE html><html><title>503</title></html>".as_slice();
    let inner = deflated(&[("b.export.CSV", &rows(8..9))]);
    let nested = deflated(&[("inner.CSV", &inner), ("c.export.CSV", &rows(2..4))]);
    let bomb = deflated(&[("d.export.CSV", &vec![b'x'; 80 << 20])]);
    let folder = folder_with(&[
        ("empty.CSV", b""),
        ("page.CSV", page),
        ("nested.zip", &nested),
        ("bomb.zip", &bomb),
        ("good.CSV", &rows(1..2)),
    ]);
    let (counts, said) = faulty(&folder);
    assert_eq!((counts[0] - counts[3], counts[1]), (3, 3), "{said}");
    for expected in [
        "empty.CSV: empty",
        "page.CSV: an HTML page and no table",
        "nested.zip/inner.CSV: a zip within a zip",
        "bomb.zip/d.export.CSV: inflates to more than 200 times its size",
        "3 files could not be read, and 1 file was read in part",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert_eq!(rejects(&folder).len(), 4 + counts[3] as usize);
}

#[test]
fn a_wrong_checksum_lets_no_row_in() {
    let mut zip = zipped(&[("a.export.CSV", &rows(1..40))], zip::CompressionMethod::Stored);
    let at = zip.windows(8).position(|window| window == b"Place 20").expect("stored as it is");
    zip[at + 6] = b'3';
    let folder = folder_with(&[("a.zip", &zip)]);
    let (counts, said) = faulty(&folder);
    assert_eq!(counts, [0, 0, 0, 0]);
    assert!(said.contains("checksum"), "{said}");
}

#[test]
fn a_zip_that_was_cut_off_is_read_to_the_cut_and_again_when_it_is_whole() {
    let members = [("a.export.CSV", rows(1..2000)), ("b.export.CSV", rows(2000..4000))];
    let zip = deflated(&[(members[0].0, &members[0].1), (members[1].0, &members[1].1)]);
    let folder = folder_with(&[("a.zip", &zip[..zip.len() * 3 / 4])]);
    let (cut, said) = faulty(&folder);
    assert!(cut[1] >= 1999 && cut[1] < 3999, "{cut:?}");
    assert!(said.contains("no whole zip"), "{said}");
    folder.write("in/a.zip", &zip);
    let whole = counts(&folder.run(INGEST).json());
    assert_eq!((whole[0], whole[1] + cut[1], whole[2]), (3999, 3999, cut[1]));
    assert_eq!(held(&folder), "n\n3999\n");
}

/// Many files, so that a run has something to do.
fn many() -> Folder {
    let folder = folder_with(&[]);
    for file in 0..12 {
        folder.write(&format!("in/{file:02}.export.CSV"), rows(file * 1500..(file + 1) * 1500));
    }
    folder
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_is_completed_by_the_next() {
    for signal in ["-KILL", "-INT"] {
        let folder = many();
        let mut child = folder.command(INGEST).stdout(Stdio::null()).spawn().expect("started");
        while !folder.path("L/_raw").is_dir() {
            std::thread::yield_now();
        }
        let id = child.id().to_string();
        Command::new("kill").args([signal, &id]).status().expect("kill runs");
        child.wait().expect("ended");
        counts(&folder.run(INGEST).json());
        assert_eq!(held(&folder), "n\n18000\n", "{signal}");
        let drafts = folder.contents("L/_raw");
        assert!(!drafts.keys().any(|path| path.extension().is_some_and(|end| end == "draft")));
    }
}

#[test]
fn of_two_runs_at_once_one_writes_and_the_other_is_told() {
    let folder = many();
    let mut first = folder.command(INGEST).stdout(Stdio::null()).spawn().expect("started");
    let second = folder.run(INGEST);
    let first = first.wait().expect("ended").code();
    for code in [first, Some(second.code)] {
        assert!(matches!(code, Some(0 | 4)), "{code:?}: {}", second.stderr);
    }
    if second.code == 4 {
        assert!(second.stderr.contains("hint: "), "{}", second.stderr);
    }
    folder.run(INGEST).done();
    assert_eq!(held(&folder), "n\n18000\n");
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_whole_commits_and_the_next_run_goes_on() {
    let folder = many();
    let program = folder.command(INGEST);
    let limited = "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", limited]).arg(program.get_program()).args(INGEST);
    command.current_dir(folder.path("")).stdin(Stdio::null());
    let ran = outcome(&mut command);
    assert_eq!(ran.code, WRONG, "{}", ran.stderr);
    assert!(ran.stderr.starts_with("error: "), "{}", ran.stderr);
    folder.run(INGEST).done();
    assert_eq!(held(&folder), "n\n18000\n");
}

#[test]
fn a_row_is_walked_back_to_the_bytes_in_the_archive() {
    let zip = deflated(&[("a.export.CSV", &rows(1..4))]);
    let folder = folder_with(&[("a.zip", &zip)]);
    folder.run(INGEST).done();
    let query = "SELECT id FROM observation WHERE source_key = '2'";
    let id = folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done();
    let id = id.lines().nth(1).expect("an id").to_owned();
    fs_err::remove_dir_all(folder.path("in")).expect("the files are gone");
    let expected = String::from_utf8(row(2, &[])).expect("text");
    for name in [&id[..12], "2"] {
        let why = folder.run(&["why", name, "--ledger", "L", "--format", "json"]).json();
        assert_eq!(why["row"], json!(expected.trim_end_matches('\n')), "{why}");
        assert_eq!(why["observation"]["id"], json!(id));
        assert!(text(&why["archived"]).starts_with("L/_raw/"), "{why}");
    }
    let said = folder.run(&["why", &id, "--ledger", "L"]).done();
    assert!(said.contains("row         a.zip/a.export.CSV row 2 of bytes sha256 "), "{said}");
    let said = folder.run(&["why", "0123456789", "--ledger", "L"]).refused();
    assert!(said.contains("\n  hint: "), "{said}");
    let early = ["why", &id, "--ledger", "L", "--as-of", "2020-01-01"];
    assert!(folder.run(&early).refused().contains("was not known as of"));
}

#[test]
fn folders_of_an_older_ledger_are_renamed_by_the_next_writer() {
    let folder = folder_with(&[("a.export.CSV", &rows(1..2))]);
    folder.run(INGEST).done();
    fs_err::rename(folder.path("L/_raw"), folder.path("L/raw")).expect("as it was once");
    let asked = ["why", "1", "--ledger", "L", "--format", "json"];
    assert!(text(&folder.run(&asked).json()["archived"]).starts_with("L/raw/"));
    let ran = folder.run(INGEST);
    assert!(ran.stderr.contains("renamed raw to _raw"), "{}", ran.stderr);
    assert!(text(&folder.run(&asked).json()["archived"]).starts_with("L/_raw/"));
}

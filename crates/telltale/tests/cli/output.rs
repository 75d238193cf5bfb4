//! What is printed: the same bytes for the same question, fit for a pipe, in five forms.

use std::collections::BTreeSet;
use std::process::Stdio;

use crate::program::{DONE, Folder, run};
use crate::snapshot::check;

const DAY: &str = "2025-11-04";
const LAST: &str = "2026-08-31";

fn brief(format: &str, language: &str, day: &str) -> String {
    run(&["brief", "--as-of", day, "--lang", language, "--format", format]).done()
}

#[test]
fn the_brief_in_every_form() {
    check("brief-en.txt", &brief("text", "en", DAY));
    check("brief-en.md", &brief("md", "en", DAY));
    check("brief-en.html", &brief("html", "en", DAY));
    check("brief-en.json", &brief("json", "en", DAY));
    check("brief-ko.txt", &brief("text", "ko", LAST));
}

#[test]
fn the_table_of_codes_begins_and_ends_as_published() {
    let codes = run(&["codes"]).done();
    let lines: Vec<&str> = codes.lines().collect();
    let head = lines[..30].join("\n");
    check("codes", &format!("{head}\n… {} lines in all\n", lines.len()));
}

#[test]
fn the_table_of_codes_is_one_table_in_three_forms() {
    let rows = |format: &str| run(&["codes", "--format", format]);
    let n = rows("text").done().lines().count() - 1;
    assert_eq!(rows("csv").done().lines().count() - 1, n);
    assert_eq!(rows("json").json().as_array().map(Vec::len), Some(n));
    let of = |ontology: &str| run(&["codes", "--ontology", ontology]).done().lines().count() - 1;
    assert_eq!(of("CAMEO") + of("PLOVER"), n);
}

#[test]
fn the_same_question_has_the_same_bytes() {
    for format in ["text", "md", "html", "json"] {
        assert!(brief(format, "en", DAY) == brief(format, "en", DAY), "{format}");
    }
}

#[test]
fn a_file_gets_what_a_pipe_gets() {
    let folder = Folder::new();
    for format in ["text", "md", "html", "json"] {
        let args = ["brief", "--as-of", DAY, "--format", format, "-o", "brief"];
        assert_eq!(folder.run(&args).done(), "", "{format}");
        assert!(folder.read("brief") == brief(format, "en", DAY), "{format}");
    }
}

#[test]
fn nothing_is_coloured_in_a_pipe() {
    let folder = Folder::new();
    for args in [
        &["--help"] as &[&str],
        &["brief", "--as-of", DAY],
        &["brief", "--as-of", DAY, "--format", "md"],
        &["why", "o0668", "--as-of", DAY],
        &["codes"],
        &["case", "check"],
        &["brief", "--as-of", "never"],
        &["brief", "nowhere"],
    ] {
        let mut command = folder.command(args);
        let ran = crate::program::outcome(command.env("TERM", "xterm-256color"));
        assert!(!ran.stdout.contains('\x1b') && !ran.stderr.contains('\x1b'), "{args:?}: {ran:?}");
    }
}

/// How many columns of a terminal a text takes: Korean letters and wide signs take two.
fn columns(text: &str) -> usize {
    let wide = ['\u{1100}'..='\u{115f}', '\u{2e80}'..='\u{a4cf}', '\u{ac00}'..='\u{d7a3}'];
    text.chars().map(|c| if wide.iter().any(|range| range.contains(&c)) { 2 } else { 1 }).sum()
}

#[test]
fn a_brief_in_a_pipe_is_a_hundred_columns_wide() {
    for language in ["en", "ko"] {
        for day in ["2024-06-30", DAY, LAST] {
            for line in brief("text", language, day).lines() {
                assert!(columns(line) <= 100, "{} columns: {line}", columns(line));
            }
        }
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_program_quietly() {
    let folder = Folder::new();
    for args in [
        &["brief", "--as-of", DAY, "--format", "html"] as &[&str],
        &["brief", "--as-of", DAY],
        &["codes"],
        &["case", "check"],
        &["why", "o0668", "--as-of", DAY],
    ] {
        let mut command = folder.command(args);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ends");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!((output.status.code(), said.as_str()), (Some(DONE), ""), "{args:?}");
    }
}

/// The values of an attribute in an HTML text.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    let rests = html.split(opening.as_str()).skip(1);
    rests.map(|rest| rest.split('"').next().expect("a split has a first part")).collect()
}

#[test]
fn links_within_the_page_lead_somewhere() {
    for (language, day) in [("en", DAY), ("ko", LAST)] {
        let html = brief("html", language, day);
        let ids: BTreeSet<&str> = attributes(&html, "id").into_iter().collect();
        let targets =
            attributes(&html, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
        let targets: Vec<&str> = targets.collect();
        assert!(targets.len() > 100, "{} links", targets.len());
        for target in targets {
            assert!(ids.contains(target), "{language} as of {day}: #{target}");
        }
        assert_eq!(ids.len(), attributes(&html, "id").len(), "an id is there twice");
    }
}

#[test]
fn the_page_loads_nothing() {
    let html = brief("html", "en", DAY);
    for part in ["<script", "<link", "<img", "<iframe", "@import", "url(", " src="] {
        assert!(!html.contains(part), "{part}");
    }
}

#[test]
fn the_embedded_case_may_be_called_by_its_name() {
    let asked = ["--as-of", "2013-01-31"];
    let by_name = run(&[&["brief", "pyongyang"], &asked[..]].concat()).done();
    assert_eq!(by_name, run(&[&["brief"], &asked[..]].concat()).done());
}

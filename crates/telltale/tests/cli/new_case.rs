//! A new case is whole from the beginning, and never takes the place of another.

use crate::program::{Folder, run};
use crate::snapshot::check;
use crate::tripwires::copy_case;

#[test]
fn a_new_case_has_no_fault_and_a_brief() {
    let folder = Folder::with_case("baltic-2026");
    let checked = folder.run(&["case", "check", "baltic-2026"]).done();
    assert!(checked.starts_with("no faults; "), "{checked}");
    for format in ["text", "md", "html", "json"] {
        let args = ["brief", "baltic-2026", "--as-of", "2026-01-31", "--format", format];
        assert!(folder.run(&args).done().contains("baltic-2026"), "{format}");
    }
    let args = ["brief", "baltic-2026", "--as-of", "2026-01-31"];
    check("new-case", &folder.run(&args).done());
}

#[test]
fn what_the_embedded_case_holds_is_counted() {
    check("case-check", &run(&["case", "check"]).done());
}

#[test]
fn a_row_that_is_known_from_a_day_yet_to_come_is_a_fault_and_is_not_ingested() {
    let folder = Folder::new();
    copy_case(&folder);
    let flows = folder.read("C/flows.csv").replacen("2024-03-20", "2062-03-20", 1);
    folder.write("C/flows.csv", flows);
    for args in [&["case", "check", "C"][..], &["ingest", "case", "C", "--ledger", "L"]] {
        let refused = folder.run(args).refused();
        assert!(refused.contains("flows.csv:2: known on a day that is yet to come"), "{refused}");
    }
    assert!(!folder.path("L").exists());
}

#[test]
fn a_new_case_says_what_comes_next() {
    let made = Folder::new().run(&["case", "new", "baltic"]);
    assert_eq!((made.code, made.stdout.as_str()), (0, ""));
    assert!(made.stderr.contains("telltale case check baltic"), "{}", made.stderr);
}

#[test]
fn a_new_case_leaves_what_is_there_alone() {
    let folder = Folder::with_case("kept");
    folder.write("kept/events.csv", "mine");
    folder.write("file", "mine");
    let before = folder.contents("");
    for name in ["kept", "file"] {
        let said = folder.run(&["case", "new", name]).refused();
        assert!(said.contains(&format!("{name:?}")) && said.contains("hint: "), "{said}");
    }
    assert_eq!(folder.contents(""), before);
}

#[test]
fn a_name_that_is_no_name_is_refused() {
    let folder = Folder::new();
    for name in ["", "Baltic", "a b", "../baltic", "a/b", "발트", "a.b", "."] {
        let said = folder.run(&["case", "new", name]).refused();
        assert!(said.contains(&format!("{name:?}")) && said.contains("hint: "), "{name:?}: {said}");
    }
    folder.run(&["case", "new", "--", "-baltic"]).refused();
    let left = fs_err::read_dir(folder.path("")).expect("the folder").count();
    assert_eq!(left, 0);
}

#[test]
fn a_row_that_is_known_later_changes_no_earlier_brief() {
    let folder = Folder::with_case("baltic");
    let brief = |day: &str| {
        let args = ["brief", "baltic", "--as-of", day, "--format", "json"];
        folder.run(&args).done()
    };
    let (before, after) = (brief("2026-01-20"), brief("2026-01-31"));
    let row = "e003,deed,JPN,KOR,meeting,2026-01-15,,leader,happened,talks,,example-news,,,\
               2026-01-25,,by hand\n";
    folder.write("baltic/events.csv", folder.read("baltic/events.csv") + row);
    assert_eq!(brief("2026-01-20"), before);
    assert_ne!(brief("2026-01-31"), after);
}

//! PDF from the command line: documents for the reader, with the page of each passage; and those that
//! have no text to give.

use crate::program::{Folder, list, text};

#[path = "../../../telltale-reader/src/document/pdf/made.rs"]
#[expect(dead_code, reason = "the reader's own tests use the rest")]
pub(crate) mod made;

fn speech() -> Vec<u8> {
    made::english(&[
        &["Neighbours", "", "Nov. 4, 2025", "", "France thanked Poland."],
        &["Germany thanked Poland."],
    ])
}

#[test]
fn a_pdf_is_read_with_the_page_of_each_passage() {
    let folder = Folder::new();
    folder.write("a.pdf", speech());
    let answer = folder.run(&["read", "a.pdf", "--format", "json"]).json();
    assert_eq!(answer["document"]["published"], "2025-11-04", "{answer}");
    let seen: Vec<_> = list(&answer["observations"])
        .iter()
        .map(|seen| (text(&seen["actor"]).to_owned(), seen["page"].as_u64()))
        .collect();
    assert_eq!(seen, [("FRA".to_owned(), Some(1)), ("DEU".to_owned(), Some(2))], "{answer}");
    folder.write("b.txt", "Nov. 4, 2025\nFrance thanked Poland.\n");
    let plain = folder.run(&["read", "b.txt", "--format", "json"]).json();
    assert_eq!(plain["observations"][0].get("page"), None, "{plain}");
}

#[test]
fn a_folder_with_pdfs_is_ingested_and_its_bytes_are_kept() {
    let folder = Folder::new();
    fs_err::create_dir_all(folder.path("in")).expect("a folder");
    folder.write("in/a.pdf", speech());
    let args = ["ingest", "text", "in", "--ledger", "L", "--format", "json"];
    let report = folder.run(&args).json();
    assert_eq!(report["observations"], 2, "{report}");
    let query = "SELECT actor, file, \"row\" FROM observation ORDER BY actor";
    let kept = folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done();
    assert_eq!(kept, "actor,file,row\nDEU,a.pdf#page=2,1\nFRA,a.pdf#page=1,5\n");
    let documents = folder.contents("L/_documents");
    assert!(documents.values().any(|bytes| *bytes == speech()), "{:?}", documents.keys());
    assert!(documents.keys().all(|path| path.extension().is_some_and(|end| end == "pdf")));
}

#[test]
fn a_pdf_that_has_no_text_to_give_says_what_would_help_and_ends_no_other() {
    let folder = Folder::new();
    fs_err::create_dir_all(folder.path("in")).expect("a folder");
    for (name, bytes) in [
        ("in/a.pdf", made::picture()),
        ("in/b.pdf", made::endless()),
        ("in/c.pdf", speech()[..90].to_vec()),
        ("in/d.pdf", speech()),
    ] {
        folder.write(name, bytes);
    }
    let ran = folder.run(&["ingest", "text", "in", "--ledger", "L", "--format", "json"]);
    assert_eq!(ran.code, crate::program::WRONG, "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("a report");
    assert_eq!((&report["files_refused"], &report["observations"]), (&3.into(), &2.into()));
    for said in ["in/a.pdf: no text on its 1 pages", "ocrmypdf", "in/b.pdf: ", "in/c.pdf: no PDF"] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    let refused = folder.run(&["read", "in/a.pdf"]).refused();
    assert!(refused.contains("\n  hint: "), "{refused}");
}

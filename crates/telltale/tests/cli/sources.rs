//! What is said of the sources is what their code knows; and doctor and cite, which rest on it.

use std::path::Path;

use serde_json::json;

use crate::program::{DAMAGED, Folder, list, run, text};

/// Set to write the pages instead of comparing them.
const WRITE: &str = "TELLTALE_WRITE_PAGES";

#[test]
fn the_pages_of_the_documentation_are_what_the_sources_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/sources");
    let sources = run(&["source", "list", "--format", "json"]).json();
    let mut names: Vec<String> = Vec::new();
    for source in list(&sources) {
        let name = text(&source["name"]);
        let page = run(&["source", "show", name, "--format", "md"]).done();
        let file = folder.join(format!("{name}.md"));
        if std::env::var_os(WRITE).is_some() {
            fs_err::write(&file, &page).expect("the page is written");
        }
        let written = fs_err::read_to_string(&file).unwrap_or_default();
        assert_eq!(
            written, page,
            "{name}.md is not what the source says: set {WRITE}=1 and test again"
        );
        names.push(format!("{name}.md"));
    }
    assert!(names.len() >= 3, "{names:?}");
    for entry in fs_err::read_dir(&folder).expect("the pages") {
        let name = entry.expect("a page").file_name().to_string_lossy().into_owned();
        assert!(names.contains(&name), "{name} is of no source");
    }
}

#[test]
fn a_source_is_shown_in_every_form() {
    let said = run(&["source", "show", "gdelt"]).done();
    assert!(said.contains("What it cannot show") && !said.contains("**"), "{said}");
    assert_eq!(run(&["source", "show", "icews", "--format", "json"]).json()["way"], "by hand");
    let table = run(&["source", "list", "--format", "csv"]).done();
    assert!(
        table.starts_with("name,cadence,way,title\n")
            && table.contains("\ngdelt,every 15 minutes,fetch,"),
        "{table}"
    );
    let stderr = run(&["source", "show", "gdlet"]).refused();
    assert!(stderr.contains("did you mean gdelt?"), "{stderr}");
}

#[test]
fn what_a_brief_used_is_cited() {
    let said = run(&["cite", "--as-of", "2025-11-04"]).done();
    assert!(said.contains("Beyond Parallel"), "{said}");
    let csl = run(&["cite", "--as-of", "2025-11-04", "--format", "csl"]).json();
    assert_eq!(list(&csl).len(), said.lines().count());
    let bibtex = run(&["cite", "--as-of", "2025-11-04", "--format", "bibtex"]).done();
    assert_eq!(bibtex.matches("@misc{").count(), list(&csl).len());
    // Before anything was known, nothing was used.
    // Of a source whose rows cite reports of their own, those; and the exchange rates of its claims.
    assert!(said.contains("\nXinhua, [2025-10-09 to 2025-10-11: Premier Li Qiang"), "{said}");
    assert!(said.contains("European Central Bank"), "{said}");
    assert!(!said.contains("each row cites its own"), "{said}");
    assert_eq!(run(&["cite", "--as-of", "1990-01-01"]).done(), "");

    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let held = folder.run(&["cite", "--ledger", "L", "--format", "csl"]).json();
    assert!(list(&held).iter().any(|one| one["id"] == "china-customs"), "{held}");
}

#[test]
fn the_doctor_says_what_to_do_next() {
    let said = run(&["doctor"]).done();
    assert!(said.contains("case      pyongyang: ") && said.contains("all is in order"), "{said}");

    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let report = folder.run(&["doctor", "--ledger", "L", "--format", "json"]).json();
    assert_eq!(
        (&report["ledger"]["damage"], &report["rejects"]),
        (&json!([]), &json!(0)),
        "{report}"
    );
    assert!(report["free_bytes"].as_u64() > Some(0) || cfg!(not(unix)), "{report}");
    assert!(list(&report["sources"]).iter().all(|one| one["state"] == "of a case"), "{report}");

    let files = folder.contents("L");
    let damaged = files.keys().find(|path| path.extension().is_some_and(|end| end == "parquet"));
    fs_err::write(damaged.expect("a data file"), b"PAR1").expect("written");
    let ran = folder.run(&["doctor", "--ledger", "L"]);
    assert_eq!(ran.code, DAMAGED, "{}", ran.stderr);
    assert!(ran.stdout.contains("telltale ledger verify --ledger L"), "{}", ran.stdout);

    // What is fetched is not said to be had by hand.
    let folder = Folder::new();
    folder.write("gpr.csv", "month,GPR,N10,GPRC_CHN\n2020-01-01,90,100,1\n2020-02-01,90,100,3\n");
    let args = ["ingest", "gpr", "gpr.csv", "--ledger", "L", "--published", "2020-03-01"];
    folder.run(&args).done();
    let said = folder.run(&["doctor", "--ledger", "L", "--as-of", "2021-01-01"]).done();
    assert!(said.contains("gpr is stale: telltale fetch gpr --ledger L"), "{said}");

    let folder = Folder::with_case("baltic");
    folder.write("baltic/events.csv", "nonsense\n");
    let ran = folder.run(&["doctor", "baltic"]);
    assert_eq!(ran.code, crate::program::WRONG);
    assert!(ran.stdout.contains("telltale case check baltic"), "{}", ran.stdout);
}

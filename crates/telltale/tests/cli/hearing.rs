//! Ctrl-C is heard while a run waits for bytes that come slowly: it ends with 130, what was read before
//! is kept, and running again completes the rest.
#![cfg(unix)]

use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::program::{Folder, outcome};

/// As shells have it for a run that somebody stopped.
const STOPPED: i32 = 130;

fn mention(event: u32) -> String {
    format!(
        "{event}\t20240307001500\t20240307001500\t1\ta.example\thttps://a.example/{event}\t1\t1\t1\t1\t1\t\
         50\t900\t1.5\t\t\n"
    )
}

const INGEST: &[&str] =
    &["ingest", "gdelt_mentions", "first.CSV", "-", "--ledger", "L", "--format", "json"];

fn begun(folder: &Folder) -> Child {
    let mut command = folder.command(INGEST);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().expect("started")
}

/// Waits until the run copies standard input: then it has read the first file, and hears signals.
fn wait_for_a_draft(folder: &Folder, child: &mut Child) {
    let draft = |path: std::path::PathBuf| path.extension().is_some_and(|end| end == "draft");
    let two_kept = |raw: &std::path::Path| {
        let Ok(entries) = fs_err::read_dir(raw) else { return false };
        let names: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        names.iter().any(|path| path.is_dir()) && names.into_iter().any(draft)
    };
    while !two_kept(&folder.path("L/_raw")) {
        assert_eq!(child.try_wait().expect("it can be asked"), None, "it ended by itself");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_run_that_waits_for_bytes_is_stopped_and_the_next_completes_it() {
    let folder = Folder::new();
    folder.write("first.CSV", mention(1));
    let mut child = begun(&folder);
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(mention(2).as_bytes()).expect("written");
    wait_for_a_draft(&folder, &mut child);
    let id = child.id().to_string();
    Command::new("kill").args(["-INT", &id]).status().expect("kill runs");
    // The pipe stays open: only the signal ends the run.
    let ended = child.wait_with_output().expect("ended");
    drop(input);
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(STOPPED), "{said}");
    assert!(said.contains("error: stopped\n  hint: "), "{said}");
    let count = || {
        let query = "SELECT count(*) AS n FROM mention";
        folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done()
    };
    assert_eq!(count(), "n\n1\n", "what was read before is kept");
    folder.run(&["ledger", "verify", "--ledger", "L"]).done();

    folder.write("rest.CSV", mention(2) + &mention(3));
    let mut again = folder.command(INGEST);
    again.stdin(fs_err::File::open(folder.path("rest.CSV")).expect("the rest").into_parts().0);
    let report: Value = serde_json::from_str(&outcome(&mut again).done()).expect("a report");
    assert_eq!((&report["files_already_read"], &report["mentions"]), (&1.into(), &2.into()));
    assert_eq!(count(), "n\n3\n");
    let kept = folder.contents("L/_raw");
    assert!(!kept.keys().any(|path| path.extension().is_some_and(|end| end == "draft")));
}

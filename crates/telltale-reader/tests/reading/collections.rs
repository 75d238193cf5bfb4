//! Collections that lie beside the repository and are not part of it, scored by their own scorer.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::floors::COLLECTIONS;
use crate::gold::observations;
use crate::hold;

/// The folder with collections and scorer, if it is there.
fn beside_the_repository() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    shared.join("score/score_read.py").is_file().then_some(shared)
}

#[expect(clippy::disallowed_methods, reason = "the panic names the path")]
fn read_lines(path: &Path) -> Vec<Value> {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    let parse = |line: &str| {
        serde_json::from_str(line).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(parse).collect()
}

/// The scorer's report on a collection, or why there is none.
fn report(shared: &Path, collection: &Path) -> Result<Value, String> {
    let mut scorer = Command::new("python3")
        .arg(shared.join("score/score_read.py"))
        .arg(collection)
        .args(["/dev/stdin", "--brief", "--boot", "0"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|fault| format!("python3: {fault}"))?;
    let mut readings = String::new();
    for item in read_lines(collection) {
        let line = json!({"id": item["id"], "observations": observations(&item)});
        readings.push_str(&format!("{line}\n"));
    }
    let mut input = scorer.stdin.take().ok_or("no way to write to the scorer")?;
    input.write_all(readings.as_bytes()).map_err(|fault| fault.to_string())?;
    drop(input);
    let output = scorer.wait_with_output().map_err(|fault| fault.to_string())?;
    serde_json::from_slice(&output.stdout).map_err(|fault| format!("the scorer's report: {fault}"))
}

#[test]
fn the_collections_beside_the_repository_are_read_as_well_as_before() {
    let Some(shared) = beside_the_repository() else {
        eprintln!("skipped: no collections beside the repository");
        return;
    };
    let python = Command::new("python3").arg("--version").stdout(Stdio::null()).status();
    if !python.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no python3 to score the collections with");
        return;
    }
    let mut names: Vec<&str> = COLLECTIONS.iter().map(|floor| floor.set).collect();
    names.dedup();
    for name in names {
        let path = shared.join("gold").join(format!("{name}.jsonl"));
        if !path.is_file() {
            eprintln!("skipped: {name}: not beside the repository");
            continue;
        }
        let report = report(&shared, &path).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let figures: Vec<_> = COLLECTIONS
            .iter()
            .filter(|floor| floor.set == name)
            .map(|floor| (floor.figure, report.pointer(floor.figure).and_then(Value::as_f64)))
            .collect();
        hold(name, &figures, COLLECTIONS);
    }
}

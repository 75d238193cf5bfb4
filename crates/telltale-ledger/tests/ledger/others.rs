//! The ledger as a Delta table, read by other engines.

use std::process::Command;

use telltale_ledger::{Batch, Ledger, Writer};

use crate::bulk::reports;
use crate::made::{flow, visits};

#[test]
fn other_engines_read_the_same_table() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path()).unwrap();
    for year in 2018..2022 {
        let keys = (0..50).map(|n| format!("{year}-{n}"));
        writer.append(&Batch { observations: visits(year, keys), file: None }).unwrap();
    }
    let flows = vec![flow(1.5e6, "2025-10-18"), flow(2e6, "2025-11-18T10:20:30.123456Z")];
    writer.append(&Batch { observations: flows, file: None }).unwrap();
    let keys = (0..70).map(|n| format!("2020-{n}"));
    writer.append(&Batch { observations: visits(2020, keys), file: None }).unwrap();
    writer.compact(false).unwrap();
    // Pages of reported events are laid out by us, those before by Arrow's writer.
    let reports = reports();
    let drafted = writer.drafts().write(&reports).unwrap();
    writer.commit(drafted, &[]).unwrap();
    let ours = "SELECT count(*), count(DISTINCT id), sum(value) FROM observation";
    let ours = Ledger::open(dir.path()).unwrap().sql(ours, None).unwrap().to_csv().unwrap();
    let ours = ours.lines().nth(1).unwrap().replace(',', " ");
    let rows = 222 + reports.len();
    assert_eq!(ours, format!("{rows} {rows} 3500000.0"));
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/read_with_others.py");
    let Ok(output) = Command::new("python3").arg(program).arg(dir.path()).output() else {
        eprintln!("skipped: no python3");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    for line in said.lines() {
        let (engine, answer) = line.split_once(' ').unwrap();
        if answer.starts_with("skipped") {
            eprintln!("{engine} {answer}");
        } else {
            assert_eq!(answer, ours, "{engine}");
        }
    }
}

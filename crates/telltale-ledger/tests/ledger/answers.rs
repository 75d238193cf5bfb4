//! Questions, their answers, and what is refused.

use std::time::Duration;

use telltale_ledger::{Batch, Filter, Ledger, LedgerError, Limits, Writer};
use telltale_observation::{Actor, Channel, Digest, Kind};

use crate::made::{flow, only, the_end, visits};

fn small() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path()).unwrap();
    let mut observations = visits(2020, ["a".to_owned(), "b".to_owned()]);
    observations.extend([flow(1e6, "2025-10-18"), flow(2e6, "2025-11-18")]);
    writer.append(&Batch { observations, file: None }).unwrap();
    dir
}

#[test]
fn a_revised_figure_is_seen_from_the_day_of_its_revision() {
    let dir = small();
    let ledger = Ledger::open(dir.path()).unwrap();
    let sum = "SELECT sum(value) AS dollars FROM observation";
    for (as_of, expected) in [
        (Some("2025-10-17"), ""),
        (Some("2025-10-18"), "1000000.0"),
        (Some("2025-11-17"), "1000000.0"),
        (Some("2025-11-18"), "2000000.0"),
        (None, "3000000.0"),
    ] {
        let answer = ledger.sql(sum, as_of.map(|day| day.parse().unwrap())).unwrap();
        let csv = answer.to_csv().unwrap().replace("\"\"", "");
        assert_eq!(csv, format!("dollars\n{expected}\n"), "{as_of:?}");
    }
}

#[test]
fn as_of_an_instant_no_table_shows_what_was_known_later() {
    let dir = small();
    let ledger = Ledger::open(dir.path()).unwrap();
    for table in ["observation", "vintage"] {
        let latest = format!("SELECT count(*) AS late FROM {table} WHERE value > 1500000");
        let late = |as_of| ledger.sql(&latest, as_of).unwrap().to_csv().unwrap();
        assert_eq!(late(Some("2025-11-17".parse().unwrap())), "late\n0\n", "{table}");
        assert_eq!(late(None), "late\n1\n", "{table}");
    }
}

#[test]
fn answers_are_tables_csv_and_json() {
    let dir = small();
    let ledger = Ledger::open(dir.path()).unwrap();
    let query = "SELECT kind, year, target, value, known_at FROM observation \
                 WHERE kind = 'flow' ORDER BY known_at LIMIT 1";
    let answer = ledger.sql(query, None).unwrap();
    assert_eq!(
        (answer.len(), answer.columns().join(" ")),
        (1, "kind year target value known_at".into())
    );
    let csv = "kind,year,target,value,known_at\nflow,2025,PRK,1000000.0,2025-10-18T00:00:00Z\n";
    assert_eq!(answer.to_csv().unwrap(), csv);
    let row = r#"{"kind":"flow","year":2025,"target":"PRK","value":1000000.0,"known_at":"2025-10-18T00:00:00Z"}"#;
    assert_eq!(answer.to_json_lines().unwrap(), format!("{row}\n"));
    assert_eq!(answer.to_json().unwrap(), format!("[{row}]\n"));
    assert!(answer.to_text().unwrap().contains("| flow | 2025 | PRK    | 1000000.0 |"));
    assert!(answer.to_text().unwrap().ends_with("+\n"));
    let none = ledger.sql("SELECT id, place FROM observation WHERE false", None).unwrap();
    assert!(none.is_empty());
    assert_eq!(none.to_csv().unwrap(), "id,place\n");
    assert_eq!(
        (none.to_json().unwrap(), none.to_json_lines().unwrap()),
        ("[]\n".into(), "".into())
    );
    let unknown = ledger.sql("SELECT place FROM observation LIMIT 1", None).unwrap();
    assert_eq!(unknown.to_json_lines().unwrap(), "{\"place\":null}\n");
}

#[test]
fn statements_that_would_change_something_are_refused() {
    let dir = small();
    let ledger = Ledger::open(dir.path()).unwrap();
    for (statement, found) in [
        ("drop view observation", "DROP VIEW"),
        ("CREATE TABLE mine AS SELECT 1", "CREATE TABLE"),
        ("INSERT INTO vintage SELECT * FROM vintage", "INSERT INTO"),
        ("COPY observation TO '/tmp/out.csv'", "COPY"),
        ("SET datafusion.execution.batch_size = 1", "SET"),
        (
            "CREATE EXTERNAL TABLE passwords STORED AS PARQUET LOCATION '/etc'",
            "CREATE EXTERNAL TABLE",
        ),
        ("SELECT 1; SELECT 2", "2 statements at once"),
        ("", "nothing"),
    ] {
        let fault = ledger.sql(statement, None).unwrap_err();
        assert!(matches!(fault, LedgerError::NotAQuestion { .. }), "{statement}: {fault}");
        assert_eq!(fault.to_string(), format!("only questions are answered: found {found}"));
    }
    let fault = ledger.sql("SELECT nothing FROM observation", None).unwrap_err();
    assert!(matches!(fault, LedgerError::Query { .. }) && fault.to_string().contains("nothing"));
    for question in ["SHOW TABLES", "DESCRIBE observation", "EXPLAIN SELECT * FROM panel"] {
        assert!(!ledger.sql(question, None).unwrap().is_empty(), "{question}");
    }
    let counted = ledger.sql("SELECT count(*) AS n FROM observation", None).unwrap();
    assert_eq!(counted.to_csv().unwrap(), "n\n4\n");
}

#[test]
fn vintages_are_chosen_without_keeping_the_ledger_in_memory() {
    let dir = small();
    let ledger = Ledger::open(dir.path()).unwrap();
    let plan = ledger.sql("EXPLAIN SELECT * FROM observation", Some(the_end())).unwrap();
    let plan = plan.to_text().unwrap();
    // The first side of a join is kept in memory, and the ledger must be the second in each.
    let joins = plan.lines().filter(|line| line.contains("HashJoinExec"));
    let kinds: Vec<bool> = joins.map(|join| join.contains("join_type=Right")).collect();
    assert_eq!(kinds, [true, true], "{plan}");
}

#[test]
fn filters_take_either_side_of_a_dyad() {
    let dir = small();
    let ledger = Ledger::open(dir.path()).unwrap();
    let count = |filter: Filter| ledger.as_of(the_end()).observations(&filter).unwrap().len();
    let actors = |code| Some(vec![Actor::parse(code).unwrap()]);
    assert_eq!(count(Filter::default()), 3);
    assert_eq!(count(Filter { actors: actors("PRK"), ..Filter::default() }), 3);
    assert_eq!(count(Filter { actors: actors("USA"), ..Filter::default() }), 0);
    assert_eq!(count(Filter { kinds: Some(vec![]), ..Filter::default() }), 0);
    assert_eq!(only(&ledger, Kind::Event, Channel::Visit).len(), 2);
    assert_eq!(only(&ledger, Kind::Flow, Channel::Visit).len(), 0);
}

#[test]
fn the_same_file_is_read_once() {
    let dir = tempfile::tempdir().unwrap();
    let file = Some(("visits.csv".to_owned(), Digest::of(b"visits")));
    let batch = Batch { observations: visits(2020, ["a".to_owned()]), file };
    let mut writer = Writer::open(dir.path()).unwrap();
    let first = writer.append(&batch).unwrap();
    assert_eq!((first.version, first.appended, first.file_already_read), (Some(1), 1, false));
    drop(writer);
    let mut writer = Writer::open(dir.path()).unwrap();
    let again = writer.append(&batch).unwrap();
    assert_eq!((again.version, again.already, again.file_already_read), (None, 1, true));
    assert_eq!(Ledger::open(dir.path()).unwrap().info().unwrap().files_read, 1);
}

#[test]
fn info_counts_what_is_there() {
    let dir = small();
    let ledger = Ledger::open(dir.path()).unwrap();
    let info = ledger.info().unwrap();
    assert_eq!((info.version, info.files, info.observations), (Some(1), 2, 4));
    assert_eq!(
        info.by_kind.iter().map(|(k, n)| format!("{k} {n}")).collect::<Vec<_>>(),
        ["event 2", "flow 2"]
    );
    assert_eq!(info.start.unwrap().0.to_string(), "2020-05-04");
    assert_eq!(info.known_at.unwrap().1.to_string(), "2025-11-18");
    assert_eq!(info.sources.len(), 2);
    assert_eq!(info.writer, None);
    let _writer = Writer::open(dir.path()).unwrap();
    assert_eq!(ledger.info().unwrap().writer.unwrap().pid, std::process::id());
    let empty = Ledger::in_memory(Vec::new()).unwrap().info().unwrap();
    assert_eq!((empty.version, empty.observations, empty.start), (None, 0, None));
}

#[test]
fn a_query_beyond_its_limits_is_ended() {
    let dir = small();
    let endless = "SELECT count(*) FROM (SELECT a.id FROM observation a, observation b, \
                   observation c, observation d, observation e, observation f, observation g, \
                   observation h, observation i, observation j, observation k, observation l, \
                   observation m, observation n, observation o) WHERE id <> ''";
    let limits = Limits { time: Duration::from_millis(600), ..Limits::default() };
    let ledger = Ledger::open(dir.path()).unwrap().with_limits(limits);
    let fault = ledger.sql(endless, None).unwrap_err();
    assert!(matches!(fault, LedgerError::TooSlow { .. }), "{fault}");
    let limits = Limits { memory_bytes: 100, ..Limits::default() };
    let ledger = Ledger::open(dir.path()).unwrap().with_limits(limits);
    let fault = ledger.sql("SELECT id FROM observation ORDER BY what, id", None).unwrap_err();
    assert!(matches!(fault, LedgerError::TooLarge { limit_bytes: 100, .. }), "{fault}");
}

#[test]
fn a_folder_without_a_log_is_no_ledger() {
    let dir = tempfile::tempdir().unwrap();
    let fault = Ledger::open(dir.path()).unwrap_err();
    assert!(matches!(fault, LedgerError::NotALedger { .. }));
    assert!(fault.hint().contains("_delta_log"));
}

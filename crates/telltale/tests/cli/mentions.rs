//! GDELT's mentions from the command line: beside the events that they are of, as of a day, and counted
//! to the last row.

use std::path::Path;

use serde_json::{Value, json};

use crate::program::{Folder, WRONG, list};

/// A row of GDELT 2.0: China consults Japan, added in the first quarter of an hour of 7 March 2024.
fn event(id: u32, place: &str) -> String {
    let mut fields = vec![String::new(); 61];
    let filled = [
        (0, id.to_string()),
        (1, "20240306".to_owned()),
        (7, "CHN".to_owned()),
        (17, "JPN".to_owned()),
        (26, "040".to_owned()),
        (29, "1".to_owned()),
        (31, "4".to_owned()),
        (32, "2".to_owned()),
        (33, "3".to_owned()),
        (52, place.to_owned()),
        (59, "20240307001500".to_owned()),
        (60, format!("https://example.org/{id}")),
    ];
    for (at, value) in filled {
        fields[at] = value;
    }
    fields.join("\t") + "\n"
}

/// A mention of an event by an outlet, at an instant.
fn mention(event: u32, instant: &str, outlet: &str, confidence: u32) -> String {
    format!(
        "{event}\t20240307001500\t{instant}\t1\t{outlet}\thttps://{outlet}/{event}\t3\t-1\t40\t55\t1\t\
         {confidence}\t900\t-1.5\t\t\n"
    )
}

const INGEST: &[&str] = &["--ledger", "L", "--format", "json"];

fn ingest(folder: &Folder, args: &[&str]) -> Value {
    folder.run(&[&["ingest"], args, INGEST].concat()).json()
}

/// Events 1 and 2 are one, reported twice; 3 is another. Both are mentioned at once and again in May.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("a.export.CSV", event(1, "Tokyo") + &event(2, "Tokyo") + &event(3, "Beijing"));
    let now = "20240307001500";
    let early = mention(1, now, "a.example", 100)
        + &mention(1, now, "a.example", 100)
        + &mention(2, now, "b.example", 40)
        + &mention(9, now, "c.example", 50);
    folder.write("20240307001500.mentions.CSV", early);
    folder.write("20240501000000.mentions.CSV", mention(1, "20240501000000", "a.example", 70));
    folder
}

#[test]
fn why_lists_the_mentions_of_an_event_that_were_known_by_then() {
    let folder = folder();
    ingest(&folder, &["gdelt", "a.export.CSV"]);
    let before = folder.run(&["why", "1", "--ledger", "L"]).done();
    assert!(before.contains("mentions    none in this ledger"), "{before}");
    let report = ingest(&folder, &["gdelt_mentions", "20240307001500.mentions.CSV"]);
    let counts = ["rows", "observations", "mentions", "collapsed", "rejects"];
    assert_eq!(counts.map(|name| report[name].as_u64().unwrap()), [4, 3, 3, 1, 0], "{report}");
    ingest(&folder, &["gdelt_mentions", "20240501000000.mentions.CSV"]);
    let asked = |id: &str, as_of: &str| {
        let args = ["why", id, "--ledger", "L", "--as-of", as_of, "--format", "json"];
        folder.run(&args).json()["mentions"].clone()
    };
    let late = asked("1", "2024-06-01");
    // The row that was collapsed into the event has mentions of its own.
    assert_eq!(late["events"], json!(["1", "2"]));
    assert_eq!(
        late["counted"],
        json!({"mentions": 3, "documents": 2, "outlets": 2, "confidence_mean_percent": 70.0,
            "tone_mean": -1.5, "first": "2024-03-07T00:15:00Z", "last": "2024-05-01"})
    );
    let early = asked("1", "2024-04-01");
    assert_eq!(early["counted"]["mentions"], 2);
    assert_eq!(list(&early["list"]).len(), 2);
    assert_eq!(asked("3", "2024-06-01")["counted"], Value::Null);
    let said = folder.run(&["why", "1", "--ledger", "L"]).done();
    assert!(said.contains("3 in 2 documents of 2 outlets, confidence mean 70 %"), "{said}");
    assert!(said.contains("known 2024-05-01: a.example https://a.example/1 (sentence 3"), "{said}");
}

#[test]
fn the_command_that_lists_more_mentions_can_be_pasted() {
    let folder = folder();
    let ledger = "a ledger";
    let instants = (0..25).map(|n| format!("202403{:02}000000", 8 + n % 20));
    let rows = instants.enumerate().map(|(n, at)| mention(1, &at, &format!("o{n}.example"), 50));
    folder.write("many.CSV", rows.collect::<String>());
    for args in [["gdelt", "a.export.CSV"], ["gdelt_mentions", "many.CSV"]] {
        folder.run(&["ingest", args[0], args[1], "--ledger", ledger]).done();
    }
    let said = folder.run(&["why", "1", "--ledger", ledger, "--as-of", "2024-03-26"]).done();
    let line = said.lines().find(|line| line.contains(" more: ")).expect("more than are listed");
    let (count, pasted) = line.trim().split_once(" more: telltale ").expect("a command");
    assert_eq!(count, "and 4", "{line}");
    let mut shell = std::process::Command::new("sh");
    let program = folder.command(&[]);
    shell.arg("-c").arg(format!("\"$0\" {pasted} --format csv")).arg(program.get_program());
    shell.current_dir(folder.path("")).env_clear();
    let listed = crate::program::outcome(&mut shell).done();
    assert_eq!(listed.lines().count(), 25, "a heading and every mention known by then: {listed}");
}

#[test]
fn mentions_are_read_once_whatever_they_come_packed_in() {
    let folder = folder();
    let names = ["20240307001500.mentions.CSV", "20240501000000.mentions.CSV"];
    ingest(&folder, &["gdelt_mentions", names[0], names[1]]);
    let again = ingest(&folder, &["gdelt_mentions", names[0], names[1]]);
    assert_eq!((&again["rows"], &again["files_already_read"]), (&json!(0), &json!(2)));
    // The same rows in another order are other bytes.
    let text = folder.read(names[0]);
    let turned: String = text.lines().rev().map(|line| line.to_owned() + "\n").collect();
    folder.write("turned.CSV", turned);
    let turned = ingest(&folder, &["gdelt_mentions", "turned.CSV"]);
    let counts = ["rows", "observations", "already_there", "repeated"];
    assert_eq!(counts.map(|name| turned[name].as_u64().unwrap()), [4, 0, 3, 1], "{turned}");
    let query = "SELECT event, mentions, outlets, first_known_at FROM mentioned ORDER BY event";
    let counted = |as_of: &str| {
        let args = ["sql", query, "--ledger", "L", "--as-of", as_of, "--format", "csv"];
        folder.run(&args).done()
    };
    let head = "event,mentions,outlets,first_known_at\n";
    let first = "2024-03-07T00:15:00Z";
    let rest = format!("2,1,1,{first}\n9,1,1,{first}\n");
    assert_eq!(counted("2024-04-01"), format!("{head}1,1,1,{first}\n{rest}"));
    assert_eq!(counted("2024-05-01"), format!("{head}1,2,1,{first}\n{rest}"));
    assert_eq!(counted("2024-03-06"), head);
    folder.run(&["ledger", "verify", "--ledger", "L"]).done();
}

#[test]
fn bad_rows_are_listed_and_the_equation_is_said() {
    let folder = folder();
    let rows = mention(1, "20240307001500", "a.example", 100)
        + &mention(1, "20240306001500", "a.example", 100)
        + "one\ttwo\n";
    folder.write("b.CSV", rows);
    let ran = folder.run(&["ingest", "gdelt_mentions", "b.CSV", "--ledger", "L"]);
    assert_eq!(ran.code, WRONG);
    assert!(
        ran.stdout.starts_with(
            "3 rows = 1 mention appended + 0 collapsed + 0 already there + 2 rejects or without a \
             record\n  2 faulty rows\n"
        ),
        "{}",
        ran.stdout
    );
    let rejects = folder.run(&["rejects", "--ledger", "L"]).done();
    assert!(rejects.contains("b.CSV:2: column MentionTimeDate: before the event"), "{rejects}");
    assert!(rejects.contains("b.CSV:3: 2 columns"), "{rejects}");
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn a_real_file_of_mentions_loses_no_row() {
    let place = "../../../shared/data/gdelt/samples/mentionssamp.csv";
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    let Ok(bytes) = fs_err::read(&place) else {
        eprintln!("skipped: no {}", place.display());
        return;
    };
    // It was exported with a heading and commas: here it is as it is published.
    let mut rows = csv::Reader::from_reader(bytes.as_slice());
    let text: String = rows
        .records()
        .map(|record| record.expect("a row").iter().collect::<Vec<_>>().join("\t") + "\n")
        .collect();
    let folder = Folder::new();
    folder.write("20170701234500.mentions.CSV", text);
    let report = ingest(&folder, &["gdelt_mentions", "20170701234500.mentions.CSV"]);
    let counts = ["rows", "mentions", "collapsed", "rejects"];
    assert_eq!(counts.map(|name| report[name].as_u64().unwrap()), [1635, 1620, 15, 0], "{report}");
    let query = "SELECT count(*) AS events, sum(mentions) AS mentions FROM mentioned";
    let counted = folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done();
    assert_eq!(counted, "events,mentions\n1430,1620\n");
}

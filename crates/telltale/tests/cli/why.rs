//! From an evidence id back to the row that it was read from.

use serde_json::json;

use crate::program::{Folder, list, run, text};
use crate::snapshot::check;
use crate::tripwires::copy_case;

const DAY: &str = "2025-11-04";
const LAST: &str = "2026-08-31";

#[test]
fn an_observation_is_walked_back_to_its_row() {
    check("why-cemetery", &run(&["why", "o0668", "--as-of", DAY]).done());
}

#[test]
fn a_source_is_shown_with_what_it_covers() {
    check("why-source", &run(&["why", "source:csis-nkrus", "--as-of", DAY]).done());
}

#[test]
fn the_key_the_id_and_its_beginning_lead_to_the_same_observation() {
    let asked = |id: &str| run(&["why", id, "--as-of", DAY, "--format", "json"]).json();
    let by_key = asked("o0668");
    let id = text(&by_key["observation"]["id"]);
    assert_eq!(asked(id), by_key);
    assert_eq!(asked(&id[..8]), by_key);
    assert!(text(&by_key["row"]).starts_with("o0668,deed,PRK,CHN,ceremony,2025-10-25"), "{by_key}");
    assert!(list(&by_key["lines"]).len() >= 2, "{by_key}");
}

#[test]
fn what_a_brief_cites_can_be_asked_for() {
    let brief = crate::program::brief_json(DAY, "en");
    let folder = Folder::new();
    // Each is a run of the program: a few of them suffice.
    let rows = list(&brief["evidence"]).iter().step_by(45);
    for row in rows.chain(list(&brief["sources"]).iter().step_by(4)) {
        let id = text(&row["id"]);
        let answer = folder.run(&["why", id, "--as-of", DAY]).done();
        assert!(answer.contains("lines of the brief that rest on it"), "{id}: {answer}");
    }
}

#[test]
fn what_cannot_be_found_is_refused_with_a_remedy() {
    let mut all = String::new();
    for (id, day) in [
        ("0123456789abcdef", LAST),
        ("o9999", LAST),
        ("e", LAST),
        ("", LAST),
        ("source:csis-nkru", LAST),
        ("source:", LAST),
        ("o0793", DAY),
    ] {
        let said = run(&["why", id, "--as-of", day]).refused();
        assert!(said.contains("\n  hint: "), "{id:?}: {said}");
        all += &format!("$ telltale why {id:?} --as-of {day}\n{said}\n");
    }
    check("why-refused", &all);
}

#[test]
fn what_was_not_known_then_names_the_day_to_ask_for() {
    let said = run(&["why", "o0793", "--as-of", DAY]).refused();
    let (_, day) = said.trim_end().rsplit_once("--as-of ").expect("a day to ask for");
    run(&["why", "o0793", "--as-of", day]).done();
}

/// A case whose two tables both have a record `x1`, and so many rows that ids begin alike.
fn crowded() -> Folder {
    let folder = Folder::with_case("crowded");
    folder.edit("crowded/events.csv", "e001", b"x1");
    folder.edit("crowded/flows.csv", "f001", b"x1");
    let row = |n: u32| {
        format!(
            "n{n},deed,KOR,JPN,meeting,2026-01-15,,official,happened,talks {n},,example-news,,,\
             2026-01-15,yes,by hand\n"
        )
    };
    let events = folder.read("crowded/events.csv");
    folder.write("crowded/events.csv", events + &(0..ROWS).map(row).collect::<String>());
    folder
}

/// So many that among ids of six hexadecimal digits, about five pairs are expected to be alike.
const ROWS: u32 = 13_000;

#[test]
fn an_ambiguous_id_is_refused() {
    let folder = crowded();
    folder.run(&["ingest", "case", "crowded", "--ledger", "L"]).done();
    let query = "SELECT substr(id, 1, 6) AS digits, count(*) AS n FROM observation \
                 GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT 1";
    let found = folder.run(&["sql", query, "--ledger", "L", "--format", "json"]).json();
    assert_eq!(found[0]["n"], json!(2), "no two ids begin alike: {found}");
    for id in [text(&found[0]["digits"]), "x1"] {
        let args = ["why", id, "--case", "crowded", "--as-of", "2026-06-30"];
        let said = folder.run(&args).refused();
        assert!(said.starts_with("error: 2 observations") && said.contains(id), "{id}: {said}");
        assert!(said.contains("hint: "), "{said}");
    }
}

#[test]
fn a_key_with_several_vintages_is_answered_by_the_one_known_last_on_the_day() {
    let folder = Folder::new();
    copy_case(&folder);
    folder.run(&["ingest", "case", "C", "--ledger", "L"]).done();
    let flows = folder.read("C/flows.csv");
    let first = flows.lines().nth(1).expect("a figure").to_owned();
    let later = first.replace("2024-03-20", "2025-01-15").replace("1101996355", "1101990000");
    folder.write("C/flows.csv", flows.replace(&first, &later));
    folder.run(&["ingest", "case", "C", "--ledger", "L"]).done();
    let on = |day: &str| folder.run(&["why", "f001", "--ledger", "L", "--as-of", day]);
    assert!(on("2024-12-31").done().contains("1101996355 CNY"));
    assert!(on("2025-12-31").done().contains("1101990000 CNY"));
    let early = on("2024-01-31").refused();
    assert!(early.contains("f001 was not known as of 2024-01-31"), "{early}");
}

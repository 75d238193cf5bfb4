//! What the brief of the embedded case says, read from its JSON: everything is cited, nothing is
//! known too late, and the numbers are those that the sources printed.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::program::{brief_json, list, text};

/// The day of the column, a day before it, a day after it, and the last one.
const DAYS: [&str; 4] = ["2024-06-30", "2025-11-04", "2026-03-01", "2026-08-31"];

/// Calls `visit` with every value in a JSON document and the key under which it stands.
fn walk<'a>(key: &'a str, value: &'a Value, visit: &mut impl FnMut(&'a str, &'a Value)) {
    visit(key, value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(key, item, visit)),
        Value::Object(fields) => fields.iter().for_each(|(key, item)| walk(key, item, visit)),
        _ => {}
    }
}

/// Every text in a JSON document.
fn texts(value: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    walk("", value, &mut |_, value| found.extend(value.as_str()));
    found
}

fn is_observation_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The `field` of every row of a list.
fn fields<'a>(rows: &'a Value, field: &str) -> BTreeSet<&'a str> {
    list(rows).iter().map(|row| text(&row[field])).collect()
}

/// The only row of a list for which all the fields are as given.
#[track_caller]
fn only<'a>(rows: &'a Value, wanted: &Value) -> &'a Value {
    let wanted = wanted.as_object().expect("fields");
    let fits = |row: &&Value| wanted.iter().all(|(field, value)| row[field] == *value);
    let found: Vec<&Value> = list(rows).iter().filter(fits).collect();
    assert_eq!(found.len(), 1, "rows with {wanted:?}");
    found[0]
}

#[track_caller]
fn near(value: &Value, expected: f64) {
    let value = value.as_f64().expect("a number");
    assert!((value - expected).abs() <= 0.0005, "{value} is not {expected}");
}

#[test]
fn nothing_known_later_is_anywhere_in_the_json() {
    for day in DAYS {
        let brief = brief_json(day, "en");
        let mut dated = 0;
        walk("", &brief, &mut |key, value| {
            if ["known_at", "said_on"].contains(&key) {
                let known = text(value);
                assert!(&known[..10] <= day, "as of {day}: {key} {known}");
                dated += 1;
            }
        });
        assert!(dated > 50, "as of {day}: {dated} dates");
    }
}

#[test]
fn what_is_not_known_yet_is_not_in_the_json() {
    let later = brief_json("2026-08-31", "en");
    let not_yet = |row: &&Value| text(&row["known_at"]) > "2025-11-04";
    let rows: Vec<_> = list(&later["evidence"]).iter().filter(not_yet).collect();
    assert!(!rows.is_empty());
    let before = brief_json("2025-11-04", "en");
    let said: BTreeSet<&str> = texts(&before).into_iter().collect();
    for row in rows {
        assert!(!said.contains(text(&row["id"])), "{row}");
    }
}

#[test]
fn whatever_is_cited_is_listed() {
    for day in DAYS {
        let brief = brief_json(day, "en");
        let (evidence, sources) =
            (fields(&brief["evidence"], "id"), fields(&brief["sources"], "id"));
        for cited in texts(&brief) {
            let listed = match cited {
                id if is_observation_id(id) => evidence.contains(id),
                source if source.starts_with("source:") => sources.contains(source),
                _ => true,
            };
            assert!(listed, "as of {day}: {cited}");
        }
    }
}

#[test]
fn whatever_is_listed_is_cited() {
    for day in DAYS {
        let mut brief = brief_json(day, "en");
        let listed = [brief["evidence"].take(), brief["sources"].take()];
        let cited: BTreeSet<&str> = texts(&brief).into_iter().collect();
        let of_sources = fields(&listed[0], "source");
        for id in fields(&listed[0], "id") {
            assert!(cited.contains(id), "as of {day}: {id}");
        }
        for id in fields(&listed[1], "id") {
            let name = id.strip_prefix("source:").expect("the id of a source");
            assert!(cited.contains(id) || of_sources.contains(name), "as of {day}: {id}");
        }
    }
}

#[test]
fn entries_of_the_case_that_are_cited_are_in_the_brief() {
    let brief = brief_json("2026-08-31", "en");
    for cited in texts(&brief) {
        let Some(entry) = cited.strip_prefix("case:") else { continue };
        let (section, name) = entry.split_once('/').unwrap_or((entry, ""));
        let names = match section {
            "claims" => fields(&brief["claims"], "id"),
            "calendar" => fields(&brief["calendar"], "id"),
            "tripwires" => fields(&brief["tripwires"], "name"),
            _ => continue,
        };
        assert!(names.contains(name), "{cited}");
    }
}

#[test]
fn every_sentence_and_every_row_rests_on_something() {
    for day in DAYS {
        for language in ["en", "ko"] {
            let brief = brief_json(day, language);
            let verdicts = list(&brief["verdicts"]).iter();
            let sections = list(&brief["sections"]).iter();
            let tables = sections.clone().map(|section| &section["table"]);
            let tables = tables.filter(|table| !table.is_null());
            let said: Vec<&Value> = verdicts
                .chain(sections)
                .flat_map(|part| list(&part["sentences"]))
                .chain(tables.flat_map(|table| list(&table["rows"])))
                .collect();
            assert!(said.len() > 20, "as of {day}: {} sentences and rows", said.len());
            for line in said {
                assert!(!list(&line["evidence"]).is_empty(), "as of {day}: {line}");
            }
        }
    }
}

#[test]
fn tables_have_a_cell_for_each_heading() {
    let brief = brief_json("2025-11-04", "en");
    let tables = list(&brief["sections"]).iter().map(|section| &section["table"]);
    for table in tables.filter(|table| !table.is_null()) {
        for row in list(&table["rows"]) {
            assert_eq!(list(&row["cells"]).len(), list(&table["columns"]).len(), "{row}");
        }
    }
}

#[test]
fn september_exports_are_those_that_customs_printed_in_yuan() {
    let brief = brief_json("2025-11-04", "en");
    let exports = json!({"actor": "CHN", "target": "PRK", "channel": "trade.exports"});
    let series = only(&brief["trade"], &exports);
    assert_eq!(series["unit"], "CNY");
    assert_eq!(series["month"], "2025-09");
    assert_eq!(series["latest"], 1_622_934_689.0);
    near(&series["change_on_month"], 0.537);
    near(&series["change_on_year"], 0.306);
    let printed = only(&series["printed_elsewhere"], &json!({"source": "column-2025-11"}));
    assert_eq!((&printed["unit"], &printed["value"]), (&json!("USD"), &json!(228_100_000.0)));
    let verdict = only(&brief["verdicts"], &json!({"target": "CHN"}));
    let channel = only(&verdict["channels"], &exports);
    assert_eq!((&channel["unit"], &channel["latest"]), (&series["unit"], &series["latest"]));
}

#[test]
fn the_printed_dollars_are_never_a_month_of_the_series_in_yuan() {
    let brief = brief_json("2026-08-31", "en");
    for series in list(&brief["trade"]) {
        let months: Vec<&str> = list(&series["months"]).iter().map(|m| text(&m["month"])).collect();
        assert!(months.is_sorted_by(|a, b| a < b), "{months:?}");
        let ids = fields(&series["months"], "evidence");
        for row in list(&brief["evidence"]).iter().filter(|row| ids.contains(text(&row["id"]))) {
            assert_eq!((&row["unit"], &row["source"]), (&series["unit"], &series["source"]));
        }
    }
}

#[test]
fn only_china_leans_on_the_day_of_the_column_and_nothing_is_told() {
    let brief = brief_json("2025-11-04", "en");
    for (partner, leans) in [("CHN", true), ("RUS", false), ("USA", false), ("KOR", false)] {
        let verdict = only(&brief["verdicts"], &json!({"actor": "PRK", "target": partner}));
        // Twenty-one months do not show how long noise lasts.
        assert_eq!(verdict["direction"], "cannot tell", "{partner}");
        assert_eq!(verdict["probability"].as_f64() > Some(0.9), leans, "{partner}");
    }
}

#[test]
fn expectations_of_october_are_open_first_and_not_met_in_the_end() {
    for (day, id, result, found) in [
        ("2025-11-04", "october-on-month", "cannot check", None),
        ("2025-11-04", "october-on-year", "cannot check", None),
        ("2026-08-31", "october-on-month", "not met", Some(-0.133)),
        ("2026-08-31", "october-on-year", "not met", Some(0.034)),
    ] {
        let brief = brief_json(day, "en");
        let claim = only(&brief["claims"], &json!({"id": id}));
        assert_eq!((&claim["kind"], &claim["result"]), (&json!("expectation"), &json!(result)));
        match found {
            Some(expected) => near(&claim["found"], expected),
            None => assert!(claim["found"].is_null(), "{claim}"),
        }
    }
}

#[test]
fn the_visit_to_the_cemetery_ranks_above_the_wreath_a_year_before() {
    let brief = brief_json("2025-11-04", "en");
    let occasion = only(&brief["occasions"], &json!({"day": "2025-10-25", "target": "CHN"}));
    assert_eq!(
        (&occasion["day_before"], &occasion["rank"]),
        (&json!("2024-10-25"), &json!("leader"))
    );
    assert_eq!(occasion["step"], "higher");
    let ids: BTreeSet<&str> = list(&occasion["evidence"]).iter().map(text).collect();
    let rows = list(&brief["evidence"]).iter().filter(|row| ids.contains(text(&row["id"])));
    let seen: String = rows.map(|row| text(&row["what"])).collect();
    assert!(seen.contains("wreath") && seen.contains("cemetery"), "{seen}");
}

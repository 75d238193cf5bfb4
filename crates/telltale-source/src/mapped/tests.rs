use super::*;
use crate::sheet::tests::workbook_of;
use telltale_observation::Detail;

const EVENTS: &str = r#"
source = "embassy-log"
kind = "event"

[fields]
id = "No"
actor = { column = "From", scheme = "name" }
target = { column = "To", scheme = "iso2" }
channel = { column = "Type", values = { "state visit" = "visit", call = "meeting" } }
start = { column = "Day", format = "%d.%m.%Y" }
known_at = { column = "Day", format = "%d.%m.%Y" }
what = "Note"
"#;

const TABLE: &str = "No,From,To,Type,Day,Note\n\
    1,China,KP,state visit,10.11.2025,a guest\n\
    2,North Korea,RU,call,11.11.2025,\n";

fn map(text: &str) -> Map {
    parse("map.toml", text).expect("a map without a fault")
}

fn said(reading: &Reading) -> Vec<String> {
    let rows = reading.observations.iter().map(|seen| {
        let amount = seen.detail().quantity().map(|q| format!(" {} {}", q.amount(), q.unit()));
        format!(
            "{} {} {} {} {}{}",
            seen.origin().locator.row,
            seen.dyad(),
            seen.channel(),
            seen.period(),
            seen.known_at(),
            amount.unwrap_or_default()
        )
    });
    rows.collect()
}

fn faults(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_table_is_the_same_in_every_form() {
    let map = map(EVENTS);
    let expected =
        ["2 CHN→PRK visit 2025-11-10 2025-11-10", "3 PRK→RUS meeting 2025-11-11 2025-11-11"];
    let rows: Vec<Vec<&str>> = TABLE.lines().map(|line| line.split(',').collect()).collect();
    let slices: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let heads: Vec<String> = rows[0].iter().map(|head| (*head).to_owned()).collect();
    let lines: String = rows[1..]
        .iter()
        .map(|row| {
            let pairs = heads.iter().cloned().zip(row.iter().map(|cell| Value::from(*cell)));
            Value::Object(pairs.collect()).to_string() + "\n"
        })
        .collect();
    for (name, bytes) in [
        ("t.csv", TABLE.as_bytes().to_vec()),
        ("t.tsv", TABLE.replace(',', "\t").into_bytes()),
        ("t.xlsx", workbook_of(&slices)),
        ("t.jsonl", format!("\n{lines}").into_bytes()),
    ] {
        let reading = read(&map, name, &bytes, &Asked::default());
        assert_eq!(
            (faults(&reading.rejects), said(&reading)),
            (String::new(), expected.map(str::to_owned).to_vec()),
            "{name}"
        );
    }
    let mut rows = rows[1..]
        .iter()
        .zip(2..)
        .map(|(row, line)| (line, row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()));
    let file = ("t.parquet", Digest::of(b"t"));
    let reading = read_rows(&map, file, heads, &mut rows, &Asked::default());
    assert_eq!(said(&reading), expected);
}

#[test]
fn amounts_are_scaled_and_days_may_be_months_and_years() {
    let map = map(r#"
        source = "port"
        kind = "flow"
        separator = ";"
        heading = 2
        [fields]
        actor = { value = "CHN" }
        target = "to"
        channel = { column = "way", values = { out = "trade.exports" } }
        start = "when"
        value = { column = "amount", scale = 10_000, decimal = "," }
        unit = { value = "CNY" }
        known_at = { value = "2026-01-15" }
        "#);
    let table = "a title;;;\nto;way;when;amount\nPRK;out;2025-09;1.234,5\nPRK;out;2024;2\nPRK;out;2025-09-03;\n";
    let reading = read(&map, "t.csv", table.as_bytes(), &Asked::default());
    assert_eq!(faults(&reading.rejects), "");
    assert_eq!(
        said(&reading),
        [
            "3 CHN→PRK trade.exports 2025-09 2026-01-15 12345000 CNY",
            "4 CHN→PRK trade.exports 2024 2026-01-15 20000 CNY",
        ]
    );
    assert_eq!(reading.absent, 1, "an empty amount is no record");
    let Detail::Flow { commodity, derived, .. } = reading.observations[0].detail() else {
        panic!()
    };
    assert_eq!((commodity.code(), *derived), ("TOTAL", false));
}

#[test]
fn a_faulty_row_names_its_line_its_column_and_the_nearest_word() {
    let map = map(EVENTS);
    for (from, to, expected) in [
        (
            "China",
            "Chyna",
            "t.csv:2: column From: unknown country: \"Chyna\"\n  hint: did you mean china?",
        ),
        ("KP", "ZZ", "t.csv:2: column To: unknown iso2 code in 2025: \"ZZ\""),
        (
            "state visit",
            "vist",
            "t.csv:2: column Type: unknown channel: \"vist\"\n  hint: did you mean visit?",
        ),
        ("10.11.2025", "32.11.2025", "t.csv:2: column Day: no day: \"32.11.2025\""),
        ("a guest", "a guest,more", "t.csv:2: 7 fields, but 6 columns"),
        ("KP", "CN", "t.csv:2: actor and target are the same: CHN"),
    ] {
        let reading = read(&map, "t.csv", TABLE.replace(from, to).as_bytes(), &Asked::default());
        assert_eq!((reading.observations.len(), reading.rejects.len()), (1, 1), "{to}");
        let fault = reading.rejects[0].to_string();
        assert!(fault.starts_with(expected), "{fault}");
    }
    for (from, to, expected) in [
        (
            "From",
            "Form",
            "map.toml:7:20: no column \"From\" in t.csv\n  hint: did you mean \"Form\"?",
        ),
        ("No,", "Nr,", "map.toml:6:6: no column \"No\" in t.csv"),
    ] {
        let reading =
            read(&map, "t.csv", TABLE.replacen(from, to, 1).as_bytes(), &Asked::default());
        let fault = reading.rejects[0].to_string();
        assert!(fault.starts_with(expected) && reading.observations.is_empty(), "{fault}");
    }
    let line = "{\"No\": 1, \"Form\": \"China\"}\n";
    let reading = read(&map, "t.jsonl", line.as_bytes(), &Asked::default());
    assert!(faults(&reading.rejects).contains("did you mean \"Form\"?"), "{:?}", reading.rejects);
}

#[test]
fn a_faulty_map_names_its_line_its_column_and_the_nearest_word() {
    for (from, to, expected) in [
        (
            "kind = \"event\"",
            "kind = \"evnt\"",
            "map.toml:3: column 8: unknown kind: \"evnt\"\n  hint: did you mean event?",
        ),
        (
            "kind =",
            "knd =",
            "map.toml:3: column 1: unknown key: \"knd\"\n  hint: did you mean kind?",
        ),
        (
            "what =",
            "waht =",
            "map.toml:12: column 1: unknown part of an observation: \"waht\"\n  hint: did you mean what?",
        ),
        (
            "scheme = \"iso2\"",
            "scheme = \"iso9\"",
            "map.toml:8: column 36: unknown scheme: \"iso9\"",
        ),
        (
            "scheme = \"iso2\"",
            "sceme = \"iso2\"",
            "map.toml:8: column 27: unknown key of target: \"sceme\"\n  hint: did you mean scheme?",
        ),
        (
            "what = \"Note\"",
            "unit = \"Note\"",
            "map.toml:12: column 1: unknown part of an observation: \"unit\"",
        ),
        ("what = \"Note\"", "what = {}", "map.toml:12: column 8: what has no column and no value"),
        ("actor =", "rank =", "missing part: actor"),
        (
            "embassy-log",
            "gdelt",
            "map.toml:2: column 10: the name of a source that is read without a map: \"gdelt\"",
        ),
        (
            "= \"visit\"",
            "= \"vist\"",
            "map.toml:9: column 57: unknown channel: \"vist\"\n  hint: did you mean visit?",
        ),
        (
            "channel = { column = \"Type\", values",
            "mode = { value = \"ded\" }\nchannel = { column = \"Type\", values",
            "map.toml:9: column 18: unknown mode: \"ded\"",
        ),
        ("%d.%m.%Y", "%d.%m.%Q", "map.toml:10: column 36: no form of days: \"%d.%m.%Q\""),
        ("%d.%m.%Y", "%d.%m.", "map.toml:10: column 36: no form of days: \"%d.%m.\""),
        ("source = \"embassy-log\"", "", "missing key: source"),
        ("[fields]", "[fields", "not TOML"),
    ] {
        let found = parse("map.toml", &EVENTS.replace(from, to)).expect_err(to);
        let found = faults(&found);
        assert!(found.contains(expected), "{to}:\n{found}");
    }
}

#[test]
fn when_it_was_known_is_in_the_map_or_said_for_the_whole_table() {
    let map = map(&EVENTS.replace("known_at = { column = \"Day\", format = \"%d.%m.%Y\" }\n", ""));
    let reading = read(&map, "t.csv", TABLE.as_bytes(), &Asked::default());
    assert_eq!(reading.rejects.len(), 2);
    assert!(faults(&reading.rejects).contains("nothing says when it was known"));
    let release = |day: &str| Asked {
        known_at: Some(day.parse().unwrap()),
        is_release: true,
        ..Asked::default()
    };
    let reading = read(&map, "t.csv", TABLE.as_bytes(), &release("2025-12-01"));
    assert_eq!(said(&reading)[0], "2 CHN→PRK visit 2025-11-10 2025-12-01");
    let reading = read(&map, "t.csv", TABLE.as_bytes(), &release("2025-11-10"));
    assert_eq!(
        (reading.observations.len(), reading.rejects.len()),
        (1, 1),
        "the second came later"
    );
}

#[test]
fn what_begins_after_the_table_came_did_not_take_place() {
    // The day is also the day on which it was known, so that the row agrees with itself.
    let map = map(EVENTS);
    let came = |day: &str| Asked { known_at: Some(day.parse().unwrap()), ..Asked::default() };
    let table = TABLE.replace("10.11.2025", "10.11.2031");
    assert_ne!(table, TABLE);
    let reading = read(&map, "t.csv", table.as_bytes(), &came("2026-01-15"));
    assert_eq!(reading.rejects.len(), 1);
    assert_eq!(
        faults(&reading.rejects).lines().next(),
        Some(
            "t.csv:2: column Day: happened, and begins after the table came: 2031-11-10, 2026-01-15"
        )
    );
    assert!(faults(&reading.rejects).contains("planned"));
    assert_eq!(read(&map, "t.csv", TABLE.as_bytes(), &came("2026-01-15")).rejects, []);
}

#[test]
fn a_number_is_refused_where_its_signs_mean_something_else() {
    let read = |decimal: &str, amount: &str| {
        let map = map(&format!(
            r#"
            source = "port"
            kind = "flow"
            separator = ";"
            [fields]
            actor = {{ value = "CHN" }}
            target = {{ value = "PRK" }}
            channel = {{ value = "trade.exports" }}
            start = {{ value = "2025-09" }}
            value = {{ column = "amount", decimal = "{decimal}" }}
            unit = {{ value = "CNY" }}
            known_at = {{ value = "2026-01-15" }}
            "#
        ));
        let table = format!("no;amount\n1;{amount}\n");
        let reading = read(&map, "t.csv", table.as_bytes(), &Asked::default());
        assert_eq!(reading.observations.len() + reading.rejects.len(), 1, "{amount}");
        reading.observations.first().and_then(|seen| seen.detail().quantity()).map(|q| q.amount())
    };
    for (decimal, amount, expected) in [
        (".", "1,234.56", Some(1234.56)),
        (".", "1,234,567", Some(1_234_567.0)),
        (".", "1 234.5", Some(1234.5)),
        (".", "1'234.5", Some(1234.5)),
        (".", "0.1234", Some(0.1234)),
        (".", "12345.5", Some(12345.5)),
        (".", "1.234,56", None),
        (".", "1,2,3", None),
        (".", "1,23", None),
        (".", "1234,567", None),
        (".", ",123", None),
        (".", "1,234 567", None),
        (".", "1.2.3", None),
        (",", "1.234,56", Some(1234.56)),
        (",", "1.234", Some(1234.0)),
        (",", "1,234.5", None),
        (",", "1234.5", None),
    ] {
        assert_eq!(read(decimal, amount), expected, "{amount} with {decimal}");
    }
}

#[test]
fn a_day_that_no_month_has_is_no_month() {
    let table = TABLE.replace("10.11.2025", "31.02.2025");
    let reading = read(&map(EVENTS), "t.csv", table.as_bytes(), &Asked::default());
    assert_eq!(reading.observations.len(), 1);
    let told = faults(&reading.rejects);
    assert!(told.contains("column Day: no day: \"31.02.2025\""), "{told}");
}

const FLOWS: &str = r#"
source = "port"
kind = "flow"
[fields]
actor = { value = "CHN" }
target = "to"
channel = { value = "trade.exports" }
start = "when"
value = "amount"
unit = { value = "CNY" }
known_at = "known"
"#;

#[test]
fn one_figure_is_told_once_for_a_day_on_which_it_was_known() {
    let table = "to,when,amount,known\nPRK,2025-09,5,2025-10-20\nPRK,2025-09,6,2025-10-20\n\
                 PRK,2025-09,5,2025-10-20\nPRK,2025-09,7,2025-11-20\n";
    let reading = read(&map(FLOWS), "port.csv", table.as_bytes(), &Asked::default());
    let rows: Vec<u64> = reading.observations.iter().map(|o| o.origin().locator.row).collect();
    assert_eq!(rows, [2, 4, 5], "the same again is the same, and a later vintage another");
    assert!(
        faults(&reading.rejects).starts_with("port.csv:3: another amount of what row 2 tells of"),
        "{:?}",
        reading.rejects
    );
}

#[test]
fn an_id_of_its_own_tells_a_figure_from_another_of_the_same() {
    let map = map(&format!("{FLOWS}id = \"no\"\n"));
    let table =
        "no,to,when,amount,known\nB/1,PRK,2025-09,5,2025-10-20\nB/2,PRK,2025-09,6,2025-10-20\n";
    let reading = read(&map, "port.csv", table.as_bytes(), &Asked::default());
    assert_eq!(
        (reading.observations.len(), reading.rejects.len()),
        (2, 0),
        "{:?}",
        reading.rejects
    );
}

#[test]
fn a_heading_that_is_meant_stands_there_once() {
    let table = "to,when,amount,known,amount\nPRK,2025-09,5,2025-10-20,6\n";
    let reading = read(&map(FLOWS), "port.csv", table.as_bytes(), &Asked::default());
    assert_eq!(
        faults(&reading.rejects),
        "map.toml:9:9: columns 3 and 5 of port.csv have the same heading: \"amount\"\n  hint: rename the \
         one that is not meant"
    );
    assert!(reading.observations.is_empty());
}

#[test]
fn nothing_is_known_on_a_day_that_is_yet_to_come() {
    let table = "to,when,amount,known\nPRK,2025-09,5,2199-01-01\nPRK,2025-10,5,2025-11-20\n";
    let today = Some(jiff::civil::date(2025, 11, 20));
    let asked = Asked { today, ..Asked::default() };
    let reading = read(&map(FLOWS), "port.csv", table.as_bytes(), &asked);
    assert_eq!((reading.observations.len(), reading.rejects.len()), (1, 1));
    let told = faults(&reading.rejects);
    assert!(told.starts_with("port.csv:2: column known: a day that is yet to come"), "{told}");
}

#[test]
fn an_id_is_of_one_thing() {
    let table = "No,From,To,Type,Day,Note\n\
        1,China,KP,state visit,10.11.2025,a guest\n\
        1,Russia,KP,state visit,12.11.2025,another guest\n\
        1,China,KP,state visit,11.11.2025,the guest came later\n\
        1,China,KP,state visit,10.11.2025,other words\n";
    let reading = read(&map(EVENTS), "log.csv", table.as_bytes(), &Asked::default());
    let rows: Vec<u64> = reading.observations.iter().map(|o| o.origin().locator.row).collect();
    assert_eq!(rows, [2, 4]);
    assert_eq!(
        faults(&reading.rejects),
        "log.csv:3: column id: duplicate id: \"1\", first on line 2\n  hint: an id a thing; a later \
         vintage has the same parties and another known_at\n\
         log.csv:5: column id: duplicate id: \"1\", first on line 2\n  hint: an id a thing; a later \
         vintage has the same parties and another known_at"
    );
}

#[test]
fn a_row_of_others_that_a_terminal_would_obey_is_refused_and_its_neighbours_are_kept() {
    let table = TABLE.replace("a guest", "a \u{1b}]0;guest\u{7}");
    let reading = read(&map(EVENTS), "t.csv", table.as_bytes(), &Asked::default());
    assert_eq!(said(&reading), ["3 PRK→RUS meeting 2025-11-11 2025-11-11"]);
    assert_eq!(
        faults(&reading.rejects),
        "t.csv:2: a control character: U+001B in the text\n  hint: take it out: a terminal obeys it, or \
         shows it out of order"
    );
}

//! Files of others from the command line: event files and roll calls into a ledger, what was not
//! taken of them, and what is measured of votes and of series.

use serde_json::json;

use crate::program::{Folder, WRONG, list};

/// A row of GDELT 2.0: China consults Japan, on a day, added on the next.
fn gdelt_row(id: u32, day: &str, target: &str) -> String {
    let mut fields = vec![String::new(); 61];
    let filled = [
        (0, id.to_string()),
        (1, day.to_owned()),
        (7, "CHN".to_owned()),
        (17, target.to_owned()),
        (26, "040".to_owned()),
        (29, "1".to_owned()),
        (30, "1.0".to_owned()),
        (31, "4".to_owned()),
        (32, "2".to_owned()),
        (33, "3".to_owned()),
        (34, "0.5".to_owned()),
        (52, "Nagoya, Aichi, Japan".to_owned()),
        (53, "JA".to_owned()),
        (59, "20240307001500".to_owned()),
    ];
    for (at, value) in filled {
        fields[at] = value;
    }
    fields.join("\t") + "\n"
}

#[test]
fn event_files_keep_the_good_rows_and_list_the_others() {
    let folder = Folder::new();
    let rows = gdelt_row(1, "20240306", "JPN")
        + &gdelt_row(2, "20240306", "JPN")
        + &gdelt_row(3, "20241332", "JPN")
        + "only\tthree\tcolumns\n"
        + &gdelt_row(4, "20240305", "KOR");
    folder.write("a.export.CSV", rows);
    let args = ["ingest", "gdelt", "a.export.CSV", "--ledger", "L", "--format", "json"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, WRONG, "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let counts = ["rows", "observations", "collapsed", "rejects"].map(|name| &report[name]);
    assert_eq!(counts, [&json!(5), &json!(2), &json!(1), &json!(2)]);
    let rejects = folder.run(&["rejects", "--ledger", "L", "--format", "json"]).json();
    let places: Vec<_> =
        list(&rejects).iter().map(|fault| (&fault["row"], &fault["column"])).collect();
    assert_eq!(places, [(&json!(3), &json!("SQLDATE")), (&json!(4), &json!(""))]);
    let query = "SELECT target, mentions, sources, articles, reports, country FROM observation ORDER BY target";
    let kept = folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done();
    assert_eq!(
        kept,
        "target,mentions,sources,articles,reports,country\nJPN,8,4,6,2,JPN\nKOR,4,2,3,1,JPN\n"
    );
    folder.run(&["ledger", "verify", "--ledger", "L"]).done();
}

#[test]
fn a_row_that_a_terminal_would_obey_is_refused_and_letters_in_its_place_are_harmless() {
    let folder = Folder::new();
    let obeyed = gdelt_row(2, "20240305", "KOR").replace("Nagoya", "Na\u{1b}[31mgoya");
    // A letter of Windows-1252 that was taken for one of Latin-1.
    let letter = gdelt_row(3, "20240304", "KOR").replace("Nagoya", "San\u{91}a");
    folder.write("a.export.CSV", gdelt_row(1, "20240306", "JPN") + &obeyed + &letter);
    let ran = folder.run(&["ingest", "gdelt", "a.export.CSV", "--ledger", "L", "--format", "json"]);
    assert_eq!(ran.code, WRONG, "{}", ran.stderr);
    assert!(!ran.stderr.contains('\u{1b}'), "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&report["observations"], &report["rejects"]), (&json!(2), &json!(1)));
    let told = folder.run(&["rejects", "--ledger", "L"]).done();
    assert!(
        told.starts_with(
            "a.export.CSV:2: column ActionGeo_FullName: a control character: U+001B\n"
        ),
        "{told}"
    );
    assert!(told.contains("  hint: take it out"), "{told}");
    let query = ["sql", "SELECT place FROM observation", "--ledger", "L"];
    let shown = folder.run(&query).done();
    assert!(shown.contains("San\u{fffd}a, Aichi") && !shown.contains('\u{91}'), "{shown}");
    // A program reads what was written.
    let csv = folder.run(&[&query as &[&str], &["--format", "csv"]].concat()).done();
    assert!(csv.contains("San\u{91}a"), "{csv}");
}

#[test]
fn the_hours_of_an_icews_file_count_from_the_year_that_is_asked() {
    let folder = Folder::new();
    fs_err::create_dir_all(folder.path("i")).unwrap();
    folder.write("i/entity2id.txt", "France\t0\nPolice_(Ghana)\t1\nSome_Choir\t2\n");
    folder.write("i/relation2id.txt", "Make_a_visit\t0\nConsult\t1\n");
    folder.write("i/train.txt", "0\t0\t1\t24\n0\t0\t1\t24\n2\t1\t0\t48\n");
    folder.write("i/stat.txt", "3\t2\t0\n");
    let args = ["ingest", "icews", "i", "--ledger", "L", "--year", "2019", "--format", "json"];
    let report = folder.run(&args).json();
    let counts = ["rows", "observations", "collapsed", "rejects"].map(|name| &report[name]);
    assert_eq!(counts, [&json!(3), &json!(1), &json!(1), &json!(1)], "{report}");
    let query = "SELECT actor, target, channel, start_date FROM observation";
    let kept = folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done();
    assert_eq!(kept, "actor,target,channel,start_date\nFRA,GHA,visit,2019-01-02\n");
    let again = folder.run(&args).json();
    // The note of how many there are is no file of events.
    assert_eq!((&again["observations"], &again["files_already_read"]), (&json!(0), &json!(1)));
}

/// Roll calls of one session: the United States, Canada and Cuba; the third unanimous.
const ROLL_CALLS: &str = "rcid,session,vote,ccode,date,unres\n\
    1,70,1,2,2015-10-01,R/70/1\n1,70,1,20,2015-10-01,R/70/1\n1,70,3,40,2015-10-01,R/70/1\n\
    2,70,3,2,2015-10-02,R/70/2\n2,70,2,20,2015-10-02,R/70/2\n2,70,1,40,2015-10-02,R/70/2\n\
    3,70,1,2,2015-10-03,R/70/3\n3,70,1,20,2015-10-03,R/70/3\n3,70,1,40,2015-10-03,R/70/3\n\
    4,70,8,2,2015-10-04,R/70/4\n4,70,1,20,2015-10-04,R/70/4\n4,70,3,40,2015-10-04,R/70/4\n";

#[test]
fn agreement_leaves_out_unanimous_roll_calls_and_absent_states() {
    let folder = Folder::new();
    folder.write("votes.csv", ROLL_CALLS);
    let args = ["votes", "agreement", "votes.csv", "--with", "USA", "--format", "csv"];
    let table = folder.run(&args).done();
    assert_eq!(
        table,
        "session,country,with,agreement,n\n70,CAN,USA,0.5,2\n70,CUB,USA,0,2\n70,USA,USA,1,2\n"
    );
    let nobody = folder.run(&["votes", "agreement", "votes.csv", "--with", "FRA"]).refused();
    assert!(nobody.contains("FRA voted in no roll call"), "{nobody}");
    let points = folder.run(&["votes", "ideal-points", "votes.csv", "--format", "json"]).json();
    let place = |code: &str| {
        let row = list(&points).iter().find(|row| row["country"] == code).unwrap();
        row["ideal_point"].as_f64().unwrap()
    };
    assert!(place("USA") > place("CUB"), "{points}");
}

/// A gzip of a text whose stream ends after so many of its bytes.
fn cut_gzip(text: &str, bytes: usize) -> Vec<u8> {
    let len = u16::try_from(text.len()).expect("a short text").to_le_bytes();
    let stored = [1, len[0], len[1], !len[0], !len[1]];
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    [&head[..], &stored, &text.as_bytes()[..bytes]].concat()
}

#[test]
fn of_votes_a_broken_table_answers_nothing_and_faulty_rows_cost_no_others() {
    let folder = Folder::new();
    folder.write("cut.csv.gz", cut_gzip(ROLL_CALLS, ROLL_CALLS.len() / 2));
    folder.write("bad.csv", ROLL_CALLS.replace("4,70,8,2,", "4,70,7,2,"));
    for more in [&["agreement", "--with", "USA"][..], &["ideal-points"]] {
        let args = |file: &'static str| [&["votes"], more, &["--format", "csv", file]].concat();
        let broken = folder.run(&args("cut.csv.gz")).refused();
        assert!(broken.starts_with("error: cut.csv.gz: gzip broken"), "{broken}");
        let part = folder.run(&args("bad.csv"));
        assert_eq!(part.code, WRONG, "{}", part.stderr);
        assert!(part.stdout.lines().count() > 3, "{}", part.stdout);
        assert!(part.stderr.contains("left out: bad.csv:11: column vote"), "{}", part.stderr);
        assert!(part.stderr.contains("error: 1 row was refused; the answer is of the others"));
    }
}

#[test]
fn a_series_without_a_heading_or_between_other_signs_is_read_as_it_is() {
    let folder = Folder::new();
    let value = |month: u32| month * 7 % 5 + if month < 30 { 0 } else { 9 };
    let rows: String =
        (0..60).map(|m| format!("{}-{:02},{}\n", 2018 + m / 12, m % 12 + 1, value(m))).collect();
    folder.write("bare.csv", &rows);
    folder.write("semicolons.csv", ("month,value\n".to_owned() + &rows).replace(',', ";"));
    folder.write("tabs.tsv", ("month,value\n".to_owned() + &rows).replace(',', "\t"));
    for file in ["bare.csv", "semicolons.csv", "tabs.tsv"] {
        let ran = folder.run(&["turns", file, "--format", "json"]);
        assert_eq!(
            ran.stderr.contains("no line of headings"),
            file == "bare.csv",
            "{}",
            ran.stderr
        );
        let found = ran.json();
        let turns: Vec<_> = list(&found["turns"]).iter().map(|turn| &turn["date"]).collect();
        assert_eq!(turns, [&json!("2020-07")], "{file}");
    }
}

#[test]
fn a_series_whose_dates_or_cells_are_wrong_names_the_row() {
    let folder = Folder::new();
    for (text, says) in [
        ("date,value\n2025-03-02,1\n2025-03-01,2\n", "t.csv:3: 2025-03-01 does not come after"),
        ("date,value\n2010-12,1\n2010-13,2\n", "t.csv:3: not a date: 2010-13"),
        ("date,value\n2010-12,1\n2011-01,12%\n", "t.csv:3: column value: not a number: 12%"),
        ("date,sold\n2010-12,1\n2011-01,inf\n", "t.csv:3: column sold: not a number: inf"),
        (
            "date,value,value\n2010-12,1,2\n",
            "t.csv: column value: columns 2 and 3 have the same heading",
        ),
        ("date,value\n2010-12,1,000\n", "t.csv:2: 3 fields, but 2 columns"),
    ] {
        folder.write("t.csv", text);
        let refused = folder.run(&["turns", "t.csv"]).refused();
        assert!(refused.starts_with(&format!("error: {says}")), "{refused}");
    }
    folder.write("t.csv", "date,value,value\n2010-12,1,2\n2011-01,3,4\n");
    let second = folder.run(&["turns", "t.csv", "--value", "3"]).done();
    assert!(second.contains("t: value, 2 values"), "{second}");
    let days: String = (1..29).map(|day| format!("{day:02}.02.2025,1\n")).collect();
    folder.write("t.csv", format!("date,value\n{days}"));
    let dates = folder.run(&["turns", "t.csv", "--value", "date"]).refused();
    assert!(dates.lines().count() < 25 && dates.contains("18 more faults"), "{dates}");
}

#[test]
fn days_that_are_missing_are_absent_whatever_the_form_of_the_dates() {
    let folder = Folder::new();
    // Every week alike but for its end; ten days are missing.
    let row = |t: i32| {
        let day = day_of_2025(t);
        format!("{day},{}\n", t * 7 % 5 + if t % 7 > 4 { 90 } else { 0 })
    };
    let rows: String = (0..120).filter(|t| !(40..50).contains(t)).map(row).collect();
    folder.write("t.csv", format!("date,value\n{rows}"));
    let found = folder.run(&["turns", "t.csv", "--format", "json"]).json();
    assert_eq!(list(&found["seasons"])[0]["period"], json!(7), "{found}");
    let text = folder.run(&["turns", "t.csv"]).done();
    assert!(text.contains("110 values, 1.1.2025 to 30.4.2025"), "{text}");
}

/// The days of 2025 by their number from 0, as they are written in German, to the end of April.
fn day_of_2025(at: i32) -> String {
    let (day, month) = match at {
        ..31 => (at + 1, 1),
        31..59 => (at - 30, 2),
        59..90 => (at - 58, 3),
        _ => (at - 89, 4),
    };
    format!("{day}.{month}.2025")
}

#[test]
fn a_series_that_steps_has_its_turn_there() {
    let folder = Folder::new();
    let value = |month: u32| month * 7 % 5 + if month < 30 { 0 } else { 9 };
    let rows = (0..60).map(|m| format!("{}-{:02},{}\n", 2018 + m / 12, m % 12 + 1, value(m)));
    folder.write("step.csv", "month,value\n".to_owned() + &rows.collect::<String>());
    let found = folder.run(&["turns", "step.csv", "--format", "json"]).json();
    let turns: Vec<_> = list(&found["turns"]).iter().map(|turn| &turn["index"]).collect();
    assert_eq!((&found["series"], turns), (&json!("step"), vec![&json!(30)]));
    folder.write("words.csv", "month,value\n2018-01,much\n");
    assert!(folder.run(&["turns", "words.csv"]).refused().starts_with("error: words.csv"));
}

#[test]
fn a_season_is_taken_out_before_a_turn_is_sought() {
    let folder = Folder::new();
    let value = |m: usize| 20 * (m % 12 / 6) + m * 7 % 5 + if m < 60 { 0 } else { 9 };
    let rows = (0..96).map(|m| format!("{}-{:02},{}\n", 2018 + m / 12, m % 12 + 1, value(m)));
    folder.write("sold.csv", "month,value\n".to_owned() + &rows.collect::<String>());
    let found = folder.run(&["turns", "sold.csv", "--format", "json"]).json();
    let turns: Vec<_> = list(&found["turns"]).iter().map(|turn| &turn["date"]).collect();
    assert_eq!(turns, [&json!("2023-01")], "{found}");
    let season = &list(&found["seasons"])[0];
    assert_eq!((&season["period"], &season["column"]), (&json!(12), &json!("value")), "{season}");
    let text = folder.run(&["turns", "sold.csv"]).done();
    assert!(text.contains("a season of 12 values is taken out"), "{text}");
    let kept = folder.run(&["turns", "sold.csv", "--season", "0", "--format", "json"]).json();
    assert!(kept.get("seasons").is_none(), "{kept}");
}

#[test]
fn a_series_of_the_embedded_case_is_one_unit_by_month() {
    let args = ["series", "--actor", "CHN", "--target", "PRK", "--channel", "trade.exports"];
    let both = crate::program::run(&args).refused();
    assert!(both.contains("several units: CNY, USD"), "{both}");
    let one = [&args[..], &["--unit", "CNY", "--as-of", "2025-11-04", "--format", "csv"]].concat();
    let table = crate::program::run(&one).done();
    let september = table.lines().find(|line| line.starts_with("2025-09")).expect("the month");
    assert!(september.contains("1622934689"), "{september}");
    assert!(!table.lines().any(|line| line.starts_with("2025-10")), "known later: {table}");
    // What was traded is a deed: of words about it nothing is known, and the deeds do not stand in for it.
    let deeds = crate::program::run(&[&one[..], &["--mode", "deed"]].concat()).done();
    assert_eq!(deeds, table);
    let words = crate::program::run(&[&one[..], &["--mode", "word"]].concat()).refused();
    assert!(words.contains("CHN → PRK: trade.exports as a word"), "{words}");
}

#[test]
fn what_is_said_live_counts_the_rows_of_the_file() {
    let folder = Folder::new();
    let row = |m: u32| format!("{}-{:02},{}\n", 2018 + m / 12, m % 12 + 1, m * 7 % 5);
    // The months of 2019 have no row.
    let rows = (0..12).chain(24..60).map(row);
    folder.write("gap.csv", "month,value\n".to_owned() + &rows.collect::<String>());
    let live = folder.run(&["turns", "gap.csv", "--live", "--format", "json"]).json();
    let column = &live["live"][0];
    let last = list(&column["runs"]).last().expect("runs");
    assert_eq!((&column["index"], &last["index"]), (&json!(47), &json!(47)), "{column}");
    let csv = folder.run(&["turns", "gap.csv", "--live", "--format", "csv"]).done();
    assert!(csv.contains("\nvalue,47,2022-12,"), "{csv}");
}

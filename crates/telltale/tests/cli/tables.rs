//! Tables of others from the command line: vintages of trade, customs, travels, tests, and any table by
//! a map.

use serde_json::{Value, json};

use crate::program::{Folder, WRONG, list, text};

/// What a report counts, after the equation was checked.
#[track_caller]
fn counts(report: &Value) -> [u64; 4] {
    let counts = ["rows", "observations", "collapsed", "rejects"];
    let counts = counts.map(|name| report[name].as_u64().expect("a count"));
    assert_eq!(counts[0], counts[1] + counts[2] + counts[3], "{report}");
    counts
}

/// Rows of an answer of Comtrade: China's exports in January 2025, by partner and value.
fn answer(rows: &[(u32, f64)]) -> String {
    let rows: Vec<Value> = rows
        .iter()
        .map(|(partner, value)| {
            json!({"typeCode": "C", "freqCode": "M", "period": "202501", "reporterCode": 156,
                "flowCode": "X", "partnerCode": partner, "partner2Code": 0, "cmdCode": "TOTAL",
                "classificationCode": "H6", "customsCode": "C00", "motCode": 0,
                "primaryValue": value})
        })
        .collect();
    json!({"elapsedTime": "0.1 secs", "count": rows.len(), "data": rows, "error": ""}).to_string()
}

fn flows(folder: &Folder, as_of: &str) -> String {
    let args = [
        "series",
        "--actor",
        "CHN",
        "--target",
        "PRK",
        "--channel",
        "trade.exports",
        "--ledger",
        "L",
        "--as-of",
        as_of,
        "--format",
        "csv",
    ];
    folder.run(&args).done()
}

#[test]
fn a_release_that_shrinks_is_kept_and_flagged_and_takes_nothing_back() {
    let folder = Folder::new();
    let ingest = |name: &str, day: &str| {
        let args = ["ingest", "comtrade", name, "--ledger", "L", "--published", day];
        folder.run(&[&args[..], &["--format", "json"]].concat())
    };
    folder.write("x[2025-03-01].json", answer(&[(408, 100.0), (842, 50.0), (0, 150.0)]));
    let first = ingest("x[2025-03-01].json", "2025-03-01").json();
    assert_eq!(counts(&first), [3, 2, 0, 1], "{first}");
    assert_eq!(first["flags"], Value::Null);

    folder.write("x[2025-06-01].json", answer(&[(842, 55.0)]));
    let ran = ingest("x[2025-06-01].json", "2025-06-01");
    assert!(ran.stderr.contains("lacks 1 of the 2 figures"), "{}", ran.stderr);
    let later = ran.json();
    assert_eq!(counts(&later), [1, 1, 0, 0], "{later}");
    assert!(text(&later["flags"][0]).contains("CHN→PRK trade.exports 2025-01"), "{later}");
    assert!(flows(&folder, "2025-12-31").contains("100"), "what it lacks stays");

    // The same, though the later release came here first.
    let other = Folder::new();
    for (name, day, rows) in [
        ("x[2025-06-01].json", "2025-06-01", &[(842, 55.0)][..]),
        ("x[2025-03-01].json", "2025-03-01", &[(408, 100.0), (842, 50.0)]),
    ] {
        other.write(name, answer(rows));
        let args = ["ingest", "comtrade", name, "--ledger", "L", "--published", day];
        let ran = other.run(&args);
        assert_eq!(ran.stderr.contains("flag: "), day == "2025-03-01", "{}", ran.stderr);
    }
}

#[test]
fn faulty_rows_of_trade_are_listed_and_the_others_kept() {
    let folder = Folder::new();
    let rows = answer(&[(408, 100.0), (842, -1.0), (410, 7.0)]);
    folder.write("a.json", rows.replace("7.0", "\"1.2.3\""));
    let args = ["ingest", "comtrade", "a.json", "--ledger", "L", "--published", "2025-03-01"];
    let ran = folder.run(&[&args[..], &["--format", "json"]].concat());
    assert_eq!(ran.code, WRONG);
    assert_eq!(counts(&serde_json::from_str(&ran.stdout).expect("a report")), [3, 1, 0, 2]);
    let rejects = folder.run(&["rejects", "--ledger", "L", "--format", "json"]).json();
    let places: Vec<_> = list(&rejects).iter().map(|one| (&one["row"], &one["column"])).collect();
    assert_eq!(places, [(&json!(2), &json!("primaryValue")), (&json!(3), &json!("primaryValue"))]);
    folder.write("b.json", r#"{"statusCode":429,"message":"Rate limit is exceeded."}"#);
    let args = ["ingest", "comtrade", "b.json", "--ledger", "L", "--published", "2025-03-01"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, WRONG);
    assert!(ran.stderr.contains("429 Rate limit"), "{}", ran.stderr);
}

#[test]
fn months_of_customs_are_told_once_the_tables_around_them_are_there() {
    let folder = Folder::new();
    let head = "国别（地区）,出口,\n,2月,1至2月\n";
    fs_err::create_dir_all(folder.path("c")).expect("made");
    folder.write("c/1.csv", format!("2024年2月,单位：万元人民币,\n{head}朝鲜,10,30\n"));
    let args = ["ingest", "customs", "c", "--ledger", "L", "--format", "json"];
    let first = folder.run(&args).json();
    assert_eq!(counts(&first), [2, 2, 0, 0], "February, and January of its sum: {first}");
    let sums_alone = "国别（地区）,出口,\n,4月,1至4月\n";
    folder.write("c/2.csv", format!("2024年4月,单位：万元人民币,\n{sums_alone}朝鲜,20,65.5\n"));
    let second = folder.run(&args).json();
    assert_eq!(counts(&second), [4, 2, 2, 0], "{second}");
    let query = "SELECT CAST(start_date AS VARCHAR) AS month, value, derived FROM observation ORDER BY start_date";
    let kept = folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done();
    assert_eq!(
        kept,
        "month,value,derived\n2024-01-01,200000.0,true\n2024-02-01,100000.0,false\n\
         2024-03-01,155000.0,true\n2024-04-01,200000.0,false\n"
    );
}

#[test]
fn travels_tests_arms_and_risk_are_read_each_as_it_is_shipped() {
    let folder = Folder::new();
    let head = "destination country,destination city,description,time\n";
    folder.write("president.csv", format!("{head}Japan,Tokyo,Met,\"May 20–22, 2022\"\n"));
    folder.write("v.csv", "date,country,leader,text\n2018-03-28,North Korea,Xi Jinping,Xi Jinping was in Beijing and met with x\n2018-03-29,Chad,Xi Jinping,Xi calls\n");
    folder.write("t.json", r#"{"timeBins":[{"data":[{"date":"2017-07-04","missile":"hwasong-14","facility":"panghyon","outcome":"success"}]}]}"#);
    folder.write(
        "s.csv",
        "supplier,recipient,year,value\nRussia,India,2015,12\nRussia,ZAPU (Zimbabwe)*,2015,1\n",
    );
    folder.write("g.csv", "month,GPR,N10,GPRC_PRK\n2025-09-01,101.5,8000,0.0125\n");
    for (source, file, expected) in [
        ("travel", "president.csv", [1, 1, 0, 0]),
        ("china_vitae", "v.csv", [2, 1, 0, 1]),
        ("launches", "t.json", [1, 1, 0, 0]),
        ("sipri", "s.csv", [2, 1, 0, 1]),
        ("gpr", "g.csv", [2, 1, 0, 1]),
    ] {
        let args = ["ingest", source, file, "--ledger", "L", "--published", "2025-12-01"];
        let report = folder.run(&[&args[..], &["--format", "json"]].concat()).json();
        assert_eq!(counts(&report), expected, "{source}: {report}");
        let again = folder.run(&[&args[..], &["--format", "json"]].concat()).json();
        assert_eq!(counts(&again)[1], 0, "{source}: read twice is read once");
    }
    let query = "SELECT actor, target, channel FROM observation ORDER BY source";
    let kept = folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done();
    assert_eq!(
        kept,
        "actor,target,channel\nCHN,PRK,meeting\nPRK,,statement\nPRK,,launch\nRUS,IND,arms\n\
         USA,JPN,visit\n"
    );
}

#[test]
fn what_is_addressed_to_nobody_is_a_series_without_a_target() {
    let folder = Folder::new();
    folder.write("t.json", r#"{"timeBins":[{"data":[{"date":"2017-07-04","missile":"hwasong-14","facility":"panghyon","outcome":"success"}]}]}"#);
    folder.run(&["ingest", "launches", "t.json", "--ledger", "L"]).done();
    let args =
        ["series", "--actor", "PRK", "--channel", "launch", "--ledger", "L", "--format", "json"];
    let series = folder.run(&args).json();
    assert_eq!((&series["source"], &series["target"]), (&json!("launches"), &Value::Null));
    assert_eq!(list(&series["rows"])[0]["count"], json!(1), "{series}");
}

#[test]
fn events_of_several_sources_are_never_spliced() {
    let folder = Folder::new();
    folder.write("a.csv", "No,From,To,Type,Day,Note\n1,China,PRK,visit,2025-11-03,\n");
    for source in ["embassy-log", "press-log"] {
        folder.write("map.toml", MAP.replace("embassy-log", source));
        folder.run(&["ingest", "a.csv", "--map", "map.toml", "--ledger", "L"]).done();
    }
    let args =
        ["series", "--actor", "CHN", "--target", "PRK", "--channel", "visit", "--ledger", "L"];
    let refused = folder.run(&args).refused();
    assert!(
        refused.contains("several sources tell of this channel: embassy-log, press-log"),
        "{refused}"
    );
    let one = folder.run(&[&args[..], &["--source", "press-log"]].concat()).done();
    assert!(one.contains("2025-11       1         1  1.0000"), "{one}");
}

#[test]
fn nothing_is_published_on_a_day_that_is_yet_to_come() {
    let folder = Folder::new();
    folder.write("a.json", answer(&[(408, 100.0)]));
    let args = ["ingest", "comtrade", "a.json", "--ledger", "L", "--published", "2199-01-01"];
    let refused = folder.run(&args).refused();
    assert!(refused.contains("--published is a day that is yet to come: 2199-01-01"), "{refused}");
    folder.write("t.csv", "No,From,To,Type,Day,Note\n1,China,PRK,visit,2199-11-03,\n");
    folder.write("map.toml", MAP);
    let ran = folder.run(&["ingest", "t.csv", "--map", "map.toml", "--ledger", "L"]);
    assert_eq!(ran.code, WRONG);
    assert!(ran.stderr.contains("1 row was refused; nothing else was taken"), "{}", ran.stderr);
    assert!(ran.stdout.ends_with("\n  1 faulty row\n"), "{}", ran.stdout);
    let old = ["ingest", "icews", "t.csv", "--ledger", "L", "--year", "1600"];
    assert!(folder.run(&old).refused().contains("--year is no year of events: 1600"));
}

#[test]
fn a_row_that_repeats_one_of_its_file_is_collapsed_and_not_already_there() {
    let folder = Folder::new();
    folder.write("map.toml", MAP);
    let row_of_log = "1,China,PRK,visit,2025-11-03,\n";
    folder.write("t.csv", format!("No,From,To,Type,Day,Note\n{row_of_log}{row_of_log}"));
    let args = ["ingest", "t.csv", "--map", "map.toml", "--ledger", "L"];
    let first = folder.run(&args).done();
    assert!(
        first.starts_with("2 rows = 1 observation appended + 1 collapsed + 0 already"),
        "{first}"
    );
    let again = folder.run(&args).done();
    assert!(
        again.starts_with("2 rows = 0 observations appended + 1 collapsed + 1 already"),
        "{again}"
    );
}

const MAP: &str = "source = \"embassy-log\"\nkind = \"event\"\n[fields]\nid = \"No\"\n\
    actor = { column = \"From\", scheme = \"name\" }\ntarget = \"To\"\nchannel = \"Type\"\n\
    start = \"Day\"\nknown_at = \"Day\"\nwhat = \"Note\"\n";

#[test]
fn any_table_is_read_by_a_map_and_a_dry_run_writes_nothing() {
    let folder = Folder::new();
    folder.write("map.toml", MAP);
    let good: String =
        (1..=12).map(|n| format!("{n},China,PRK,visit,2025-11-{n:02},note {n}\n")).collect();
    let table = format!(
        "No,From,To,Type,Day,Note\n{good}13,China,PRK,vist,2025-11-13,\n14,China,PRK,visit,,\n"
    );
    folder.write("t.csv", &table);
    let dry = folder.run(&["ingest", "table", "t.csv", "--map", "map.toml", "--dry-run"]);
    assert_eq!(dry.code, WRONG, "{}", dry.stderr);
    assert_eq!(
        dry.stdout.lines().filter(|line| line.starts_with("row ")).count(),
        10,
        "{}",
        dry.stdout
    );
    assert!(
        dry.stdout.contains(
            "t.csv:14: column Type: unknown channel: \"vist\"\n  hint: did you mean visit?"
        ),
        "{}",
        dry.stdout
    );
    assert!(
        dry.stdout.contains(
            "14 rows = 12 observations + 1 without a record + 1 rejects; nothing was written"
        ),
        "{}",
        dry.stdout
    );
    assert!(!folder.path("L").exists() && !folder.path("raw").exists());

    let args = ["ingest", "t.csv", "--map", "map.toml", "--ledger", "L", "--format", "json"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, WRONG);
    assert_eq!(counts(&serde_json::from_str(&ran.stdout).expect("a report")), [14, 12, 0, 2]);
    let again = folder.run(&args);
    assert_eq!(counts(&serde_json::from_str(&again.stdout).expect("a report")), [14, 0, 12, 2]);
    let query =
        "SELECT count(*) AS n FROM observation WHERE source = 'embassy-log' AND channel = 'visit'";
    let kept = folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done();
    assert_eq!(kept, "n\n12\n");

    folder.write("map.toml", MAP.replace("kind = \"event\"", "kind = \"evnt\""));
    let refused =
        folder.run(&["ingest", "table", "t.csv", "--map", "map.toml", "--ledger", "M"]).refused();
    assert!(
        refused
            .contains("map.toml:2: column 8: unknown kind: \"evnt\"\n  hint: did you mean event?"),
        "{refused}"
    );
    assert!(!folder.path("M").exists());
    for (args, expected) in [
        (&["ingest", "table", "t.csv", "--ledger", "M"][..], "--map MAP.toml"),
        (
            &["ingest", "gdelt", "t.csv", "--map", "map.toml", "--ledger", "M"],
            "--map is for tables",
        ),
    ] {
        let refused = folder.run(args).refused();
        assert!(refused.contains(expected), "{refused}");
    }
}

#[test]
fn a_ledgers_own_parquet_is_a_table_too() {
    let folder = Folder::new();
    folder.write("map.toml", MAP);
    folder.write("t.csv", "No,From,To,Type,Day,Note\n1,China,PRK,visit,2025-11-10,a guest\n");
    folder.run(&["ingest", "table", "t.csv", "--map", "map.toml", "--ledger", "L"]).done();
    let files = folder.contents("L");
    let (_, parquet) = files
        .iter()
        .find(|(path, _)| path.extension().is_some_and(|end| end == "parquet"))
        .expect("a data file");
    folder.write("t.parquet", parquet);
    let map = "source = \"copy\"\nkind = \"event\"\n[fields]\nactor = \"actor\"\ntarget = \"target\"\n\
        channel = \"channel\"\nstart = \"start_date\"\nknown_at = \"known_at\"\nwhat = \"what\"\n";
    folder.write("map.toml", map);
    let args =
        ["ingest", "table", "t.parquet", "--map", "map.toml", "--ledger", "M", "--format", "json"];
    let report = folder.run(&args).json();
    assert_eq!(counts(&report), [1, 1, 0, 0], "{report}");
    let query = "SELECT actor, target, channel, what FROM observation";
    let kept = folder.run(&["sql", query, "--ledger", "M", "--format", "csv"]).done();
    assert_eq!(kept, "actor,target,channel,what\nCHN,PRK,visit,a guest\n");
}

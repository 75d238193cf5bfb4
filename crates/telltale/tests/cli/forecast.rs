//! Forecasts from the command line: walked through, made and kept, and held against what came.

use serde_json::{Value, json};

use crate::program::{DAMAGED, Folder, list};
use crate::tripwires::copy_case;

/// A year of ten states in the form of entities and hours. Some pairs visit each other every other
/// week, most never do, and words go before.
fn year(folder: &Folder) {
    let states =
        ["France", "Ghana", "Japan", "Peru", "Chile", "Kenya", "Norway", "Spain", "India", "Cuba"];
    let names: String = states.iter().enumerate().map(|(at, n)| format!("{n}\t{at}\n")).collect();
    fs_err::create_dir_all(folder.path("i")).unwrap();
    folder.write("i/entity2id.txt", names);
    folder.write(
        "i/relation2id.txt",
        "Make_a_visit\t0\nHost_a_visit\t1\nConsult\t2\nPraise_or_endorse\t3\n",
    );
    let mut state = 7_u64;
    let mut drawn = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut rows = String::new();
    for day in 0..365 {
        for a in 0..10_u64 {
            for b in 0..10_u64 {
                if a == b {
                    continue;
                }
                let often = [12, 60, 400, 400][((a + b) % 4) as usize];
                let hour = day * 24;
                if drawn(often) == 0 {
                    rows += &format!("{a}\t0\t{b}\t{hour}\n{b}\t1\t{a}\t{hour}\n");
                }
                if drawn(40) == 0 {
                    rows += &format!("{a}\t{}\t{b}\t{hour}\n", 2 + drawn(2));
                }
            }
        }
    }
    folder.write("i/train.txt", rows);
    folder.run(&["ingest", "icews", "i", "--ledger", "L", "--year", "2019"]).done();
}

fn backtest<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let mut args =
        vec!["forecast", "backtest", "--ledger", "L", "--event", "visit", "--within", "30"];
    args.extend(more);
    args
}

#[test]
fn a_backtest_says_how_good_forecasts_would_have_been_and_against_what() {
    let folder = Folder::new();
    year(&folder);
    let report = folder.run(&backtest(&["--format", "json"])).json();
    let number = |key: &str| report[key].as_f64().unwrap_or_else(|| panic!("{key}: {report}"));
    assert!(number("n") > 500.0 && number("events") > 100.0);
    assert!((number("prevalence") - number("events") / number("n")).abs() < 1e-12);
    let skill = 1.0 - number("brier") / number("brier_base");
    assert!((number("skill_over_base") - skill).abs() < 1e-9);
    assert!(skill > 0.2, "{report}");
    assert!(number("calibration_slope") > 0.7 && number("calibration_slope") < 1.4, "{report}");
    assert!(report["interval"][0].as_f64().unwrap() < skill);
    assert!(report["interval"][1].as_f64().unwrap() > skill);
    for only in ["deeds_only", "words_only"] {
        assert!(report[only]["brier"].as_f64().unwrap() > 0.0, "{report}");
    }
    let told: usize = list(&report["reliability"])
        .iter()
        .map(|place| place["n"].as_u64().unwrap() as usize)
        .sum();
    assert_eq!(told as f64, number("n"));
    // Guest and host tell of one trip: with a direction there are about as many dyads that travel,
    // each told apart.
    let directed = folder.run(&backtest(&["--directed", "--format", "json"])).json();
    assert!(directed["dyads"].as_u64() > report["dyads"].as_u64());
    let text = folder.run(&backtest(&[])).done();
    assert!(text.contains("deeds and words") && text.contains("persistence"), "{text}");
    let svg = folder.run(&backtest(&["--format", "svg"])).done();
    assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"), "{svg}");
    let again = folder.run(&backtest(&["--format", "json"])).json();
    assert_eq!(report, again);
    let schema = include_str!("../../../../schema/forecast.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let breaches: Vec<_> = validator.iter_errors(&report).map(|e| e.to_string()).collect();
    assert!(breaches.is_empty(), "{breaches:?}");
}

#[test]
fn a_ledger_that_is_too_short_is_not_walked_through() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let none = ["forecast", "backtest", "--ledger", "L", "--event", "vote", "--within", "30"];
    let refused = folder.run(&none).refused();
    assert!(refused.contains("too little is held"), "{refused}");
    assert!(refused.contains("are taken together"), "{refused}");
    let nobody = folder.run(&[&none[..], &["--source", "nope"]].concat()).refused();
    assert!(nobody.contains("no events of this source: \"nope\"\n  hint: its sources"), "{nobody}");
    let unknown = ["forecast", "backtest", "--ledger", "L", "--event", "visits", "--within", "30"];
    assert!(folder.run(&unknown).refused().contains("visit"));
}

/// The forecasts of the embedded case as of a day.
fn made<'a>(day: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut args = vec!["forecast", "--ledger", "L", "--as-of", day, "--format", "json"];
    args.extend(more);
    args
}

#[test]
fn forecasts_are_kept_when_made_and_held_against_what_came() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let dry = folder.run(&made("2025-08-20", &["--dry-run"])).json();
    assert_eq!(dry["kept"], Value::Null);
    let first = folder.run(&made("2025-08-20", &[])).json();
    let forecasts = list(&first["forecasts"]);
    let told: Vec<_> = forecasts.iter().filter(|said| said["probability"].is_f64()).collect();
    assert_eq!(first["kept"], json!(told.len()));
    assert!(told.len() >= 3, "{first}");
    for said in &told {
        let p = said["probability"].as_f64().unwrap();
        let [low, high] = [0, 1].map(|at| said["interval"][at].as_f64().unwrap());
        assert!(0.0 < p && p < 1.0 && low < p && p < high, "{said}");
        assert!(said["word"].is_string() && said["confidence"].is_string(), "{said}");
        assert!(said["base"].is_f64() && said["persistence"].is_f64(), "{said}");
    }
    // Said once: a second time on the same day changes nothing.
    assert_eq!(folder.run(&made("2025-08-20", &[])).json()["kept"], json!(0));
    let args = ["forecast", "record", "--ledger", "L", "--as-of", "2026-08-31", "--format", "json"];
    let record = folder.run(&args).json();
    let lines = list(&record["record"]);
    let ours = lines.iter().filter(|line| line["said_by"] == "telltale").count();
    assert_eq!(ours, told.len());
    assert_eq!(record["due"], json!(told.len()), "{record}");
    // What others expected stands in the same table.
    let expected: Vec<_> = lines.iter().filter(|line| line["probability"].is_null()).collect();
    assert_eq!(expected.len(), 2, "{record}");
    assert!(expected.iter().all(|line| line["result"] == "not met"), "{record}");
    folder.run(&["ledger", "verify", "--ledger", "L"]).done();
    // What was said cannot be bettered afterwards.
    let journal = folder.read("L/_telltale_journal.jsonl").replace("0.", "0.9");
    folder.write("L/_telltale_journal.jsonl", journal);
    assert_eq!(folder.run(&args).code, DAMAGED);
    assert_eq!(folder.run(&["ledger", "verify", "--ledger", "L"]).code, DAMAGED);
}

#[test]
fn what_was_not_seen_where_nobody_looked_cannot_be_told_and_is_not_scored() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    folder.run(&made("2025-11-04", &[])).json();
    let args = ["forecast", "record", "--ledger", "L", "--as-of", "2026-08-31", "--format", "json"];
    let record = folder.run(&args).json();
    let lines = list(&record["record"]);
    let visit = lines.iter().find(|line| line["text"].as_str().unwrap().contains("China, at"));
    let visit = visit.expect("a visit between North Korea and China is forecast");
    assert_eq!((&visit["result"], &visit["scored"]), (&json!("cannot tell"), &json!(false)));
    assert!(visit["because"].as_str().unwrap().contains("2025-11-05"), "{visit}");
    assert_eq!(visit["brier"], Value::Null);
}

#[test]
fn over_days_that_a_source_covers_silence_is_absence_and_scored_misses_first() {
    let folder = Folder::new();
    copy_case(&folder);
    // The timeline of both, as if it recorded every visit.
    let every = b"complete = [\"visit\"]\nnote = \"Grows";
    folder.edit("C/case.toml", "curated = true\nnote = \"Grows", every);
    folder.run(&["ingest", "case", "C", "--ledger", "L"]).done();
    for day in ["2025-08-20", "2025-11-04"] {
        folder.run(&["forecast", "C", "--ledger", "L", "--as-of", day]).done();
    }
    let args = ["forecast", "record", "C", "--ledger", "L", "--as-of", "2026-02-20"];
    let record = folder.run(&[&args[..], &["--format", "json"]].concat()).json();
    let scored = |line: &&Value| line["scored"] == true;
    let results: Vec<_> =
        list(&record["record"]).iter().filter(scored).map(|line| line["result"].clone()).collect();
    assert_eq!(results, ["did not come", "came"], "{record}");
    assert_eq!(record["scored"], json!(2), "{record}");
    assert!(record["brier"].is_f64() && record["brier_base"].is_f64(), "{record}");
}

#[test]
fn a_forecast_is_held_against_the_series_it_was_made_on_and_marked_if_made_afterwards() {
    let folder = Folder::new();
    copy_case(&folder);
    let table = |name: &str, rows: String| {
        let heads = "id,reporter,partner,flow,commodity,start,end,value,unit,known_at,derived,source,\
                     publisher,url,weak,basis\n";
        folder.write(&format!("C/{name}"), format!("{heads}{rows}"));
        let toml = folder.read("C/case.toml");
        let table = format!("\n[[table]]\nfile = \"{name}\"\nshape = \"flows\"\n");
        folder.write("C/case.toml", toml + &table);
        folder.run(&["ingest", "case", "C", "--ledger", "L"]).done();
    };
    // So many months from a first one on, of which each has so much more than the one before.
    let row = |(unit, known): (&str, &str), first: i32, n: i32, amount: i32| {
        let (year, month) = (first + n / 12, n % 12 + 1);
        let last = match month {
            2 if year % 4 == 0 => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let days = format!("{year}-{month:02}-01,{year}-{month:02}-{last}");
        format!("{unit}{n},CHN,PRK,export,TOTAL,{days},{amount},{unit},{known},,csis-nkrus,,,,\n")
    };
    let euros = (0..72).map(|n| row(("EUR", "2026-01-20"), 2020, n, 1000 + 10 * n + n % 3));
    table("euros.csv", euros.collect());
    let made = folder
        .run(&["forecast", "C", "--ledger", "L", "--as-of", "2026-01-25", "--format", "json"])
        .json();
    let of_trade = |line: &&Value| line["month"].is_string();
    let flow = list(&made["forecasts"]).iter().find(of_trade).expect("a flow is forecast").clone();
    assert_eq!(
        (&flow["source"], &flow["unit"], &flow["month"]),
        (&json!("csis-nkrus"), &json!("EUR"), &json!("2026-02"))
    );
    // It comes true in euros. A longer series in another unit comes in later, and says the contrary.
    table("later.csv", row(("EUR", "2026-04-20"), 2020, 73, 5000));
    let dollars = (0..90).map(|n| row(("USD", "2026-07-31"), 2019, n, 5000 - 10 * n));
    table("dollars.csv", dollars.collect());
    let args = ["forecast", "record", "C", "--ledger", "L", "--as-of", "2026-08-31"];
    let record = folder.run(&[&args[..], &["--format", "json"]].concat()).json();
    let lines = list(&record["record"]);
    let of_trade = |line: &&Value| line["said_by"] == "telltale" && line["text"] == flow["text"];
    let line = lines.iter().find(of_trade).expect("it is in the record");
    assert_eq!((&line["result"], &line["afterwards"]), (&json!("came"), &json!(true)), "{line}");
    assert!(folder.run(&args).done().contains("made after the day that they are made as of"));
    let refused =
        folder.run(&["forecast", "C", "--ledger", "L", "--as-of", "2199-01-01"]).refused();
    assert!(refused.contains("yet to come") && refused.contains("--dry-run"), "{refused}");
}

#[test]
fn a_forecast_stands_as_it_was_made_whatever_the_case_declares_later() {
    let folder = Folder::new();
    copy_case(&folder);
    folder.run(&["ingest", "case", "C", "--ledger", "L"]).done();
    let made = folder.run(&["forecast", "C", "--ledger", "L", "--as-of", "2025-08-20"]);
    made.done();
    let args = ["forecast", "record", "C", "--ledger", "L", "--as-of", "2026-08-31"];
    let record = || folder.run(&[&args[..], &["--format", "json"]].concat()).json();
    let before = record();
    assert_eq!(
        (&before["no_longer_declared"], &before["declared_otherwise"]),
        (&json!([]), &json!([]))
    );
    // A visit of whomever, no longer of a leader; and a target under another name.
    folder.edit(
        "C/case.toml",
        "channel = \"visit\"\nrank = \"leader\"\nwithin_days = 90",
        b"channel = \"visit\"\nwithin_days = 90",
    );
    folder.edit("C/case.toml", "id = \"visit-with-china\"", b"id = \"visit-either-way\"");
    let after = record();
    assert_eq!(after["record"], before["record"]);
    assert_eq!((&after["scored"], &after["brier"]), (&before["scored"], &before["brier"]));
    assert_eq!(after["declared_otherwise"], json!(["visit-to-russia"]));
    assert_eq!(after["no_longer_declared"], json!(["visit-with-china"]));
    let text = folder.run(&args).done();
    assert!(text.contains("no longer declared, and held against"), "{text}");
}

#[test]
fn what_a_ledger_keeps_is_made_and_settled_as_of_today() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    // The case's facts end on 31 August 2026.
    let day = |args: &[&str]| {
        let told = folder.run(&[args, &["--format", "json"]].concat()).json();
        told["as_of"].as_str().unwrap().to_owned()
    };
    let by_tables = day(&["forecast"]);
    assert!(by_tables.as_str() <= "2026-08-31", "{by_tables}");
    let made = day(&["forecast", "--ledger", "L"]);
    let settled = day(&["forecast", "record", "--ledger", "L"]);
    assert!(by_tables <= made && made <= settled, "{by_tables} {made} {settled}");
    let journal = folder.read("L/_telltale_journal.jsonl");
    assert!(journal.contains(&format!("\"made\":\"{made}\"")), "{journal}");
    assert_eq!(day(&["forecast", "--ledger", "L", "--as-of", "2025-08-20"]), "2025-08-20");
}

#[test]
fn one_dyad_alone_has_no_intervals_and_its_report_keeps_to_the_schema() {
    let folder = Folder::new();
    fs_err::create_dir_all(folder.path("i")).unwrap();
    folder.write("i/entity2id.txt", "France\t0\nGhana\t1\n");
    folder.write("i/relation2id.txt", "Make_a_visit\t0\n");
    let days = (0..60).map(|n| 6 * n + n * n % 5 + if n % 9 == 0 { 4 } else { 0 });
    let rows: String = days.map(|day| format!("0\t0\t1\t{}\n", 24 * day)).collect();
    folder.write("i/train.txt", rows);
    folder.run(&["ingest", "icews", "i", "--ledger", "L", "--year", "2019"]).done();
    let args = ["forecast", "backtest", "--ledger", "L", "--event", "visit", "--within", "5"];
    let report = folder.run(&[&args[..], &["--format", "json"]].concat()).json();
    assert_eq!((&report["dyads"], &report["interval"]), (&json!(1), &Value::Null), "{report}");
    let places = list(&report["reliability"]);
    assert!(places.iter().all(|place| place["interval"].is_null()), "{report}");
    let schema = include_str!("../../../../schema/forecast.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let breaches: Vec<_> = validator.iter_errors(&report).map(|e| e.to_string()).collect();
    assert!(breaches.is_empty(), "{breaches:?}");
    let text = folder.run(&args).done();
    assert!(text.contains("One dyad alone has no 95 % interval"), "{text}");
}

#[test]
fn forecasts_are_told_in_words_of_both_languages() {
    let folder = Folder::new();
    let english = folder.run(&["forecast", "--as-of", "2026-08-31"]).done();
    assert!(english.contains("95 % interval") && english.contains("Confidence is"), "{english}");
    // No source follows any of the pairs on that day, and the case has ended later.
    assert_eq!(english.matches("may be missing, and then this is too low").count(), 3, "{english}");
    assert!(english.starts_with("As of 31 August 2026"), "{english}");
    let ended = folder.run(&["forecast", "--as-of", "2026-11-20", "--format", "json"]).json();
    let ends = |said: &&Value| said["unfollowed"] == "the case's facts end on 31 August 2026";
    assert_eq!(list(&ended["forecasts"]).iter().filter(ends).count(), 3, "{ended}");
    let korean = folder.run(&["forecast", "--as-of", "2026-08-31", "--lang", "ko"]).done();
    assert!(korean.contains("95% 구간") && korean.contains("신뢰도"), "{korean}");
    for day in ["2025-11-04", "2030-01-01"] {
        let untold = folder.run(&["forecast", "--as-of", day, "--lang", "ko"]).done();
        let english = |line: &&str| line.contains("판단 불가") && line.contains(" the ");
        assert!(!untold.lines().any(|line| english(&line)), "{untold}");
    }
    // The dyad's own rate is of two years, and says so beside an event of longer ago.
    let of_late = folder.run(&["forecast", "--as-of", "2025-11-04"]).done();
    assert!(of_late.contains("of the last two years: base rate"), "{of_late}");
    let long_after = folder.run(&["forecast", "--as-of", "2030-01-01"]).done();
    assert!(long_after.contains("in none of the windows of the last two years"), "{long_after}");
    let record = folder.run(&["forecast", "record", "--as-of", "2026-08-31"]).done();
    assert!(record.contains("-13.3 %") || record.contains("−13.3 %"), "{record}");
}

#[test]
fn visits_of_2014_are_forecast_better_than_by_their_base_rate() {
    let shared = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let data = shared.join("data/icews/ICEWS14");
    if !data.is_dir() {
        #[expect(clippy::print_stderr, reason = "says which test did not run")]
        {
            eprintln!("skipped: no ICEWS14 beside the repository");
        }
        return;
    }
    let folder = Folder::new();
    let data = data.display().to_string();
    folder
        .run(&["ingest", "icews", &data, "--ledger", "L", "--year", "2014", "--no-archive"])
        .done();
    let report = folder.run(&backtest(&["--format", "json"])).json();
    let number = |key: &str| report[key].as_f64().unwrap();
    assert!(number("skill_over_base") > 0.2, "{report}");
    assert!(number("skill_over_dyad_rate") > 0.0, "{report}");
    assert!((0.85..=1.15).contains(&number("calibration_slope")), "{report}");
}

#[test]
fn what_a_text_expects_is_kept_once_and_scored_when_the_figures_have_come() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    folder.write(
        "a.txt",
        "China sold North Korea goods worth $228.1 million in September. Analysts expect October's \
         exports to show even higher growth. Traders forecast that China's imports from North Korea \
         will fall year on year in October. Analysts expect China's exports to rise.\n",
    );
    let check = ["check", "a.txt", "--published", "2025-11-04", "--ledger", "L", "--keep"];
    let kept = folder.run(&check);
    assert_eq!(kept.code, 0);
    assert!(kept.stderr.contains("2 new expectations kept; 1 not kept"), "{}", kept.stderr);
    assert!(folder.run(&check).stderr.contains("0 new expectations kept"));
    let record = |day: &str| {
        let args = ["forecast", "record", "--ledger", "L", "--as-of", day, "--format", "json"];
        let record = folder.run(&args).json();
        let lines = list(&record["record"]);
        let read = lines.iter().filter(|line| line["said_by"] == "a.txt");
        read.map(|line| line["result"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(record("2025-11-03"), [""; 0], "nothing was said by then");
    assert_eq!(record("2025-11-04"), ["not due", "not due"]);
    // Exports grew by less; imports were a third lower than in September, and higher than a year before.
    assert_eq!(record("2026-08-31"), ["not met", "not met"]);
    // The same words of another pair are another expectation; who tells what is out expects nothing.
    let keep = |file: &str, day: &str| {
        let args = ["check", file, "--published", day, "--ledger", "L", "--keep"];
        folder.run(&args).stderr
    };
    let russia = "Russia sold North Korea goods worth $9 million in September. Analysts expect October's \
                  exports to show even higher growth.\n";
    folder.write("b.txt", russia);
    assert!(keep("b.txt", "2025-11-04").contains("1 new expectation kept"));
    folder.write(
        "c.txt",
        "Analysts expect China's exports to North Korea to rise in October 2025.\n",
    );
    assert!(keep("c.txt", "2026-01-10").contains("1 new expectation kept"));
    let args = ["forecast", "record", "--ledger", "L", "--as-of", "2026-08-31", "--format", "json"];
    let record = folder.run(&args).json();
    let late = list(&record["record"]).iter().find(|line| line["said_by"] == "c.txt").unwrap();
    assert_eq!(late["result"], "cannot tell");
    assert_eq!(late["because"], "the figure was out when it was said");
    assert_eq!(folder.run(&["ledger", "verify", "--ledger", "L"]).code, 0);
    let undated = folder.run(&["check", "a.txt", "--ledger", "L", "--keep"]).refused();
    assert!(undated.contains("--published"), "{undated}");
}

#[test]
fn where_the_sources_of_two_end_silence_is_no_absence() {
    let folder = Folder::new();
    year(&folder);
    fs_err::create_dir_all(folder.path("C")).unwrap();
    folder.write(
        "C/case.toml",
        "[case]\nname = \"ends\"\nquestion = \"Who visits whom?\"\nquestion_ko = \"누가 누구를?\"\n\
         subject = \"FRA\"\npartners = [\"GHA\", \"JPN\"]\ncovers_until = 2025-12-31\n\n\
         [[source]]\nname = \"icews\"\ntitle = \"ICEWS\"\npublisher = \"Lockheed\"\n\
         citation = \"Boschee 2015\"\nlicence = \"CC0\"\nfrom = 2019-01-01\nto = 2019-12-31\n\n\
         [[forecast]]\nid = \"visits\"\ntext = \"a visit of one to the other\"\n\
         text_ko = \"서로의 방문\"\nactor = \"FRA\"\ntarget = \"CUB\"\nchannel = \"visit\"\n\
         within_days = 30\neither_way = true\n",
    );
    let as_of = |day: &str| {
        let args = ["forecast", "C", "--ledger", "L", "--dry-run", "--as-of", day];
        folder.run(&[&args[..], &["--format", "json"]].concat()).json()["forecasts"][0].clone()
    };
    let during = as_of("2019-12-01");
    assert!(during["probability"].is_f64() && during["unfollowed"].is_null(), "{during}");
    let soon = as_of("2020-01-20");
    assert_eq!(soon["confidence"], json!("low"));
    assert!(soon["unfollowed"].as_str().unwrap().contains("end on 2019-12-31"), "{soon}");
    let late = as_of("2020-06-01");
    assert!(late["probability"].is_null(), "{late}");
    assert!(late["cannot_tell"].as_str().unwrap().contains("end on 2019-12-31"), "{late}");
}

#[test]
fn a_flow_is_no_event() {
    let folder = Folder::new();
    year(&folder);
    let args =
        ["forecast", "backtest", "--ledger", "L", "--event", "trade.exports", "--within", "30"];
    assert!(folder.run(&args).refused().contains("trade.exports is a flow"));
}

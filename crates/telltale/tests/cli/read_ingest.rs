//! `telltale ingest text`: what texts tell, in a ledger, each document once and its bytes kept.

use serde_json::Value;

use crate::program::{DONE, Folder, WRONG};

const FIRST: &str = "Nov. 4, 2025\nFrance thanked Poland.\n";
const SECOND: &str = "<!doctype html><meta property=og:site_name content='The Paper'>\
    <meta name=date content=2025-11-05><p>Germany thanked Poland.</p>";

/// A folder with texts in it, one of them below another folder, and things that are no texts.
fn texts() -> Folder {
    let folder = Folder::new();
    for sub in ["news/deep", "news/.hidden"] {
        fs_err::create_dir_all(folder.path(sub)).expect("a folder");
    }
    folder.write("news/a.txt", FIRST);
    folder.write("news/deep/b.html", SECOND);
    folder.write("news/deep/table.csv", "not,a,text\n");
    folder.write("news/.hidden/c.txt", "Nov. 4, 2025\nSpain thanked Poland.\n");
    folder
}

fn ingest(folder: &Folder, args: &[&str]) -> Value {
    folder.run(&[&["ingest", "text"], args, &["--ledger", "L", "--format", "json"]].concat()).json()
}

fn ask(folder: &Folder, query: &str) -> String {
    folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done()
}

#[test]
fn a_folder_of_texts_is_read_once() {
    let folder = texts();
    let first = ingest(&folder, &["news"]);
    let n = |report: &Value, key: &str| report[key].as_u64().expect("a count");
    assert_eq!((n(&first, "files"), n(&first, "observations")), (2, 2), "{first:#}");
    let parts = n(&first, "observations") + n(&first, "collapsed") + n(&first, "rejects");
    assert_eq!(n(&first, "rows"), parts);
    let again = ingest(&folder, &["news"]);
    assert_eq!((n(&again, "files_already_read"), n(&again, "observations")), (2, 0), "{again:#}");
    let all = "SELECT actor, target, channel, mode, known_at, publisher, file, \"row\", weak \
               FROM observation ORDER BY actor";
    insta_free(&ask(&folder, all));
    assert_eq!(folder.run(&["ledger", "verify", "--ledger", "L"]).code, DONE);
}

#[test]
fn what_a_text_holds_is_kept_and_obeyed_by_no_terminal() {
    let folder = Folder::new();
    let text = "Nov. 4, 2025\nSpain criticized\u{1b}]0;title\u{7} Poland on Monday.\n";
    folder.write("a.txt", text);
    let report = ingest(&folder, &["a.txt"]);
    assert_eq!(report["observations"].as_u64(), Some(1), "{report:#}");
    let id = ask(&folder, "SELECT id FROM observation");
    let id = id.lines().nth(1).expect("an id");
    let query = "SELECT basis FROM observation";
    for shown in [
        folder.run(&["why", id, "--ledger", "L"]).done(),
        folder.run(&["sql", query, "--ledger", "L"]).done(),
    ] {
        assert!(shown.contains("criticized\u{fffd}]0;title\u{fffd} Poland"), "{shown}");
        assert!(!shown.contains(['\u{1b}', '\u{7}']), "{shown}");
    }
    assert!(
        ask(&folder, query).contains("criticized\u{1b}]0;title\u{7} Poland"),
        "it is as written"
    );
}

/// Compares the rows with what the two texts say.
fn insta_free(rows: &str) {
    let rows: Vec<&str> = rows.lines().skip(1).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].starts_with("DEU,POL,praise,word,2025-11-05"), "{}", rows[0]);
    assert!(rows[0].contains("The Paper,b.html,1"), "{}", rows[0]);
    assert!(rows[1].starts_with("FRA,POL,praise,word,2025-11-04"), "{}", rows[1]);
    assert!(rows[1].contains("news,a.txt,2"), "{}", rows[1]);
}

#[test]
fn the_bytes_of_each_document_are_kept_under_their_digest() {
    let folder = texts();
    ingest(&folder, &["news"]);
    let kept = folder.contents("L/_documents");
    assert_eq!(kept.len(), 2, "{:?}", kept.keys());
    for (path, bytes) in kept {
        let ending = path.extension().and_then(|ending| ending.to_str());
        let whole = if ending == Some("html") { SECOND } else { FIRST };
        assert_eq!(bytes, whole.as_bytes());
    }
    let digests = ask(&folder, "SELECT DISTINCT digest FROM observation");
    for digest in digests.lines().skip(1) {
        let there = ["txt", "html"]
            .iter()
            .any(|ending| folder.path(&format!("L/_documents/{digest}.{ending}")).is_file());
        assert!(there, "{digest}");
    }
}

#[test]
fn without_the_archive_the_bytes_of_no_document_are_kept_until_they_are_asked_for() {
    let folder = texts();
    folder.write(
        "news/desk.rss",
        "<rss><channel><item><title>Japan thanked Poland.</title>\
        <pubDate>Tue, 04 Nov 2025 09:00:00 +0900</pubDate></item></channel></rss>",
    );
    let first = ingest(&folder, &["news", "--no-archive"]);
    assert!(first["observations"].as_u64() >= Some(2), "{first:#}");
    assert!(!folder.path("L/_documents").exists() && !folder.path("L/_raw").exists());
    let again = ingest(&folder, &["news"]);
    assert_eq!((&again["observations"], &again["rows"]), (&0.into(), &0.into()), "{again:#}");
    assert_eq!(folder.contents("L/_documents").len(), 3);
}

#[test]
fn a_file_that_cannot_be_read_stops_no_other() {
    let folder = texts();
    folder.write("news/0.txt", b"\xc7\xd1\xb1\xb9 \xc6\xc6 x");
    folder.write("news/1.txt", "France thanked Poland.");
    let ran = folder.run(&["ingest", "text", "news", "--ledger", "L"]);
    assert_eq!(ran.code, WRONG);
    assert!(ran.stderr.contains("0.txt:1: not UTF-8"), "{}", ran.stderr);
    assert!(ran.stderr.contains("1.txt: no day of publication"), "{}", ran.stderr);
    assert!(ran.stderr.contains("2 files could not be read"), "{}", ran.stderr);
    assert_eq!(ask(&folder, "SELECT count(*) AS n FROM observation"), "n\n2\n");
    // With the day told, the next run reads what was left, and only that.
    let ran =
        folder.run(&["ingest", "text", "news/1.txt", "--published", "2025-11-06", "--ledger", "L"]);
    assert!(ran.done().starts_with("1 row = 1 observation appended"));
    let doctor = folder.run(&["doctor", "--ledger", "L"]);
    assert!(doctor.stdout.contains("1 row was refused"), "{}", doctor.stdout);
    let late = ["ingest", "text", "news/0.txt", "--published", "2199-01-01", "--ledger", "L"];
    assert!(folder.run(&late).refused().contains("yet to come: 2199-01-01"));
}

#[test]
fn the_ledger_of_texts_is_not_read_as_texts() {
    let folder = texts();
    let ledger = ["ingest", "text", "news", "--ledger", "news/L", "--format", "json"];
    assert_eq!(folder.run(&ledger).json()["files"], 2);
    assert_eq!(folder.run(&ledger).json()["files"], 2);
}

#[test]
fn what_is_no_observation_is_counted_with_its_reason() {
    let folder = Folder::new();
    folder.write(
        "a.txt",
        "Nov. 4, 2025\nChinese exports to North Korea totaled 5,000 tons of coal in September.\n",
    );
    let report = ingest(&folder, &["a.txt"]);
    let reasons = report["reject_reasons"].as_object().expect("reasons");
    let sum: u64 = reasons.values().filter_map(Value::as_u64).sum();
    assert!(sum > 0, "{report:#}");
    assert_eq!(report["rejects"].as_u64(), Some(sum));
    assert_eq!(ask(&folder, "SELECT count(*) AS n FROM observation WHERE kind = 'flow'"), "n\n0\n");
}

#[test]
fn texts_that_are_not_there_are_said_so() {
    let folder = Folder::new();
    fs_err::create_dir_all(folder.path("empty")).expect("a folder");
    for (args, expected) in [
        (&["nowhere"] as &[&str], "nowhere"),
        (&["empty"], "no texts there"),
        (&[], "no texts named"),
    ] {
        let said = folder.run(&[&["ingest", "text"], args, &["--ledger", "L"]].concat()).refused();
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn each_entry_of_a_feed_is_a_text_of_its_own() {
    let folder = Folder::new();
    folder.write(
        "desk.rss",
        "<rss version=\"2.0\"><channel><title>Desk</title><language>en</language>\
         <item><title>Talks in Hanoi</title><link>https://example.org/1</link>\
         <pubDate>Tue, 04 Nov 2025 09:00:00 +0900</pubDate><description>&lt;p&gt;The foreign minister of \
         Vietnam met the foreign minister of Japan in Hanoi on Monday.&lt;/p&gt;</description></item>\
         <item><title>No day</title><description>Nothing.</description></item></channel></rss>",
    );
    let args = ["ingest", "text", "desk.rss", "--ledger", "L", "--format", "json"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, WRONG, "{}", ran.stderr);
    assert!(ran.stderr.contains("desk.rss:2: no day of publication"), "{}", ran.stderr);
    let query = "SELECT actor, target, start_date, url, publisher FROM observation";
    let kept = folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done();
    assert!(kept.contains("2025-11-03,https://example.org/1,Desk"), "{kept}");
    let again = folder.run(&args);
    assert!(again.stdout.contains("\"files_already_read\": 1"), "{}", again.stdout);
}

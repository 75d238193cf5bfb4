//! Fetching, from a server on this machine that plays the publisher. Nothing reaches the network.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use crate::program::{Folder, list, text};

/// Status and body by path.
type Answers = BTreeMap<String, (u16, Vec<u8>)>;

/// Exit status 3: network.
const NETWORK: i32 = 3;

/// A publisher: what lies at each path, and what was asked of it.
#[derive(Clone)]
struct Publisher {
    base: String,
    files: Arc<Mutex<Answers>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Publisher {
    fn open() -> Publisher {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let publisher = Publisher { base, files: Arc::default(), asked: Arc::default() };
        let mine = publisher.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let (mut head, mut part) = (Vec::new(), [0; 4096]);
                while !head.ends_with(b"\r\n\r\n") {
                    match stream.read(&mut part) {
                        Ok(n) if n > 0 => head.extend_from_slice(&part[..n]),
                        _ => break,
                    }
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                let found = mine.files.lock().unwrap().get(&path).cloned();
                let (status, body) = found.unwrap_or((404, Vec::new()));
                mine.asked.lock().unwrap().push(path);
                let head = format!(
                    "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all(&[head.as_bytes(), &body].concat());
            }
        });
        publisher
    }

    fn put(&self, path: &str, status: u16, body: impl Into<Vec<u8>>) {
        self.files.lock().unwrap().insert(path.to_owned(), (status, body.into()));
    }

    /// Publishes files of quarters of an hour with one event each, and announces them in both lists.
    fn put_quarters(&self, stamps: &[&str]) {
        let mut lines = Vec::new();
        for stamp in stamps {
            let name = format!("{stamp}.export.CSV.zip");
            let zip = zipped(&format!("{stamp}.export.CSV"), &row(stamp));
            lines.push(format!(
                "{} {} http://data.gdeltproject.org/gdeltv2/{name}\n",
                zip.len(),
                md5(&zip)
            ));
            self.put(&format!("/gdeltv2/{name}"), 200, zip);
        }
        self.put("/gdeltv2/masterfilelist.txt", 200, lines.concat());
        self.put("/gdeltv2/lastupdate.txt", 200, lines.last().cloned().unwrap_or_default());
    }

    /// Publishes a file of mentions, and announces it in the list of all files.
    fn put_mentions(&self, stamp: &str, rows: &str) {
        let name = format!("{stamp}.mentions.CSV.zip");
        let zip = zipped(&format!("{stamp}.mentions.CSV"), rows);
        let at = format!("http://data.gdeltproject.org/gdeltv2/{name}");
        let line = format!("{} {} {at}\n", zip.len(), md5(&zip));
        self.put(&format!("/gdeltv2/{name}"), 200, zip);
        self.put("/gdeltv2/masterfilelist.txt", 200, line);
    }

    /// How often a file of data was asked for.
    fn times_asked(&self, ending: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|path| path.ends_with(ending)).count()
    }
}

fn md5(bytes: &[u8]) -> String {
    use md5::Digest as _;
    md5::Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn zipped(name: &str, rows: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a zip");
    zip.write_all(rows.as_bytes()).expect("a zip");
    zip.finish().expect("a zip").into_inner()
}

/// An event of GDELT 2.0, of our own making: China consults North Korea.
fn row(stamp: &str) -> String {
    let mut cells = vec![String::new(); 61];
    let day = &stamp[..8];
    for (at, cell) in [
        (0, &stamp[2..12]),
        (1, day),
        (2, &day[..6]),
        (3, &day[..4]),
        (4, "2018.2"),
        (5, "CHN"),
        (6, "CHINA"),
        (7, "CHN"),
        (15, "PRK"),
        (16, "NORTH KOREA"),
        (17, "PRK"),
        (25, "1"),
        (26, "040"),
        (27, "040"),
        (28, "04"),
        (29, "1"),
        (30, "1.0"),
        (31, "4"),
        (32, "1"),
        (33, "4"),
        (34, "0.5"),
        (35, "0"),
        (43, "0"),
        (51, "0"),
        (59, stamp),
        (60, "https://example.org/news"),
    ] {
        cells[at] = cell.to_owned();
    }
    cells.join("\t") + "\n"
}

fn fetch(folder: &Folder, publisher: &Publisher, more: &[&str]) -> crate::program::Ran {
    let mut args = vec!["fetch", "gdelt", "--ledger", "L", "--format", "json", "--allow-private"];
    args.extend(["--base", &publisher.base]);
    args.extend(more);
    folder.run(&args)
}

const DAY: [&str; 4] = ["--since", "2018-03-26", "--until", "2018-03-26"];

#[test]
fn a_plan_is_printed_and_nobody_is_asked() {
    let (folder, publisher) = (Folder::new(), Publisher::open());
    let plan = fetch(&folder, &publisher, &DAY).json();
    assert_eq!(list(&plan["requests"]).len(), 96);
    assert_eq!((&plan["done"], &plan["bytes_unknown"]), (&Value::Null, &json!(96)));
    assert!(publisher.asked.lock().unwrap().is_empty());
    assert!(!folder.path("L").exists(), "nothing was made");
    let said = folder.run(&["fetch", "gdelt", "--ledger", "L", "--since", "2025-01-01"]).done();
    assert!(said.contains("nothing was fetched: telltale fetch gdelt"), "{said}");
}

#[test]
fn what_is_planned_is_fetched_archived_and_read_once() {
    let (folder, publisher) = (Folder::new(), Publisher::open());
    publisher.put_quarters(&["20180326000000", "20180326001500"]);
    let args = [&DAY[..], &["--go"]].concat();
    let first = fetch(&folder, &publisher, &args).json();
    assert_eq!(first["done"]["fetched"], 3, "the list and two files: {first}");
    let ingest = &first["done"]["ingest"];
    assert_eq!((&ingest["rows"], &ingest["rejects"]), (&json!(2), &json!(0)), "{first}");
    assert_eq!(text(&first["requests"][0]["md5"]).len(), 32);

    let lines = folder.read("L/_raw/provenance.jsonl");
    assert_eq!(lines.lines().count(), 3);
    let bundle: Value = serde_json::from_str(lines.lines().last().expect("a line")).expect("JSON");
    let bytes = fs_err::read(folder.path("L").join(text(&bundle["file"]))).expect("archived");
    assert_eq!(md5(&bytes), text(&bundle["md5"]));
    assert!(text(&bundle["url"]).ends_with("20180326001500.export.CSV.zip"));

    let again = fetch(&folder, &publisher, &args).json();
    assert_eq!((&again["held"], list(&again["requests"]).len()), (&json!(2), 0), "{again}");
    assert_eq!(publisher.times_asked(".export.CSV.zip"), 2, "each file came once");
    let rows = folder.run(&[
        "sql",
        "SELECT count(*) AS n FROM observation",
        "--ledger",
        "L",
        "--format",
        "csv",
    ]);
    assert_eq!(rows.done(), "n\n2\n");
}

#[test]
fn mentions_are_fetched_and_read_beside_the_events() {
    let (folder, publisher) = (Folder::new(), Publisher::open());
    let row = |event: u32, minute: &str| {
        format!(
            "{event}\t20180326000000\t201803260{minute}00\t1\tb.example\thttps://b.example/{event}\t3\t-1\
             \t40\t55\t1\t70\t900\t-1.5\t\t\n"
        )
    };
    let rows = row(1, "000") + &row(1, "000") + &row(2, "000") + "nonsense\n";
    publisher.put_mentions("20180326000000", &rows);
    let args = [&DAY[..], &["--part", "mentions", "--go"]].concat();
    let ran = fetch(&folder, &publisher, &args);
    assert!(ran.stderr.contains("1 row was refused"), "{}", ran.stderr);
    let done = ran.json();
    let ingest = &done["done"]["ingest"];
    let counts = ["rows", "mentions", "repeated", "rejects", "observations"];
    assert_eq!(counts.map(|name| ingest[name].as_u64().unwrap_or(0)), [4, 2, 1, 1, 2], "{done}");
    let query = "SELECT event, row FROM mention WHERE \
                 file LIKE '%.zip/20180326000000.mentions.CSV' ORDER BY event";
    let held = folder.run(&["sql", query, "--ledger", "L", "--format", "csv"]).done();
    assert_eq!(held, "event,row\n1,1\n2,3\n");
    let again = fetch(&folder, &publisher, &args).json();
    assert_eq!((&again["held"], list(&again["requests"]).len()), (&json!(1), 0), "{again}");
    assert_eq!(publisher.times_asked(".mentions.CSV.zip"), 1, "it came once");
}

#[test]
fn other_bytes_than_announced_are_not_kept_and_the_rest_is() {
    let (folder, publisher) = (Folder::new(), Publisher::open());
    publisher.put_quarters(&["20180326000000", "20180326001500", "20180326003000"]);
    let other = zipped("20180326001500.export.CSV", &row("20180326001500").replace("CHN", "JPN"));
    publisher.put("/gdeltv2/20180326001500.export.CSV.zip", 200, other);
    publisher.put("/gdeltv2/20180326003000.export.CSV.zip", 404, "");
    let args = [&DAY[..], &["--go"]].concat();
    let ran = fetch(&folder, &publisher, &args);
    assert_eq!(ran.code, NETWORK, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("wrong MD5: ") || ran.stderr.contains("wrong size: "),
        "{}",
        ran.stderr
    );
    let done: Value = serde_json::from_str(&ran.stdout).expect("a report all the same");
    assert_eq!(done["done"]["ingest"]["rows"], 1, "{done}");
    assert_eq!(list(&done["done"]["missing"]).len(), 1, "{done}");
}

#[test]
fn without_being_told_so_no_private_address_is_asked() {
    let (folder, publisher) = (Folder::new(), Publisher::open());
    let args = ["fetch", "page", &format!("{}/feed.xml", publisher.base), "--ledger", "L", "--go"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, NETWORK, "{}", ran.stderr);
    assert!(ran.stderr.contains("leads to a private address: "), "{}", ran.stderr);
    assert!(publisher.asked.lock().unwrap().is_empty());
}

#[test]
fn a_follower_fills_every_gap_and_doubles_nothing_across_runs() {
    let (folder, publisher) = (Folder::new(), Publisher::open());
    let look = ["--follow", "--go", "--rounds", "1"];
    publisher.put_quarters(&["20180326000000", "20180326001500"]);
    let first = fetch(&folder, &publisher, &look).json();
    assert_eq!(first["done"]["ingest"]["rows"], 1, "it begins with the newest: {first}");

    // It was away for two quarters of an hour.
    let later =
        ["20180326000000", "20180326001500", "20180326003000", "20180326004500", "20180326010000"];
    publisher.put_quarters(&later);
    let second = fetch(&folder, &publisher, &look).json();
    assert_eq!(second["done"]["ingest"]["rows"], 3, "{second}");
    let third = fetch(&folder, &publisher, &look).json();
    assert_eq!(third["done"]["ingest"]["rows"], 0, "{third}");
    assert_eq!(publisher.times_asked(".export.CSV.zip"), 4, "each file came once");
}

#[test]
fn a_follower_goes_on_when_a_list_is_empty_for_a_moment() {
    let (folder, publisher) = (Folder::new(), Publisher::open());
    publisher.put("/gdeltv2/lastupdate.txt", 200, "");
    let later = publisher.clone();
    std::thread::spawn(move || {
        while later.times_asked("lastupdate.txt") == 0 {
            std::thread::sleep(Duration::from_millis(5));
        }
        later.put_quarters(&["20180326000000"]);
    });
    let look = ["--follow", "--go", "--every", "1", "--rounds"];
    let ran = fetch(&folder, &publisher, &[&look[..], &["2"]].concat());
    assert!(ran.stderr.contains("error: announces no file: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("it is tried again in 1 s"), "{}", ran.stderr);
    assert_eq!(ran.json()["done"]["ingest"]["rows"], 1);

    // What cannot pass ends it, and so does a fault of the last look.
    publisher.put("/gdeltv2/lastupdate.txt", 200, "");
    assert_eq!(fetch(&folder, &publisher, &[&look[..], &["1"]].concat()).code, NETWORK);
}

#[test]
fn a_follower_waits_for_a_ledger_that_is_locked() {
    let (folder, publisher) = (Folder::new(), Publisher::open());
    publisher.put_quarters(&["20180326000000"]);
    fs_err::create_dir(folder.path("L")).expect("a folder");
    let lock = fs_err::File::create(folder.path("L/_telltale.lock")).expect("a file");
    lock.file().lock().expect("nobody else holds it");
    let asked = publisher.clone();
    std::thread::spawn(move || {
        while asked.times_asked(".export.CSV.zip") == 0 {
            std::thread::sleep(Duration::from_millis(5));
        }
        // Longer than a writer is patient, and less than to the next look.
        std::thread::sleep(Duration::from_millis(900));
        drop(lock);
    });
    let look = ["--follow", "--go", "--every", "2", "--rounds", "2"];
    let ran = fetch(&folder, &publisher, &look);
    assert!(ran.stderr.contains("error: ledger is locked: L"), "{}", ran.stderr);
    assert_eq!(ran.json()["done"]["ingest"]["rows"], 1, "what was archived meanwhile is read");
    assert_eq!(publisher.times_asked(".export.CSV.zip"), 1);
}

#[cfg(unix)]
#[test]
fn a_fetch_that_somebody_stops_ends_as_shells_have_it() {
    for more in [&["--follow"] as &[&str], &DAY] {
        let (folder, publisher) = (Folder::new(), Publisher::open());
        // Nothing comes, and it is tried again after seconds.
        for list in ["masterfilelist.txt", "lastupdate.txt"] {
            publisher.put(&format!("/gdeltv2/{list}"), 503, "");
        }
        let base = ["fetch", "gdelt", "--ledger", "L", "--go", "--allow-private", "--base"];
        let args = [&base[..], &[publisher.base.as_str()], more].concat();
        let mut command = folder.command(&args);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped());
        let child = command.spawn().expect("started");
        while publisher.asked.lock().unwrap().is_empty() {
            std::thread::sleep(Duration::from_millis(5));
        }
        let id = child.id().to_string();
        std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill runs");
        let ended = child.wait_with_output().expect("ended");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(130), "{more:?}: {said}");
        assert!(said.contains("error: stopped\n  hint: "), "{more:?}: {said}");
    }
}

#[test]
fn what_was_archived_and_not_read_is_read_by_the_next_run() {
    let (folder, publisher) = (Folder::new(), Publisher::open());
    publisher.put_quarters(&["20180326000000"]);
    let args = [&DAY[..], &["--go"]].concat();
    fetch(&folder, &publisher, &args).json();
    // As if the run had been killed after the archive and before the ledger.
    let bundles = folder.contents("L/_raw");
    fs_err::remove_dir_all(folder.path("L")).expect("gone");
    for (path, bytes) in bundles {
        fs_err::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs_err::write(path, bytes).expect("written");
    }
    let next = fetch(&folder, &publisher, &args).json();
    assert_eq!(next["done"]["ingest"]["rows"], 1, "{next}");
    assert_eq!(publisher.times_asked(".export.CSV.zip"), 1);
}

#[test]
fn comtrade_is_asked_by_month_and_says_when_its_quota_is_spent() {
    let (folder, publisher) = (Folder::new(), Publisher::open());
    let args = [
        "fetch",
        "comtrade",
        "--reporter",
        "CHN",
        "--partner",
        "PRK",
        "--since",
        "2025-01-01",
        "--until",
        "2025-01-31",
        "--ledger",
        "L",
        "--format",
        "json",
        "--allow-private",
        "--base",
        &publisher.base,
    ];
    let plan = folder.run(&args).json();
    let url = text(&plan["requests"][0]["url"]);
    assert!(url.contains("reporterCode=156&period=202501&partnerCode=408&cmdCode=TOTAL"), "{url}");
    let path = url.strip_prefix(&publisher.base).expect("of this base").to_owned();
    let said = r#"{"statusCode":403,"message":"Out of call volume quota. Quota will be replenished in 01:02:03."}"#;
    publisher.put(&path, 403, said);
    let go = [&args[..], &["--go"]].concat();
    let ran = folder.run(&go);
    assert_eq!(ran.code, NETWORK);
    assert!(
        ran.stderr.contains("the quota is used up") && ran.stderr.contains("3723 s"),
        "{}",
        ran.stderr
    );
    let row = r#"{"typeCode":"C","freqCode":"M","period":"202501","reporterCode":156,"flowCode":"X","partnerCode":408,"partner2Code":0,"cmdCode":"TOTAL","primaryValue":120.5}"#;
    let answer = |rows: &[&str]| {
        let data = rows.join(",");
        format!(r#"{{"elapsedTime":"0.1 secs","count":{},"data":[{data}],"error":""}}"#, rows.len())
    };
    let other = row.replace("408", "410");
    publisher.put(&path, 200, answer(&[row, &other]));
    let done = folder.run(&go).json();
    let ingest = &done["done"]["ingest"];
    assert_eq!(
        (&done["done"]["fetched"], &ingest["observations"]),
        (&json!(1), &json!(2)),
        "{done}"
    );

    // A later answer of the same address with fewer rows is kept, and flagged.
    publisher.put(&path, 200, answer(&[row]));
    let again = folder.run(&[&go[..], &["--again"]].concat());
    assert!(again.stderr.contains("lacks 1 of the 2 figures"), "{}", again.stderr);
    let lines = folder.read("L/_raw/releases.jsonl");
    let last: Value = serde_json::from_str(lines.lines().last().expect("a line")).expect("JSON");
    assert_eq!((&last["dataset"], &last["lacks"]), (&json!(url), &json!(1)), "{last}");
    let query = "SELECT count(*) AS n FROM observation";
    let args = ["sql", query, "--ledger", "L", "--as-of", "2199-12-31", "--format", "csv"];
    let held = folder.run(&args).done();
    assert_eq!(held, "n\n2\n", "what a later release lacks is not taken back");
}

#[test]
fn what_a_person_must_fetch_is_said_and_nonsense_is_refused() {
    let folder = Folder::new();
    let said = folder.run(&["fetch", "icews", "--ledger", "L"]).done();
    assert!(said.contains("10.7910/DVN/28075") && said.contains("telltale ingest icews"), "{said}");
    for (args, expected) in [
        (&["fetch", "gdel"] as &[&str], "did you mean gdelt?"),
        (&["fetch", "comtrade"], "--reporter CHN"),
        (&["fetch", "page"], "name what to fetch"),
        (&["fetch", "gdelt", "--follow"], "--go was not said"),
        (
            &["fetch", "gdelt", "--since", "2018-03-26", "--until", "2018-03-01"],
            "nothing lies between",
        ),
    ] {
        let stderr = folder.run(&[args, &["--ledger", "L"]].concat()).refused();
        assert!(stderr.contains(expected), "{args:?}: {stderr}");
    }
}

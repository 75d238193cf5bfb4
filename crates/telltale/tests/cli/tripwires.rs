//! Tripwires from the command line: said in words, judged, replayed, and watched, with those who are
//! told played by a server on this machine.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;

use serde_json::{Value, json};

use crate::program::{Folder, list, run, text};
use crate::snapshot::check;

const FOUND: i32 = 1;
const NETWORK: i32 = 3;

#[test]
fn what_is_declared_is_said_in_both_languages() {
    check("tripwire-explain", &run(&["tripwire", "explain"]).done());
}

#[test]
fn each_condition_is_judged_with_its_evidence_and_what_would_flip_it() {
    for lang in ["en", "ko"] {
        let said = run(&["tripwire", "test", "--as-of", "2025-11-04", "--lang", lang]).done();
        check(&format!("tripwire-test-{lang}"), &said);
    }
    let json = run(&["tripwire", "test", "--as-of", "2025-11-04", "--format", "json"]).json();
    let brief = run(&["brief", "--as-of", "2025-11-04", "--format", "json"]).json();
    let states = |whole: &Value| -> Vec<(String, Value)> {
        let all = list(&whole["tripwires"]).iter();
        all.map(|one| (text(&one["name"]).to_owned(), one["state"].clone())).collect()
    };
    assert_eq!(states(&json), states(&brief), "a brief says what the test says");
    assert_eq!(states(&json)[0], ("opening-to-washington".to_owned(), json!("quiet")));
    let one = run(&["tripwire", "test", "--only", "beijing-cools", "--format", "json"]).json();
    assert_eq!(list(&one["tripwires"]).len(), 1);
    let refused = run(&["tripwire", "test", "--only", "beijing-cool"]).refused();
    assert!(refused.contains("did you mean beijing-cools?"), "{refused}");
}

#[test]
fn a_raised_tripwire_ends_with_a_status_of_its_own_if_that_is_asked() {
    // Four missiles flew in the month before 10 November 2022.
    let asked = ["tripwire", "test", "--as-of", "2022-11-10", "--only", "launches-in-series"];
    let plain = run(&asked).done();
    assert!(plain.contains("launches-in-series: raised"), "{plain}");
    let coded = run(&[&asked as &[&str], &["--exit-code"]].concat());
    assert_eq!((coded.code, coded.stdout, coded.stderr.as_str()), (FOUND, plain, ""));
}

#[test]
fn a_backtest_is_scored_and_every_variant_is_counted() {
    let embedded = run(&["tripwire", "backtest", "--as-of", "2026-08-20"]);
    assert!(embedded.stdout.contains("anecdotal"), "{}", embedded.stdout);
    check("tripwire-backtest", &embedded.stdout);

    let folder = Folder::new();
    copy_case(&folder);
    folder.write("C/tripwires.jsonl", "");
    let backtest = || {
        let asked = ["tripwire", "backtest", "C", "--as-of", "2026-08-20", "--format", "json"];
        folder.run(&asked).json()
    };
    let first = backtest();
    let schema = include_str!("../../../../schema/backtest.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&closed(schema)).expect("a schema");
    let breaches: Vec<_> = validator.iter_errors(&first).map(|e| e.to_string()).collect();
    assert_eq!(breaches, [""; 0]);
    let of = |whole: &Value| whole["tripwires"][1].clone();
    assert_eq!((of(&first)["variants"].clone(), &first["variants"]), (json!(1), &json!(4)));
    // The same again is no other variant, and another line is one.
    assert_eq!(backtest(), first);
    folder.edit("C/case.toml", "above = 1\n", b"above = 2\n");
    let second = backtest();
    assert_eq!((of(&second)["variants"].clone(), &second["variants"]), (json!(2), &json!(5)));
    assert_ne!(of(&second)["frozen"], of(&first)["frozen"]);
    assert_eq!(folder.read("C/tripwires.jsonl").lines().count(), 5);
    let p = of(&second)["record"]["p"].as_f64().expect("a p");
    assert_eq!(of(&second)["p_of_variants"].as_f64(), Some((2.0 * p).min(1.0)));

    // An editor may have taken the end off the last line.
    folder.write("C/tripwires.jsonl", folder.read("C/tripwires.jsonl").trim_end());
    folder.edit("C/case.toml", "above = 2\n", b"above = 3\n");
    assert_eq!(backtest()["variants"], json!(6));
    assert_eq!(folder.read("C/tripwires.jsonl").lines().count(), 6);
    assert_eq!(backtest()["variants"], json!(6), "the log is read again");

    folder.write("C/tripwires.jsonl", "{\"tripwire\": \"half");
    let torn = folder.run(&["tripwire", "backtest", "C"]).refused();
    assert!(torn.contains("tripwires.jsonl:1: not a backtest"), "{torn}");
    folder.write("C/tripwires.jsonl", b"{}\n\xff\n");
    let torn = folder.run(&["tripwire", "backtest", "C"]).refused();
    assert!(torn.contains("tripwires.jsonl:2: not UTF-8"), "{torn}");
}

#[test]
fn the_record_in_the_repository_is_what_the_program_says() {
    // The case's own log has the variants of the embedded case, as they stand.
    let folder = Folder::new();
    copy_case(&folder);
    let before = folder.read("C/tripwires.jsonl");
    folder.run(&["tripwire", "backtest", "C", "--as-of", "2026-08-20"]).done();
    assert_eq!(folder.read("C/tripwires.jsonl"), before, "run the backtest on cases/pyongyang");
}

/// The schema with every field refused that it does not describe.
fn closed(mut schema: Value) -> Value {
    if let Some(object) = schema.as_object_mut() {
        if object.contains_key("properties") {
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        object.values_mut().for_each(|value| *value = closed(value.take()));
    } else if let Some(array) = schema.as_array_mut() {
        array.iter_mut().for_each(|value| *value = closed(value.take()));
    }
    schema
}

/// The embedded case as a folder `C`.
pub(crate) fn copy_case(folder: &Folder) {
    let case = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/pyongyang");
    fs_err::create_dir(folder.path("C")).expect("a new folder");
    for name in ["case.toml", "events.csv", "flows.csv", "mentions.csv", "tripwires.jsonl"] {
        let bytes = fs_err::read(case.join(name)).expect("a file of the case");
        folder.write(&format!("C/{name}"), bytes);
    }
}

#[test]
fn what_changed_and_changed_back_between_two_looks_is_told_as_of_its_day() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let look = |day: &str| folder.run(&["tripwire", "watch", "--ledger", "L", "--as-of", day]);
    look("2025-01-01").done();
    let told = look("2025-04-01").done();
    for said in [
        "launches-in-series is raised (was: quiet)",
        "launches-in-series: raised, since 14 January 2025",
        "launches-in-series is quiet (was: raised)",
        "launches-in-series: raised, since 10 March 2025",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert_eq!(look("2025-04-01").done(), "");
}

#[test]
fn the_day_of_the_last_look_is_told_to_its_end() {
    let folder = Folder::new();
    copy_case(&folder);
    // In the morning of 14 January nothing of that day is known yet.
    let events = folder.read("C/events.csv");
    let morning: String =
        events.split_inclusive('\n').filter(|row| !row.contains(",launch,2025-01-14,")).collect();
    assert_ne!(morning, events);
    folder.write("C/events.csv", morning);
    folder.run(&["ingest", "case", "C", "--ledger", "L"]).done();
    let look = |day: &str| folder.run(&["tripwire", "watch", "C", "--ledger", "L", "--as-of", day]);
    assert!(!look("2025-01-14").done().contains("launches-in-series is raised"));
    folder.write("C/events.csv", events);
    folder.run(&["ingest", "case", "C", "--ledger", "L"]).done();
    // By now it is quiet again, and was raised only in between.
    let told = look("2025-03-01").done();
    for said in [
        "launches-in-series is raised (was: quiet)",
        "launches-in-series: raised, since 14 January 2025",
        "launches-in-series is quiet (was: raised)",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert_eq!(look("2025-03-01").done(), "");
}

#[test]
fn what_an_edited_declaration_says_is_no_news_of_the_world() {
    let folder = Folder::new();
    copy_case(&folder);
    folder.run(&["ingest", "case", "C", "--ledger", "L"]).done();
    let look = || {
        let asked = ["tripwire", "watch", "C", "--ledger", "L", "--as-of", "2022-11-10"];
        folder.run(&asked).done()
    };
    assert!(look().contains("launches-in-series is raised (first look)"));
    let declared = folder.read("C/case.toml");
    let (before, rest) = declared.split_once("name = \"launches-in-series\"").expect("declared");
    let stricter = rest.replacen("above = 1\n", "above = 100\n", 1);
    assert_ne!(stricter, rest);
    folder.write("C/case.toml", format!("{before}name = \"launches-in-series\"{stricter}"));
    let told = look();
    assert!(told.contains("launches-in-series is quiet (declared anew; was: raised)"), "{told}");
    assert!(told.contains("nothing need have happened"), "{told}");
    assert_eq!(look(), "");
}

/// A server that answers with these statuses, one a request, and tells what it was sent.
fn webhook(statuses: &'static [u16]) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for status in statuses {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let (mut heard, mut part) = (Vec::new(), [0; 4096]);
            loop {
                let text = String::from_utf8_lossy(&heard).into_owned();
                if let Some((head, body)) = text.split_once("\r\n\r\n") {
                    let length = head.to_ascii_lowercase();
                    let length = length.split("content-length: ").nth(1).unwrap_or("0");
                    let length: usize = length.lines().next().unwrap_or("0").parse().unwrap_or(0);
                    if body.len() >= length {
                        break;
                    }
                }
                match stream.read(&mut part) {
                    Ok(n) if n > 0 => heard.extend_from_slice(&part[..n]),
                    _ => break,
                }
            }
            let _ = tell.send(String::from_utf8_lossy(&heard).into_owned());
            let head =
                format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            let _ = stream.write_all(head.as_bytes());
        }
    });
    (url, told)
}

#[test]
fn a_watch_says_each_change_once_however_often_it_is_started() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let look = |day: &str, more: &[&str]| {
        let asked = ["tripwire", "watch", "--ledger", "L", "--as-of", day, "--format", "json"];
        folder.run(&[&asked as &[&str], more].concat())
    };
    let names = |said: &str| -> Vec<String> {
        let lines = said.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        lines.map(|one| format!("{} {}", text(&one["tripwire"]), text(&one["state"]))).collect()
    };
    // A first look says what is raised; a second one nothing new.
    let first = look("2022-11-10", &[]).done();
    assert!(names(&first).contains(&"launches-in-series raised".to_owned()), "{first}");
    let evidence: Value = serde_json::from_str(first.lines().next().expect("a notice")).unwrap();
    assert_eq!(evidence["was"], "not watched");
    assert!(text(&evidence["title"]).ends_with("is raised (first look)"), "{evidence}");
    assert!(!list(&evidence["evidence"]).is_empty(), "{evidence}");
    assert_eq!(look("2022-11-10", &[]).done(), "");
    assert_eq!(look("2022-11-11", &[]).done(), "");
    // It lets go, once.
    let feed = ["--feed", "feed.xml", "--calendar", "dates.ics"];
    let quiet = look("2023-06-10", &feed).done();
    assert!(names(&quiet).contains(&"launches-in-series quiet".to_owned()), "{quiet}");
    assert_eq!(look("2023-06-10", &feed).done(), "");
    let entries = folder.read("feed.xml").matches("<entry>").count();
    assert_eq!(entries, names(&first).len() + names(&quiet).len());
    assert!(folder.read("dates.ics").starts_with("BEGIN:VCALENDAR\r\n"));
}

#[test]
fn a_webhook_is_signed_and_what_was_not_taken_is_told_at_the_next_look() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let look = |url: &str| {
        let asked =
            ["tripwire", "watch", "--ledger", "L", "--as-of", "2022-11-10", "--webhook", url];
        let mut command = folder.command(&asked);
        command.env("TELLTALE_WEBHOOK_KEY", "secret").arg("--allow-private");
        crate::program::outcome(&mut command)
    };
    // Refused for good, then taken: at the next look, and once.
    let (refusing, asked) = webhook(&[400]);
    let refused = look(&refusing);
    assert_eq!(refused.code, NETWORK, "{}", refused.stderr);
    assert!(refused.stderr.contains("refused: http://127.0.0.1:"), "{}", refused.stderr);
    assert!(!refused.stderr.contains("/hook"), "an address may be a password: {}", refused.stderr);
    let delivery = |heard: &str| {
        let line = heard.lines().find(|line| line.starts_with("telltale-delivery: "));
        line.expect("an id").to_owned()
    };
    let first = asked.recv().expect("a request");
    let (taking, asked) = webhook(&[503, 200, 200, 200, 200]);
    let taken = look(&taking);
    assert_eq!((taken.code, taken.stdout.as_str()), (0, ""), "{}", taken.stderr);
    let heard: Vec<String> = asked.try_iter().collect();
    assert!(heard.len() >= 2, "tried again after 503");
    assert_eq!(delivery(&heard[0]), delivery(&first), "the same notice has the same id");
    assert!(heard[0].contains("\r\ntelltale-signature: t="), "{}", heard[0]);
    assert_eq!(look(&taking).code, 0);
    assert_eq!(asked.try_iter().count(), 0, "nothing is told twice");
}

#[test]
fn whoever_cannot_be_told_leaves_the_digest_of_the_others_as_it_is() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let (url, asked) = webhook(&[400, 200]);
    let look = |day: &str| {
        let watch = ["tripwire", "watch", "--ledger", "L", "--as-of", day, "--digest", "00:00"];
        folder.run(&[&watch as &[&str], &["--webhook", &url, "--allow-private"]].concat())
    };
    let first = look("2022-11-10");
    assert_eq!(first.code, NETWORK, "{}", first.stderr);
    assert!(first.stdout.contains("launches-in-series"), "{}", first.stdout);
    // Of what changes later on the same day standard output hears tomorrow, and the webhook of all at once.
    let second = look("2023-06-10");
    assert_eq!((second.code, second.stdout.as_str()), (0, ""), "{}", second.stderr);
    let heard: Vec<String> = asked.try_iter().collect();
    assert_eq!(heard.len(), 2);
    let notices = |heard: &str| heard.matches("\"was\":").count();
    assert!(notices(&heard[1]) > notices(&heard[0]), "{heard:?}");
}

/// A mail server that knows everybody but those whose names begin with these, and how it refuses them;
/// tells to whom mail went.
fn mail_server(
    refused: &'static [(&'static str, &'static str)],
) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut lines = std::io::BufReader::new(stream.try_clone().expect("a stream"));
            let (mut to, mut in_letter, mut line) = (Vec::new(), false, String::new());
            let _ = stream.write_all(b"220 here\r\n");
            while std::io::BufRead::read_line(&mut lines, &mut line).unwrap_or(0) > 0 {
                let said = std::mem::take(&mut line);
                let answer = match said.trim_end() {
                    "." => {
                        in_letter = false;
                        let _ = tell.send(to.join(" "));
                        "250 taken"
                    }
                    _ if in_letter => continue,
                    "DATA" => {
                        in_letter = true;
                        "354 go on"
                    }
                    "QUIT" => break,
                    other => match other.strip_prefix("RCPT TO:<") {
                        Some(name) => {
                            let known = refused.iter().find(|(begin, _)| name.starts_with(begin));
                            to.extend(
                                known.is_none().then(|| name.trim_end_matches('>').to_owned()),
                            );
                            known.map_or("250 known", |(_, answer)| answer)
                        }
                        None => "250 so be it",
                    },
                };
                let _ = stream.write_all(format!("{answer}\r\n").as_bytes());
            }
        }
    });
    (address, told)
}

#[test]
fn a_mailbox_that_is_refused_does_not_silence_the_others() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let look = |smtp: &str| {
        let watch = ["tripwire", "watch", "--ledger", "L", "--as-of", "2022-11-10", "--smtp", smtp];
        let to = ["--mail-to", "gone@example.org,root@localhost,late@example.org"];
        let more = ["--mail-from", "watch@localhost", "--allow-private", "--digest", "00:00"];
        folder.run(&[&watch as &[&str], &to, &more].concat())
    };
    let refused = &[("gone", "550 no such box"), ("late", "450 come again")];
    let (smtp, told) = mail_server(refused);
    let first = look(&smtp);
    assert_eq!(first.code, NETWORK, "{}", first.stderr);
    assert!(first.stderr.contains("not mailed to gone@example.org: "), "{}", first.stderr);
    assert!(first.stderr.contains("no such box; it is not tried again"), "{}", first.stderr);
    assert!(first.stderr.contains("come again; it is tried again"), "{}", first.stderr);
    assert_eq!(told.try_iter().collect::<Vec<_>>(), ["root@localhost"]);
    // Only whoever may yet be told is tried again, and nobody after that.
    let (smtp, told) = mail_server(&[]);
    look(&smtp).done();
    assert_eq!(told.try_iter().collect::<Vec<_>>(), ["late@example.org"]);
    look(&smtp).done();
    assert_eq!(told.try_iter().count(), 0);

    // Where everybody is refused for good, nobody is tried again, nor said to be.
    let alone = Folder::new();
    alone.run(&["ingest", "case", "--ledger", "L"]).done();
    let look = |smtp: &str| {
        let watch = ["tripwire", "watch", "--ledger", "L", "--as-of", "2022-11-10", "--smtp", smtp];
        let more = ["--mail-to", "gone@example.org", "--mail-from", "watch@localhost"];
        alone.run(&[&watch as &[&str], &more, &["--allow-private"]].concat())
    };
    let (smtp, _) = mail_server(refused);
    let first = look(&smtp);
    assert_eq!(first.code, NETWORK, "{}", first.stderr);
    assert!(first.stderr.contains("no such box; it is not tried again"), "{}", first.stderr);
    assert!(!first.stderr.contains("tried again at the next look"), "{}", first.stderr);
    let (smtp, told) = mail_server(&[]);
    look(&smtp).done();
    assert_eq!(told.try_iter().count(), 0);

    let other = Folder::new();
    other.run(&["ingest", "case", "--ledger", "L"]).done();
    let watch = ["tripwire", "watch", "--ledger", "L", "--as-of", "2022-11-10", "--mail-to"];
    let more = ["desk@example.org", "--mail-from", "watch@localhost", "--smtp", "localhost"];
    let ran = other.run(&[&watch as &[&str], &more].concat());
    assert_eq!(ran.code, crate::program::WRONG, "{}", ran.stderr);
    assert!(ran.stderr.contains("such as smtp.example.org:465"), "{}", ran.stderr);
}

#[test]
fn a_watch_makes_nothing_where_there_is_no_ledger_and_takes_no_name_of_its_own_lock() {
    let folder = Folder::new();
    let said = folder.run(&["tripwire", "watch", "--ledger", "nowhere"]).refused();
    assert!(said.contains("not a ledger: nowhere"), "{said}");
    assert!(!folder.path("nowhere").exists(), "nothing was made");
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    for name in ["said.lock", "said.new"] {
        let said = folder.run(&["tripwire", "watch", "--ledger", "L", "--state", name]).refused();
        assert!(said.contains("end it in .json"), "{said}");
        assert!(!folder.path(name).exists(), "nothing was made");
    }
}

#[cfg(unix)]
#[test]
fn a_watch_that_somebody_stops_ends_as_shells_have_it() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let mut command = folder.command(&["tripwire", "watch", "--ledger", "L", "--follow"]);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut child = command.spawn().expect("started");
    let begun = std::time::Instant::now();
    while !folder.path("L/_watch/pyongyang.json").exists() {
        assert!(begun.elapsed().as_secs() < 120, "the watch has not looked");
        thread::sleep(std::time::Duration::from_millis(5));
    }
    let id = child.id().to_string();
    std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill runs");
    assert_eq!(child.wait().expect("ended").code(), Some(130));
}

#[test]
fn what_was_declared_is_explained_to_a_program_too() {
    let folder = Folder::new();
    let whole = folder.run(&["tripwire", "explain", "--format", "json"]).json();
    let all = list(&whole["tripwires"]);
    let column = all.iter().find(|one| one["name"] == "opening-to-washington").expect("declared");
    assert_eq!(list(&column["all"]).len(), 3, "{column:#}");
    let first = &column["all"][0];
    assert!(text(&first["means"]["en"]).contains("a leader of either side"), "{first}");
    assert!(text(&first["means"]["ko"]).contains("정상"), "{first}");
    assert!(text(&column["then"]["en"]).contains("365 days"), "{column:#}");
    let korean = folder.run(&["tripwire", "explain", "--format", "json", "--lang", "ko"]).json();
    assert_eq!(korean["tripwires"][0]["all"][0]["means"]["en"], Value::Null);
}

#[test]
fn a_watch_does_not_look_at_a_day_to_come_and_a_file_that_did_says_so() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let look = |day: &str| folder.run(&["tripwire", "watch", "--ledger", "L", "--as-of", day]);
    let refused = look("2190-06-01").refused();
    assert!(refused.contains("2190-06-01, a day that is yet to come"), "{refused}");
    look("2022-11-10").done();
    folder.edit("L/_watch/pyongyang.json", "\"2022-11-10\"", b"\"2190-06-01\"");
    let refused = look("2022-11-11").refused();
    assert!(refused.contains("_watch/pyongyang.json"), "{refused}");
    assert!(refused.contains("take that file away"), "{refused}");
}

#[test]
fn at_night_nothing_is_said_and_nothing_is_lost() {
    let folder = Folder::new();
    folder.run(&["ingest", "case", "--ledger", "L"]).done();
    let look = |more: &[&str]| {
        let asked = ["tripwire", "watch", "--ledger", "L", "--as-of", "2022-11-10"];
        folder.run(&[&asked as &[&str], more].concat())
    };
    // All day but for a minute.
    assert_eq!(look(&["--quiet", "00:01-00:00"]).done(), "");
    assert_ne!(look(&[]).done(), "");
    let refused = look(&["--quiet", "00:00-00:00"]).refused();
    assert!(refused.contains("no hours between an hour and itself"), "{refused}");
    let refused = look(&["--digest", "8:5"]).refused();
    assert!(refused.contains("not hours of the day"), "{refused}");
    let refused = look(&["--follow", "--every", "0"]).refused();
    assert!(refused.contains("--every"), "{refused}");
    let refused = look(&["--quiet", "night"]).refused();
    assert!(refused.contains("22:00-07:00"), "{refused}");
    let refused = look(&["--mail-to", "a@b.org"]).refused();
    assert!(refused.contains("--smtp"), "{refused}");
}

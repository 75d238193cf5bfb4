//! `telltale read`: a text in, what it tells out, for people and for programs.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::program::{DONE, Folder, Ran, WRONG, list, outcome, run, text};
use crate::snapshot::check;

const STORY: &str = "\
Envoys on the road

Nov. 4, 2025

French Foreign Minister Jean-Noel Barrot visited Poland on Monday.
The weather was fine.
Poland thanked France on Tuesday.
";

/// Runs the program with this on standard input.
fn piped(folder: &Folder, args: &[&str], input: &[u8]) -> Ran {
    folder.write("input", input);
    let file = fs_err::File::open(folder.path("input")).expect("it was written");
    outcome(folder.command(args).stdin(Stdio::from(file.into_parts().0)))
}

/// Runs the program on a file of this name and content.
fn read(name: &str, bytes: &[u8], args: &[&str]) -> Ran {
    let folder = Folder::new();
    folder.write(name, bytes);
    folder.run(&[&["read", name], args].concat())
}

/// The answers of a batch, with its outcome.
fn batch(input: &[u8], args: &[&str]) -> (Vec<Value>, Ran) {
    let ran = piped(&Folder::new(), &[&["read", "--batch", "-"], args].concat(), input);
    let lines = ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON"));
    (lines.collect(), ran)
}

fn line(id: usize) -> String {
    format!("{}\n", json!({"id": id, "text": "France thanked Poland.", "date": "2025-11-04"}))
}

#[test]
fn a_text_is_shown_with_what_it_tells() {
    check("read.txt", &read("story.txt", STORY.as_bytes(), &[]).done());
    check("read-explain.txt", &read("story.txt", STORY.as_bytes(), &["--explain"]).done());
    check("read.json", &read("story.txt", STORY.as_bytes(), &["--format", "json"]).done());
}

/// The text of the picture in docs/reader.md: a day that is not told, months, an amount, a launch, a
/// caption that stands twice, a condition, an expectation, and what is to come.
const COLUMN: &str = include_str!("../../../../docs/read.txt");

#[test]
fn a_page_tells_the_text_as_its_author_would() {
    check("read-page.txt", &read("column.txt", COLUMN.as_bytes(), &[]).done());
}

#[test]
fn a_line_of_json_is_the_same_as_json() {
    let whole = read("story.txt", STORY.as_bytes(), &["--format", "json"]).json();
    let line = read("story.txt", STORY.as_bytes(), &["--format", "jsonl"]).done();
    assert_eq!(line.lines().count(), 1);
    assert_eq!(serde_json::from_str::<Value>(&line).ok(), Some(whole));
}

#[test]
fn spans_count_characters_and_quotes_are_exactly_them() {
    let story = format!("“특사” — {}", STORY.replace("Poland on", "Poland’s capital on"));
    let read = read("story.txt", story.as_bytes(), &["--format", "json", "--lang", "en"]).json();
    let letters: Vec<char> = story.chars().collect();
    assert!(!list(&read["observations"]).is_empty());
    for seen in list(&read["observations"]) {
        let at = |n: usize| seen["span"][n].as_u64().expect("a number") as usize;
        let quote: String = letters[at(0)..at(1)].iter().collect();
        assert_eq!(text(&seen["quote"]), quote);
    }
}

#[test]
fn the_day_is_the_one_asked_or_the_one_that_the_text_tells() {
    for (args, expected) in
        [(&[] as &[&str], "2025-11-04"), (&["--published", "2024-02-03"], "2024-02-03")]
    {
        let args = [args, &["--format", "json"]].concat();
        let read = read("story.txt", STORY.as_bytes(), &args).json();
        assert_eq!(read["document"]["published"], expected);
    }
    let undated = read("story.txt", b"France thanked Poland.", &[]);
    assert_eq!(undated.code, DONE);
    assert!(undated.stderr.contains("no day of publication"), "{}", undated.stderr);
}

#[test]
fn a_web_page_is_read_as_its_article() {
    let page = "<!doctype html><title>Envoys | The Paper</title>\
        <meta property=og:site_name content='The Paper'>\
        <meta property=article:published_time content=2025-11-04T09:00:00Z>\
        <nav>France thanked Germany.</nav><article><p>France thanked Poland.</p></article>";
    let read = read("page", page.as_bytes(), &["--format", "json"]).json();
    let document = &read["document"];
    assert_eq!(
        (&document["source"], &document["published"]),
        (&json!("The Paper"), &json!("2025-11-04"))
    );
    let targets: Vec<&str> =
        list(&read["observations"]).iter().map(|seen| text(&seen["target"])).collect();
    assert_eq!(targets, ["POL"]);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place_and_a_remedy() {
    let mut said = String::new();
    for bytes in [&b"one\n\xc7\xd1\xb1\xb9 two"[..], b"%PDF-1.7", b"\xff\xfea", b"a\0b\0c\0d\0"] {
        match read("file", bytes, &["--published", "2025-11-04"]) {
            // An odd byte of UTF-16 is left out.
            ran if bytes == b"\xff\xfea" => assert_eq!(ran.code, DONE),
            ran => said += &ran.refused(),
        }
    }
    let folder = Folder::new();
    for args in [
        &["read", "nowhere.txt"] as &[&str],
        &["read", "."],
        &["read"],
        &["read", "a", "--batch", "b"],
        &["read", "a", "--published", "04.11.2025"],
        &["read", "a", "--lang", "tlh"],
        &["read", "a", "--second-reader", "http://127.0.0.1:1"],
        &["read", "--batch", "a", "--format", "text"],
    ] {
        said += &format!("$ telltale {}\n{}\n", args.join(" "), folder.run(args).refused());
    }
    check("read-refused", &said);
}

#[test]
fn what_could_steer_a_terminal_is_not_printed() {
    let evil = "France thanked \x1b[2J\u{202e}Poland.";
    let read = read("a.txt", evil.as_bytes(), &["--published", "2025-11-04"]).done();
    assert!(!read.contains('\x1b') && !read.contains('\u{202e}'), "{read}");
}

#[test]
fn a_page_is_no_wider_than_the_pipe() {
    let long =
        format!("France thanked Poland for {}help.\n{}", "very ".repeat(60), "ㄱ".repeat(400));
    let read = read("a.txt", long.as_bytes(), &["--published", "2025-11-04", "--explain"]).done();
    for line in read.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn a_batch_is_answered_in_the_order_of_its_lines() {
    let input: String = (0..3000).map(line).collect();
    let (answers, ran) = batch(input.as_bytes(), &[]);
    assert_eq!((ran.code, ran.stderr.as_str()), (DONE, ""));
    let ids: Vec<u64> = answers.iter().filter_map(|answer| answer["id"].as_u64()).collect();
    assert_eq!(ids, (0..3000).collect::<Vec<u64>>());
    assert!(answers.iter().all(|answer| answer["observations"][0]["target"] == "POL"));
}

#[test]
fn a_bad_line_is_answered_in_its_place_and_told() {
    let input = [
        line(1).as_bytes(),
        b"\n  \nnot json\n{\"id\": \"a\", \"text\": 7, \"date\": \"2025-11-04\"}\n",
        b"{\"id\": \"b\", \"text\": \"t\", \"date\": \"2025-13-04\"}\n{\"id\": \"c\", \"text\": \"t\"}\n",
        b"{\"text\": \"t\", \"date\": \"2025-11-04\"}\n\xff\xfe\n",
        b"{\"id\": \"d\", \"text\": \"t\", \"date\": \"2025-11-04\", \"lang\": \"tlh\"}\n",
        b"{\"id\": \"e\", \"text\": \"t\", \"date\": \"2025-11-04\", \"source\": \"t\"}\n",
        b"{\"id\": \"f\", \"text\": \"t\", \"date\": \"2025-11-04\", \"source\": \"t\", \"target\": \"u\"}\n",
        b"{\"id\": \"g\", \"text\": \"t",
    ]
    .concat();
    let (answers, ran) = batch(&input, &[]);
    assert_eq!(ran.code, WRONG);
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    let null = Value::Null;
    let expected = [
        json!(1),
        null.clone(),
        json!("a"),
        json!("b"),
        json!("c"),
        null.clone(),
        null.clone(),
        json!("d"),
        json!("e"),
        json!("f"),
        null,
    ];
    assert_eq!(ids, expected.iter().collect::<Vec<_>>());
    assert!(answers[1..].iter().all(|answer| answer["error"].is_string()));
    check("read-batch-faults", &ran.stderr);
}

#[test]
fn a_batch_may_give_one_day_and_one_language_for_all() {
    let input = b"\xef\xbb\xbf{\"id\": 1, \"text\": \"France thanked Poland.\"}\r\n";
    let (answers, ran) = batch(input, &["--published", "2025-11-04", "--lang", "en", "--explain"]);
    assert_eq!(ran.code, DONE, "{}", ran.stderr);
    assert_eq!(answers[0]["observations"][0]["start"], "2025-11-04");
    assert!(answers[0]["observations"][0]["because"]["trigger"].is_string());
}

#[test]
fn half_a_letter_in_json_is_one_character() {
    let input = br#"{"id": 1, "text": "\ud83d! France thanked Poland. \ud83d\ude00 \\ud800", "date": "2025-11-04"}"#;
    let (answers, ran) = batch(input, &[]);
    assert_eq!(ran.code, DONE, "{}", ran.stderr);
    assert_eq!(answers[0]["observations"][0]["span"], json!([3, 25]));
}

#[test]
fn a_pair_is_answered_with_exactly_one_observation() {
    let pair = |text: &str, source: &str, target: &str| {
        json!({"id": 1, "text": text, "date": "2025-11-04", "source": source, "target": target})
            .to_string()
    };
    for (text, source, target) in [
        ("France thanked Poland and visited Spain.", "France", "Spain"),
        ("Cheese and wine are on the table.", "Cheese", "wine"),
    ] {
        let (answers, ran) = batch(pair(text, source, target).as_bytes(), &[]);
        assert_eq!(ran.code, DONE, "{}", ran.stderr);
        assert_eq!(list(&answers[0]["observations"]).len(), 1, "{text}");
    }
}

#[test]
fn who_sends_one_line_and_waits_gets_its_answer() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_telltale"))
        .args(["read", "--batch", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut answers = std::io::BufReader::new(child.stdout.take().expect("a pipe"));
    for id in 0..3 {
        stdin.write_all(line(id).as_bytes()).expect("the program listens");
        let mut answer = String::new();
        std::io::BufRead::read_line(&mut answers, &mut answer).expect("an answer");
        assert!(answer.contains(&format!("\"id\":{id}")), "{answer}");
    }
    drop(stdin);
    assert!(child.wait().expect("ends").success());
}

#[test]
fn a_batch_whose_reader_goes_away_ends_quietly() {
    let folder = Folder::new();
    folder.write("many.jsonl", (0..3000).map(line).collect::<String>());
    let mut command = folder.command(&["read", "--batch", "many.jsonl"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(DONE), &b""[..]));
}

#[test]
fn a_second_reader_that_is_not_there_leaves_what_the_first_found() {
    let folder = Folder::new();
    folder.write("a.txt", STORY);
    // Port 9 of this machine is nobody's.
    let args = ["read", "a.txt", "--second-reader", "http://127.0.0.1:9/v1", "--second-model", "m"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(ran.stdout.contains("FRA → POL"), "{}", ran.stdout);
    assert!(ran.stderr.contains("the endpoint cannot be reached"), "{}", ran.stderr);
}

#[test]
fn what_the_second_reader_says_counts_if_it_holds() {
    let answer = json!({"observations": [
        {"quote": "The weather was fine.", "actor": "FRA", "target": null, "mode": "word",
         "channel": "praise", "modality": "happened", "start": null, "end": null},
        {"quote": "French Foreign Minister Jean-Noel Barrot visited Poland on Monday.", "actor": "FRA",
         "target": "POL", "mode": "deed", "channel": "meeting", "modality": "happened",
         "start": "2025-11-03", "end": "2025-11-03"},
    ]});
    let url = crate::read_server::once(&answer.to_string());
    let folder = Folder::new();
    folder.write("a.txt", STORY);
    let args = ["read", "a.txt", "--second-reader", &url, "--second-model", "m", "--explain"];
    let ran = folder.run(&[&args as &[&str], &["--format", "json"]].concat());
    assert!(ran.stderr.contains("1 accepted, 0 known already, 1 refused"), "{}", ran.stderr);
    let read = ran.json();
    let second = list(&read["observations"])
        .iter()
        .find(|seen| seen["because"]["rule"] == "second reader")
        .expect("the second reader's");
    assert_eq!((&second["channel"], &second["target"]), (&json!("meeting"), &json!("POL")));
}

#[test]
fn standard_input_is_read_to_its_end() {
    let folder = Folder::new();
    let ran = piped(&folder, &["read", "-", "--format", "json"], STORY.as_bytes());
    let file = read("story.txt", STORY.as_bytes(), &["--format", "json"]);
    assert_eq!(ran, file);
    assert_eq!(run(&["read", "-", "--published", "2025-11-04"]).code, DONE);
}

//! Texts, pages, feeds and PDFs that came to harm on their way: what can be read is kept, the rest is
//! told and listed among the rejects, and the exit status tells.

use serde_json::Value;

use crate::pdf::made;
use crate::program::{Folder, WRONG, list, text};

/// A feed whose entries each tell one thing.
fn feed(entries: &[(u32, &str)]) -> String {
    let entry = |(day, actor): &(u32, &str)| {
        format!(
            "<item><title>{actor} speaks</title><link>https://example.org/{day}</link><pubDate>2025-11-{day:02}\
             </pubDate><description>{actor} thanked Poland.</description></item>"
        )
    };
    let entries: String = entries.iter().map(entry).collect();
    format!("<rss version=\"2.0\"><channel><title>Desk</title>{entries}</channel></rss>")
}

fn page(title: &str, text: &str) -> String {
    format!("<!doctype html><title>{title}</title><meta name=date content=2025-11-05><p>{text}</p>")
}

fn pdf() -> Vec<u8> {
    made::english(&[&["Neighbours", "", "Nov. 4, 2025", "", "France thanked Poland."]])
}

/// The first of the bytes, up to where this begins for the last time.
fn until(mut bytes: Vec<u8>, end: &[u8]) -> Vec<u8> {
    let at = bytes.windows(end.len()).rposition(|part| part == end);
    bytes.truncate(at.expect("the end is there"));
    bytes
}

/// A file by name, how many observations it is, and what is said of it; nothing of a good one.
fn files() -> Vec<(&'static str, Vec<u8>, u64, &'static str)> {
    let two = [(4, "France"), (5, "Germany")];
    let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
    let good = "Nov. 4, 2025\nFrance thanked Poland.\n";
    vec![
        ("good.txt", good.into(), 1, ""),
        ("cr.txt", good.replace('\n', "\r").into(), 1, ""),
        ("2025-11-04-empty.txt", Vec::new(), 0, "no text in it"),
        ("latin.txt", latin(&format!("{good}Visite à Pékin.\n")), 0, "not UTF-8"),
        ("undated.txt", "France thanked Poland.\n".into(), 0, "no day of publication"),
        ("good.html", page("Thanks", "Spain thanked Poland.").into(), 1, ""),
        (
            "answer.html",
            page("503 Service Unavailable", "Try again.").into(),
            0,
            "a server's answer",
        ),
        ("room.html", page("404 rooms", "Italy thanked Poland.").into(), 1, ""),
        ("script.html", "<html><script>var a = 1;</script></html>".into(), 0, "no text in it"),
        ("good.rss", feed(&two).into(), 2, ""),
        (
            "cut.rss",
            until(feed(&two).into(), b"<link>"),
            1,
            "cut off: ends before its end; 1 entries",
        ),
        ("odd.rss", feed(&[(6, "Norway"), (7, "<b>")]).into(), 1, "malformed XML"),
        (
            "undated.rss",
            feed(&two).replace("2025-11-04", "31 November").into(),
            1,
            "no day of publication",
        ),
        ("page.rss", page("403", "No.").into(), 0, "a web page where data should be"),
        ("empty.atom", Vec::new(), 0, "empty file"),
        ("cut.json", b"{\"items\": [{\"title\": \"a\"".to_vec(), 0, "EOF while parsing"),
        ("good.pdf", pdf(), 1, ""),
        ("cut.pdf", until(pdf(), b"%%EOF"), 1, "cut off: ends before its end"),
        (
            "2025-11-04-page.pdf",
            page("No", "Not here.").into(),
            0,
            "no PDF, though its name ends so",
        ),
        ("head.pdf", b"%PDF-1.7\n".to_vec(), 0, "no PDF that can be read"),
    ]
}

#[test]
fn what_befalls_a_text_is_listed_and_costs_no_other_anything() {
    for (name, bytes, records, said) in files() {
        let folder = Folder::new();
        folder.write(name, &bytes);
        folder.write("other.txt", "Nov. 6, 2025\nJapan thanked Poland.\n");
        let args = ["ingest", "text", name, "other.txt", "--ledger", "L", "--format", "json"];
        let ran = folder.run(&args);
        assert_eq!(ran.code, if said.is_empty() { 0 } else { WRONG }, "{name}: {}", ran.stderr);
        let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
        assert_eq!(report["observations"], records + 1, "{name}: {report}");
        let rejects = folder.run(&["rejects", "--ledger", "L", "--format", "json"]).json();
        let Some(fault) = list(&rejects).first() else {
            assert_eq!(said, "", "{name}: nothing is listed");
            continue;
        };
        assert!(list(&rejects).len() == 1 && !said.is_empty(), "{name}: {rejects}");
        assert!(text(&fault["reason"]).contains(said), "{name}: {fault}");
        assert!(
            text(&fault["file"]) == name && !text(&fault["hint"]).is_empty(),
            "{name}: {fault}"
        );
        let row = if name == "undated.rss" { Some(1) } else { None };
        assert!(row.is_none() || fault["row"].as_u64() == row, "{name}: {fault}");
        assert!(ran.stderr.starts_with(&format!("error: {name}:")), "{name}: {}", ran.stderr);
        let shown = folder.run(&["rejects", "--ledger", "L"]).done();
        assert!(shown.contains("\n  hint: "), "{name}: {shown}");
    }
}

#[test]
fn a_text_that_was_refused_is_listed_no_longer_once_it_is_read() {
    let folder = Folder::new();
    folder.write("undated.txt", "France thanked Poland.\n");
    let args = ["ingest", "text", "undated.txt", "--ledger", "L"];
    assert_eq!(folder.run(&args).code, WRONG);
    let dated = [&args[..], &["--published", "2025-11-04"]].concat();
    folder.run(&dated).done();
    assert_eq!(folder.run(&["rejects", "--ledger", "L"]).done(), "");
}

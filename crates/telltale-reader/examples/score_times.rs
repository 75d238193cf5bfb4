//! Scores the reader's times on news annotated with TIMEX3 and prints precision, recall and F1.
//!
//! Compared are gold dates of day, month or year form; a found time is right if it overlaps one
//! and names the same day, month or year. What overlaps gold of another form (clock times,
//! durations, weeks) is left out. The corpus is looked for in `../shared` beside the workspace.

#![expect(clippy::print_stdout, reason = "an example that prints a score")]

#[expect(dead_code, unreachable_pub, reason = "the example uses a part of it")]
#[path = "../src"]
mod reader {
    pub(crate) mod language;
    pub(crate) mod time;
}

use jiff::civil::Date;
use reader::time::{Grain, Time, TimeKind, find};
use std::path::{Path, PathBuf};

pub(crate) use reader::language::Language;

#[derive(Default)]
struct Tally {
    right: usize,
    found: usize,
    gold: usize,
}

impl Tally {
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }
}

/// A gold annotation: where it stands in the bare text, and its value.
struct Gold {
    span: (usize, usize),
    value: String,
    dated: bool,
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/reading/times");
    let folder = std::env::args().nth(1).map_or(folder, PathBuf::from);
    let Ok(listing) = folder.read_dir() else {
        println!("skipped: no corpus in {}", folder.display());
        return;
    };
    let show = std::env::var_os("SHOW").is_some();
    let mut files: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut tally = Tally::default();
    for file in files {
        let Ok(bytes) = bytes_of(&file) else { continue };
        let page = String::from_utf8_lossy(&bytes).into_owned();
        score(&page, &mut tally, show);
    }
    println!("right {} found {} gold {}", tally.right, tally.found, tally.gold);
    println!(
        "precision {:.3} recall {:.3} F1 {:.3}",
        tally.right as f64 / tally.found.max(1) as f64,
        tally.right as f64 / tally.gold.max(1) as f64,
        tally.f1()
    );
}

fn bytes_of(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(
        &mut std::fs::OpenOptions::new().read(true).open(file)?,
        &mut bytes,
    )?;
    Ok(bytes)
}

fn score(page: &str, tally: &mut Tally, show: bool) {
    let Some(published) = published(page) else { return };
    let body = between(page, "<TEXT>", "</TEXT>").unwrap_or("");
    let (text, gold) = bare(body);
    let times = find(&text, Language::English, published);
    let overlaps = |a: (usize, usize), b: (usize, usize)| a.0 < b.1 && b.0 < a.1;
    tally.gold += gold.iter().filter(|gold| gold.dated).count();
    let mut used = vec![false; gold.len()];
    for time in times.iter().filter(|time| time.is_dated()) {
        let Some(value) = value(time) else { continue };
        let touched: Vec<usize> =
            (0..gold.len()).filter(|&i| overlaps(gold[i].span, time.span)).collect();
        let dated: Vec<usize> = touched.iter().copied().filter(|&i| gold[i].dated).collect();
        if dated.is_empty() && !touched.is_empty() {
            continue;
        }
        tally.found += 1;
        let hit = dated.iter().find(|&&i| !used[i] && value.contains(&gold[i].value));
        match hit {
            Some(&i) => {
                used[i] = true;
                tally.right += 1;
            }
            None if show => {
                let said = dated.first().map_or("-", |&i| &gold[i].value);
                let near =
                    text.get(time.span.0.saturating_sub(30)..(time.span.1 + 20).min(text.len()));
                println!(
                    "WRONG {published} {:?} gold {said} in {:?}: {near:?}",
                    value,
                    text.get(time.span.0..time.span.1)
                );
            }
            None => {}
        }
    }
    for (gold, used) in gold.iter().zip(used) {
        if show && gold.dated && !used {
            let near = text.get(gold.span.0.saturating_sub(30)..(gold.span.1 + 20).min(text.len()));
            println!("MISSED {published} {} {near:?}", gold.value);
        }
    }
}

/// The values by which a time may be called: a range has two ends.
fn value(time: &Time) -> Option<Vec<String>> {
    let called = |day: Date| match time.grain {
        Grain::Day => Some(day.to_string()),
        Grain::Month => Some(day.strftime("%Y-%m").to_string()),
        Grain::Year => Some(day.strftime("%Y").to_string()),
        _ => None,
    };
    let days = match time.kind {
        TimeKind::Until => vec![time.end],
        TimeKind::Range => vec![time.start, time.end],
        _ => vec![time.start],
    };
    days.into_iter().map(called).collect()
}

fn published(page: &str) -> Option<Date> {
    let head = between(page, "<DCT>", "</DCT>")?;
    between(head, "value=\"", "\"")?.get(..10)?.parse().ok()
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> Option<&'t str> {
    let start = text.find(from)? + from.len();
    let end = start + text[start..].find(to)?;
    Some(&text[start..end])
}

/// The text without its marks, and the gold times that the marks told.
fn bare(body: &str) -> (String, Vec<Gold>) {
    let (mut text, mut gold, mut open) = (String::new(), Vec::new(), None);
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at].replace("&amp;", "&"));
        let end = rest[at..].find('>').map_or(rest.len(), |n| at + n + 1);
        let tag = &rest[at..end];
        rest = &rest[end..];
        if tag.starts_with("<TIMEX3") {
            open = Some((text.len(), tag.to_owned()));
        } else if tag.starts_with("</TIMEX3")
            && let Some((start, tag)) = open.take()
        {
            let value = between(&tag, "value=\"", "\"").unwrap_or("").to_owned();
            let dated = tag.contains("type=\"DATE\"") && is_date(&value);
            gold.push(Gold { span: (start, text.len()), value, dated });
        }
    }
    text.push_str(rest);
    (text, gold)
}

fn is_date(value: &str) -> bool {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    matches!(shape.as_str(), "9999" | "9999-99" | "9999-99-99")
}

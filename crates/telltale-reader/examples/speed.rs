//! How many sentences a second, and what each stage takes: a batch on standard input, one core.

use std::io::{BufRead, Write};
use std::time::{Duration, Instant};

use telltale_reader::{Document, Language, Reader, Stage};

/// The stages, as they are printed.
const STAGES: [(&str, Stage); 5] = [
    ("sentences", Stage::Sentence),
    ("mentions", Stage::Mentions),
    ("times", Stage::Times),
    ("events", Stage::Events),
    ("amounts", Stage::Amounts),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let started = Instant::now();
    let reader = Reader::load();
    let first = Document::new("France praised Ghana.", "2020-01-01".parse()?);
    reader.read(&first);
    let startup = started.elapsed();
    let mut took = [Duration::ZERO; STAGES.len()];
    let (mut sentences, mut sightings, mut letters) = (0, 0, 0);
    let started = Instant::now();
    for line in std::io::stdin().lock().lines() {
        let item: serde_json::Value = serde_json::from_str(&line?)?;
        let text = item["text"].as_str().unwrap_or("");
        let day = item["date"].as_str().unwrap_or("2000-01-01").parse()?;
        let mut document = Document::new(text, day);
        if let Some(language) = item["lang"].as_str().and_then(Language::from_code) {
            document.language = language;
        }
        letters += text.len();
        let mut last = Instant::now();
        let told = reader.read_marking(&document, |stage| {
            let now = Instant::now();
            let index = STAGES.iter().position(|(_, known)| *known == stage).unwrap_or(0);
            took[index] += now - std::mem::replace(&mut last, now);
            sentences += usize::from(stage == Stage::Events);
        });
        sightings += told.len();
    }
    let seconds = started.elapsed().as_secs_f64();
    let mut out = std::io::stdout().lock();
    writeln!(out, "start-up, tables of the first language included: {startup:.0?}")?;
    writeln!(
        out,
        "{} sentences ({letters} bytes) in {seconds:.2} s: {:.0} sentences/s, {sightings} sightings",
        sentences,
        f64::from(u32::try_from(sentences)?) / seconds
    )?;
    for ((name, _), part) in STAGES.iter().zip(took) {
        writeln!(out, "{name:<10} {:>5.1} %", 100.0 * part.as_secs_f64() / seconds)?;
    }
    Ok(())
}

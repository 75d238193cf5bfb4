//! How many sentences a second, and what each stage takes: a batch on standard input, one core.

use std::io::{BufRead, Write};
use std::time::Instant;

use telltale_reader::{Document, Language, Reader, Stages};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let started = Instant::now();
    let reader = Reader::load();
    let first = Document::new("France praised Ghana.", "2020-01-01".parse()?);
    reader.read(&first);
    let startup = started.elapsed();
    let (mut stages, mut sightings, mut letters) = (Stages::default(), 0, 0);
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
        sightings += reader.read_in_stages(&document, &mut stages).len();
    }
    let seconds = started.elapsed().as_secs_f64();
    let mut out = std::io::stdout().lock();
    writeln!(out, "start-up, tables of the first language included: {startup:.0?}")?;
    writeln!(
        out,
        "{} sentences ({letters} bytes) in {seconds:.2} s: {:.0} sentences/s, {sightings} sightings",
        stages.count,
        stages.count as f64 / seconds
    )?;
    let parts = [
        ("sentences", stages.sentences),
        ("mentions", stages.mentions),
        ("times", stages.times),
        ("events", stages.events),
        ("amounts", stages.flows),
    ];
    for (name, part) in parts {
        writeln!(out, "{name:<10} {:>5.1} %", 100.0 * part.as_secs_f64() / seconds)?;
    }
    Ok(())
}

//! Reads a batch from standard input to standard output, as `telltale read --batch` does, without
//! the rest of the program: what the scorers call while the reader is worked on.

use std::io::{BufRead, Write};

use serde_json::{Value, json};
use telltale_reader::{Characters, Document, Language, Outlook, Reader};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::load();
    let explain = std::env::args().any(|argument| argument == "--explain");
    let grammar = std::env::args().any(|argument| argument == "--grammar");
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let item: Value = serde_json::from_str(&line?)?;
        let text = item["text"].as_str().unwrap_or("");
        let date = item["date"].as_str().unwrap_or("2000-01-01");
        let mut document = Document::new(text, date.parse()?);
        if let Some(language) = item["lang"].as_str().and_then(Language::from_code) {
            document.language = language;
        }
        if grammar {
            writeln!(out, "{}", reader.grammar(text))?;
        }
        let characters = Characters::of(text);
        let mut outlook = Outlook::default();
        let sightings = match (item["source"].as_str(), item["target"].as_str()) {
            (Some(source), Some(target)) => vec![reader.read_pair(&document, source, target)?],
            _ => {
                let reading = reader.read_whole(&document);
                outlook = reading.outlook;
                reading.sightings
            }
        };
        let observations: Vec<Value> =
            sightings.iter().map(|seen| seen.to_json(&characters, explain)).collect();
        let mut answer = json!({"id": item["id"], "observations": observations});
        for (field, values) in outlook.to_json(&characters) {
            answer[field] = values;
        }
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

//! A gold item: a dated text, what is to be found in it, and what the reader finds.

use std::sync::OnceLock;

use jiff::civil::{Date, date};
use serde_json::Value;
use telltale_reader::{Characters, Document, Language, Reader};

/// A dated text with the gold and the reading of it, both in the JSON of `read`.
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) gold: Vec<Value>,
    pub(crate) read: Vec<Value>,
}

impl Item {
    /// Reads all items of a set; `key` names the field that holds the gold.
    pub(crate) fn all(lines: &str, key: &str) -> Vec<Item> {
        lines.lines().filter(|line| !line.trim().is_empty()).map(|line| one(line, key)).collect()
    }

    /// Prints what was missed and what was found in vain, if that was asked for.
    pub(crate) fn explain(&self, missed: &[usize], false_: &[usize]) {
        // Whoever has seen the kept items has none left to tell what a new text is read like.
        if self.id.starts_with('K')
            || std::env::var_os("READING_MISSES").is_none()
            || missed.len() + false_.len() == 0
        {
            return;
        }
        eprintln!("-- {} {}", self.id, self.text);
        missed.iter().for_each(|&at| eprintln!("   missed {}", brief(&self.gold[at])));
        false_.iter().for_each(|&at| eprintln!("   false  {}", brief(&self.read[at])));
    }
}

fn one(line: &str, key: &str) -> Item {
    let item: Value = serde_json::from_str(line).unwrap_or_else(|fault| panic!("{fault}: {line}"));
    let gold = item[key].as_array().unwrap_or_else(|| panic!("no {key}: {line}"));
    assert!(day(&item).is_some(), "no day: {line}");
    Item {
        id: item["id"].as_str().unwrap_or_default().to_owned(),
        text: item["text"].as_str().unwrap_or_default().to_owned(),
        gold: gold.clone(),
        read: observations(&item),
    }
}

/// The fields by which two observations are told apart at a glance.
fn brief(observation: &Value) -> String {
    let fields = "kind mode actor target channel start end modality value unit changes";
    let said = |name: &&str| !observation[*name].is_null();
    let show = |name: &str| format!("{name} {}", observation[name]);
    fields.split(' ').filter(said).map(show).collect::<Vec<_>>().join(", ")
}

fn day(item: &Value) -> Option<Date> {
    item["date"].as_str().and_then(|day| day.parse().ok())
}

/// What the reader finds in an item. A text without a day is read as of the turn of the century.
pub(crate) fn observations(item: &Value) -> Vec<Value> {
    static READER: OnceLock<Reader> = OnceLock::new();
    let text = item["text"].as_str().unwrap_or_default();
    let mut document = Document::new(text, day(item).unwrap_or(date(2000, 1, 1)));
    if let Some(language) = item["lang"].as_str().and_then(Language::from_code) {
        document.language = language;
    }
    let characters = Characters::of(text);
    let sightings = READER.get_or_init(Reader::load).read(&document);
    sightings.iter().map(|seen| seen.to_json(&characters, false)).collect()
}

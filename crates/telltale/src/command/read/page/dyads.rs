//! The table at the end of the page: how much was told of each dyad.

use std::collections::BTreeMap;

use jiff::civil::Date;
use telltale_observation::Modality;
use telltale_reader::Sighting;

use super::Label;
use super::row::dyad;
use crate::command::read::shown::{Look, Style, columns, padded};

/// Dyads that are shown.
const DYADS_MAX: usize = 20;

/// What is told of one dyad.
#[derive(Default)]
struct Told {
    deeds: usize,
    words: usize,
    amounts: usize,
    /// Planned, conditional, denied.
    not_done: usize,
    /// The last day of which anything is told, no later than that of publication.
    latest: Option<Date>,
}

impl Told {
    fn add(&mut self, seen: &Sighting, published: Date) {
        if !matches!(seen.modality, Modality::Happened | Modality::Reported) {
            self.not_done += 1;
            return;
        }
        match Label::of(seen) {
            Label::Deed => self.deeds += 1,
            Label::Word => self.words += 1,
            Label::Amount => self.amounts += 1,
        }
        let when = seen.period.map(|period| period.end().min(published));
        self.latest = self.latest.take().max(when);
    }

    fn all(&self) -> usize {
        self.deeds + self.words + self.amounts + self.not_done
    }

    fn cells(&self) -> [String; 5] {
        let count = |n: usize| if n == 0 { "–".to_owned() } else { n.to_string() };
        let latest = self.latest.map_or("–".to_owned(), |day| day.to_string());
        [count(self.deeds), count(self.words), count(self.amounts), count(self.not_done), latest]
    }
}

/// The table, those first of whom most is told; nothing if nothing is.
pub(super) fn table(published: Date, sightings: &[Sighting], look: Look) -> String {
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    for seen in sightings {
        told.entry(dyad(seen.actor, seen.target)).or_default().add(seen, published);
    }
    let mut rows: Vec<(String, Told)> = told.into_iter().collect();
    rows.sort_by_key(|(_, told)| std::cmp::Reverse(told.all()));
    if rows.is_empty() {
        return String::new();
    }
    let head = ["deeds", "words", "amounts", "not done", "latest"];
    let first = rows.iter().map(|(name, _)| columns(name)).max().unwrap_or(0).max("dyad".len());
    let line = |name: &str, cells: &[String]| {
        let numbers: String = cells
            .iter()
            .zip(head)
            .map(|(cell, head)| {
                let width = head.len().max(if head == "latest" { 10 } else { 0 });
                format!("  {}{cell}", " ".repeat(width.saturating_sub(columns(cell))))
            })
            .collect();
        format!("{}{numbers}", padded(name, first))
    };
    let titles = head.map(str::to_owned);
    let mut out = format!("\n{}\n", look.paint(Style::Bold, &line("dyad", &titles)));
    for (name, told) in rows.iter().take(DYADS_MAX) {
        out += &format!("{}\n", line(name, &told.cells()));
    }
    if rows.len() > DYADS_MAX {
        out += &format!("and {} more\n", rows.len() - DYADS_MAX);
    }
    out
}

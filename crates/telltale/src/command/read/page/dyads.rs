//! The table at the end of the page: how much was told of each dyad.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use telltale_observation::{Actor, Modality};
use telltale_reader::{Document, Sighting};

use super::Label;
use super::row::{dyad, undated};
use crate::command::read::shown::{Look, Style, columns, padded};

/// Dyads that are shown.
const DYADS_MAX: usize = 20;

/// Whether it took place, as far as the text tells: it is not planned, conditional or denied.
pub(super) fn is_done(seen: &Sighting) -> bool {
    matches!(seen.modality, Modality::Happened | Modality::Reported)
}

/// What is told of one dyad.
#[derive(Default)]
struct Told {
    deeds: usize,
    words: usize,
    amounts: usize,
    /// Planned, conditional, denied.
    not_done: usize,
    /// The last day that the text names, no later than that of publication.
    latest: Option<Date>,
    /// Whether something is told without a day.
    undated: bool,
}

impl Told {
    fn add(&mut self, document: &Document, seen: &Sighting) {
        if !is_done(seen) {
            self.not_done += 1;
            return;
        }
        match Label::of(seen) {
            Label::Deed => self.deeds += 1,
            Label::Word => self.words += 1,
            Label::Amount => self.amounts += 1,
        }
        let named = seen.period.filter(|_| !undated(document, seen));
        self.undated |= named.is_none();
        self.latest = self.latest.max(named.map(|period| period.end().min(document.published)));
    }

    fn all(&self) -> usize {
        self.deeds + self.words + self.amounts + self.not_done
    }

    fn cells(&self) -> [String; 5] {
        let count = |n: usize| if n == 0 { "–".to_owned() } else { n.to_string() };
        let latest = match self.latest {
            Some(day) => day.to_string(),
            None if self.undated => "undated".to_owned(),
            None => "–".to_owned(),
        };
        [count(self.deeds), count(self.words), count(self.amounts), count(self.not_done), latest]
    }
}

/// Who acts, and towards whom.
type Dyad = (Option<Actor>, Option<Actor>);

/// The dyads, the two directions between the same two together; first those two of whom most is
/// told.
fn ordered(document: &Document, sightings: &[Sighting]) -> Vec<(Dyad, Told)> {
    let mut told: BTreeMap<Dyad, Told> = BTreeMap::new();
    for seen in sightings {
        told.entry((seen.actor, seen.target)).or_default().add(document, seen);
    }
    let two = |(actor, target): Dyad| (actor.min(target), actor.max(target));
    let mut between: BTreeMap<Dyad, usize> = BTreeMap::new();
    for (dyad, told) in &told {
        *between.entry(two(*dyad)).or_default() += told.all();
    }
    let mut rows: Vec<(Dyad, Told)> = told.into_iter().collect();
    rows.sort_by_key(|(dyad, told)| {
        let two = two(*dyad);
        (Reverse(between.get(&two).copied()), two, Reverse(told.all()))
    });
    rows
}

/// The table; nothing if nothing is told.
pub(super) fn table(document: &Document, sightings: &[Sighting], look: Look) -> String {
    let rows = ordered(document, sightings).into_iter();
    let rows: Vec<(String, Told)> =
        rows.map(|((actor, target), told)| (dyad(actor, target), told)).collect();
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

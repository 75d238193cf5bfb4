//! The words that tell, in Chinese and Russian: which code, and where the other party stands.

use std::collections::HashMap;

use telltale_observation::{Channel, Code, Ontology};

use super::clause::{Clause, lowered};
use crate::Language;

/// Where the other party stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Behind the word, with no preposition before it.
    After,
    /// Behind a preposition that makes it the other party.
    Behind,
}

/// A word that tells.
#[derive(Debug)]
pub(super) struct Row {
    /// In Chinese the word, in Russian the stem or, of a noun, the whole phrase.
    pub text: &'static str,
    pub code: &'static Code,
    pub channel: Channel,
    pub sides: Vec<Side>,
    /// The prepositions, in Russian, behind which the other party stands.
    pub behind: &'static [&'static str],
    /// One of these must stand in the clause, too.
    with: Vec<&'static str>,
    /// It joins both ways where only those who act are named.
    pub both: bool,
    /// A place may stand for its state.
    pub place: bool,
    /// Nobody else is needed.
    pub alone: bool,
    /// A word about a deed, which is then not told itself.
    pub word: bool,
    /// Russian: the present tense tells what happens, not what is to come.
    ongoing: bool,
    /// Russian: a noun.
    pub noun: bool,
}

/// A word of the lexicon in a clause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trigger<'l> {
    pub row: &'l Row,
    /// Bytes of the text.
    pub at: usize,
    pub end: usize,
    /// Whether its form says that it is to come.
    pub coming: bool,
}

/// The rows by the first letter of their word.
pub(super) struct Lexicon {
    language: Language,
    rows: HashMap<char, Vec<Row>>,
}

impl Lexicon {
    pub(super) fn load(language: Language) -> Lexicon {
        let table = match language {
            Language::Chinese => include_str!("../../data/triggers_zh.csv"),
            _ => include_str!("../../data/triggers_ru.csv"),
        };
        let mut rows: HashMap<char, Vec<Row>> = HashMap::new();
        for row in table.lines().skip(1).filter_map(row) {
            let first = row.text.chars().next().unwrap_or(' ');
            rows.entry(first).or_default().push(row);
        }
        for list in rows.values_mut() {
            list.sort_by_key(|row| std::cmp::Reverse(row.text.len()));
        }
        Lexicon { language, rows }
    }

    /// The words of the lexicon in a clause, in order; of those that overlap the longest.
    pub(super) fn triggers<'l>(&'l self, clause: &Clause<'_>) -> Vec<Trigger<'l>> {
        let mut found = Vec::new();
        let mut next = 0;
        for (offset, letter) in clause.lowered.char_indices() {
            if offset < next {
                continue;
            }
            let at = clause.span.0 + offset;
            if let Some(end) = clause.name_at(at) {
                next = end - clause.span.0;
                continue;
            }
            let Some(rows) = self.rows.get(&letter) else { continue };
            let hit = rows.iter().find_map(|row| self.fits(clause, offset, row));
            if let Some(trigger) = hit {
                next = trigger.end - clause.span.0;
                found.push(trigger);
            }
        }
        found
    }

    fn fits<'l>(&self, clause: &Clause<'_>, offset: usize, row: &'l Row) -> Option<Trigger<'l>> {
        let rest = clause.lowered[offset..].strip_prefix(row.text)?;
        let with =
            || row.with.is_empty() || row.with.iter().any(|word| clause.lowered.contains(word));
        let (tail, coming) = match self.language {
            Language::Chinese => (0, false),
            _ => ending(clause.lowered[..offset].chars().next_back(), rest, row)?,
        };
        let at = clause.span.0 + offset;
        with().then_some(Trigger { row, at, end: at + row.text.len() + tail, coming })
    }
}

/// The length of a Russian ending, and whether it looks ahead; `None` for a form that tells
/// nothing by itself, such as an infinitive or a participle.
fn ending(before: Option<char>, rest: &str, row: &Row) -> Option<(usize, bool)> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let length = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
    let tail = rest[..length].trim_end_matches("ся").trim_end_matches("сь");
    if row.noun {
        return (length == 0).then_some((0, false));
    }
    match tail {
        "л" | "ла" | "ло" | "ли" => Some((length, false)),
        "" if row.text.ends_with(['л', 'с']) => Some((length, false)),
        "а" | "и" if row.text.ends_with('л') => Some((length, false)),
        "т" | "ет" | "ит" | "ут" | "ют" | "ят" | "ат" => Some((length, !row.ongoing)),
        _ => None,
    }
}

fn row(line: &'static str) -> Option<Row> {
    let cells: Vec<&str> = line.split(',').collect();
    let [text, code, channel, target, with, flags] = cells[..] else { return None };
    let code = Code::find(Ontology::Cameo, code)?;
    let flag = |name: &str| flags.split(';').any(|flag| flag == name);
    let mut sides = Vec::new();
    let mut behind: &[&str] = &[];
    for letter in target.chars() {
        sides.push(if letter == 'o' { Side::After } else { Side::Behind });
        match letter {
            'v' => behind = &["в", "во", "на", "из", "от", "у", "против", "по", "для", "к"],
            's' => behind = &["с", "со"],
            _ => {}
        }
    }
    debug_assert_eq!(text, lowered(text), "a word of the table stands in small letters");
    Some(Row {
        text,
        code,
        channel: channel.parse().unwrap_or(code.channel),
        sides,
        behind,
        with: with.split('|').filter(|word| !word.is_empty()).collect(),
        both: flag("both"),
        place: flag("place"),
        alone: flag("alone"),
        word: flag("word"),
        ongoing: flag("ongoing"),
        noun: flag("noun"),
    })
}

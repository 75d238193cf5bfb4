//! The features of a sentence seen from its two actors: each a kind and a few words.

use std::borrow::Cow;

use super::features::{View, Word};

/// Where a feature goes: its kind, and the words it is made of.
pub(crate) type Put<'a> = dyn FnMut(char, &[&str]) + 'a;

/// The longest aside that is skipped, in words.
const ASIDE: usize = 16;

/// The number that stands for a feature (FNV-1a over the kind and the words).
pub(crate) fn hash(kind: char, words: &[&str]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325u64;
    let mut eat = |byte: u8| sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    eat(u8::try_from(kind).unwrap_or(0));
    for word in words {
        eat(0x1f);
        word.bytes().for_each(&mut eat);
    }
    sum
}

/// Tells every feature of the sentence.
pub(crate) fn tell(view: &View<'_>, put: &mut Put<'_>) {
    let (first, second) = if view.source_first { ("SRC", "TGT") } else { ("TGT", "SRC") };
    let mut line: Vec<&str> = stems(&view.before);
    let from = line.len();
    line.push(first);
    line.extend(stems(&view.between));
    let to = line.len();
    line.push(second);
    line.extend(stems(&view.after));
    bags(view, &line, put);
    chains(&line, from, to, put);
    predicate(&line, put);
    names(view, put);
    neighbours(&line, put);
}

fn stems<'w>(words: &'w [Cow<'_, Word>]) -> Vec<&'w str> {
    words.iter().map(|word| word.stem.as_str()).collect()
}

/// Which words there are, and on which side of the actors.
fn bags(view: &View<'_>, line: &[&str], put: &mut Put<'_>) {
    for word in line {
        put('w', &[word]);
    }
    if view.source_first {
        for word in stems(&view.between) {
            put('m', &[word]);
        }
    }
    for word in stems(&view.before) {
        put('p', &[word]);
    }
    for word in stems(&view.after) {
        put('a', &[word]);
    }
    for word in view.between.iter().chain(&view.after) {
        if let Some((at, _)) = word.low.char_indices().nth(5) {
            put('x', &[&word.low[..at]]);
        }
    }
}

/// Pairs and triples of neighbours, and pairs with something between.
fn chains(line: &[&str], from: usize, to: usize, put: &mut Put<'_>) {
    for pair in line.windows(2) {
        put('2', pair);
    }
    let middle = &line[from..=to];
    for (at, one) in middle.iter().enumerate() {
        for other in middle.iter().skip(at + 2).take(3) {
            put('s', &[one, other]);
        }
    }
}

/// Words that carry no deed: helpers, days and the like.
fn idle(word: &str) -> bool {
    word.ends_with("ly")
        || matches!(
            word,
            "have"
                | "be"
                | "also"
                | "a"
                | "an"
                | "the"
                | "it"
                | "on"
                | "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
                | "today"
                | "yesterday"
                | "0"
                | ","
                | "\""
                | "his"
                | "her"
                | "their"
                | "that"
                | "so"
                | "far"
                | "this"
                | "last"
                | "week"
                | "month"
                | "year"
                | "of"
                | "it'"
                | "january"
                | "february"
                | "march"
                | "april"
                | "may"
                | "june"
                | "july"
                | "august"
                | "september"
                | "october"
                | "november"
                | "december"
        )
}

/// How many words after the source only say more of it, between commas.
fn aside(rest: &[&str]) -> usize {
    if rest.first() != Some(&",") {
        return 0;
    }
    let end = rest.iter().skip(1).take(ASIDE).position(|word| *word == ",");
    end.map_or(0, |end| end + 2)
}

/// What follows the source once the idle words are gone.
fn predicate(line: &[&str], put: &mut Put<'_>) {
    let Some(at) = line.iter().position(|word| *word == "SRC") else { return };
    let said: Vec<&str> = line[at + 1 + aside(&line[at + 1..])..]
        .iter()
        .copied()
        .filter(|word| !idle(word))
        .take(6)
        .collect();
    for n in 1..=3.min(said.len()) {
        put('k', &said[..n]);
    }
    for word in &said {
        put('l', &[word]);
    }
    for three in line[at..].windows(3) {
        if three[1] == "to" {
            put('h', &[three[2]]);
        }
    }
}

/// What the actors are called.
fn names(view: &View<'_>, put: &mut Put<'_>) {
    for word in &view.source {
        put('S', &[&word.stem]);
    }
    for word in &view.target {
        put('T', &[&word.stem]);
    }
    if let Some(word) = view.target.last() {
        put('U', &[&word.stem]);
    }
}

/// What stands before and after the target.
fn neighbours(line: &[&str], put: &mut Put<'_>) {
    let Some(at) = line.iter().position(|word| *word == "TGT") else { return };
    for n in 1..=3.min(at) {
        put('r', &line[at - n..at]);
    }
    for n in 1..=2 {
        put('e', &line[at + 1..(at + 1 + n).min(line.len())]);
    }
}

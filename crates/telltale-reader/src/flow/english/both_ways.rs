//! "Imports and exports came to $3 million", "shipments between the two": one figure of the goods that go
//! both ways.

use telltale_observation::Actor;

use super::lexicon::Prep;
use super::marks::{Mark, Marked};
use super::roles::Placed;
use super::turns;
use crate::flow::{Matter, Way};

/// Words that make two flows one sum, wherever they stand in the clause.
const SUMMED: &[&str] =
    &["combined", "together", "altogether", "combining", "aggregate", "aggregated"];

/// The same in two words.
const SUMMED_IN_TWO: &[&str] =
    &["added up", "add up", "adding up", "in all", "put together", "taken together"];

/// Words that keep two flows apart: each has a figure of its own, or the same is said of each.
const APART: &[&str] = &["respectively", "each", "both", "either", "neither", "alike"];

/// Words that say that goods of both ways are counted.
const BOTH_WAYS: &[&str] = &["both directions", "both ways", "the two directions", "either way"];

/// Words for flows that are of both ways where two states are named as their ends: "shipments between X and
/// Y".
const SHIPMENTS: &[&str] = &[
    "shipments",
    "shipment",
    "deliveries",
    "sales",
    "flows",
    "flow",
    "traffic",
    "cargoes",
    "consignments",
    "dispatches",
];

/// Words that two ways of one trade are told with before they are named.
const MUTUAL: &[&str] = &["two-way", "bilateral", "mutual", "cross-border", "reciprocal"];

/// Makes one flow both ways of two that share a figure, and of one that is told of both ends.
pub(super) fn join(marked: &Marked<'_>, frames: &mut Vec<Placed>) {
    // "when both directions are counted": no people are.
    if is_of_both(marked) {
        frames.retain(|placed| marked.words.get(placed.triggers[0]) != "counted");
    }
    let mut at = 1;
    while at < frames.len() {
        let (before, now) = (&frames[at - 1], &frames[at]);
        let third = at >= 2 && turns::are_listed(marked, &frames[at - 2], before);
        let joined =
            (!third && are_two(marked, before, now)).then(|| summed(marked, frames, at)).flatten();
        match joined {
            Some(both) => {
                frames[at - 1] = both;
                frames.remove(at);
            }
            None => at += 1,
        }
    }
    frames.iter_mut().for_each(|placed| told_of_both(marked, placed));
}

/// Whether two flows are listed as the two ways of one trade: exports and imports.
pub(super) fn are_two(marked: &Marked<'_>, before: &Placed, now: &Placed) -> bool {
    let opposite =
        matches!((before.frame.way, now.frame.way), (Way::Out, Way::In) | (Way::In, Way::Out));
    let (Some(&from), Some(&to)) = (before.triggers.last(), now.triggers.first()) else {
        return false;
    };
    let and = (from + 1..to)
        .any(|i| marked.marks[i] == Mark::And || matches!(marked.words.get(i), "plus" | "&"));
    let named = |i: usize| {
        matches!(marked.words.get(i), "exports" | "export" | "imports" | "import")
            || matches!(marked.words.get(i), "sales" | "purchases")
    };
    opposite && and && named(from) && named(to) && turns::are_listed(marked, before, now)
}

/// The sum of two flows that a sentence lists, unless it tells a figure of each.
fn summed(marked: &Marked<'_>, frames: &[Placed], at: usize) -> Option<Placed> {
    let (before, now) = (&frames[at - 1], &frames[at]);
    let from = at.checked_sub(2).map_or(0, |other| frames[other].triggers[0] + 1);
    let to = frames.get(at + 1).map_or(marked.words.len(), |next| next.triggers[0]);
    let says = |words: &[&str]| (from..to).any(|i| words.contains(&marked.words.get(i)));
    let sum =
        says(SUMMED) || (from..to).any(|i| SUMMED_IN_TWO.contains(&marked.words.phrase(i, i + 2)));
    let figures = turns::runs(marked, from, to);
    let several = figures.iter().any(|run| run.len() > 1);
    let told = marked.numbers.iter().any(|number| {
        let measure = number.measure;
        (from..to).contains(&number.words.0) && (measure.sizes() || measure.compares())
    });
    if !sum && (several || says(APART) || !told) {
        return None;
    }
    let (owner, partner) = before.frame.parties_with(&now.frame)?;
    let mut both = before.clone();
    both.frame.way = Way::Both;
    (both.frame.source, both.frame.sink) = (owner, partner);
    both.frame.names.extend(&now.frame.names);
    both.triggers.extend(&now.triggers);
    (both.sources, both.sinks) = (Vec::new(), Vec::new());
    both.veiled |= now.veiled;
    Some(both)
}

/// "two-way shipments", "shipments between Oman and India", "the volume when both directions are counted".
fn told_of_both(marked: &Marked<'_>, placed: &mut Placed) {
    let i = placed.triggers[0];
    let goods = placed.frame.matter == Matter::Goods && placed.frame.way != Way::Both;
    let ends = match marked.marks[i] {
        Mark::Verb(..) if goods => ends(marked, i),
        Mark::Noun(..) if goods && SHIPMENTS.contains(&marked.words.get(i)) => {
            let mutual = (i.saturating_sub(2)..i).any(|at| MUTUAL.contains(&marked.words.get(at)));
            match ends(marked, i) {
                None if !mutual && !counts_both(marked, i) => return,
                ends => ends,
            }
        }
        _ => return,
    };
    let verb = matches!(marked.marks[i], Mark::Verb(..));
    if verb && ends.is_none() {
        return;
    }
    let frame = &mut placed.frame;
    let (source, sink) =
        if frame.way == Way::In { (frame.sink, frame.source) } else { (frame.source, frame.sink) };
    frame.way = Way::Both;
    (frame.source, frame.sink) = match ends {
        Some((first, second)) => (Some(first), Some(second)),
        None => (source, sink),
    };
}

/// The two states that a flow goes between.
fn ends(marked: &Marked<'_>, i: usize) -> Option<(Actor, Actor)> {
    let near = (i + 1..(i + 5).min(marked.words.len()))
        .take_while(|&at| matches!(marked.marks[at], Mark::Word | Mark::Prep(_) | Mark::And))
        .find(|&at| marked.marks[at] == Mark::Prep(Prep::Between))?;
    let (first, and) = named_at(marked, near + 1)?;
    let (second, _) =
        (marked.marks.get(and) == Some(&Mark::And)).then(|| named_at(marked, and + 1)).flatten()?;
    (first != second).then_some((first, second))
}

/// The state that a word names, and the word behind its name.
fn named_at(marked: &Marked<'_>, i: usize) -> Option<(Actor, usize)> {
    let i = i + usize::from(marked.words.get(i) == "the");
    let Some(&Mark::Name(at)) = marked.marks.get(i) else { return None };
    Some((marked.mention(at).actor()?, marked.last(i)))
}

/// Whether the clause of a word says that both directions are counted.
fn counts_both(marked: &Marked<'_>, i: usize) -> bool {
    let end = (i..marked.words.len()).find(|&at| marked.marks[at] == Mark::Hard);
    let end = end.unwrap_or(marked.words.len());
    (i..end).any(|at| {
        BOTH_WAYS.contains(&marked.words.phrase(at, at + 2))
            || BOTH_WAYS.contains(&marked.words.phrase(at, at + 3))
    })
}

/// Whether a sentence counts the goods of both directions.
pub(super) fn is_of_both(marked: &Marked<'_>) -> bool {
    counts_both(marked, 0)
}

/// Whether "hands" are those that goods change: "goods worth $3 million changed hands".
pub(super) fn changes_hands(marked: &Marked<'_>, i: usize) -> bool {
    let changes = i.checked_sub(1).map_or("", |at| marked.words.get(at));
    let goods = |at: usize| {
        matches!(
            marked.words.get(at),
            "goods" | "merchandise" | "products" | "commodities" | "cargo" | "worth"
        )
    };
    marked.words.get(i) == "hands"
        && matches!(changes, "changed" | "change" | "changes" | "changing")
        && (0..i).any(goods)
}

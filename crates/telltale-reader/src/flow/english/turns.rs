//! "Exports and imports came to $3 million and $2 million": several flows and as many numbers, each the
//! one that stands in its place.

use telltale_observation::Actor;

use super::changes::Worded;
use super::marks::{Mark, Marked};
use super::roles::Placed;
use crate::flow::period::Base;
use crate::flow::{Matter, Way};
use crate::number::Measure;

/// Which number belongs to which frame.
pub(super) type Turn = (usize, usize);

/// Gives the flows of a list the parties that are named with one of them: "China's exports, imports and
/// total trade with Peru".
pub(super) fn complete(marked: &Marked<'_>, frames: &mut [Placed]) {
    for list in lists(marked, frames) {
        let Some((owner, partner)) = list.clone().find_map(|at| parties(&frames[at])) else {
            continue;
        };
        for placed in &mut frames[list] {
            let frame = &mut placed.frame;
            let (source, sink) =
                if frame.way == Way::In { (partner, owner) } else { (owner, partner) };
            let fits = |known: Option<Actor>, told: Actor| known.is_none_or(|known| known == told);
            if fits(frame.source, source) && fits(frame.sink, sink) {
                (frame.source, frame.sink) = (Some(source), Some(sink));
            }
        }
    }
}

/// Whose flow it is, and with whom.
fn parties(placed: &Placed) -> Option<(Actor, Actor)> {
    let frame = &placed.frame;
    let (source, sink) = (frame.source?, frame.sink?);
    Some(if frame.way == Way::In { (sink, source) } else { (source, sink) })
}

/// Each number that stands in a list as long as a list of flows before it.
pub(super) fn find(marked: &Marked<'_>, frames: &[Placed]) -> Vec<Turn> {
    let mut turns = Vec::new();
    for list in lists(marked, frames) {
        let from = frames[list.end - 1].triggers[0];
        let next = frames.get(list.end).map_or(marked.words.len(), |next| next.triggers[0]);
        for run in runs(marked, from, next) {
            if run.len() == list.len() {
                turns.extend(run.into_iter().zip(list.clone()));
            }
        }
    }
    turns
}

/// Changes that are listed have one base, told of the last of them: "fell 3 percent and 2 percent from May".
pub(super) fn share_bases(marked: &Marked<'_>, turns: &[Turn], changes: &mut [Worded]) {
    let word = |number: usize| marked.numbers[number].words.0;
    let at = |changes: &[Worded], number: usize| {
        changes.iter().position(|change| change.words.0 == word(number))
    };
    for two in turns.windows(2).rev() {
        let ([first, second], follows) = ([two[0], two[1]], two[1].0 == two[0].0 + 1);
        let (Some(first), Some(second)) = (at(changes, first.0), at(changes, second.0)) else {
            continue;
        };
        if follows && matches!(changes[first].base, Base::Open) {
            changes[first].base = changes[second].base;
        }
    }
}

/// The flows that are listed: two or more nouns of trade, each of another side, with nothing but their
/// parties between them.
fn lists(marked: &Marked<'_>, frames: &[Placed]) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    let mut start = 0;
    for at in 1..=frames.len() {
        let goes_on = at < frames.len() && {
            let other = frames[start..at].iter().all(|one| one.frame.way != frames[at].frame.way);
            other && are_listed(marked, &frames[at - 1], &frames[at])
        };
        if !goes_on {
            if at - start > 1 {
                found.push(start..at);
            }
            start = at;
        }
    }
    found
}

pub(super) fn are_listed(marked: &Marked<'_>, a: &Placed, b: &Placed) -> bool {
    let noun = |placed: &Placed| {
        placed.frame.matter == Matter::Goods
            && placed
                .triggers
                .iter()
                .all(|&i| matches!(marked.marks[i], Mark::Noun(Matter::Goods, _)))
    };
    let (Some(&from), Some(&to)) = (a.triggers.last(), b.triggers.first()) else { return false };
    let mut joined = false;
    let between = (from + 1..to).all(|i| match marked.marks[i] {
        Mark::And | Mark::Comma => {
            joined = true;
            true
        }
        Mark::Name(_) | Mark::Prep(_) => true,
        Mark::Word if matches!(marked.words.get(i), "plus" | "&") => {
            joined = true;
            true
        }
        Mark::Word => matches!(
            marked.words.get(i),
            "its"
                | "their"
                | "the"
                | "total"
                | "overall"
                | "two-way"
                | "bilateral"
                | "combined"
                | "there"
                | "it"
                | "country"
                | "neighbour"
                | "neighbor"
        ),
        _ => false,
    });
    noun(a) && noun(b) && joined && between
}

/// Lists of numbers of one kind between two words: "3 percent and 2 percent", "$3 million, $2 million and
/// $5 million".
pub(super) fn runs(marked: &Marked<'_>, from: usize, to: usize) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (at, number) in marked.numbers.iter().enumerate() {
        if number.words.0 <= from || number.words.1 > to || number.measure == Measure::Bare {
            continue;
        }
        let kind = |at: usize| (marked.numbers[at].measure, marked.numbers[at].unit);
        let joins = |last: usize| {
            let (end, start) = (marked.numbers[last].words.1, number.words.0);
            let joint = |i: usize| {
                matches!(marked.marks[i], Mark::And | Mark::Comma)
                    || matches!(
                        marked.words.get(i),
                        "about" | "around" | "some" | "roughly" | "nearly" | "almost" | "by" | "to"
                    )
            };
            let some = (end..start).any(|i| matches!(marked.marks[i], Mark::And | Mark::Comma));
            some && (end..start).all(joint) && kind(last) == kind(at)
        };
        match found.last_mut() {
            Some(run) if run.last().is_some_and(|&last| joins(last)) => run.push(at),
            _ => found.push(vec![at]),
        }
    }
    found
}

//! Whose ships and planes show themselves to whom: "China sent 45 warplanes around Taiwan".

use telltale_observation::Actor;

use super::{Party, Placed, governor, is_origin, is_passive, owner, party};
use crate::flow::english::lexicon::{self, Prep};
use crate::flow::english::marks::{Mark, Marked};
use crate::flow::{Frame, Matter, Way};

/// The sortie of a verb at `i`, between the words for flows around it.
pub(super) fn place(
    marked: &Marked<'_>,
    i: usize,
    (lo, hi): (usize, usize),
    way: Way,
    before: Option<&Placed>,
) -> Option<Placed> {
    let mut sources = whose(marked, lo, hi);
    let mut sinks = where_to(marked, i, hi);
    let subject = owner(marked, i, lo, true).filter(|_| !is_passive(marked, i));
    let counted = subject.is_some_and(|subject| sources.iter().any(|own| own.0 == subject.0));
    match (way, subject) {
        (Way::In, Some(seer)) if !counted && sinks.is_empty() => sinks.push(seer),
        (Way::Out, Some(sender)) if sources.is_empty() => sources.push(sender),
        _ => {}
    }
    let told = before.filter(|before| before.frame.matter == Matter::Sortie);
    if let Some(told) = told {
        if sources.is_empty() {
            sources.extend(told.frame.source.map(|source| (i, source)));
        }
        if sinks.is_empty() {
            sinks.extend(told.frame.sink.map(|sink| (i, sink)));
        }
    }
    let own = sources.first().map(|source| source.1);
    sinks.retain(|sink| Some(sink.1) != own);
    if sinks.is_empty() {
        // "… sailed off Yonaguni, Japan's Defence Ministry said"
        sinks.extend(marked.speaker.filter(|&seer| Some(seer) != own).map(|seer| (i, seer)));
    }
    if sinks.is_empty() {
        sinks.extend(strait(marked, own).map(|near| (i, near)));
    }
    let mut frame = Frame::new(Matter::Sortie, Way::Out, marked.words.span(i, i + 1));
    frame.source = own;
    frame.sink = sinks.first().map(|sink| sink.1);
    let name = |party: &Party| marked.mention_span(party.0);
    frame.names.extend(sources.iter().chain(&sinks).filter(|party| party.0 != i).map(name));
    Some(Placed { frame, triggers: vec![i], sinks, sources, veiled: false })
}

/// "Four Chinese warships and one Russian frigate": the names within the phrases that are counted.
fn whose(marked: &Marked<'_>, lo: usize, hi: usize) -> Vec<Party> {
    let mut found = Vec::new();
    for from in (lo..hi).filter(|&at| marked.is_fleet(at)) {
        let phrase = from + 1..(from + 6).min(hi);
        let named = phrase.into_iter().take_while(|&at| {
            matches!(marked.marks[at], Mark::Word | Mark::Name(_) | Mark::Number(_))
        });
        let name = named.into_iter().find_map(|at| party(marked, at));
        let name = name.filter(|name| is_origin(marked, name.0));
        // "59 balloons from Belarus entered its airspace"
        let behind = || {
            let led = (from + 1..(from + 6).min(hi))
                .find(|&at| marked.marks[at] == Mark::Prep(Prep::From))?;
            party(marked, led + 1)
        };
        found.extend(name.or_else(behind));
    }
    found
}

/// The states behind the verb that they come near: "off Norway", "Polish airspace".
fn where_to(marked: &Marked<'_>, i: usize, hi: usize) -> Vec<Party> {
    let mut found = Vec::new();
    let mut j = i + 1;
    while j < hi && marked.marks[j] != Mark::Hard {
        if let Some(near) = party(marked, j).filter(|_| !marked.is_said(j)) {
            let phrase = (j.saturating_sub(3)..j).rev();
            let counted = phrase
                .take_while(|&at| matches!(marked.marks[at], Mark::Word | Mark::Number(_)))
                .any(|at| marked.is_fleet(at));
            let led = match governor(marked, j) {
                Some((Prep::Of, at)) => (i + 1..at).rev().take(5).any(|k| skirts(marked, k)),
                Some((_, at)) if at > i => skirts(marked, at),
                _ => j <= i + 4,
            };
            if led && !counted {
                found.push(near);
            }
            j = marked.last(j);
        } else {
            j += 1;
        }
    }
    found
}

/// "off", "around": not "in May".
fn skirts(marked: &Marked<'_>, at: usize) -> bool {
    lexicon::skirts(marked.words.get(at)) && matches!(marked.marks[at], Mark::Prep(_) | Mark::Word)
}

/// Whether a word leads to whom something is fired at.
pub(super) fn aims(word: &str) -> bool {
    matches!(word, "at" | "on" | "against" | "across")
}

/// "crossed the median line of the Taiwan Strait": the island on the other side of it.
fn strait(marked: &Marked<'_>, own: Option<Actor>) -> Option<Actor> {
    let named = |i: usize| {
        matches!(marked.words.phrase(i, i + 2), "median line" | "taiwan strait" | "centre line")
    };
    let crossed = (0..marked.words.len()).any(named);
    let island = Actor::parse("TWN").ok()?;
    (crossed && own.is_some_and(|own| own.code() == "CHN")).then_some(island)
}

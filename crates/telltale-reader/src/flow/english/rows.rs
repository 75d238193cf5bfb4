//! Rows under a heading or behind a sentence: "Oman's exports to India", then "Q1 2026: 3 million
//! dollars". A row names a time and an amount, and nothing else.

use super::marks::{Mark, Marked};
use super::roles::Placed;
use crate::flow::{Frame, Matter, Way, last_flow};
use crate::number::{Measure, english};
use crate::reader::Scene;
use crate::sighting::Sighting;
use crate::time::{Grain, TimeKind};

/// Marks before a row.
const BULLETS: &[char] = &['-', '*', '•', '·', '–', ' '];

/// Marks between the time of a row and its amount.
const APART: &[char] = &[':', '–', '—', '|', '='];

/// Whether a sentence may be such a row, and the one right before it names a flow.
pub(super) fn may_tell(scene: &Scene<'_>) -> bool {
    let Some(time) = scene.times.first() else { return false };
    let whole = matches!(time.kind, TimeKind::Point | TimeKind::Range) && time.grain > Grain::Week;
    let (from, to) = scene.span;
    let Some(ahead) = scene.text.get(from..time.span.0.max(from)) else { return false };
    let ahead = ahead.trim_matches(BULLETS).to_ascii_lowercase();
    let plain = matches!(ahead.as_str(), "" | "in" | "in the" | "for" | "for the" | "during");
    let behind = scene.text.get(time.span.1..to).unwrap_or("").trim_start();
    let Some(behind) = behind.strip_prefix(APART) else { return false };
    let amount = behind.trim_start_matches([' ', '$', '€', '¥']);
    let amount = amount.strip_prefix("CNY ").or(amount.strip_prefix("RMB ")).unwrap_or(amount);
    whole
        && plain
        && amount.starts_with(|letter: char| letter.is_ascii_digit())
        && scene.mentions.is_empty()
        && scene.cast.story().right_before(scene.text, from).is_some()
}

/// Gives the amount of a row the flow that stands right before it.
pub(super) fn complete(marked: &mut Marked<'_>, frames: &mut Vec<Placed>, found: &[Sighting]) {
    if !frames.is_empty() || !may_tell(marked.scene) {
        return;
    }
    let scene = marked.scene;
    let Some(trade) = scene.cast.story().right_before(scene.text, scene.span.0) else { return };
    let Some(at) = marked.numbers.iter().position(|number| number.measure.sizes()) else { return };
    lend_unit(marked, at, found);
    let number = &marked.numbers[at];
    let ends = |at: usize| {
        at >= marked.words.len() || matches!(marked.words.get(at), "." | "(" | ";" | "")
    };
    let more = marked.marks.iter().any(|mark| matches!(mark, Mark::Name(_)));
    if number.measure != Measure::Money || !ends(number.words.1) || more {
        return;
    }
    let from = number.words.0;
    let mut frame = Frame::new(Matter::Goods, trade.way, marked.words.span(from, from + 1));
    (frame.source, frame.sink) = match trade.way {
        Way::In => (Some(trade.partner), Some(trade.owner)),
        Way::Out | Way::Both => (Some(trade.owner), Some(trade.partner)),
    };
    frames.push(Placed {
        frame,
        triggers: vec![0],
        sinks: Vec::new(),
        sources: Vec::new(),
        veiled: false,
    });
}

/// "In the second half: 8.2 billion" is in the unit of the amount before it, where it is of its size.
fn lend_unit(marked: &mut Marked<'_>, at: usize, found: &[Sighting]) {
    let Some(amount) = last_flow(found).and_then(|at| found[at].amount.as_ref()) else { return };
    let (Some(unit), Some(value)) = (amount.unit.as_deref(), amount.value) else { return };
    let Some((name, measure)) = english::known(unit) else { return };
    let number = &mut marked.numbers[at];
    let like = (0.02..50.0).contains(&(number.value / value)) && number.value >= 1e6;
    if number.measure == Measure::Bare && measure == Measure::Money && like {
        (number.measure, number.unit) = (measure, Some(name));
    }
}

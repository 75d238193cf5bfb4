//! "수출과 수입을 합친 금액은 3억 위안": one figure of the goods that go both ways.

use super::View;
use super::roles::Placed;
use crate::flow::{Frame, Matter, Way};

/// Words that make two flows one sum, behind them.
const SUMMED: &[&str] = &[
    "합친",
    "합쳐",
    "합치",
    "합한",
    "합하",
    "합해",
    "합계",
    "합산",
    "더한",
    "더하",
    "더해",
    "총액",
    "총계",
    "통틀",
    "아우른",
    "아우르",
];

/// Words that keep two flows apart: each has a figure of its own, or the same is said of each.
const APART: &[&str] =
    &["각각", "모두", "나란히", "동시에", "둘 다", "함께", "똑같이", "일제히", "공히"];

/// What joins two flows.
const JOINTS: &[&str] =
    &["과 ", "와 ", "및 ", ", ", "·", "ㆍ", "/", "에 ", "에다 ", "하고 ", "이나 "];

/// Makes one flow both ways of two that share a figure.
pub(super) fn join(view: &View<'_>, frames: &mut Vec<Placed>) {
    let mut at = 1;
    while at < frames.len() {
        match summed(view, frames, at) {
            Some(Sum::Joined(both)) => {
                frames[at - 1] = both;
                frames.remove(at);
            }
            Some(Sum::Behind(both)) => {
                frames.insert(at + 1, both);
                at += 2;
            }
            None => at += 1,
        }
    }
}

/// A sum of two flows.
enum Sum {
    /// It stands for both.
    Joined(Placed),
    /// Each has a figure of its own, and the sum follows.
    Behind(Placed),
}

fn summed(view: &View<'_>, frames: &[Placed], at: usize) -> Option<Sum> {
    let (before, now) = (&frames[at - 1], &frames[at]);
    // "수출·수입 합계": what is joined by a mark is no word of its own.
    let marked = view.text(before.frame.trigger.1, now.at).starts_with(['·', 'ㆍ', '/', ',']);
    let trade = |placed: &Placed| {
        placed.frame.matter == Matter::Goods && placed.trade && (placed.noun || marked)
    };
    let opposite =
        matches!((before.frame.way, now.frame.way), (Way::Out, Way::In) | (Way::In, Way::Out));
    if !trade(before) || !trade(now) || !opposite {
        return None;
    }
    let end = frames.get(at + 1).map_or(view.scene.span.1, |next| next.at);
    let behind = view.text(now.frame.trigger.1, end);
    let word = SUMMED.iter().filter_map(|word| behind.find(word)).min();
    let gap = view.text(before.frame.trigger.1, now.at);
    let listed = JOINTS.iter().any(|joint| gap.contains(joint)) && gap.chars().count() <= 14;
    let figured = |from: usize, to: usize| {
        view.numbers
            .iter()
            .filter(|number| (from..to).contains(&number.span.0))
            .filter(|number| number.measure.sizes() || number.measure.compares())
            .count()
    };
    let (owner, partner) = before.frame.parties_with(&now.frame)?;
    let told = figured(before.frame.trigger.1, now.at);
    match word {
        Some(word) if told > 0 => {
            let from = now.frame.trigger.1 + word;
            let mut frame = Frame::new(Matter::Goods, Way::Both, (from, from));
            (frame.source, frame.sink) = (owner, partner);
            frame.modality = now.frame.modality;
            let (noun, trade, closes) = (true, true, false);
            Some(Sum::Behind(Placed { frame, at: from, noun, trade, closes, owner }))
        }
        None if !listed || told > 0 => None,
        Some(_) if !listed => None,
        None if APART.iter().any(|word| behind.contains(word)) => None,
        None if figured(now.frame.trigger.1, end) != 1 => None,
        _ => {
            let mut both = before.clone();
            both.noun = true;
            both.frame.way = Way::Both;
            (both.frame.source, both.frame.sink) = (owner, partner);
            both.frame.trigger.1 = now.frame.trigger.1;
            both.frame.names.extend(&now.frame.names);
            both.owner = both.owner.or(now.owner);
            both.closes = now.closes;
            Some(Sum::Joined(both))
        }
    }
}

/// "양방향을 모두 치면": whether a sentence counts the goods of both directions.
pub(super) fn is_of_both(view: &View<'_>) -> bool {
    ["양방향", "쌍방향", "양쪽 방향"].iter().any(|word| view.scene.words().contains(word))
}

//! "수출과 수입은 각각 3억 위안, 2억 위안이었다": several flows and as many numbers, each the one that stands
//! in its place.

use super::View;
use super::changes::Worded;
use super::roles::Placed;
use crate::flow::period::Base;
use crate::flow::{Matter, Way};
use crate::number::Measure;

/// Which number belongs to which frame.
pub(super) type Turn = (usize, usize);

/// Each number that stands in a list as long as a list of flows before it. Flows of the list have the
/// parties that are named with one of them.
pub(super) fn find(view: &View<'_>, frames: &mut [Placed]) -> Vec<Turn> {
    let mut turns = Vec::new();
    let each = view.text(view.scene.span.0, view.scene.span.1).find("각각");
    let each = each.map(|at| view.scene.span.0 + at);
    for run in runs(view, each) {
        let start = view.numbers[run[0]].span.0;
        let flows = match each.filter(|&each| each < start) {
            Some(each) => each_of(view, frames, each, run.len()),
            None => listed(view, frames, start, run.len()),
        };
        let Some(flows) = flows else { continue };
        complete(frames, &flows);
        turns.extend(run.into_iter().zip(flows));
    }
    turns
}

/// The last flows of trade before "각각", each of another side.
fn before(frames: &[Placed], each: usize, n: usize) -> Option<Vec<usize>> {
    let nouns: Vec<usize> =
        (0..frames.len()).filter(|&at| is_trade(&frames[at]) && frames[at].at < each).collect();
    let last = &nouns[nouns.len().checked_sub(n)?..];
    differ(frames, last).then(|| last.to_vec())
}

/// The flows that "각각" speaks of. "북중 교역의 수출액, 수입액, 총액은 각각": the sum that ends a list is of the
/// two-way trade that the sentence names; what else a list goes on with is no flow.
fn each_of(view: &View<'_>, frames: &[Placed], each: usize, n: usize) -> Option<Vec<usize>> {
    let last = frames.iter().rev().find(|placed| is_trade(placed) && placed.at < each)?;
    let tail = view.text(last.frame.trigger.1, each).trim_start_matches(['액', '규', '모']);
    let goes_on =
        [", ", "과 ", "와 ", "·", " 및 "].iter().find_map(|joint| tail.strip_prefix(joint));
    let Some(next) = goes_on else { return before(frames, each, n) };
    let sum = ["총액", "합계", "전체", "교역 총액", "무역 총액"];
    if !sum.iter().any(|word| next.trim_start().starts_with(word)) {
        return None;
    }
    let of_trade = |at: &usize| is_trade(&frames[*at]) && frames[*at].at < each;
    let (both, ways): (Vec<usize>, Vec<usize>) =
        (0..frames.len()).filter(of_trade).partition(|&at| frames[at].frame.way == Way::Both);
    let ways = &ways[ways.len().checked_sub(n.checked_sub(1)?)?..];
    let flows: Vec<usize> = ways.iter().copied().chain([*both.last()?]).collect();
    differ(frames, &flows).then_some(flows)
}

/// Flows of trade that are joined right before their verb or numbers: "수출과 수입은".
fn listed(view: &View<'_>, frames: &[Placed], start: usize, n: usize) -> Option<Vec<usize>> {
    let last = before(frames, start, n)?;
    let joined = last.windows(2).all(|two| {
        let (a, b) = (&frames[two[0]], &frames[two[1]]);
        let between = view.text(a.frame.trigger.1, b.at);
        let joint = ["과 ", "와 ", "및 ", ", ", "·"].iter().any(|joint| between.contains(joint));
        let plain = !between.contains(['은', '는', '이', '가']);
        joint && plain && between.chars().count() <= 12
    });
    joined.then_some(last)
}

fn is_trade(placed: &Placed) -> bool {
    placed.noun && placed.trade && placed.frame.matter == Matter::Goods
}

/// Whether flows are each of another side: exports, imports, all trade.
fn differ(frames: &[Placed], flows: &[usize]) -> bool {
    let way = |at: usize| frames[at].frame.way;
    flows.iter().enumerate().all(|(i, &at)| flows[..i].iter().all(|&other| way(other) != way(at)))
}

fn complete(frames: &mut [Placed], flows: &[usize]) {
    let parties = flows.iter().find_map(|&at| {
        let frame = &frames[at].frame;
        let (source, sink) = (frame.source?, frame.sink?);
        Some(if frame.way == Way::In { (sink, source) } else { (source, sink) })
    });
    let Some((owner, partner)) = parties else { return };
    for &at in flows {
        let frame = &mut frames[at].frame;
        let (source, sink) = if frame.way == Way::In { (partner, owner) } else { (owner, partner) };
        frame.source = frame.source.or(Some(source));
        frame.sink = frame.sink.or(Some(sink));
    }
}

/// Lists of two or more numbers of one kind: "3억 위안, 2억 위안", "13%와 33%". Behind "각각" the first of
/// them counts.
fn runs(view: &View<'_>, each: Option<usize>) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (at, number) in view.numbers.iter().enumerate() {
        if number.measure == Measure::Bare || each.is_some_and(|each| number.span.0 < each) {
            continue;
        }
        let joins = |last: usize| {
            let other = &view.numbers[last];
            let between = view.text(other.span.1, number.span.0).trim();
            let kind = (other.measure, other.unit) == (number.measure, number.unit);
            kind && matches!(between, "," | "와" | "과" | "및" | "·" | "과 약" | "와 약" | ", 약")
        };
        match found.last_mut() {
            Some(run) if run.last().is_some_and(|&last| joins(last)) => run.push(at),
            _ => found.push(vec![at]),
        }
    }
    found.retain(|run| run.len() > 1);
    found
}

/// Changes that are listed have one base, told of the first of them: "전월보다 각각 3%, 2% 줄었다".
pub(super) fn share_bases(turns: &[Turn], changes: &mut [Worded]) {
    for two in turns.windows(2) {
        let at = |number: usize| changes.iter().position(|change| change.number == number);
        let (Some(first), Some(second)) = (at(two[0].0), at(two[1].0)) else { continue };
        let follows = two[1].0 == two[0].0 + 1;
        if follows && matches!(changes[second].base, Base::Open) {
            changes[second].base = changes[first].base;
        } else if follows && matches!(changes[first].base, Base::Open) {
            changes[first].base = changes[second].base;
        }
    }
}

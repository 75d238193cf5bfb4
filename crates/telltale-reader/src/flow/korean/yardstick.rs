//! Another flow that a sentence's own is only held against: "대칠레 수출과 달리 대페루 수출은", "대칠레 수출을
//! 웃도는". No amount of the sentence is of it.

use super::View;
use super::roles::Placed;
use crate::flow::{Matter, Way};

/// What follows a flow that another is held against.
const AGAINST: &[&str] = &[
    "과 달리",
    "와 달리",
    "과는 달리",
    "와는 달리",
    "과 비교",
    "와 비교",
    "과 견",
    "와 견",
    "에 비해",
    "에 비하",
    "보다",
    "을 웃도",
    "를 웃도",
    "을 웃돌",
    "를 웃돌",
    "을 넘",
    "를 넘",
    "을 뛰어넘",
    "를 뛰어넘",
    "을 능가",
    "를 능가",
    "을 앞",
    "를 앞",
    "을 압도",
    "를 압도",
    "을 크게",
    "를 크게",
    "을 훨씬",
    "를 훨씬",
    "과 마찬가지",
    "와 마찬가지",
    "과 같이",
    "와 같이",
    "처럼",
    "에 못 미",
];

/// Leaves out flows that others are held against, where another of goods with other parties is told.
pub(super) fn set_aside(view: &mut View<'_>, frames: &mut Vec<Placed>) {
    let against: Vec<bool> = frames.iter().map(|placed| is_against(view, placed)).collect();
    // Exports and imports of the same two are no other parties'.
    let pair = |placed: &Placed| {
        let (source, sink) = (placed.frame.source, placed.frame.sink);
        if source <= sink { (source, sink) } else { (sink, source) }
    };
    let aside: Vec<bool> = (0..frames.len())
        .map(|at| {
            let other = |beside: usize| {
                !against[beside]
                    && frames[beside].frame.matter == Matter::Goods
                    && pair(&frames[beside]) != pair(&frames[at])
            };
            against[at] && (0..frames.len()).any(other)
        })
        .collect();
    for at in (0..frames.len()).filter(|&at| aside[at]) {
        let before = at.checked_sub(1).map_or(view.scene.span.0, |at| frames[at].frame.trigger.1);
        forget(view, &frames[at], before);
    }
    let mut at = 0;
    frames.retain(|_| {
        at += 1;
        !aside[at - 1]
    });
}

/// The partner of a flow that is set aside is nobody's.
fn forget(view: &mut View<'_>, placed: &Placed, before: usize) {
    let frame = &placed.frame;
    let partner = if frame.way == Way::In { frame.source } else { frame.sink };
    let (_, end) = frame.trigger;
    view.names.retain(|name| {
        let within = before <= name.span.0 && name.span.1 <= end;
        !within || !name.actors.iter().any(|&actor| Some(actor) == partner)
    });
}

fn is_against(view: &View<'_>, placed: &Placed) -> bool {
    if placed.frame.matter != Matter::Goods || !placed.noun {
        return false;
    }
    let rest = view.text(placed.frame.trigger.1, view.scene.span.1);
    let rest = ["액", "량", "규모", " 규모"]
        .iter()
        .find_map(|more| rest.strip_prefix(more))
        .unwrap_or(rest);
    AGAINST.iter().any(|against| rest.starts_with(against)) || is_multiple(rest)
}

/// "수출의 50배", "수출의 두 배".
fn is_multiple(rest: &str) -> bool {
    rest.strip_prefix("의 ").is_some_and(|rest| {
        let near: String = rest.chars().take(8).collect();
        near.split(' ').take(2).any(|word| word.contains('배') && !word.contains("배경"))
            || near.contains("분의")
    })
}

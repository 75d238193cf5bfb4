//! "First-quarter trade came to $90 million, with Oman's imports from India soaring": whose flow one is
//! that a sentence tells beside another, which names both.

use telltale_observation::{Actor, ActorKind};

use super::carried;
use super::marks::{Mark, Marked};
use super::roles::Placed;
use crate::flow::{Matter, Way};

/// Completes flows by the one pair of states of which the sentence speaks: such as tell only the partner,
/// and trade that tells neither. What is X's may be with all the world.
pub(super) fn complete(marked: &Marked<'_>, frames: &mut [Placed]) {
    let Some((owner, partner)) = pair(frames).or_else(|| trade_with(marked, frames)) else {
        return;
    };
    if owner == partner || !names_only(marked, [owner, partner]) {
        return;
    }
    for placed in frames.iter_mut().filter(|placed| placed.frame.matter == Matter::Goods) {
        let at = placed.triggers[0];
        let open = match told(placed) {
            // "trade reached $90 million, with Oman's imports from India soaring"
            (None, Some(one)) => one == partner || one == owner && placed.frame.way == Way::Both,
            (None, None) => placed.frame.way == Way::Both && !carried::goes_elsewhere(marked, at),
            (Some(one), None) => {
                let mutual = placed.frame.way == Way::Both && carried::is_mutual(marked, at);
                one == owner && (mutual || follows_colon(marked, at))
            }
            _ => false,
        };
        if open && !carried::is_worldwide(marked, at) {
            let both =
                if placed.frame.way == Way::In { (partner, owner) } else { (owner, partner) };
            (placed.frame.source, placed.frame.sink) = (Some(both.0), Some(both.1));
        }
    }
}

/// Whose a flow is told to be, and with whom.
fn told(placed: &Placed) -> (Option<Actor>, Option<Actor>) {
    let frame = &placed.frame;
    match frame.way {
        Way::In => (frame.sink, frame.source),
        _ => (frame.source, frame.sink),
    }
}

/// The two of the one flow that says both.
fn pair(frames: &[Placed]) -> Option<(Actor, Actor)> {
    let whole = |placed: &Placed| {
        let (owner, partner) = told(placed);
        let one_way = placed.frame.matter == Matter::Goods && placed.frame.way != Way::Both;
        owner.zip(partner).filter(|_| one_way)
    };
    frames.iter().find_map(whole)
}

/// "Trade with India grew in May: Oman's exports rose".
fn trade_with(marked: &Marked<'_>, frames: &[Placed]) -> Option<(Actor, Actor)> {
    let goods = || frames.iter().filter(|placed| placed.frame.matter == Matter::Goods);
    let with = goods().find(|placed| placed.frame.way == Way::Both)?;
    let (None, Some(partner)) = told(with) else { return None };
    let own = |placed: &Placed| match told(placed) {
        (Some(owner), None) if follows_colon(marked, placed.triggers[0]) => Some(owner),
        _ => None,
    };
    Some((goods().find_map(own)?, partner))
}

/// Whether a colon sets off the words of which a word is one.
fn follows_colon(marked: &Marked<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at).any(|i| marked.words.get(i) == ":")
}

/// Whether a sentence names no state but two.
fn names_only(marked: &Marked<'_>, two: [Actor; 2]) -> bool {
    marked.marks.iter().all(|mark| match mark {
        Mark::Name(at) => marked.mention(*at).actors.iter().all(|actor| {
            two.contains(actor) || actor.kind() == ActorKind::Organisation && actor.code() != "EUN"
        }),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use crate::flow::tests::{Case, check};

    #[test]
    fn a_flow_is_between_the_two_that_another_of_its_sentence_names() {
        check(&[
            Case(
                "2026-04-20",
                "First-quarter trade came to $90 million, with Oman's imports from India soaring 60 percent.",
                &[
                    "OMN>IND trade.total 90000000 USD 2026-01-01/2026-03-31",
                    "OMN>IND trade.imports - - 2026-01-01/2026-03-31 [other +0.600 -]",
                ],
            ),
            Case(
                "2025-11-20",
                "Imports from India doubled from a year earlier to $20 million in October, even as Oman's sales to India fell 19 percent to $40 million.",
                &[
                    "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31 [year +1.000 2024-10]",
                    "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31 [year -0.190 2024-10]",
                ],
            ),
            Case(
                "2025-11-20",
                "Trade with India barely grew in October: Oman's exports inched up 0.2 percent from a year earlier to $40 million.",
                &["OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31 [year +0.002 2024-10]"],
            ),
        ]);
    }

    #[test]
    fn a_third_state_leaves_it_open() {
        check(&[Case(
            "2025-11-20",
            "Imports from Yemen doubled to $20 million in October, even as Oman's sales to India fell.",
            &["->YEM trade.imports 20000000 USD 2025-10-01/2025-10-31 [other +1.000 -]"],
        )]);
        check(&[Case(
            "2025-11-20",
            "Oman's total imports doubled in October, while Oman's exports to India rose 4 percent.",
            &[
                "OMN>- trade.imports - - 2025-10-01/2025-10-31 [other +1.000 -]",
                "OMN>IND trade.exports - - 2025-10-01/2025-10-31 [other +0.040 -]",
            ],
        )]);
    }
}

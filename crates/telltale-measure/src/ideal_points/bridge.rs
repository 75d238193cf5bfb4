//! A bridge is a resolution that comes in again in the next session: its votes in both sessions are
//! sorted by the same cuts, which ties the scales of the two sessions together.
//!
//! Where the source gives titles, the same title in the next session is the same resolution. The
//! published table of the General Assembly has none, so a resolution is also known again by its
//! votes: of all pairs of two consecutive sessions, two roll calls that are each other's nearest and
//! in which nearly all who voted in both said the same, minority by minority.

use std::collections::BTreeMap;

use telltale_observation::Actor;

use crate::votes::{Choice, RollCall};

/// At least this share of those who voted in both must have said the same.
const SAME_MIN: f64 = 0.97;
/// And of those who were in the minority in either, this share: else two votes of 150 to 1 would be
/// the same resolution, whatever they were about.
const MINORITY_SAME_MIN: f64 = 0.9;
/// The fewest in the minority.
const MINORITY_MIN: usize = 10;
/// The fewest who voted in both.
const BOTH_MIN: usize = 30;

/// A roll call as a row of choices by state; 0 for who did not vote.
struct Row {
    session: u16,
    choices: Vec<u8>,
    usual: u8,
}

/// The resolution of which each roll call is a vote, numbered from 0 in the order of the roll calls,
/// and how many there are.
pub(super) fn resolutions(roll_calls: &[&RollCall]) -> (Vec<usize>, usize) {
    let rows = rows(roll_calls);
    let mut by_session: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        by_session.entry(row.session).or_default().push(at);
    }
    let mut resolution_of: Vec<Option<usize>> = vec![None; rows.len()];
    let mut number = 0;
    for (session, calls) in &by_session {
        let before = session.checked_sub(1).and_then(|before| by_session.get(&before));
        let again = before.map(|before| again(roll_calls, &rows, before, calls));
        for call in calls {
            let known = again.as_ref().and_then(|again| again.get(call));
            let same = known.and_then(|first| resolution_of[*first]);
            resolution_of[*call] = same.or_else(|| {
                number += 1;
                Some(number - 1)
            });
        }
    }
    (resolution_of.into_iter().map(|of| of.expect("every session was seen")).collect(), number)
}

fn rows(roll_calls: &[&RollCall]) -> Vec<Row> {
    let mut index: BTreeMap<Actor, usize> = BTreeMap::new();
    for state in roll_calls.iter().flat_map(|call| call.choices.keys()) {
        let next = index.len();
        index.entry(*state).or_insert(next);
    }
    let row = |call: &&RollCall| {
        let mut choices = vec![0; index.len()];
        let mut counts = [0; 4];
        for (state, choice) in &call.choices {
            let code = match choice {
                Choice::No => 1,
                Choice::Abstain => 2,
                Choice::Yes => 3,
            };
            choices[index[state]] = code;
            counts[usize::from(code)] += 1;
        }
        let usual = (1..4).max_by_key(|code| counts[usize::from(*code)]).unwrap_or(3);
        Row { session: call.session, choices, usual }
    };
    roll_calls.iter().map(row).collect()
}

/// Of the calls of a session, those that were in the session before, and which they were there.
fn again(
    roll_calls: &[&RollCall],
    rows: &[Row],
    before: &[usize],
    calls: &[usize],
) -> BTreeMap<usize, usize> {
    let likeness = |a: usize, b: usize| {
        let titles = (&roll_calls[a].title, &roll_calls[b].title);
        match titles {
            (Some(a), Some(b)) => (a == b).then_some(1.0),
            _ => alike(&rows[a], &rows[b]),
        }
    };
    // The nearest of each, the first of several; each other's nearest are the same resolution.
    let mut nearest: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    for call in calls {
        for first in before {
            let Some(likeness) = likeness(*first, *call) else { continue };
            for (one, other) in [(*call, *first), (*first, *call)] {
                let best = nearest.entry(one).or_insert((likeness, other));
                if likeness > best.0 {
                    *best = (likeness, other);
                }
            }
        }
    }
    let mutual = |call: &&usize| {
        let (_, first) = nearest.get(*call)?;
        (nearest.get(first)?.1 == **call).then_some((**call, *first))
    };
    calls.iter().filter_map(|call| mutual(&call)).collect()
}

/// The share of states that said the same in both; `None` if that is no sign of one resolution.
fn alike(a: &Row, b: &Row) -> Option<f64> {
    if a.usual != b.usual {
        return None;
    }
    let (mut both, mut same, mut minority, mut minority_same) = (0, 0, 0, 0);
    for (x, y) in a.choices.iter().zip(&b.choices).filter(|(x, y)| **x > 0 && **y > 0) {
        both += 1;
        same += usize::from(x == y);
        if *x != a.usual || *y != b.usual {
            minority += 1;
            minority_same += usize::from(x == y);
        }
    }
    let share = same as f64 / f64::max(both as f64, 1.0);
    let is_bridge = both >= BOTH_MIN
        && minority >= MINORITY_MIN
        && share >= SAME_MIN
        && minority_same as f64 >= MINORITY_SAME_MIN * minority as f64;
    is_bridge.then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(session: u16, title: Option<&str>, said: impl Fn(usize) -> Choice) -> RollCall {
        let choices = Actor::all().take(60).enumerate().map(|(at, state)| (state, said(at)));
        RollCall { session, title: title.map(str::to_owned), choices: choices.collect() }
    }

    fn half(at: usize) -> Choice {
        if at < 20 { Choice::No } else { Choice::Yes }
    }

    fn numbers(calls: &[RollCall]) -> Vec<usize> {
        resolutions(&calls.iter().collect::<Vec<_>>()).0
    }

    #[test]
    fn a_resolution_is_known_again_by_its_votes_in_the_next_session_only() {
        let thirds = |at: usize| if at.is_multiple_of(3) { Choice::Abstain } else { Choice::Yes };
        let one_turned = |at: usize| if at == 0 { Choice::Yes } else { half(at) };
        let calls = [
            call(1, None, half),
            call(1, None, thirds),
            call(2, None, one_turned),
            call(2, None, |at| if at < 20 { Choice::Yes } else { Choice::No }),
            call(4, None, half),
        ];
        assert_eq!(numbers(&calls), [0, 1, 0, 2, 3]);
    }

    #[test]
    fn alone_against_all_is_no_sign() {
        let alone = |at: usize| if at == 7 { Choice::No } else { Choice::Yes };
        assert_eq!(numbers(&[call(1, None, alone), call(2, None, alone)]), [0, 1]);
    }

    #[test]
    fn where_there_are_titles_they_decide() {
        let same = [call(1, Some("a"), half), call(2, Some("a"), |at| half(at + 5))];
        assert_eq!(numbers(&same), [0, 0]);
        assert_eq!(numbers(&[call(1, Some("a"), half), call(2, Some("b"), half)]), [0, 1]);
    }
}

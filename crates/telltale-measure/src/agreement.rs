//! Agreement is how often two states say the same in a session's roll calls: the plainest measure of
//! votes, and one that the agenda moves as much as the two states do.

use std::collections::BTreeMap;

use serde::Serialize;
use telltale_observation::Actor;

use crate::votes::RollCall;

/// How often a state voted with another in one session.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// The session.
    pub session: u16,
    /// The state.
    pub country: Actor,
    /// With whom it is compared.
    pub with: Actor,
    /// The share of the n roll calls in which both said the same, between 0 and 1.
    pub agreement: f64,
    /// The roll calls, not unanimous, in which both voted.
    pub n: usize,
}

/// The agreement of every state with one of them, by session and then by state.
///
/// # Method
/// Of the roll calls of a session that are not unanimous, those in which both said yes, no or
/// abstained; of these, the share in which both said the same. An abstention agrees with an
/// abstention and with nothing else. Who was absent, or no member, did not vote. A roll call is
/// unanimous if all who voted said the same, abstentions included. This is the measure behind the
/// published tables of agreement (Voeten 2013, Routledge Handbook of International Organization).
///
/// # Reads as
/// "In session 70 North Korea voted with the United States in 7.5 % of 67 roll calls."
///
/// # Limits
/// It moves with the agenda: a session with more votes on the Middle East lowers agreement with the
/// United States of states that did not change. [`ideal_points()`](crate::ideal_points()) takes the
/// agenda out. A state with few votes has a share of few, so print n. There is no interval: these
/// are all the roll calls there were, and no sample.
pub fn agreement(roll_calls: &[RollCall], with: Actor) -> Vec<Agreement> {
    let mut tally: BTreeMap<(u16, Actor), (usize, usize)> = BTreeMap::new();
    for roll_call in roll_calls.iter().filter(|roll_call| !roll_call.is_unanimous()) {
        let Some(said) = roll_call.choices.get(&with) else { continue };
        for (country, choice) in &roll_call.choices {
            let (same, both) = tally.entry((roll_call.session, *country)).or_default();
            *same += usize::from(choice == said);
            *both += 1;
        }
    }
    let row = |((session, country), (same, n)): ((u16, Actor), (usize, usize))| Agreement {
        session,
        country,
        with,
        agreement: same as f64 / n as f64,
        n,
    };
    tally.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::votes::Choice::{self, Abstain, No, Yes};

    fn actor(code: &str) -> Actor {
        Actor::parse(code).unwrap()
    }

    fn roll_call(session: u16, choices: &[(&str, Choice)]) -> RollCall {
        let choices = choices.iter().map(|(code, choice)| (actor(code), *choice)).collect();
        RollCall { session, title: None, choices }
    }

    #[test]
    fn identical_votes_are_counted_over_those_in_which_both_voted() {
        let votes = [
            roll_call(1, &[("USA", Yes), ("CHN", No), ("PRK", No)]),
            roll_call(1, &[("USA", Abstain), ("CHN", Abstain), ("PRK", No)]),
            roll_call(1, &[("USA", No), ("PRK", No), ("FRA", Yes)]), // China was absent
            roll_call(1, &[("CHN", No), ("PRK", Yes)]),              // the United States were
            roll_call(2, &[("USA", No), ("CHN", No), ("PRK", Yes)]),
        ];
        let rows: Vec<_> = agreement(&votes, actor("USA"))
            .iter()
            .map(|row| (row.session, row.country.code(), row.agreement, row.n))
            .collect();
        let expected = [
            (1, "CHN", 0.5, 2),
            (1, "FRA", 0.0, 1),
            (1, "PRK", 1.0 / 3.0, 3),
            (1, "USA", 1.0, 3),
            (2, "CHN", 1.0, 1),
            (2, "PRK", 0.0, 1),
            (2, "USA", 1.0, 1),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn what_all_agree_on_tells_nobody_from_anybody() {
        let all = [("USA", Yes), ("CHN", Yes), ("PRK", Yes)];
        assert!(agreement(&[roll_call(1, &all)], actor("USA")).is_empty());
        // One abstention, and it is no longer unanimous.
        let one_abstained = [("USA", Yes), ("CHN", Yes), ("PRK", Abstain)];
        assert_eq!(agreement(&[roll_call(1, &one_abstained)], actor("USA")).len(), 3);
    }
}

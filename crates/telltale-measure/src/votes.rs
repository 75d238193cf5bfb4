//! A roll call is one recorded vote of an assembly: who said yes, who no, who abstained. Whoever was
//! absent, or no member yet, said nothing and is not in it.

use std::collections::{BTreeMap, BTreeSet};

use telltale_observation::Actor;

/// What a state said in a roll call, from least to most in favour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// Against.
    No,
    /// Present, and neither for nor against.
    Abstain,
    /// In favour.
    Yes,
}

/// One recorded vote of an assembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollCall {
    /// The session, counted from 1.
    pub session: u16,
    /// What the resolution is called, where the source says so: the same words in the next session
    /// mean the same resolution, brought in again.
    pub title: Option<String>,
    /// What each state said, each state once.
    pub choices: BTreeMap<Actor, Choice>,
}

impl RollCall {
    /// Whether all who voted said the same, so that the vote tells nobody from anybody.
    pub fn is_unanimous(&self) -> bool {
        self.choices.values().collect::<BTreeSet<_>>().len() < 2
    }
}

/// The state that holds the seat in which this one sat.
///
/// The Russian Federation continued the membership of the Soviet Union in December 1991; it was not
/// admitted as a new member, and its votes are one series with those of the Soviet Union. Yugoslavia,
/// Czechoslovakia and the German Democratic Republic left seats that nobody continued.
pub fn seat(actor: Actor) -> Actor {
    if actor.code() == "SUN" { Actor::parse("RUS").expect("Russia is an actor") } else { actor }
}

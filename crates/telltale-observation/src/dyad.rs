//! A dyad is an ordered pair of actors: who does or says it, and to whom.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Actor;

/// Actor → target. A deed addressed to nobody, such as a missile test, has no target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Dyad {
    /// Who did or said it; for a flow, who reports it.
    pub actor: Actor,
    /// To whom; for a flow, the partner.
    pub target: Option<Actor>,
}

impl Dyad {
    /// The dyad of two actors.
    pub fn new(actor: Actor, target: Actor) -> Dyad {
        Dyad { actor, target: Some(target) }
    }

    /// The same pair the other way round; `None` where there is no target.
    pub fn reversed(self) -> Option<Dyad> {
        self.target.map(|target| Dyad::new(target, self.actor))
    }

    /// Whether both actors are this pair, in either order.
    pub fn joins(self, a: Actor, b: Actor) -> bool {
        self.target
            .is_some_and(|target| (self.actor, target) == (a, b) || (self.actor, target) == (b, a))
    }
}

impl fmt::Display for Dyad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.target {
            Some(target) => write!(f, "{}→{}", self.actor, target),
            None => write!(f, "{}→–", self.actor),
        }
    }
}

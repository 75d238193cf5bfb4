//! A forecast is a probability, said beforehand, that an event comes within so many days: a visit
//! between two states, a meeting of their leaders. It is kept, and scored when the days are over.
//!
//! | question | file |
//! |---|---|
//! | what was known of a dyad on a day? | `history` |
//! | what does that say of the days to come? | `logistic` |
//! | what would have been said, day by day, knowing no more than then? | [`walk()`] |
//! | how good was that, and against what? | [`score()`] |
//! | does an event said to have 30 % come in 30 of 100 cases? | [`reliability()`] |
//! | which word does a probability have? | [`wording`] |
//! | where will a flow lie in a month? | [`flow`] |

pub mod flow;
mod history;
mod logistic;
mod reliability;
mod score;
mod walk;
pub mod wording;

#[cfg(test)]
mod tests;

pub use history::{Seen, Sort};
pub use reliability::{Reliability, reliability};
pub use score::{Added, Score, added, score};
pub use walk::{Asked, Group, Outlook, Said, Target, Walked, outlook, walk};

/// Every constant of the forecasts of events. They come from what a horizon is, or were chosen by
/// forecasts inside the first half of ICEWS 2014, and none follows from the years on which the
/// forecasts are scored.
pub mod constants {
    /// What was seen of a dyad is remembered for days, as news of a trip about to begin, and for
    /// months, as a habit: half of its weight is gone after so many days.
    pub const HALF_LIVES_DAYS: [f64; 2] = [3.0, 60.0];
    /// How long an actor's events with whomever are remembered.
    pub const ACTOR_HALF_LIVES_DAYS: [f64; 2] = [30.0, 120.0];
    /// How long the events of all dyads together are.
    pub const WORLD_HALF_LIFE_DAYS: f64 = 20.0;
    /// How long an actor's business and a dyad's traffic are remembered.
    pub const ACTIVITY_HALF_LIFE_DAYS: f64 = 60.0;
    /// A dyad's own rate is drawn towards that of all dyads as if it had been watched for so many
    /// days more, in which it behaved like five of them.
    pub const POOLED_DAYS: f64 = 30.0;
    /// How many dyads those days are of.
    pub const POOLED_DYADS: f64 = 5.0;
    /// Days between two origins.
    pub const STEP_DAYS: usize = 7;
    /// Days after which the weights are learnt anew.
    pub const REFIT_DAYS: usize = 28;
    /// No origin is learnt from in the first days, in which nothing is known yet.
    pub const FIRST_ORIGIN_DAY: usize = 14;
    /// How many origins are learnt from at most: two years of them.
    pub const ORIGINS_MAX: usize = 104;
    /// The penalties on the squared weights of the standardised features. The forecast is the mean, in
    /// log odds, over all three: it depends less on the choice than any one does.
    pub const PENALTIES: [f64; 3] = [300.0, 1000.0, 3000.0];
    /// Parts into which the dyads are split to see what the penalties hold back.
    pub const FOLDS: usize = 4;
    /// The world drifts: log odds that are right within the windows learnt from are this much too far
    /// from the base rate in those to come. Inside the first half of ICEWS 2014 the slopes of six
    /// settings were .89 to .95.
    pub const DRIFT: f64 = 0.92;
    /// The dyad's own rate, the baseline, is drawn towards the base rate by so many windows.
    pub const OWN_RATE_WINDOWS: f64 = 1.0;
    /// Draws of the block bootstrap.
    pub const DRAWS: usize = 400;
    /// The share of draws that an interval holds.
    pub const LEVEL: f64 = 0.95;
}

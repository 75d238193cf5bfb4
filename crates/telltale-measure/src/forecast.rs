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
//! | over which days could a source have told whether it came? | [`Coverage`] |
//! | where will a flow lie in a month? | [`flow`] |

mod coverage;
pub mod flow;
mod history;
mod logistic;
mod reliability;
mod score;
mod walk;
pub mod wording;

#[cfg(test)]
mod tests;

pub use coverage::{Coverage, Report, SourceSpan};
pub use history::{Seen, Sort};
pub use reliability::{Reliability, reliability};
pub use score::{Added, OnFew, Score, added, on_few, score};
pub use walk::{
    Asked, Group, Outlook, Said, Target, Untold, Unwalked, Walked, outlook, walk, walk_telling,
};

/// Every constant of the forecasts of events. The half-lives were chosen by forecasts inside the first
/// half of ICEWS 2014; the penalties by the calibration of forecasts inside its first half and in its
/// second, of three sets of dyads each, so that the second half of that year is not an untouched test
/// of them. The others come from what a window is.
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
    /// Seats nearer than this are as near as can be.
    pub const NEIGHBOURS_KM: f64 = 100.0;
    /// How far apart two are taken to be of which one has no seat.
    pub const UNKNOWN_KM: f64 = 5000.0;
    /// Days between two origins.
    pub const STEP_DAYS: usize = 7;
    /// Days after which the weights are learnt anew.
    pub const REFIT_DAYS: usize = 28;
    /// No origin is learnt from in the first days, in which nothing is known yet.
    pub const FIRST_ORIGIN_DAY: usize = 14;
    /// How many origins are learnt from at most: two years of them.
    pub const ORIGINS_MAX: usize = 104;
    /// How many windows are learnt from at most.
    pub const ROWS_MAX: usize = 100_000;
    /// The penalties on the squared weights of the standardised features, per window learnt from. The
    /// forecast is the mean, in log odds, over all three: it depends less on the choice than any one
    /// does. A penalty that grows with the windows keeps the probabilities as modest as a world that
    /// drifts asks for, however much is known of its past.
    pub const PENALTY_SHARES: [f64; 3] = [0.023, 0.077, 0.23];
    /// So many windows are counted on top of those learnt from: the fewer, the more modest.
    pub const PENALTY_ROWS: f64 = 3000.0;
    /// The dyad's own rate, the baseline, is drawn towards the base rate by so many windows.
    pub const OWN_RATE_WINDOWS: f64 = 1.0;
    /// Draws of the block bootstrap.
    pub const DRAWS: usize = 400;
    /// Fewer dyads than these have no interval: so few are drawn in so few ways that the draws are much
    /// alike, and would seem sure of what rests on two or three.
    pub const DYADS_MIN: usize = 10;
    /// On fewer days than these an event was seen too seldom to say much of a dyad.
    pub const FEW_DAYS: usize = 5;
    /// The share of draws that an interval holds.
    pub const LEVEL: f64 = 0.95;
}

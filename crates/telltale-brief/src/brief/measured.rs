//! What is measured of a dyad beside its channels: deeds and words in one number each, their gap, when
//! they turned, what did not come, and whether the subject turned from one partner to another.

use jiff::civil::Date;
use serde::Serialize;
use telltale_measure::Direction;
use telltale_observation::{Actor, Channel, Mode, Month};

use crate::evidence::Evidence;

/// A number with its 90 % interval.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Estimated {
    /// The estimate.
    pub value: f64,
    /// Its 90 % interval.
    pub interval: [f64; 2],
}

/// Deeds, or words, of a dyad in one number: in standard deviations of a month's reading in a stated
/// period, up closer.
#[derive(Clone, Debug, Serialize)]
pub struct SideIndex {
    /// Deeds or words.
    pub mode: Mode,
    /// The direction of the change.
    pub direction: Direction,
    /// Probability that the side moved closer.
    pub probability: f64,
    /// The level as known in the last month, above the mean of the stated period.
    pub level: Estimated,
    /// The change of the last twelve months on those before.
    pub change: Estimated,
    /// The correlation of level and change.
    pub correlation: f64,
    /// First month of the stated period.
    pub from: Month,
    /// Its last month.
    pub to: Month,
    /// Months with a reading, the fewest of any channel.
    pub n: usize,
    /// The channels with their weights.
    pub channels: Vec<IndexChannel>,
    /// The change with channels weighed by Goldstein's scale besides: a check of how much hangs on
    /// the weights. Absent where no channel is on that scale.
    pub by_goldstein: Option<Estimated>,
    /// What it rests on.
    pub evidence: Evidence,
}

/// What a channel is in an index.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct IndexChannel {
    /// The channel.
    pub channel: Channel,
    /// Who reports it, for trade; the subject otherwise.
    pub actor: Actor,
    /// The other side.
    pub target: Actor,
    /// Its share of the weight.
    pub weight: f64,
    /// One unit of the index in log points of this channel.
    pub unit_log: f64,
    /// The change of the index without it; absent where it is the only one.
    pub change_without: Option<f64>,
}

/// Deeds minus words.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Gap {
    /// The change of deeds minus that of words, in the units of the indices.
    pub value: f64,
    /// Its 90 % interval, of both together.
    pub interval: [f64; 2],
}

/// A time in which deeds or words turned.
#[derive(Clone, Debug, Serialize)]
pub struct TurningPoint {
    /// Deeds or words.
    pub mode: Mode,
    /// The first month after the turn.
    pub month: Month,
    /// First month of the 90 % interval of its date.
    pub from: Month,
    /// Last month of that interval.
    pub to: Month,
    /// Probability of a turn at all.
    pub probability: f64,
    /// By how much the index stood higher after it than before, up closer.
    pub by: f64,
    /// What it rests on.
    pub evidence: Evidence,
}

/// A visit, a meeting, a ceremony or a greeting that did not come.
#[derive(Clone, Debug, Serialize)]
pub struct Absence {
    /// What did not come.
    pub channel: Channel,
    /// First day of the window; of an occasion, the day on which it was due.
    pub from: Date,
    /// Last day of the window.
    pub to: Date,
    /// The last time that one was seen.
    pub last: Option<Date>,
    /// The probability of none where nothing has changed; absent where it is not known how much was
    /// looked at.
    pub probability: Option<f64>,
    /// How many one would expect.
    pub expected: Option<f64>,
    /// How many were seen before, or how often the occasion was marked.
    pub seen: u64,
    /// In how many windows, or years, before.
    pub of: usize,
    /// How it was made, or why there is no probability.
    pub because: String,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Whether the subject turned from one partner towards another.
#[derive(Clone, Debug, Serialize)]
pub struct Realignment {
    /// Who.
    pub actor: Actor,
    /// The partner left.
    pub from: Actor,
    /// The partner turned to.
    pub towards: Actor,
    /// What is counted or summed: `deeds`, or a channel of trade.
    pub of: &'static str,
    /// The source.
    pub source: String,
    /// By how many times the ratio of the two shares grew, with its 90 % interval.
    pub ratio: Estimated,
    /// The probability of both legs: less with the one, more with the other.
    pub probability: f64,
    /// Whether that is told.
    pub told: bool,
    /// Its rank among all ordered pairs of partners, and how many there are.
    pub placebo: [usize; 2],
    /// Months with a reading.
    pub n: usize,
    /// What it rests on.
    pub evidence: Evidence,
}

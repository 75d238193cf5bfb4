//! From a panel to measures: numbers with an interval, what they rest on, and how they were made.
//!
//! Nothing here reads a file or a clock, and what draws at random takes its seed: the same months
//! give the same numbers.
//! Every estimator may say that it cannot tell, gives its [`Reason`], and does so on thin reports.
//! Nothing reads a trend off raw counts: a count comes with its exposure, and noise that lasts from
//! month to month widens every interval. `docs/method.md` explains all of it to a reader, with the
//! share of false verdicts on series in which nothing changed.
//!
//! One estimator a file:
//!
//! | question | file |
//! |---|---|
//! | where does a level stand, and have the last twelve months changed? | [`state_space`] |
//! | which next figure would turn a flow's direction? | [`flip()`] |
//! | what is the share of documents that mention something? | [`share`] |
//! | has a rate, or a flow, changed from one window to the next, in a replay of years? | [`rate`], [`yearly_growth`] |
//! | what did a flow do on the month and on the year, as printed? | [`growth`] |
//! | is that tightening, loosening, steady, or can one not tell? | [`judge`] |
//! | what do the channels of a dyad say together? | [`pool()`] |
//! | what do all deeds say, or all words? when did they turn? do the two go apart? | [`index()`], [`turning_points`], [`gap()`] |
//! | did an actor turn from one partner towards another? | [`realignments`] |
//! | how likely is it that none came? | [`absence`], [`missed`] |
//! | who came to the same occasion a year before? | [`occasion`] |
//! | how often does a state vote with another? | [`agreement()`] |
//! | where does it stand on the line along which all vote? | [`ideal_points()`] |
//! | which of many dyads moved? | [`scan()`] |
//! | how likely is a visit within 30 days, and how good were such forecasts? | [`forecast`] |
//! | when did a series turn? | [`turns`] |
//! | has it turned lately, as far as one could know then? | [`live`] |
//! | which of several series of one flow is meant? | [`meant()`] |
//! | is a condition met that was declared beforehand, and how would it have done? | [`tripwire`] |

use std::fmt;

use serde::{Serialize, Serializer};

pub mod absence;
mod agreement;
mod change;
mod direction;
mod flip;
pub mod forecast;
pub mod growth;
mod ideal_points;
mod index;
pub mod live;
mod meant;
pub mod missed;
pub mod occasion;
mod persistence;
mod pool;
mod random;
pub mod rate;
mod realignment;
mod scan;
pub mod share;
pub mod state_space;
mod student;
pub mod tripwire;
pub mod turns;
pub mod votes;
mod yearly;

pub use agreement::{Agreement, agreement};
pub use change::Change;
pub use direction::{Judgement, Reason, THRESHOLDS, Thresholds, judge};
pub use flip::{Figures, Flip, flip, runs};
pub use growth::{Levels, YearToDate};
pub use ideal_points::{IdealPoint, ideal_points};
pub use index::{Index, IndexTurn, Share, Voice, gap, index, turning_points};
pub use meant::{STALE_MONTHS, is_stale, meant};
pub use occasion::{OccasionPair, Step};
pub use pool::{Part, Pooled, pool};
pub use rate::MonthlyCount;
pub use realignment::{Margin, Realignment, realignments};
pub use scan::{ChannelCounts, EmpiricalNull, History, Moved, Scan, Scanned, TestedBy, scan};
pub use student::Student;
pub use yearly::yearly_growth;

/// A number with its interval, what it rests on, and how it was made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// The estimate.
    pub value: f64,
    /// Lower and upper end of the interval.
    pub interval: [f64; 2],
    /// The probability that the interval holds the true value: 0.9 throughout.
    pub level: f64,
    /// How many months, documents or channels it rests on; `method` says which.
    pub n: usize,
    /// How it was made, in a few words.
    pub method: &'static str,
}

/// Which way a dyad or a channel moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Closer than a year before.
    Tightening,
    /// Farther apart than a year before.
    Loosening,
    /// As a year before, within a band.
    Steady,
    /// What is known does not decide it. The default.
    CannotTell,
}

impl Direction {
    /// The direction's name in a sentence and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Tightening => "tightening",
            Direction::Loosening => "loosening",
            Direction::Steady => "steady",
            Direction::CannotTell => "cannot tell",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Direction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

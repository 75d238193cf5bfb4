//! A direction is what a change says about a dyad: tightening, loosening, steady, or that one
//! cannot tell, which is where every judgement starts.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::{Change, Direction};

/// From what point on something is said. All thresholds of the crate stand here.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Thresholds {
    /// A channel is told to tighten (or loosen) at this probability of it.
    pub told: f64,
    /// A channel or a dyad is steady at this probability of a change within the band.
    pub steady: f64,
    /// The band of the steady: less than this change either way.
    pub band: f64,
    /// A dyad is told to tighten (or loosen) at this probability of its channels together.
    pub told_together: f64,
    /// A realignment is told at this probability of both its legs.
    pub told_both: f64,
    /// The fewest channels with an estimate from which a dyad is judged.
    pub channels_min: usize,
    /// The fewest months with a report in the last twelve, and before them, for an estimate.
    pub months_min: usize,
    /// The fewest events, in all months together, of a rate.
    pub events_min: u64,
    /// The fewest months with a report, the last twelve among them, that show how long noise lasts.
    pub history_min: usize,
}

/// The thresholds in use. `docs/method.md` says how often they err where nothing changed.
pub const THRESHOLDS: Thresholds = Thresholds {
    told: 0.975,
    steady: 0.80,
    band: 0.10,
    told_together: 0.975,
    told_both: 0.95,
    channels_min: 2,
    months_min: 9,
    events_min: 10,
    history_min: 36,
};

/// Why one cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Too few months with a report, of the last twelve or before them.
    TooFewMonths,
    /// Too few events in all.
    TooFewEvents,
    /// Too few months before the last twelve to know how long noise lasts.
    ShortHistory,
    /// Nobody knows how much was reported at all.
    NoExposure,
    /// More of this channel is neither closer nor farther.
    NoSign,
    /// The observations were picked by hand, so their number says nothing.
    Curated,
    /// The latest month with a report is too long ago.
    Stale,
    /// A month with a level of zero, from which nothing can grow by a ratio.
    NoRatio,
    /// There is an estimate, and it does not decide.
    Undecided,
    /// Too few channels with an estimate, or none of them of deeds.
    TooFewChannels,
}

impl Reason {
    /// The reason as the end of a sentence that starts "cannot tell:".
    pub fn words(self) -> &'static str {
        match self {
            Reason::TooFewMonths => "too few months with a report",
            Reason::TooFewEvents => "too few events",
            Reason::ShortHistory => "too few months to show how long noise lasts",
            Reason::NoExposure => "how much was reported at all is not known",
            Reason::NoSign => "more of it brings the two neither closer nor farther apart",
            Reason::Curated => "the observations were picked by hand, so their number says nothing",
            Reason::Stale => "the latest report is too old",
            Reason::NoRatio => "a month with nothing has no growth rate",
            Reason::Undecided => "the change is within what noise alone would show",
            Reason::TooFewChannels => "too few channels with an estimate, or none of them of deeds",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.words())
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.words())
    }
}

/// What one channel says about the dyad.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// The direction.
    pub direction: Direction,
    /// The probability that the dyad is tightening; `None` without an estimate or a sign.
    pub probability: Option<f64>,
    /// The lowest and the highest such probability when any one month is left out.
    pub interval: Option<[f64; 2]>,
    /// Why one cannot tell, exactly where the direction is that.
    pub reason: Option<Reason>,
    /// The change as measured, whatever its sign says about the dyad.
    pub change: Option<Change>,
    /// What more of the channel means: 1 closer, −1 farther, 0 neither.
    pub sign: i8,
}

impl Judgement {
    /// Nothing can be told, for this reason.
    pub fn cannot_tell(reason: Reason, sign: i8) -> Judgement {
        Judgement {
            direction: Direction::CannotTell,
            probability: None,
            interval: None,
            reason: Some(reason),
            change: None,
            sign: sign.signum(),
        }
    }

    /// The change turned so that up means closer; `None` without an estimate or a sign.
    pub fn towards(&self) -> Option<Change> {
        match self.sign {
            0 => None,
            sign if sign < 0 => self.change.map(Change::reversed),
            _ => self.change,
        }
    }
}

/// What a change of one channel says about the dyad.
///
/// # Method
/// The change is turned by the channel's sign ([`telltale_observation::Channel::sign`]). If it lies
/// within ±10 % with probability .80 or more, the channel is steady, however surely it moved a
/// little. Else, if the probability of tightening is .975 or more, it is tightening; .025 or less,
/// loosening. Else one cannot tell. With fewer than 36 months, one cannot tell whatever the
/// probability. It is given in every case.
///
/// # Reads as
/// "Visits: tightening (98 %, almost certain)." "Visits: cannot tell; more likely tightening than
/// not (82 %), within what noise alone would show."
///
/// # Limits
/// At .975 either way, a twentieth of the changes measured where nothing changed would be told by
/// definition; the rates found are in `docs/method.md`. Of twenty channels of noise, one is
/// told: read the dyad's verdict, not the most striking channel.
///
/// ```
/// use telltale_measure::{Change, Direction, Reason, THRESHOLDS, judge};
/// let change = Change {
///     log_ratio_mean: 0.7, se: 0.2, df: 22.0, n: 48, left_out: [0.98, 1.0], method: "by hand",
/// };
/// assert_eq!(judge(Ok(&change), 1, &THRESHOLDS).direction, Direction::Tightening);
/// assert_eq!(judge(Ok(&change), -1, &THRESHOLDS).direction, Direction::Loosening);
/// assert_eq!(judge(Ok(&change), 0, &THRESHOLDS).reason, Some(Reason::NoSign));
/// ```
pub fn judge(change: Result<&Change, Reason>, sign: i8, thresholds: &Thresholds) -> Judgement {
    let measured = match change {
        Ok(change) => *change,
        Err(reason) => return Judgement::cannot_tell(reason, sign),
    };
    let unjudged =
        Judgement { change: Some(measured), ..Judgement::cannot_tell(Reason::NoSign, sign) };
    let Some(towards) = unjudged.towards() else { return unjudged };
    let probability = towards.probability_up();
    let within = towards.probability_within(thresholds.band);
    let short = measured.n < thresholds.history_min;
    let direction = match short {
        true => Direction::CannotTell,
        false => told(probability, within, thresholds.told, thresholds),
    };
    let because = if short { Reason::ShortHistory } else { Reason::Undecided };
    Judgement {
        direction,
        probability: Some(probability),
        interval: Some(towards.left_out),
        reason: (direction == Direction::CannotTell).then_some(because),
        ..unjudged
    }
}

/// The direction of these probabilities: of tightening, and of a change within the band.
pub(crate) fn told(tightening: f64, within: f64, told: f64, thresholds: &Thresholds) -> Direction {
    if within >= thresholds.steady {
        Direction::Steady
    } else if tightening >= told {
        Direction::Tightening
    } else if tightening <= 1.0 - told {
        Direction::Loosening
    } else {
        Direction::CannotTell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(log_ratio_mean: f64, se: f64, sign: i8) -> Judgement {
        let left_out = [0.6, 0.9];
        let change = Change { log_ratio_mean, se, df: 20.0, n: 48, left_out, method: "by hand" };
        judge(Ok(&change), sign, &THRESHOLDS)
    }

    #[test]
    fn a_direction_is_told_only_when_probability_allows() {
        use Direction::*;
        for (mean, se, sign, expected) in [
            (0.5, 0.2, 1, Tightening),
            (0.5, 0.2, -1, Loosening),
            (-0.5, 0.2, 1, Loosening),
            (0.3, 0.2, 1, CannotTell),
            (0.0, 0.05, 1, Steady),
            (0.05, 0.01, 1, Steady), // surely up, and by little
            (0.5, 0.2, 0, CannotTell),
        ] {
            let judgement = judged(mean, se, sign);
            assert_eq!(judgement.direction, expected, "{mean} {se} {sign}");
            assert_eq!(judgement.reason.is_some(), expected == CannotTell, "{mean} {se} {sign}");
        }
    }

    #[test]
    fn the_document_gives_the_thresholds_in_use() {
        let document = include_str!("../../../docs/method.md");
        let Thresholds { told, steady, band, told_together, told_both, .. } = THRESHOLDS;
        let Thresholds { channels_min, months_min, events_min, history_min, .. } = THRESHOLDS;
        for line in [
            format!("| `told` | {told:.3} |"),
            format!("| `steady` | {steady:.2} |"),
            format!("| `band` | {band:.2} |"),
            format!("| `told_together` | {told_together:.3} |"),
            format!("| `told_both` | {told_both:.2} |"),
            format!("| `channels_min` | {channels_min} |"),
            format!("| `months_min` | {months_min} |"),
            format!("| `events_min` | {events_min} |"),
            format!("| `history_min` | {history_min} |"),
        ] {
            assert!(document.contains(&line), "docs/method.md lacks: {line}");
        }
    }

    #[test]
    fn a_short_history_leaves_even_a_sure_change_untold() {
        let change =
            Change { n: THRESHOLDS.history_min - 1, ..judged(0.9, 0.1, 1).change.unwrap() };
        let judgement = judge(Ok(&change), 1, &THRESHOLDS);
        assert_eq!(judgement.direction, Direction::CannotTell);
        assert_eq!(judgement.reason, Some(Reason::ShortHistory));
        assert!(judgement.probability.unwrap() > 0.99);
    }

    #[test]
    fn more_sanctions_turn_probability_and_interval_round() {
        let judgement = judged(0.3, 0.2, -1);
        assert!(judgement.probability.unwrap() < 0.5);
        let [low, high] = judgement.interval.unwrap();
        assert!((low - 0.1).abs() < 1e-12 && (high - 0.4).abs() < 1e-12);
    }

    #[test]
    fn without_an_estimate_the_reason_stays() {
        let judgement = judge(Err(Reason::Curated), 1, &THRESHOLDS);
        assert_eq!(judgement, Judgement::cannot_tell(Reason::Curated, 1));
        assert_eq!(judgement.direction.to_string(), "cannot tell");
    }
}

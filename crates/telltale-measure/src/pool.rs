//! A pool is what the channels of a dyad say together, and how far they agree.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};
use telltale_observation::Mode;

use crate::direction::told;
use crate::{Direction, Judgement, Reason, Thresholds};

/// One channel's part in the pool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Deed or word.
    pub mode: Mode,
    /// How much it counts, above zero; 1 unless a case says otherwise.
    pub weight: f64,
    /// What the channel says.
    pub judgement: Judgement,
}

/// What the channels of a dyad say together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Pooled {
    /// The direction.
    pub direction: Direction,
    /// The probability that the dyad is tightening; `None` where no channel has one.
    pub probability: Option<f64>,
    /// The leave-one-out range: the lowest and the highest such probability when any one channel,
    /// or any one month of any one channel, is left out. Not an interval of any level.
    pub interval: Option<[f64; 2]>,
    /// How many channels lean the way that all do together, of how many with an estimate.
    pub agree: [usize; 2],
    /// Why one cannot tell, exactly where the direction is that.
    pub reason: Option<Reason>,
}

/// A channel with an estimate and a sign.
#[derive(Clone, Copy)]
struct Voice {
    weight: f64,
    tightening: f64,
    within: f64,
    left_out: [f64; 2],
    steady: bool,
}

/// What the channels of a dyad say together.
///
/// # Method
/// Stouffer's sum (1949, The American Soldier 1): each channel's probability of tightening becomes
/// the normal quantile `z`, and `Z = Σwz / √(Σw² + r·Σᵢ≠ⱼ wᵢwⱼ)`, over *all* channels with an estimate
/// and a sign. Those that by themselves cannot tell are in it too; to leave them out would pick the
/// channels by their result. Channels of one dyad move together: `r` is ½ for every pair. The
/// dyad is told from a probability `Φ(Z)` of .975 on (or .025), where at least two channels have an
/// estimate and a long enough history, and one of them is of deeds; steady where the weighted mean
/// probability of a change within the band is .80; else one cannot tell, with the probability shown
/// all the same.
///
/// A channel agrees if it is on the pool's side of one half and not steady; with a steady pool, if
/// it is steady.
///
/// # Reads as
/// "Tightening (93 %, very likely); 4 of 5 channels lean that way; 85 to 97 % whichever channel or
/// month is left out."
///
/// # Limits
/// The correlation is assumed: two channels that are one thing measured twice are made too much of,
/// and many that have nothing to do with one another too little. A weight is an opinion; the
/// default is that there is none.
///
/// ```
/// use telltale_measure::{Change, Direction, Part, THRESHOLDS, judge, pool};
/// use telltale_observation::Mode;
/// let part = |mode, log_ratio_mean| {
///     let left_out = [0.7, 0.99];
///     let change = Change { log_ratio_mean, se: 0.2, df: 22.0, n: 48, left_out, method: "" };
///     Part { mode, weight: 1.0, judgement: judge(Ok(&change), 1, &THRESHOLDS) }
/// };
/// let pooled = pool(&[part(Mode::Deed, 0.6), part(Mode::Word, 0.3)], &THRESHOLDS);
/// assert_eq!((pooled.direction, pooled.agree), (Direction::Tightening, [2, 2]));
/// ```
pub fn pool(parts: &[Part], thresholds: &Thresholds) -> Pooled {
    let heard: Vec<(&Part, Voice)> =
        parts.iter().filter_map(|part| Some((part, voice(part, thresholds)?))).collect();
    let voices: Vec<Voice> = heard.iter().map(|(_, voice)| *voice).collect();
    let Some(probability) = together(&voices) else {
        return Pooled {
            direction: Direction::CannotTell,
            probability: None,
            interval: None,
            agree: [0, 0],
            reason: Some(Reason::TooFewChannels),
        };
    };
    let within = mean(&voices, |voice| voice.within).unwrap_or(0.0);
    let long = heard.iter().filter(|(part, _)| {
        part.judgement.change.is_some_and(|change| change.n >= thresholds.history_min)
    });
    let deeds = long.clone().any(|(part, _)| part.mode == Mode::Deed);
    let known = long.count() >= thresholds.channels_min;
    let enough = deeds && voices.len() >= thresholds.channels_min && known;
    let direction = match enough {
        true => told(probability, within, thresholds.told_together, thresholds),
        false => Direction::CannotTell,
    };
    let undecided = match (enough, voices.len() >= thresholds.channels_min && !known) {
        (true, _) => Reason::Undecided,
        (false, true) => Reason::ShortHistory,
        (false, false) => Reason::TooFewChannels,
    };
    Pooled {
        direction,
        probability: Some(probability),
        interval: Some(leave_one_out(&voices, probability)),
        agree: [agreeing(&voices, direction, probability), voices.len()],
        reason: (direction == Direction::CannotTell).then_some(undecided),
    }
}

fn voice(part: &Part, thresholds: &Thresholds) -> Option<Voice> {
    let towards = part.judgement.towards()?;
    let weighs = part.weight > 0.0 && part.weight.is_finite();
    weighs.then(|| Voice {
        weight: part.weight,
        tightening: towards.probability_up(),
        within: towards.probability_within(thresholds.band),
        left_out: towards.left_out,
        steady: part.judgement.direction == Direction::Steady,
    })
}

/// How alike the channels of one dyad are taken to be.
const ALIKE: f64 = 0.5;

/// The probability of tightening of all channels together; `None` where there are none.
fn together(voices: &[Voice]) -> Option<f64> {
    let sum: f64 = voices.iter().map(|voice| voice.weight).sum();
    let squares: f64 = voices.iter().map(|voice| voice.weight.powi(2)).sum();
    let quantile = |p: f64| Normal::standard().inverse_cdf(p.clamp(SURE, 1.0 - SURE));
    let total: f64 = voices.iter().map(|v| v.weight * quantile(v.tightening)).sum();
    let variance = (1.0 - ALIKE) * squares + ALIKE * sum * sum;
    (variance > 0.0).then(|| Normal::standard().cdf(total / variance.sqrt()))
}

/// No channel is taken to be surer than this.
const SURE: f64 = 1e-6;

/// The weighted mean over the channels; `None` where there are none.
fn mean(voices: &[Voice], of: impl Fn(&Voice) -> f64) -> Option<f64> {
    let weights: f64 = voices.iter().map(|voice| voice.weight).sum();
    let sum: f64 = voices.iter().map(|voice| voice.weight * of(voice)).sum();
    (weights > 0.0).then(|| sum / weights)
}

/// The range of the probability when any one channel, or any one month of any one channel, is left
/// out.
fn leave_one_out(voices: &[Voice], whole: f64) -> [f64; 2] {
    let mut range = [whole, whole];
    let mut widen = |voices: &[Voice]| {
        if let Some(p) = together(voices) {
            range = [range[0].min(p), range[1].max(p)];
        }
    };
    for at in 0..voices.len() {
        let mut others = voices.to_vec();
        for tightening in voices[at].left_out {
            others[at].tightening = tightening;
            widen(&others);
        }
        others.remove(at);
        widen(&others);
    }
    range
}

fn agreeing(voices: &[Voice], direction: Direction, probability: f64) -> usize {
    let leans = |voice: &&Voice| match direction {
        Direction::Steady => voice.steady,
        _ => !voice.steady && (voice.tightening - 0.5) * (probability - 0.5) > 0.0,
    };
    voices.iter().filter(leans).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Change, THRESHOLDS, judge};

    fn part(mode: Mode, log_ratio_mean: f64, se: f64) -> Part {
        let change =
            Change { log_ratio_mean, se, df: 22.0, n: 48, left_out: [0.5, 0.5], method: "by hand" };
        let change = Change { left_out: [change.probability_up(); 2], ..change };
        Part { mode, weight: 1.0, judgement: judge(Ok(&change), 1, &THRESHOLDS) }
    }

    #[test]
    fn it_takes_two_channels_and_a_deed() {
        use Mode::{Deed, Word};
        let sure = |mode| part(mode, 0.8, 0.2);
        for (parts, expected, n) in [
            (vec![], Direction::CannotTell, 0),
            (vec![sure(Deed)], Direction::CannotTell, 1),
            (vec![sure(Word), sure(Word)], Direction::CannotTell, 2),
            (vec![sure(Deed), sure(Word)], Direction::Tightening, 2),
        ] {
            let pooled = pool(&parts, &THRESHOLDS);
            assert_eq!((pooled.direction, pooled.agree[1]), (expected, n));
            assert_eq!(pooled.probability.is_some(), n > 0);
            assert_eq!(pooled.reason.is_some(), expected == Direction::CannotTell);
        }
    }

    #[test]
    fn a_channel_without_a_sign_or_a_weight_is_not_heard() {
        let mut unsigned = part(Mode::Deed, 0.8, 0.2);
        unsigned.judgement.sign = 0;
        let weightless = Part { weight: 0.0, ..part(Mode::Deed, 0.8, 0.2) };
        let silent = Part { judgement: Judgement::cannot_tell(Reason::Stale, 1), ..weightless };
        assert_eq!(pool(&[unsigned, weightless, silent], &THRESHOLDS).agree, [0, 0]);
    }

    #[test]
    fn the_history_is_that_of_channels_that_are_heard() {
        let with_months = |part: Part, n: usize, sign: i8| {
            let change = Change { n, ..part.judgement.change.unwrap() };
            Part { judgement: judge(Ok(&change), sign, &THRESHOLDS), ..part }
        };
        let visits = with_months(part(Mode::Deed, 0.9, 0.1), 60, 1);
        let promises = with_months(part(Mode::Word, 0.9, 0.1), THRESHOLDS.history_min - 1, 1);
        let launches = with_months(part(Mode::Deed, 0.9, 0.1), 60, 0);
        let found = pool(&[visits, promises, launches], &THRESHOLDS);
        assert_eq!(found.direction, Direction::CannotTell);
        assert_eq!(found.reason, Some(Reason::ShortHistory));
    }

    #[test]
    fn channels_that_part_leave_it_open() {
        let pooled = pool(&[part(Mode::Deed, 0.8, 0.2), part(Mode::Deed, -0.8, 0.2)], &THRESHOLDS);
        assert_eq!(pooled.direction, Direction::CannotTell);
        assert!((pooled.probability.unwrap() - 0.5).abs() < 1e-9);
        let [low, high] = pooled.interval.unwrap();
        assert!(low < 0.01 && high > 0.99, "one channel left out decides");
    }

    #[test]
    fn steady_channels_make_a_steady_dyad_and_agree() {
        let steady = part(Mode::Deed, 0.01, 0.03);
        let pooled = pool(&[steady, steady, part(Mode::Word, 0.05, 0.02)], &THRESHOLDS);
        assert_eq!((pooled.direction, pooled.agree), (Direction::Steady, [3, 3]));
    }

    #[test]
    fn a_month_that_matters_shows_in_the_range() {
        let mut fragile = part(Mode::Deed, 0.8, 0.2);
        fragile.judgement.change.as_mut().unwrap().left_out = [0.4, 1.0];
        let pooled = pool(&[fragile, part(Mode::Deed, 0.8, 0.2)], &THRESHOLDS);
        let without = pool(&[part(Mode::Deed, 0.8, 0.2)], &THRESHOLDS).probability.unwrap();
        let [low, _] = pooled.interval.unwrap();
        assert!(low > 0.9 && low < without.min(pooled.probability.unwrap()), "{pooled:?}");
    }
}

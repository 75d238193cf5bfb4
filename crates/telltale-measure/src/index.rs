//! An index is what all channels of one side say together: of deeds, or of words. Up is closer.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use telltale_observation::Month;

use crate::state_space::standing::Standing;
use crate::turns::{CONFIG, OF_COUNTS, turns_beside_a_wave};
use crate::{Direction, Student, Thresholds};

/// How alike the channels of one side are taken to be beforehand, as in [`crate::pool()`].
const ALIKE: f64 = 0.5;
/// For how many months that prior counts.
const ALIKE_MONTHS: f64 = 12.0;
/// The share of the weight that must have a reading for a month to be in the series.
const HEARD_MIN: f64 = 0.5;

/// A channel in an index.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    /// Where it stands.
    pub standing: &'a Standing,
    /// What more of it means: 1 closer, −1 farther. One of 0 is not heard.
    pub sign: i8,
    /// How much it counts beside its precision, above zero; 1 unless a case says otherwise.
    pub weight: f64,
    /// The mean of its codes on Goldstein's scale, where they are on it.
    pub goldstein: Option<f64>,
}

/// What one channel is in an index.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// The channel's place among those given.
    pub at: usize,
    /// Its share of the weight.
    pub weight: f64,
    /// The change of the index without it; `None` if it is the only one.
    pub without: Option<Student>,
}

/// Deeds, or words, of a dyad in one number. The unit is one standard deviation of a month's reading
/// in the stated period, averaged over the channels.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// The level as known in the last month, above the mean of the stated period.
    pub level: Student,
    /// The change of the last twelve months on those before.
    pub change: Student,
    /// How far level and change go together: their correlation.
    pub correlation: f64,
    /// The channels that are heard, with their weights.
    pub shares: Vec<Share>,
    /// How alike the channels are, on average over all pairs; 1 for one channel.
    pub alike: f64,
    /// The change with every channel that is on Goldstein's scale weighed by it besides: a check of
    /// how much hangs on the weights, not a measure. `None` where no channel is on it.
    pub by_goldstein: Option<Student>,
    /// The stated period: from the first month of any channel to the last of any.
    pub period: [Month; 2],
    /// Months with a reading of the channels, the fewest of any.
    pub n: usize,
    /// Each month's mean reading, up closer.
    pub months: BTreeMap<Month, f64>,
    /// Whether a channel of it is counted, so that its readings carry the chance of counting.
    pub counted: bool,
}

/// The channels of one side together; `None` where none is heard.
///
/// # Method
/// Each channel's [`Standing`] is turned by its sign. Weights are the precision of its change,
/// `1/scale²` in units, times the case's weight, made to add up to 1. Level and change are the weighted
/// sums. Their variance is `wᵀ S R S w` with the scales `S` and the likeness `R` of the channels: the
/// correlation of their surprises in the months that all have, drawn towards ½ as if by twelve more
/// months; degrees of freedom are the harmonic mean of theirs. Level and change go together as they do
/// in the channels, weighted alike.
///
/// # Reads as
/// "Deeds stand 1.2 standard deviations above the mean of the stated period and moved closer by .8
/// within twelve months (90 % interval .2 to 1.4); exports carry 60 % of it; without them .5."
///
/// # Limits
/// A precise channel leads, whether or not it matters: print the weights. Units are those of a
/// channel's own scatter, so that a quiet channel's small move counts as much as a wild one's large.
/// What moves all channels alike through what is reported is taken for movement of the dyad.
pub fn index(voices: &[Voice]) -> Option<Index> {
    let heard = heard(voices);
    let alike =
        Likeness::of(&heard.iter().map(|(_, voice)| *voice).collect::<Vec<_>>(), |_, _| true);
    let weights = shares(&heard, precision);
    let change = together(&heard, &weights, &alike, |standing| standing.change)?;
    let level = together(&heard, &weights, &alike, |standing| standing.level)?;
    let without = |left_out: usize| {
        let mut fewer = weights.clone();
        fewer[left_out] = 0.0;
        let sum: f64 = fewer.iter().sum();
        fewer.iter_mut().for_each(|weight| *weight /= sum);
        (sum > 0.0).then(|| together(&heard, &fewer, &alike, |standing| standing.change))?
    };
    let share = |(at, (place, _)): (usize, &(usize, Voice))| Share {
        at: *place,
        weight: weights[at],
        without: without(at),
    };
    let scored = |voice: &Voice| voice.goldstein.map(|score| score.abs() * precision(voice));
    let by_goldstein = heard.iter().any(|(_, voice)| scored(voice).is_some_and(|w| w > 0.0));
    let by_goldstein = by_goldstein.then(|| shares(&heard, |voice| scored(voice).unwrap_or(0.0)));
    let standings = || heard.iter().map(|(_, voice)| voice.standing);
    let correlations = standings().zip(&weights).map(|(one, weight)| weight * one.correlation);
    Some(Index {
        level,
        change,
        correlation: correlations.sum(),
        shares: heard.iter().enumerate().map(share).collect(),
        alike: alike.mean(),
        by_goldstein: by_goldstein
            .and_then(|weights| together(&heard, &weights, &alike, |standing| standing.change)),
        period: [standings().map(|one| one.from).min()?, standings().map(|one| one.to).max()?],
        n: standings().map(|one| one.n).min()?,
        months: series(&heard, &weights),
        counted: standings().any(|one| one.counted),
    })
}

impl Index {
    /// Closer, apart, or that one cannot tell: the change at the threshold of a channel.
    pub fn direction(&self, thresholds: &Thresholds) -> Direction {
        match self.change.probability_up() {
            _ if self.n < thresholds.history_min => Direction::CannotTell,
            up if up >= thresholds.told => Direction::Tightening,
            up if up <= 1.0 - thresholds.told => Direction::Loosening,
            _ => Direction::CannotTell,
        }
    }
}

/// By how much deeds moved closer than words did, or farther, in units of their channels' scatter;
/// `None` where either side has no channel that is heard.
///
/// # Method
/// The change of the index of deeds less that of words, their interval a joint one: the variance is
/// that of all channels together, those of words with the sign turned, with the likeness of
/// [`index`], which across the two sides is drawn towards nothing.
///
/// # Reads as
/// "Deeds moved .7 standard deviations closer than words (90 % interval .2 to 1.2)." With less than
/// .975 either way it reads "no gap that can be told".
///
/// # Limits
/// Those of [`index`]. Votes are on neither side: a deed in form, a word in what they cost.
pub fn gap(deeds: &[Voice], words: &[Voice]) -> Option<Student> {
    let (deeds, words) = (heard(deeds), heard(words));
    if deeds.is_empty() || words.is_empty() {
        return None;
    }
    let mut weights = shares(&deeds, precision);
    let of_words = shares(&words, precision);
    weights.extend(of_words.iter().map(|weight| -weight));
    let first = deeds.len();
    let all: Vec<(usize, Voice)> = deeds.into_iter().chain(words).collect();
    let voices: Vec<Voice> = all.iter().map(|(_, voice)| *voice).collect();
    let alike = Likeness::of(&voices, |i, j| (i < first) == (j < first));
    together(&all, &weights, &alike, |standing| standing.change)
}

/// A month in which an index turned.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct IndexTurn {
    /// The first month after the change.
    pub month: Month,
    /// The first month of the 90 % interval of its date.
    pub from: Month,
    /// Its last month.
    pub to: Month,
    /// The probability that it turned there at all.
    pub probability: f64,
    /// The mean of the months after it, up to the next turn, less that of those before: up closer.
    pub by: f64,
}

/// The turning points of an index.
///
/// # Method
/// [`crate::turns::turns`] on the monthly series of the index, from which season and lunar new year
/// are taken out, with [`CONFIG`], or [`OF_COUNTS`] where a channel of it is counted; months without
/// enough channels are absent.
///
/// # Reads as
/// "Deeds turned closer in July 2023 (90 % interval July to October 2023; probability .97)."
///
/// # Limits
/// Those of [`crate::turns::turns`]. The season is estimated with all months known, and a
/// turn of the last months is partly taken for one.
pub fn turning_points(index: &Index, seed: u64) -> Vec<IndexTurn> {
    let Some((first, last)) = index.months.keys().next().zip(index.months.keys().next_back())
    else {
        return Vec::new();
    };
    let values: Vec<Option<f64>> =
        first.through(*last).map(|month| index.months.get(&month).copied()).collect();
    let config = if index.counted { &OF_COUNTS } else { &CONFIG };
    let found = turns_beside_a_wave(&values, 12, config, seed);
    let month = |at: usize| first.plus(i32::try_from(at).expect("a series of months"));
    let mean = |from: usize, to: usize| {
        let known: Vec<f64> = values[from..to].iter().flatten().copied().collect();
        known.iter().sum::<f64>() / known.len().max(1) as f64
    };
    let ends: Vec<usize> = found.iter().map(|turn| turn.index).chain([values.len()]).collect();
    let starts = [0].into_iter().chain(found.iter().map(|turn| turn.index));
    let one = |((turn, before), after): ((&crate::turns::Turn, usize), &usize)| IndexTurn {
        month: month(turn.index),
        from: month(turn.from),
        to: month(turn.to),
        probability: turn.probability,
        by: mean(turn.index, *after) - mean(before, turn.index),
    };
    found.iter().zip(starts).zip(&ends[1..]).map(one).collect()
}

/// The channels with a sign and a weight, each with its place among those given.
fn heard<'a>(voices: &[Voice<'a>]) -> Vec<(usize, Voice<'a>)> {
    let counts =
        |voice: &Voice| voice.sign != 0 && voice.weight > 0.0 && precision(voice).is_finite();
    voices.iter().copied().enumerate().filter(|(_, voice)| counts(voice)).collect()
}

fn precision(voice: &Voice) -> f64 {
    voice.weight / voice.standing.change.scale.powi(2)
}

/// Shares that add up to one.
fn shares(heard: &[(usize, Voice)], of: impl Fn(&Voice) -> f64) -> Vec<f64> {
    let all: Vec<f64> = heard.iter().map(|(_, voice)| of(voice)).collect();
    let sum: f64 = all.iter().sum();
    all.into_iter().map(|weight| weight / sum).collect()
}

fn together(
    heard: &[(usize, Voice)],
    weights: &[f64],
    alike: &Likeness,
    of: impl Fn(&Standing) -> Student,
) -> Option<Student> {
    let part = |((_, voice), weight): (&(usize, Voice), &f64)| {
        of(voice.standing).times(weight * f64::from(voice.sign.signum()))
    };
    let parts: Vec<Student> = heard.iter().zip(weights).map(part).collect();
    // Scales lose the sign of the weight, which the likeness of channels needs.
    let turned: Vec<f64> = heard
        .iter()
        .zip(weights)
        .map(|((_, voice), weight)| (weight * f64::from(voice.sign)).signum())
        .collect();
    Student::sum(&parts, &|i, j| turned[i] * turned[j] * alike.raw(i, j))
}

/// How alike channels are, as they are reported, signs not turned.
struct Likeness {
    cells: Vec<Vec<f64>>,
    signs: Vec<f64>,
}

impl Likeness {
    /// The correlation of surprises in the months that all channels have, drawn towards one half where the two are of one side, each
    /// turned by its sign, and towards nothing where they are not.
    fn of(voices: &[Voice], one_side: impl Fn(usize, usize) -> bool) -> Likeness {
        let signs: Vec<f64> = voices.iter().map(|voice| f64::from(voice.sign.signum())).collect();
        let surprises: Vec<&BTreeMap<Month, f64>> =
            voices.iter().map(|voice| &voice.standing.surprises).collect();
        // Of the months that all have: from others, or pair by pair, correlations might not fit together.
        let common: Vec<Month> = surprises.first().map_or_else(Vec::new, |first| {
            let in_all = |month: &&Month| surprises.iter().all(|one| one.contains_key(*month));
            first.keys().filter(in_all).copied().collect()
        });
        let all = 0..voices.len();
        let kept = common.len() as f64 / (common.len() as f64 + ALIKE_MONTHS);
        let product = |i: usize, j: usize| -> f64 {
            common.iter().map(|month| surprises[i][month] * surprises[j][month]).sum()
        };
        let size = |i: usize| product(i, i).sqrt();
        let cell = |i: usize, j: usize| {
            if i == j {
                return 1.0;
            }
            let found = product(i, j) / (size(i) * size(j)).max(f64::MIN_POSITIVE);
            let prior = if one_side(i, j) { ALIKE * signs[i] * signs[j] } else { 0.0 };
            kept * found + (1.0 - kept) * prior
        };
        let cells = all.clone().map(|i| all.clone().map(|j| cell(i, j)).collect()).collect();
        Likeness { cells, signs }
    }

    fn raw(&self, i: usize, j: usize) -> f64 {
        self.cells[i][j]
    }

    /// The mean likeness of pairs, each turned by its sign; 1 where there is no pair.
    fn mean(&self) -> f64 {
        let turned = |i: usize, j: usize| self.signs[i] * self.signs[j] * self.cells[i][j];
        let pairs = (0..self.cells.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
        let all: Vec<f64> = pairs.map(|(i, j)| turned(i, j)).collect();
        if all.is_empty() { 1.0 } else { all.iter().sum::<f64>() / all.len() as f64 }
    }
}

/// How far the surprises of two series go together, drawn towards nothing as if by twelve more months.
pub(crate) fn surprise_correlation(one: &Standing, other: &Standing) -> f64 {
    let voice = |standing| Voice { standing, sign: 1, weight: 1.0, goldstein: None };
    Likeness::of(&[voice(one), voice(other)], |_, _| false).raw(0, 1)
}

/// The weighted mean reading of each month in which enough of the weight has one.
fn series(heard: &[(usize, Voice)], weights: &[f64]) -> BTreeMap<Month, f64> {
    let months: BTreeSet<Month> =
        heard.iter().flat_map(|(_, voice)| voice.standing.months.keys().copied()).collect();
    let mean = |month: Month| {
        let of = |((_, voice), weight): (&(usize, Voice), &f64)| {
            let score = voice.standing.months.get(&month)?;
            Some((*weight, f64::from(voice.sign.signum()) * score))
        };
        let known: Vec<(f64, f64)> = heard.iter().zip(weights).filter_map(of).collect();
        let sum: f64 = known.iter().map(|(weight, _)| weight).sum();
        let mean = known.iter().map(|(weight, score)| weight * score).sum::<f64>() / sum;
        (sum >= HEARD_MIN).then_some((month, mean))
    };
    months.into_iter().filter_map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::THRESHOLDS;

    fn month(at: i32) -> Month {
        Month::new(2020, 1).unwrap().plus(at)
    }

    /// A draw between −1.7 and 1.7 of standard deviation 1, the same for the same number.
    fn draw(at: i32) -> f64 {
        let mixed = (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        12f64.sqrt() * ((mixed >> 11) as f64 / (1u64 << 53) as f64 - 0.5)
    }

    /// A channel with this change and scale, whose surprises are those of a seed.
    fn standing(change: f64, scale: f64, seed: i32) -> Standing {
        let change = Student { location: change, scale, df: 30.0 };
        let surprise = |at: i32| (month(at), draw(at + 1000 * seed));
        let reading = |at: i32| {
            (month(at), draw(at + 1000 * seed) + if at < 48 { 0.0 } else { change.location })
        };
        Standing {
            level: change,
            change,
            correlation: 0.8,
            unit_log: 0.2,
            from: month(0),
            to: month(47),
            n: 60,
            months: (0..60).map(reading).collect(),
            surprises: (0..60).map(surprise).collect(),
            counted: false,
        }
    }

    fn voice(standing: &Standing, sign: i8) -> Voice<'_> {
        Voice { standing, sign, weight: 1.0, goldstein: None }
    }

    #[test]
    fn the_surer_channel_counts_for_more_and_weights_add_up() {
        let (sure, rough) = (standing(1.0, 0.2, 1), standing(0.0, 0.4, 2));
        let found = index(&[voice(&sure, 1), voice(&rough, 1)]).unwrap();
        let weights: Vec<f64> = found.shares.iter().map(|share| share.weight).collect();
        assert!((weights[0] - 0.8).abs() < 1e-12 && (weights[1] - 0.2).abs() < 1e-12);
        assert!((found.change.location - 0.8).abs() < 1e-12);
        let without: Vec<f64> =
            found.shares.iter().map(|share| share.without.unwrap().location).collect();
        assert_eq!(without, [0.0, 1.0]);
        assert_eq!(found.direction(&THRESHOLDS), Direction::Tightening);
        assert_eq!(found.period, [month(0), month(47)]);
    }

    #[test]
    fn more_threats_are_apart_and_what_has_no_sign_is_not_heard() {
        let threats = standing(1.0, 0.2, 1);
        let found = index(&[voice(&threats, -1), voice(&threats, 0)]).unwrap();
        assert_eq!((found.shares.len(), found.direction(&THRESHOLDS)), (1, Direction::Loosening));
        assert_eq!((found.alike, found.shares[0].without), (1.0, None));
        assert_eq!(index(&[voice(&threats, 0)]), None);
    }

    #[test]
    fn one_thing_measured_twice_is_no_surer_than_once() {
        let once = standing(1.0, 0.4, 1);
        let alone = index(&[voice(&once, 1)]).unwrap();
        let twice = index(&[voice(&once, 1), voice(&once, 1)]).unwrap();
        let apart = index(&[voice(&once, 1), voice(&standing(1.0, 0.4, 2), 1)]).unwrap();
        assert!(twice.change.scale > 0.93 * alone.change.scale, "{twice:?}");
        assert!(apart.change.scale < 0.85 * alone.change.scale, "{apart:?}");
        assert!(twice.alike > 0.9 && apart.alike < 0.4, "{} {}", twice.alike, apart.alike);
    }

    #[test]
    fn a_short_channel_is_as_like_as_its_months_show() {
        let long = standing(1.0, 0.4, 1);
        let mut short = long.clone();
        short.surprises.retain(|at, _| *at >= month(24));
        let found = index(&[voice(&long, 1), voice(&short, 1)]).unwrap();
        assert!(found.alike > 0.8, "{}", found.alike);
    }

    #[test]
    fn the_gap_is_deeds_less_words_with_a_joint_interval() {
        let (deeds, words) = (standing(1.0, 0.3, 1), standing(0.2, 0.3, 2));
        let found = gap(&[voice(&deeds, 1)], &[voice(&words, 1)]).unwrap();
        assert!((found.location - 0.8).abs() < 1e-12);
        assert!((found.scale - 0.3 * 2f64.sqrt()).abs() < 0.1, "{found:?}");
        // What moves both alike is in neither.
        let same = gap(&[voice(&deeds, 1)], &[voice(&deeds, 1)]).unwrap();
        assert!(same.location == 0.0 && same.scale < 0.8 * found.scale, "{same:?}");
        assert_eq!(gap(&[voice(&deeds, 1)], &[]), None);
    }

    #[test]
    fn goldstein_weighs_only_on_the_side() {
        let (visits, threats) = (standing(1.0, 0.3, 1), standing(1.0, 0.3, 2));
        let of = |standing, sign, score| Voice { goldstein: Some(score), ..voice(standing, sign) };
        let found = index(&[of(&visits, 1, 2.0), of(&threats, -1, -6.0)]).unwrap();
        assert!(found.change.location.abs() < 1e-9);
        assert!((found.by_goldstein.unwrap().location + 0.5).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn an_index_turns_where_its_channels_do() {
        let far: Vec<Standing> = (1..4).map(|seed| standing(4.0, 0.3, seed)).collect();
        let voices: Vec<Voice> = far.iter().map(|one| voice(one, -1)).collect();
        let found = turning_points(&index(&voices).unwrap(), 1);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].month.since(month(48)).abs() <= 1 && found[0].by < -3.0, "{found:?}");
        assert!(found[0].from <= found[0].month && found[0].month <= found[0].to);
        let still = standing(0.0, 0.3, 5);
        assert_eq!(turning_points(&index(&[voice(&still, 1)]).unwrap(), 1), []);
    }
}

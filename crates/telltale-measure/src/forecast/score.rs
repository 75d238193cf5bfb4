//! How good forecasts were: by Brier and by logarithm, and always against what would have been said
//! without any thought.

use std::collections::BTreeMap;

use serde::Serialize;
use telltale_observation::Actor;

use super::constants::{DRAWS, DYADS_MIN, FEW_DAYS, LEVEL};
use super::logistic::{calibration, log_odds};
use super::walk::{Group, Said};
use crate::random::Random;

/// How good a set of forecasts was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Score {
    /// How many forecasts.
    pub n: usize,
    /// Of how many dyads.
    pub dyads: usize,
    /// In how many it came.
    pub events: usize,
    /// The share in which it came.
    pub prevalence: f64,
    /// Mean squared distance of the probability from what came: 0 is perfect.
    pub brier: f64,
    /// The same of climatology.
    pub brier_base: f64,
    /// Of the dyad's own rate.
    pub brier_dyad_rate: f64,
    /// Of persistence.
    pub brier_persistence: f64,
    /// Mean of −log of the probability of what came.
    pub log_score: f64,
    /// The same of climatology.
    pub log_score_base: f64,
    /// By which share the Brier score is below that of climatology.
    pub skill_over_base: f64,
    /// Its 95 % interval; none of fewer than ten dyads, as of every interval here.
    pub interval: Option<[f64; 2]>,
    /// By which share it is below that of the dyad's own rate.
    pub skill_over_dyad_rate: f64,
    /// Its 95 % interval.
    pub interval_dyad_rate: Option<[f64; 2]>,
    /// By which share it is below that of persistence.
    pub skill_over_persistence: f64,
    /// Its 95 % interval.
    pub interval_persistence: Option<[f64; 2]>,
    /// By which share it is below that of the prevalence itself, which nobody knew beforehand.
    pub skill_over_prevalence: f64,
    /// Its 95 % interval.
    pub interval_prevalence: Option<[f64; 2]>,
    /// Slope of the outcomes on the log odds: below 1 the probabilities were too bold, above too timid.
    pub calibration_slope: Option<f64>,
    /// Its 95 % interval.
    pub interval_slope: Option<[f64; 2]>,
    /// Intercept of the same line: below 0 too much was expected.
    pub calibration_intercept: Option<f64>,
}

/// By how much more skill there is with a group of features than without.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Added {
    /// Skill over the base rate with both groups, less that without this one.
    pub skill: f64,
    /// Its 95 % interval.
    pub interval: Option<[f64; 2]>,
}

/// Sums over the forecasts of one dyad.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    n: f64,
    came: f64,
    /// Squared errors: of each [`Group`], the base rate, the own rate, persistence.
    errors: [f64; 6],
}

impl Sums {
    fn add(&mut self, other: &Sums) {
        self.n += other.n;
        self.came += other.came;
        self.errors.iter_mut().zip(other.errors).for_each(|(sum, other)| *sum += other);
    }

    fn skill(&self, group: Group, over: usize) -> f64 {
        1.0 - self.errors[group as usize] / self.errors[over]
    }

    fn skill_over_prevalence(&self, group: Group) -> f64 {
        let share = self.came / self.n;
        1.0 - self.errors[group as usize] / (self.n * share * (1.0 - share))
    }
}

const BASE: usize = 3;
const OWN: usize = 4;
const PERSISTENCE: usize = 5;

fn by_dyad(said: &[Said]) -> BTreeMap<(Actor, Actor), Vec<&Said>> {
    let mut dyads: BTreeMap<(Actor, Actor), Vec<&Said>> = BTreeMap::new();
    said.iter().for_each(|said| dyads.entry(said.dyad).or_default().push(said));
    dyads
}

fn sums(said: &[&Said]) -> Sums {
    let mut sums = Sums::default();
    for said in said {
        let came = f64::from(said.came);
        let [both, deeds, words] = said.probabilities;
        let errors = [both, deeds, words, said.base, said.own_rate, said.persistence]
            .map(|probability| (probability - came).powi(2));
        sums.add(&Sums { n: 1.0, came, errors });
    }
    sums
}

/// How often each of `blocks` blocks is drawn, draw by draw; fewer than [`DYADS_MIN`] are not drawn at all.
pub(super) fn draws(blocks: usize, seed: u64) -> impl Iterator<Item = Vec<f64>> {
    let mut random = Random::new(seed);
    let draws = if blocks >= DYADS_MIN { DRAWS } else { 0 };
    (0..draws).map(move |_| {
        let mut times = vec![0.0; blocks];
        (0..blocks).for_each(|_| times[random.below(blocks)] += 1.0);
        times
    })
}

/// The ends between which the middle [`LEVEL`] of the values lies.
pub(super) fn middle(mut values: Vec<f64>) -> Option<[f64; 2]> {
    values.retain(|value| value.is_finite());
    if values.is_empty() {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    let last = (values.len() - 1) as f64;
    let at = |share: f64| values[(share * last).round() as usize];
    Some([at((1.0 - LEVEL) / 2.0), at((1.0 + LEVEL) / 2.0)])
}

/// How good the forecasts from a group of features were.
///
/// `None` without a forecast, or where the event came always or never.
///
/// # Method
/// Brier (1950, Monthly Weather Review 78); skill is `1 − BS / BS of the baseline`, the baseline known
/// on the day of each forecast. Calibration: logistic regression of the outcomes on the log odds (Cox
/// 1958, Biometrika 45). Intervals: dyads are drawn with all their forecasts, 400 times, for those of
/// one dyad hang together; the middle 95 % of what the draws give. Fewer than ten dyads have no interval.
///
/// # Reads as
/// "Brier skill over the base rate .23 (95 % interval .18 to .28)": squared errors are 23 % smaller than
/// if the base rate had been said each time.
///
/// # Limits
/// Dyads that share an actor hang together too, which the draws leave out: intervals are somewhat too
/// narrow. Skills of different sets of dyads, or of years with another prevalence, do not compare.
pub fn score(said: &[Said], group: Group, seed: u64) -> Option<Score> {
    let dyads = by_dyad(said);
    let blocks: Vec<Sums> = dyads.values().map(|said| sums(said)).collect();
    let mut all = Sums::default();
    blocks.iter().for_each(|block| all.add(block));
    if all.came <= 0.0 || all.came >= all.n {
        return None;
    }
    let odds: Vec<Vec<(f64, bool)>> = dyads
        .values()
        .map(|said| {
            let row = |said: &&Said| (log_odds(said.probabilities[group as usize]), said.came);
            said.iter().map(row).collect()
        })
        .collect();
    let mut drawn: [Vec<f64>; 5] = Default::default();
    for times in draws(blocks.len(), seed) {
        let mut sum = Sums::default();
        for (block, times) in blocks.iter().zip(&times) {
            sum.n += times * block.n;
            sum.came += times * block.came;
            sum.errors.iter_mut().zip(block.errors).for_each(|(sum, e)| *sum += times * e);
        }
        drawn[0].push(sum.skill(group, BASE));
        drawn[1].push(sum.skill(group, OWN));
        drawn[2].push(sum.skill(group, PERSISTENCE));
        drawn[3].push(sum.skill_over_prevalence(group));
        drawn[4].extend(calibrated(&odds, &times).map(|line| line[1]));
    }
    let [base, own, persistence, prevalence, slope] = drawn.map(middle);
    let line = calibrated(&odds, &vec![1.0; odds.len()]);
    let log = |of: &dyn Fn(&Said) -> f64| {
        let loss = |said: &Said| {
            let p = of(said).clamp(1e-6, 1.0 - 1e-6);
            -(if said.came { p } else { 1.0 - p }).ln()
        };
        said.iter().map(loss).sum::<f64>() / all.n
    };
    Some(Score {
        n: said.len(),
        dyads: blocks.len(),
        events: all.came.round() as usize,
        prevalence: all.came / all.n,
        brier: all.errors[group as usize] / all.n,
        brier_base: all.errors[BASE] / all.n,
        brier_dyad_rate: all.errors[OWN] / all.n,
        brier_persistence: all.errors[PERSISTENCE] / all.n,
        log_score: log(&|said| said.probabilities[group as usize]),
        log_score_base: log(&|said| said.base),
        skill_over_base: all.skill(group, BASE),
        interval: base,
        skill_over_dyad_rate: all.skill(group, OWN),
        interval_dyad_rate: own,
        skill_over_persistence: all.skill(group, PERSISTENCE),
        interval_persistence: persistence,
        skill_over_prevalence: all.skill_over_prevalence(group),
        interval_prevalence: prevalence,
        calibration_slope: line.map(|line| line[1]),
        interval_slope: slope,
        calibration_intercept: line.map(|line| line[0]),
    })
}

fn calibrated(odds: &[Vec<(f64, bool)>], times: &[f64]) -> Option<[f64; 2]> {
    let drawn = odds.iter().zip(times).filter(|(_, times)| **times > 0.0);
    let rows: Vec<(f64, bool, f64)> = drawn
        .flat_map(|(rows, times)| rows.iter().map(move |(x, came)| (*x, *came, *times)))
        .collect();
    calibration(&rows)
}

/// What a group of features added to the other, in skill over the base rate.
///
/// # Method
/// The weights are learnt again without the group. The interval is from the same draws of dyads as in
/// [`score()`], in which both are scored together.
///
/// # Reads as
/// "Words added .01 (95 % interval −.00 to .02) to what deeds say."
///
/// # Limits
/// What one group adds after the other is less than what it says alone, for they say much the same.
pub fn added(said: &[Said], by: Group, seed: u64) -> Option<Added> {
    let without = match by {
        Group::Both => return None,
        Group::Deeds => Group::Words,
        Group::Words => Group::Deeds,
    };
    let blocks: Vec<Sums> = by_dyad(said).values().map(|said| sums(said)).collect();
    let gain = |times: &[f64]| {
        let sum = |at: usize| -> f64 {
            blocks.iter().zip(times).map(|(block, times)| times * block.errors[at]).sum()
        };
        (sum(without as usize) - sum(Group::Both as usize)) / sum(BASE)
    };
    let interval = middle(draws(blocks.len(), seed).map(|times| gain(&times)).collect());
    if blocks.len() > 1 && interval.is_none() {
        return None;
    }
    Some(Added { skill: gain(&vec![1.0; blocks.len()]), interval })
}

/// Forecasts above even of dyads of which the event had been seen on few days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct OnFew {
    /// How many there are.
    pub n: usize,
    /// Their mean probability.
    pub said: f64,
    /// The share in which it came.
    pub came: f64,
}

/// How forecasts above even turned out that rest on fewer than [`FEW_DAYS`] days of the dyad itself; `None`
/// where there are none.
///
/// # Reads as
/// "12 were said to come with 62 % in the mean, and 35 % did."
///
/// # Limits
/// Windows of one dyad overlap, so that a few dyads may make all of them.
pub fn on_few(said: &[Said], group: Group) -> Option<OnFew> {
    let probability = |said: &Said| said.probabilities[group as usize];
    let is_such = |said: &&Said| said.event_days < FEW_DAYS && probability(said) > 0.5;
    let such: Vec<&Said> = said.iter().filter(is_such).collect();
    let n = such.len();
    let mean = |of: &dyn Fn(&Said) -> f64| such.iter().map(|said| of(said)).sum::<f64>() / n as f64;
    (n > 0).then(|| OnFew {
        n,
        said: mean(&probability),
        came: mean(&|said| f64::from(u8::from(said.came))),
    })
}

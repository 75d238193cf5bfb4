//! The live view is what could be said while the values came in: after each, how long the series
//! has run as it runs now.

use std::ops::Add;

use serde::Serialize;
use statrs::function::gamma::ln_gamma;

use crate::turns::prepare::scaled;

/// How the live view is set. There is one setting: [`LIVE`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LiveConfig {
    /// The probability of a change at each step.
    pub hazard: f64,
    /// The values from which the noise is learnt before anything is said.
    pub learnt_from: usize,
    /// A change is recent if it came within so many values.
    pub recent: usize,
    /// Runs less likely than this are dropped.
    pub dropped: f64,
    /// From which probability of a recent change on the program says so.
    pub said_from: f64,
}

/// The one setting, for every series.
pub const LIVE: LiveConfig =
    LiveConfig { hazard: 1.0 / 250.0, learnt_from: 12, recent: 12, dropped: 1e-12, said_from: 0.9 };

/// What can be said after one value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Run {
    /// The value's place in the series, counted from 0.
    pub index: usize,
    /// How many values the present run has most probably lasted.
    pub length: usize,
    /// The probability that a run began within the last twelve values.
    pub recent: f64,
}

/// What a run has shown: the normal-gamma posterior of its mean and precision.
#[derive(Clone, Copy, Debug)]
struct Shown {
    mean: f64,
    kappa: f64,
    alpha: f64,
    beta: f64,
}

/// Before a run has shown anything: residuals have a spread near 1 around any mean near 0.
const PRIOR: Shown = Shown { mean: 0.0, kappa: 0.5, alpha: 4.0, beta: 4.0 };

impl Shown {
    /// The log density of the next value: Student's t, whose constant of the run's length is given.
    fn predicts(&self, value: f64, constant: f64) -> f64 {
        let df = 2.0 * self.alpha;
        let scale2 = self.beta * (self.kappa + 1.0) / (self.alpha * self.kappa);
        let t2 = (value - self.mean).powi(2) / (df * scale2);
        constant - 0.5 * (df * std::f64::consts::PI * scale2).ln() - (df + 1.0) / 2.0 * t2.ln_1p()
    }

    fn with(self, value: f64) -> Shown {
        let kappa = self.kappa + 1.0;
        Shown {
            mean: (self.kappa * self.mean + value) / kappa,
            kappa,
            alpha: self.alpha + 0.5,
            beta: self.beta + self.kappa * (value - self.mean).powi(2) / (2.0 * kappa),
        }
    }
}

/// Follows a series value by value; `None` is a value that is absent, and says nothing.
///
/// # Method
/// The exact online recursion of Adams and MacKay (2007, arXiv:0710.3742) over how long the present
/// run has lasted, in logarithms, with a constant hazard and a Student-t predictive from a
/// normal-gamma prior. It runs on one-step residuals, not on values: what comes after a value is
/// predicted by `m + φ (x − m)`, with `m`, `φ` and the residuals' spread from the values that are
/// older than the last twelve, so that noise that lasts is not taken for a change, and a change does
/// not hide itself by what is learnt from it.
///
/// # Reads as
/// "It is 93 % probable that the series changed within the last twelve months."
///
/// # Limits
/// It sees only what came before, so it is later and less sure than [`crate::turns`]. A series that
/// walks at random gives it nothing to see but jumps. Nothing is said of the first 24 values.
///
/// ```
/// use telltale_measure::live::{LIVE, follow};
/// let series: Vec<_> =
///     (0..80).map(|t| Some(f64::from(t * 7 % 5) + if t < 70 { 0.0 } else { 20.0 })).collect();
/// let runs = follow(&series, &LIVE);
/// assert!(runs.last().unwrap().recent > 0.9);
/// ```
pub fn follow(values: &[Option<f64>], config: &LiveConfig) -> Vec<Run> {
    let (values, _) = scaled(values);
    let (stay, change) = ((-config.hazard).ln_1p(), config.hazard.ln());
    let mut before: Vec<f64> = Vec::new();
    let mut old = Older::default();
    let mut densities = Densities::default();
    // For each run that is still likely: its length, its log probability, and what it has shown.
    let mut runs: Vec<(usize, f64, Shown)> = vec![(0, 0.0, PRIOR)];
    let mut said = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let Some(value) = value.filter(|value| value.is_finite()) else { continue };
        let residual = old.residual(before.last().copied(), value, config);
        before.push(value);
        if let Some(next) = before.len().checked_sub(config.recent + 1) {
            old.take(before[next]);
        }
        let Some(residual) = residual else { continue };
        let joint: Vec<f64> = runs
            .iter()
            .map(|(length, log, shown)| log + shown.predicts(residual, densities.constant(*length)))
            .collect();
        let all = log_sum(&joint);
        let grown = runs
            .iter()
            .zip(&joint)
            .map(|((length, _, shown), log)| (length + 1, log + stay - all, shown.with(residual)));
        // A change just before the next value: probability is the hazard, whatever came before.
        runs = std::iter::once((0, change, PRIOR)).chain(grown).collect();
        let most = runs.iter().map(|(_, log, _)| *log).fold(f64::NEG_INFINITY, f64::max);
        let floor = config.dropped.ln().min(most);
        runs.retain(|(length, log, _)| *length == 0 || *log >= floor);
        said.push(present(index, &runs, config.recent, said.len() + 1));
    }
    said
}

/// The part of a density that depends only on how long a run has lasted, worked out once for each length.
#[derive(Default)]
struct Densities {
    constants: Vec<f64>,
}

impl Densities {
    fn constant(&mut self, length: usize) -> f64 {
        while self.constants.len() <= length {
            let df = 2.0 * PRIOR.alpha + self.constants.len() as f64;
            self.constants.push(ln_gamma((df + 1.0) / 2.0) - ln_gamma(df / 2.0));
        }
        self.constants[length]
    }
}

/// What the runs say. A run as old as all that was followed is no change.
fn present(index: usize, runs: &[(usize, f64, Shown)], recent: usize, followed: usize) -> Run {
    let seen = runs.iter().filter(|(length, ..)| *length > 0);
    let longest = seen.clone().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(length, ..)| *length);
    let all = log_sum(&seen.clone().map(|(_, log, _)| *log).collect::<Vec<_>>());
    let young = seen.filter(|(length, ..)| *length <= recent && *length < followed);
    // The sum of none is negative zero.
    let recent = young.map(|(_, log, _)| (log - all).exp()).fold(0.0, Add::add).min(1.0);
    Run { index, length: longest, recent }
}

fn log_sum(logs: &[f64]) -> f64 {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + logs.iter().map(|log| (log - most).exp()).sum::<f64>().ln()
}

/// The values that are older than the recent ones, as sums that grow by one value at a time: each less
/// the first of them, so that no sum is much larger than what is told from it.
#[derive(Default)]
struct Older {
    n: usize,
    first: f64,
    last: f64,
    sum: f64,
    squares: f64,
    /// Each times the one before.
    products: f64,
}

impl Older {
    fn take(&mut self, value: f64) {
        if self.n == 0 {
            self.first = value;
        }
        let value = value - self.first;
        self.products += value * self.last;
        self.n += 1;
        self.sum += value;
        self.squares += value * value;
        self.last = value;
    }

    /// A value's distance from what was predicted for it, in spreads of the noise: level, persistence and
    /// spread come from the older values, the prediction from the value before.
    fn residual(&self, before: Option<f64>, value: f64, config: &LiveConfig) -> Option<f64> {
        if self.n < config.learnt_from {
            return None;
        }
        let n = self.n as f64;
        let mean = self.sum / n;
        let around = |value: f64| value - self.first - mean;
        let square = (self.squares - n * mean * mean).max(0.0);
        // The first value is the one from which all are counted, so it lies at 0.
        let (first, last) = ((0.0 - mean).powi(2), (self.last - mean).powi(2));
        let both_sums = 2.0 * self.sum - self.last;
        let product = self.products - mean * both_sums + (n - 1.0) * mean * mean;
        let kept = if square > 0.0 { mended(product / square, n) } else { 0.0 };
        let squares = (square - first) + kept * kept * (square - last) - 2.0 * kept * product;
        let spread = (squares.max(0.0) / (n - 1.0)).sqrt();
        let step = around(value) - kept * around(before?);
        (spread > 0.0).then_some(step / spread)
    }
}

/// The strongest persistence that is taken at its word.
const KEPT_MAX: f64 = 0.9;

/// Mends the bias of a correlation measured within `n` values around their own mean, and keeps it
/// between 0 and .9: a true correlation ρ comes out near ρ − (1 + 4ρ)/n (Kendall 1954, Biometrika 41).
fn mended(correlation: f64, n: f64) -> f64 {
    if n <= 4.0 {
        return KEPT_MAX;
    }
    ((correlation + 1.0 / n) / (1.0 - 4.0 / n)).clamp(0.0, KEPT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn lasting(n: usize, kept: f64, seed: u64) -> Vec<f64> {
        let mut random = Random::new(seed);
        let mut last = random.normal();
        (0..n)
            .map(|_| {
                last = kept * last + (1.0 - kept * kept).sqrt() * random.normal();
                last
            })
            .collect()
    }

    #[test]
    fn a_step_is_seen_when_it_comes_and_forgotten_later() {
        let step = |(t, e): (usize, f64)| Some(e + if t < 60 { 0.0 } else { 4.0 });
        let series: Vec<_> = lasting(120, 0.0, 2).into_iter().enumerate().map(step).collect();
        let runs = follow(&series, &LIVE);
        let at = |index: usize| runs.iter().find(|run| run.index == index).unwrap();
        assert!(at(59).recent < 0.5 && at(66).recent > 0.9, "{:?} {:?}", at(59), at(66));
        assert!(at(66).length <= 7);
        assert!(at(119).recent < 0.5);
    }

    /// The residual by every older value, as its definition has it.
    fn by_hand(before: &[f64], value: f64) -> Option<f64> {
        let old = before.get(..before.len().checked_sub(LIVE.recent)?)?;
        let n = old.len() as f64;
        if old.len() < LIVE.learnt_from {
            return None;
        }
        let mean = old.iter().sum::<f64>() / n;
        let square: f64 = old.iter().map(|value| (value - mean).powi(2)).sum();
        let pairs = || old.windows(2).map(|pair| (pair[0] - mean, pair[1] - mean));
        let product: f64 = pairs().map(|(a, b)| a * b).sum();
        let kept = if square > 0.0 { mended(product / square, n) } else { 0.0 };
        let squares: f64 = pairs().map(|(a, b)| (b - kept * a).powi(2)).sum();
        let spread = (squares / (n - 1.0)).sqrt();
        let step = value - mean - kept * (before[before.len() - 1] - mean);
        (spread > 0.0).then_some(step / spread)
    }

    #[test]
    fn sums_that_grow_tell_what_all_values_tell() {
        for (kept, level, slope) in [(0.0, 0.0, 0.0), (0.9, 1e6, 0.0), (0.5, -40.0, 3.0)] {
            let series: Vec<f64> = lasting(300, kept, 5)
                .into_iter()
                .enumerate()
                .map(|(t, e)| e + level + slope * t as f64 + if t > 200 { 50.0 } else { 0.0 })
                .collect();
            let mut old = Older::default();
            for at in 0..series.len() {
                let before = at.checked_sub(1).map(|last| series[last]);
                let found = old.residual(before, series[at], &LIVE);
                let expected = by_hand(&series[..at], series[at]);
                match found.zip(expected) {
                    Some((found, expected)) => {
                        assert!((found - expected).abs() < 1e-7 * expected.abs().max(1.0), "{at}");
                    }
                    None => assert_eq!(found, expected),
                }
                if let Some(next) = at.checked_sub(LIVE.recent) {
                    old.take(series[next]);
                }
            }
        }
    }

    #[test]
    fn no_run_is_told_with_a_negative_chance() {
        let series: Vec<_> = lasting(2_000, 0.0, 4).into_iter().map(Some).collect();
        let runs = follow(&series, &LIVE);
        assert!(runs.iter().all(|run| run.recent.is_sign_positive()), "no chance is written −0");
    }

    #[test]
    fn a_tiny_hazard_is_no_trouble() {
        let step = |(t, e): (usize, f64)| Some(e + if t < 60 { 0.0 } else { 12.0 });
        let series: Vec<_> = lasting(70, 0.0, 2).into_iter().enumerate().map(step).collect();
        for hazard in [1e-4, 1e-8, 1e-15] {
            let runs = follow(&series, &LiveConfig { hazard, ..LIVE });
            assert!(runs.iter().all(|run| (0.0..=1.0).contains(&run.recent)));
            assert!(runs[runs.len() - 1].length.abs_diff(10) <= 1, "{hazard}");
        }
    }

    #[test]
    fn the_recursion_is_that_of_all_runs_summed_by_hand() {
        // Two residuals: either one run, or a change between them.
        let (first, second) = (0.3, -2.0);
        let mut densities = Densities::default();
        let [new, older] = [0, 1].map(|length| densities.constant(length));
        let one = PRIOR.predicts(first, new) + PRIOR.with(first).predicts(second, older);
        let two = PRIOR.predicts(first, new) + PRIOR.predicts(second, new);
        let hazard: f64 = 0.1;
        let both = log_sum(&[one + (1.0 - hazard).ln(), two + hazard.ln()]);
        let runs = [((1.0 - hazard).ln(), PRIOR.with(first), older), (hazard.ln(), PRIOR, new)];
        let joint: Vec<f64> =
            runs.iter().map(|(log, s, of)| log + s.predicts(second, *of)).collect();
        assert!((log_sum(&joint) + PRIOR.predicts(first, new) - both).abs() < 1e-12);
    }

    #[test]
    fn null_noise_that_lasts_is_seldom_a_recent_change() {
        for (kept, most) in [(0.0, 0.1), (0.6, 0.1), (0.9, 0.1)] {
            let said = (0..200).filter(|seed| {
                let series: Vec<_> = lasting(120, kept, 100 + seed).into_iter().map(Some).collect();
                follow(&series, &LIVE).last().is_some_and(|run| run.recent >= LIVE.said_from)
            });
            let rate = said.count() as f64 / 200.0;
            assert!(rate <= most, "AR({kept}): {rate}");
        }
    }
}

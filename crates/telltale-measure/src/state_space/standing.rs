//! Where a channel stands now and by how much it moved in twelve months, both in units of its own
//! scatter, so that exports and threats can be set side by side.

use std::collections::BTreeMap;

use telltale_observation::Month;

use super::fit::Readings;
use super::grid::{Weighed, weigh};
use super::kalman::filtered_level;
use super::mixture::{Component, Mixture};
use super::yearly::{Asked, NO_SEASON, asked_of_amounts, asked_of_counts};
use crate::{MonthlyCount, Reason, Student};

/// How many of the last months are no part of the period on which is standardised.
const LAST: i32 = 12;
/// The least scatter, in log points, that is taken for a unit: one per cent.
const SCATTER_MIN: f64 = 0.01;

/// Where a channel stands, and by how much it moved, in standard deviations of its own readings in
/// a stated period.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The level as known in the last month, above the mean of the stated period.
    pub level: Student,
    /// The change of the last twelve months on those before.
    pub change: Student,
    /// How far the two go together: their correlation.
    pub correlation: f64,
    /// One unit in log points: the standard deviation of a month's reading in the stated period,
    /// season and lunar new year taken out.
    pub unit_log: f64,
    /// The first month of the stated period.
    pub from: Month,
    /// Its last month, twelve before the last of all.
    pub to: Month,
    /// Months with a reading, the last twelve among them.
    pub n: usize,
    /// Each month's reading in these units, season and lunar new year taken out.
    pub months: BTreeMap<Month, f64>,
    /// Each month's surprise: by how many standard deviations its reading differs from what the
    /// months before let one expect.
    pub surprises: BTreeMap<Month, f64>,
    /// Whether it is counted, so that its readings carry the chance of counting.
    pub counted: bool,
}

/// Where a flow stands, with its amounts up to `until`.
///
/// # Method
/// The model is that of [`super::yearly::of_amounts`]. At each point of its grid the filter gives the
/// level of the last month, `mean + change + u`, and the change, with their covariance; the points
/// are weighed by the evidence. Level and change are then put in units: less the mean of the
/// readings, season taken out, over the months before the last twelve, and divided by their standard
/// deviation. Mean and unit are stated, not estimated: they carry no doubt of their own.
///
/// # Reads as
/// "Exports stand 1.4 standard deviations above the mean of January 2024 to July 2025, and moved
/// up by .9 within twelve months (90 % interval −.1 to 1.9)."
///
/// # Limits
/// A unit is what this channel scattered by in that period: a quiet channel moves by many units
/// where a wild one moves by few. Those of a short period are rough.
///
/// # Errors
/// Those of [`super::yearly::of_amounts`].
pub fn of_amounts(amounts: &BTreeMap<Month, f64>, until: Month) -> Result<Standing, Reason> {
    standing(&asked_of_amounts(amounts, until)?, until)
}

/// Where a rate of counts stands, given the exposure, with the months up to `until`.
///
/// # Method
/// As [`of_amounts`], with the model of [`super::yearly::of_counts_in`]; a month's reading is
/// `ln((count + ½) / exposure)`.
///
/// # Reads as
/// "Visits stand .8 standard deviations below the mean of the nine years before, and fell by .6
/// within twelve months (90 % interval −1.0 to −.2)."
///
/// # Limits
/// With few counts a month, a unit is mostly what chance alone scatters.
///
/// # Errors
/// Those of [`super::yearly::of_counts_in`].
pub fn of_counts_in(months: &[MonthlyCount], until: Month) -> Result<Standing, Reason> {
    standing(&asked_of_counts(months, until)?, until)
}

fn standing(asked: &Asked, until: Month) -> Result<Standing, Reason> {
    let weighed = weigh(&asked.readings, &asked.explains, &asked.points);
    let best = weighed.iter().max_by(|a, b| a.weight.total_cmp(&b.weight));
    let best = best.ok_or(Reason::TooFewMonths)?;
    let readings = seasonless(asked, &weighed);
    let to = until.plus(-LAST);
    let (mean, sd) = moments(readings.range(..=to).map(|(_, reading)| *reading));
    let unit_log = sd.max(SCATTER_MIN);
    let (level, change) = (mixture(&weighed, level_of)?, mixture(&weighed, change_of)?);
    let spread = level.sd() * change.sd();
    let correlation = if spread > 0.0 { covariance(&weighed) / spread } else { 0.0 };
    let [level, change] = [(level, mean), (change, 0.0)].map(|(mixture, mean)| {
        let like = mixture.like_student();
        let location = (like.location - mean) / unit_log;
        Student { location, scale: like.scale / unit_log, df: like.df }
    });
    Ok(Standing {
        level,
        change,
        correlation: correlation.clamp(-1.0, 1.0),
        unit_log,
        from: asked.first,
        to,
        n: readings.len(),
        months: readings.into_iter().map(|(at, log)| (at, (log - mean) / unit_log)).collect(),
        surprises: surprises(asked, best),
        counted: matches!(asked.readings, Readings::Counts(_)),
    })
}

/// A number at one point of the grid: the weights of the coefficients in it, what the filter adds to
/// them, and the variance that is its own.
struct Linear {
    weights: Vec<f64>,
    own: f64,
    variance: f64,
}

/// The change of the last twelve months.
fn change_of(weighed: &Weighed) -> Linear {
    let mut weights = vec![0.0; weighed.point.parameters.prior.len()];
    weights[1] = 1.0;
    Linear { weights, own: 0.0, variance: 0.0 }
}

/// The level in the last month, without season and holiday.
fn level_of(weighed: &Weighed) -> Linear {
    let found = &weighed.fit.innovations;
    let last = found.variance.len() - 1;
    let (own, variance) = filtered_level(found, last, 0);
    let columns = weighed.point.parameters.prior.len();
    let weights = (0..columns).map(|column| {
        let carried = filtered_level(found, last, column + 1).0;
        f64::from(column < 2) - carried // mean and step are in the level
    });
    Linear { weights: weights.collect(), own, variance }
}

fn mixture(weighed: &[Weighed], of: fn(&Weighed) -> Linear) -> Result<Mixture, Reason> {
    let component = |weighed: &Weighed| {
        let Linear { weights, own, variance } = of(weighed);
        let (fit, solution) = (&weighed.fit, &weighed.fit.solution);
        Component {
            weight: weighed.weight,
            location: own + solution.value_of(&weights),
            scale: (fit.scale * (variance + solution.variance_of(&weights))).sqrt(),
            df: fit.df,
        }
    };
    Mixture::new(weighed.iter().map(component).collect()).ok_or(Reason::TooFewMonths)
}

/// The covariance of level and change under all points together.
fn covariance(weighed: &[Weighed]) -> f64 {
    let at = |weighed: &Weighed| {
        let (level, change) = (level_of(weighed), change_of(weighed));
        let solution = &weighed.fit.solution;
        let within = solution.covariance_of(&level.weights, &change.weights);
        let means = [&level, &change].map(|one| one.own + solution.value_of(&one.weights));
        // Student's variance, with the tails that the mixture's standard deviation counts.
        let tail = if weighed.fit.df > 2.5 { weighed.fit.df / (weighed.fit.df - 2.0) } else { 5.0 };
        let tail = if tail.is_finite() { tail } else { 1.0 };
        (weighed.weight, tail * weighed.fit.scale * within, means)
    };
    let all: Vec<_> = weighed.iter().map(at).collect();
    let mean = |which: usize| all.iter().map(|(w, _, means)| w * means[which]).sum::<f64>();
    let (level, change) = (mean(0), mean(1));
    let term = |(weight, within, means): &(f64, f64, [f64; 2])| {
        weight * (within + (means[0] - level) * (means[1] - change))
    };
    all.iter().map(term).sum()
}

/// The logarithm of each month's reading, season and holiday taken out.
fn seasonless(asked: &Asked, weighed: &[Weighed]) -> BTreeMap<Month, f64> {
    let taken = |month: usize| -> f64 {
        let explains = &asked.explains.row(month)[1..];
        let of = |one: &Weighed| {
            let season = explains.iter().zip(&one.fit.solution.coefficients).skip(NO_SEASON - 1);
            one.weight * season.map(|(x, b)| x * b).sum::<f64>()
        };
        weighed.iter().map(of).sum()
    };
    let log = |month: usize| match &asked.readings {
        Readings::Values(values) => values[month],
        Readings::Counts(counts) => counts[month].map(|(n, exposure)| ((n + 0.5) / exposure).ln()),
    };
    let month = |at: usize| asked.first.plus(i32::try_from(at).expect("at most ten years"));
    let all = 0..asked.readings.months();
    all.filter_map(|at| Some((month(at), log(at)? - taken(at)))).collect()
}

fn surprises(asked: &Asked, best: &Weighed) -> BTreeMap<Month, f64> {
    let rest = best.fit.innovations.rest(&best.fit.solution.coefficients);
    let month = |at: usize| asked.first.plus(i32::try_from(at).expect("at most ten years"));
    let one = |(at, variance): (usize, &Option<f64>)| {
        let sd = ((*variance)? * best.fit.scale).sqrt();
        Some((month(at), rest.surprise.row(at)[0] / sd))
    };
    rest.variance.iter().enumerate().filter_map(one).collect()
}

/// Mean and standard deviation.
fn moments(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let values: Vec<f64> = values.collect();
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state_space::yearly;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    /// A draw between −1.7 and 1.7 of standard deviation 1, the same for the same number.
    fn draw(at: i32) -> f64 {
        let mixed = (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        12f64.sqrt() * ((mixed >> 11) as f64 / (1u64 << 53) as f64 - 0.5)
    }

    fn amounts(step: f64) -> BTreeMap<Month, f64> {
        let first = month("2020-01");
        let level = |at: i32| 100.0 * (0.2 * draw(at) + if at < 48 { 0.0 } else { step }).exp();
        (0..60).map(|at| (first.plus(at), level(at))).collect()
    }

    #[test]
    fn level_and_change_are_in_units_of_the_stated_period() {
        let until = month("2024-12");
        let found = of_amounts(&amounts(0.5), until).unwrap();
        assert_eq!((found.from, found.to, found.n), (month("2020-01"), month("2023-12"), 60));
        assert!((found.unit_log - 0.2).abs() < 0.04, "{}", found.unit_log);
        let before = found.months.range(..=found.to).map(|(_, score)| *score);
        let (mean, sd) = moments(before);
        assert!(mean.abs() < 1e-9 && (sd - 1.0).abs() < 1e-9);
        for place in [found.level.location, found.change.location] {
            assert!((place - 0.5 / found.unit_log).abs() < 0.5, "{found:?}");
        }
        assert!(found.correlation > 0.3, "a higher change is a higher level: {found:?}");
    }

    #[test]
    fn the_change_is_the_one_that_the_verdict_rests_on() {
        let (series, until) = (amounts(0.2), month("2024-12"));
        let change = yearly::of_amounts_at_once(&series, until).unwrap();
        let found = of_amounts(&series, until).unwrap();
        assert!((found.change.location * found.unit_log - change.log_ratio_mean).abs() < 1e-9);
        assert!((found.change.probability_up() - change.probability_up()).abs() < 1e-9);
    }

    #[test]
    fn counts_stand_by_what_was_reported_at_all() {
        let first = month("2020-01");
        let at = |at: i32| MonthlyCount {
            month: first.plus(at),
            count: (10.0 * 1.03f64.powi(at) * (0.2 * draw(at)).exp()).round() as u64,
            exposure: 100.0 * 1.03f64.powi(at),
        };
        let months: Vec<MonthlyCount> = (0..60).map(at).collect();
        let found = of_counts_in(&months, month("2024-12")).unwrap();
        assert!(found.change.location.abs() < 0.8 && found.level.location.abs() < 1.0, "{found:?}");
        assert_eq!(found.surprises.len(), 60);
        assert_eq!(of_counts_in(&[], first).unwrap_err(), Reason::NoExposure);
    }
}

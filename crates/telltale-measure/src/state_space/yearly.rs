//! The change of the last twelve months on those before, beyond what the series' own noise and
//! drift account for.

use std::collections::BTreeMap;

use telltale_observation::Month;

use super::fit::Readings;
use super::grid::{Point, Priors, Weighed, of_counts, of_values, weigh};
use super::kalman::Columns;
use super::lunar::holiday_share;
use super::mixture::{Component, Mixture};
use super::regression::Precision;
use crate::{Change, MonthlyCount, Reason, THRESHOLDS};

/// How many months are compared with those before.
const LAST: i32 = 12;
/// The months before the last twelve that are looked back on: nine years.
const HISTORY_MAX: i32 = 108;
/// The waves of a season: once a year, twice, to six times, of which the last has no sine.
const WAVES: i32 = 6;
/// Columns of a season: a cosine and a sine a wave.
const SEASON: usize = 2 * WAVES as usize - 1;
/// Prior standard deviations of the height of every wave but the first, in units of a month's noise. Of
/// the first nothing is thought beforehand: pulled towards nothing, what is left of it would be a step of
/// up to a fifth of the level in two years, up or down by the month in which the series ends.
const RIPPLES: [f64; 2] = [0.12, 0.6];
/// The same of counts, on the log scale: of the first wave, and of the others.
const WAVES_OF_COUNTS: [f64; 2] = [0.5, 0.12];
/// Prior standard deviation of what a whole lunar new year does to a month, in the same units.
const HOLIDAY: f64 = 3.0;
/// Prior standard deviation of the log change of counts: so that none at all is no infinite fall.
const CHANGE_OF_COUNTS: f64 = 2.0;
/// How counts are estimated, in a few words.
const METHOD_OF_COUNTS: &str =
    "state space of counts with exposure, step of twelve months, season; n months";
/// From which probability, either way, it is asked what the last month did to it: channels that are all
/// less sure tell nothing together.
const SURE_MIN: f64 = 0.9;
/// Grid points that hold this share of the posterior are tried again with a month left out.
const KEPT_SHARE: f64 = 0.99;

/// The change of a flow's last twelve months up to `until`.
///
/// # Method
/// `ln y = mean + change · [last twelve months] + season + lunar new year + level + noise`. A season
/// is six waves, of one to six a year. The level keeps a share of its distance from the mean from month to month, up to all of
/// it (a random walk); noise is normal or Student's with four degrees of freedom. Mean and change
/// have flat priors, seasons and calendar such as pull them towards nothing, and the variance is
/// integrated out. What the level keeps, the share of a month's surprise that moves it, the tails
/// and the strength of the season are weighed over a grid of 64 points by the evidence of the
/// months. What is returned is Student's distribution with the median and the 90 % interval of that
/// mixture, and the degrees of freedom that come nearest to its probability of a rise.
///
/// # Reads as
/// "The last twelve months' exports stand 30 % above those before (90 % interval 2 to 66 %)."
///
/// # Limits
/// The change is taken as a step twelve months ago: one of three months ago is seen as a quarter of
/// it. A last month that goes against the change and would make it surer, since an outlier leaves the
/// others looking less noisy, is left out until the next one is known, and counted in `n` all the same.
/// Compared is with the level that the months before let one expect, not with the sum of the
/// year before. A drift that is steady is taken for a level that wanders, and told only if it is
/// faster than it was. A break in what is covered reads as a change. In current prices.
///
/// # Errors
/// [`Reason::TooFewMonths`] with fewer than nine of the last twelve months, or fewer than nine
/// before; [`Reason::NoRatio`] where an amount is not above zero.
pub fn of_amounts(amounts: &BTreeMap<Month, f64>, until: Month) -> Result<Change, Reason> {
    estimate_amounts(amounts, until, LeftOut::EachOfTheLast)
}

/// [`of_amounts`] without trying what any one month matters: its range is the probability alone.
/// For those who ask often, such as in search of the figure that turns a direction.
///
/// # Errors
/// Those of [`of_amounts`].
pub fn of_amounts_at_once(amounts: &BTreeMap<Month, f64>, until: Month) -> Result<Change, Reason> {
    estimate_amounts(amounts, until, LeftOut::None)
}

fn estimate_amounts(
    amounts: &BTreeMap<Month, f64>,
    until: Month,
    left_out: LeftOut,
) -> Result<Change, Reason> {
    let asked = asked_of_amounts(amounts, until)?;
    let method = "state space with step of twelve months, season, lunar new year; n months";
    estimate(&asked, (method, left_out))
}

/// What is asked of a series: its readings up to `until`, what explains them, and the parameters
/// that are weighed.
pub(super) struct Asked {
    pub(super) first: Month,
    pub(super) readings: Readings,
    pub(super) explains: Columns,
    pub(super) points: Vec<Point>,
}

/// How many of the columns that explain are no season: mean, step, lunar new year.
pub(super) const NO_SEASON: usize = 3;

/// The question of [`of_amounts`].
pub(super) fn asked_of_amounts(
    amounts: &BTreeMap<Month, f64>,
    until: Month,
) -> Result<Asked, Reason> {
    let first = beginning(amounts.keys().copied(), until)?;
    let mut values = Vec::new();
    for month in first.through(until) {
        match amounts.get(&month) {
            Some(amount) if *amount > 0.0 => values.push(Some(amount.ln())),
            Some(_) => return Err(Reason::NoRatio),
            None => values.push(None),
        }
    }
    let priors = RIPPLES.map(|ripple| {
        let mut prior = vec![0.0, 0.0, HOLIDAY.powi(-2)];
        prior.extend(season_prior([0.0, ripple.powi(-2)]));
        prior
    });
    let points = of_values(&Priors(priors.to_vec()));
    let (readings, explains) = (Readings::Values(values), columns(first, until));
    Ok(Asked { first, readings, explains, points })
}

/// The change of the rate of counts in the last twelve months up to `until`, given the exposure.
///
/// # Method
/// As [`of_amounts`], with counts that are negative binomial around `exposure · exp(level)`; Laplace's
/// approximation at each point of the grid (Durbin and Koopman 2012, chapter 10), without a
/// lunar new year. The log change has a normal prior of standard deviation 2.
///
/// # Reads as
/// "For what is reported at all, visits stand 45 % above those before (90 % interval 12 to 88 %)."
///
/// # Limits
/// Exposure must be of the same source as the counts, and its mixture the same throughout. With
/// few counts a month the season is taken as weak.
///
/// # Errors
/// [`Reason::NoExposure`] if no month has any; [`Reason::TooFewMonths`] with fewer than nine of the
/// last twelve months, or fewer than nine before; [`Reason::ShortHistory`] with fewer than 36 in all;
/// [`Reason::TooFewEvents`] with fewer than ten events.
pub fn of_counts_in(months: &[MonthlyCount], until: Month) -> Result<Change, Reason> {
    let asked = asked_of_counts(months, until)?;
    estimate(&asked, (METHOD_OF_COUNTS, LeftOut::EachOfTheLast))
}

/// [`of_counts_in`] without trying what any one month matters, as [`of_amounts_at_once`].
///
/// # Errors
/// Those of [`of_counts_in`].
pub fn of_counts_at_once(months: &[MonthlyCount], until: Month) -> Result<Change, Reason> {
    let asked = asked_of_counts(months, until)?;
    estimate(&asked, (METHOD_OF_COUNTS, LeftOut::None))
}

/// The question of [`of_counts_in`].
pub(super) fn asked_of_counts(months: &[MonthlyCount], until: Month) -> Result<Asked, Reason> {
    let reported = |month: &&MonthlyCount| month.exposure > 0.0 && month.exposure.is_finite();
    let known: BTreeMap<Month, MonthlyCount> =
        months.iter().filter(reported).map(|month| (month.month, *month)).collect();
    if known.is_empty() {
        return Err(Reason::NoExposure);
    }
    let first = beginning(known.keys().copied(), until)?;
    if known.range(first..=until).count() < THRESHOLDS.history_min {
        return Err(Reason::ShortHistory);
    }
    let seen = first.through(until).map(|month| known.get(&month));
    let counts: Vec<_> =
        seen.map(|month| month.map(|month| (month.count as f64, month.exposure))).collect();
    if counts.iter().flatten().map(|(count, _)| *count).sum::<f64>() < THRESHOLDS.events_min as f64
    {
        return Err(Reason::TooFewEvents);
    }
    let mut prior = vec![0.0, CHANGE_OF_COUNTS.powi(-2), 1e6];
    prior.extend(season_prior(WAVES_OF_COUNTS.map(|height| height.powi(-2))));
    let points = of_counts(&Priors(vec![prior]));
    let (readings, explains) = (Readings::Counts(counts), columns(first, until));
    Ok(Asked { first, readings, explains, points })
}

/// The first month looked at, if enough of them have a reading.
fn beginning(months: impl Iterator<Item = Month>, until: Month) -> Result<Month, Reason> {
    let earliest = until.plus(1 - LAST - HISTORY_MAX);
    let months: Vec<Month> = months.filter(|month| (earliest..=until).contains(month)).collect();
    let last = months.iter().filter(|month| until.since(**month) < LAST).count();
    let enough = last.min(months.len() - last) >= THRESHOLDS.months_min;
    months.into_iter().min().filter(|_| enough).ok_or(Reason::TooFewMonths)
}

/// The columns that explain: mean, step, lunar new year, and the season's waves.
fn columns(first: Month, until: Month) -> Columns {
    let row = |month: Month| {
        let step = f64::from(until.since(month) < LAST);
        [0.0, 1.0, step, holiday_share(month)].into_iter().chain(season(month))
    };
    Columns::new(1 + NO_SEASON + SEASON, first.through(until).flat_map(row).collect())
}

/// The waves of a season in one month: cosine and sine of each, the sixth without a sine.
fn season(month: Month) -> impl Iterator<Item = f64> {
    let year = std::f64::consts::TAU * f64::from(month.number()) / 12.0;
    let wave = move |wave: i32| [(year * f64::from(wave)).cos(), (year * f64::from(wave)).sin()];
    (1..=WAVES).flat_map(wave).take(SEASON)
}

/// What is thought of the season's columns beforehand, given the precision of the first wave and of
/// the others. The sixth, which is one in every month where others are so in half of them, is thought
/// half as strong.
fn season_prior([first, others]: [Precision; 2]) -> impl Iterator<Item = Precision> {
    let wave = move |wave: i32| match wave {
        1 => [first; 2],
        WAVES => [2.0 * others; 2],
        _ => [others; 2],
    };
    (1..=WAVES).flat_map(wave).take(SEASON)
}

fn estimate(asked: &Asked, (method, left_out): (&'static str, LeftOut)) -> Result<Change, Reason> {
    let Asked { readings, explains, points, .. } = asked;
    let weighed = weigh(readings, explains, points);
    let n = (0..readings.months()).filter(|month| readings.has(*month)).count();
    let change = summary(&weighed, n, method).ok_or(Reason::TooFewMonths)?;
    let with_last = change;
    let (readings, weighed, change) = match without_wild_last(asked, &change, method) {
        Some((less, weighed, without)) => (less, weighed, without),
        None => (readings.clone(), weighed, change),
    };
    if left_out == LeftOut::None {
        let own = change.probability_up();
        return Ok(Change { left_out: [own, own], ..change });
    }
    let kept = kept(weighed);
    let recent = readings.months().saturating_sub(LAST as usize)..readings.months();
    let others = recent.filter(|month| readings.has(*month)).filter_map(|month| {
        summary(&weigh(&readings.without(month), explains, &kept), n - 1, method)
    });
    Ok(change.with_left_out(others.chain([with_last])))
}

/// The change without the last month, where that month speaks against it and makes it surer: taken for
/// an outlier, it would make all other months look less noisy, while only the next one can show whether it
/// is not the first of a new level.
///
/// The readings without it, their fits, and the change, which counts the month all the same: it is known.
fn without_wild_last(
    asked: &Asked,
    change: &Change,
    method: &'static str,
) -> Option<(Readings, Vec<Weighed>, Change)> {
    let up = change.probability_up();
    if (up - 0.5).abs() < SURE_MIN - 0.5 {
        return None;
    }
    let Readings::Values(values) = &asked.readings else {
        return None; // of counts, none is taken for an outlier
    };
    let (last, reading) = (values.len().checked_sub(1)?, (*values.last()?)?);
    let less = asked.readings.without(last);
    let weighed = weigh(&less, &asked.explains, &asked.points);
    let without = summary(&weighed, change.n, method)?;
    let way = (up - 0.5).signum();
    let against = way * (reading - expected(&weighed, asked.explains.row(last))) < 0.0;
    let surer = way * (up - without.probability_up()) > 0.0;
    (against && surer).then_some((less, weighed, without))
}

/// What the columns of a month let one expect, under all points together.
fn expected(weighed: &[Weighed], columns: &[f64]) -> f64 {
    let of = |one: &Weighed| one.weight * one.fit.solution.value_of(&columns[1..]);
    weighed.iter().map(of).sum()
}

/// Whether it is tried what any one month matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LeftOut {
    EachOfTheLast,
    None,
}

/// The points that hold nearly all of the posterior.
fn kept(mut weighed: Vec<Weighed>) -> Vec<Point> {
    weighed.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut sum = 0.0;
    let enough = |weighed: &Weighed| {
        let wanted = sum < KEPT_SHARE;
        sum += weighed.weight;
        wanted
    };
    weighed.into_iter().take_while(enough).map(|weighed| weighed.point).collect()
}

/// The change under all points together.
fn summary(weighed: &[Weighed], n: usize, method: &'static str) -> Option<Change> {
    let component = |weighed: &Weighed| {
        let mut step = vec![0.0; weighed.point.parameters.prior.len()];
        step[1] = 1.0;
        let solution = &weighed.fit.solution;
        Component {
            weight: weighed.weight,
            location: solution.value_of(&step),
            scale: (weighed.fit.scale * solution.variance_of(&step)).sqrt(),
            df: weighed.fit.df,
        }
    };
    let like = Mixture::new(weighed.iter().map(component).collect())?.like_student();
    let (log_ratio_mean, left_out) = (like.location, [0.0, 1.0]);
    Some(Change { log_ratio_mean, se: like.scale, df: like.df, n, left_out, method })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    /// A noise without a pattern that an eye would see, between −1 and 1.
    fn jitter(at: i32) -> f64 {
        (f64::from(at) * 12.9898).sin()
    }

    fn amounts(level: impl Fn(i32) -> f64, months: i32) -> BTreeMap<Month, f64> {
        let first = month("2020-01");
        (0..months).map(|at| (first.plus(at), level(at))).collect()
    }

    fn stepped(at: i32) -> f64 {
        (if at < 48 { 100.0 } else { 150.0 }) * (0.1 * jitter(at)).exp()
    }

    #[test]
    fn a_step_of_half_as_much_again_is_found() {
        let change = of_amounts(&amounts(stepped, 60), month("2024-12")).unwrap();
        assert!((change.log_ratio_mean - 1.5f64.ln()).abs() < 0.06, "{change:?}");
        assert!(change.probability_up() > 0.99 && change.n == 60, "{change:?}");
        let [low, high] = change.left_out;
        assert!(0.97 < low && low <= change.probability_up() && high <= 1.0, "{change:?}");
    }

    #[test]
    fn a_season_and_a_new_year_are_no_change() {
        let first = month("2020-01");
        let seasonal = |at: i32| {
            let holiday = (-0.6 * holiday_share(first.plus(at))).exp();
            let season = if at % 12 >= 9 { 1.6 } else { 1.0 };
            100.0 * season * holiday * (0.05 * jitter(at)).exp()
        };
        // The last twelve months hold one such autumn, as each twelve before did.
        let change = of_amounts(&amounts(seasonal, 60), month("2024-12")).unwrap();
        assert!(change.log_ratio_mean.abs() < 0.06, "{change:?}");
        assert!(change.se < 0.08, "what the season explains is no noise: {change:?}");
    }

    #[test]
    fn a_wave_that_comes_every_year_changes_nothing() {
        for at_most in [36, 60] {
            for end in 0..12 {
                let first = month("2020-01").plus(end);
                let series = |height: f64| {
                    let amount = |at: i32| {
                        let year =
                            std::f64::consts::TAU * f64::from(first.plus(at).number()) / 12.0;
                        (first.plus(at), 100.0 * (0.2 * jitter(at) + height * year.sin()).exp())
                    };
                    (0..at_most).map(amount).collect()
                };
                let until = first.plus(at_most - 1);
                let [still, wave] =
                    [0.0, 0.5].map(|h| of_amounts_at_once(&series(h), until).unwrap());
                let apart = (still.log_ratio_mean - wave.log_ratio_mean).abs();
                assert!(apart < 1e-6 && (still.se - wave.se).abs() < 1e-6, "{still:?} {wave:?}");
            }
        }
    }

    #[test]
    fn one_wild_month_does_not_make_the_year() {
        let wild = |at: i32| 100.0 * (0.1 * jitter(at)).exp() * if at == 55 { 8.0 } else { 1.0 };
        let change = of_amounts(&amounts(wild, 60), month("2024-12")).unwrap();
        assert!(change.log_ratio_mean.abs() < 0.1, "{change:?}");
    }

    #[test]
    fn a_last_month_against_the_change_makes_it_no_surer() {
        let until = month("2023-07");
        let fall = |at: i32| 100.0 * (0.3 * jitter(at)).exp() * if at < 31 { 1.0 } else { 0.76 };
        let mut series = amounts(fall, 43);
        series.remove(&until);
        let without = of_amounts_at_once(&series, until).unwrap().probability_up();
        assert!((0.025..0.1).contains(&without), "nearly told: {without}");
        for jump in [1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 10.0, 30.0] {
            series.insert(until, 100.0 * jump);
            let with = of_amounts_at_once(&series, until).unwrap().probability_up();
            assert!(
                with >= without.min(1.0 - SURE_MIN) - 1e-9,
                "{jump} times: {with}, without it {without}"
            );
        }
    }

    #[test]
    fn the_unit_does_not_matter_and_absent_is_not_zero() {
        let dollars = amounts(stepped, 60);
        let cents = dollars.iter().map(|(month, amount)| (*month, amount * 100.0)).collect();
        let until = month("2024-12");
        let [a, b] = [&dollars, &cents].map(|series| of_amounts_at_once(series, until).unwrap());
        assert!((a.log_ratio_mean - b.log_ratio_mean).abs() < 1e-6, "{a:?} {b:?}");
        let mut gap = dollars.clone();
        gap.remove(&month("2024-07"));
        let change = of_amounts_at_once(&gap, until).unwrap();
        assert!(change.n == 59 && (change.log_ratio_mean - a.log_ratio_mean).abs() < 0.1);
        gap.insert(month("2024-07"), 0.0);
        assert_eq!(of_amounts(&gap, until).unwrap_err(), Reason::NoRatio);
    }

    fn counts(rate: impl Fn(i32) -> u64, months: i32, growth: f64) -> Vec<MonthlyCount> {
        let first = month("2020-01");
        let count = |at: i32| MonthlyCount {
            month: first.plus(at),
            count: rate(at),
            exposure: 100.0 * growth.powi(at),
        };
        (0..months).map(count).collect()
    }

    #[test]
    fn more_of_it_in_as_much_more_reporting_is_no_change() {
        let grows = |at: i32| (10.0 * 1.03f64.powi(at) * (0.2 * jitter(at)).exp()).round() as u64;
        let until = month("2024-12");
        let change = of_counts_in(&counts(grows, 60, 1.03), until).unwrap();
        assert!(change.log_ratio_mean.abs() < 0.15, "{change:?}");
        let doubles = |at: i32| if at < 48 { 9 + (at % 3) as u64 } else { 19 + (at % 3) as u64 };
        let change = of_counts_in(&counts(doubles, 60, 1.0), until).unwrap();
        assert!((change.log_ratio_mean - 2f64.ln()).abs() < 0.1, "{change:?}");
        assert!(change.probability_up() > 0.975, "{change:?}");
    }

    #[test]
    fn thin_reports_have_no_estimate() {
        let until = month("2024-12");
        let few = |at: i32| u64::from(at % 12 == 0);
        assert_eq!(of_counts_in(&counts(few, 60, 1.0), until).unwrap_err(), Reason::TooFewEvents);
        assert_eq!(of_counts_in(&counts(|_| 3, 60, 0.0), until).unwrap_err(), Reason::TooFewMonths);
        assert_eq!(of_counts_in(&[], until).unwrap_err(), Reason::NoExposure);
        let short = amounts(stepped, 20);
        assert_eq!(of_amounts(&short, month("2021-08")).unwrap_err(), Reason::TooFewMonths);
    }

    #[test]
    fn none_at_all_is_a_fall_with_finite_doubt() {
        let stops = |at: i32| if at < 48 { 5 + (at % 4) as u64 } else { 0 };
        let change = of_counts_in(&counts(stops, 60, 1.0), month("2024-12")).unwrap();
        assert!(change.probability_up() < 0.025 && change.log_ratio_mean > -8.0, "{change:?}");
    }
}

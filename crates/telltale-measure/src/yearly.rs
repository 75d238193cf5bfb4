//! The growth on the year of a flow, window by window: fast enough to be asked for every day of a
//! replay. Verdicts are drawn from `state_space`, which errs less often where noise lasts.

use telltale_observation::Month;

use crate::persistence::{Residual, inflation, lag_one, mended};
use crate::rate::{DF_MIN, without};
use crate::{Change, Levels, Reason};

/// How many years, the last among them, are asked how long noise lasts.
const YEARS_OF_NOISE: i32 = 3;
/// The fewest periods with a level in both years; January and February are one.
const PERIODS_MIN: usize = 8;

/// The periods from `first` to `last` that have levels in both years.
fn periods(levels: &Levels, first: Month, last: Month) -> Result<Vec<YearOnYear>, Reason> {
    let mut periods = Vec::new();
    for last in first.through(last).filter(|month| month.number() != 1) {
        let first = if last.number() == 2 { last.plus(-1) } else { last };
        let both = (levels.sum(first, last), levels.sum(first.plus(-12), last.plus(-12)));
        if let (Some(level), Some(before)) = both {
            if !(level > 0.0 && before > 0.0) {
                return Err(Reason::NoRatio);
            }
            periods.push(YearOnYear { first, last, log_change: (level / before).ln() });
        }
    }
    Ok(periods)
}

/// The log change on the year of one period: a month, or January and February together.
#[derive(Clone, Copy, Debug)]
struct YearOnYear {
    first: Month,
    last: Month,
    log_change: f64,
}

impl YearOnYear {
    /// How many months the period has.
    fn weight(&self) -> f64 {
        f64::from(self.last.since(self.first) + 1)
    }
}

/// The growth on the year of a flow, over the `months` up to `until`: how the level of a typical
/// month compares with the same month of the year before.
///
/// # Method
/// The mean of the log changes on the year, January and February as one period that counts twice.
/// Their variance `s²` around that mean gives the standard error
/// `s · sqrt(Σw² / (Σw)² · (1 + ρ)/(1 − ρ))`, the effective sample size of noise of which each month
/// keeps ρ (Bayley and Hammersley 1946, JRSS Supplement 8). ρ is the lag-one correlation within
/// years, averaged over the last three if they were published, mended for its bias and kept within
/// 0 and .9. Student's t has the number of periods less one, divided by (1 + ρ)/(1 − ρ), degrees of
/// freedom, and never below 2.
///
/// # Reads as
/// "Exports were 19 % above the same months of the year before (90 % interval 3 to 38 %)."
///
/// # Limits
/// A mean of monthly changes: a month of few goods weighs as much as one of many, so it differs
/// from the growth of the yearly sum, which is printed beside it. In current prices and the
/// reporter's currency. A month with a level of zero has no growth rate and stops the estimate. A
/// break in the source's coverage reads as growth.
///
/// # Errors
/// [`Reason::TooFewMonths`] with fewer than eight periods that have a level in both years;
/// [`Reason::NoRatio`] where a level is not above zero.
///
/// ```
/// use telltale_measure::{Levels, yearly_growth};
/// use telltale_observation::Month;
/// let first = "2024-01".parse::<Month>()?;
/// let until = first.plus(23);
/// // Twice as much in every month as a year before.
/// let levels = Levels(first.through(until).map(|month| {
///     (month, if month.since(first) < 12 { 100.0 } else { 200.0 })
/// }).collect());
/// let growth = yearly_growth(&levels, until, 12).map_err(|reason| reason.to_string())?;
/// assert!((growth.as_measure().value - 1.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn yearly_growth(levels: &Levels, until: Month, months: u8) -> Result<Change, Reason> {
    let months = i32::from(months);
    let last = periods(levels, until.plus(1 - months), until)?;
    if last.len() < PERIODS_MIN {
        return Err(Reason::TooFewMonths);
    }
    let earlier: Vec<Vec<YearOnYear>> = (1..YEARS_OF_NOISE)
        .map(|back| until.plus(-months * back))
        .filter_map(|until| periods(levels, until.plus(1 - months), until).ok())
        .filter(|periods| periods.len() >= PERIODS_MIN)
        .collect();
    let without_one = (0..last.len()).map(|at| estimate(&without(&last, at), &earlier));
    Ok(estimate(&last, &earlier).with_left_out(without_one))
}

/// The growth without its range.
fn estimate(last: &[YearOnYear], earlier: &[Vec<YearOnYear>]) -> Change {
    let n = last.len();
    let mean = mean(last);
    let weights: f64 = last.iter().map(YearOnYear::weight).sum();
    let squared_weights: f64 = last.iter().map(|period| period.weight().powi(2)).sum();
    let squares: f64 =
        last.iter().map(|period| period.weight() * (period.log_change - mean).powi(2)).sum();
    let variance = squares / weights * n as f64 / (n as f64 - 1.0);
    let persistence = inflation(correlation(last, earlier));
    Change {
        log_ratio_mean: mean,
        se: (variance * squared_weights / weights.powi(2) * persistence).sqrt(),
        df: ((n as f64 - 1.0) / persistence).max(DF_MIN),
        n,
        left_out: [0.0, 1.0],
        method: "mean log change on the year, autocorrelated; n periods, January and February one",
    }
}

fn mean(periods: &[YearOnYear]) -> f64 {
    let weights: f64 = periods.iter().map(YearOnYear::weight).sum();
    periods.iter().map(|period| period.weight() * period.log_change).sum::<f64>() / weights
}

/// How much of a period's noise the next one keeps, averaged over the years.
fn correlation(last: &[YearOnYear], earlier: &[Vec<YearOnYear>]) -> f64 {
    let years = || std::iter::once(last).chain(earlier.iter().map(Vec::as_slice));
    let count = years().count() as f64;
    let sum: f64 = years().map(|year| lag_one(&residuals(year)).unwrap_or(1.0)).sum();
    let periods_a_year = years().map(<[_]>::len).sum::<usize>() as f64 / count;
    mended(sum / count, periods_a_year)
}

fn residuals(periods: &[YearOnYear]) -> Vec<Residual> {
    let mean = mean(periods);
    let residual = |period: &YearOnYear| {
        let distance = period.log_change - mean;
        // Levels that all grew alike differ by rounding only, which is no noise and does not last.
        let distance = if distance.abs() < 1e-12 { 0.0 } else { distance };
        Residual { first: period.first, last: period.last, distance }
    };
    periods.iter().map(residual).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn levels(level: impl Fn(i32) -> f64, months: i32) -> Levels {
        Levels((0..months).map(|at| (month("2024-01").plus(at), level(at))).collect())
    }

    #[test]
    fn a_linear_series_by_hand() {
        let linear = levels(|at| 100.0 + f64::from(at), 24);
        let growth = yearly_growth(&linear, month("2025-12"), 12).unwrap();
        let logs: f64 = (2..12).map(|at| (1.0 + 12.0 / (100.0 + f64::from(at))).ln()).sum();
        let mean = (logs + 2.0 * (225.0 / 201.0f64).ln()) / 12.0;
        assert!((growth.log_ratio_mean - mean).abs() < 1e-12);
        assert_eq!(growth.n, 11);
        assert!(growth.df >= 2.0 && growth.se < 0.01, "{growth:?}");
    }

    #[test]
    fn a_missing_month_is_absent_and_a_zero_has_no_ratio() {
        let until = month("2025-12");
        let mut some = levels(|at| 100.0 + f64::from(at % 5), 24);
        some.0.remove(&month("2025-05"));
        assert_eq!(yearly_growth(&some, until, 12).unwrap().n, 10);
        for text in ["2024-07", "2024-08", "2024-09"] {
            some.0.remove(&month(text));
        }
        assert_eq!(yearly_growth(&some, until, 12).unwrap_err(), Reason::TooFewMonths);
        let mut closed = levels(|_| 100.0, 24);
        closed.0.insert(month("2025-06"), 0.0);
        assert_eq!(yearly_growth(&closed, until, 12).unwrap_err(), Reason::NoRatio);
    }
}

//! Growth is how a monthly flow moves: the levels that one reporter publishes, in one unit, of one
//! partner and commodity. Printed figures are compared exactly; only an estimate has an interval.

use std::collections::BTreeMap;

use serde::Serialize;
use telltale_observation::Month;

use crate::persistence::{Residual, inflation, lag_one, mended};
use crate::rate::{DF_MIN, without};
use crate::{Change, Direction, Reason, THRESHOLDS, Thresholds, judge};

/// How many years, the last among them, are asked how long noise lasts.
const YEARS_OF_NOISE: i32 = 3;
/// How far from what is expected a level is looked for that would turn the direction.
const FLIP_REACH: f64 = 1000.0;
/// In how many steps it is looked for, before the step is halved to the last digit.
const FLIP_STEPS: i32 = 300;

/// The monthly levels of one flow: one reporter, one source, one unit, never spliced.
///
/// A month that was not published is absent. January and February are published together, or
/// depend on the day of the lunar new year, and are compared only as a sum.
///
/// ```
/// use std::collections::BTreeMap;
/// use telltale_measure::Levels;
/// let month = |text: &str| text.parse::<telltale_observation::Month>();
/// let levels = Levels(BTreeMap::from([
///     (month("2024-09")?, 174.4), (month("2025-08")?, 147.6), (month("2025-09")?, 228.1),
/// ]));
/// let september = month("2025-09")?;
/// assert_eq!(levels.change_on_month(september).map(|c| (c * 1000.0).round()), Some(545.0));
/// assert_eq!(levels.change_on_year(september).map(|c| (c * 1000.0).round()), Some(308.0));
/// # Ok::<(), telltale_observation::ImpossibleDate>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Levels(pub BTreeMap<Month, f64>);

/// The sum of a year's months so far.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct YearToDate {
    /// The sum from January on.
    pub sum: f64,
    /// Its change on the same months of the year before, as a share of them; `None` where one of
    /// those is missing, or their sum is not above zero.
    pub change: Option<f64>,
}

impl Levels {
    /// The level of a month.
    pub fn level(&self, month: Month) -> Option<f64> {
        self.0.get(&month).copied()
    }

    /// The change on the month before, as a share of it; `None` for January and February.
    pub fn change_on_month(&self, month: Month) -> Option<f64> {
        if is_new_year(month) {
            return None;
        }
        ratio(self.level(month)?, self.level(month.plus(-1))?)
    }

    /// The change on the same month of the year before, as a share of it; `None` for January and
    /// February.
    pub fn change_on_year(&self, month: Month) -> Option<f64> {
        if is_new_year(month) {
            return None;
        }
        ratio(self.level(month)?, self.level(month.plus(-12))?)
    }

    /// January and February of a year together.
    pub fn january_february(&self, year: i16) -> Option<f64> {
        self.sum(Month::new(year, 1)?, Month::new(year, 2)?)
    }

    /// The change of January and February together on the year before.
    pub fn january_february_change(&self, year: i16) -> Option<f64> {
        ratio(self.january_february(year)?, self.january_february(year.checked_sub(1)?)?)
    }

    /// The sum from January to this month; `None` where a month is missing.
    pub fn year_to_date(&self, month: Month) -> Option<YearToDate> {
        let january = Month::new(month.year(), 1)?;
        let sum = self.sum(january, month)?;
        let before = self.sum(january.plus(-12), month.plus(-12));
        // January alone is not compared.
        let change = before.filter(|_| month != january).and_then(|before| ratio(sum, before));
        Some(YearToDate { sum, change })
    }

    fn sum(&self, first: Month, last: Month) -> Option<f64> {
        first.through(last).map(|month| self.level(month)).sum()
    }

    /// The periods from `first` to `last` that have levels in both years.
    fn periods(&self, first: Month, last: Month) -> Result<Vec<YearOnYear>, Reason> {
        let mut periods = Vec::new();
        for last in first.through(last).filter(|month| month.number() != 1) {
            let first = if last.number() == 2 { last.plus(-1) } else { last };
            let levels = (self.sum(first, last), self.sum(first.plus(-12), last.plus(-12)));
            if let (Some(level), Some(before)) = levels {
                if !(level > 0.0 && before > 0.0) {
                    return Err(Reason::NoRatio);
                }
                periods.push(YearOnYear { first, last, log_change: (level / before).ln() });
            }
        }
        Ok(periods)
    }
}

fn is_new_year(month: Month) -> bool {
    month.number() <= 2
}

/// The change from `before` to `level` as a share of `before`, where that is above zero.
fn ratio(level: f64, before: f64) -> Option<f64> {
    (before > 0.0).then(|| level / before - 1.0)
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
    let last = levels.periods(until.plus(1 - months), until)?;
    if last.len() < THRESHOLDS.periods_min {
        return Err(Reason::TooFewMonths);
    }
    let earlier: Vec<Vec<YearOnYear>> = (1..YEARS_OF_NOISE)
        .map(|back| until.plus(-months * back))
        .filter_map(|until| levels.periods(until.plus(1 - months), until).ok())
        .filter(|periods| periods.len() >= THRESHOLDS.periods_min)
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

/// What the next level must be for the direction to turn away from what it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Flip {
    /// The first month that the level is of: January where January and February are awaited
    /// together, and then the level is their sum.
    pub first: Month,
    /// The last month that the level is of.
    pub last: Month,
    /// The direction that would end.
    pub from: Direction,
    /// The direction ends if the level is at most this.
    pub value_at_most: Option<f64>,
    /// The direction ends if the level is at least this.
    pub value_at_least: Option<f64>,
}

/// What the next month's level must be for the direction of [`yearly_growth`] over twelve months to
/// turn away from what it is, the channel being one of which more means closer.
///
/// # Method
/// The next level is put at what the growth so far would make it, then moved away on a log scale
/// until the direction is another, and the step bisected. A tightening flow is moved down, a
/// loosening one up, a steady one both ways. After December, and after January, what is awaited
/// is January and February together, or February.
///
/// # Reads as
/// "Exports of 140 million dollars or less in October would end the tightening."
///
/// # Limits
/// The direction that ends is mostly replaced by "cannot tell", not by its opposite. The next month
/// also drops the oldest one out of the twelve. `None` where the direction is already that one
/// cannot tell, where the level of a year before is missing, where the direction ends whatever the
/// next level is, or where nothing within a thousandfold ends it.
///
/// ```
/// use telltale_measure::{Direction, Levels, THRESHOLDS, flip};
/// use telltale_observation::Month;
/// let first = "2024-01".parse::<Month>()?;
/// let levels = Levels(first.through(first.plus(20)).map(|month| {
///     let noise = if month.number() % 2 == 0 { 1.1 } else { 1.0 };
///     (month, if month.since(first) < 12 { 100.0 } else { 150.0 * noise })
/// }).collect());
/// let flip = flip(&levels, first.plus(20), &THRESHOLDS).ok_or("nothing turns it")?;
/// assert_eq!(flip.from, Direction::Tightening);
/// assert!(flip.value_at_most < Some(100.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn flip(levels: &Levels, until: Month, thresholds: &Thresholds) -> Option<Flip> {
    let growth = yearly_growth(levels, until, 12).ok()?;
    let from = judge(Ok(&growth), 1, thresholds).direction;
    let next = Next::after(levels, until)?;
    let expected = next.year_before * growth.log_ratio_mean.exp();
    let ends = |level: f64| next.direction(levels, level, thresholds) != from;
    if from == Direction::CannotTell || ends(expected) {
        return None;
    }
    let turn =
        |towards: f64| turning_level(expected, towards, ends).map(|level| level - next.known);
    let value_at_most = if from == Direction::Loosening { None } else { turn(-1.0) };
    let value_at_least = if from == Direction::Tightening { None } else { turn(1.0) };
    let value_at_most = value_at_most.filter(|level| *level >= 0.0);
    value_at_most.or(value_at_least)?;
    Some(Flip { first: next.first, last: next.last, from, value_at_most, value_at_least })
}

/// The next period of which a level is awaited.
struct Next {
    /// The first month awaited.
    first: Month,
    last: Month,
    /// What is known of the period already: January's level when February's is awaited.
    known: f64,
    /// The level of the whole period a year before.
    year_before: f64,
}

impl Next {
    fn after(levels: &Levels, until: Month) -> Option<Next> {
        let first = until.plus(1);
        let (last, known) = match first.number() {
            1 => (first.plus(1), 0.0),
            2 => (first, levels.level(until)?),
            _ => (first, 0.0),
        };
        let whole = if last.number() == 2 { last.plus(-1) } else { first };
        let year_before = levels.sum(whole.plus(-12), last.plus(-12)).filter(|sum| *sum > 0.0)?;
        Some(Next { first, last, known, year_before })
    }

    /// The direction once the whole period's level is this.
    fn direction(&self, levels: &Levels, level: f64, thresholds: &Thresholds) -> Direction {
        let mut levels = levels.clone();
        let awaited = f64::from(self.last.since(self.first) + 1);
        for month in self.first.through(self.last) {
            levels.0.insert(month, (level - self.known) / awaited);
        }
        let growth = yearly_growth(&levels, self.last, 12);
        judge(growth.as_ref().map_err(|reason| *reason), 1, thresholds).direction
    }
}

/// The first level away from `start`, up (1) or down (−1), at which `ends` holds.
fn turning_level(start: f64, towards: f64, ends: impl Fn(f64) -> bool) -> Option<f64> {
    let level = |step: f64| start * (towards * FLIP_REACH.ln() * step).exp();
    let step = |at: i32| f64::from(at) / f64::from(FLIP_STEPS);
    let first = (1..=FLIP_STEPS).find(|at| ends(level(step(*at))))?;
    let (mut holds, mut turned) = (step(first - 1), step(first));
    for _ in 0..40 {
        let middle = f64::midpoint(holds, turned);
        if ends(level(middle)) { turned = middle } else { holds = middle }
    }
    Some(level(turned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn levels(first: &str, level: impl Fn(i32) -> f64, months: i32) -> Levels {
        let first = month(first);
        Levels((0..months).map(|at| (first.plus(at), level(at))).collect())
    }

    /// A noise without a pattern that an eye would see, between −1 and 1.
    fn jitter(at: i32) -> f64 {
        (f64::from(at) * 12.9898).sin()
    }

    #[test]
    fn a_linear_series_by_hand() {
        // 100, 101, … : July 2025 (118) on June (117) and on July 2024 (106).
        let linear = levels("2024-01", |at| 100.0 + f64::from(at), 24);
        let july = month("2025-07");
        assert_eq!(linear.change_on_month(july), Some(118.0 / 117.0 - 1.0));
        assert_eq!(linear.change_on_year(july), Some(118.0 / 106.0 - 1.0));
        let sum = (112..=118).sum::<i32>() as f64;
        let before = (100..=106).sum::<i32>() as f64;
        let expected = YearToDate { sum, change: Some(sum / before - 1.0) };
        assert_eq!(linear.year_to_date(july), Some(expected));
        let growth = yearly_growth(&linear, month("2025-12"), 12).unwrap();
        let logs: f64 = (2..12).map(|at| (1.0 + 12.0 / (100.0 + f64::from(at))).ln()).sum();
        let mean = (logs + 2.0 * (225.0 / 201.0f64).ln()) / 12.0;
        assert!((growth.log_ratio_mean - mean).abs() < 1e-12);
        assert_eq!(growth.n, 11);
        assert!(growth.df >= 2.0 && growth.se < 0.01, "{growth:?}");
    }

    #[test]
    fn january_and_february_are_compared_together_only() {
        let lunar =
            levels("2024-01", |at| [60.0, 140.0, 100.0][at.rem_euclid(12).min(2) as usize], 24);
        for text in ["2025-01", "2025-02"] {
            assert_eq!(lunar.change_on_month(month(text)), None);
            assert_eq!(lunar.change_on_year(month(text)), None);
        }
        assert_eq!(lunar.january_february(2025), Some(200.0));
        assert_eq!(lunar.january_february_change(2025), Some(0.0));
        assert_eq!(lunar.year_to_date(month("2025-01")).unwrap().change, None);
        assert_eq!(lunar.year_to_date(month("2025-02")).unwrap().change, Some(0.0));
        assert_eq!(yearly_growth(&lunar, month("2025-02"), 12).unwrap_err(), Reason::TooFewMonths);
    }

    #[test]
    fn a_missing_month_is_absent_and_a_zero_has_no_ratio() {
        let mut some = levels("2024-01", |at| 100.0 + 5.0 * jitter(at), 24);
        let until = month("2025-12");
        some.0.remove(&month("2025-05"));
        assert_eq!(yearly_growth(&some, until, 12).unwrap().n, 10);
        assert_eq!(some.year_to_date(until), None);
        assert_eq!(some.change_on_month(month("2025-06")), None);
        for text in ["2024-07", "2024-08", "2024-09"] {
            some.0.remove(&month(text));
        }
        assert_eq!(yearly_growth(&some, until, 12).unwrap_err(), Reason::TooFewMonths);
        let mut closed = levels("2024-01", |_| 100.0, 24);
        closed.0.insert(month("2025-06"), 0.0);
        assert_eq!(yearly_growth(&closed, until, 12).unwrap_err(), Reason::NoRatio);
        assert_eq!(closed.change_on_month(month("2025-07")), None);
        assert_eq!(closed.change_on_month(month("2025-06")), Some(-1.0));
    }

    #[test]
    fn the_unit_does_not_matter() {
        let dollars = levels("2023-01", |at| 100.0 + 30.0 * jitter(at), 36);
        let cents =
            Levels(dollars.0.iter().map(|(month, level)| (*month, level * 100.0)).collect());
        let [a, b] = [dollars, cents].map(|l| yearly_growth(&l, month("2025-12"), 12).unwrap());
        assert!((a.log_ratio_mean - b.log_ratio_mean).abs() < 1e-12 && (a.se - b.se).abs() < 1e-12);
    }

    fn check_flip(until: &str, level: impl Fn(i32) -> f64, from: Direction) -> Flip {
        let (start, until) = (month("2023-01"), month(until));
        let series = levels("2023-01", level, until.since(start) + 1);
        let flip = flip(&series, until, &THRESHOLDS).unwrap();
        assert_eq!(flip.from, from);
        for (bound, inwards) in [(flip.value_at_most, 1.001), (flip.value_at_least, 0.999)] {
            let Some(bound) = bound else { continue };
            let next = Next::after(&series, until).unwrap();
            let direction = |level| next.direction(&series, level + next.known, &THRESHOLDS);
            assert_ne!(direction(bound), from);
            assert_eq!(direction(bound * inwards), from);
        }
        flip
    }

    #[test]
    fn the_level_that_ends_a_direction_is_on_its_other_side() {
        let grown = |at: i32| (if at < 22 { 100.0 } else { 160.0 }) * (1.0 + 0.05 * jitter(at));
        let fallen = |at: i32| 1e4 / grown(at);
        let still = |at: i32| 100.0 * (1.0 + 0.01 * jitter(at));
        let up = check_flip("2025-10", grown, Direction::Tightening);
        assert!(up.value_at_most.unwrap() < 230.0 && up.value_at_least.is_none());
        let down = check_flip("2025-10", fallen, Direction::Loosening);
        assert!(down.value_at_least.unwrap() > 44.0 && down.value_at_most.is_none());
        let flat = check_flip("2025-10", still, Direction::Steady);
        assert!(flat.value_at_most.unwrap() < 100.0 && flat.value_at_least.unwrap() > 100.0);
        assert_eq!((up.first, up.last), (month("2025-11"), month("2025-11")));
    }

    #[test]
    fn after_december_january_and_february_are_awaited_together() {
        let still = |at: i32| 100.0 * (1.0 + 0.01 * jitter(at));
        let both = check_flip("2025-12", still, Direction::Steady);
        assert_eq!((both.first, both.last), (month("2026-01"), month("2026-02")));
        assert!(both.value_at_most.unwrap() > 100.0, "{both:?}");
        let february = check_flip("2026-01", still, Direction::Steady);
        assert_eq!((february.first, february.last), (month("2026-02"), month("2026-02")));
    }

    #[test]
    fn what_is_not_told_has_nothing_to_end() {
        let noisy = levels("2024-01", |at| 100.0 * (1.0 + 0.6 * jitter(at)), 24);
        assert_eq!(flip(&noisy, month("2025-12"), &THRESHOLDS), None);
    }
}

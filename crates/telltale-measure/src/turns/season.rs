//! A season is what comes back at the same time of every year, week or day; a series is looked at
//! for turns without it.

use jiff::civil::Date;
use serde::Serialize;
use stlrs::{Stl, StlResult};

use super::prepare::{bridged, mean, scaled};

/// From how many whole seasons on one is sought.
const SEASONS_MIN: usize = 3;

/// Over how many seasons on end a time of the season is smoothed: it may wander so slowly.
const SEASONS: usize = 11;

/// From which F on there is a season: what X-11 and its successors ask of the test of stable
/// seasonality, since the errors of months are no independent draws.
const STABLE: f64 = 7.0;

/// How many values make a season, told from the days from which each holds on: months and quarters
/// of a year, days of a week, weeks of a year; `None` where they are not evenly spaced so.
///
/// ```
/// use jiff::civil::date;
/// use telltale_measure::turns::season_of;
/// assert_eq!(season_of(&[date(2024, 11, 1), date(2024, 12, 1), date(2025, 1, 1)]), Some(12));
/// assert_eq!(season_of(&[date(2024, 11, 1), date(2024, 12, 1), date(2025, 2, 1)]), None);
/// ```
pub fn season_of(days: &[Date]) -> Option<usize> {
    let month = |day: &Date| i32::from(day.year()) * 12 + i32::from(day.month());
    let apart = |between: &dyn Fn(&Date, &Date) -> i32| {
        let steps = days.windows(2).map(|pair| between(&pair[0], &pair[1]));
        let first = steps.clone().next()?;
        steps.clone().all(|step| step == first).then_some(first)
    };
    match apart(&|a, b| (*b - *a).get_days()) {
        Some(1) => return Some(7),
        Some(7) => return Some(52),
        _ => {}
    }
    match apart(&|a, b| month(b) - month(a)) {
        Some(1) => Some(12),
        Some(3) => Some(4),
        _ => None,
    }
}

/// A series without its season.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unseasonal {
    /// The values as given, less the season; `None` where one is absent.
    #[serde(skip)]
    pub values: Vec<Option<f64>>,
    /// How many values make a season.
    pub period: usize,
    /// F of the differences between times of the season, against those within.
    pub f: f64,
    /// Whether the season grows with the level, as a share of it.
    pub multiplicative: bool,
}

/// Takes the season of `period` values out of an evenly spaced series, in the unit of the series;
/// `None` where there is none to take: too few seasons, or months that differ no more than chance
/// and noise would have them.
///
/// # Method
/// Seasonal-trend decomposition by loess (STL; Cleveland et al. 1990, Journal of Official
/// Statistics 6), robust, each time of the season smoothed over eleven seasons. A series of
/// positive values is also decomposed in logarithms, and the season is a share of the level where
/// it is clearer so. What stands above the trend is tested for a stable season by a one-way
/// analysis of variance over the times of the season, and one is taken out from F = 7 (Lothian and
/// Morry 1978; X-12-ARIMA, Findley et al. 1998, Journal of Business & Economic Statistics 16).
///
/// # Reads as
/// "A season of 12 months was taken out (F 34)."
///
/// # Limits
/// A season that changes within a few years is taken out in part. One smaller than the noise is not
/// seen in a few years and stays. A feast that moves between months is none.
///
/// ```
/// use telltale_measure::turns::without_season;
/// let spring = |t: usize| if t % 12 / 4 == 1 { 9.0 } else { 0.0 };
/// let monthly: Vec<_> = (0..60).map(|t| Some(spring(t) + (t % 5) as f64)).collect();
/// assert!(without_season(&monthly, 12).is_some_and(|found| found.f > 7.0));
/// let none: Vec<_> = (0..60).map(|t| Some((t % 5) as f64)).collect();
/// assert!(without_season(&none, 12).is_none());
/// ```
pub fn without_season(values: &[Option<f64>], period: usize) -> Option<Unseasonal> {
    let seen = values.iter().flatten().filter(|value| value.is_finite()).count();
    if period < 2 || seen < SEASONS_MIN * period {
        return None;
    }
    let (values, factor) = scaled(values);
    let found = seasonal(&values, period)?;
    let values = found.values.iter().map(|value| value.map(|value| value / factor)).collect();
    Some(Unseasonal { values, ..found })
}

/// The same, of values that can be squared.
fn seasonal(values: &[Option<f64>], period: usize) -> Option<Unseasonal> {
    let (first, whole) = bridged(values);
    let added = Season::of(&whole, period)?;
    let grows = whole.iter().all(|value| *value > 0.0);
    let logs: Vec<f64> = whole.iter().map(|value| value.ln()).collect();
    let shares = grows.then(|| Season::of(&logs, period)).flatten();
    let shares = shares.filter(|shares| shares.f > added.f);
    let multiplicative = shares.is_some();
    let season = shares.unwrap_or(added);
    if season.f.is_nan() || season.f < STABLE {
        return None;
    }
    let less = |(at, value): (usize, &Option<f64>)| {
        let value = (*value).filter(|value| value.is_finite())?;
        let season = season.values.get(at.checked_sub(first)?)?;
        Some(if multiplicative { value / season.exp() } else { value - season })
    };
    let values = values.iter().enumerate().map(less).collect();
    Some(Unseasonal { values, period, f: season.f, multiplicative })
}

/// Takes out what looks like a season of values that have none, as it is taken out of those that do.
pub(crate) fn without_chance(values: &[f64], period: usize) -> Vec<f64> {
    let Some(parts) = parts(values, period) else { return values.to_vec() };
    values.iter().zip(parts.seasonal()).map(|(value, season)| value - season).collect()
}

/// Takes the wave of this period out of values, by least squares.
pub(crate) fn without_wave(values: &[f64], period: usize) -> Vec<f64> {
    let at = |time: usize| std::f64::consts::TAU * (time % period) as f64 / period as f64;
    let columns: [fn(f64) -> f64; 3] = [|_| 1.0, f64::cos, f64::sin];
    let mut directions: Vec<Vec<f64>> = Vec::new();
    let mut left = values.to_vec();
    for (number, column) in columns.into_iter().enumerate() {
        let mut direction: Vec<f64> = (0..values.len()).map(|time| column(at(time))).collect();
        for before in &directions {
            without(&mut direction, before);
        }
        if number > 0 {
            without(&mut left, &direction);
        }
        directions.push(direction);
    }
    left
}

/// Takes out of values what lies in a direction.
fn without(values: &mut [f64], direction: &[f64]) {
    let product = |one: &[f64]| one.iter().zip(direction).map(|(a, b)| a * b).sum::<f64>();
    let share = product(values) / product(direction);
    values.iter_mut().zip(direction).for_each(|(value, along)| *value -= share * along);
}

fn parts(values: &[f64], period: usize) -> Option<StlResult<f64>> {
    Stl::params().robust(true).seasonal_length(SEASONS).seasonal_degree(0).fit(values, period).ok()
}

/// The season of each value, around nought, and how stable it is.
struct Season {
    values: Vec<f64>,
    f: f64,
}

impl Season {
    fn of(values: &[f64], period: usize) -> Option<Season> {
        let parts = parts(values, period)?;
        let above: Vec<f64> =
            values.iter().zip(parts.trend()).map(|(value, trend)| value - trend).collect();
        Some(Season { f: stability(&above, period), values: parts.seasonal().to_vec() })
    }
}

/// F of a one-way analysis of variance over the times of a season.
fn stability(above: &[f64], period: usize) -> f64 {
    let all = mean(above);
    let (mut between, mut within) = (0.0, 0.0);
    for time in 0..period {
        let of: Vec<f64> = above.iter().skip(time).step_by(period).copied().collect();
        let own = mean(&of);
        between += of.len() as f64 * (own - all).powi(2);
        within += of.iter().map(|value| (value - own).powi(2)).sum::<f64>();
    }
    let (groups, n) = (period as f64, above.len() as f64);
    (between / (groups - 1.0)) / (within / (n - groups))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eight years of months: a season on a level, or a share of one that grows, and a little noise.
    fn monthly(share: bool) -> Vec<Option<f64>> {
        let season = |t: usize| [0.0, 0.0, -0.3, 0.0, 0.0, 0.4][t % 12 / 2];
        let noise = |t: usize| (t * 7 % 11) as f64 / 100.0;
        let of = |t: usize| {
            let level = 10.0 + t as f64;
            Some(if share { level * (1.0 + season(t)) } else { 10.0 + season(t) } + noise(t))
        };
        (0..96).map(of).collect()
    }

    #[test]
    fn a_wave_is_taken_out_and_the_rest_stays() {
        let wave = |t: usize| 3.0 * (std::f64::consts::TAU * t as f64 / 12.0 + 0.7).sin();
        for n in [24, 41] {
            let with: Vec<f64> = (0..n).map(|t| 5.0 + wave(t)).collect();
            let left = without_wave(&with, 12);
            assert!(left.iter().all(|value| (value - left[0]).abs() < 1e-9), "{left:?}");
        }
        let step: Vec<f64> = (0..48).map(|t| f64::from(t >= 24)).collect();
        let left = without_wave(&step, 12);
        assert!(left.iter().zip(&step).all(|(one, other)| (one - other).abs() < 0.05), "{left:?}");
    }

    #[test]
    fn a_share_of_the_level_is_taken_as_one() {
        let found = without_season(&monthly(true), 12).expect("a season");
        assert!(found.multiplicative && found.f > 50.0, "{found:?}");
        // What is left is the line, which steps by one a month.
        let left: Vec<f64> = found.values.iter().flatten().copied().collect();
        assert!(left.windows(2).skip(12).take(60).all(|pair| (pair[1] - pair[0]).abs() < 4.0));
        assert!(!without_season(&monthly(false), 12).expect("a season").multiplicative);
    }

    #[test]
    fn what_is_absent_stays_absent_and_moves_nothing() {
        let mut gaps = monthly(false);
        for at in [0, 1, 40, 95] {
            gaps[at] = None;
        }
        let found = without_season(&gaps, 12).expect("a season");
        assert_eq!(found.values.len(), 96);
        let absent: Vec<usize> = (0..96).filter(|at| found.values[*at].is_none()).collect();
        assert_eq!(absent, [0, 1, 40, 95]);
        assert!(found.values.iter().flatten().all(|value| (value - 10.0).abs() < 0.3));
    }

    #[test]
    fn what_has_no_season_is_left_alone() {
        let noise: Vec<_> = (0..96).map(|t| Some((t * 37 % 101) as f64)).collect();
        for (values, period) in [
            (noise, 12),
            (vec![Some(3.0); 96], 12),
            (monthly(false)[..35].to_vec(), 12),
            (monthly(false), 0),
            (monthly(false), 1),
            (vec![None; 96], 12),
            (Vec::new(), 12),
        ] {
            assert_eq!(without_season(&values, period), None);
        }
    }
}

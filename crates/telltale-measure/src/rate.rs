//! A rate is how often something is reported in so much reporting: visits per thousand reports.
//! Its change from one window to the next, fast enough to be asked for every day of a replay; verdicts
//! are drawn from `state_space`, which errs less often where noise lasts.

use serde::Serialize;
use statrs::function::gamma::digamma;
use telltale_observation::Month;

use crate::persistence::{Residual, bounded, inflation, lag_one, mended};
use crate::{Change, Reason, THRESHOLDS};

/// The fewest degrees of freedom that an interval is given.
pub(crate) const DF_MIN: f64 = 2.0;

/// The count of one month with its exposure. A month without a report has none of these.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MonthlyCount {
    /// The month.
    pub month: Month,
    /// How many of the kind in question.
    pub count: u64,
    /// How much was reported at all, in any unit that is the same for all months.
    pub exposure: f64,
}

/// The change of a rate from the year `before` to the `last` one.
///
/// Each slice holds the months of its year that have a report, in any order, each month once. A
/// month without exposure counts as one without a report.
///
/// # Method
/// Of `K = K0 + K1` events in both years, the last year's `K1` are binomial with
/// `p = r·E1 / (r·E1 + E0)`, where `r` is the ratio of the rates and `E` the exposures (Przyborowski
/// and Wilenski 1940, Biometrika 31). With Jeffreys' prior, `p` is Beta(K1 + ½, K0 + ½), so ln r has
/// mean `ψ(K1 + ½) − ψ(K0 + ½) − ln(E1/E0)` and variance `ψ′(K1 + ½) + ψ′(K0 + ½)`.
///
/// That variance is right for a Poisson rate that keeps still within each year. It is multiplied by
/// the larger of `φ·v(ρ)` and `1 + (φ − 1)·v(ρφ/(φ − 1))`, where `φ ≥ 1` is Pearson's dispersion of
/// the months around their year's rate, `ρ` their lag-one correlation, mended for its bias and kept
/// within 0 and .9, and `v(ρ) = (1 + ρ)/(1 − ρ)`. The second form takes out the counting noise,
/// which does not last, before it asks how long the rest does. Student's t has `(n − 2)` degrees of
/// freedom divided by the share of that factor which is due to persistence, and never below 2.
///
/// # Reads as
/// "Visits per report: up 45 % on the twelve months before (90 % interval 12 to 88 %)."
///
/// # Limits
/// Exposure must be of the same source as the counts, and its mixture must be the same in both
/// years. A trend within a year is taken for noise, which widens the interval. Where persistence
/// is strong (.8 and above), twelve months are too few to know it well, and false verdicts rise to
/// about one in eight.
///
/// # Errors
/// [`Reason::NoExposure`] if no month has any; [`Reason::TooFewMonths`] with fewer than nine in
/// either year; [`Reason::TooFewEvents`] with fewer than ten in both years together.
///
/// ```
/// use telltale_measure::{MonthlyCount, rate};
/// let year = |year: i16, count: u64, exposure: f64| -> Vec<MonthlyCount> {
///     (1..=12)
///         .filter_map(|number| telltale_observation::Month::new(year, number))
///         .map(|month| MonthlyCount { month, count, exposure })
///         .collect()
/// };
/// // Twice the visits in twice the reports: no change of the rate.
/// let change = rate::change(&year(2025, 20, 2000.0), &year(2024, 10, 1000.0))?;
/// assert!(change.as_measure().value.abs() < 0.01);
/// # Ok::<(), telltale_measure::Reason>(())
/// ```
pub fn change(last: &[MonthlyCount], before: &[MonthlyCount]) -> Result<Change, Reason> {
    let (last, before) = (covered(last), covered(before));
    if last.is_empty() && before.is_empty() {
        return Err(Reason::NoExposure);
    }
    if last.len().min(before.len()) < THRESHOLDS.months_min {
        return Err(Reason::TooFewMonths);
    }
    if Year(&last).count() + Year(&before).count() < THRESHOLDS.events_min {
        return Err(Reason::TooFewEvents);
    }
    let without_one_last = (0..last.len()).map(|at| estimate(&without(&last, at), &before));
    let without_one_before = (0..before.len()).map(|at| estimate(&last, &without(&before, at)));
    Ok(estimate(&last, &before).with_left_out(without_one_last.chain(without_one_before)))
}

/// The months with an exposure, in order.
fn covered(months: &[MonthlyCount]) -> Vec<MonthlyCount> {
    let reported = |month: &&MonthlyCount| month.exposure > 0.0 && month.exposure.is_finite();
    let mut covered: Vec<MonthlyCount> = months.iter().filter(reported).copied().collect();
    covered.sort_by_key(|month| month.month);
    covered
}

/// The same months but one.
pub(crate) fn without<T: Copy>(months: &[T], left_out: usize) -> Vec<T> {
    let (head, tail) = months.split_at(left_out);
    [head, &tail[1..]].concat()
}

/// The months of one year that have a report.
struct Year<'a>(&'a [MonthlyCount]);

impl Year<'_> {
    fn count(&self) -> u64 {
        self.0.iter().map(|month| month.count).sum()
    }

    fn exposure(&self) -> f64 {
        self.0.iter().map(|month| month.exposure).sum()
    }

    /// Pearson's residuals around the year's own rate; none where the year has no event.
    fn residuals(&self) -> Vec<Residual> {
        let rate = self.count() as f64 / self.exposure();
        let residual = |month: &MonthlyCount| {
            let expected = rate * month.exposure;
            let distance = (month.count as f64 - expected) / expected.sqrt();
            Residual { first: month.month, last: month.month, distance }
        };
        if rate > 0.0 { self.0.iter().map(residual).collect() } else { Vec::new() }
    }
}

/// The change without its range; both years in order.
fn estimate(last: &[MonthlyCount], before: &[MonthlyCount]) -> Change {
    let n = last.len() + before.len();
    let (last, before) = (Year(last), Year(before));
    let (more, less) = (last.count() as f64 + 0.5, before.count() as f64 + 0.5);
    let log_exposure = (last.exposure() / before.exposure()).ln();
    let noise = Noise::of(&before.residuals(), &last.residuals());
    Change {
        log_ratio_mean: digamma(more) - digamma(less) - log_exposure,
        se: ((trigamma(more) + trigamma(less)) * noise.dispersion * noise.persistence).sqrt(),
        df: ((n as f64 - 2.0) / noise.persistence).max(DF_MIN),
        n,
        left_out: [0.0, 1.0],
        method: "ratio of two rates, Jeffreys prior, overdispersed and autocorrelated; n months",
    }
}

/// By how much the months scatter more than counting alone would make them.
struct Noise {
    /// Pearson's dispersion, at least 1.
    dispersion: f64,
    /// The further factor that is due to scatter that lasts.
    persistence: f64,
}

impl Noise {
    fn of(before: &[Residual], last: &[Residual]) -> Noise {
        let residuals = [before, last].concat();
        let years = [before, last].iter().filter(|year| !year.is_empty()).count();
        if residuals.len() <= years {
            return Noise { dispersion: 1.0, persistence: 1.0 };
        }
        let squares: f64 = residuals.iter().map(|residual| residual.distance.powi(2)).sum();
        let dispersion = (squares / (residuals.len() - years) as f64).max(1.0);
        let months_a_year = residuals.len() as f64 / years as f64;
        let correlation = mended(lag_one(&residuals).unwrap_or(1.0), months_a_year);
        let excess = dispersion - 1.0;
        let lasting = if excess > 0.0 { bounded(correlation * dispersion / excess) } else { 0.0 };
        let of_the_excess = (1.0 + excess * inflation(lasting)) / dispersion;
        Noise { dispersion, persistence: inflation(correlation).max(of_the_excess) }
    }
}

/// The second derivative of ln Γ, for positive arguments: recurrence up to 10, then the
/// asymptotic series (Abramowitz and Stegun 6.4.12).
fn trigamma(x: f64) -> f64 {
    let mut x = x;
    let mut sum = 0.0;
    while x < 10.0 {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series =
        square * (1.0 / 6.0 - square * (1.0 / 30.0 - square * (1.0 / 42.0 - square / 30.0)));
    sum + 1.0 / x + square / 2.0 + series / x
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn year(year: i16, counts: &[u64], exposure: f64) -> Vec<MonthlyCount> {
        let january = Month::new(year, 1).unwrap();
        let month = |(at, count): (usize, &u64)| MonthlyCount {
            month: january.plus(at as i32),
            count: *count,
            exposure,
        };
        counts.iter().enumerate().map(month).collect()
    }

    #[test]
    fn trigamma_is_that_of_the_tables() {
        let pi = std::f64::consts::PI;
        for (x, expected) in [(0.5, pi * pi / 2.0), (1.0, pi * pi / 6.0), (10.5, 0.099_916_956)] {
            assert!((trigamma(x) - expected).abs() < 1e-7, "{x}: {}", trigamma(x));
        }
    }

    #[test]
    fn a_ratio_by_hand() {
        // 240 in as much reporting as 120 the year before: a doubling. The months scatter less than
        // counting would make them, and take turns: the variance is that of counting, 1/240 + 1/120.
        let last = year(2025, &[18, 22].repeat(6), 200.0);
        let change = change(&last, &year(2024, &[9, 11].repeat(6), 200.0)).unwrap();
        assert!((change.log_ratio_mean - 2f64.ln()).abs() < 0.003, "{}", change.log_ratio_mean);
        assert!((change.se - (1.0 / 240.0 + 1.0 / 120.0f64).sqrt()).abs() < 1e-3, "{}", change.se);
        assert_eq!((change.df, change.n), (22.0, 24));
    }

    #[test]
    fn thin_reports_cannot_tell() {
        let full = year(2024, &[3; 12], 100.0);
        let check = |last: &[MonthlyCount], before: &[MonthlyCount], expected| {
            assert_eq!(change(last, before).unwrap_err(), expected);
        };
        check(&year(2025, &[3; 8], 100.0), &full, Reason::TooFewMonths);
        check(&full, &year(2023, &[3; 8], 100.0), Reason::TooFewMonths);
        check(&year(2025, &[3; 12], 0.0), &full, Reason::TooFewMonths);
        check(&year(2025, &[3; 12], 0.0), &year(2024, &[3; 12], f64::NAN), Reason::NoExposure);
        check(&[], &[], Reason::NoExposure);
        let sparse = year(2025, &[1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0], 100.0);
        check(&sparse, &year(2024, &[0; 12], 100.0), Reason::TooFewEvents);
    }

    #[test]
    fn from_none_to_many_is_a_rise_with_finite_doubt() {
        let none = year(2024, &[0; 12], 100.0);
        let change = change(&year(2025, &[4, 6, 5, 5, 4, 6, 5, 5, 4, 6, 5, 5], 100.0), &none);
        let change = change.unwrap();
        assert!(change.probability_up() > 0.95 && change.se.is_finite(), "{change:?}");
    }

    #[test]
    fn noise_that_lasts_widens_more_than_noise_that_does_not() {
        let still = year(2024, &[10; 12], 100.0);
        let runs = year(2025, &[5, 5, 5, 5, 5, 5, 25, 25, 25, 25, 25, 25], 100.0);
        let mixed = year(2025, &[5, 25, 5, 25, 5, 25, 25, 5, 25, 5, 25, 5], 100.0);
        let (runs, mixed) = (change(&runs, &still).unwrap(), change(&mixed, &still).unwrap());
        assert!(runs.se > 1.5 * mixed.se && runs.df < mixed.df, "{runs:?} {mixed:?}");
    }

    fn counts() -> impl Strategy<Value = Vec<u64>> {
        proptest::collection::vec(1u64..40, 12)
    }

    proptest! {
        #[test]
        fn more_reporting_of_all_changes_nothing(a in counts(), b in counts(), by in 0.01..100f64) {
            let plain = change(&year(2025, &a, 7.0), &year(2024, &b, 5.0)).unwrap();
            let scaled = change(&year(2025, &a, 7.0 * by), &year(2024, &b, 5.0 * by)).unwrap();
            prop_assert!((plain.log_ratio_mean - scaled.log_ratio_mean).abs() < 1e-9);
            prop_assert!((plain.se - scaled.se).abs() < 1e-9);
        }

        #[test]
        fn the_two_years_exchanged_negate_the_change(a in counts(), b in counts()) {
            let forth = change(&year(2025, &a, 7.0), &year(2024, &b, 5.0)).unwrap();
            let back = change(&year(2025, &b, 5.0), &year(2024, &a, 7.0)).unwrap();
            prop_assert!((forth.log_ratio_mean + back.log_ratio_mean).abs() < 1e-9);
        }

        #[test]
        fn a_month_without_a_report_is_never_a_zero(a in counts(), at in 0usize..12) {
            let before = year(2024, &[10; 12], 100.0);
            let absent = without(&year(2025, &a, 100.0), at);
            let rest: u64 = absent.iter().map(|month| month.count).sum();
            let unreported: Vec<_> = (0..12)
                .map(|i| if i == at { 0.0 } else { 100.0 })
                .zip(year(2025, &a, 100.0))
                .map(|(exposure, month)| MonthlyCount { exposure, ..month })
                .collect();
            let change_absent = change(&absent, &before).unwrap();
            prop_assert_eq!(change_absent, change(&unreported, &before).unwrap());
            let expected = digamma(rest as f64 + 0.5) - (1100f64 / 1200.0).ln();
            prop_assert!((change_absent.log_ratio_mean - expected + digamma(120.5)).abs() < 1e-9);
        }

        #[test]
        fn the_range_holds_the_probability(a in counts(), b in counts()) {
            let change = change(&year(2025, &a, 7.0), &year(2024, &b, 5.0)).unwrap();
            let [low, high] = change.left_out;
            prop_assert!(low <= change.probability_up() && change.probability_up() <= high);
        }
    }
}

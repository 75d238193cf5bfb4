//! Where a flow will stand in a month to come, against the same month of the year before.

use super::Motion;
use super::kalman::{Columns, Innovations, filter, filtered_level};
use super::mixture::{Component, Mixture};
use super::regression::{Precision, Solution, solve};

/// How much of its distance from the mean the level keeps from month to month.
const KEPT: [f64; 3] = [1.0, 0.9, 0.6];
/// Which share of the variance of a month's surprise moves the level; what is left is noise of single
/// months.
const MOVING: [f64; 4] = [0.02, 0.1, 0.3, 0.7];
/// Prior precision of what a month of the year does, where that variance is one: it may well be twice as
/// far off as the noise.
const SEASON: Precision = 0.25;
/// The same of the drift, by which it grows from month to month: it may well be a tenth of the noise.
const DRIFT: Precision = 100.0;
/// Months in a year, each with a column of its own, behind those of the mean and the drift.
const YEAR: usize = 12;
/// The least that the months may leave unexplained, so that a flow without any noise has a scale.
const REST_MIN: f64 = 1e-9;
/// Readings without which a season cannot be told from a level: two years.
const READINGS_MIN: usize = 24;

/// The change on the year, in logs, `ahead` months after the last of these log levels; a month without a
/// report is `None`. `None` too where the month a year before is past and was not reported, or fewer
/// than two years are known.
///
/// # Method
/// `level = mean + drift + month of the year + what is kept from month to month`, and noise of single months: the
/// filter of [`super::levels`], its parameters weighed over a grid of twelve points by how well they
/// foretold the months, the variance integrated out. The month a year before is known, with its noise, so
/// that a high one is not taken for a high level; beyond a year it is foretold as well, and the doubts
/// of both are added as if they were strangers.
///
/// # Limits
/// Lunar new year is no part of it. A drift is the same all along.
pub(crate) fn change_on_the_year(levels: &[Option<f64>], ahead: usize) -> Option<Mixture> {
    let (months, to) = (levels.len(), levels.len() + ahead);
    let before = to.checked_sub(1 + YEAR)?;
    let known = levels.get(before).copied();
    if known == Some(None) || levels.iter().flatten().count() < READINGS_MIN {
        return None;
    }
    let columns = columns(levels, to);
    let mut parts = Vec::new();
    for kept in KEPT {
        for moving in MOVING {
            let noise = 1.0 - moving;
            let read: Vec<_> =
                (0..to).map(|month| levels.get(month).copied().flatten().map(|_| noise)).collect();
            let found = filter(&Motion::level(kept, moving), &read, &columns);
            let solution = solve(&found, &prior(), months)?;
            let reading = |month| reading_of((&found, &solution, &columns), month, noise);
            let (then, doubt) = match known.flatten() {
                Some(level) => (level, 0.0),
                None => reading(before),
            };
            let (now, variance) = reading(to - 1);
            // The mean is not known beforehand, and takes one month.
            let df = solution.n as f64 - 1.0;
            let rest = solution.rest.max(REST_MIN);
            let log = -0.5 * (solution.log_variances + solution.log_determinant + df * rest.ln());
            let scale = ((variance + doubt) * rest / df).sqrt();
            parts.push((log, Component { weight: 1.0, location: now - then, scale, df }));
        }
    }
    let top = parts.iter().map(|part| part.0).fold(f64::NEG_INFINITY, f64::max);
    let weighed =
        parts.into_iter().map(|(log, part)| Component { weight: (log - top).exp(), ..part });
    Mixture::new(weighed.collect())
}

/// The readings, none of the months to come, and what explains them: a mean, a drift, and the month of the
/// year.
fn columns(levels: &[Option<f64>], to: usize) -> Columns {
    let row = |month: usize| {
        let reading = levels.get(month).copied().flatten().unwrap_or(0.0);
        let of_year = (0..YEAR).map(move |at| f64::from(u8::from(at == month % YEAR)));
        [reading, 1.0, month as f64].into_iter().chain(of_year)
    };
    Columns::new(3 + YEAR, (0..to).flat_map(row).collect())
}

fn prior() -> Vec<Precision> {
    [0.0, DRIFT].into_iter().chain([SEASON; YEAR]).collect()
}

/// What a reading of a month may be: its mean, and its variance where that of a month's surprise is one.
fn reading_of(
    (found, solution, columns): (&Innovations, &Solution, &Columns),
    month: usize,
    noise: f64,
) -> (f64, f64) {
    let (own, variance) = filtered_level(found, month, 0);
    let row = columns.row(month);
    let left: Vec<f64> =
        (1..row.len()).map(|at| row[at] - filtered_level(found, month, at).0).collect();
    (own + solution.value_of(&left), variance + solution.variance_of(&left) + noise)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A noise without a pattern that an eye would see, between −1 and 1.
    fn jitter(at: usize) -> f64 {
        (at as f64 * 12.9898).sin()
    }

    fn series(level: impl Fn(usize) -> f64, months: usize) -> Vec<Option<f64>> {
        (0..months).map(|at| Some(level(at) + 0.3 * ((at % 12) as f64).cos())).collect()
    }

    #[test]
    fn a_month_that_was_high_a_year_ago_lets_a_fall_be_expected() {
        let steady = |at: usize| 0.1 * jitter(at) + if at == 50 { 0.5 } else { 0.0 };
        // Ten months after the fifty-second is the month a year after the high one.
        let [high, other] =
            [10, 9].map(|ahead| change_on_the_year(&series(steady, 53), ahead).unwrap());
        assert!((-0.75..-0.3).contains(&high.mean()) && high.below(0.0) > 0.97, "{}", high.mean());
        assert!(other.mean().abs() < 0.2 && other.below(0.0) < 0.95, "{}", other.mean());
    }

    #[test]
    fn a_level_that_stepped_up_stays_and_the_doubt_grows_with_the_months() {
        let stepped = |at: usize| 0.05 * jitter(at) + if at < 54 { 0.0 } else { 0.4 };
        let found =
            [1, 3, 6, 14].map(|ahead| change_on_the_year(&series(stepped, 60), ahead).unwrap());
        for (found, months) in found.iter().zip([1, 3, 6]) {
            assert!((found.mean() - 0.4).abs() < 0.12, "{months}: {}", found.mean());
        }
        let sds: Vec<f64> = found.iter().map(Mixture::sd).collect();
        assert!(sds.is_sorted(), "{sds:?}");
        assert!(found[3].mean().abs() < 0.1, "{}", found[3].mean());
    }

    #[test]
    fn two_years_are_needed_and_the_month_a_year_before() {
        let mut levels = series(|at| 0.1 * jitter(at), 24);
        assert!(change_on_the_year(&levels, 1).is_some());
        assert_eq!(change_on_the_year(&levels[..23], 1), None);
        levels.extend([Some(0.0), Some(0.1)]);
        levels[14] = None;
        assert_eq!(change_on_the_year(&levels, 1), None);
        assert!(change_on_the_year(&levels, 2).is_some());
        let still = change_on_the_year(&[Some(1.0); 40], 1).unwrap();
        assert!(still.mean().abs() < 1e-6 && still.sd() < 0.01, "{still:?}");
    }
}

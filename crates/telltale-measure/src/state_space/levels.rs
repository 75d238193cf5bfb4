//! Where a level is: filtered, as it was known then, and smoothed, with all that is known now.

use super::kalman::{Columns, Innovations, Motion, filter, filtered_level, smooth};
use super::regression::{Solution, solve};

/// The level of one month: estimate and standard deviation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// From the months up to this one; `None` before any reading.
    pub filtered: Option<[f64; 2]>,
    /// From all months.
    pub smoothed: [f64; 2],
}

/// The levels of a series, and how well its parameters foretold it.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// One per month.
    pub months: Vec<Level>,
    /// The diffuse log likelihood: that of all readings but the one that set the level.
    pub log_likelihood: f64,
}

/// The level of a series whose parameters are known. A month without a reading is `None`.
///
/// Returns `None` without any reading.
///
/// # Method
/// Kalman's filter and de Jong's smoother, the level's beginning wholly unknown: it is solved for by
/// generalised least squares (de Jong 1991, Annals of Statistics 19). With a mean to which the level
/// reverts (`kept` below 1), it is the mean that is unknown.
///
/// # Reads as
/// "As known in June, the level stood at 4.2 (90 % interval: ± 1.64 standard deviations)."
///
/// # Limits
/// Motion and noise are taken as known; their own doubt is in [`super::yearly`], not here.
///
/// ```
/// use telltale_measure::state_space::{Motion, levels::levels};
/// let series = [Some(1.0), None, Some(3.0)];
/// let found = levels(&series, &Motion::level(1.0, 1.0), 0.1).ok_or("no reading")?;
/// assert!((found.months[1].smoothed[0] - 2.0).abs() < 1e-9);
/// # Ok::<(), &str>(())
/// ```
pub fn levels(readings: &[Option<f64>], motion: &Motion, noise_variance: f64) -> Option<Levels> {
    let found = filtered(readings, motion, noise_variance);
    let whole = solve(&found, &[0.0], readings.len())?;
    let smoothed = smooth(motion, &found);
    let level = |month: usize| {
        let mean = whole.coefficients[0];
        let row = smoothed.level.row(month);
        let left = 1.0 - row[1];
        let variance = smoothed.variance[month] + left * left * whole.variance_of(&[1.0]);
        let filtered =
            solve(&found, &[0.0], month + 1).map(|then| known_then(&found, &then, month));
        Level { filtered, smoothed: [row[0] + left * mean, variance.sqrt()] }
    };
    let log_likelihood = log_likelihood(&whole);
    Some(Levels { months: (0..readings.len()).map(level).collect(), log_likelihood })
}

fn filtered(readings: &[Option<f64>], motion: &Motion, noise_variance: f64) -> Innovations {
    let rows = readings.iter().flat_map(|reading| [reading.unwrap_or(0.0), 1.0]).collect();
    let noise: Vec<_> = readings.iter().map(|reading| reading.map(|_| noise_variance)).collect();
    filter(motion, &noise, &Columns::new(2, rows))
}

/// The level of a month, given what the months up to it say of the beginning.
fn known_then(found: &Innovations, then: &Solution, month: usize) -> [f64; 2] {
    let (own, variance) = filtered_level(found, month, 0);
    let (taken, _) = filtered_level(found, month, 1);
    let left = 1.0 - taken;
    let variance = variance + left * left * then.variance_of(&[1.0]);
    [own + left * then.coefficients[0], variance.sqrt()]
}

fn log_likelihood(whole: &Solution) -> f64 {
    let determined = whole.n as f64 - 1.0;
    -0.5 * (determined * std::f64::consts::TAU.ln()
        + whole.log_variances
        + whole.log_determinant
        + whole.rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Yearly flow of the Nile at Aswan, 1871 to 1970, in 10⁸ cubic metres.
    const NILE: [f64; 100] = [
        1120., 1160., 963., 1210., 1160., 1160., 813., 1230., 1370., 1140., 995., 935., 1110.,
        994., 1020., 960., 1180., 799., 958., 1140., 1100., 1210., 1150., 1250., 1260., 1220.,
        1030., 1100., 774., 840., 874., 694., 940., 833., 701., 916., 692., 1020., 1050., 969.,
        831., 726., 456., 824., 702., 1120., 1100., 832., 764., 821., 768., 845., 864., 862., 698.,
        845., 744., 796., 1040., 759., 781., 865., 845., 944., 984., 897., 822., 1010., 771., 676.,
        649., 846., 812., 742., 801., 1040., 860., 874., 848., 890., 744., 749., 838., 1050., 918.,
        986., 797., 923., 975., 815., 1020., 906., 901., 1170., 912., 746., 919., 718., 714., 740.,
    ];

    fn nile() -> Vec<Option<f64>> {
        NILE.iter().map(|flow| Some(*flow)).collect()
    }

    #[test]
    fn the_nile_has_the_likelihood_that_is_published() {
        // Durbin and Koopman (2012), chapter 2: variances 15,099 and 1,469.1.
        let found = levels(&nile(), &Motion::level(1.0, 1469.1), 15099.0).unwrap();
        assert!((found.log_likelihood + 632.5456).abs() < 5e-4, "{}", found.log_likelihood);
        // The largest there is: a likelihood nearby is smaller.
        for (moving, noise) in [(1300.0, 15099.0), (1650.0, 15099.0), (1469.1, 14000.0)] {
            let near = levels(&nile(), &Motion::level(1.0, moving), noise).unwrap();
            assert!(near.log_likelihood < found.log_likelihood, "{moving} {noise}");
        }
    }

    #[test]
    fn what_was_known_at_the_end_is_what_is_known_now() {
        let motion = Motion::damped(1469.1, 0.8, 20.0);
        let mut flows = nile();
        flows[20..40].fill(None);
        let found = levels(&flows, &motion, 15099.0).unwrap();
        let last = found.months[99];
        for (then, now) in last.filtered.unwrap().iter().zip(last.smoothed) {
            assert!((then - now).abs() < 1e-6, "{last:?}");
        }
        let (inside, outside) = (found.months[30].smoothed[1], found.months[60].smoothed[1]);
        assert!(inside > 1.3 * outside, "a month without a reading is known less: {inside}");
    }

    #[test]
    fn a_still_level_is_the_mean() {
        let found = levels(&[Some(1.0), Some(2.0), None, Some(6.0)], &Motion::level(1.0, 0.0), 3.0);
        for month in found.unwrap().months {
            assert!(
                (month.smoothed[0] - 3.0).abs() < 1e-9 && (month.smoothed[1] - 1.0).abs() < 1e-9
            );
        }
    }
}

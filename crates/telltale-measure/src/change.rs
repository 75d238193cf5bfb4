//! A change is how much more or less there is than a year before, as a ratio, with its doubt.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::Measure;

/// The level of every interval of the crate.
pub(crate) const LEVEL: f64 = 0.9;

/// The change of a rate or a level from one year to the next, on the log scale.
///
/// # Method
/// The log ratio is `log_ratio_mean + se · t`, with `t` of Student's distribution with `df` degrees
/// of freedom. What a probability below means: with a flat prior on the log ratio, how much of that
/// distribution lies there.
///
/// # Reads as
/// "Up 45 % on the year before (90 % interval 12 to 88 %); 97 % probable that it rose."
///
/// # Limits
/// The doubt is that of months as noisy as those seen. A source that changed what it covers, or
/// how, between the two years moves the ratio and is not in the interval.
///
/// ```
/// use telltale_measure::Change;
/// let change = Change {
///     log_ratio_mean: 2f64.ln(), se: 0.2, df: 22.0, n: 48, left_out: [0.99, 1.0], method: "",
/// };
/// assert!(change.probability_up() > 0.99);
/// assert_eq!(change.as_measure().value.round(), 1.0); // doubled: up 100 %
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The estimate of ln(this year / the year before).
    pub log_ratio_mean: f64,
    /// Its standard error, widened by overdispersion and persistence.
    pub se: f64,
    /// Degrees of freedom of Student's distribution.
    pub df: f64,
    /// How many months (of both years) or periods it rests on.
    pub n: usize,
    /// The lowest and the highest probability that it rose, when any one month is left out.
    pub left_out: [f64; 2],
    /// How it was made, in a few words.
    pub method: &'static str,
}

impl Change {
    /// The probability that there is more of it than the year before.
    pub fn probability_up(&self) -> f64 {
        1.0 - self.probability_below(0.0)
    }

    /// The probability that it changed by less than `band` either way: with a band of 0.1, that
    /// the larger of the two years is less than 1.1 times the smaller.
    pub fn probability_within(&self, band: f64) -> f64 {
        let edge = band.ln_1p();
        self.probability_below(edge) - self.probability_below(-edge)
    }

    /// The change as a share of the year before (0.545 is +54.5 %), with its 90 % interval.
    pub fn as_measure(&self) -> Measure {
        let reach = t_quantile(0.5 + LEVEL / 2.0, self.df) * self.se;
        Measure {
            value: self.log_ratio_mean.exp_m1(),
            interval: [self.log_ratio_mean - reach, self.log_ratio_mean + reach].map(f64::exp_m1),
            level: LEVEL,
            n: self.n,
            method: self.method,
        }
    }

    /// The same change the other way round: what rose, fell.
    pub fn reversed(self) -> Change {
        let [low, high] = self.left_out;
        Change { log_ratio_mean: -self.log_ratio_mean, left_out: [1.0 - high, 1.0 - low], ..self }
    }

    /// This change with the range of the probability that it rose over `others`, in each of which
    /// one month is left out.
    pub(crate) fn with_left_out(self, others: impl Iterator<Item = Change>) -> Change {
        let own = self.probability_up();
        let left_out = others
            .map(|other| other.probability_up())
            .fold([own, own], |[low, high], p| [low.min(p), high.max(p)]);
        Change { left_out, ..self }
    }

    /// The probability that the log ratio lies below `log_ratio`.
    fn probability_below(&self, log_ratio: f64) -> f64 {
        let distance = log_ratio - self.log_ratio_mean;
        if self.se > 0.0 {
            t_cdf(distance / self.se, self.df)
        } else if distance == 0.0 {
            0.5 // months that show no noise at all, and no change
        } else {
            f64::from(distance > 0.0)
        }
    }
}

/// The distribution function of Student's t.
pub(crate) fn t_cdf(t: f64, df: f64) -> f64 {
    StudentsT::new(0.0, 1.0, df).map_or(0.5, |student| student.cdf(t))
}

/// The quantile of Student's t; unbounded where there are no degrees of freedom.
pub(crate) fn t_quantile(p: f64, df: f64) -> f64 {
    StudentsT::new(0.0, 1.0, df).map_or(f64::INFINITY, |student| student.inverse_cdf(p))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(log_ratio_mean: f64, se: f64, df: f64) -> Change {
        Change { log_ratio_mean, se, df, n: 48, left_out: [0.0, 1.0], method: "by hand" }
    }

    #[test]
    fn students_t_is_that_of_the_tables() {
        for (p, df, expected) in [(0.95, 2.0, 2.9200), (0.95, 10.0, 1.8125), (0.975, 22.0, 2.0739)]
        {
            assert!((t_quantile(p, df) - expected).abs() < 1e-4, "{p} {df}");
            assert!((t_cdf(expected, df) - p).abs() < 1e-4, "{p} {df}");
        }
        assert!((t_quantile(0.95, 2.7) - 2.4567).abs() < 2e-2);
    }

    #[test]
    fn the_interval_and_the_probability_agree() {
        let [low, _] = change(0.3, 0.1, 8.0).as_measure().interval;
        let at_the_edge = change(0.3 - low.ln_1p(), 0.1, 8.0);
        assert!((at_the_edge.probability_up() - 0.95).abs() < 1e-6);
    }

    #[test]
    fn a_change_reversed_reverses_its_probability() {
        let up = change(0.2, 0.3, 5.0);
        assert!((up.probability_up() + up.reversed().probability_up() - 1.0).abs() < 1e-12);
        assert!((up.probability_within(0.1) - up.reversed().probability_within(0.1)).abs() < 1e-12);
    }

    #[test]
    fn months_without_any_noise_are_no_accident() {
        assert_eq!(change(0.0, 0.0, 10.0).probability_up(), 0.5);
        assert_eq!(change(0.0, 0.0, 10.0).probability_within(0.1), 1.0);
        assert_eq!(change(0.2, 0.0, 10.0).probability_up(), 1.0);
    }
}

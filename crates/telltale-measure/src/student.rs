//! What is known of one number: Student's distribution, with its place, its scale and its tails.

use serde::Serialize;

use crate::change::{LEVEL, t_cdf, t_quantile};

/// Student's distribution of something measured.
///
/// # Method
/// The number is `location + scale · t`, with `t` of Student's distribution with `df` degrees of
/// freedom.
///
/// # Reads as
/// "1.2 standard deviations (90 % interval .4 to 2.0); 98 % probable that it is above nothing."
///
/// # Limits
/// One hump: what has two is flattened into one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Student {
    /// The middle.
    pub location: f64,
    /// The scale, which is not the standard deviation: that is wider by the tails.
    pub scale: f64,
    /// Degrees of freedom.
    pub df: f64,
}

impl Student {
    /// The probability of more than nothing.
    pub fn probability_up(&self) -> f64 {
        match self.scale > 0.0 {
            true => t_cdf(self.location / self.scale, self.df),
            false if self.location == 0.0 => 0.5,
            false => f64::from(self.location > 0.0),
        }
    }

    /// The 90 % interval.
    pub fn interval(&self) -> [f64; 2] {
        let reach = t_quantile(0.5 + LEVEL / 2.0, self.df) * self.scale;
        [self.location - reach, self.location + reach]
    }

    /// The same number times `factor`.
    pub(crate) fn times(&self, factor: f64) -> Student {
        Student { location: factor * self.location, scale: factor.abs() * self.scale, df: self.df }
    }

    /// The sum of numbers that go together as `alike` says, entry by entry; `None` of none.
    ///
    /// Degrees of freedom are the harmonic mean of theirs, weighted by variance: those of Welch
    /// (1947, Biometrika 34) where all are one thing, and fewer where they are not.
    pub(crate) fn sum(parts: &[Student], alike: &dyn Fn(usize, usize) -> f64) -> Option<Student> {
        let cell = |i: usize, j: usize| parts[i].scale * parts[j].scale * alike(i, j);
        let all = 0..parts.len();
        let variance: f64 = all
            .clone()
            .flat_map(|i| all.clone().map(move |j| (i, j)))
            .map(|(i, j)| cell(i, j))
            .sum();
        let alone: f64 = parts.iter().map(|part| part.scale.powi(2)).sum();
        let doubt: f64 = parts.iter().map(|part| part.scale.powi(2) / part.df).sum();
        let df = if doubt > 0.0 { alone / doubt } else { f64::from(u8::MAX) };
        let location = parts.iter().map(|part| part.location).sum();
        (!parts.is_empty()).then(|| Student { location, scale: variance.max(0.0).sqrt(), df })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_and_a_probability_agree() {
        let one = Student { location: 1.0, scale: 0.5, df: 10.0 };
        let [low, high] = one.interval();
        assert!((high - 1.0 - 0.5 * 1.8125).abs() < 1e-3 && (low + high - 2.0).abs() < 1e-9);
        assert!((Student { location: 1.0 - low, ..one }.probability_up() - 0.95).abs() < 1e-6);
        assert!((one.probability_up() + one.times(-2.0).probability_up() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_sum_is_as_sure_as_its_parts_go_together() {
        let one = Student { location: 1.0, scale: 1.0, df: 8.0 };
        let sum = |alike: f64| {
            let all = |i: usize, j: usize| if i == j { 1.0 } else { alike };
            Student::sum(&[one, one], &all).unwrap()
        };
        assert!((sum(0.0).scale - 2f64.sqrt()).abs() < 1e-12);
        assert!((sum(1.0).scale - 2.0).abs() < 1e-12);
        assert!((sum(0.0).df - 8.0).abs() < 1e-9 && (sum(0.0).location - 2.0).abs() < 1e-12);
        assert_eq!(Student::sum(&[], &|_, _| 1.0), None);
    }
}

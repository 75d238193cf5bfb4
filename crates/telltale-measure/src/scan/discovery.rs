//! What is found among many tests: the null as the bulk of the tests shows it, and the line below
//! which the share of false findings is held.

use statrs::distribution::{ContinuousCDF, Normal};

/// The fewest tests from whose bulk a null is read; below, it is the standard normal.
const TESTS_MIN: usize = 100;
/// Between the quartiles of a standard normal.
const QUARTILES_APART: f64 = 1.348_979_500_392_163_7;

/// Where the bulk of the tests lies, in standard errors, and how wide.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct EmpiricalNull {
    /// Its middle: by how much all dyads moved together.
    pub middle: f64,
    /// Its standard deviation, never below 1.
    pub sd: f64,
}

/// The null of the bulk: median and quartiles (Efron 2004, JASA 99). It is never narrower than the
/// standard normal, so that it can only take findings away.
pub(super) fn empirical_null(z: &[f64]) -> EmpiricalNull {
    if z.len() < TESTS_MIN {
        return EmpiricalNull { middle: 0.0, sd: 1.0 };
    }
    let mut sorted = z.to_vec();
    sorted.sort_by(f64::total_cmp);
    let quantile = |share: f64| sorted[(share * (sorted.len() - 1) as f64).round() as usize];
    let sd = (quantile(0.75) - quantile(0.25)) / QUARTILES_APART;
    EmpiricalNull { middle: quantile(0.5), sd: sd.max(1.0) }
}

/// The normal score of a probability, kept finite.
pub(super) fn score(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p.clamp(1e-300, 1.0 - 1e-16))
}

/// The chance of a score at least so far from 0, either way.
pub(super) fn two_sided(z: f64) -> f64 {
    2.0 * Normal::standard().cdf(-z.abs())
}

/// Benjamini and Hochberg's q of each test (1995, JRSS B 57): the smallest rate of false findings at
/// which it would be among the findings.
pub(super) fn q_values(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let (mut q, mut least) = (vec![1.0; p.len()], 1.0f64);
    for (from_last, at) in order.into_iter().enumerate() {
        let rank = (p.len() - from_last) as f64;
        least = least.min(p[at] * p.len() as f64 / rank);
        q[at] = least;
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q_values_are_those_of_benjamini_and_hochberg() {
        let q = q_values(&[0.01, 0.04, 0.03, 0.5]);
        let expected = [0.04, 0.16 / 3.0, 0.16 / 3.0, 0.5];
        assert!(q.iter().zip(expected).all(|(q, e)| (q - e).abs() < 1e-12), "{q:?}");
    }

    #[test]
    fn the_bulk_moves_the_null_and_a_few_far_out_do_not() {
        let bulk = |at: usize| 0.5 + 2.0 * score((at as f64 + 0.5) / 1000.0);
        let mut z: Vec<f64> = (0..1000).map(bulk).collect();
        let null = empirical_null(&z);
        assert!((null.middle - 0.5).abs() < 0.01 && (null.sd - 2.0).abs() < 0.02, "{null:?}");
        z.extend([40.0; 30]);
        let null = empirical_null(&z);
        assert!((null.middle - 0.5).abs() < 0.1 && (null.sd - 2.0).abs() < 0.1, "{null:?}");
    }

    #[test]
    fn few_tests_show_no_bulk() {
        assert_eq!(empirical_null(&[5.0; 99]), EmpiricalNull { middle: 0.0, sd: 1.0 });
    }
}

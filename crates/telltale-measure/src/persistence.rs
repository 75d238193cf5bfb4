//! Persistence is noise that lasts: a month above its year's mean is followed by another. Twelve
//! such months are worth fewer than twelve, and every interval must know it.

use telltale_observation::Month;

/// The strongest persistence that is taken at its word.
const CORRELATION_MAX: f64 = 0.9;

/// How far a month, or a run of months taken together, lies from the mean of its year.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Residual {
    pub(crate) first: Month,
    pub(crate) last: Month,
    pub(crate) distance: f64,
}

/// The correlation of neighbours in time: the mean product of residuals that follow one another
/// without a gap, over the mean square. 0 where nothing varies; `None` where none are neighbours.
pub(crate) fn lag_one(residuals: &[Residual]) -> Option<f64> {
    let products: Vec<f64> = residuals
        .windows(2)
        .filter(|pair| pair[1].first.since(pair[0].last) == 1)
        .map(|pair| pair[0].distance * pair[1].distance)
        .collect();
    if products.is_empty() {
        return None;
    }
    let squares: f64 = residuals.iter().map(|residual| residual.distance.powi(2)).sum();
    let per_pair = (residuals.len() - 1) as f64 / products.len() as f64;
    Some(if squares > 0.0 { products.iter().sum::<f64>() * per_pair / squares } else { 0.0 })
}

/// Mends the bias of a correlation measured within windows of `n` residuals, each around its own
/// mean, and keeps it between 0 and 0.9.
///
/// Measured so, a true correlation ρ comes out near ρ − (1 + 4ρ)/n (Kendall 1954, Biometrika 41):
/// of 0.6, 0.32 is left in twelve months.
pub(crate) fn mended(correlation: f64, n: f64) -> f64 {
    if n <= 4.0 {
        return CORRELATION_MAX;
    }
    bounded((correlation + 1.0 / n) / (1.0 - 4.0 / n))
}

/// Keeps a correlation between 0 and 0.9: that neighbours repel one another is never counted as
/// information.
pub(crate) fn bounded(correlation: f64) -> f64 {
    correlation.clamp(0.0, CORRELATION_MAX)
}

/// By how much persistence multiplies the variance of a mean: (1 + ρ)/(1 − ρ), for noise of which
/// each month keeps ρ of the month before.
pub(crate) fn inflation(correlation: f64) -> f64 {
    (1.0 + correlation) / (1.0 - correlation)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(distances: &[(i32, f64)]) -> Vec<Residual> {
        let january = Month::new(2025, 1).unwrap();
        let residual = |(later, distance): &(i32, f64)| {
            let month = january.plus(*later);
            Residual { first: month, last: month, distance: *distance }
        };
        distances.iter().map(residual).collect()
    }

    #[test]
    fn neighbours_alike_correlate_and_neighbours_opposed_do_not() {
        let alike = months(&[(0, 1.0), (1, 1.0), (2, -1.0), (3, -1.0)]);
        assert_eq!(lag_one(&alike), Some(0.25));
        let opposed = months(&[(0, 1.0), (1, -1.0), (2, 1.0), (3, -1.0)]);
        assert_eq!(mended(lag_one(&opposed).unwrap(), 12.0), 0.0);
    }

    #[test]
    fn months_across_a_gap_are_no_neighbours() {
        let gap = months(&[(0, 1.0), (1, 1.0), (5, -1.0), (6, -1.0)]);
        assert_eq!(lag_one(&gap), Some(0.75)); // two pairs, both alike, spread over three places
        assert_eq!(lag_one(&months(&[(0, 1.0), (2, 1.0)])), None);
    }

    #[test]
    fn what_the_mean_takes_away_is_given_back() {
        let measured = 0.6 - (1.0 + 4.0 * 0.6) / 12.0;
        assert!((mended(measured, 12.0) - 0.6).abs() < 1e-12);
        assert_eq!(inflation(0.6), 4.0);
    }
}
